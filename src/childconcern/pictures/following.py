"""Which question can follow an answer: those between are closed whatever else is answered.

The questionnaire is gone through once more with one answer supposed. What may
be asked after it is open; what cannot be is certainly not asked, so what stands
behind it stays closed too.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field, frozen

from childconcern.conditions import Condition, expand, truth
from childconcern.facts import NOT_ASKED
from childconcern.pictures.supposing import (
    EITHER,
    OTHER,
    THIS,
    Anything,
    Chosen,
    Exactly,
    Slot,
    SupposedView,
    Supposition,
    Unsaid,
)
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Following", "following"]


@frozen
class Following:
    """Where an answer leads.

    Attributes:
        question: The id of the first question that can follow; None where none can.
        next_item: Before that, the questions begin again for the next item.
        replaced: A question that can follow records the same fact again.
    """

    question: str | None
    next_item: bool
    replaced: bool


def following(
    questionnaire: Questionnaire,
    question_id: str,
    supposed: Supposition | None,
    open_before: frozenset[str],
) -> Following:
    """Return where an answer leads, if this alone is known of the journey.

    Args:
        questionnaire: What is asked.
        question_id: The question that is answered.
        supposed: The answer; None where the question is passed over.
        open_before: Facts that may be recorded before the first question is asked.
    """
    search = _Search(questionnaire, question_id, open_before)
    search.begin()
    section, question = questionnaire.questions[question_id]
    if supposed is not None:
        search.record(supposed)
    found = search.follow()
    first = next(found, None)
    here = first is not None and first in section.questions
    return Following(
        question=None if first is None else first.id,
        next_item=search.has_more_items and not here,
        replaced=any(one.records == question.records for one in (first, *found) if one is not None),
    )


@define(eq=False, repr=False)
class _Search:
    questionnaire: Questionnaire
    question_id: str
    open_before: frozenset[str]
    slots: dict[tuple[str | None, str], Slot] = field(factory=dict[tuple[str | None, str], Slot])
    listed: set[str] = field(factory=set[str])

    @property
    def _at(self) -> tuple[Section, Question]:
        return self.questionnaire.questions[self.question_id]

    @property
    def has_more_items(self) -> bool:
        group_id = self._at[0].for_each
        if group_id is None:
            return False
        return self.questionnaire.vocabulary.group(group_id).at_most > 1

    def begin(self) -> None:
        """Let all that may have been recorded before the question be open."""
        vocabulary, (home, question) = self.questionnaire.vocabulary, self._at
        for fact_id in set(self.questionnaire.recorded()) - self.open_before:
            inside = vocabulary.group_of[fact_id] is not None
            for where in (THIS, OTHER) if inside else (None,):
                self.slots[where, fact_id] = NOT_ASKED
        self.listed |= {vocabulary.group_of[one] or "" for one in self.open_before}
        set_for_us = (one for one in vocabulary.by_id.values() if one.set_by_service)
        self.listed |= {vocabulary.group_of[one.id] or "" for one in set_for_us}
        sections = self.questionnaire.sections
        self.listed |= {one.for_each or "" for one in sections[: sections.index(home)]}
        asked = tuple(self.questionnaire.questions.values())
        for section, one in asked[: asked.index((home, question))]:
            self._open(section, one)
        self._open_others(home)

    def record(self, supposed: Supposition) -> None:
        home, question = self._at
        self.slots[None if home.for_each is None else THIS, question.records] = supposed

    def follow(self) -> Iterator[Question]:
        """Yield the questions that can follow, in order; what they record is open from there."""
        home, question = self._at
        own = None if home.for_each is None else THIS
        for one in home.questions[home.questions.index(question) + 1 :]:
            if self._may_ask(one, own):
                self.slots[own, one.records] = Unsaid()
                yield one
        sections = self.questionnaire.sections
        for later in sections[sections.index(home) + 1 :]:
            if self._may(later.ask_when, None):
                self.listed.add(later.for_each or "")
                yield from self._follow_in(later)

    def _follow_in(self, section: Section) -> Iterator[Question]:
        homes = (None,) if section.for_each is None else (THIS, OTHER)
        for question in section.questions:
            if any(self._may_ask(question, own) for own in homes):
                self._open(section, question)
                yield question

    def _open(self, section: Section, question: Question) -> None:
        for own in (None,) if section.for_each is None else (THIS, OTHER):
            self.slots[own, question.records] = Unsaid()

    def _open_others(self, section: Section) -> None:
        """Let other items of the same group be open: they were or will be asked the same."""
        if section.for_each is not None:
            self.listed.add(section.for_each)
            for one in section.questions:
                self.slots[OTHER, one.records] = Unsaid()

    def _may_ask(self, question: Question, own: str | None) -> bool:
        held = self.slots.get((own, question.records), Unsaid())
        if isinstance(held, Exactly | Chosen | Anything) and not question.ask_again:
            return False
        return self._may(question.ask_when, own)

    def _may(self, condition: Condition | None, own: str | None) -> bool:
        if condition is None:
            return True
        vocabulary, group_id = self.questionnaire.vocabulary, self._at[0].for_each
        meaning = expand(condition, self.questionnaire.terms.meanings)
        most = 1 if group_id is None else vocabulary.group(group_id).at_most
        unlisted = frozenset(vocabulary.group_index) - self.listed
        return any(
            truth(
                meaning,
                SupposedView(
                    vocabulary=vocabulary,
                    slots=self.slots,
                    doubt=EITHER,
                    counts_as=False,
                    group=group_id,
                    items_listed=items,
                    unlisted_groups=unlisted,
                    item=own,
                ),
            )[0]
            for items in range(1, most + 1)
        )
