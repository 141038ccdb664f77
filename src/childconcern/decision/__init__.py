"""Deciding: from a concern and a policy to a decision with its reasons."""

from childconcern.decision.deciding import OtherVocabularyError, decide
from childconcern.decision.decision import Decision, Reason, ReasonKind, Treated, decision_document

__all__ = [
    "Decision",
    "OtherVocabularyError",
    "Reason",
    "ReasonKind",
    "Treated",
    "decide",
    "decision_document",
]
