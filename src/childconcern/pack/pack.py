"""A pack, ready to ask and to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from attrs import evolve, frozen

from childconcern.decision import Decision, decide
from childconcern.errors import ConcernError, ProblemsError
from childconcern.facts import digest, read_concern
from childconcern.gathering import Told, gathered
from childconcern.journey import Journey, walk
from childconcern.pack.cases import Case, CaseResult, disagreements
from childconcern.pack.document import pack_document
from childconcern.pack.languages import words_in
from childconcern.pack.wording import Words
from childconcern.pack.written import WrittenPack
from childconcern.questionnaire import Questionnaire

__all__ = ["NoQuestionnaireError", "Pack"]


class NoQuestionnaireError(ConcernError):
    """A pack has no such questionnaire."""

    code = "no-questionnaire"


@frozen(kw_only=True)
class Pack(WrittenPack):
    """All that a council reviews; its fields are those of :class:`WrittenPack`."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything it says but its approvals, in hexadecimal."""
        return digest(pack_document(self))

    def questionnaire(self, questionnaire_id: str | None = None) -> Questionnaire:
        """Return the questionnaire of that id, or the first.

        Raises:
            NoQuestionnaireError: When there is none.
        """
        for questionnaire in self.questionnaires:
            if questionnaire_id in {None, questionnaire.id}:
                return questionnaire
        shown = ", ".join(questionnaire.id for questionnaire in self.questionnaires) or "none"
        message = "the pack has no such questionnaire"
        raise NoQuestionnaireError(message, remedy=f"it has {shown}")

    def in_language(self, language: str, *, unchecked: bool = False) -> Words:
        """Return the pack's words in a language; what it decides is the same in all of them.

        Args:
            language: Such as ``cy``.
            unchecked: Whether a tester asks, who may see words that nobody checked.

        Raises:
            NoLanguageError: When the pack has none.
            LanguageNotCheckedError: When nobody is named who checked them.
        """
        return words_in(self, language, unchecked=unchecked)

    def walk(
        self,
        answers: Mapping[str, object],
        *,
        questionnaire: str | None = None,
        given: Told | None = None,
        on: dt.date,
    ) -> Journey:
        """Return the journey that answers make through a questionnaire of the pack.

        It is the same in every language. Where the questionnaire finishes early, what
        can no longer matter to this pack's policy is passed over.

        Args:
            answers: As JSON: ``question`` or ``question@item`` to a value; ``@group`` to ids.
            questionnaire: Its id; the first if left out.
            given: What counts as live from the start: facts that the service set, or the
                journey that was made before.
            on: The day on which ages and dates are read.

        Raises:
            NoQuestionnaireError: When there is none of that id.
            AnswersRefusedError: With every answer that does not fit its question.
            OtherGivenError: When ``given`` is of another vocabulary.
        """
        asked = self.questionnaire(questionnaire)
        nothing = read_concern({}, self.vocabulary, partial=True)
        start = gathered(nothing if given is None else given)
        return walk(
            asked,
            answers,
            given=start.concern,
            on=on,
            policy=self.policy,
            then=self.then_asked(asked.id),
            unasked=start.unasked,
        )

    def then_asked(self, questionnaire_id: str) -> tuple[Questionnaire, ...]:
        """Return the questionnaires that may follow one: those that routes ask for next."""
        named = {route.then_ask for route in self.policy.routes}
        named |= {one.then_ask for route in self.policy.routes for one in route.variants}
        return tuple(
            one for one in self.questionnaires if one.id in named and one.id != questionnaire_id
        )

    def decide(self, told: Told, *, on: dt.date) -> Decision:
        """Return what the pack's policy says of what was told, on that day.

        Of a journey, and of what was gathered, the decision also says whether all was
        answered, and which areas nobody explored because the questions finished early.

        Args:
            told: A concern, a journey, or what was gathered from several.
            on: The day on which ages and dates are read.

        Raises:
            OtherVocabularyError: When it was read with another vocabulary.
            PolicyError: When the policy has errors.
        """
        whole = gathered(told)
        decision = decide(whole.concern, self.policy, on=on, complete=whole.complete)
        areas = whole.unasked.areas(self.policy, whole.concern, on)
        return evolve(decision, not_explored=areas) if areas else decision

    def decide_case(self, case: Case) -> Decision:
        """Return what is decided about a case, whose answers are to the first questionnaire.

        Raises:
            ProblemsError: When its concern or answers are refused.
        """
        if case.answers is None or not self.questionnaires:
            return self.decide(read_concern(case.concern, self.vocabulary), on=case.on)
        given = read_concern(case.given or {}, self.vocabulary, partial=True)
        return self.decide(self.walk(case.answers, given=given, on=case.on), on=case.on)

    def run_case(self, case: Case) -> CaseResult:
        """Return whether the policy decides what a case expects, and what differs."""
        try:
            decision = self.decide_case(case)
        except ProblemsError as refused:
            return CaseResult(case=case, decision=None, refusals=refused.problems)
        differences = disagreements(case.expect, decision)
        return CaseResult(case=case, decision=decision, disagreements=differences)

    def run_cases(self) -> tuple[CaseResult, ...]:
        """Return how every case came out, in order."""
        return tuple(map(self.run_case, self.cases))
