"""Ages and days as people say them, and which others count the same.

Conditions cut ages, numbers and days at the values where some test changes. An
example holds one value of a piece; every other of the same piece counts the same.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from childconcern.explanation.wording import day_words
from childconcern.facts import (
    Aged,
    Born,
    Date,
    Due,
    Fact,
    Json,
    PartialDate,
    SaidAge,
    WholeNumber,
    months_on,
)
from childconcern.facts.ages import age_from_text, age_text
from childconcern.facts.dates import date_from_text
from childconcern.pack import ENGLISH
from childconcern.pack.wording import amount
from childconcern.problems import Fault

__all__ = ["alike", "said_age", "said_day"]

_YEAR = 12


def said_age(text: str) -> str:
    """Return an age in its canonical text as people say it; what is none stays as it is."""
    age = age_from_text(text)
    match age:
        case Born(date):
            return f"born {_day(date)}"
        case Due(date):
            return f"not born yet (due {day_words(date)})"
        case Aged():
            return age_text(age)
        case _:
            return text


def said_day(text: str) -> str:
    """Return a day in its canonical text as people write it; what is none stays as it is."""
    date = date_from_text(text)
    return text if isinstance(date, Fault) else _day(date)


def _day(date: PartialDate) -> str:
    if date.day is not None:
        return day_words(date.first_day)
    if date.month is not None:
        return f"{ENGLISH.say(f'month-{date.month}')} {date.year}"
    return str(date.year)


def alike(fact: Fact, value: Json, cuts: Sequence[int], on: dt.date) -> str:
    """Return which other values count the same, in words; empty where nothing is to be said.

    Args:
        fact: Whose value it is.
        value: As JSON.
        cuts: Where some test changes: in months for an age, in days before ``on`` for a day.
        on: The day on which it is read.
    """
    match fact.kind, value:
        case WholeNumber() as kind, int():
            # One number lies in one piece.
            low, high = _piece(cuts, value, value) or (None, None)
            return _number(low, high, kind)
        case Date(), str():
            date = date_from_text(value)
            return "" if isinstance(date, Fault) else _days(_piece(cuts, *date.days_before(on)))
        case _, str() if fact.kind.name == "age":
            age = age_from_text(value)
            return "" if isinstance(age, Fault) else _months(age, cuts, on)
        case _:
            return ""


def _piece(cuts: Sequence[int], low: int, high: int) -> tuple[int | None, int | None] | None:
    """Return the first number of a piece and the first of the next; None where it spans several."""
    at = bisect_right(cuts, low)
    if at != bisect_right(cuts, high):
        return None
    return (cuts[at - 1] if at else None), (cuts[at] if at < len(cuts) else None)


def _number(low: int | None, end: int | None, kind: WholeNumber) -> str:
    first = kind.at_least if low is None else max(low, kind.at_least)
    last = kind.at_most if end is None else min(end - 1, kind.at_most)
    return f"from {first} to {amount(last, kind.unit)}" if first < last else ""


def _months(age: SaidAge, cuts: Sequence[int], on: dt.date) -> str:
    piece = _piece(cuts, *months_on(age, on))
    if piece is None:
        return ""
    low, high = piece
    if high == 0:
        return ""
    if low is None:
        return f"{'any age' if high is None else f'any age under {_age(high)}'}, or not born yet"
    if low == 0:
        return "any age" if high is None else f"any age under {_age(high)}"
    if high is None:
        return f"any age from {_age(low)}"
    return f"any age from {_age(low)} to under {_age(high)}" if high - low > 1 else ""


def _age(months: int) -> str:
    years, rest = divmod(months, _YEAR)
    return amount(months, "months") if rest or not years else amount(years, "years")


def _days(piece: tuple[int | None, int | None] | None) -> str:
    if piece is None:
        return ""
    low, high = piece
    if low is None:
        if high is None:
            return "any day"
        return f"any day less than {amount(high, 'days')} ago, or still to come"
    if high is None:
        return f"any day at least {amount(low, 'days')} ago"
    return f"any day from {low} to {amount(high - 1, 'days')} ago" if high - low > 1 else ""
