"""What can go wrong with what is asked: answers that are taken, facts and lists."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from childconcern.problems import Place
from childconcern.questionnaire import Question, Section
from childconcern.testing.mutation.drafts import Draft, pack_faults, said
from childconcern.testing.mutation.originals import (
    Original,
    questionnaire_faults,
    with_question,
    with_section,
)

__all__ = ["question_drafts"]


def question_drafts(original: Original) -> Iterator[Draft]:
    """Yield what can go wrong with sections and questions that can matter to a decision."""
    for position, questionnaire in enumerate(original.pack.questionnaires):
        for n, section in enumerate(questionnaire.sections):
            mattering = [one.records in original.deciding for one in section.questions]
            if any(mattering) and section.for_each is not None:
                yield from _items(original, position, n, section)
            for m, matters in enumerate(mattering):
                if matters:
                    yield from _answers(original, (position, n, m))
                    yield from _records(original, (position, n, m))
                    yield _dropped(original, position, n, m)


def _draft(
    original: Original,
    at: tuple[int, int, int],
    operator: str,
    field: str,
    says: str,
    changed: Question,
) -> Draft:
    """Return a draft with another value of one field of a question."""
    position, n, m = at
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]
    was: object = getattr(section.questions[m], field)
    now: object = getattr(changed, field)
    return Draft(
        operator=operator,
        subject=f"question {questionnaire.id}/{changed.id}",
        detail=f"{field} {_written(was)} -> {_written(now)}",
        place=Place(
            f"{questionnaire.id}.toml", ("sections", section.id, "questions", changed.id, field)
        ),
        was=was,
        now=now,
        says=said(f"Question {questionnaire.id}/{changed.id} {says}"),
        make=lambda: with_question(original.pack, at, changed),
        # Where another fact is recorded, one may be recorded nowhere.
        faults=pack_faults if field == "records" else questionnaire_faults(original, position),
    )


def _written(value: object) -> str:
    return str(value).lower()


def _answers(original: Original, at: tuple[int, int, int]) -> Iterator[Draft]:
    position, n, m = at
    question = original.pack.questionnaires[position].sections[n].questions[m]
    if question.unknown_allowed:
        says = "no longer takes “I don't know”."
        changed = evolve(question, unknown_allowed=False)
        yield _draft(original, at, "unknown-not-allowed", "unknown_allowed", says, changed)
    if question.ask_again:
        says = "is passed over where its fact is recorded already."
        changed = evolve(question, ask_again=False)
        yield _draft(original, at, "ask-again-dropped", "ask_again", says, changed)
    if question.optional:
        changed = evolve(question, optional=False)
        operator, says = "question-made-compulsory", "may no longer be skipped."
    else:
        changed = evolve(question, optional=True)
        operator, says = "question-made-optional", "may be skipped."
    yield _draft(original, at, operator, "optional", says, changed)


def _records(original: Original, at: tuple[int, int, int]) -> Iterator[Draft]:
    position, n, m = at
    question = original.pack.questionnaires[position].sections[n].questions[m]
    vocabulary = original.vocabulary
    home = vocabulary.group_of[question.records]
    facts = vocabulary.facts if home is None else vocabulary.group(home).facts
    kind = vocabulary.by_id[question.records].kind
    like = [fact.id for fact in facts if fact.kind == kind and not fact.set_by_service]
    own = like.index(question.records)
    for other in (*like[own + 1 :], *like[:own])[:1]:
        changed = evolve(question, records=other)
        says = f"records {other} in place of {question.records}."
        yield _draft(original, at, "wrong-fact-recorded", "records", says, changed)


def _dropped(original: Original, position: int, n: int, m: int) -> Draft:
    """Return a draft without a question; where its fact is needed it would be refused."""
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]
    name = section.questions[m].id
    rest = (*section.questions[:m], *section.questions[m + 1 :])
    return Draft(
        operator="question-dropped",
        subject=f"question {questionnaire.id}/{name}",
        detail="question-dropped",
        place=Place(f"{questionnaire.id}.toml", ("sections", section.id, "questions", name)),
        was=section.questions[m],
        now=None,
        says=said(f"Question {questionnaire.id}/{name} is missing."),
        make=lambda: with_section(original.pack, position, n, evolve(section, questions=rest)),
        faults=pack_faults,
    )


def _items(original: Original, position: int, n: int, section: Section) -> Iterator[Draft]:
    group = original.vocabulary.group(section.for_each or "")
    most = section.at_most or group.at_most
    says = f"lists at most {most - 1} in place of {most}."
    fewer = evolve(section, at_most=most - 1)
    yield _of_section(original, (position, n), "section-fewer-items", "at_most", says, fewer)
    if section.ask_for_more:
        says = "no longer asks which more there are."
        changed = evolve(section, ask_for_more=False)
        operator = "ask-for-more-dropped"
        yield _of_section(original, (position, n), operator, "ask_for_more", says, changed)


def _of_section(
    original: Original,
    at: tuple[int, int],
    operator: str,
    field: str,
    says: str,
    changed: Section,
) -> Draft:
    """Return a draft with another value of one field of a section."""
    position, n = at
    questionnaire = original.pack.questionnaires[position]
    was: object = getattr(questionnaire.sections[n], field)
    now: object = getattr(changed, field)
    return Draft(
        operator=operator,
        subject=f"section {questionnaire.id}/{changed.id}",
        detail=f"{field} {_written(was)} -> {_written(now)}",
        place=Place(f"{questionnaire.id}.toml", ("sections", changed.id, field)),
        was=was,
        now=now,
        says=said(f"Section {questionnaire.id}/{changed.id} {says}"),
        make=lambda: with_section(original.pack, position, n, changed),
        faults=questionnaire_faults(original, position),
    )
