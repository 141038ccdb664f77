"""What is asked in a terminal, one thing at a time: its words, and what an answer means."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from attrs import frozen

from childconcern.cli.asked_relationships import AskedRelationships
from childconcern.explanation.phrases import capitalised
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import id_words, item_noun
from childconcern.facts import (
    Age,
    AnyOf,
    Code,
    Date,
    Fact,
    FormKind,
    Group,
    Json,
    Kind,
    OneOf,
    Relationships,
    WholeNumber,
    YesNo,
)
from childconcern.pack import ENGLISH, Words
from childconcern.pack.wording.catalogue import group_strings
from childconcern.problems import Fault
from childconcern.questionnaire import Question

__all__ = ["Asked", "asked_list", "asked_question"]


@frozen(kw_only=True)
class Asked:
    """Something that a person is asked.

    Attributes:
        text: The question.
        hint: A line of help, or nothing.
        error: What the pack says where an answer cannot be used, or nothing.
        kind: How what is typed is read.
        options: What can be chosen by number: ids and words.
        unknown: What "?" says; empty where it is no answer.
        ways: How it can be answered, a few words each.
        takes_lines: Whether an answer may have several lines.
        read: Makes JSON of what was typed, or says why it cannot be used.
        words: Makes words of an answer, for the person who gave it.
    """

    text: str
    hint: str = ""
    error: str = ""
    kind: Kind
    options: tuple[tuple[str, str], ...] = ()
    unknown: str = ""
    ways: tuple[str, ...]
    takes_lines: bool = False
    read: Callable[[str], Json | Fault]
    words: Callable[[Json], str]


def asked_question(
    question: Question,
    fact: Fact,
    others: tuple[tuple[str, str], ...] = (),
    words: Words = ENGLISH,
) -> Asked:
    """Return a question of a questionnaire as it is asked.

    Args:
        question: Its words.
        fact: What it records.
        others: For relationships, the items to relate to: ids, and what each is called here.
        words: Those of the language that the question is in.
    """
    related = _relationships(question, fact.kind, others)
    return Asked(
        text=question.text,
        hint=question.hint,
        error=question.error,
        kind=fact.kind,
        options=_options(question, fact.kind),
        unknown=_unknown(question) if question.unknown_allowed else "",
        ways=_ways(question, fact.kind, related, words),
        takes_lines=_takes_lines(fact.kind),
        read=partial(_read, question, fact.kind, related, words),
        words=partial(_words, question, fact.kind, related, words),
    )


def _relationships(
    question: Question, kind: Kind, others: tuple[tuple[str, str], ...]
) -> AskedRelationships | None:
    if not isinstance(kind, Relationships):
        return None
    options = _options(question, kind)
    return AskedRelationships(
        kind=kind,
        others=others,
        option=partial(_with_ids, options, kind),
        words=partial(_option_words, question, kind),
    )


def asked_list(
    group: Group,
    given: tuple[str, ...],
    listed: tuple[str, ...],
    *,
    at_most: int,
    words: Words = ENGLISH,
) -> Asked:
    """Return the question how many of a group there are; each gets an id that says nothing.

    Args:
        group: Of what.
        given: Ids that are there before anybody is asked.
        listed: Ids that were listed before; they stay as they are.
        at_most: The most that may be listed beyond those given.
        words: Those of the language that is spoken.
    """
    fewest, most = max(group.at_least - len(given), 0), group.at_most - len(given)
    bounds = WholeNumber(at_least=fewest, at_most=min(most, at_most))

    def read(typed: str) -> Json | Fault:
        number = bounds.from_typing(typed)
        return number if isinstance(number, Fault) else _ids(group, given, listed, number)

    def in_words(answer: Json) -> str:
        return str(len(answer)) if isinstance(answer, list) else ""

    strings = group_strings(group)
    about = words.fill(strings["about"]) if group.about else ""
    between = words.say("a-number-between", at_least=bounds.at_least, at_most=bounds.at_most)
    return Asked(
        text=words.fill(strings["how_many_more" if given else "how_many"]),
        hint=full_stop(capitalised(about)),
        kind=bounds,
        ways=(between,),
        read=read,
        words=in_words,
    )


def _ids(
    group: Group, given: tuple[str, ...], listed: tuple[str, ...], number: object
) -> list[Json]:
    wanted = number if isinstance(number, int) else 0
    ids: list[Json] = [*listed[:wanted]]
    place = 1
    while len(ids) < wanted:
        name = f"{item_noun(group.id)[0].replace(' ', '-')}-{place}"
        if name not in (*ids, *given):
            ids.append(name)
        place += 1
    return ids


def _options(question: Question, kind: Kind) -> tuple[tuple[str, str], ...]:
    match kind:
        case YesNo():
            ids: tuple[str, ...] = ("yes", "no")
        case OneOf(options):
            ids = options
        case AnyOf() | Code():
            ids = kind.ids
        case Relationships():
            ids = kind.options
        case _:
            ids = ()
    return tuple((one, _option_words(question, kind, one)) for one in ids)


def _option_words(question: Question, kind: Kind, option_id: str) -> str:
    words = id_words(option_id)
    own = kind.code_set.labels if isinstance(kind, Code) else {}
    plain = own.get(option_id, words[:1].upper() + words[1:])
    return question.option_text.get(option_id, plain)


def _unknown(question: Question) -> str:
    return question.option_text.get("unknown", "I don't know")


def _takes_lines(kind: Kind) -> bool:
    return isinstance(kind, FormKind) and kind.lines


def _several(kind: Kind) -> bool:
    return isinstance(kind, AnyOf) or (isinstance(kind, Code) and kind.many)


def _ways(
    question: Question, kind: Kind, related: AskedRelationships | None, words: Words
) -> tuple[str, ...]:
    found = [] if related is None else [related.ways()]
    if _several(kind):
        found.append(words.say("choose-several"))
    if _takes_lines(kind):
        found.append(words.say("write-lines"))
    if question.optional:
        found.append(words.say("skip-passes", word=words.say("word-for-skip")))
    return tuple(found)


def _read(
    question: Question, kind: Kind, related: AskedRelationships | None, words: Words, typed: str
) -> Json | Fault:
    plain = typed.strip().casefold()
    if plain in {"?", _unknown(question).casefold()}:
        return None if question.unknown_allowed else Fault("unknown-not-allowed")
    if plain in words.typed("word-for-skip") and question.optional:
        return {"skipped": True}
    if not plain:
        return Fault("empty")
    if related is not None:
        return related.read(typed)
    said = _with_ids(_options(question, kind), kind, typed)
    if isinstance(kind, YesNo):
        said = _yes_or_no(said, words)
    if isinstance(kind, Age | Date):
        said = words.in_english(said)
    held = kind.from_typing(said)
    return held if isinstance(held, Fault) else kind.to_json(held)


def _yes_or_no(typed: str, words: Words) -> str:
    plain = typed.strip().casefold()
    if plain in words.typed("words-for-yes"):
        return "yes"
    return "no" if plain in words.typed("words-for-no") else typed


def _with_ids(options: tuple[tuple[str, str], ...], kind: Kind, typed: str) -> str:
    """Return what was typed with numbers and words of options replaced by their ids."""
    if not options:
        return typed
    said = {words.casefold(): one for one, words in options}
    known = said if len(said) == len(options) else {}
    known |= {str(number): one for number, (one, _) in enumerate(options, 1)}
    whole = typed.strip().casefold()
    if whole in known or not _several(kind):
        return known.get(whole, typed)
    parts = (part.strip().casefold() for part in typed.split(","))
    return ",".join(known.get(part, part) for part in parts)


def _words(
    question: Question, kind: Kind, related: AskedRelationships | None, words: Words, answer: Json
) -> str:
    match answer:
        case None:
            return _unknown(question)
        case bool():
            return _option_words(question, kind, "yes" if answer else "no")
        case list():
            return ", ".join(_option_words(question, kind, str(one)) for one in answer)
        case dict():
            said = related is not None and answer != {"skipped": True}
            return related.said(answer) if related and said else words.say("skipped")
        case _:
            return dict(_options(question, kind)).get(str(answer), str(answer))
