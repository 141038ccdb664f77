"""Walking: questions in order, each live or not by what is live so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from attrs import define, field

from childconcern.conditions import Condition, expand, truth
from childconcern.errors import ConcernError
from childconcern.facts import Concern, read_concern
from childconcern.journey.answers import Answers, Skipped, read_answers
from childconcern.journey.bounds import questions_to_come
from childconcern.journey.journey import Journey, Why
from childconcern.journey.live import Live, LiveView
from childconcern.journey.recording import recorded_concern
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["OtherGivenError", "walk"]


class OtherGivenError(ConcernError):
    """What was given speaks another vocabulary than the questionnaire."""

    code = "other-vocabulary"

    def __init__(self) -> None:
        super().__init__(
            "the given concern is of another vocabulary than the questionnaire",
            remedy="read it with the vocabulary of the pack that asks",
        )


def walk(
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    given: Concern | None = None,
    on: dt.date,
) -> Journey:
    """Return the journey that these answers make.

    Questions are in order and conditions look only back, so every journey ends,
    and the same answers in any order of arrival give the same one.

    Args:
        questionnaire: What is asked.
        answers: As JSON: ``question`` or ``question@item`` to a value; ``@group`` to ids.
        given: What counts as live from the start, such as facts that the service set.
        on: The day on which ages and dates are read.

    Raises:
        AnswersRefusedError: With every answer that does not fit its question.
        OtherGivenError: When ``given`` is of another vocabulary.
    """
    vocabulary = questionnaire.vocabulary
    start = read_concern({}, vocabulary, partial=True) if given is None else given
    if start.vocabulary is not vocabulary and start.vocabulary != vocabulary:
        raise OtherGivenError
    read = read_answers(answers, questionnaire, start)
    walker = _Walker(questionnaire, read, on, Live.of(start, read.items))
    walker.walk()
    fewest, most = walker.to_come(start)
    return Journey(
        questionnaire=questionnaire.id,
        path=tuple(walker.path),
        next=walker.next,
        set_aside=tuple(sorted((read.by_key.keys() - set(walker.path)) | read.outdated)),
        why=walker.why,
        at_least_to_come=fewest,
        at_most_to_come=most,
        concern=recorded_concern(questionnaire, walker.live, start, frozenset(walker.unanswered)),
    )


@define(repr=False)
class _Walker:
    questionnaire: Questionnaire
    answers: Answers
    on: dt.date
    live: Live
    path: list[str] = field(factory=list[str])
    why: dict[str, Why] = field(factory=dict[str, Why])
    next: str | None = None
    unanswered: set[tuple[str | None, str]] = field(factory=set[tuple[str | None, str]])
    """Facts whose live question has no answer, with their item."""

    def walk(self) -> None:
        for section in self.questionnaire.sections:
            is_open = self._holds(section.ask_when, None)
            if section.for_each is None:
                self._ask_all(section, None, is_open=is_open)
                continue
            group = self.questionnaire.vocabulary.group(section.for_each)
            more = section.ask_for_more and self.answers.may_lack_more(group)
            if is_open and (more or self.answers.lacks_items(group)):
                self.next = self.next or f"@{group.id}"
            for item_id in self.answers.items.get(group.id, ()):
                self._ask_all(section, item_id, is_open=is_open)

    def to_come(self, given: Concern) -> tuple[int, int]:
        """Return how many questions are still to come, at least and at most."""
        if self.next is None:
            return 0, 0
        fewest, most = questions_to_come(self.questionnaire, self.answers, given, self.on)
        return max(1, fewest), most

    def _ask_all(self, section: Section, item_id: str | None, *, is_open: bool) -> None:
        for question in section.questions:
            key = question.id if item_id is None else f"{question.id}@{item_id}"
            why = self._why(section, question, item_id) if is_open else Why.SECTION_CLOSED
            self.why[key] = why
            if why.is_asked:
                self._ask(key, section, question, item_id)

    def _why(self, section: Section, question: Question, item_id: str | None) -> Why:
        group_id = section.for_each
        if self.live.records(question.records, group_id, item_id) and not question.ask_again:
            return Why.ALREADY_RECORDED
        own = (group_id, item_id) if group_id is not None and item_id is not None else None
        if self.live.has_nobody(question.records, own):
            return Why.NOBODY_TO_RELATE_TO
        if not self._holds(question.ask_when, own):
            return Why.CONDITION_NOT_MET
        conditional = question.ask_when is not None or section.ask_when is not None
        return Why.CONDITION_MET if conditional else Why.ALWAYS_ASKED

    def _holds(self, condition: Condition | None, own: tuple[str, str] | None) -> bool:
        if condition is None:
            return True
        meaning = expand(condition, self.questionnaire.terms.meanings)
        return truth(meaning, LiveView(live=self.live, on=self.on, own=own))[0]

    def _ask(self, key: str, section: Section, question: Question, item_id: str | None) -> None:
        self.path.append(key)
        answer = self.answers.by_key.get(key)
        if answer is None:
            self.next = self.next or key
            self.unanswered.add((item_id, question.records))
        elif not isinstance(answer, Skipped):
            self.live.row(section.for_each, item_id)[question.records] = answer
