"""Slips over numbers: thresholds, counts and levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from childconcern.conditions import (
    AreasAt,
    Bound,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Level,
    LevelOf,
    Measure,
    Terms,
)
from childconcern.testing.mutation.slips import Slip

__all__ = ["number_slips"]

_OTHER_UNIT: Final = {Measure.MONTHS: Measure.YEARS, Measure.YEARS: Measure.MONTHS}


def number_slips(node: Condition, terms: Terms) -> Iterator[Slip]:
    """Yield what a piece of a condition becomes when one of its numbers is wrong."""
    match node:
        case Compare():
            yield from _compared(node)
        case Level(at_least) | LevelOf(_, at_least):
            for operator, level in _neighbours(at_least, terms.levels):
                yield Slip(operator=operator, now=evolve(node, at_least=level))
        case AreasAt(level):
            for operator, other in _neighbours(level, terms.levels):
                yield Slip(operator=operator, now=evolve(node, level=other))
            yield from _counted(node)
        case Count() | CountItems():
            yield from _counted(node)
        case Has(_, options) if len(options) > 1:
            yield from _counted(node)
        case _:
            pass


def _counted(node: AreasAt | Count | CountItems | Has) -> Iterator[Slip]:
    fewer, more = node.at_least - 1, node.at_least + 1
    if fewer:
        yield Slip(operator="count-one-less", now=evolve(node, at_least=fewer))
    yield Slip(operator="count-one-more", now=evolve(node, at_least=more))


def _neighbours(level: int, levels: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """Yield the levels next to one: numbers of levels need not follow each other."""
    for number in [one for one in levels if one < level][-1:]:
        yield "level-one-lower", number
    for number in [one for one in levels if one > level][:1]:
        yield "level-one-higher", number


def _compared(node: Compare) -> Iterator[Slip]:
    for end, bound in (("low", node.low), ("high", node.high)):
        if bound is None:
            continue
        # Of whole numbers "> 4" is ">= 5", so one of the two neighbours is the swapped bound.
        swapped = _bounded(node, end, evolve(bound, inclusive=not bound.inclusive))
        yield Slip(operator="bound-inclusive-swapped", now=swapped)
        for operator, value in (
            ("threshold-one-less", bound.value - 1),
            ("threshold-one-more", bound.value + 1),
        ):
            moved = _bounded(node, end, evolve(bound, value=value))
            if _span(moved) != _span(swapped):
                yield Slip(operator=operator, now=moved)
        if node.low is not None and node.high is not None:
            yield Slip(operator="bound-dropped", now=_bounded(node, end, None))
    other = _OTHER_UNIT.get(node.measure)
    if other is not None:
        yield Slip(operator="unit-swapped", now=evolve(node, measure=other))


def _bounded(node: Compare, end: str, bound: Bound | None) -> Compare:
    return evolve(node, low=bound) if end == "low" else evolve(node, high=bound)


def _span(node: Compare) -> tuple[int | None, int | None]:
    return node.smallest, node.largest
