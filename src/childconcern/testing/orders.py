"""Which of two answers worries more, by the order in which a fact is declared to worsen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias, cast

from childconcern.facts import (
    Aged,
    AnyOf,
    Born,
    Due,
    Fact,
    Json,
    Kind,
    OneOf,
    Option,
    PartialDate,
    Value,
    WholeNumber,
    YesNo,
    months_on,
    read_held,
)
from childconcern.testing.choices import Choices
from childconcern.testing.courses import SKIP

__all__ = ["all_clear", "is_mildest", "is_worse", "most_worrying", "worse_answers"]

_FAR: Final = 1_000_000

_Span: TypeAlias = tuple[int, int]
"""How far up the order an answer lies at least and at most."""


def is_worse(fact: Fact, answer: Json, milder: Json, on: dt.date) -> bool:
    """Return whether one answer is worse than another; of spans, all of it must be.

    Not known, a skip, and options outside the order are compared with nothing. An
    any-of answer is worse when it has all options of the other, and more that worry.
    """
    if fact.worse is None:
        return False
    if isinstance(fact.kind, AnyOf):
        return _has_more(fact, fact.kind.options, _chosen(answer), _chosen(milder))
    return _above(_span(fact, answer, on), _span(fact, milder, on))


def worse_answers(fact: Fact, answer: Json, choices: Choices, on: dt.date) -> tuple[Json, ...]:
    """Return what can be said that is worse than an answer.

    Args:
        fact: What is answered.
        answer: The milder answer.
        choices: What can be said of the fact.
        on: The day on which ages and dates are read.
    """
    said = choices.whole
    if isinstance(fact.kind, AnyOf):
        said = tuple(_longer(fact, fact.kind.options, _chosen(answer)))
    return tuple(one for one in said if is_worse(fact, one, answer, on))


def most_worrying(fact: Fact, choices: Choices, on: dt.date) -> tuple[Json, ...]:
    """Return what can be said that has something milder and nothing worse."""
    if isinstance(fact.kind, AnyOf):
        grows = _worrying(fact, fact.kind.options)
        return ([*grows],) if fact.worse is not None and grows else ()
    return tuple(_ends(fact, choices, on, up=True))


def all_clear(fact: Fact, choices: Choices, on: dt.date) -> tuple[Json, ...]:
    """Return what can be said that has something worse and nothing milder."""
    if isinstance(fact.kind, AnyOf):
        alone = (one.id for one in fact.kind.options if one.exclusive and one.ordered)
        return tuple([one] for one in alone if fact.worse is not None)
    return tuple(_ends(fact, choices, on, up=False))


def is_mildest(fact: Fact, answer: Json, thresholds: Sequence[int], on: dt.date) -> bool:
    """Return whether an answer is the least worrying of its fact, or one of those that are.

    Not known is not, and nothing is of a fact without an order.

    Args:
        fact: What is answered.
        answer: The answer.
        thresholds: The numbers at which conditions tell answers apart, ascending.
        on: The day on which ages and dates are read.
    """
    if isinstance(fact.kind, AnyOf):
        alone = {one.id for one in fact.kind.options if one.exclusive and one.ordered}
        return fact.worse is not None and not alone.isdisjoint(_chosen(answer))
    span = _span(fact, answer, on)
    if span is None:
        return False
    if isinstance(fact.kind, YesNo | OneOf):
        return span == (0, 0)
    lowest, highest = _bounds(fact.kind)
    cuts = [one for one in thresholds if lowest < one <= highest]
    if fact.worse == "lower":
        return not cuts or -span[1] >= cuts[-1]
    return not cuts or span[1] < cuts[0]


def _bounds(kind: Kind) -> _Span:
    if isinstance(kind, WholeNumber):
        return kind.at_least, kind.at_most
    return -_FAR, _FAR


def _ends(fact: Fact, choices: Choices, on: dt.date, *, up: bool) -> Iterator[Json]:
    said = [(one, _span(fact, one, on)) for one in choices.whole]
    for answer, span in said:
        above = any(_above(other, span) for _, other in said)
        below = any(_above(span, other) for _, other in said)
        if (below and not above) if up else (above and not below):
            yield answer


def _above(span: _Span | None, milder: _Span | None) -> bool:
    return span is not None and milder is not None and span != milder and milder[1] <= span[0]


def _span(fact: Fact, answer: Json, on: dt.date) -> _Span | None:
    """Return how far up the order an answer lies; None where it has no place in it."""
    if fact.worse is None or answer is None or answer == SKIP:
        return None
    match fact.kind:
        case YesNo():
            place = int(answer is (fact.worse == "yes"))
            return place, place
        case OneOf():
            order, option = [*fact.worse], str(answer)
            place = order.index(option) if option in order else -1
            return None if place < 0 else (place, place)
        case _:
            low, high = _numbers(cast("Value", read_held(fact, answer)), on)
            return (-high, -low) if fact.worse == "lower" else (low, high)


def _numbers(value: Value, on: dt.date) -> _Span:
    match value:
        case Born() | Due() | Aged():
            return months_on(value, on)
        case PartialDate():
            return value.days_before(on)
        case _:
            return int(str(value)), int(str(value))


def _chosen(answer: Json) -> frozenset[str]:
    """Return the options of an answer; none where it is not known, or skipped."""
    return frozenset(map(str, answer)) if isinstance(answer, list) else frozenset()


def _worrying(fact: Fact, options: tuple[Option, ...]) -> tuple[str, ...]:
    """Return the options that worry: those named, or all that can stand together."""
    plain = (one.id for one in options if not one.exclusive)
    named = fact.worse
    return tuple(one for one in plain if not isinstance(named, tuple) or one in named)


def _has_more(
    fact: Fact, options: tuple[Option, ...], answer: frozenset[str], milder: frozenset[str]
) -> bool:
    plain = {one.id for one in options if not one.exclusive}
    outside = {one.id for one in options if one.exclusive and not one.ordered}
    kept, grown = milder & plain, answer - milder
    given = bool(milder) and milder.isdisjoint(outside) and bool(answer) and answer <= plain
    return given and kept <= answer and bool(grown) and grown <= {*_worrying(fact, options)}


def _longer(
    fact: Fact, options: tuple[Option, ...], milder: frozenset[str]
) -> Iterator[list[Json]]:
    """Yield an answer with one more option that worries, for each, and one with all of them."""
    plain, grows = [one.id for one in options if not one.exclusive], _worrying(fact, options)
    more = [{one} for one in grows if one not in milder]
    for added in (*more, {*grows}):
        yield [one for one in plain if one in milder or one in added]
