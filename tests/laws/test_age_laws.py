"""Ages and dates: the spans are those of every day they could be, and one text is one value."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from childconcern.facts import Age, Aged, Date, PartialDate, months_on, years_on
from childconcern.facts.ages import age_from_text, age_from_typing, age_text
from childconcern.facts.dates import date_from_text, date_from_typing
from childconcern.problems import Fault
from support.reference import possible_months

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
NEAR = st.dates(dt.date(2023, 1, 1), dt.date(2028, 12, 31))
FORMS = st.sampled_from(("%Y-%m-%d", "%Y-%m", "%Y"))
WRITTEN = st.builds(dt.date.strftime, DAYS, FORMS)
RECENT = st.builds(dt.date.strftime, NEAR, FORMS)
SAID = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "about ")),
    st.integers(0, 120),
    st.sampled_from((" months", " month", " years", " year", "")),
)
AGES = RECENT | SAID | NEAR.map(lambda day: f"due {day.isoformat()}")


@given(AGES, NEAR)
@example("2024-02-29", dt.date(2025, 2, 28))
@example("2025-01-31", dt.date(2025, 2, 28))
@example("about 0 years", dt.date(2025, 2, 28))
@example("2025", dt.date(2024, 12, 31))
@example("2025", dt.date(2025, 1, 1))
@example("due 2025-03-01", dt.date(2025, 3, 1))
@example("2000-01", dt.date(2100, 12, 31))
def test_an_age_spans_every_month_and_year_that_it_could_be(text: str, on: dt.date) -> None:
    age = age_from_text(text)
    months = possible_months(text, on)

    assert not isinstance(age, Fault)
    assert months_on(age, on) == (min(months), max(months))
    assert years_on(age, on) == (min(months) // 12, max(months) // 12)


@given(WRITTEN, DAYS)
def test_days_since_span_every_day_that_a_date_could_be(text: str, on: dt.date) -> None:
    date = date_from_text(text)
    first = last = dt.date.fromisoformat(f"{text}-01-01"[:10])
    while (following := last + dt.timedelta(days=1)).isoformat().startswith(text):
        last = following

    assert not isinstance(date, Fault)
    assert date.days_before(on) == ((on - last).days, (on - first).days)


@given(AGES)
def test_an_age_written_and_read_again_is_the_same(text: str) -> None:
    age = age_from_text(text)

    assert not isinstance(age, Fault)
    assert age_from_text(age_text(age)) == age
    assert age_from_typing(age_text(age)) == age
    assert Age().refusal(age) is None


@given(WRITTEN)
def test_a_date_written_and_read_again_is_the_same(text: str) -> None:
    date = date_from_text(text)

    assert not isinstance(date, Fault)
    assert date.text == text
    assert date_from_typing(text) == date
    assert Date().refusal(date) is None


@given(DAYS)
def test_british_ways_to_type_a_day_are_that_day(day: dt.date) -> None:
    expected = PartialDate(day.year, day.month, day.day)
    month = day.strftime("%B")  # no locale is set, so the name is English

    assert date_from_typing(f"{day.day}/{day.month}/{day.year}") == expected
    assert date_from_typing(f" {day.day:02}.{day.month:02}.{day.year} ") == expected
    assert date_from_typing(f"{day.day} {month.upper()} {day.year}") == expected
    assert date_from_typing(f"{day.day}th {month[:3]}, {day.year}") == expected
    assert date_from_typing(f"{month} {day.year}") == PartialDate(day.year, day.month)


@given(st.builds(Aged, st.integers(-3000, 3000), st.sampled_from(("months", "years"))))
def test_an_age_put_together_by_hand_is_allowed_when_it_could_have_been_read(age: Aged) -> None:
    most = 1440 if age.unit == "months" else 120

    assert (Age().refusal(age) is None) is (0 <= age.number <= most)


@given(
    st.integers(0, 9999),
    st.none() | st.integers(-1, 14),
    st.none() | st.integers(-1, 32),
)
def test_a_date_put_together_by_hand_is_allowed_when_there_is_such_a_day(
    year: int, month: int | None, day: int | None
) -> None:
    date = PartialDate(year, month, day)
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        exists = False
    else:
        exists = 1900 <= year <= 2100 and (day is None or month is not None)

    assert (Date().refusal(date) is None) is exists


@given(st.text(max_size=30) | st.from_regex(r"\A(about |due )?[0-9-]{1,11}( years?| months?)?\Z"))
def test_whatever_is_read_as_an_age_can_be_written_and_compared(text: str) -> None:
    for read in (age_from_text(text), age_from_typing(text)):
        if not isinstance(read, Fault):
            assert Age().refusal(read) is None
            assert Age().from_json(Age().to_json(read)) == read
