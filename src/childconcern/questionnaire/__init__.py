"""Questionnaires: how a person is asked, as data."""

from childconcern.questionnaire.faults import questionnaire_problems
from childconcern.questionnaire.nouns import Question, Questionnaire, Section

__all__ = ["Question", "Questionnaire", "Section", "questionnaire_problems"]
