"""Dates: what is read, what is refused, and why."""

import datetime as dt

import pytest

from childconcern.facts import PartialDate
from childconcern.facts.dates import date_from_text, date_from_typing
from childconcern.problems import Fault

NOT_A_DATE = "not-a-date"
OUT_OF_RANGE = "year-out-of-range"
NO_SUCH_DAY = "no-such-day"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-27", PartialDate(2019, 3, 27)),
        ("2019-03", PartialDate(2019, 3)),
        ("2019", PartialDate(2019)),
        ("1900-01-01", PartialDate(1900, 1, 1)),
        ("2100-12-31", PartialDate(2100, 12, 31)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2023-02-29", NO_SUCH_DAY),
        ("2023-13", NO_SUCH_DAY),
        ("2023-00-01", NO_SUCH_DAY),
        ("2023-01-00", NO_SUCH_DAY),
        ("1899-12-31", OUT_OF_RANGE),
        ("2101", OUT_OF_RANGE),
        ("0000", OUT_OF_RANGE),
        ("", NOT_A_DATE),
        ("2019-3-27", NOT_A_DATE),
        ("27/03/2019", NOT_A_DATE),
        ("2019-03-27 ", NOT_A_DATE),
        ("2019-03-27\n", NOT_A_DATE),
        ("2019-03-27T00:00", NOT_A_DATE),
        ("٢٠١٩", NOT_A_DATE),
    ],
)
def test_json_holds_a_date_in_one_form_only(text: str, expected: PartialDate | str) -> None:
    read = date_from_text(text)

    assert (read.code if isinstance(read, Fault) else read) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4/2019", PartialDate(2019, 4, 3)),
        ("03.04.2019", PartialDate(2019, 4, 3)),
        ("3-4-2019", PartialDate(2019, 4, 3)),
        ("3 4 2019", PartialDate(2019, 4, 3)),
        ("  3   April\t2019 ", PartialDate(2019, 4, 3)),
        ("1st September 2019", PartialDate(2019, 9, 1)),
        ("2nd sept, 2019", PartialDate(2019, 9, 2)),
        ("3rd Mar 2019", PartialDate(2019, 3, 3)),
        ("April 2019", PartialDate(2019, 4)),
        ("4/2019", PartialDate(2019, 4)),
        ("2019", PartialDate(2019)),
        ("2019-04-03", PartialDate(2019, 4, 3)),
        ("2019-04", PartialDate(2019, 4)),
        ("4/13/2019", NO_SUCH_DAY),
        ("31 June 2019", NO_SUCH_DAY),
        ("3 Smarch 2019", NO_SUCH_DAY),
        ("3 ma 2019", NOT_A_DATE),
        ("3/4/19", NOT_A_DATE),
        ("3/4/1819", OUT_OF_RANGE),
        ("yesterday", NOT_A_DATE),
        ("", NOT_A_DATE),
    ],
)
def test_people_type_dates_day_first(text: str, expected: PartialDate | str) -> None:
    read = date_from_typing(text)

    assert (read.code if isinstance(read, Fault) else read) == expected


def test_a_partial_date_is_every_day_from_its_first_to_its_last() -> None:
    on = dt.date(2024, 3, 10)

    assert PartialDate(2024, 2).first_day == dt.date(2024, 2, 1)
    assert PartialDate(2024, 2).last_day == dt.date(2024, 2, 29)
    assert PartialDate(2024).last_day == dt.date(2024, 12, 31)
    assert PartialDate(2024, 2).days_before(on) == (10, 38)
    assert PartialDate(2024, 3, 12).days_before(on) == (-2, -2)


def test_a_date_shows_nothing_of_itself() -> None:
    assert repr(PartialDate(2019, 3, 27)) == str(PartialDate(2019, 3, 27)) == "PartialDate(...)"
