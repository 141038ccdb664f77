"""Dates as people know them: a day, a month of a year, or a year.

In JSON a date is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, from 1900 to 2100.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from attrs import frozen

from childconcern.problems import Fault

__all__ = ["FIRST_YEAR", "LAST_YEAR", "PartialDate", "date_from_text", "date_from_typing"]

FIRST_YEAR: Final = 1900
"""The first year that a date can be in."""

LAST_YEAR: Final = 2100
"""The last year that a date can be in."""

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBERS = re.compile(r"(?:(?:([0-9]{1,2})[/. -])?([0-9]{1,2})[/. -])?([0-9]{4})")
_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9}),? ([0-9]{4})")
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@frozen(repr=False, cache_hash=True)
class PartialDate:
    """A day, a month or a year; what was not said is None.

    Attributes:
        year: From 1900 to 2100.
        month: From 1 to 12, or None.
        day: Of the month, or None; never without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> dt.date:
        """The earliest day it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day it can be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def text(self) -> str:
        """The canonical form, as in JSON."""
        steps = (f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n is not None))
        return "-".join(steps)

    def days_before(self, on: dt.date) -> tuple[int, int]:
        """Return the fewest and the most days from it to ``on``; negative for the future."""
        return (on - self.last_day).days, (on - self.first_day).days

    def __repr__(self) -> str:
        """Hide what was said: dates of birth pass through here."""
        return "PartialDate(...)"


def date_from_text(text: str) -> PartialDate | Fault:
    """Return the date that the canonical ``text`` says, or why it is none."""
    found = _ISO.fullmatch(text)
    if found is None:
        return Fault("not-a-date", (("form", "YYYY-MM-DD, YYYY-MM or YYYY"),))
    year, month, day = (int(part) if part else None for part in found.groups())
    return _checked(year, month, day)


def date_from_typing(text: str) -> PartialDate | Fault:
    """Return the date that a person typed: ``3/4/2019``, ``3 April 2019``, ``2019``.

    Numbers are read day first, as written in Britain.
    """
    plain = " ".join(text.casefold().split())
    if _ISO.fullmatch(plain):
        return date_from_text(plain)
    if found := _NUMBERS.fullmatch(plain):
        day, month, year = (int(part) if part else None for part in found.groups())
        return _checked(year, month, day)
    if found := _WORDS.fullmatch(plain):
        written_day, name, written_year = found.groups()
        month = next((n for n, full in enumerate(_MONTHS, 1) if full.startswith(name)), 0)
        return _checked(int(written_year), month, int(written_day) if written_day else None)
    return Fault("not-a-date", (("form", "for example 27 3 2019, March 2019 or 2019"),))


def _checked(year: int | None, month: int | None, day: int | None) -> PartialDate | Fault:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault("year-out-of-range", (("at_least", FIRST_YEAR), ("at_most", LAST_YEAR)))
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return Fault("no-such-day")
    return PartialDate(year, month, day)
