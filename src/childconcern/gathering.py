"""Gathering: several journeys and given facts become one concern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from childconcern.errors import ConcernError
from childconcern.facts import (
    NOT_ASKED,
    Concern,
    Group,
    Held,
    Item,
    NotAsked,
    NotKnown,
    Related,
    Vocabulary,
)
from childconcern.journey import NOTHING_UNASKED, Journey, Unasked

__all__ = ["Difference", "GatherError", "Gathered", "Told", "gather", "gathered"]


class GatherError(ConcernError):
    """Sources cannot become one concern."""

    code = "gather"


@frozen
class Difference:
    """Two sources said different things; the later one stands.

    Attributes:
        fact: The fact's id.
        item: The item's id, or None for a top-level fact.
    """

    fact: str
    item: str | None = None


@frozen(kw_only=True)
class Gathered:
    """One concern, and where its sources differed.

    Attributes:
        concern: What all sources said.
        differences: Facts that a later source changed; a person may want to look.
        complete: Whether all journeys were complete; None where none was walked.
        unasked: What no source asked for, because questions finished early.
    """

    concern: Concern
    differences: tuple[Difference, ...] = ()
    complete: bool | None = None
    unasked: Unasked = NOTHING_UNASKED


Told: TypeAlias = Concern | Journey | Gathered
"""What somebody told: as facts, as a journey, or gathered from several."""


def gathered(told: Told) -> Gathered:
    """Return what was told, with how much of it was asked for."""
    match told:
        case Concern():
            return Gathered(concern=told)
        case Journey():
            return Gathered(concern=told.concern, complete=told.complete, unasked=told.unasked)
        case _:
            return told


def gather(*sources: Told) -> Gathered:
    """Return what all sources said: the later wins, and differences are told.

    What was not asked in a later source leaves an earlier answer as it is.
    Items of a group are joined by their ids, in order of appearance; so are
    relationships, by the item that each is to.

    Raises:
        GatherError: When there is no source, when vocabularies differ, or when
            a group would have more items than it can.
    """
    each = [gathered(one) for one in sources]
    concerns = [one.concern for one in each]
    if not concerns:
        raise GatherError("there is nothing to gather", remedy="give a journey or a concern")
    vocabulary = concerns[0].vocabulary
    if any(one.vocabulary != vocabulary for one in concerns[1:]):
        message = "the sources are of different vocabularies"
        raise GatherError(message, remedy="read them all with the vocabulary of one pack")
    whole = _Gatherer(vocabulary, concerns).gather()
    return evolve(whole, complete=_complete(each), unasked=_unasked(each))


def _complete(each: Sequence[Gathered]) -> bool | None:
    walked = [one.complete for one in each if one.complete is not None]
    return all(walked) if walked else None


def _unasked(each: Sequence[Gathered]) -> Unasked:
    """Return what was left unasked, but for what a later source told."""
    left = NOTHING_UNASKED
    for position, one in enumerate(each):
        later = [other.concern for other in each[position + 1 :]]
        left = left.together(one.unasked.after(one.concern, later))
    return left


@define
class _Gatherer:
    vocabulary: Vocabulary
    concerns: Sequence[Concern]
    differences: list[Difference] = field(factory=list[Difference])

    def gather(self) -> Gathered:
        values = [concern.values for concern in self.concerns]
        facts = tuple(self.vocabulary.index)
        concern = Concern(
            vocabulary=self.vocabulary,
            values=self._merged(facts, values, None),
            groups=tuple(
                self._group(group, position)
                for position, group in enumerate(self.vocabulary.groups)
            ),
        )
        named = {path: name for one in self.concerns for path, name in one.questions}
        questions = tuple((path, name) for path, name in named.items() if _is_silent(concern, path))
        whole = Concern(
            vocabulary=self.vocabulary,
            values=concern.values,
            groups=concern.groups,
            questions=questions,
        )
        return Gathered(concern=whole, differences=tuple(dict.fromkeys(self.differences)))

    def _group(self, group: Group, position: int) -> tuple[Item, ...] | NotAsked:
        listed = [one.groups[position] for one in self.concerns]
        known = [items for items in listed if not isinstance(items, NotAsked)]
        if not known:
            return NOT_ASKED
        ids = tuple(dict.fromkeys(item.id for items in known for item in items))
        if len(ids) > group.at_most:
            message = f"together the sources list more than {group.at_most} of {group.id}"
            raise GatherError(message, remedy="use the same item ids for the same person")
        rows = {
            name: [item.values for items in known for item in items if item.id == name]
            for name in ids
        }
        facts = tuple(group.index)
        return tuple(Item(name, self._merged(facts, rows[name], name)) for name in ids)

    def _merged(
        self, facts: tuple[str, ...], rows: Sequence[tuple[Held, ...]], item: str | None
    ) -> tuple[Held, ...]:
        merged = list(rows[0])
        for row in rows[1:]:
            for position, held in enumerate(row):
                before = merged[position]
                if isinstance(held, NotAsked) or held == before:
                    continue
                if _contradict(before, held):
                    self.differences.append(Difference(facts[position], item))
                merged[position] = _together(before, held)
        return tuple(merged)


def _contradict(before: Held, later: Held) -> bool:
    if isinstance(before, Related) and isinstance(later, Related):
        return before.contradicts(later)
    return not isinstance(before, NotAsked | NotKnown)


def _together(before: Held, later: Held) -> Held:
    """Return what stands: the later, with relationships of which only the earlier spoke."""
    if isinstance(before, Related) and isinstance(later, Related):
        return before.joined(later)
    return later


def _is_silent(concern: Concern, path: tuple[str, ...]) -> bool:
    if len(path) == 1:
        name = path[0]
        groups = concern.vocabulary.group_index
        held = concern.groups[groups[name]] if name in groups else concern[name]
        return isinstance(held, NotAsked)
    group_id, item_id, fact = path
    index = concern.vocabulary.group(group_id).index[fact]
    items = {item.id: item for item in concern.items(group_id)}
    return isinstance(items[item_id].values[index], NotAsked)
