"""Slips over parts: a condition that asks for too much, or for too little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from childconcern.conditions import (
    And,
    Asked,
    Condition,
    Count,
    Known,
    Not,
    Or,
    Terms,
    facts_in,
)
from childconcern.testing.mutation.slips import Slip
from childconcern.testing.mutation.trees import all_of, one_of

__all__ = ["added_parts", "always", "dropped_parts", "never"]


def dropped_parts(node: Condition) -> Iterator[Slip]:
    """Yield what a piece of a condition becomes when one of its parts is left out."""
    match node:
        case And(parts):
            for part, rest in _but_one(parts):
                yield Slip(operator=_dropped(part, "conjunct-dropped"), now=all_of(rest), lost=part)
        case Or(parts):
            for part, rest in _but_one(parts):
                yield Slip(operator=_dropped(part, "disjunct-dropped"), now=one_of(rest), lost=part)
        case Count(parts, at_least) if at_least < len(parts):
            for part, rest in _but_one(parts):
                yield Slip(operator="counted-part-dropped", now=Count(rest, at_least), lost=part)
        case _:
            pass


def _but_one(
    parts: tuple[Condition, ...],
) -> Iterator[tuple[Condition, tuple[Condition, ...]]]:
    for n, part in enumerate(parts):
        yield part, (*parts[:n], *parts[n + 1 :])


def _dropped(part: Condition, operator: str) -> str:
    match part:
        case Known() | Asked() | Not(Known()) | Not(Asked()):
            return "guard-dropped"
        case _:
            return operator


def added_parts(
    node: Condition, candidates: Iterable[Condition], terms: Terms, most: int = 2
) -> Iterator[Slip]:
    """Yield what a condition becomes when it asks for one thing more, or lets one more in.

    Args:
        node: The condition.
        candidates: Tests that occur elsewhere in the pack, the likeliest first.
        terms: What they speak of.
        most: How many candidates are tried: those that ask of another fact.
    """
    own = facts_in(node, terms)
    others = (one for one in candidates if own.isdisjoint(facts_in(one, terms)))
    for test in islice(others, most):
        yield Slip(operator="conjunct-added", now=all_of((node, test)), gained=test)
        yield Slip(operator="disjunct-added", now=one_of((node, test)), gained=test)


def never(fact_id: str) -> Condition:
    """Return a condition that is so of nobody: whether somebody was asked is always settled."""
    return And((Asked(fact_id), Not(Asked(fact_id))))


def always(fact_id: str) -> Condition:
    """Return a condition that is so of everybody."""
    return Or((Asked(fact_id), Not(Asked(fact_id))))
