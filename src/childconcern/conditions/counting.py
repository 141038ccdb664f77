"""Columns for what is counted: conditions, and the items of a group.

What holds of all that is counted is a mask of its own; from it, or from those
of the items, follows what is left standing. Counts are never expanded.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol, TypeAlias

from attrs import field, frozen

from childconcern.conditions.columns import Table, remember
from childconcern.conditions.plain import AtLeast, AtLeastItems
from childconcern.facts import Concern, Held, Item, NotAsked

__all__ = ["Counted", "Levels", "OverItems", "Stand", "Standing"]

Levels: TypeAlias = tuple[int, ...]
"""The level of each area; none where no formula may read them."""


class Stand(Protocol):
    """From what is known to the mask of the conjunctions that stand."""

    def __call__(
        self, concern: Concern, on: dt.date, levels: Levels = (), item: tuple[Held, ...] = (), /
    ) -> int:
        """Return the mask; levels and an item's values matter where a formula reads them."""
        ...


class Standing(Protocol):
    """Formulas of which some hold: one does when one of its conjunctions stands."""

    @property
    def stand(self) -> Stand:
        """From what is known to the conjunctions that stand."""
        ...

    @property
    def bits(self) -> tuple[int, ...]:
        """For each formula, its conjunctions."""
        ...


@frozen(eq=False, repr=False)
class OverItems:
    """A group: from what holds of each item to the conjunctions left standing.

    Attributes:
        nodes: What is said of the group, each with the bits of its conjunctions.
        inner: What each of them looks for in an item, in the same order.
        everything: The bits of all conjunctions.
        table: From the items' masks to what is left standing, as far as seen.
    """

    nodes: tuple[tuple[AtLeastItems, int], ...]
    inner: Standing
    everything: int
    table: Table = field(factory=Table)

    def __call__(self, concern: Concern, on: dt.date, items: tuple[Item, ...] | NotAsked) -> int:
        """Return what the items leave standing; of a group without a list nothing is so."""
        if isinstance(items, NotAsked):
            return self._left(None)
        stand = self.inner.stand
        masks = tuple([stand(concern, on, (), item.values) for item in items])
        known = self.table.get(masks)
        return remember(self.table, masks, self._left(masks)) if known is None else known

    def _left(self, masks: tuple[int, ...] | None) -> int:
        mask = self.everything
        for (node, bits), inner in zip(self.nodes, self.inner.bits, strict=True):
            if masks is None or not _enough(node, sum(1 for m in masks if m & inner), len(masks)):
                mask &= ~bits
        return mask


def _enough(node: AtLeastItems, holding: int, number: int) -> bool:
    if node.or_all_but is None:
        return holding >= node.number
    return holding >= number - node.or_all_but and (number > 0 or not node.and_one)


@frozen(eq=False, repr=False)
class Counted:
    """Counts: from what holds of all that is counted to the conjunctions left standing.

    Attributes:
        nodes: The counts, each with the bits of its conjunctions.
        inner: What they count, in the same order, one count after the other.
        everything: The bits of all conjunctions.
        table: From the mask of what is counted to what is left standing, as far as seen.
    """

    nodes: tuple[tuple[AtLeast, int], ...]
    inner: Standing
    everything: int
    table: Table = field(factory=Table)

    def __call__(
        self, concern: Concern, on: dt.date, levels: Levels, item: tuple[Held, ...]
    ) -> int:
        """Return what the counts leave standing."""
        standing = self.inner.stand(concern, on, levels, item)
        known = self.table.get(standing)
        return remember(self.table, standing, self._left(standing)) if known is None else known

    def _left(self, standing: int) -> int:
        mask, start = self.everything, 0
        for node, bits in self.nodes:
            end = start + len(node.parts)
            if sum(1 for one in self.inner.bits[start:end] if standing & one) < node.number:
                mask &= ~bits
            start = end
        return mask
