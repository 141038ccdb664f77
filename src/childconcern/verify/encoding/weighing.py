"""How many ways there are to say each number, age or date that is told apart.

A number is said in one way. An age is said as a date of birth, a due date, or so
many months or years, about or not; a date as a day, a month or a year.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache

from childconcern.facts import Aged, Born, Date, Due, Fact, PartialDate, WholeNumber, months_on
from childconcern.facts.ages import MOST_MONTHS
from childconcern.facts.dates import FIRST_YEAR, LAST_YEAR
from childconcern.verify.encoding.domains import Cuts, Span

__all__ = ["weights_of"]

_MONTHS_IN_YEAR = 12


def weights_of(fact: Fact, cuts: Cuts, on: dt.date) -> Mapping[Hashable, int]:
    """Return for each value of a number, an age or a date in how many ways it is said."""
    if isinstance(fact.kind, WholeNumber):
        numbers = range(fact.kind.at_least, fact.kind.at_most + 1)
        return _told_apart(((number, number) for number in numbers), cuts)
    return _dates(cuts, on) if isinstance(fact.kind, Date) else _ages(cuts, on)


def _told_apart(spans: Iterator[tuple[int, int]], cuts: Cuts) -> Mapping[Hashable, int]:
    """Return how many spans are seen as each value; equal spans are counted by their number."""
    found = Counter[Hashable]()
    for (low, high), number in Counter(spans).items():
        found[Span(bisect_right(cuts, low), bisect_right(cuts, high))] += number
    return found


@lru_cache(maxsize=64)
def _dates(cuts: Cuts, on: dt.date) -> Mapping[Hashable, int]:
    return _told_apart((date.days_before(on) for date in _partial_dates()), cuts)


@lru_cache(maxsize=64)
def _ages(cuts: Cuts, on: dt.date) -> Mapping[Hashable, int]:
    return _told_apart(_spans_of_ages(on), cuts)


@lru_cache(maxsize=4)
def _births(on: dt.date) -> tuple[tuple[int, int], ...]:
    return tuple(months_on(Born(date), on) for date in _partial_dates())


def _spans_of_ages(on: dt.date) -> Iterator[tuple[int, int]]:
    yield from _births(on)
    yield from (months_on(Due(day), on) for day in _days())
    for about in (False, True):
        for number in range(MOST_MONTHS + 1):
            yield months_on(Aged(number, "months", about=about), on)
        for number in range(MOST_MONTHS // _MONTHS_IN_YEAR + 1):
            yield months_on(Aged(number, "years", about=about), on)


def _days() -> Iterator[dt.date]:
    first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
    return (dt.date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def _partial_dates() -> Iterator[PartialDate]:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        yield PartialDate(year)
        yield from (PartialDate(year, month) for month in range(1, _MONTHS_IN_YEAR + 1))
    yield from (PartialDate(day.year, day.month, day.day) for day in _days())
