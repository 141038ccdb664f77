"""How a person is asked: wording, order, and when a question is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from childconcern.conditions import Condition, Sign, Terms
from childconcern.facts import Group, Vocabulary

__all__ = ["Question", "Questionnaire", "Section"]


def _no_wording() -> Mapping[str, str]:
    return {}


@frozen(kw_only=True)
class Question:
    """One question, which records one fact.

    Attributes:
        id: Kebab-case; unique in its questionnaire.
        text: The question, as people read it.
        records: The fact that its answer is.
        hint: A line of help.
        error: What is said when the answer is missing or wrong.
        option_text: Words for options, by id; ``yes``, ``no`` and ``unknown`` too.
        ask_when: Asked only where this holds of what is live so far.
        ask_again: Asked although the fact is recorded already.
        optional: It may be skipped.
        unknown_allowed: "I don't know" is an answer.
    """

    id: str
    text: str
    records: str
    hint: str = ""
    error: str = ""
    option_text: Mapping[str, str] = field(factory=_no_wording, hash=False)
    ask_when: Condition | None = None
    ask_again: bool = False
    optional: bool = False
    unknown_allowed: bool = True


@frozen(kw_only=True)
class Section:
    """Some questions that belong together.

    Attributes:
        id: Kebab-case; unique in its questionnaire.
        title: As people read it.
        questions: In order.
        ask_when: Asked only where this holds; read once, outside any item.
        for_each: A group: the questions are asked of each of its items.
        at_most: The most items that this questionnaire may list for the group, where
            that is fewer than the group allows; items that were given do not count.
        ask_for_more: Items that were given may not be all: it is asked which more there are.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    ask_when: Condition | None = None
    for_each: str | None = None
    at_most: int | None = None
    ask_for_more: bool = False


@frozen(kw_only=True)
class Questionnaire:
    """Questions in order. There is no goto, and conditions look only back.

    Attributes:
        id: Kebab-case; the name of its file.
        vocabulary: The facts that questions record.
        sections: In order.
        signs: Named conditions that ``ask_when`` may use.
        title: As people read it.
        finish_early: What can no longer change what happens is not asked.
    """

    id: str
    vocabulary: Vocabulary
    sections: tuple[Section, ...]
    signs: tuple[Sign, ...] = ()
    title: str = ""
    finish_early: bool = False

    @cached_property
    def terms(self) -> Terms:
        """What its conditions can speak of."""
        return Terms(vocabulary=self.vocabulary, signs=self.signs)

    @cached_property
    def questions(self) -> dict[str, tuple[Section, Question]]:
        """Every question with its section, by id, in order."""
        return {
            question.id: (section, question)
            for section in self.sections
            for question in section.questions
        }

    def at_most(self, group: Group) -> int:
        """Return the most items that it may list for a group: the group's own bound, or fewer."""
        own = (one.at_most for one in self.sections if one.for_each == group.id)
        return min((most for most in own if most is not None), default=group.at_most)

    def asks_for_more(self, group_id: str) -> bool:
        """Return whether a section asks which more there are than were given."""
        return any(one.ask_for_more for one in self.sections if one.for_each == group_id)

    def recorded(self) -> Iterator[str]:
        """Yield the facts that its questions record, in order."""
        return (one.records for section in self.sections for one in section.questions)

    def first_question(self, fact_id: str) -> str | None:
        """Return the id of the first question that records a fact, or None."""
        asked = (one for _, one in self.questions.values() if one.records == fact_id)
        return next((question.id for question in asked), None)
