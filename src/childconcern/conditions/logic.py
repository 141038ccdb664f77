"""What a condition says of what is known, by the plain reading.

Everything is a pair of booleans: whether it *holds* and whether its opposite
does. Unknown is neither. This interpreter is slow and short on purpose: it is
the oracle that the compiled form is held to, and the reading that questions use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeAlias

from attrs import evolve, frozen

from childconcern.conditions.tree import (
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
    Measure,
    Named,
    Not,
    Or,
    Test,
)
from childconcern.facts import (
    Aged,
    Born,
    Concern,
    Due,
    Fact,
    Held,
    NotAsked,
    NotKnown,
    PartialDate,
    Value,
    months_on,
    years_on,
)

__all__ = [
    "NEITHER",
    "NO",
    "YES",
    "ConcernView",
    "LevelTester",
    "Truth",
    "View",
    "given",
    "replaced",
    "said",
    "settled",
    "truth",
]

Truth: TypeAlias = tuple[bool, bool]
"""Whether it holds, and whether its opposite holds."""

YES: Final[Truth] = (True, False)
"""It holds."""

NO: Final[Truth] = (False, True)
"""Its opposite holds."""

NEITHER: Final[Truth] = (False, False)
"""Neither is certain: it is unknown."""

LevelTester: TypeAlias = Callable[[LevelTest], bool]
"""Says whether a level test is so."""


class View(Protocol):
    """How a condition sees what is known: it answers tests, and lists items."""

    @property
    def unlisted(self) -> Truth:
        """What any test of the items of a group without a list says."""
        ...

    def test(self, test: Test | LevelTest) -> Truth:
        """Return what a single test says."""
        ...

    def items(self, group_id: str) -> Sequence[View] | None:
        """Return a view for each item of a group; None where it has no list."""
        ...


def truth(condition: Condition, view: View) -> Truth:
    """Return what ``condition``, its signs written out, says of what a view sees."""
    match condition:
        case Not(part):
            holds, fails = truth(part, view)
            return fails, holds
        case And(parts):
            return _at_least(len(parts), [truth(part, view) for part in parts])
        case Or(parts):
            return _at_least(1, [truth(part, view) for part in parts])
        case Count(parts, at_least):
            return _at_least(at_least, [truth(part, view) for part in parts])
        case AnyItem(group, part):
            return _over_items(group, part, view, 1)
        case CountItems(group, part, at_least):
            return _over_items(group, part, view, at_least)
        case AllItems(group, part):
            items = view.items(group)
            # Of no items nothing is said: "all of none" must never be an all-clear.
            return NEITHER if items == () else _over_items(group, part, view, len(items or ()))
        case _:
            return view.test(condition)


def _at_least(number: int, truths: list[Truth]) -> Truth:
    holding = sum(holds for holds, _ in truths)
    failing = sum(fails for _, fails in truths)
    return holding >= number, failing > len(truths) - number


def _over_items(group: str, part: Condition, view: View, number: int) -> Truth:
    items = view.items(group)
    if items is None:
        return view.unlisted
    return _at_least(number, [truth(part, item) for item in items])


def said(outcome: bool | None, *, unsettled: Truth = NEITHER) -> Truth:  # noqa: FBT001
    """Return yes or no as a pair, and ``unsettled`` for None."""
    if outcome is None:
        return unsettled
    return YES if outcome else NO


def given(held: Held) -> bool:
    """Return whether a value was given."""
    return not isinstance(held, NotKnown | NotAsked)


def replaced(fact: Fact, held: Held) -> Held:
    """Return what a safety fact's *not known* counts as, and anything else as it is."""
    if isinstance(held, NotKnown) and fact.unknown_counts_as is not None:
        return fact.unknown_counts_as
    return held


def settled(test: Named | Compare | Is | Has, value: Value, on: dt.date) -> bool | None:
    """Return whether a value that was given passes ``test``; None where it does not settle it."""
    match test:
        case Named():
            return value is True
        case Is(_, options):
            return value in options
        case Has(_, options, at_least):
            return isinstance(value, frozenset) and len(value.intersection(options)) >= at_least
        case _:
            return _within(test, _span(test.measure, value, on))


def _span(measure: Measure, value: Value, on: dt.date) -> tuple[int, int]:
    match measure, value:
        case Measure.MONTHS, Born() | Due() | Aged():
            return months_on(value, on)
        case Measure.YEARS, Born() | Due() | Aged():
            return years_on(value, on)
        case Measure.DAYS_SINCE, PartialDate():
            return value.days_before(on)
        case _:
            return int(str(value)), int(str(value))


def _within(test: Compare, span: tuple[int, int]) -> bool | None:
    fewest, most = span
    smallest = fewest if test.smallest is None else test.smallest
    largest = most if test.largest is None else test.largest
    if smallest <= fewest and most <= largest:
        return True
    return None if smallest <= most and fewest <= largest else False


def _no_levels(_: LevelTest) -> bool:
    return False


@frozen(kw_only=True, repr=False)
class ConcernView:
    """A concern as decisions see it: safety facts that are not known count as declared.

    Attributes:
        concern: What is known.
        on: The day of the decision.
        levels: Says whether a level test is so; by default none is.
        item: The group and position of an item, inside an item condition.
    """

    concern: Concern
    on: dt.date
    levels: LevelTester = _no_levels
    item: tuple[str, int] | None = None

    @property
    def unlisted(self) -> Truth:
        """A group that nobody was asked about says nothing."""
        return NEITHER

    def test(self, test: Test | LevelTest) -> Truth:
        """Return what a single test says; *not known* and *not asked* say nothing."""
        if isinstance(test, Level | LevelOf | AreasAt):
            return said(self.levels(test))
        fact, held = self._look_up(test.name if isinstance(test, Named) else test.fact)
        if isinstance(test, Known):
            return said(given(held))
        if isinstance(test, Asked):
            return said(not isinstance(held, NotAsked))
        seen = replaced(fact, held)
        if isinstance(seen, NotKnown | NotAsked):
            return NEITHER
        return said(settled(test, seen, self.on))

    def items(self, group_id: str) -> Sequence[View] | None:
        """Return a view for each item; None where nobody was asked to list them."""
        listed = self.concern.groups[self.concern.vocabulary.group_index[group_id]]
        if isinstance(listed, NotAsked):
            return None
        return tuple(evolve(self, item=(group_id, position)) for position in range(len(listed)))

    def _look_up(self, fact_id: str) -> tuple[Fact, Held]:
        vocabulary = self.concern.vocabulary
        fact = vocabulary.by_id[fact_id]
        if vocabulary.group_of[fact_id] is None or self.item is None:
            return fact, self.concern[fact_id]
        group_id, position = self.item
        item = self.concern.items(group_id)[position]
        return fact, item.values[vocabulary.group(group_id).index[fact_id]]
