"""Brute force leaves out no answer: what it takes for one, every test takes for one."""

import datetime as dt

import pytest

from childconcern.conditions import Bound, Compare, Measure, settled
from childconcern.facts import Age, AnyOf, Date, Fact, Option, Value, WholeNumber, read_held
from childconcern.journey import walk
from trust.brute import quick_walks
from trust.random_packs import DAYS, TINY, made_up_pack
from trust.said_values import said_values

TESTS = {
    "age": (
        Compare(fact="age", measure=Measure.MONTHS, low=Bound(6), high=Bound(12, inclusive=False)),
        Compare(fact="age", measure=Measure.YEARS, low=Bound(1)),
        Compare(fact="age", measure=Measure.YEARS, high=Bound(5)),
    ),
    "last_seen": (
        Compare(fact="last_seen", measure=Measure.DAYS_SINCE, high=Bound(14)),
        Compare(fact="last_seen", measure=Measure.DAYS_SINCE, low=Bound(0)),
    ),
}
SAID = {
    "age": (
        *("7", "about 7", "0 months", "about 6 months", "due 2031-01-01", "2026-11", "2026"),
        *("2025", "2021-12-31", "2021", "1900", "120 years", "about 5 years", "2026-05-24"),
    ),
    "last_seen": ("2026-11-24", "2026-11", "2026", "2027", "1999-01-01", "2026-11-10", "2027-01"),
}


def outcomes(fact: Fact, value: Value, on: dt.date) -> tuple[bool | None, ...]:
    return tuple(settled(test, value, on) for test in TESTS[fact.id])


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize(
    "fact", [Fact(id="age", kind=Age()), Fact(id="last_seen", kind=Date())], ids=["age", "date"]
)
def test_whatever_is_said_comes_out_as_one_of_the_values_gone_through(
    fact: Fact, on: dt.date
) -> None:
    gone_through = [outcomes(fact, one.value, on) for one in said_values(fact, TESTS[fact.id], on)]

    assert len(set(gone_through)) == len(gone_through)
    for text in SAID[fact.id]:
        held = read_held(fact, text)
        assert outcomes(fact, held, on) in gone_through  # type: ignore[arg-type]


def test_every_number_and_every_set_of_options_is_gone_through() -> None:
    times = Fact(id="times", kind=WholeNumber(at_least=-1, at_most=2))
    several = (Option("bruise"), Option("burn"), Option("none", exclusive=True))
    injuries = Fact(id="injuries", kind=AnyOf(several))

    assert [one.value for one in said_values(times, (), DAYS[0])] == [-1, 0, 1, 2]
    assert {one.value for one in said_values(injuries, (), DAYS[0])} == {
        frozenset({"bruise"}),
        frozenset({"burn"}),
        frozenset({"bruise", "burn"}),
        frozenset({"none"}),
    }


def test_a_quick_walk_is_the_same_walk_without_what_is_still_to_come() -> None:
    for number in range(20):
        questionnaire = made_up_pack(f"quick/{number}", TINY).questionnaire()
        whole = walk(questionnaire, {}, on=DAYS[1])
        with quick_walks():
            quick = walk(questionnaire, {}, on=DAYS[1])

        assert (quick.path, quick.next, quick.why) == (whole.path, whole.next, whole.why)
        assert (quick.concern, quick.set_aside) == (whole.concern, whole.set_aside)
        assert quick.at_most_to_come == 0
