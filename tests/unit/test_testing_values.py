"""What the testing kit says of facts: every form, both sides of each number, and what is worse."""

import datetime as dt
from typing import Final

import pytest

from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Json,
    Kind,
    OneOf,
    Option,
    PersonName,
    WholeNumber,
    YesNo,
    months_on,
)
from childconcern.facts.ages import SaidAge, age_from_text
from childconcern.facts.dates import date_from_text
from childconcern.problems import Fault
from childconcern.testing.choices import Choices
from childconcern.testing.orders import (
    all_clear,
    is_mildest,
    is_worse,
    most_worrying,
    worse_answers,
)
from childconcern.testing.saying_when import months_before, said_ages, said_dates

ON: Final = dt.date(2026, 3, 31)
INJURIES: Final = AnyOf(
    (
        Option("bruise"),
        Option("burn"),
        Option("unborn", exclusive=True, ordered=False),
        Option("none", exclusive=True),
    )
)
OPTIONS: Final = OneOf(("no", "perhaps", "yes", "other"))


def fact(kind: Kind, worse: str | tuple[str, ...] | None) -> Fact:
    """Return a fact with an order."""
    return Fact(id="it", kind=kind, worse=worse)


def aged(text: str) -> SaidAge:
    """Return the age that a text says."""
    age = age_from_text(text)
    assert not isinstance(age, Fault)
    return age


# ------------------------------------------------------------------------- ages and dates


@pytest.mark.parametrize(
    ("on", "months", "born"),
    [
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 3, 31), 12, dt.date(2025, 3, 31)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2026, 1, 15), 2, dt.date(2025, 11, 15)),
        (dt.date(2026, 12, 31), 0, dt.date(2026, 12, 31)),
    ],
)
def test_a_last_day_of_birth_makes_so_many_months_and_the_day_after_makes_one_fewer(
    on: dt.date, months: int, born: dt.date
) -> None:
    assert months_before(on, months) == born
    assert months_on(aged(born.isoformat()), on) == (months, months)
    after = months_on(aged((born + dt.timedelta(days=1)).isoformat()), on)
    assert after == (months - 1, months - 1)


@pytest.mark.parametrize("threshold", [1, 6, 12, 216])
def test_an_age_is_said_on_both_sides_of_a_threshold_in_every_form(threshold: int) -> None:
    said = said_ages((threshold,), ON)
    spans = {text: months_on(aged(text), ON) for text in said}
    exactly = {
        text for text, span in spans.items() if span in {(threshold,) * 2, (threshold - 1,) * 2}
    }

    assert any(text.endswith(("month", "months")) for text in exactly)
    assert {threshold, threshold - 1} <= {low for low, high in spans.values() if low == high}
    assert {"9 years", "about 9 years", "due 2026-05-30", "due 2026-02-14"} <= {*said}
    assert months_before(ON, threshold).isoformat() in said
    assert f"{months_before(ON, threshold):%Y-%m}" in said
    assert f"{months_before(ON, threshold):%Y}" in said


def test_ages_are_each_said_once_and_no_birth_is_before_1900() -> None:
    said = said_ages((1440,), dt.date(2019, 6, 1))

    assert len(said) == len({*said})
    assert "1440 months" in said
    assert not any(text.startswith("1899") for text in said)
    assert all(not isinstance(age_from_text(text), Fault) for text in said)


def test_dates_are_said_on_both_sides_of_a_threshold_as_days_months_and_years() -> None:
    said = said_dates((7, -14), ON)

    assert said[0] == "2026-03-31"
    assert {"2026-03-24", "2026-03-25", "2026-04-14", "2026-04-15"} <= {*said}
    assert {"2026-03", "2026", "2025"} <= {*said}


def test_no_date_is_said_that_lies_outside_the_years_a_date_can_have() -> None:
    said = said_dates((400,), dt.date(1900, 12, 1))

    assert all(not isinstance(date_from_text(text), Fault) for text in said)


# -------------------------------------------------------------------------------- orders


@pytest.mark.parametrize(
    ("kind", "order", "milder", "worse"),
    [
        (YesNo(), "yes", False, True),
        (YesNo(), "no", True, False),
        (OPTIONS, ("no", "perhaps", "yes"), "no", "yes"),
        (WholeNumber(at_most=9), "higher", 3, 4),
        (WholeNumber(at_most=9), "lower", 4, 3),
        (Age(), "lower", "about 9 years", "7 years"),
        (Age(), "higher", "2026-01", "2025"),
        (Date(), "higher", "2026-03-31", "2026-03-30"),
        (Date(), "lower", "2026-01", "2026-02"),
        (INJURIES, "more", ["none"], ["bruise"]),
        (INJURIES, "more", ["bruise"], ["bruise", "burn"]),
        (INJURIES, ("burn",), ["bruise"], ["bruise", "burn"]),
    ],
)
def test_a_worse_answer_is_worse_and_the_milder_one_is_not(
    kind: Kind, order: str | tuple[str, ...], milder: Json, worse: Json
) -> None:
    declared = fact(kind, order)

    assert is_worse(declared, worse, milder, ON)
    assert not is_worse(declared, milder, worse, ON)
    assert not is_worse(declared, worse, worse, ON)
    assert not is_worse(fact(kind, None), worse, milder, ON)


@pytest.mark.parametrize(
    ("kind", "order", "one", "other"),
    [
        (YesNo(), "yes", None, True),
        (YesNo(), "yes", False, {"skipped": True}),
        (OPTIONS, ("no", "perhaps", "yes"), "other", "yes"),
        (Age(), "lower", "about 9 years", "9 years"),
        (Age(), "lower", "about 9 years", "about 10 years"),
        (INJURIES, "more", ["unborn"], ["bruise"]),
        (INJURIES, "more", ["bruise"], ["burn"]),
        (INJURIES, "more", ["none"], ["unborn"]),
        (INJURIES, "more", None, ["burn"]),
        (INJURIES, ("burn",), ["burn"], ["bruise", "burn"]),
        (INJURIES, ("burn",), ["none"], ["bruise", "burn"]),
    ],
)
def test_answers_without_an_order_between_them_are_not_compared(
    kind: Kind, order: str | tuple[str, ...], one: Json, other: Json
) -> None:
    declared = fact(kind, order)

    assert not is_worse(declared, one, other, ON)
    assert not is_worse(declared, other, one, ON)


def test_what_is_worse_than_an_answer_is_all_that_can_be_said_above_it() -> None:
    some = Choices(whole=("no", "perhaps", "yes", "other"))
    declared = fact(OPTIONS, ("no", "perhaps", "yes"))

    assert worse_answers(declared, "no", some, ON) == ("perhaps", "yes")
    assert worse_answers(declared, "yes", some, ON) == ()
    assert most_worrying(declared, some, ON) == ("yes",)
    assert all_clear(declared, some, ON) == ("no",)


def test_what_is_worse_than_some_options_has_one_more_or_all_of_them() -> None:
    chosen = Choices(whole=())
    declared = fact(INJURIES, "more")

    assert worse_answers(declared, ["none"], chosen, ON) == (
        ["bruise"],
        ["burn"],
        ["bruise", "burn"],
    )
    assert worse_answers(declared, ["burn"], chosen, ON) == (["bruise", "burn"],) * 2
    assert most_worrying(declared, chosen, ON) == (["bruise", "burn"],)
    assert all_clear(declared, chosen, ON) == (["none"],)
    assert most_worrying(fact(INJURIES, ("burn",)), chosen, ON) == (["burn"],)


@pytest.mark.parametrize("kind", [YesNo(), INJURIES, PersonName()], ids=lambda kind: kind.name)
def test_a_fact_without_an_order_has_neither_end(kind: Kind) -> None:
    some = Choices(whole=(True, False))

    assert most_worrying(fact(kind, None), some, ON) == ()
    assert all_clear(fact(kind, None), some, ON) == ()


@pytest.mark.parametrize(
    ("kind", "order", "answer", "mildest"),
    [
        (YesNo(), "yes", False, True),
        (YesNo(), "no", False, False),
        (YesNo(), None, False, False),
        (YesNo(), "yes", None, False),
        (OPTIONS, ("no", "perhaps", "yes"), "no", True),
        (OPTIONS, ("no", "perhaps", "yes"), "other", False),
        (INJURIES, "more", ["none"], True),
        (INJURIES, "more", ["unborn"], False),
        (INJURIES, None, ["none"], False),
        (WholeNumber(at_most=9), "higher", 3, True),
        (WholeNumber(at_most=9), "higher", 4, False),
        (WholeNumber(at_most=9), "lower", 7, True),
        (WholeNumber(at_most=9), "lower", 6, False),
        (WholeNumber(at_most=3), "higher", 3, True),
        (Age(), "higher", "about 3 months", False),
        (Age(), "lower", "7 months", True),
        (Date(), "higher", "2026-03-30", True),
    ],
)
def test_the_least_worrying_answer_is_told_up_to_the_first_number_that_is_told_apart(
    kind: Kind, order: str | tuple[str, ...] | None, answer: Json, *, mildest: bool
) -> None:
    assert is_mildest(fact(kind, order), answer, (4, 7), ON) is mildest
