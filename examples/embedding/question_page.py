"""One question as a page shows it, and the answer that a form sends back."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from childconcern import Fact, Journey, Question, Questionnaire
from childconcern.facts import AnyOf, Code, Json, Kind, OneOf, Relationships, YesNo
from childconcern.problems import Fault

__all__ = ["Choice", "QuestionPage", "answer_from_form", "page_of", "unshowable"]

UNKNOWN = "unknown"  # never the id of an option: packs may not use it
SKIPPED = "skipped"


@frozen(kw_only=True)
class Choice:
    """Something to choose: what the form sends, and what the person reads."""

    value: str
    words: str


@frozen(kw_only=True)
class QuestionPage:
    """What a page shows of the question that is next.

    Attributes:
        key: What the answer is kept under.
        section: The heading.
        text: The question.
        hint: A line of help, or nothing.
        error: What to say where the answer is missing or wrong.
        kind: The fact's kind, such as ``yes-no``; ``list`` where items are counted.
        choices: What can be chosen; empty where something is typed.
        several: Whether more than one may be chosen.
        unknown: The words of "I don't know"; empty where that is no answer.
        optional: Whether it may be skipped.
        at_least_to_come: The fewest questions still to come, this one included.
        at_most_to_come: The most.
    """

    key: str
    section: str
    text: str
    hint: str = ""
    error: str
    kind: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    unknown: str = ""
    optional: bool = False
    at_least_to_come: int
    at_most_to_come: int


def unshowable(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return questions that this page cannot ask; look at the start, and do not start with any."""
    kinds = questionnaire.vocabulary.by_id
    return tuple(
        question.id
        for _, question in questionnaire.questions.values()
        if isinstance(kinds[question.records].kind, Relationships)
    )


def page_of(questionnaire: Questionnaire, journey: Journey) -> QuestionPage | None:
    """Return the page of what is next, or None at the end."""
    key = journey.next
    if key is None:
        return None
    if key.startswith("@"):
        return _list_page(questionnaire, journey, key)
    section, question = questionnaire.questions[key.partition("@")[0]]
    kind = _fact(questionnaire, question).kind
    return QuestionPage(
        key=key,
        section=section.title,
        text=question.text,
        hint=question.hint,
        error=question.error or "Answer this question",
        kind=kind.name,
        choices=tuple(Choice(value=one, words=_words(question, one)) for one in _options(kind)),
        several=_takes_several(kind),
        unknown=_words(question, UNKNOWN) if question.unknown_allowed else "",
        optional=question.optional,
        at_least_to_come=journey.at_least_to_come,
        at_most_to_come=journey.at_most_to_come,
    )


def answer_from_form(
    questionnaire: Questionnaire, key: str, sent: Sequence[str]
) -> tuple[Json] | Fault:
    """Return, in a tuple, the answer that a form's values mean; or why they mean none.

    Nothing chosen is a fault: it is never taken for "no".
    """
    if key.startswith("@"):
        return _ids(questionnaire, key, sent)
    _, question = questionnaire.questions[key.partition("@")[0]]
    kind = _fact(questionnaire, question).kind
    if list(sent) == [UNKNOWN] and question.unknown_allowed:
        return (None,)
    if list(sent) == [SKIPPED] and question.optional:
        return ({"skipped": True},)
    if not any(one.strip() for one in sent):
        return Fault("empty")
    # Options go in as a list, so that a comma in one could never make two of it.
    held = kind.from_json(list(sent)) if _takes_several(kind) else kind.from_typing(sent[0])
    return held if isinstance(held, Fault) else (kind.to_json(held),)


def _list_page(questionnaire: Questionnaire, journey: Journey, key: str) -> QuestionPage:
    group = questionnaire.vocabulary.group(key.removeprefix("@"))
    section = next(one for one in questionnaire.sections if one.for_each == group.id)
    most = questionnaire.at_most(group)
    numbers = range(group.at_least, most + 1)
    return QuestionPage(
        key=key,
        section=section.title,
        text=f"How many {group.id.replace('_', ' ')} is this about?",
        error=f"Choose a number from {group.at_least} to {most}",
        kind="list",
        choices=tuple(Choice(value=str(one), words=str(one)) for one in numbers),
        at_least_to_come=journey.at_least_to_come,
        at_most_to_come=journey.at_most_to_come,
    )


def _ids(questionnaire: Questionnaire, key: str, sent: Sequence[str]) -> tuple[Json] | Fault:
    group = questionnaire.vocabulary.group(key.removeprefix("@"))
    numbers = {str(one): one for one in range(group.at_least, questionnaire.at_most(group) + 1)}
    if len(sent) != 1 or sent[0] not in numbers:
        return Fault("number-of-items")
    # Ids say nothing about anybody: they stand in keys, and keys may reach logs.
    return ([f"item-{number}" for number in range(1, numbers[sent[0]] + 1)],)


def _fact(questionnaire: Questionnaire, question: Question) -> Fact:
    return questionnaire.vocabulary.by_id[question.records]


def _takes_several(kind: Kind) -> bool:
    return isinstance(kind, AnyOf) or (isinstance(kind, Code) and kind.many)


def _options(kind: Kind) -> tuple[str, ...]:
    match kind:
        case YesNo():
            return ("yes", "no")
        case OneOf(options):
            return options
        case AnyOf() | Code():
            return kind.ids
        case _:
            return ()


def _words(question: Question, option: str) -> str:
    plain = {"unknown": "I don't know", "yes": "Yes", "no": "No"}.get(option, option)
    return question.option_text.get(option, plain)
