"""Every answer that a fact allows; of ages and dates one for each that the tests tell apart.

Nothing here is cut at a threshold: every age and every date that can be said is
held against every test, and those of which all tests say the same are one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Final

from attrs import frozen

from childconcern.conditions import Bound, Compare, Condition, Measure, settled, walk_tree
from childconcern.facts import (
    Age,
    Aged,
    AnyOf,
    Born,
    Date,
    Due,
    Fact,
    OneOf,
    PartialDate,
    Value,
    WholeNumber,
    YesNo,
    months_on,
)
from childconcern.facts.ages import MOST_MONTHS
from childconcern.facts.dates import FIRST_YEAR, LAST_YEAR

__all__ = ["MOST_DAYS", "Said", "comparisons", "said_values", "spans_of"]

MOST_DAYS: Final = 900
"""So far from the day itself every day is looked at; no test reaches further."""


@frozen(kw_only=True, eq=False, repr=False)
class Said:
    """One answer, or several of which every test says the same.

    Attributes:
        value: The answer, or one of them.
        low: The highest that its lower end can be, of numbers, ages and dates.
        high: The lowest that its upper end can be.
        is_first: Whether the lowest of all is among them.
        is_last: Whether the highest of all is.
        spans: Of ages and dates, every span of months or days that such an answer means.
    """

    value: Value
    low: int = 0
    high: int = 0
    is_first: bool = False
    is_last: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def comparisons(conditions: Iterable[Condition]) -> dict[str, tuple[Compare, ...]]:
    """Return for each fact the comparisons that any of these conditions makes of it."""
    found: dict[str, dict[Compare, None]] = {}
    for condition in conditions:
        for node in walk_tree(condition):
            if isinstance(node, Compare):
                found.setdefault(node.fact, {})[node] = None
    return {fact: tuple(tests) for fact, tests in found.items()}


def said_values(fact: Fact, tests: tuple[Compare, ...], on: dt.date) -> tuple[Said, ...]:
    """Return everything that can be said of a fact on a day, as far as tests tell it apart."""
    match fact.kind:
        case YesNo():
            return (Said(value=True), Said(value=False))
        case OneOf(options):
            return tuple(Said(value=option) for option in options)
        case AnyOf():
            return tuple(Said(value=chosen) for chosen in _choices(fact.kind))
        case WholeNumber(at_least=lowest, at_most=highest):
            numbers = range(lowest, highest + 1)
            return tuple(_number(n, lowest, highest) for n in numbers)
        case Age() | Date():
            asked = tuple(_asked(test) for test in tests)
            return _told_apart(isinstance(fact.kind, Age), tuple(sorted(set(asked))), on)
        case _:
            return (Said(value="Somebody"),)


def _number(number: int, lowest: int, highest: int) -> Said:
    ends = (number == lowest, number == highest)
    return Said(value=number, low=number, high=number, is_first=ends[0], is_last=ends[1])


def _choices(kind: AnyOf) -> Iterator[frozenset[str]]:
    plain = [option.id for option in kind.options if not option.exclusive]
    for number in range(1, len(plain) + 1):
        yield from map(frozenset, combinations(plain, number))
    yield from (frozenset({option.id}) for option in kind.options if option.exclusive)


# --------------------------------------------------------------------- ages and dates

_Asked = tuple[str, int, int]
"""What a comparison asks: measure, smallest and largest; -9999 and 9999 for no end."""


def _asked(test: Compare) -> _Asked:
    small = -9999 if test.smallest is None else test.smallest
    large = 9999 if test.largest is None else test.largest
    return test.measure.value, small, large


@cache
def spans_of(*, age: bool, on: dt.date) -> dict[tuple[int, int], Value]:
    """Return every span of months or days that something said can mean, each with an example."""
    found: dict[tuple[int, int], Value] = {}
    if age:
        for said in _ages(on):
            found.setdefault(months_on(said, on), said)
    else:
        for date in _dates(on):
            found.setdefault(date.days_before(on), date)
    return found


def _ages(on: dt.date) -> Iterator[Aged | Born | Due]:
    yield Due(on + dt.timedelta(days=30))
    yield from (Aged(n, "months") for n in range(MOST_MONTHS + 1))
    yield from (Aged(n, "years") for n in range(MOST_MONTHS // 12 + 1))
    yield from (Aged(n, "months", about=True) for n in range(MOST_MONTHS + 1))
    yield from (Aged(n, "years", about=True) for n in range(MOST_MONTHS // 12 + 1))
    for date in _partial_dates():
        yield Born(date)
    for date in _partial_dates():
        yield Born(PartialDate(date.year, date.month or 1, 1))


def _dates(on: dt.date) -> Iterator[PartialDate]:
    for ago in range(-MOST_DAYS, MOST_DAYS + 1):
        day = on - dt.timedelta(days=ago)
        yield PartialDate(day.year, day.month, day.day)
    yield PartialDate(FIRST_YEAR, 1, 1)
    yield PartialDate(LAST_YEAR, 12, 31)
    yield from _partial_dates()


def _partial_dates() -> Iterator[PartialDate]:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        yield PartialDate(year)
        yield from (PartialDate(year, month) for month in range(1, 13))


@cache
def _outcomes(age: bool, asked: _Asked, on: dt.date) -> tuple[bool | None, ...]:  # noqa: FBT001
    """Return what a test says of every span, in order, by the library's own reading."""
    measure, small, large = asked
    test = Compare(
        fact="any",
        measure=Measure(measure),
        low=None if small == -9999 else Bound(small),
        high=None if large == 9999 else Bound(large),
    )
    return tuple(settled(test, value, on) for value in spans_of(age=age, on=on).values())


@cache
def _told_apart(age: bool, asked: tuple[_Asked, ...], on: dt.date) -> tuple[Said, ...]:  # noqa: FBT001
    rows = zip(*(_outcomes(age, one, on) for one in asked), strict=True)
    spans = spans_of(age=age, on=on)
    signatures = rows if asked else (() for _ in spans)
    found: dict[tuple[bool | None, ...], list[tuple[int, int]]] = {}
    for signature, span in zip(signatures, spans, strict=True):
        found.setdefault(signature, []).append(span)
    first, last = min(low for low, _ in spans), max(low for low, _ in spans)
    return tuple(
        Said(
            value=spans[same[0]],
            low=max(low for low, _ in same),
            high=min(high for _, high in same),
            is_first=(first, first) in same,
            is_last=(last, last) in same,
            spans=tuple(same),
        )
        for same in found.values()
    )
