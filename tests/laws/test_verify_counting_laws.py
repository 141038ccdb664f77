"""Counts of answer combinations are what going through every one of them counts."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, reject

from childconcern.facts import Age, Date, Fact, WholeNumber
from childconcern.facts.ages import age_from_text
from childconcern.facts.dates import PartialDate
from childconcern.pack import Pack
from childconcern.verify import askings_of
from childconcern.verify.counting import JourneyCounter, count_per_route, counts_in
from childconcern.verify.encoding.domains import Span, seen_as
from childconcern.verify.encoding.weighing import weights_of
from childconcern.verify.engine.diagram import Budget
from childconcern.verify.engine.solver import TRUE
from support.brute_force import ON, TooManyError, every_journey, tiny_packs
from support.trying import tried


@tried(8)
@given(tiny_packs())
def test_every_complete_journey_is_counted_once_and_under_its_route(pack: Pack) -> None:
    try:
        complete = [one for one in every_journey(pack) if one.journey.complete]
    except TooManyError:
        reject()
    asking = askings_of(pack, on=ON, scopes=[pack.questionnaires[0].id])[0]
    found = count_per_route(JourneyCounter((asking.world,), Budget(nodes=1_000_000)))
    expected = Counter(one.decision.route for one in complete)

    assert found[None] == len(complete)
    assert {route: number for route, number in found.items() if route is not None} == {
        route.id: expected[route.id] for route in pack.policy.routes
    }


@tried(4)
@given(tiny_packs())
def test_two_worlds_that_share_answers_are_counted_as_one(pack: Pack) -> None:
    asking = askings_of(pack, on=ON, scopes=[pack.questionnaires[0].id])[0]
    world = asking.world
    alone = JourneyCounter((world,), Budget(nodes=1_000_000)).count(world.complete)

    assert counts_in(1_000_000)(world, world, world.complete) == alone


def test_a_spent_budget_counts_nothing() -> None:
    from childconcern import load_pack  # noqa: PLC0415 - of this test alone

    pack = load_pack("examples/packs/hillshire")
    asking = askings_of(pack, on=ON, scopes=["screener"])[0]
    found = count_per_route(JourneyCounter((asking.world,), Budget(nodes=100)))

    assert set(found.values()) == {None}
    assert JourneyCounter((asking.world,), Budget(nodes=100)).count(TRUE) is None


DAY = dt.date(2026, 11, 28)


def test_a_number_is_said_in_one_way() -> None:
    fact = Fact(id="weeks", kind=WholeNumber(at_least=2, at_most=20))

    assert weights_of(fact, (4, 10), DAY) == {Span(0, 0): 2, Span(1, 1): 6, Span(2, 2): 11}


@pytest.mark.parametrize(
    "said", ["7 months", "about 7", "2019", "2019-02", "2019-02-28", "due 2027-03-14", "120 years"]
)
def test_every_way_to_say_an_age_is_counted_where_it_is_seen(said: str) -> None:
    fact, cuts = Fact(id="age", kind=Age()), (0, 6, 84, 216)
    age = age_from_text(said)
    [seen] = seen_as(fact, age, cuts, DAY)  # type: ignore[arg-type]  # none of these is refused
    weights = weights_of(fact, cuts, DAY)

    assert weights[seen] > 0
    days = (dt.date(2100, 12, 31) - dt.date(1899, 12, 31)).days
    partial = 201 * 13
    assert sum(weights.values()) == 2 * days + partial + 2 * (1441 + 121)


def test_every_way_to_say_a_date_is_counted() -> None:
    fact, cuts = Fact(id="day", kind=Date()), (0, 30)
    weights = weights_of(fact, cuts, DAY)
    [seen] = seen_as(fact, PartialDate(2026, 11, 1), cuts, DAY)

    assert (
        weights[seen] == 30
    )  # the days from 29 back to the day itself; months and years span more
    days = (dt.date(2100, 12, 31) - dt.date(1899, 12, 31)).days
    assert sum(weights.values()) == days + 201 * 13
