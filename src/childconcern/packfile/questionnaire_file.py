"""A questionnaire's file and the questionnaire, each from the other."""

from __future__ import annotations

from childconcern.conditions import Condition, Sign, condition_text
from childconcern.facts import Vocabulary
from childconcern.packfile.collecting import Collector, Path
from childconcern.packfile.documents import (
    QuestionDocument,
    QuestionnaireDocument,
    SectionDocument,
)
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["questionnaire_file_document", "questionnaire_from"]


def questionnaire_from(
    document: QuestionnaireDocument,
    vocabulary: Vocabulary,
    signs: tuple[Sign, ...],
    collector: Collector,
) -> Questionnaire:
    """Return the questionnaire that a file describes; what is wrong is noted."""
    if f"{document.id}.toml" != collector.file:
        message = "a questionnaire's id is the name of its file"
        collector.add("wrong-id", ("id",), message, f"this file is {collector.file}")
    return Questionnaire(
        id=collector.file.removesuffix(".toml"),
        vocabulary=vocabulary,
        signs=signs,
        title=document.title,
        finish_early=document.finish_early,
        sections=tuple(
            _section(section, ("sections", n), collector)
            for n, section in enumerate(document.sections)
        ),
    )


def _section(document: SectionDocument, path: Path, collector: Collector) -> Section:
    return Section(
        id=document.id,
        title=document.title,
        ask_when=collector.maybe(collector.condition, document.ask_when, (*path, "ask_when")),
        for_each=document.for_each,
        at_most=document.at_most,
        ask_for_more=document.ask_for_more,
        questions=tuple(
            _question(question, (*path, "questions", n), collector)
            for n, question in enumerate(document.questions)
        ),
    )


def _question(document: QuestionDocument, path: Path, collector: Collector) -> Question:
    return Question(
        id=document.id,
        text=document.text,
        records=_own_fact(document.id) if document.records is None else document.records,
        hint=document.hint,
        error=document.error,
        option_text=document.option_text,
        ask_when=collector.maybe(collector.condition, document.ask_when, (*path, "ask_when")),
        ask_again=document.ask_again,
        optional=document.optional,
        unknown_allowed=document.unknown_allowed,
    )


def _own_fact(question_id: str) -> str:
    return question_id.replace("-", "_")


def questionnaire_file_document(questionnaire: Questionnaire) -> QuestionnaireDocument:
    """Return the file of a questionnaire."""
    return QuestionnaireDocument(
        id=questionnaire.id,
        title=questionnaire.title,
        finish_early=questionnaire.finish_early,
        sections=[_section_document(section) for section in questionnaire.sections],
    )


def _section_document(section: Section) -> SectionDocument:
    return SectionDocument(
        id=section.id,
        title=section.title,
        ask_when=_text(section.ask_when),
        for_each=section.for_each,
        at_most=section.at_most,
        ask_for_more=section.ask_for_more,
        questions=[_question_document(question) for question in section.questions],
    )


def _question_document(question: Question) -> QuestionDocument:
    own = question.records == _own_fact(question.id)
    return QuestionDocument(
        id=question.id,
        text=question.text,
        records=None if own else question.records,
        hint=question.hint,
        error=question.error,
        option_text=dict(question.option_text),
        ask_when=_text(question.ask_when),
        ask_again=question.ask_again,
        optional=question.optional,
        unknown_allowed=question.unknown_allowed,
    )


def _text(condition: Condition | None) -> str | None:
    return None if condition is None else condition_text(condition)
