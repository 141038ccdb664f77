"""What was given before a made-up questionnaire, and answers to it, some of them astray.

Questionnaires are those of :mod:`childconcern.testing`.
"""

import datetime as dt
from typing import Any, Final, cast

from attrs import frozen
from hypothesis import strategies as st

from childconcern.facts import Email, Fact, Postcode, Telephone, Vocabulary, read_concern
from childconcern.journey import Journey, walk
from childconcern.questionnaire import Question, Questionnaire
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.made_questionnaires import questionnaires
from childconcern.testing.made_vocabularies import with_service_facts
from support.generating import Document, days, documents, terms

__all__ = [
    "ITEM_IDS",
    "STRAY_ID",
    "Asking",
    "answer_to",
    "answers_for",
    "askings",
    "givens",
    "listed_in",
    "questionnaires",
    "walked",
    "with_service_facts",
]

ITEM_IDS: Final = ("ann", "ben", "cat")
"""Ids of items, of which a group never has more."""

_CONTACTS: Final = {
    Email.name: "zoe@example.org",
    Telephone.name: "01632 960001",
    Postcode.name: "ZZ99 3AA",
}

STRAY_ID: Final = "zoe"
"""The id of an item that nobody lists."""


@frozen(kw_only=True)
class Asking:
    """A questionnaire, and one way in which it was gone through.

    Attributes:
        questionnaire: What is asked.
        given: A partial concern, as JSON.
        answers: As JSON.
        on: The day.
    """

    questionnaire: Questionnaire
    given: Document
    answers: Document
    on: dt.date


def walked(asking: Asking, answers: Document | None = None) -> Journey:
    """Return the journey of an asking, perhaps with other answers."""
    given = read_concern(asking.given, asking.questionnaire.vocabulary, partial=True)
    told = asking.answers if answers is None else answers
    return walk(asking.questionnaire, told, given=given, on=asking.on)


# ------------------------------------------------------------------ given, answers


@st.composite
def givens(draw: st.DrawFn, vocabulary: Vocabulary) -> Document:
    """Return partial concerns, often with nothing but what the service set."""
    document = draw(documents(vocabulary))
    keep = pick(draw, (0, 1, 5))
    by_service = {fact.id for fact in vocabulary.facts if fact.set_by_service}
    return {
        key: value for key, value in document.items() if key in by_service or chance(draw, keep)
    }


def listed_in(document: Document, group_id: str) -> list[str]:
    """Return the ids of the items that a concern as JSON lists in a group."""
    held = document.get(group_id)
    items = cast("list[Document]", held) if isinstance(held, list) else []
    return [str(item["id"]) for item in items]


@st.composite
def answer_to(draw: st.DrawFn, question: Question, fact: Fact) -> Any:  # noqa: ANN401 - as JSON
    """Return an answer that fits a question; ``...`` for none."""
    if question.optional and chance(draw, 3):
        return {"skipped": True}
    drawn = draw(documents(Vocabulary(facts=(fact,)))).get(fact.id, ...)
    if isinstance(drawn, str):
        drawn = _CONTACTS.get(fact.kind.name, drawn)
    if isinstance(drawn, dict) or (drawn is None and not question.unknown_allowed):
        return ...
    return drawn


@st.composite
def answers_for(draw: st.DrawFn, questionnaire: Questionnaire, given: Document) -> Document:
    """Return answers that fit, to live questions and others, of listed items and a stray."""
    answers: Document = {}
    items: dict[str | None, list[str]] = {}
    for group in questionnaire.vocabulary.groups:
        before = listed_in(given, group.id)
        free = max(0, min(group.at_most - len(before), questionnaire.at_most(group)))
        if chance(draw, 8):
            listed = list(ITEM_IDS[: number(draw, 0, min(free, len(ITEM_IDS)))])
            answers[f"@{group.id}"] = [*before[:1], *listed] if chance(draw, 2) else listed
        items[group.id] = [*before, *ITEM_IDS[:2], STRAY_ID]
    for section, question in questionnaire.questions.values():
        fact = questionnaire.vocabulary.by_id[question.records]
        for item in items.get(section.for_each, [""]):
            answer = draw(answer_to(question, fact))
            if answer is not ...:
                answers[f"{question.id}@{item}" if item else question.id] = answer
    return answers


@st.composite
def askings(draw: st.DrawFn, *, plain: bool = False, whole: bool = False) -> Asking:
    """Return a questionnaire with what was given and answered."""
    made = draw(terms())
    vocabulary = draw(with_service_facts(made.vocabulary))
    questionnaire = draw(questionnaires(vocabulary, made.signs, plain=plain, whole=whole))
    given = draw(givens(vocabulary))
    answers = draw(answers_for(questionnaire, given))
    return Asking(questionnaire=questionnaire, given=given, answers=answers, on=draw(days()))
