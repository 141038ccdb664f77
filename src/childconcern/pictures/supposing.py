"""One answer supposed and everything else open: what each test then says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from childconcern.conditions import (
    NEITHER,
    YES,
    AreasAt,
    Asked,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    LevelTest,
    LevelTester,
    Named,
    Truth,
    View,
    said,
)
from childconcern.conditions.tree import Test
from childconcern.facts import (
    AnyOf,
    Fact,
    NotAsked,
    NotKnown,
    Value,
    Vocabulary,
)

__all__ = [
    "EITHER",
    "OTHER",
    "THIS",
    "Anything",
    "Chosen",
    "Exactly",
    "Slot",
    "Slots",
    "SupposedView",
    "Supposition",
    "Unsaid",
]

EITHER: Final[Truth] = (True, True)
"""Some answers pass a test, and some fail it."""

THIS: Final = "this"
"""The item that was answered for."""

OTHER: Final = "other"
"""Any other item of its group."""


@frozen
class Exactly:
    """This value, and no other."""

    value: Value


@frozen
class Chosen:
    """This option of several, perhaps with others that can stand beside it."""

    option: str


@frozen
class Anything:
    """Some value."""


@frozen
class Unsaid:
    """Nothing is known of it: a value, *not known* or not asked."""


Supposition: TypeAlias = Exactly | Chosen | Anything | NotKnown
"""What is supposed to have been answered."""

Slot: TypeAlias = Supposition | NotAsked | Unsaid
"""What is certain of one fact."""

Slots: TypeAlias = Mapping[tuple[str | None, str], Slot]
"""What is certain of facts: of the concern (None), of this item, of any other."""


def _settled(test: Test, slot: Exactly | Chosen | Anything, fact: Fact) -> bool | None:
    match slot, test:
        case Exactly(value), Named():
            return value is True
        case Exactly(value), Is(_, options):
            return value in options
        case Exactly(value), Has(_, options, at_least) if isinstance(value, frozenset):
            return len(value.intersection(options)) >= at_least
        case Chosen(option), Has(_, options, at_least) if isinstance(fact.kind, AnyOf):
            beside = {one.id for one in fact.kind.options if not one.exclusive}
            if (option in options) >= at_least:
                return True
            return None if len(beside.intersection(options)) >= at_least else False
        case _:
            return None


def _none_is_reached(_: LevelTest) -> bool:
    return False


@frozen(kw_only=True, repr=False)
class SupposedView:
    """How a condition sees one answer with everything else open.

    Attributes:
        vocabulary: What can be known.
        slots: What is certain; what is missing is open.
        doubt: What a test says that is open: both, to see what may be; neither,
            to see what must be.
        counts_as: Whether a safety fact's *not known* is read as declared.
        group: The group of the item that was answered for, if any.
        items_listed: How many items it has, that one with them.
        unlisted_groups: Groups of which nobody was asked.
        levels: Says whether a level is reached for certain.
        item: Which item is looked at, inside an item condition.
    """

    vocabulary: Vocabulary
    slots: Slots
    doubt: Truth
    counts_as: bool
    group: str | None = None
    items_listed: int = 0
    unlisted_groups: frozenset[str] = frozenset()
    levels: LevelTester = _none_is_reached
    item: str | None = None

    @property
    def unlisted(self) -> Truth:
        """Of a group whose items are open, everything is."""
        return self.doubt

    def test(self, test: Test | LevelTest) -> Truth:
        """Return what a single test says."""
        if isinstance(test, Level | LevelOf | AreasAt):
            return YES if self.levels(test) else self.doubt
        fact = self.vocabulary.by_id[test.name if isinstance(test, Named) else test.fact]
        home = None if self.vocabulary.group_of[fact.id] is None else self.item
        slot = self.slots.get((home, fact.id), Unsaid())
        if isinstance(slot, Unsaid):
            return self.doubt
        if isinstance(test, Known):
            return said(not isinstance(slot, NotAsked | NotKnown))
        if isinstance(test, Asked):
            return said(not isinstance(slot, NotAsked))
        if isinstance(slot, NotAsked):
            return NEITHER
        if isinstance(slot, NotKnown):
            return self._not_known(test, fact)
        return said(_settled(test, slot, fact), unsettled=self.doubt)

    def _not_known(self, test: Test, fact: Fact) -> Truth:
        if self.counts_as and fact.unknown_counts_as is not None:
            return said(_settled(test, Exactly(fact.unknown_counts_as), fact), unsettled=self.doubt)
        # A question is asked where some answer would pass; a rule never applies by not knowing.
        return NEITHER if self.counts_as else EITHER

    def items(self, group_id: str) -> Sequence[View] | None:
        """Return a view for each item of the group that was answered for; else None."""
        if group_id in self.unlisted_groups:
            # Nobody was asked to list them: whatever there is says nothing.
            silent = SupposedView(
                vocabulary=self.vocabulary, slots={}, doubt=NEITHER, counts_as=self.counts_as
            )
            return (silent,) * self.vocabulary.group(group_id).at_most
        if group_id != self.group:
            return None
        others = (self._of(OTHER),) * (self.items_listed - 1)
        return (self._of(THIS), *others)

    def _of(self, item: str) -> SupposedView:
        return SupposedView(
            vocabulary=self.vocabulary,
            slots=self.slots,
            doubt=self.doubt,
            counts_as=self.counts_as,
            item=item,
        )
