"""Ages and dates in every form in which they can be said, near the numbers where tests change."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from childconcern.facts.ages import MOST_MONTHS
from childconcern.facts.dates import FIRST_YEAR, LAST_YEAR

__all__ = ["months_before", "said_ages", "said_dates"]

_MONTHS_IN_YEAR: Final = 12
_GROWN_UP: Final = 18 * _MONTHS_IN_YEAR
_YEARS: Final = range(20)
_MIDDLE: Final = 9
_DAYS: Final = (1, 7, 31, 366)


def months_before(on: dt.date, months: int) -> dt.date:
    """Return the last day of birth of somebody so many completed months old on that day."""
    year, month = divmod(on.year * _MONTHS_IN_YEAR + on.month - 1 - months, _MONTHS_IN_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(on.day, last))


def said_ages(thresholds: Iterable[int], on: dt.date) -> tuple[str, ...]:
    """Return ages as JSON has them, in plain words first, on both sides of each threshold.

    Args:
        thresholds: In completed months.
        on: The day on which they are said.
    """
    return tuple(dict.fromkeys(_ages(sorted({*thresholds, _GROWN_UP}), on)))


def _ages(thresholds: list[int], on: dt.date) -> Iterator[str]:
    beside = {month for at in thresholds for month in (at - 1, at, at + 1)}
    months = sorted(month for month in beside if 0 <= month <= MOST_MONTHS)
    years = sorted({*_YEARS, *(month // _MONTHS_IN_YEAR for month in months)})
    in_the_middle = sorted(years, key=lambda year: (abs(year - _MIDDLE), year))
    yield from (f"{year} year{'' if year == 1 else 's'}" for year in in_the_middle)
    yield from (f"{month} month{'' if month == 1 else 's'}" for month in months)
    births = [day for month in months for day in _births(on, month) if day.year >= FIRST_YEAR]
    yield from (day.isoformat() for day in births)
    yield from (f"{day:%Y-%m}" for day in births)
    yield from (f"{day:%Y}" for day in births)
    yield from (f"about {year} year{'' if year == 1 else 's'}" for year in years)
    yield from (f"about {month} month{'' if month == 1 else 's'}" for month in months)
    yield from (f"due {on + dt.timedelta(days=days):%Y-%m-%d}" for days in (60, 1, 0, -1, -45))
    yield f"{on + dt.timedelta(days=1):%Y-%m-%d}"


def _births(on: dt.date, months: int) -> tuple[dt.date, dt.date]:
    """Return the last birthday that makes so many months, and the day after, a month younger."""
    last = months_before(on, months)
    return last, last + dt.timedelta(days=1)


def said_dates(thresholds: Iterable[int], on: dt.date) -> tuple[str, ...]:
    """Return dates as JSON has them, days first, on both sides of each threshold.

    Args:
        thresholds: In days before ``on``; negative for the future.
        on: The day on which they are said.
    """
    return tuple(dict.fromkeys(_dates(sorted({0, *thresholds}), on)))


def _dates(thresholds: list[int], on: dt.date) -> Iterator[str]:
    beside = {ago for at in thresholds for ago in (at - 1, at, at + 1)}
    ago = sorted({*beside, *_DAYS, *(-days for days in _DAYS)}, key=lambda days: (days < 0, days))
    days = [on - dt.timedelta(days=one) for one in ago]
    said = [day for day in days if FIRST_YEAR <= day.year <= LAST_YEAR]
    yield from (day.isoformat() for day in said)
    yield from (f"{day:%Y-%m}" for day in said)
    yield from (f"{day:%Y}" for day in said)
