"""Ages held as what was said, and compared as an interval on a given day.

"About 7" is not 7: an age is a span of completed months, and a comparison that
the span does not settle is unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal, TypeAlias

from attrs import frozen

from childconcern.facts.dates import PartialDate, date_from_text, date_from_typing
from childconcern.problems import Fault

__all__ = [
    "MOST_MONTHS",
    "NOT_YET_BORN",
    "Aged",
    "Born",
    "Due",
    "SaidAge",
    "age_from_text",
    "age_from_typing",
    "age_text",
    "months_on",
    "years_on",
]

MOST_MONTHS: Final = 1440
"""The highest age that can be said, in months: 120 years."""

NOT_YET_BORN: Final = -1
"""What months and years are before a birth."""

_FORMS: Final = "YYYY-MM-DD, YYYY-MM, YYYY, due YYYY-MM-DD, [about] N months or [about] N [years]"
_SAID = re.compile(r"(about )?(0|[1-9][0-9]{0,3})(?: (months?|years?))?")
_BIRTH = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_TYPED = re.compile(
    r"(about |around |roughly |approx\.? |approximately |nearly |almost |~ ?)?([0-9]{1,4}) ?-?"
    r"(months?|mths?|years?|yrs?|y|weeks?|wks?|days?)?(?: old)?"
)


@frozen(repr=False, cache_hash=True)
class Born:
    """A birth on a day, in a month or in a year."""

    date: PartialDate

    def __repr__(self) -> str:
        """Hide the date of birth."""
        return "Born(...)"


@frozen(repr=False, cache_hash=True)
class Due:
    """A child expected on a day; from that day on it is read as a birth."""

    date: dt.date

    def __repr__(self) -> str:
        """Hide the date."""
        return "Due(...)"


@frozen(repr=False, cache_hash=True)
class Aged:
    """So many months or years, as said on the day of the decision.

    Attributes:
        number: Of completed months or years.
        unit: ``months`` or ``years``.
        about: One unit either way, never below 0.
    """

    number: int
    unit: Literal["months", "years"]
    about: bool = False

    def __repr__(self) -> str:
        """Hide the age."""
        return "Aged(...)"


SaidAge: TypeAlias = Born | Due | Aged
"""An age as it was said."""


def months_on(age: SaidAge, on: dt.date) -> tuple[int, int]:
    """Return the fewest and the most completed months that ``age`` can mean on that day.

    Before birth it is -1. Of a partial birth date, days after ``on`` are left
    out where an earlier or equal one remains.
    """
    match age:
        case Born(date):
            return _months_since(date.first_day, date.last_day, on)
        case Due(date):
            return _months_since(date, date, on)
        case _:
            low = high = age.number
            if age.about:
                low, high = max(0, low - 1), high + 1
            return (low, high) if age.unit == "months" else (12 * low, 12 * high + 11)


def years_on(age: SaidAge, on: dt.date) -> tuple[int, int]:
    """Return the fewest and the most completed years; -1 before birth."""
    low, high = months_on(age, on)
    return low // 12, high // 12


def _months_since(first: dt.date, last: dt.date, on: dt.date) -> tuple[int, int]:
    if first > on:
        return NOT_YET_BORN, NOT_YET_BORN
    return _completed_months(min(last, on), on), _completed_months(first, on)


def _completed_months(birth: dt.date, on: dt.date) -> int:
    return 12 * (on.year - birth.year) + on.month - birth.month - (on.day < birth.day)


def age_text(age: SaidAge) -> str:
    """Return the canonical form, as in JSON."""
    match age:
        case Born(date):
            return date.text
        case Due(date):
            return f"due {date.isoformat()}"
        case _:
            word = age.unit.removesuffix("s") if age.number == 1 else age.unit
            return f"{'about ' if age.about else ''}{age.number} {word}"


def age_from_text(text: str) -> SaidAge | Fault:
    """Return the age that the canonical ``text`` says, or why it is none."""
    if _BIRTH.fullmatch(text):
        date = date_from_text(text)
        return date if isinstance(date, Fault) else Born(date)
    if text.startswith("due "):
        return _due(date_from_text(text.removeprefix("due ")))
    found = _SAID.fullmatch(text)
    if found is None:
        return Fault("not-an-age", (("form", _FORMS),))
    about, number, unit = found.groups()
    return _aged(
        int(number), "months" if (unit or "").startswith("m") else "years", about=bool(about)
    )


def age_from_typing(text: str) -> SaidAge | Fault:
    """Return the age that a person typed: ``7``, ``5 mths``, ``about 6 weeks``, ``3/4/2019``.

    Weeks and days become about so many months, because that is all they settle.
    """
    plain = " ".join(text.casefold().split())
    if plain.startswith(("due ", "edd ")):
        return _due(date_from_typing(plain[4:].removeprefix("on ")))
    found = _TYPED.fullmatch(plain)
    if found is None or _BIRTH.fullmatch(plain):
        date = date_from_typing(plain.removeprefix("born ").removeprefix("on "))
        return date if isinstance(date, Fault) else Born(date)
    about, digits, unit = found.groups()
    number = int(digits)
    match (unit or "y")[0]:
        case "m":
            return _aged(number, "months", about=bool(about))
        case "w":
            return _aged(number * 7 * 12 // 365, "months", about=True)
        case "d":
            return _aged(number * 12 // 365, "months", about=True)
        case _:
            return _aged(number, "years", about=bool(about))


def _due(date: PartialDate | Fault) -> SaidAge | Fault:
    if isinstance(date, Fault):
        return date
    if date.day is None:
        return Fault("not-an-age", (("form", "due YYYY-MM-DD"),))
    return Due(date.first_day)


def _aged(number: int, unit: Literal["months", "years"], *, about: bool) -> SaidAge | Fault:
    if number * (12 if unit == "years" else 1) > MOST_MONTHS:
        return Fault("age-out-of-range", (("at_most_months", MOST_MONTHS),))
    return Aged(number, unit, about)
