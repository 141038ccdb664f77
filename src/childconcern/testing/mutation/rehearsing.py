"""Rehearsals: what a pack made of its cases, and of answers that somebody drew.

Held against them, a mutant need only be run on those that it could change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from childconcern.decision import Decision, decide
from childconcern.facts import Concern, read_concern
from childconcern.journey import Journey
from childconcern.journey.answers import Answers, read_answers
from childconcern.pack import Case, Pack
from childconcern.questionnaire import Questionnaire
from childconcern.testing.sheets import Sheet

__all__ = ["Rehearsal", "Walked", "rehearsed", "rehearsed_cases"]


@frozen(kw_only=True, repr=False)
class Walked:
    """How a rehearsal's answers were asked for.

    Attributes:
        questionnaire: What was walked.
        said: The answers, as JSON.
        answers: As they were read.
        given: What counted as live from the start.
        on: The day.
        journey: What came of it.
    """

    questionnaire: Questionnaire
    said: Mapping[str, object]
    answers: Answers
    given: Concern
    on: dt.date
    journey: Journey

    @cached_property
    def positions(self) -> dict[str, tuple[int, int]]:
        """Where each question stands: its section's position, and its own in that."""
        return {
            question.id: (n, m)
            for n, section in enumerate(self.questionnaire.sections)
            for m, question in enumerate(section.questions)
        }


@frozen(kw_only=True, repr=False, eq=False)
class Rehearsal:
    """What a pack decided, once, and how it came to it.

    Attributes:
        played: The case or answer sheet.
        walked: How its answers were asked for; None where a concern was given.
        decision: What was decided.
    """

    played: Case | Sheet
    walked: Walked | None
    decision: Decision

    @property
    def concern(self) -> Concern:
        """What was known."""
        return self.decision.concern

    @property
    def on(self) -> dt.date:
        """The day on which it was decided."""
        return self.decision.on


def rehearsed(pack: Pack, sheets: Iterable[Sheet]) -> Iterator[Rehearsal]:
    """Yield what a pack makes of answer sheets, such as strategies draw them.

    Raises:
        ProblemsError: When a sheet does not fit the pack.
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    for sheet in sheets:
        questionnaire = pack.questionnaire(sheet.questionnaire)
        yield _played(sheet, pack, questionnaire, sheet.answers, sheet.given)


def rehearsed_cases(pack: Pack) -> tuple[Rehearsal, ...]:
    """Return what a pack makes of those of its cases that it agrees with, in order."""
    first = pack.questionnaires[0] if pack.questionnaires else None
    agreed = (result.case for result in pack.run_cases() if result.agrees)
    return tuple(_rehearsed_case(case, first, pack) for case in agreed)


def _rehearsed_case(case: Case, first: Questionnaire | None, pack: Pack) -> Rehearsal:
    if case.answers is not None and first is not None:
        return _played(case, pack, first, case.answers, case.given or {})
    concern = read_concern(case.concern, pack.vocabulary)
    decision = decide(concern, pack.policy, on=case.on)
    return Rehearsal(played=case, walked=None, decision=decision)


def _played(
    played: Case | Sheet,
    pack: Pack,
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    given: Mapping[str, object],
) -> Rehearsal:
    start = read_concern(given, pack.vocabulary, partial=True)
    walked = Walked(
        questionnaire=questionnaire,
        said=answers,
        answers=read_answers(answers, questionnaire, start),
        given=start,
        on=played.on,
        journey=pack.walk(answers, questionnaire=questionnaire.id, given=start, on=played.on),
    )
    decision = pack.decide(walked.journey, on=played.on)
    return Rehearsal(played=played, walked=walked, decision=decision)
