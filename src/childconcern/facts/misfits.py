"""Relationships that are with nobody: to an item that nobody listed, or to oneself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from childconcern.facts.related import Related
from childconcern.facts.values import Held
from childconcern.facts.vocabulary import Vocabulary
from childconcern.problems import Fault

__all__ = ["Rows", "misfits"]

Rows: TypeAlias = Mapping[str, Sequence[tuple[str, Sequence[Held]]]]
"""For each group that somebody listed, its items: the id of each, and what is held of it."""


def misfits(
    vocabulary: Vocabulary, values: Sequence[Held], rows: Rows
) -> Iterator[tuple[tuple[str | int, ...], Fault]]:
    """Yield the place of each relationship that fits no item, and why.

    Args:
        vocabulary: What can be held.
        values: What is held of the whole concern, in the order of the vocabulary.
        rows: What is held of each item.
    """
    listed = {group_id: [item_id for item_id, _ in items] for group_id, items in rows.items()}
    for group_id, at, kind in vocabulary.relationships:
        if group_id is None:
            held = values[at]
            if isinstance(held, Related) and (fault := kind.misfit(held, listed, None)):
                yield (vocabulary.facts[at].id,), fault
            continue
        fact = vocabulary.group(group_id).facts[at]
        for position, (item_id, row) in enumerate(rows.get(group_id, ())):
            held, own = row[at], (group_id, item_id)
            if isinstance(held, Related) and (fault := kind.misfit(held, listed, own)):
                yield (group_id, position, fact.id), fault
