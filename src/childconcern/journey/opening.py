"""What may still be recorded, and what a condition says meanwhile.

A test of something *open* may come out either way. So a condition is read
twice: with nothing open being so and nothing open failing, and with all of it
being so and all of it failing. Whatever is recorded in the end, the condition
says no less than the first reading and no more than the second. Where both say
the same, nothing that is open can matter to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from attrs import define, field, frozen

from childconcern.conditions import (
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
    Named,
    Not,
    Or,
    Truth,
)
from childconcern.conditions.tree import Test
from childconcern.journey.live import Live, LiveView

__all__ = [
    "ANYONE",
    "MAY_FAIL",
    "MAY_HOLD",
    "NOTHING",
    "SURELY_FAILS",
    "SURELY_HOLDS",
    "Open",
    "Own",
    "Reading",
    "Readings",
    "Slot",
]

Own: TypeAlias = tuple[str, str] | None
"""The item that is asked about, as its group and its id; None for the whole concern."""

Slot: TypeAlias = tuple[Own, str]
"""A fact of the whole concern, or of one item."""

ANYONE: Final = "@"
"""Stands for an item that is not listed yet; no item has it as its id."""


Reading: TypeAlias = int
"""What a condition says, as four bits: for sure, and perhaps, that it holds and that it fails."""

SURELY_HOLDS: Final = 0b0001
"""Whatever else is recorded, it holds."""
SURELY_FAILS: Final = 0b0010
"""Whatever else is recorded, its opposite holds."""
MAY_HOLD: Final = 0b0100
"""It holds for something that may still be recorded."""
MAY_FAIL: Final = 0b1000
"""Its opposite holds for something that may still be recorded."""

NOTHING: Final[Reading] = 0
"""It is settled that it neither holds nor fails."""

_OPEN: Final[Reading] = MAY_HOLD | MAY_FAIL


@frozen(kw_only=True, eq=False, repr=False)
class Open:
    """What is recorded at some point of a walk, and what may still be.

    Attributes:
        live: What is recorded.
        on: The day on which ages and dates are read.
        slots: What may still be recorded, or recorded again.
        listed: The ids of the items of each group; a group without a list is not in it.
        growing: Groups of which more items may be listed.
    """

    live: Live
    on: dt.date
    slots: AbstractSet[Slot]
    listed: Mapping[str, Sequence[str]]
    growing: AbstractSet[str]


def _no_levels(_: LevelTest) -> Reading:
    return NOTHING


@define(kw_only=True, eq=False, repr=False)
class Readings:
    """Reads conditions over what is open.

    Attributes:
        open: What is recorded, and what may still be.
        meanings: What each sign stands for.
        deciding: Whether it reads as a decision does, and not as ``ask_when`` does.
        levels: What a test of levels says.
    """

    open: Open
    meanings: Mapping[str, Condition]
    deciding: bool = False
    levels: Callable[[LevelTest], Reading] = _no_levels
    _signs: dict[str, Reading] = field(factory=dict[str, Reading], init=False)

    def outcome(self, condition: Condition, own: Own = None) -> bool | None:
        """Return whether a condition holds, whatever is recorded; None where that is open."""
        reading = self.read(condition, own)
        if reading & SURELY_HOLDS:
            return True
        return None if reading & MAY_HOLD else False

    def read(self, condition: Condition, own: Own = None) -> Reading:
        """Return what a condition says at least, and at most."""
        match condition:
            case And(parts):
                return _counted([self.read(part, own) for part in parts], len(parts))
            case Or(parts):
                return _counted([self.read(part, own) for part in parts], 1)
            case Not(part):
                return _opposite(self.read(part, own))
            case Count(parts, at_least):
                return _counted([self.read(part, own) for part in parts], at_least)
            case AnyItem(group, part):
                return self._read_items(group, part, 1)
            case CountItems(group, part, at_least):
                return self._read_items(group, part, at_least)
            case AllItems(group, part):
                return self._read_items(group, part, None)
            case Level() | LevelOf() | AreasAt():
                return self.levels(condition)
            case Named(name) if name in self.meanings:
                return self._read_sign(name)
            case _:
                return self._read_fact(condition, own)

    def _read_sign(self, name: str) -> Reading:
        """Read a sign, which says the same wherever it stands."""
        if name not in self._signs:
            self._signs[name] = self.read(self.meanings[name])
        return self._signs[name]

    def _read_fact(self, test: Test, own: Own) -> Reading:
        name, state = test.name if isinstance(test, Named) else test.fact, self.open
        if state.live.vocabulary.group_of[name] is None:
            own = None
        if (own, name) in state.slots:
            return _OPEN
        view = LiveView(live=state.live, on=state.on, own=own, deciding=self.deciding)
        return _settled(view.test(test))

    def _read_items(self, group_id: str, part: Condition, number: int | None) -> Reading:
        """Read of how many items a condition holds; of all of them where no number is given.

        Of an item that may still be listed everything is open, since it is open
        whether there is one. A group that nobody lists any more says nothing.
        """
        listed, growing = self.open.listed.get(group_id), group_id in self.open.growing
        if listed is None and not growing:
            return NOTHING
        each = [self.read(part, (group_id, item_id)) for item_id in listed or ()]
        if growing:
            at_most = self.open.live.vocabulary.group(group_id).at_most
            each += [_OPEN] * (at_most - len(each))
        if number is None:
            return _counted(each, len(each)) if each else NOTHING
        return _counted(each, number)


def _settled(said: Truth) -> Reading:
    holds, fails = said
    return holds * (SURELY_HOLDS | MAY_HOLD) | fails * (SURELY_FAILS | MAY_FAIL)


def _opposite(reading: Reading) -> Reading:
    holds, fails = SURELY_HOLDS | MAY_HOLD, SURELY_FAILS | MAY_FAIL
    return (reading & holds) << 1 | (reading & fails) >> 1


def _counted(each: list[Reading], number: int) -> Reading:
    """Return what it says that so many hold; each of the four by itself, as in :func:`truth`."""
    found, all_but = 0, len(each) - number
    for bit in (SURELY_HOLDS, MAY_HOLD):
        if sum([one & bit for one in each]) >= number * bit:
            found |= bit
    for bit in (SURELY_FAILS, MAY_FAIL):
        if sum([one & bit for one in each]) > all_but * bit:
            found |= bit
    return found
