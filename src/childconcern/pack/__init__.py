"""Packs: a council's vocabulary, questionnaires, policy and cases as one value."""

from childconcern.pack.approvals import Agreed, approval_problems, approvals_in_use
from childconcern.pack.cases import Case, CaseResult, Expectation
from childconcern.pack.document import pack_document, questionnaire_document
from childconcern.pack.faults import pack_problems
from childconcern.pack.in_force import PackInForceError, pack_in_force
from childconcern.pack.languages import (
    LanguageNotCheckedError,
    NoLanguageError,
    own_language,
    strings_of,
)
from childconcern.pack.pack import NoQuestionnaireError, Pack
from childconcern.pack.wording import ENGLISH, Said, Translated, Translation, Words
from childconcern.pack.written import Approval, Language, Rename, Renaming, WrittenPack

__all__ = [
    "ENGLISH",
    "Agreed",
    "Approval",
    "Case",
    "CaseResult",
    "Expectation",
    "Language",
    "LanguageNotCheckedError",
    "NoLanguageError",
    "NoQuestionnaireError",
    "Pack",
    "PackInForceError",
    "Rename",
    "Renaming",
    "Said",
    "Translated",
    "Translation",
    "Words",
    "WrittenPack",
    "approval_problems",
    "approvals_in_use",
    "own_language",
    "pack_document",
    "pack_in_force",
    "pack_problems",
    "questionnaire_document",
    "strings_of",
]
