"""What a fact can hold, in as few values as the conditions of a pack tell apart.

Numbers, ages and dates are cut where some test changes. An age such as "about
7" is a span of months, so its value is the pair of pieces at both ends; every
pair that some age as said can have is there, with the plainest such age.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import frozen

from childconcern.conditions import Compare, Condition, Measure, walk_tree
from childconcern.facts import (
    Age,
    Aged,
    AnyOf,
    Born,
    Code,
    Date,
    Due,
    Fact,
    OneOf,
    PartialDate,
    Relationships,
    Value,
    WholeNumber,
    YesNo,
    months_on,
)
from childconcern.facts.ages import MOST_MONTHS, SaidAge
from childconcern.facts.dates import FIRST_YEAR, LAST_YEAR

__all__ = ["SAID", "Cuts", "Domain", "Span", "cuts_in", "domain_of", "seen_as", "settles"]

Cuts: TypeAlias = tuple[int, ...]
"""Numbers at which some test changes, ascending; in months for ages, in days for dates."""

Domain: TypeAlias = Mapping[Hashable, Value]
"""Values that are told apart, each with an example of it."""

SAID: Final = "said"
"""The one value of words and contact details, of which no condition can speak."""

_FORMS: Final[Mapping[str, str]] = {
    "email": "somebody@example.org",
    "telephone": "01632 960001",
    "postcode": "ZZ99 3AA",
    "nhs-number": "9990000018",
    "upn": "A950000178301",
}
"""What may be said to questions whose answer has a form of its own; nobody has any of it."""

_MONTHS_IN_YEAR: Final = 12
_AROUND_MONTHS: Final = 30
_AROUND_DAYS: Final = 367


@frozen
class Span:
    """A number that lies between two ends.

    Attributes:
        low: The piece in which its lower end lies; pieces are counted from 0.
        high: The piece in which its upper end lies.
    """

    low: int
    high: int


def cuts_in(conditions: Iterable[Condition]) -> dict[str, Cuts]:
    """Return for each compared fact the numbers at which some test changes."""
    found: dict[str, set[int]] = {}
    for condition in conditions:
        for node in walk_tree(condition):
            if isinstance(node, Compare):
                found.setdefault(node.fact, set()).update(_ends(node))
    return {fact: tuple(sorted(ends)) for fact, ends in found.items()}


def _ends(test: Compare) -> Iterator[int]:
    """Yield the first number of each stretch in which a comparison keeps its answer."""
    unit = _MONTHS_IN_YEAR if test.measure is Measure.YEARS else 1
    if test.smallest is not None:
        yield test.smallest * unit
    if test.largest is not None:
        yield (test.largest + 1) * unit


def settles(test: Compare, span: Span, cuts: Cuts) -> bool | None:
    """Return whether a span passes a comparison; None where it does not settle it."""
    unit = _MONTHS_IN_YEAR if test.measure is Measure.YEARS else 1
    low, high = 0, len(cuts)
    if test.smallest is not None:
        low = bisect_right(cuts, test.smallest * unit)
    if test.largest is not None:
        high = bisect_right(cuts, (test.largest + 1) * unit) - 1
    if low <= span.low and span.high <= high:
        return True
    return None if low <= span.high and span.low <= high else False


def domain_of(fact: Fact, cuts: Cuts, on: dt.date) -> Domain:
    """Return the values of a fact that conditions tell apart on a day."""
    match fact.kind:
        case YesNo():
            return {True: True, False: False}
        case OneOf(options):
            return {option: option for option in options}
        case AnyOf():
            return {option: frozenset({option}) for option in fact.kind.ids}
        case WholeNumber(at_least=lowest, at_most=highest):
            numbers = (lowest, *(cut for cut in cuts if lowest < cut <= highest))
            return _spans(((number, number, number) for number in numbers), cuts)
        case Age():
            return _ages(cuts, on)
        case Date():
            return _dates(cuts, on)
        case Code(code_set=codes):
            code = codes.codes[0].code
            return {SAID: frozenset({code}) if fact.kind.many else code}
        case Relationships():
            return {SAID: SAID}  # what can be said hangs on who is listed
        case _:
            return {SAID: _FORMS.get(fact.kind.name, "Something was said.")}


def seen_as(fact: Fact, value: Value, cuts: Cuts, on: dt.date) -> frozenset[Hashable]:
    """Return which of the values that are told apart a value is; of any-of, each of its options."""
    if isinstance(value, frozenset) and isinstance(fact.kind, AnyOf):
        return frozenset[Hashable](value)
    match fact.kind, value:
        case WholeNumber(), int():
            low = high = value
        case Age(), Born() | Due() | Aged():
            low, high = months_on(value, on)
        case Date(), PartialDate():
            low, high = value.days_before(on)
        case _:
            return frozenset({value if fact.rules_can_read_it else SAID})
    return frozenset({Span(bisect_right(cuts, low), bisect_right(cuts, high))})


def _spans(said: Iterable[tuple[int, int, Value]], cuts: Cuts) -> dict[Hashable, Value]:
    found: dict[Hashable, Value] = {}
    for low, high, example in said:
        found.setdefault(Span(bisect_right(cuts, low), bisect_right(cuts, high)), example)
    return found


@lru_cache(maxsize=256)
def _ages(cuts: Cuts, on: dt.date) -> Domain:
    ages = _plainest_ages(cuts, on)
    return MappingProxyType(_spans(((*months_on(age, on), age) for age in ages), cuts))


@lru_cache(maxsize=256)
def _dates(cuts: Cuts, on: dt.date) -> Domain:
    dates = _plainest_dates(cuts, on)
    return MappingProxyType(_spans(((*date.days_before(on), date) for date in dates), cuts))


def _plainest_ages(cuts: Cuts, on: dt.date) -> Iterator[SaidAge]:
    """Yield ages near every cut, in every form in which one can be said, plain forms first."""
    months = _near(cuts, _AROUND_MONTHS, 0, MOST_MONTHS)
    years = sorted({month // _MONTHS_IN_YEAR for month in months})
    yield from (Aged(year, "years") for year in years)
    yield Due(on + dt.timedelta(days=60))
    yield from (Aged(month, "months") for month in months)
    yield from (Aged(year, "years", about=True) for year in years)
    yield from (Aged(month, "months", about=True) for month in months)
    births = sorted({on.year - year - back for year in years for back in (0, 1)}, reverse=True)
    possible = [year for year in births if year >= FIRST_YEAR]
    yield from (Born(PartialDate(year)) for year in possible)
    yield from (Born(PartialDate(year, month)) for year in possible for month in range(1, 13))


def _plainest_dates(cuts: Cuts, on: dt.date) -> Iterator[PartialDate]:
    """Yield dates near every cut, as a day, a month and a year; those near ``on`` first."""
    first = (on - dt.date(FIRST_YEAR, 1, 1)).days
    last = (on - dt.date(LAST_YEAR, 12, 31)).days
    near = sorted(_near(cuts, _AROUND_DAYS, last, first), key=lambda ago: (abs(ago), ago))
    days = [on - dt.timedelta(days=ago) for ago in near]
    yield from (PartialDate(day.year, day.month, day.day) for day in days)
    yield from (PartialDate(day.year, day.month) for day in days)
    yield from (PartialDate(day.year) for day in days)


def _near(cuts: Cuts, around: int, lowest: int, highest: int) -> list[int]:
    """Return numbers within bounds that lie so near to a cut, to 0 or to a bound."""
    places = {0, lowest, highest, *cuts}
    near = {n for place in places for n in range(place - around, place + around + 1)}
    return sorted(n for n in near if lowest <= n <= highest)
