"""What is wrong with a questionnaire: everything at once, as problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from childconcern.conditions import Condition, condition_problems, facts_in, group_facts_in
from childconcern.facts import AnyOf, Code, Fact, OneOf, Relationships, YesNo
from childconcern.facts.ids import RESERVED_OPTION, is_kebab_case
from childconcern.problems import Place, Problem, Severity
from childconcern.questionnaire.nouns import Question, Questionnaire, Section

__all__ = ["questionnaire_problems"]


def questionnaire_problems(
    questionnaire: Questionnaire, earlier: tuple[Questionnaire, ...] = ()
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a questionnaire, its vocabulary taken as good.

    Args:
        questionnaire: What is checked.
        earlier: Those before it in the pack's list: what they record can be read.
    """
    return (
        *_id_problems(questionnaire),
        *_section_problems(questionnaire),
        *_look_ahead(questionnaire, earlier),
    )


def _id_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    sections = enumerate(questionnaire.sections)
    yield from _ids(((one.id, ("sections", n)) for n, one in sections), "section")
    questions = (
        (question.id, ("sections", n, "questions", m))
        for n, section in enumerate(questionnaire.sections)
        for m, question in enumerate(section.questions)
    )
    yield from _ids(questions, "question")


def _ids(places: Iterable[tuple[str, tuple[str | int, ...]]], what: str) -> Iterator[Problem]:
    seen = Counter[str]()
    for name, path in places:
        seen[name] += 1
        if seen[name] > 1:
            message = f"the {what} id {name!r} is used twice"
            yield _problem("duplicate-id", (*path, "id"), message, f"give each {what} its own id")
        if not is_kebab_case(name):
            message = f"the id of this {what} is not kebab-case"
            yield _problem("bad-id", (*path, "id"), message, "use a-z, 0-9 and -")


def _section_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.sections:
        yield _problem("empty", ("sections",), "there is no section", "ask something")
    for n, section in enumerate(questionnaire.sections):
        path = ("sections", n)
        yield from _wording(section.title, (*path, "title"))
        if not section.questions:
            message = f"section {section.id} asks nothing"
            yield _problem("empty", (*path, "questions"), message, "ask something, or delete it")
        if not _has_group(questionnaire, section.for_each):
            message = f"there is no group {section.for_each!r}"
            yield _problem("unknown-group", (*path, "for_each"), message, "see facts.toml")
        yield from _most(questionnaire, section, (*path, "at_most"))
        if section.ask_for_more and section.for_each is None:
            message = "ask_for_more is about the items of a group"
            where = (*path, "ask_for_more")
            yield _problem("misplaced-ask-for-more", where, message, "delete it, or add for_each")
        yield from _ask_when(questionnaire, section.ask_when, path, None)
        for m, question in enumerate(section.questions):
            place = (*path, "questions", m)
            yield from _question_problems(questionnaire, section, question, place)


def _most(
    questionnaire: Questionnaire, section: Section, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the number of items that a section may list."""
    most, group_id = section.at_most, section.for_each
    if most is None:
        return
    if group_id is None:
        message = "at_most counts the items of a group, and this section is not asked for each"
        yield _problem("misplaced-at-most", path, message, "delete it, or add for_each")
    elif _has_group(questionnaire, group_id):
        group = questionnaire.vocabulary.group(group_id)
        fewest = max(1, group.at_least)
        if not fewest <= most <= group.at_most:
            message = f"a section may list {fewest} to {group.at_most} of {group_id}"
            yield _problem("wrong-at-most", path, message, "choose a number between, or delete it")


def _question_problems(
    questionnaire: Questionnaire,
    section: Section,
    question: Question,
    path: tuple[str | int, ...],
) -> Iterator[Problem]:
    yield from _wording(question.text, (*path, "text"))
    yield from _ask_when(questionnaire, question.ask_when, path, section.for_each)
    records = (*path, "records")
    fact = questionnaire.vocabulary.by_id.get(question.records)
    if fact is None:
        message = f"question {question.id} records {question.records!r}, which is no fact"
        remedy = "name the fact with records, or declare it in facts.toml"
        yield _problem("unknown-fact", records, message, remedy)
        return
    home = questionnaire.vocabulary.group_of[fact.id]
    if home != section.for_each and _has_group(questionnaire, section.for_each):
        of, asked = home or "the whole concern", section.for_each or "the whole concern"
        message = f"{fact.id} is a fact of {of}, and this section asks about {asked}"
        yield _problem("wrong-group", records, message, "move it, or give the section for_each")
    if fact.set_by_service:
        message = f"{fact.id} is set by the service, so nobody is asked"
        yield _problem("service-fact-asked", records, message, "delete the question, or set_by")
    if fact.is_safety_fact and question.optional:
        message = f"{fact.id} is a safety fact, so its question cannot be skipped"
        yield _problem("optional-safety-fact", (*path, "optional"), message, "delete optional")
    yield from _option_wording(fact, question, (*path, "option_text"))


def _option_wording(
    fact: Fact, question: Question, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    match fact.kind:
        case YesNo():
            options: tuple[str, ...] = ("yes", "no")
        case OneOf(options):
            pass
        case AnyOf() | Code():
            options = fact.kind.ids
        case Relationships():
            options = fact.kind.options
        case _:
            options = ()
    for option, text in question.option_text.items():
        if option not in {*options, RESERVED_OPTION}:
            message = f"{fact.id} has no option {option!r}"
            remedy = f"it has {', '.join((*options, RESERVED_OPTION))}"
            yield _problem("unknown-option", (*path, option), message, remedy)
        yield from _wording(text, (*path, option))
    missing = tuple(option for option in options if option not in question.option_text)
    # Yes, no and codes have words of their own.
    if missing and not isinstance(fact.kind, YesNo | Code):
        message = f"question {question.id} has no words for {', '.join(missing)}"
        severity = Severity.ERROR if question.option_text else Severity.WARNING
        yield _problem("missing-wording", path, message, "add them to option_text", severity)


def _ask_when(
    questionnaire: Questionnaire,
    condition: Condition | None,
    path: tuple[str | int, ...],
    own_group: str | None,
) -> tuple[Problem, ...]:
    if condition is None:
        return ()
    place = Place(path=(*path, "ask_when"))
    found = condition_problems(condition, questionnaire.terms, own_group=own_group, place=place)
    if _has_group(questionnaire, own_group):
        return found
    # Of which group its facts are, nobody can tell until the section names one.
    return tuple(one for one in found if one.code != "group-fact-outside-item")


def _has_group(questionnaire: Questionnaire, group_id: str | None) -> bool:
    return group_id is None or group_id in questionnaire.vocabulary.group_index


@frozen
class _Seen:
    """What has been asked before some place of a questionnaire.

    Attributes:
        before_section: Facts recorded before this section.
        before_question: Facts recorded before this question.
    """

    before_section: frozenset[str]
    before_question: frozenset[str]


def _look_ahead(
    questionnaire: Questionnaire, earlier: tuple[Questionnaire, ...]
) -> Iterator[Problem]:
    by_service = (one.id for one in questionnaire.vocabulary.by_id.values() if one.set_by_service)
    before = frozenset(by_service).union(*(one.recorded() for one in earlier))
    for n, section in enumerate(questionnaire.sections):
        seen = _Seen(before, before)
        yield from _unseen(questionnaire, section.ask_when, ("sections", n), seen)
        for m, question in enumerate(section.questions):
            path = ("sections", n, "questions", m)
            yield from _unseen(questionnaire, question.ask_when, path, seen)
            seen = _Seen(before, seen.before_question | {question.records})
        before = seen.before_question


def _unseen(
    questionnaire: Questionnaire,
    condition: Condition | None,
    path: tuple[str | int, ...],
    seen: _Seen,
) -> Iterator[Problem]:
    if condition is None:
        return
    terms = questionnaire.terms
    inside = group_facts_in(condition, terms)
    for fact in sorted(facts_in(condition, terms)):
        if fact not in terms.vocabulary.by_id:
            continue
        over_items = fact in inside and terms.vocabulary.group_of[fact] is not None
        if fact in (seen.before_section if over_items else seen.before_question):
            continue
        message = f"{fact} has not been asked before this place"
        remedy = (
            "item conditions read earlier sections only: move the question"
            if fact in seen.before_question
            else "conditions look only back: move the question, or ask for the fact earlier"
        )
        yield _problem("look-ahead", (*path, "ask_when"), message, remedy)


def _wording(text: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not text.strip():
        yield _problem("missing-wording", path, "there are no words here", "people read this")


def _problem(
    code: str,
    path: tuple[str | int, ...],
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    place = Place(path=path)
    return Problem(code=code, place=place, message=message, remedy=remedy, severity=severity)
