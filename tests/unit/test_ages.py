"""Ages: what was said, how it is written, and how it is compared on a day."""

import datetime as dt

import pytest

from childconcern.facts import Aged, Born, Due, PartialDate, SaidAge, months_on, years_on
from childconcern.facts.ages import age_from_text, age_from_typing, age_text
from childconcern.problems import Fault

ON = dt.date(2026, 3, 1)
NOT_AN_AGE = "not-an-age"
OUT_OF_RANGE = "age-out-of-range"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-27", Born(PartialDate(2019, 3, 27))),
        ("2019-03", Born(PartialDate(2019, 3))),
        ("2019", Born(PartialDate(2019))),
        ("due 2026-05-01", Due(dt.date(2026, 5, 1))),
        ("7", Aged(7, "years")),
        ("7 years", Aged(7, "years")),
        ("1 year", Aged(1, "years")),
        ("0 months", Aged(0, "months")),
        ("5 month", Aged(5, "months")),
        ("about 7", Aged(7, "years", about=True)),
        ("about 18 months", Aged(18, "months", about=True)),
        ("1440 months", Aged(1440, "months")),
        ("120", Aged(120, "years")),
        ("1441 months", OUT_OF_RANGE),
        ("121 years", OUT_OF_RANGE),
        ("about 2019", OUT_OF_RANGE),
        ("1899", "year-out-of-range"),
        ("2019-02-30", "no-such-day"),
        ("due 2026-05", NOT_AN_AGE),
        ("due 2026-02-30", "no-such-day"),
        ("due soon", "not-a-date"),
        ("07", NOT_AN_AGE),
        ("-1 years", NOT_AN_AGE),
        ("7  years", NOT_AN_AGE),
        ("About 7", NOT_AN_AGE),
        ("7 weeks", NOT_AN_AGE),
        ("7.5", NOT_AN_AGE),
        ("", NOT_AN_AGE),
    ],
)
def test_json_holds_an_age_as_it_was_said(text: str, expected: SaidAge | str) -> None:
    read = age_from_text(text)

    assert (read.code if isinstance(read, Fault) else read) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", Aged(7, "years")),
        (" 7 Years old ", Aged(7, "years")),
        ("7yrs", Aged(7, "years")),
        ("7-year old", Aged(7, "years")),
        ("5 mths", Aged(5, "months")),
        ("approx. 5 months", Aged(5, "months", about=True)),
        ("~7", Aged(7, "years", about=True)),
        ("nearly 7", Aged(7, "years", about=True)),
        ("6 weeks", Aged(1, "months", about=True)),
        ("10 days old", Aged(0, "months", about=True)),
        ("100 days", Aged(3, "months", about=True)),
        ("3/4/2019", Born(PartialDate(2019, 4, 3))),
        ("born on 3 April 2019", Born(PartialDate(2019, 4, 3))),
        ("2019", Born(PartialDate(2019))),
        ("due 1 May 2026", Due(dt.date(2026, 5, 1))),
        ("EDD on 1/5/2026", Due(dt.date(2026, 5, 1))),
        ("due May 2026", NOT_AN_AGE),
        ("due soon", "not-a-date"),
        ("9999 days", Aged(328, "months", about=True)),
        ("9999 weeks", OUT_OF_RANGE),
        ("999", OUT_OF_RANGE),
        ("a baby", "not-a-date"),
        ("", "not-a-date"),
    ],
)
def test_people_type_ages_in_many_ways(text: str, expected: SaidAge | str) -> None:
    read = age_from_typing(text)

    assert (read.code if isinstance(read, Fault) else read) == expected


@pytest.mark.parametrize(
    ("age", "months", "years"),
    [
        ("2025-03-01", (12, 12), (1, 1)),
        ("2025-03-02", (11, 11), (0, 0)),
        ("2026-03-01", (0, 0), (0, 0)),
        ("2026-03-02", (-1, -1), (-1, -1)),
        ("2026-02", (0, 1), (0, 0)),
        ("2025", (2, 14), (0, 1)),
        ("2026", (0, 2), (0, 0)),
        ("2027", (-1, -1), (-1, -1)),
        ("due 2026-03-02", (-1, -1), (-1, -1)),
        ("due 2026-03-01", (0, 0), (0, 0)),
        ("due 2025-12-25", (2, 2), (0, 0)),
        ("7 months", (7, 7), (0, 0)),
        ("7 years", (84, 95), (7, 7)),
        ("about 7", (72, 107), (6, 8)),
        ("about 0", (0, 23), (0, 1)),
        ("about 1 month", (0, 2), (0, 0)),
        ("about 0 months", (0, 1), (0, 0)),
    ],
)
def test_an_age_is_a_span_of_completed_months(
    age: str, months: tuple[int, int], years: tuple[int, int]
) -> None:
    read = age_from_text(age)
    assert not isinstance(read, Fault)

    assert months_on(read, ON) == months
    assert years_on(read, ON) == years


@pytest.mark.parametrize(
    ("birth", "on", "months"),
    [
        ("2024-02-29", dt.date(2025, 2, 28), 11),
        ("2024-02-29", dt.date(2025, 3, 1), 12),
        ("2025-01-31", dt.date(2025, 2, 28), 0),
        ("2025-01-31", dt.date(2025, 3, 30), 1),
        ("2025-01-31", dt.date(2025, 3, 31), 2),
    ],
)
def test_a_month_is_complete_on_the_same_day_of_the_month(
    birth: str, on: dt.date, months: int
) -> None:
    read = age_from_text(birth)
    assert not isinstance(read, Fault)

    assert months_on(read, on) == (months, months)


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (Aged(1, "years"), "1 year"),
        (Aged(1, "months", about=True), "about 1 month"),
        (Aged(0, "years"), "0 years"),
        (Due(dt.date(2026, 5, 1)), "due 2026-05-01"),
        (Born(PartialDate(2019, 4)), "2019-04"),
    ],
)
def test_an_age_has_one_text(age: SaidAge, text: str) -> None:
    assert age_text(age) == text


def test_an_age_shows_nothing_of_itself() -> None:
    assert repr(Born(PartialDate(2019, 3, 27))) == "Born(...)"
    assert repr(Due(dt.date(2026, 5, 1))) == "Due(...)"
    assert repr(Aged(7, "years")) == "Aged(...)"
