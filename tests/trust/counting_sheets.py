"""How many answer sheets there are, by counting them: each way of saying something is one."""

import datetime as dt
from collections import Counter
from functools import cache
from typing import TypeAlias

from childconcern.facts import Age, Aged, Born, Date, Due, Fact, PartialDate, months_on
from childconcern.facts.ages import MOST_MONTHS
from childconcern.facts.dates import FIRST_YEAR, LAST_YEAR
from trust.journey_trees import Node, Sheet, Token
from trust.said_values import MOST_DAYS, Said

__all__ = ["Numbers", "numbers_of"]

Numbers: TypeAlias = Counter[str | None]
"""How many complete journeys come to each route, and under None how many there are."""


def numbers_of(node: Node, on: dt.date, done: dict[int, Numbers] | None = None) -> Numbers:
    """Return how many complete journeys go on from a node, on a day."""
    if isinstance(node, Sheet):
        return Counter({None: 1, node.decision.route: 1} if node.complete else {})
    known = {} if done is None else done
    if id(node) not in known:
        found: Numbers = Counter()
        for token, after in node.after.items():
            ways = _ways_to_say(node.fact, token, on)
            for route, number in numbers_of(after, on, known).items():
                found[route] += ways * number
        known[id(node)] = found
    return known[id(node)]


def _ways_to_say(fact: Fact | None, token: Token, on: dt.date) -> int:
    """Return how many answers one stands for: of ages and dates, all that tests take for one."""
    if fact is None or not isinstance(token, Said) or not token.spans:
        return 1
    match fact.kind:
        case Age():
            return sum(_said_ages(on)[span] for span in token.spans)
        case Date():
            return sum(_said_dates(on)[span] for span in token.spans)
        case _:
            return 1


@cache
def _said_ages(on: dt.date) -> Counter[tuple[int, int]]:
    found: Counter[tuple[int, int]] = Counter()
    for date in _said_days():
        found[months_on(Born(date), on)] += 1
        if date.day is not None:
            found[months_on(Due(date.first_day), on)] += 1
    for about in (False, True):
        for number in range(MOST_MONTHS + 1):
            found[months_on(Aged(number, "months", about=about), on)] += 1
        for number in range(MOST_MONTHS // 12 + 1):
            found[months_on(Aged(number, "years", about=about), on)] += 1
    return found


@cache
def _said_dates(on: dt.date) -> Counter[tuple[int, int]]:
    found: Counter[tuple[int, int]] = Counter()
    for date in _said_days():
        low, high = date.days_before(on)
        if date.day is not None:
            # No test reaches as far as the last day that is looked at: those beyond are like it.
            low = high = max(-MOST_DAYS, min(MOST_DAYS, low))
        found[low, high] += 1
    return found


@cache
def _said_days() -> tuple[PartialDate, ...]:
    days = (
        dt.date(FIRST_YEAR, 1, 1) + dt.timedelta(days=n)
        for n in range((dt.date(LAST_YEAR + 1, 1, 1) - dt.date(FIRST_YEAR, 1, 1)).days)
    )
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return (
        *(PartialDate(year) for year in years),
        *(PartialDate(year, month) for year in years for month in range(1, 13)),
        *(PartialDate(day.year, day.month, day.day) for day in days),
    )
