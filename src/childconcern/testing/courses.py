"""Going through a questionnaire in one pass, each question asked when it becomes live.

Questions are in order and conditions look only back, so one pass suffices for
a whole journey; only where items are listed is the pass begun again, as what
was passed before may speak of them. A walk for every question would take as
many times longer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Protocol, cast

from attrs import define, field, frozen

from childconcern.conditions import Condition, expand, truth
from childconcern.facts import (
    Concern,
    Fact,
    Group,
    Held,
    Json,
    NotAsked,
    Related,
    Relationships,
    read_held,
)
from childconcern.journey.live import Live, LiveView
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = [
    "SKIP",
    "Asker",
    "Asking",
    "Course",
    "Gone",
    "Listing",
    "Stretch",
    "course_of",
    "listing_of",
]

SKIP: Final[dict[str, Json]] = {"skipped": True}
"""What JSON holds where an optional question was skipped."""


@frozen(kw_only=True)
class Listing:
    """A group whose items must be listed.

    Attributes:
        group: The group.
        given: Ids of items that were given.
        listed: Ids of items that were listed before, which are too few.
        at_least: The fewest that there must be beyond those given.
        at_most: The most that there may be beyond those given.
    """

    group: Group
    given: tuple[str, ...]
    listed: tuple[str, ...]
    at_least: int
    at_most: int


@frozen(kw_only=True, eq=False)
class Asking:
    """A question as it stands in its questionnaire.

    Attributes:
        question: What is asked.
        fact: What it records.
        when: Its condition, signs written out; or None.
    """

    question: Question
    fact: Fact
    when: Condition | None


class Asker(Protocol):
    """Answers what is asked."""

    def items(self, listing: Listing, /) -> Sequence[str] | None:
        """Return the ids of all items beyond those given; None to leave it open."""
        ...

    def answer(self, key: str, asking: Asking, others: Sequence[str], /) -> tuple[Json] | None:
        """Return an answer that the question allows; None to leave it open.

        Args:
            key: ``question`` or ``question@item``.
            asking: The question.
            others: For relationships, the items that can be spoken of.
        """
        ...


@frozen(kw_only=True, eq=False)
class Stretch:
    """A section, its condition written out.

    Attributes:
        group: The group of each of whose items its questions are asked, or None.
        when: Its condition, or None.
        asks_for_more: Whether it asks which items there are besides those given.
        askings: Its questions.
    """

    group: Group | None
    when: Condition | None
    asks_for_more: bool
    askings: tuple[Asking, ...]


@frozen(kw_only=True)
class Gone:
    """How far somebody went.

    Attributes:
        path: The keys of live questions, in order.
        said: The keys of live questions that have an answer and of lists that somebody
            was asked for, in order.
        answers: All answers, those that are set aside too.
        complete: Whether nothing is left to ask.
    """

    path: tuple[str, ...]
    said: tuple[str, ...]
    answers: Mapping[str, Json]
    complete: bool

    def live(self) -> dict[str, Json]:
        """Return the lists and the answers that count, in the order of the questions."""
        lists = (key for key in self.answers if key.startswith("@"))
        return {key: self.answers[key] for key in dict.fromkeys((*self.said, *lists))}


@frozen(kw_only=True, eq=False)
class Course:
    """A questionnaire with its conditions written out, to be gone through many times.

    Attributes:
        questionnaire: The questionnaire.
        stretches: Its sections.
    """

    questionnaire: Questionnaire
    stretches: tuple[Stretch, ...]

    def place_of(self, key: str) -> tuple[Stretch, Asking]:
        """Return the section and the question of a key; KeyError where there is none."""
        return self._places[key.partition("@")[0]]

    @cached_property
    def _places(self) -> dict[str, tuple[Stretch, Asking]]:
        return {
            asking.question.id: (stretch, asking)
            for stretch in self.stretches
            for asking in stretch.askings
        }

    def go(
        self, asker: Asker, given: Concern, on: dt.date, before: Mapping[str, Json] | None = None
    ) -> Gone:
        """Return how far an asker goes.

        Args:
            asker: Answers what nobody answered before.
            given: What counts as live from the start.
            on: The day on which ages and dates are read.
            before: Answers that fit, from before; those that are not live are kept.
        """
        walker = _Walker(self.questionnaire, asker, given, on, dict(before or {}))
        while walker.lists_somebody(self.stretches):
            pass
        return Gone(
            path=tuple(walker.path),
            said=tuple(dict.fromkeys(walker.said)),
            answers=walker.answers,
            complete=walker.complete,
        )


def listing_of(
    questionnaire: Questionnaire, group: Group, given: Sequence[str], listed: Sequence[str]
) -> Listing:
    """Return what may be listed of a group, by those that are there already."""
    own = tuple(one for one in listed if one not in given)
    most = min(group.at_most - len(given), questionnaire.at_most(group))
    fewest = max(0, group.at_least - len(given))
    return Listing(group=group, given=tuple(given), listed=own, at_least=fewest, at_most=most)


def course_of(questionnaire: Questionnaire) -> Course:
    """Return a questionnaire made ready to be gone through."""
    stretches = (_stretch(questionnaire, section) for section in questionnaire.sections)
    return Course(questionnaire=questionnaire, stretches=tuple(stretches))


def _stretch(questionnaire: Questionnaire, section: Section) -> Stretch:
    meanings, vocabulary = questionnaire.terms.meanings, questionnaire.vocabulary

    def written_out(condition: Condition | None) -> Condition | None:
        return None if condition is None else expand(condition, meanings)

    return Stretch(
        group=None if section.for_each is None else vocabulary.group(section.for_each),
        when=written_out(section.ask_when),
        asks_for_more=section.ask_for_more,
        askings=tuple(
            Asking(
                question=question,
                fact=vocabulary.by_id[question.records],
                when=written_out(question.ask_when),
            )
            for question in section.questions
        ),
    )


@define(eq=False, repr=False)
class _Walker:
    questionnaire: Questionnaire
    asker: Asker
    given: Concern
    on: dt.date
    answers: dict[str, Json]
    path: list[str] = field(factory=list[str])
    said: list[str] = field(factory=list[str])
    complete: bool = True
    items: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    live: Live = field(init=False)
    left_open: set[str] = field(factory=set[str])
    """Groups of which the asker lists nobody, or nobody more."""

    def lists_somebody(self, stretches: Sequence[Stretch]) -> bool:
        """Go through from the start; return whether items were listed, so it must begin again."""
        self.path, self.said, self.complete = [], [], True
        self.items = dict(self._listed())
        self.live = Live.of(self.given, self.items)
        return any(self._lists_in(stretch) for stretch in stretches)

    def _listed(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for group in self.questionnaire.vocabulary.groups:
            given, own = self._given(group), self._own(group)
            if given is not None or own is not None:
                yield group.id, tuple(dict.fromkeys((*(given or ()), *(own or ()))))

    def _given(self, group: Group) -> tuple[str, ...] | None:
        listed = self.given.groups[self.given.vocabulary.group_index[group.id]]
        return None if isinstance(listed, NotAsked) else tuple(item.id for item in listed)

    def _own(self, group: Group) -> tuple[str, ...] | None:
        listed = self.answers.get(f"@{group.id}")
        return tuple(map(str, listed)) if isinstance(listed, list) else None

    def _lists_in(self, stretch: Stretch) -> bool:
        """Go through one section; return whether items were listed in it."""
        if not self._holds(stretch.when, None):
            return False
        group = stretch.group
        if group is None:
            for asking in stretch.askings:
                self._ask(asking, None, asking.question.id)
            return False
        if self._lists(group, more=stretch.asks_for_more):
            return True
        for item_id in self.items.get(group.id, ()):
            for asking in stretch.askings:
                self._ask(asking, (group.id, item_id), f"{asking.question.id}@{item_id}")
        return False

    def _lists(self, group: Group, *, more: bool) -> bool:
        """Return whether items had to be listed, and were."""
        key, there = f"@{group.id}", self.items.get(group.id)
        open_end = more and key not in self.answers and len(there or ()) < group.at_most
        if there is not None and len(there) >= group.at_least and not open_end:
            if key in self.answers:
                self.said.append(key)
            return False
        listed = None if group.id in self.left_open else self._asked_for(group)
        if listed is None:
            self.left_open.add(group.id)
            self.complete = False
            return False
        self.answers[key] = [*listed]
        return True

    def _asked_for(self, group: Group) -> Sequence[str] | None:
        given, own = self._given(group) or (), self._own(group) or ()
        return self.asker.items(listing_of(self.questionnaire, group, given, own))

    def _ask(self, asking: Asking, own: tuple[str, str] | None, key: str) -> None:
        fact, row = asking.fact, self.live.row(*(own or (None, None)))
        if not isinstance(row[fact.id], NotAsked) and not asking.question.ask_again:
            return
        others: Sequence[str] = ()
        if isinstance(fact.kind, Relationships):
            others = fact.kind.others(self.items, own)
            if not others:
                return
        if not self._holds(asking.when, own):
            return
        self.path.append(key)
        held = self._said(asking, others, key)
        if held is not None:
            row[fact.id] = held

    def _holds(self, when: Condition | None, own: tuple[str, str] | None) -> bool:
        return when is None or truth(when, LiveView(live=self.live, on=self.on, own=own))[0]

    def _said(self, asking: Asking, others: Sequence[str], key: str) -> Held | None:
        """Return what an answer means; None where there is none, or it was skipped."""
        held = self._held(asking.fact, key, others)
        if held is None:
            said = self.asker.answer(key, asking, others)
            if said is None:
                self.complete = False
                return None
            self.answers[key] = said[0]
            held = self._held(asking.fact, key, others)
        self.said.append(key)
        return None if self.answers[key] == SKIP else held

    def _held(self, fact: Fact, key: str, others: Sequence[str]) -> Held | None:
        """Return what the answer to a question means; None where there is none that fits."""
        if key not in self.answers:
            return None
        held = cast("Held", read_held(fact, self.answers[key]))  # answers fit their questions
        outdated = isinstance(held, Related) and not held.item_ids <= frozenset(others)
        return None if outdated else held
