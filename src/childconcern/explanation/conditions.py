"""Conditions in plain English."""

from __future__ import annotations

from typing import Final

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    LevelTest,
    Named,
    Not,
    Or,
)
from childconcern.explanation.numbers import compare_phrase
from childconcern.explanation.phrases import (
    Clause,
    Led,
    Phrase,
    Several,
    all_so,
    capitalised,
    in_one_line,
    listed,
    one_so,
    quoted,
)
from childconcern.explanation.wording import Wording, id_words, item_noun
from childconcern.facts import AnyOf

__all__ = ["condition_phrase", "condition_words", "from_level"]

_MOST_IN_A_ROW: Final = 3
"""More options than these are read better as a list."""


def condition_words(condition: Condition, wording: Wording) -> str:
    """Return a condition in one line of plain English, without a capital or a full stop.

    It is the same for the same condition, and leaves no doubt about "and" and
    "or": "either" opens every choice, and brackets stand where a reader could
    join the wrong parts.
    """
    return in_one_line(condition_phrase(condition, wording))


def condition_phrase(condition: Condition, wording: Wording) -> Phrase:
    """Return a condition as a phrase, which can be written in one line or as an outline."""
    return _said(condition, wording, so=True)


def _said(condition: Condition, wording: Wording, *, so: bool) -> Phrase:
    match condition:
        case Not(part):
            return _said(part, wording, so=not so)
        case And(parts):
            return _joined(parts, wording, so=so)
        case Or(parts):
            said = tuple(_said(part, wording, so=so) for part in parts)
            return one_so(said) if so else all_so(said)
        case Count(parts, at_least):
            return _counted(parts, at_least, wording, so=so)
        case AnyItem() | AllItems() | CountItems():
            return _of_items(condition, wording, so=so)
        case Level() | LevelOf() | AreasAt():
            text = _level(condition, wording)
            return Clause(text if so else f"it is not so that {text}")
        case Compare():
            return compare_phrase(condition, wording, so=so)
        case Has(fact, options, at_least):
            return _has(fact, options, at_least, wording, so=so)
        case Is(fact, options):
            return _is(fact, options, wording, so=so)
        case Named(name):
            return _named(name, wording, so=so)
        case Known(fact):
            return Clause(f"{'an' if so else 'no'} answer was given on {wording.topic(fact)}")
        case _:
            who = "somebody" if so else "nobody"
            return Clause(f"{who} was asked {_about(condition.fact, wording)}")


def _joined(parts: tuple[Condition, ...], wording: Wording, *, so: bool) -> Phrase:
    if not so:
        return one_so(tuple(_said(part, wording, so=False) for part in parts))
    said: list[Phrase] = []
    for part in parts:
        match part:
            # One thought, written as two tests.
            case Not(Known(fact)) if Asked(fact) in parts:
                asked = f"somebody was asked {_about(fact, wording)}"
                said.append(Clause(f"{asked}{_comma(asked)} and did not know"))
            case Asked(fact) if Not(Known(fact)) in parts:
                pass
            case _:
                said.append(_said(part, wording, so=True))
    return all_so(tuple(said))


def _counted(parts: tuple[Condition, ...], at_least: int, wording: Wording, *, so: bool) -> Phrase:
    said = tuple(_said(part, wording, so=True) for part in parts)
    number = f"{'at least' if so else 'fewer than'} {at_least} of these {len(parts)}"
    return Several(f"{number} {_are(at_least)} so", said)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _of_items(condition: AnyItem | AllItems | CountItems, wording: Wording, *, so: bool) -> Phrase:
    one, many = item_noun(condition.group)
    match condition:
        case AllItems(_, part):
            # Of no items nothing is said, so the opposite of "for every" needs one as well.
            lead = f"for every {one}," if so else f"for at least one {one},"
            return Led(lead, _said(part, wording, so=so))
        case CountItems(_, part, at_least) if at_least > 1:
            said = _said(part, wording, so=True)
            if so:
                return Led(f"for at least {at_least} {many},", said)
            return Several(f"for fewer than {at_least} {many} this is so", (said,))
        case _:
            said = _said(condition.part, wording, so=True)
            if so:
                return Led(f"for at least one {one},", said)
            return Several(f"for no {one} is this so", (said,))


def _level(test: LevelTest, wording: Wording) -> str:
    match test:
        case Level(at_least):
            return f"at least one area is at {from_level(at_least, wording)}"
        case LevelOf(area, at_least):
            return f"the area {quoted(wording.area(area))} is at {from_level(at_least, wording)}"
        case _:
            areas = "one area is" if test.at_least == 1 else f"{test.at_least} areas are"
            return f"at least {areas} at {from_level(test.level, wording)}"


def from_level(number: int, wording: Wording) -> str:
    """Return a level and those above it: "level 3 (Targeted help) or above"."""
    highest = number >= max(wording.terms.levels, default=number)
    return f"level {wording.level(number)}{'' if highest else ' or above'}"


def _named(name: str, wording: Wording, *, so: bool) -> Phrase:
    if name in wording.signs:
        return _sign(name, wording, so=so)
    about = wording.about(name)
    if so and wording.topic(name) != about:
        return Clause(about)
    return Clause(f"the answer to {quoted(capitalised(about))} is {'yes' if so else 'no'}")


def _sign(name: str, wording: Wording, *, so: bool) -> Phrase:
    about = wording.sign(name)
    meaning = wording.terms.meanings.get(name)
    if about:
        return Clause(about if so else f"it is not so that {quoted(capitalised(about))}", sign=name)
    if meaning is not None:
        return _said(meaning, wording, so=so)
    return Clause(f"it is {'' if so else 'not '}so: {id_words(name)}", sign=name)


def _about(fact: str, wording: Wording) -> str:
    return wording.topic(fact) if wording.asks(fact) else f"about {wording.topic(fact)}"


def _answer(fact: str, wording: Wording) -> str:
    topic = wording.topic(fact)
    return f"the answer on {topic}{_comma(topic)} is"


def _comma(text: str) -> str:
    """Close a part that has commas of its own with one more."""
    return "," if "," in text else ""


def _is(fact: str, options: tuple[str, ...], wording: Wording, *, so: bool) -> Phrase:
    answer, said = _answer(fact, wording), wording.chosen(fact, options)
    if len(options) == 1:
        return Clause(f"{answer} {'' if so else 'not '}{said[0]}")
    if len(options) > _MOST_IN_A_ROW:
        return Several(f"{answer} {'one' if so else 'none'} of these", _each(said))
    return Clause(f"{answer} {'' if so else 'neither '}{listed(said, 'or' if so else 'nor')}")


def _has(
    fact: str, options: tuple[str, ...], at_least: int, wording: Wording, *, so: bool
) -> Phrase:
    said, topic = wording.chosen(fact, options), wording.topic(fact)
    topic = f"the answers on {topic}" if wording.asks(fact) else topic
    if len(options) == 1:
        if _stands_alone(fact, options[0], wording):
            return Clause(f"{_answer(fact, wording)} {'' if so else 'not '}{said[0]}")
        return Clause(f"{said[0]} is {'' if so else 'not '}among {topic}")
    verb = _are(at_least)
    if len(options) > _MOST_IN_A_ROW:
        return Several(
            f"{_how_many(len(options), at_least, so=so)} these {verb} among {topic}", _each(said)
        )
    return Clause(f"{_how_many(len(options), at_least, so=so)} {listed(said)} {verb} among {topic}")


def _how_many(number: int, at_least: int, *, so: bool) -> str:
    if at_least == number:
        return "all of" if so else "not all of"
    if at_least == 1:
        return "at least one of" if so else "none of"
    return f"{'at least' if so else 'fewer than'} {at_least} of"


def _each(options: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(Clause(option) for option in options)


def _stands_alone(fact_id: str, option_id: str, wording: Wording) -> bool:
    fact = wording.fact(fact_id)
    kind = None if fact is None else fact.kind
    return isinstance(kind, AnyOf) and any(
        option.exclusive for option in kind.options if option.id == option_id
    )
