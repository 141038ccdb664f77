"""What may still be recorded from some point of a walk on, and on what it hangs whether it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from attrs import define, field, frozen

from childconcern.conditions import Condition, facts_in
from childconcern.facts import Concern, NotAsked
from childconcern.journey.answers import Answers
from childconcern.journey.journey import Why
from childconcern.journey.live import Live
from childconcern.journey.opening import ANYONE, Open, Own, Readings, Slot
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Ahead", "Gate", "SoFar", "look_ahead"]

Gate: TypeAlias = tuple[str, frozenset[str]]
"""A fact or a group, and the facts on which it hangs whether a question asks for it."""


@frozen(kw_only=True, eq=False, repr=False)
class SoFar:
    """How far a walk has come, all that it asked being answered.

    The walk goes on writing into what is named here.

    Attributes:
        questionnaire: What is walked.
        answers: What was answered; they tell who is listed.
        given: What the walk began with.
        on: The day on which ages and dates are read.
        live: What is recorded.
        why: For each question that the walk has come by, why it is asked or not.
        opened: For each section that the walk has come by, whether it is asked.
        listed: Groups whose items were asked for, and are listed.
    """

    questionnaire: Questionnaire
    answers: Answers
    given: Concern
    on: dt.date
    live: Live
    why: Mapping[str, Why]
    opened: Mapping[str, bool]
    listed: AbstractSet[str]

    def may_list(self, section: Section) -> bool:
        """Return whether a section, if it is asked, asks who is in its group.

        It is told from what was given and what was asked before, and not from a list
        that is there already: what matters at a point hangs on no answer to come.
        """
        vocabulary = self.live.vocabulary
        group = vocabulary.group(section.for_each or "")
        given = self.given.groups[vocabulary.group_index[group.id]]
        if group.id in self.listed:
            return False
        if isinstance(given, NotAsked) or len(given) < group.at_least:
            return True
        return section.ask_for_more and len(given) < group.at_most


@frozen(kw_only=True, eq=False, repr=False)
class Ahead:
    """What lies ahead of some point of a walk.

    Attributes:
        open: What is recorded, and what may still be.
        gates: For each fact that may still be asked for, and each group whose items
            may still be, on what it hangs whether they are.
    """

    open: Open
    gates: tuple[Gate, ...]


def look_ahead(so_far: SoFar, then: tuple[Questionnaire, ...]) -> Ahead:
    """Return what lies ahead: here, in questionnaires that may follow, and from elsewhere.

    Args:
        so_far: Where the walk stands; answers to questions to come are not looked at.
        then: Questionnaires that may follow: whatever they ask is open.
    """
    looker = _Looker(so_far, then)
    looker.rest_of_the_questions()
    looker.what_is_not_asked_here()
    looker.what_may_follow()
    return Ahead(open=looker.open, gates=tuple(looker.gates))


@define(eq=False, repr=False)
class _Looker:
    so_far: SoFar
    then: tuple[Questionnaire, ...]
    slots: set[Slot] = field(factory=set[Slot])
    growing: set[str] = field(factory=set[str])
    gates: list[Gate] = field(factory=list[Gate])

    @property
    def open(self) -> Open:
        so_far = self.so_far
        return Open(
            live=so_far.live,
            on=so_far.on,
            slots=self.slots,
            listed=so_far.answers.items,
            growing=self.growing,
        )

    def rest_of_the_questions(self) -> None:
        """Open what the rest of this questionnaire may record."""
        for section in self.so_far.questionnaire.sections:
            begun = section.id in self.so_far.opened
            if self.so_far.opened.get(section.id, True):
                self._section(section, begun=begun)

    def what_is_not_asked_here(self) -> None:
        """Open what others may come to know.

        That is what nobody is asked for here and nobody gave, and what the service
        sets: what matters must not hang on the time of day.
        """
        asked, vocabulary = self.so_far.questionnaire, self.so_far.live.vocabulary
        recorded = frozenset(asked.recorded())
        groups = {section.for_each for section in asked.sections}
        for group in vocabulary.groups:
            if group.id not in groups and group.id not in self.so_far.answers.items:
                self._grows(group.id)
        for fact in vocabulary.by_id.values():
            if fact.set_by_service or fact.id not in recorded:
                for own in self._whose(vocabulary.group_of[fact.id]):
                    if fact.set_by_service or self._may_be_recorded(own, fact.id):
                        self.slots.add((own, fact.id))

    def what_may_follow(self) -> None:
        """Open what other questionnaires ask, all of it: in which order they come is not known."""
        each = [(one, section) for one in self.then for section in one.sections]
        for _, section in each:
            if section.for_each is not None and self._may_be_listed_later(section):
                self._grows(section.for_each)
        for _, section in each:
            for own, question in self._questions(section):
                if question.ask_again or self._may_be_recorded(own, question.records):
                    self.slots.add((own, question.records))
        for asked, section in each:
            gate = self._gate(asked, section.ask_when, None)
            if gate is not None:
                self._note_gates(asked, section, gate)

    def _note_gates(
        self, asked: Questionnaire, section: Section, section_gate: frozenset[str]
    ) -> None:
        if section.for_each is not None:
            self.gates.append((section.for_each, section_gate))
        for own, question in self._questions(section):
            gate = self._gate(asked, question.ask_when, own)
            if gate is not None:
                self.gates.append((question.records, section_gate | gate))

    def _section(self, section: Section, *, begun: bool) -> None:
        asked = self.so_far.questionnaire
        section_gate = frozenset[str]() if begun else self._gate(asked, section.ask_when, None)
        if section_gate is None:
            return
        if section.for_each is not None and not begun and self.so_far.may_list(section):
            self._grows(section.for_each)
            self.gates.append((section.for_each, section_gate))
        for own, question in self._questions(section):
            key = question.id if own is None else f"{question.id}@{own[1]}"
            may = question.ask_again or self._may_be_recorded(own, question.records)
            if key in self.so_far.why or not may:
                continue
            gate = self._gate(asked, question.ask_when, own)
            if gate is not None:
                self.slots.add((own, question.records))
                self.gates.append((question.records, section_gate | gate))

    def _gate(
        self, asked: Questionnaire, condition: Condition | None, own: Own
    ) -> frozenset[str] | None:
        """Return the facts on which it hangs whether a condition holds; None where it cannot."""
        if condition is None:
            return frozenset()
        readings = Readings(open=self.open, meanings=asked.terms.meanings)
        outcome = readings.outcome(condition, own)
        if outcome is None:
            return facts_in(condition, asked.terms)
        return frozenset() if outcome else None

    # ---------------------------------------------------------------------- who and what

    def _questions(self, section: Section) -> Iterator[tuple[Own, Question]]:
        """Yield the questions of a section, of each item that is listed or may be."""
        for own in self._whose(section.for_each):
            for question in section.questions:
                yield own, question

    def _whose(self, group_id: str | None) -> Iterator[Own]:
        if group_id is None:
            yield None
            return
        for item_id in self.so_far.answers.items.get(group_id, ()):
            yield group_id, item_id
        if group_id in self.growing:
            yield group_id, ANYONE

    def _may_be_recorded(self, own: Own, fact_id: str) -> bool:
        """Return whether nothing is recorded yet, or something else may be by then."""
        if (own, fact_id) in self.slots:
            return True
        group_id, item_id = own or (None, None)
        return not self.so_far.live.records(fact_id, group_id, item_id)

    def _may_be_listed_later(self, section: Section) -> bool:
        """Return whether a questionnaire that follows may ask who is in a section's group."""
        group = self.so_far.live.vocabulary.group(section.for_each or "")
        if self.so_far.answers.lacks_items(group):
            return True
        number = len(self.so_far.answers.items[group.id])
        return section.ask_for_more and number < group.at_most

    def _grows(self, group_id: str) -> None:
        self.growing.add(group_id)
        facts = self.so_far.live.vocabulary.group(group_id).facts
        self.slots.update(((group_id, ANYONE), fact.id) for fact in facts)
