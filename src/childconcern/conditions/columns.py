"""Columns of masks: from what is held for a fact to what it leaves standing.

A column is filled when a value is first seen, and emptied when it holds too
many, so that memory stays bounded however long a service runs. Columns that can
see few values are looked up one in the other, which leaves fewer masks to AND.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import Final, TypeAlias, cast

from attrs import define, field, frozen

from childconcern.conditions.logic import given, replaced, settled
from childconcern.conditions.tree import Asked, Compare, Known, Measure, Test
from childconcern.facts import Fact, Held, NotAsked, NotKnown, OneOf, YesNo

__all__ = ["Block", "Column", "Table", "blocks", "remember"]

_MOST_REMEMBERED: Final = 20_000
"""Entries of a table before it is emptied."""

_MOST_TOGETHER: Final = 1_024
"""Entries that columns which are looked up one in the other can come to."""

Table: TypeAlias = dict[Hashable, int]
"""From what was seen to a mask."""

Nested: TypeAlias = "dict[Hashable, int | Nested]"
"""The same for several facts: a table in a table, the last of them with masks."""


def remember(table: Table, key: Hashable, mask: int) -> int:
    """Keep a mask, in a table that never outgrows its bound, and return it."""
    if len(table) >= _MOST_REMEMBERED:
        table.clear()
    table[key] = mask
    return mask


@define(eq=False, repr=False)
class Column:
    """One fact. It keeps what was held, and so shows nothing.

    Attributes:
        fact: The fact.
        position: Where its value stands among those of the concern, or of the item.
        asked: The tests, whether passing is meant, and the bits of the conjunctions they stand in.
        seen: From what is held to the conjunctions left standing.
    """

    fact: Fact
    position: int
    asked: list[tuple[Test, bool, int]] = field(factory=list[tuple[Test, bool, int]])
    seen: Table = field(factory=Table)

    @property
    def by_day(self) -> bool:
        """Whether the same value can mean something else on another day."""
        tests = (test for test, _, _ in self.asked)
        return any(isinstance(t, Compare) and t.measure is not Measure.NUMBER for t in tests)

    @property
    def most_values(self) -> int:
        """How many different things it can hold, two ways of having none included."""
        match self.fact.kind:
            case YesNo():
                return 4
            case OneOf(options):
                return len(options) + 2
            case _:
                return _MOST_TOGETHER

    def left(self, held: Held, on: dt.date, everything: int) -> int:
        """Return what is left standing: what does not certainly pass excludes."""
        key = (held, on) if self.by_day else held
        known = self.seen.get(key)
        if known is not None:
            return known
        mask = everything
        for test, holds, bits in self.asked:
            if _outcome(test, self.fact, held, on) is not holds:
                mask &= ~bits
        return remember(self.seen, key, mask)


@frozen(eq=False, repr=False)
class Block:
    """Columns that are looked up one in the other; most often it is only one.

    Attributes:
        columns: In the order in which they are looked up.
        table: From what is held to what all of them leave standing.
    """

    columns: tuple[Column, ...]
    table: Nested

    def look_up(self, table: str, row: str) -> str:
        """Return the source that looks up what the values in ``row`` leave standing."""
        keys = [f"{row}[{column.position}]" for column in self.columns]
        # Invariant: a column by day has too many values to share a block.
        if self.columns[0].by_day:
            keys = [f"{keys[0]}, on"]
        return table + "".join(f"[{key}]" for key in keys)

    def fill(self, row: tuple[Held, ...], on: dt.date, everything: int) -> None:
        """Work out the table's entry for one row of values."""
        mask = everything
        for column in self.columns:
            mask &= column.left(row[column.position], on, everything)
        *outer, last = self.columns
        if outer:
            table = self.table
            for column in outer:
                table = cast("Nested", table.setdefault(row[column.position], {}))
            table[row[last.position]] = mask


def blocks(columns: Iterable[Column]) -> tuple[Block, ...]:
    """Return columns in blocks: those of few values together, each of the others alone."""
    grouped: list[list[Column]] = []
    entries = _MOST_TOGETHER
    for column in sorted(columns, key=lambda one: one.most_values):
        entries *= column.most_values
        if entries > _MOST_TOGETHER:
            grouped.append([])
            entries = column.most_values
        grouped[-1].append(column)
    return tuple(
        Block(tuple(some), {} if len(some) > 1 else cast("Nested", some[0].seen))
        for some in grouped
    )


def _outcome(test: Test, fact: Fact, held: Held, on: dt.date) -> bool | None:
    """Return whether what is held passes; None where that is not certain."""
    match test:
        case Known():
            return given(held)
        case Asked():
            return not isinstance(held, NotAsked)
        case _:
            seen = replaced(fact, held)
            return None if isinstance(seen, NotKnown | NotAsked) else settled(test, seen, on)
