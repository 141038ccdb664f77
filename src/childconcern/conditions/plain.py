"""A condition as two plain booleans: certainly true, and possibly true.

``plain(c)`` is true exactly when ``c`` certainly is; ``plain(c, holds=False)``
when its opposite certainly is, so that ``c`` is possibly true when that is not.
No plain formula has a ``not`` in it: each only grows when more is known. Python,
SQL and a prover can all be made from it, and so agree.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from childconcern.conditions.tree import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Condition,
    Count,
    CountItems,
    Level,
    LevelOf,
    LevelTest,
    Not,
    Or,
    Test,
)

__all__ = ["AtLeast", "AtLeastItems", "Literal", "Plain", "plain"]


@frozen
class Literal:
    """A test that is certainly passed, or certainly failed.

    Attributes:
        test: Of one fact, or of a level.
        holds: Whether passing is meant; a level test is never failed.
    """

    test: Test | LevelTest
    holds: bool = True


@frozen
class AtLeast:
    """So many of these at least: all of them are *and*, one of them is *or*."""

    number: int
    parts: tuple[Plain, ...]


@frozen
class AtLeastItems:
    """It is so of so many items of a group at least.

    Attributes:
        group: One that somebody listed; of any other nothing is so.
        part: What is looked for, of each item.
        number: How many are needed; where ``or_all_but`` is given, it is not used.
        or_all_but: All items but so many are needed instead, none of none included.
        and_one: Besides, there must be an item.
    """

    group: str
    part: Plain
    number: int = 0
    or_all_but: int | None = None
    and_one: bool = False


Plain: TypeAlias = Literal | AtLeast | AtLeastItems
"""A formula without ``not``."""


def plain(condition: Condition, *, holds: bool = True) -> Plain:
    """Return when ``condition``, its signs written out, certainly holds (or certainly fails)."""
    match condition:
        case Not(part):
            return plain(part, holds=not holds)
        case And(parts):
            return _counted(parts, len(parts), holds=holds)
        case Or(parts):
            return _counted(parts, 1, holds=holds)
        case Count(parts, at_least):
            return _counted(parts, at_least, holds=holds)
        case AnyItem(group, part):
            return _over_items(group, part, 1, holds=holds)
        case CountItems(group, part, at_least):
            return _over_items(group, part, at_least, holds=holds)
        case AllItems(group, part):
            inner = plain(part, holds=holds)
            if not holds:
                return AtLeastItems(group, inner, number=1)
            return AtLeastItems(group, inner, or_all_but=0, and_one=True)
        case Level() | LevelOf() | AreasAt():
            return Literal(condition)
        case _:
            return Literal(condition, holds)


def _counted(parts: tuple[Condition, ...], number: int, *, holds: bool) -> AtLeast:
    # Fewer than k of n hold when more than n - k fail.
    needed = number if holds else len(parts) - number + 1
    return AtLeast(needed, tuple(plain(part, holds=holds) for part in parts))


def _over_items(group: str, part: Condition, number: int, *, holds: bool) -> AtLeastItems:
    inner = plain(part, holds=holds)
    if holds:
        return AtLeastItems(group, inner, number=number)
    return AtLeastItems(group, inner, or_all_but=number - 1)
