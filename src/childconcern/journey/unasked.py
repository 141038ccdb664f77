"""What nobody was asked for, because nothing that happens hung on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from childconcern.facts import Concern, Held, NotAsked
from childconcern.journey.live import Live
from childconcern.journey.opening import Open, Readings, Slot
from childconcern.journey.stakes import levels_reached
from childconcern.policy import RoutingPolicy

__all__ = ["NOTHING_UNASKED", "Unasked"]


@frozen(kw_only=True, repr=False)
class Unasked:
    """What nobody was asked for, because questions finished early.

    Had it been asked, the level of an area might be higher; of what happens
    nothing would be another.

    Attributes:
        facts: Each with the group and the id of its item, or None for the whole concern.
        lists: Groups of which nobody was asked who, or who else, is in them.
    """

    facts: frozenset[Slot] = frozenset()
    lists: frozenset[str] = frozenset()

    @classmethod
    def all_of(cls, concern: Concern) -> Unasked:
        """Return everything that is *not asked* in a concern, whatever the reason."""
        facts = (slot for slot, held in _held(concern) if isinstance(held, NotAsked))
        lists = concern.vocabulary.group_index.keys() - _listed(concern).keys()
        return cls(facts=frozenset(facts), lists=frozenset(lists))

    def together(self, other: Unasked) -> Unasked:
        """Return what is unasked here or there."""
        return Unasked(facts=self.facts | other.facts, lists=self.lists | other.lists)

    def after(self, concern: Concern, later: Sequence[Concern]) -> Unasked:
        """Return what is left of it where somebody else has told of the same worry.

        Args:
            concern: What was known where this was not asked.
            later: What was told after that.
        """
        told = frozenset[Slot]().union(*map(_recorded, later)) - _recorded(concern)
        named = frozenset[str]().union(*(_listed(one) for one in later)) - _listed(concern).keys()
        # Nobody was asked here about items that others listed since.
        theirs = {
            (own, fact)
            for one in later
            for (own, fact), _ in _held(one)
            if own is not None and own[0] in self.lists & named
        }
        return Unasked(facts=(self.facts | theirs) - told, lists=self.lists - named)

    def areas(self, policy: RoutingPolicy, concern: Concern, on: dt.date) -> tuple[str, ...]:
        """Return the areas whose level might be higher, had it been asked.

        Args:
            policy: What decides; areas come in its order.
            concern: What is known.
            on: The day on which ages and dates are read.
        """
        if not self.facts and not self.lists:
            return ()
        listed = _listed(concern)
        missing = Open(
            live=Live.of(concern, listed),
            on=on,
            slots=self.facts,
            listed=listed,
            growing=self.lists,
        )
        settled = evolve(missing, slots=frozenset[Slot](), growing=frozenset[str]())
        now, then = (
            Readings(open=one, meanings=policy.terms.meanings, deciding=True)
            for one in (settled, missing)
        )
        reached = levels_reached(policy, lambda one: now.outcome(one.when) is True)
        might = levels_reached(policy, lambda one: then.outcome(one.when) is not False)
        return tuple(area.id for area in policy.areas if might[area.id] > reached[area.id])

    def __repr__(self) -> str:
        """Show how much it is, and of whom nothing."""
        return f"Unasked(facts={len(self.facts)}, lists={len(self.lists)})"


NOTHING_UNASKED: Final = Unasked()
"""Everything was asked."""


def _listed(concern: Concern) -> dict[str, tuple[str, ...]]:
    """Return the ids of the items of each group that is listed."""
    groups = zip(concern.vocabulary.groups, concern.groups, strict=True)
    return {
        group.id: tuple(item.id for item in items)
        for group, items in groups
        if not isinstance(items, NotAsked)
    }


def _held(concern: Concern) -> Iterator[tuple[Slot, Held]]:
    """Yield what is held for each fact, of the whole concern and of each item."""
    vocabulary = concern.vocabulary
    for fact, held in zip(vocabulary.facts, concern.values, strict=True):
        yield (None, fact.id), held
    for group in vocabulary.groups:
        for item in concern.items(group.id):
            for fact, held in zip(group.facts, item.values, strict=True):
                yield ((group.id, item.id), fact.id), held


def _recorded(concern: Concern) -> frozenset[Slot]:
    return frozenset(slot for slot, held in _held(concern) if not isinstance(held, NotAsked))
