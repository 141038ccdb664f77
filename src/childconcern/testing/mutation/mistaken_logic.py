"""Slips over logic: and, or, not, brackets, any and all."""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Condition,
    Has,
    Level,
    LevelOf,
    Not,
    Or,
)
from childconcern.testing.mutation.slips import Slip
from childconcern.testing.mutation.trees import Spot, all_of, one_of

__all__ = ["logic_slips"]

_FEWEST_TO_DIFFER = 2


def logic_slips(spot: Spot) -> Iterator[Slip]:
    """Yield what a piece of a condition becomes when its logic is mistaken."""
    yield from _negated(spot)
    match spot.node:
        case And(parts):
            yield from _and(parts)
        case Or(parts):
            yield from _or(parts)
        case AnyItem(group, part):
            yield Slip(operator="all-items-for-any-item", now=AllItems(group, part))
        case AllItems(group, part):
            yield Slip(operator="any-item-for-all-items", now=AnyItem(group, part))
            nobody = Not(AnyItem(group, _opposite(part)))
            yield Slip(operator="no-exception-for-all-items", now=nobody)
        case Has(fact, options, at_least) if len(options) >= _FEWEST_TO_DIFFER:
            if at_least < len(options):
                every = Has(fact, options, len(options))
                yield Slip(operator="all-options-for-any-option", now=every)
            if at_least > 1:
                yield Slip(operator="any-option-for-all-options", now=Has(fact, options))
        case _:
            pass


def _opposite(condition: Condition) -> Condition:
    return condition.part if isinstance(condition, Not) else Not(condition)


def _negated(spot: Spot) -> Iterator[Slip]:
    match spot.node:
        case Not(And(parts) as inner):
            yield Slip(operator="not-dropped", now=inner)
            yield Slip(operator="not-spread", now=all_of(tuple(map(_opposite, parts))))
            first, *rest = parts
            yield Slip(operator="brackets-forgotten", now=all_of((_opposite(first), *rest)))
        case Not(Or(parts) as inner):
            yield Slip(operator="not-dropped", now=inner)
            yield Slip(operator="not-spread", now=one_of(tuple(map(_opposite, parts))))
            first, *rest = parts
            yield Slip(operator="brackets-forgotten", now=one_of((_opposite(first), *rest)))
        case Not(part):
            yield Slip(operator="not-dropped", now=part)
        case Level() | LevelOf() | AreasAt():
            pass  # a level never stands under not, and a pack that says so is refused
        case _ if not isinstance(spot.parent, Not):
            yield Slip(operator="not-added", now=Not(spot.node))
        case _:
            pass


def _and(parts: tuple[Condition, ...]) -> Iterator[Slip]:
    for n in range(1, len(parts)):
        # As it is read when one "and" is written "or": "and" binds the closer of the two.
        mistaken = one_of((all_of(parts[:n]), all_of(parts[n:])))
        yield Slip(operator="or-for-and", now=mistaken)
    if len(parts) > _FEWEST_TO_DIFFER:
        yield Slip(operator="every-and-an-or", now=one_of(parts))
    for n, part in enumerate(parts):
        if isinstance(part, Or):
            first, *middle, last = part.parts
            left, right = all_of((*parts[:n], first)), all_of((last, *parts[n + 1 :]))
            yield Slip(operator="brackets-forgotten", now=one_of((left, *middle, right)))


def _or(parts: tuple[Condition, ...]) -> Iterator[Slip]:
    for n in range(1, len(parts)):
        joined = all_of((parts[n - 1], parts[n]))
        mistaken = one_of((*parts[: n - 1], joined, *parts[n + 1 :]))
        yield Slip(operator="and-for-or", now=mistaken)
    if len(parts) > _FEWEST_TO_DIFFER:
        yield Slip(operator="every-or-an-and", now=all_of(parts))
