"""A pack, ready to ask and to decide."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern.facts import digest
from childconcern.pack.cases import CaseResult, run_case
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

    def run_cases(self) -> tuple[CaseResult, ...]:
        """Return how every case came out, in order."""
        first = self.questionnaires[0] if self.questionnaires else None
        return tuple(run_case(case, first, self.policy) for case in self.cases)
