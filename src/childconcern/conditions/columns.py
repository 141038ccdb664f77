"""One column of masks: from what is held for one fact to what it leaves standing.

A column is filled when a value is first seen, and emptied when it holds too
many, so that memory stays bounded however long a service runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Final, TypeAlias

from attrs import define, field

from childconcern.conditions.logic import given, replaced, settled
from childconcern.conditions.plain import Literal
from childconcern.conditions.tree import AreasAt, Asked, Compare, Known, Level, LevelOf, Measure
from childconcern.facts import Fact, Held, NotAsked, NotKnown

__all__ = ["Column", "Table", "passes", "remember"]

_MOST_REMEMBERED: Final = 20_000
"""Entries of a table before it is emptied."""

Table: TypeAlias = dict[Hashable, int]
"""From what was seen to a mask."""


def remember(table: Table, key: Hashable, mask: int) -> int:
    """Keep a mask, in a table that never outgrows its bound, and return it."""
    if len(table) >= _MOST_REMEMBERED:
        table.clear()
    table[key] = mask
    return mask


@define
class Column:
    """One fact, or the levels.

    Attributes:
        literals: What is asked of it, each with the bits of the conjunctions it stands in.
        table: From what is held to the conjunctions left standing, as far as seen.
    """

    literals: list[tuple[Literal, int]] = field(factory=list[tuple[Literal, int]])
    table: Table = field(factory=Table)

    @property
    def by_day(self) -> bool:
        """Whether the same value can mean something else on another day."""
        tests = (literal.test for literal, _ in self.literals)
        return any(isinstance(t, Compare) and t.measure is not Measure.NUMBER for t in tests)

    def fill(self, key: Hashable, passing: Callable[[Literal], bool], everything: int) -> None:
        """Work out the entry of ``key``, unless it is there: what does not pass excludes."""
        if key in self.table:
            return
        mask = everything
        for literal, bits in self.literals:
            if not passing(literal):
                mask &= ~bits
        remember(self.table, key, mask)


def passes(literal: Literal, fact: Fact, held: Held, on: dt.date) -> bool:
    """Return whether what is held certainly passes, or certainly fails, as ``literal`` means."""
    test = literal.test
    match test:
        case Known():
            return given(held) is literal.holds
        case Asked():
            return (not isinstance(held, NotAsked)) is literal.holds
        case Level() | LevelOf() | AreasAt():
            return False
        case _:
            seen = replaced(fact, held)
            if isinstance(seen, NotKnown | NotAsked):
                return False
            return settled(test, seen, on) is literal.holds
