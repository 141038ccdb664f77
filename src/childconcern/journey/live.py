"""What is live so far in a walk, as ``ask_when`` sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import define, evolve, field, frozen

from childconcern.conditions import (
    NEITHER,
    AreasAt,
    Asked,
    Known,
    Level,
    LevelOf,
    LevelTest,
    Named,
    Truth,
    View,
    given,
    replaced,
    said,
    settled,
)
from childconcern.conditions.tree import Test
from childconcern.facts import (
    NOT_ASKED,
    Concern,
    Held,
    NotAsked,
    NotKnown,
    Relationships,
    Vocabulary,
)

__all__ = ["BOTH", "Live", "LiveView"]

BOTH: Truth = (True, True)
"""What a test of something not known says of visibility: some answer would pass it, some fail."""


@define(repr=False)
class Live:
    """Facts that are recorded so far: those given, then those of live questions.

    Attributes:
        vocabulary: What can be known.
        top: What is held for top-level facts; what is missing is not asked.
        items: For each listed group, its items with what is held for each.
    """

    vocabulary: Vocabulary
    top: dict[str, Held] = field(factory=dict[str, Held])
    items: dict[str, dict[str, dict[str, Held]]] = field(
        factory=dict[str, dict[str, dict[str, Held]]]
    )

    @classmethod
    def of(cls, concern: Concern, items: Mapping[str, Sequence[str]]) -> Live:
        """Return what is live at the start: what was given, and items without any fact."""
        vocabulary = concern.vocabulary
        live = cls(vocabulary, dict(zip(vocabulary.index, concern.values, strict=True)))
        for group_id, ids in items.items():
            index = vocabulary.group(group_id).index
            known = {one.id: one.values for one in concern.items(group_id)}
            empty = (NOT_ASKED,) * len(index)
            live.items[group_id] = {
                name: dict(zip(index, known.get(name, empty), strict=True)) for name in ids
            }
        return live

    def row(self, group_id: str | None, item_id: str | None) -> dict[str, Held]:
        """Return what is held for the whole concern, or for one item."""
        if group_id is None or item_id is None:
            return self.top
        return self.items[group_id][item_id]

    def records(self, fact_id: str, group_id: str | None, item_id: str | None) -> bool:
        """Return whether a value or *not known* is recorded."""
        return not isinstance(self.row(group_id, item_id)[fact_id], NotAsked)

    def has_nobody(self, fact_id: str, own: tuple[str, str] | None) -> bool:
        """Return whether a fact says what somebody is to others, and no other is listed."""
        kind = self.vocabulary.by_id[fact_id].kind
        return isinstance(kind, Relationships) and not kind.others(self.items, own)


@frozen(kw_only=True, repr=False)
class LiveView:
    """How ``ask_when`` sees what is live: as given, with *not known* open both ways.

    Attributes:
        live: What is recorded.
        on: The day on which ages and dates are read.
        own: The group and id of the item that is asked about, if any.
        deciding: It sees as a decision does: a safety fact that is not known counts as
            declared, and nothing else that is not known passes a test or fails one.
    """

    live: Live
    on: dt.date
    own: tuple[str, str] | None = None
    deciding: bool = False

    @property
    def unlisted(self) -> Truth:
        """A group that nobody listed passes no test and fails none, so closed gates stay closed."""
        return NEITHER

    def test(self, test: Test | LevelTest) -> Truth:
        """Return what a single test says of visibility, or of a decision."""
        if isinstance(test, Level | LevelOf | AreasAt):
            return NEITHER
        name = test.name if isinstance(test, Named) else test.fact
        held = self._look_up(name)
        if isinstance(test, Known):
            return said(given(held))
        if isinstance(test, Asked):
            return said(not isinstance(held, NotAsked))
        if self.deciding:
            held = replaced(self.live.vocabulary.by_id[name], held)
        if isinstance(held, NotAsked):
            return NEITHER
        unsettled = NEITHER if self.deciding else BOTH
        if isinstance(held, NotKnown):
            return unsettled
        return said(settled(test, held, self.on), unsettled=unsettled)

    def items(self, group_id: str) -> Sequence[View] | None:
        """Return a view for each item; None where nobody listed any."""
        listed = self.live.items.get(group_id)
        if listed is None:
            return None
        return tuple(evolve(self, own=(group_id, item_id)) for item_id in listed)

    def _look_up(self, fact_id: str) -> Held:
        home = self.live.vocabulary.group_of[fact_id]
        if home is None or self.own is None:
            return self.live.top[fact_id]
        return self.live.row(*self.own)[fact_id]
