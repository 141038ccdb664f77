"""Pairs of complete journeys that share every answer but one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen
from hypothesis import strategies as st

from childconcern.decision import Decision
from childconcern.facts import Concern, Held, Json, NotAsked
from childconcern.testing.courses import SKIP, Asker, Asking, Course, Gone, Listing
from childconcern.testing.drawing import pick
from childconcern.testing.journeys import Answering, Journeys, new_ids
from childconcern.testing.properties import Trial

__all__ = ["Offer", "all_else_is_equal", "asked_of", "changed_pairs", "grown_pairs", "held_in"]

Offer: TypeAlias = Callable[[Asking, Json], Sequence[tuple[Json, Json]]]
"""Says for a question and its answer which two answers may be compared."""


@st.composite
def changed_pairs(draw: st.DrawFn, journeys: Journeys, offer: Offer, says: str) -> Trial:
    """Return trials of a complete journey, and of the same with one answer changed.

    What only the second asks is answered in any way; what both record of another
    fact is the same. Where no answer can be changed, the trial has one sheet.

    Args:
        draw: Hypothesis'.
        journeys: Of the pack and questionnaire.
        offer: To what an answer may be changed.
        says: How the two differ; ``{question}`` stands for the question's text.
    """
    drawer = _Drawer.of(draw, journeys)
    first = drawer.gone(drawer.answering, {})
    offers = {key: drawer.offered(offer, key, first) for key in first.path}
    keys = [key for key, pairs in offers.items() if pairs]
    if not keys:
        return drawer.trial(first)
    key = pick(draw, keys)
    before, after = pick(draw, offers[key])
    if before != first.answers[key]:
        first = drawer.changed(first, key, before)
    second = drawer.changed(first, key, after)
    question = drawer.asking(key).question.text
    return drawer.trial(first, second, says=says.format(question=question), changed=key)


@st.composite
def grown_pairs(draw: st.DrawFn, journeys: Journeys) -> Trial:
    """Return trials of a complete journey, and of the same with one more item of a group.

    Of the new item anything is said. Where nobody more can be listed, the trial
    has one sheet.
    """
    drawer = _Drawer.of(draw, journeys)
    first = drawer.gone(drawer.answering, {})
    longer = dict(_longer_lists(journeys, drawer.concern, first.live()))
    if not longer:
        return drawer.trial(first)
    key = pick(draw, [*longer])
    says = f"in the second, there is one more of {key.removeprefix('@')}"
    second = drawer.changed(first, key, longer[key])
    return drawer.trial(first, second, says=says, changed=key)


@frozen(kw_only=True, eq=False, repr=False)
class _Drawer:
    """Draws journeys that begin alike."""

    journeys: Journeys
    given: Mapping[str, Json]
    concern: Concern
    answering: Answering

    @classmethod
    def of(cls, draw: st.DrawFn, journeys: Journeys) -> _Drawer:
        given, concern = journeys.start(draw)
        return cls(
            journeys=journeys,
            given=given,
            concern=concern,
            answering=journeys.answering(draw),
        )

    def asking(self, key: str) -> Asking:
        return self.journeys.course.place_of(key)[1]

    def offered(self, offer: Offer, key: str, gone: Gone) -> Sequence[tuple[Json, Json]]:
        return offer(self.asking(key), gone.answers[key])

    def gone(self, asker: Asker, before: Mapping[str, Json]) -> Gone:
        return self.journeys.go(asker, self.concern, before)

    def changed(self, gone: Gone, key: str, to: Json) -> Gone:
        """Return a journey with one answer changed, and all that it asks besides answered."""
        carrying = _Carrying(
            answering=self.answering, first=gone, course=self.journeys.course, changed=key
        )
        return self.gone(carrying, {**gone.live(), key: to})

    def trial(self, *gone: Gone, says: str = "", changed: str = "") -> Trial:
        sheets = tuple(self.journeys.sheet(self.given, one.live()) for one in gone)
        return Trial(sheets=sheets, says=says, changed=changed)


def _longer_lists(
    journeys: Journeys, concern: Concern, answers: Mapping[str, Json]
) -> Iterator[tuple[str, Json]]:
    for group in journeys.pack.vocabulary.groups:
        listed = answers.get(f"@{group.id}")
        given = [item.id for item in concern.items(group.id)]
        room = min(group.at_most - len(given), journeys.course.questionnaire.at_most(group))
        if isinstance(listed, list) and len(listed) < room:
            taken = (*given, *map(str, listed))
            yield f"@{group.id}", [*listed, *new_ids(group, 1, taken)]


@frozen(kw_only=True, eq=False, repr=False)
class _Carrying:
    """Answers what only the second journey asks, and never contradicts the first."""

    answering: Answering
    first: Gone
    course: Course
    changed: str

    def items(self, listing: Listing) -> tuple[str, ...]:
        return self.answering.items(listing)

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json]:
        for said in reversed(self.first.path):
            same = self.course.place_of(said)[1].fact is asking.fact and _item(said) == _item(key)
            if same and said != self.changed and self.first.answers[said] != SKIP:
                carried = self.first.answers[said]
                if carried is not None or asking.question.unknown_allowed:
                    return (carried,)
        return self.answering.answer(key, asking, others)


def _item(key: str) -> str:
    return key.partition("@")[2]


def all_else_is_equal(first: Decision, second: Decision, but: tuple[str, str]) -> bool:
    """Return whether two concerns hold the same of every other fact that both were asked for.

    Args:
        first: What was decided about one.
        second: What was decided about the other.
        but: The fact that may differ, and its item or an empty text.
    """
    after = dict(held_in(second.concern))
    return all(
        place == but
        or held == after.get(place, held)
        or isinstance(held, NotAsked)
        or isinstance(after[place], NotAsked)
        for place, held in held_in(first.concern)
    )


def held_in(concern: Concern) -> Iterator[tuple[tuple[str, str], Held]]:
    """Yield everything that a concern holds, by fact and item."""
    vocabulary = concern.vocabulary
    for fact, held in zip(vocabulary.facts, concern.values, strict=True):
        yield (fact.id, ""), held
    for group in vocabulary.groups:
        for item in concern.items(group.id):
            for fact, held in zip(group.facts, item.values, strict=True):
                yield (fact.id, item.id), held


def asked_of(concern: Concern, fact_id: str) -> frozenset[str]:
    """Return of which items a fact was asked; an empty text for the whole concern."""
    return frozenset(
        item
        for (name, item), held in held_in(concern)
        if name == fact_id and not isinstance(held, NotAsked)
    )
