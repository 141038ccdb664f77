"""Packs: a council's vocabulary, questionnaires, policy and cases as one value."""

from childconcern.pack.cases import Case, CaseResult, Expectation, decide_case, run_case
from childconcern.pack.document import pack_document, questionnaire_document
from childconcern.pack.faults import pack_problems
from childconcern.pack.pack import NoQuestionnaireError, Pack
from childconcern.pack.written import Approval, Language, WrittenPack

__all__ = [
    "Approval",
    "Case",
    "CaseResult",
    "Expectation",
    "Language",
    "NoQuestionnaireError",
    "Pack",
    "WrittenPack",
    "decide_case",
    "pack_document",
    "pack_problems",
    "questionnaire_document",
    "run_case",
]
