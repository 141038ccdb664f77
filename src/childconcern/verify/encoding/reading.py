"""Conditions as gates: whether one certainly holds, and whether its opposite does.

It follows :mod:`childconcern.conditions.logic` case by case, and sees either as
decisions do or as ``ask_when`` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    LevelTest,
    Named,
    Not,
    Or,
    settled,
)
from childconcern.conditions.tree import Test
from childconcern.facts import Vocabulary
from childconcern.verify.encoding.domains import Cuts, Span, settles
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Items", "Pair", "Reading", "Slots"]

Pair: TypeAlias = tuple[Literal, Literal]
"""Whether it certainly holds, and whether its opposite certainly does."""

Slots: TypeAlias = Mapping[str, State]
"""What is held of each fact, by its id."""


@frozen(kw_only=True, repr=False)
class Items:
    """The items that a group may have.

    Attributes:
        listed: Whether anybody listed the group.
        present: For each place whether there is an item; no place is empty before a full one.
        slots: For each place what is held of its facts.
    """

    listed: Literal
    present: Sequence[Literal]
    slots: Sequence[Slots]


@frozen(kw_only=True, repr=False)
class Reading:
    """How conditions are read of what is held.

    Attributes:
        gates: Where gates are made.
        vocabulary: What can be known.
        cuts: Where each fact's numbers are cut.
        on: The day.
        top: What is held of the concern as a whole.
        groups: The items of each group.
        asking: Whether it is read as ``ask_when`` is, or else as decisions read.
        levels: What a level test says; None where none may stand.
        own: What is held of the item that is spoken of, inside an item condition.
    """

    gates: Gates
    vocabulary: Vocabulary
    cuts: Mapping[str, Cuts]
    on: dt.date
    top: Slots
    groups: Mapping[str, Items]
    asking: bool
    levels: Callable[[LevelTest], Literal] | None = None
    own: Slots | None = None

    def read(self, condition: Condition) -> Pair:
        """Return what a condition, its signs written out, comes to."""
        match condition:
            case Not(part):
                holds, fails = self.read(part)
                return fails, holds
            case And(parts):
                return self._at_least(len(parts), [self.read(part) for part in parts])
            case Or(parts):
                return self._at_least(1, [self.read(part) for part in parts])
            case Count(parts, at_least):
                return self._at_least(at_least, [self.read(part) for part in parts])
            case AnyItem(group, part):
                return self._over_items(group, part, 1)
            case CountItems(group, part, at_least):
                return self._over_items(group, part, at_least)
            case AllItems(group, part):
                return self._all_items(group, part)
            case Level() | LevelOf() | AreasAt():
                says = FALSE if self.levels is None else self.levels(condition)
                return says, -says
            case _:
                return self._test(condition)

    def _at_least(self, number: int, pairs: list[Pair]) -> Pair:
        holding = self.gates.at_least(number, [holds for holds, _ in pairs])
        failing = self.gates.at_least(len(pairs) - number + 1, [fails for _, fails in pairs])
        return holding, failing

    def _inside(self, group: str, part: Condition) -> list[tuple[Literal, Pair]]:
        items = self.groups[group]
        return [
            (present, evolve(self, own=slots).read(part))
            for present, slots in zip(items.present, items.slots, strict=True)
        ]

    def _over_items(self, group: str, part: Condition, number: int) -> Pair:
        gates, listed = self.gates, self.groups[group].listed
        pairs = self._inside(group, part)
        holding = [gates.all_of((present, holds)) for present, (holds, _) in pairs]
        possible = [gates.all_of((present, -fails)) for present, (_, fails) in pairs]
        holds = gates.all_of((listed, gates.at_least(number, holding)))
        return holds, gates.all_of((listed, -gates.at_least(number, possible)))

    def _all_items(self, group: str, part: Condition) -> Pair:
        gates, items = self.gates, self.groups[group]
        pairs = self._inside(group, part)
        some = gates.any_of(items.present)
        each = [gates.any_of((-present, holds)) for present, (holds, _) in pairs]
        failing = [gates.all_of((present, fails)) for present, (_, fails) in pairs]
        holds = gates.all_of((items.listed, some, *each))
        return holds, gates.all_of((items.listed, gates.any_of(failing)))

    def _test(self, test: Test) -> Pair:
        fact_id = test.name if isinstance(test, Named) else test.fact
        state = self._state(fact_id)
        if isinstance(test, Known):
            given = state.given(self.gates)
            return given, -given
        if isinstance(test, Asked):
            return -state.not_asked, state.not_asked
        holds, fails = self._settled(test, state)
        if self.asking:
            unsettled = self.gates.all_of((-state.not_asked, -holds, -fails))
            return self.gates.any_of((holds, unsettled)), self.gates.any_of((fails, unsettled))
        counts_as = self.vocabulary.by_id[fact_id].unknown_counts_as
        if counts_as is None:
            return holds, fails
        passes = settled(test, counts_as, self.on)
        if passes:
            return self.gates.any_of((holds, state.not_known)), fails
        return holds, self.gates.any_of((fails, state.not_known))

    def _state(self, fact_id: str) -> State:
        if self.own is not None and fact_id in self.own:
            return self.own[fact_id]
        return self.top[fact_id]

    def _settled(self, test: Named | Compare | Is | Has, state: State) -> Pair:
        """Return whether a value is held that passes a test, or one that fails it."""
        gates = self.gates
        match test:
            case Named():
                return state.values[True], state.values[False]
            case Is(_, options):
                passes = state.where(gates, lambda value: value in options)
                return passes, state.where(gates, lambda value: value not in options)
            case Has(_, options, at_least):
                enough = gates.at_least(at_least, [state.values[one] for one in options])
                return enough, gates.all_of((state.given(gates), -enough))
            case Compare():
                cuts = self.cuts[test.fact]

                def says(value: Hashable, *, outcome: bool) -> bool:
                    return isinstance(value, Span) and settles(test, value, cuts) is outcome

                passes = state.where(gates, lambda value: says(value, outcome=True))
                return passes, state.where(gates, lambda value: says(value, outcome=False))
            case _:
                assert_never(test)
