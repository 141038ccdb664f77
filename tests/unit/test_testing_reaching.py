"""Sheets that reach a route, a rule, a boundary or a condition, and what never does."""

import datetime as dt
import sys
from collections.abc import Mapping
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import Phase, find, given, settings

from childconcern.conditions import ConditionError
from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee
from childconcern.testing import (
    Completer,
    Reach,
    ReachError,
    Sheet,
    boundaries,
    complete_answers,
    completer_of,
    guarantees,
    journey_of,
    reached,
    without_what_was_set_aside,
)
from childconcern.testing.journeys import Journeys
from childconcern.testing.promised import guarantee
from childconcern.verify import NoSolverError
from support.small_pack import SMALL_PACK, PackFolder

PLAIN: Final = settings(database=None, derandomize=True)
ON: Final = dt.date(2026, 11, 24)
HURT: Final[Mapping[str, Json]] = {
    "danger": False,
    "you": "teacher",
    "@children": ["child-1"],
    "age@child-1": "5 months",
    "hurt@child-1": ["bruise"],
    "moves@child-1": False,
    "matters": ["school"],
    "weeks": 4,
    "@adults": [],
}
"""A complete journey of the small pack that ends with social care, and four weeks missed."""


DANGER: Final[Mapping[str, Json]] = {"danger": True, "you": "police", "@adults": []}
"""A complete journey that ends with a call to 999."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    pack = PackFolder(tmp_path_factory.mktemp("small")).report(SMALL_PACK).pack
    assert pack is not None
    return pack


def sheet(answers: Mapping[str, Json], given: Mapping[str, Json] | None = None) -> Sheet:
    """Return a sheet of the small pack's screener."""
    return Sheet(on=ON, questionnaire="screener", answers=answers, given=given or {})


def completer(pack: Pack) -> Completer:
    """Return what tries partial answers on top of a journey that it knows."""

    def complete(reach: Reach, partial: Mapping[str, Json]) -> Sheet | None:
        for known in (HURT, DANGER):
            tried = without_what_was_set_aside(pack, sheet({**known, **partial}))
            if journey_of(pack, tried).complete and reached(pack, tried, reach):
                return tried
        return None

    return complete


@pytest.mark.parametrize(
    ("reach", "comes_to_it"),
    [
        (Reach.route("social-care"), True),
        (Reach.route("emergency"), False),
        (Reach.rule("statutory"), True),
        (Reach.rule("in-danger"), False),
        (Reach.boundary("weeks", 4), True),
        (Reach.boundary("weeks", 3), False),
        (Reach.boundary("age", 5), True),
        (Reach.boundary("age", 4), False),
        (Reach.boundary("seen", 0), False),
        (Reach.condition("injured"), True),
        (Reach.condition("level_of('harm') >= 4 and areas_at(2) >= 2"), True),
        (Reach.condition("level >= 4 and not danger"), True),
        (Reach.condition("danger"), False),
        (Reach.condition(None), True),
    ],
    ids=str,
)
def test_a_sheet_reaches_what_walking_and_deciding_make_of_it(
    small: Pack, reach: Reach, *, comes_to_it: bool
) -> None:
    assert reached(small, sheet(HURT), reach) is comes_to_it


def test_a_date_is_at_a_boundary_on_one_day_alone(small: Pack) -> None:
    given: dict[str, Json] = {"closed": True, "seen": "2026-11-17"}
    seen = evolve(sheet({}, given), questionnaire="request")

    assert reached(small, seen, Reach.boundary("seen", 7))
    assert not reached(small, evolve(seen, given={"seen": "2026-11"}), Reach.boundary("seen", 7))


def test_both_sides_of_every_threshold_are_boundaries(small: Pack) -> None:
    assert set(boundaries(small)) == {
        *(Reach.boundary("age", at) for at in (-1, 0)),
        *(Reach.boundary("weeks", at) for at in (3, 4)),
    }


@pytest.mark.parametrize(
    "reach",
    [
        Reach.route("social-care"),
        Reach.rule("in-danger"),
        Reach.boundary("weeks", 4),
        Reach.condition("any_item(children, 'bruise' in hurt)"),
    ],
    ids=str,
)
def test_every_sheet_that_is_drawn_reaches_what_was_asked_for(small: Pack, reach: Reach) -> None:
    drawn: list[Sheet] = []

    @settings(max_examples=30, database=None, derandomize=True, phases=(Phase.generate,))
    @given(complete_answers(small, reach=reach, on=ON, completer=completer(small)))
    def draw(one: Sheet) -> None:
        drawn.append(one)

    draw()
    assert all(reached(small, one, reach) and journey_of(small, one).complete for one in drawn)
    assert len({str(one) for one in drawn}) > 1


@pytest.mark.parametrize(
    ("reach", "says"),
    [
        (Reach.route("nowhere"), "the pack cannot reach route nowhere"),
        (Reach.rule("none-such"), "the pack cannot reach rule none-such"),
        (Reach.boundary("danger", 1), "the pack cannot reach boundary danger at 1"),
        (Reach.boundary("missing", 1), "the pack cannot reach boundary missing at 1"),
        (Reach.condition("missing"), "the pack cannot reach condition missing"),
    ],
    ids=str,
)
def test_what_a_pack_does_not_have_is_refused_at_once(small: Pack, reach: Reach, says: str) -> None:
    with pytest.raises(ReachError, match=says):
        complete_answers(small, reach=reach, completer=completer(small))


def test_without_a_solver_and_a_completer_it_is_said_what_to_install(
    small: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)

    with pytest.raises(
        ReachError, match=r"install childconcern with .* childconcern\[verify\], or"
    ):
        complete_answers(small, reach=Reach.route("emergency"))
    with pytest.raises(NoSolverError):
        completer_of(small)
    [danger] = guarantees(small)  # without a solver its trials are any sheets
    assert len(find(danger.trials, lambda _: True, settings=PLAIN).sheets) == 1


def test_what_no_journey_reaches_is_said_and_not_drawn_for_ever(small: Pack) -> None:
    never = Reach.condition("danger and injured")

    with pytest.raises(ReachError, match="no complete journey ever reaches condition danger and"):
        find(complete_answers(small, reach=never, completer=completer(small)), lambda _: True)


def test_a_completer_that_does_not_keep_its_word_is_found_out(small: Pack) -> None:
    def lies(_: Reach, __: Mapping[str, Json]) -> Sheet:
        return sheet({"danger": True})

    reach = Reach.route("social-care")
    with pytest.raises(ReachError, match="does not come to route social-care; this is a fault"):
        find(complete_answers(small, reach=reach, completer=lies), lambda _: True)


def test_a_text_that_is_no_condition_is_refused() -> None:
    with pytest.raises(ConditionError):
        Reach.condition("danger or")


def test_guarantees_of_rare_concerns_are_tried_where_something_completes_sheets(
    small: Pack,
) -> None:
    [danger] = guarantees(small, completer=completer(small))
    found = find(
        danger.trials,
        lambda trial: trial.sheets[0].answers["danger"] is True,
        settings=settings(database=None, derandomize=True),
    )
    assert len(found.sheets) == 1


TELL_POLICE: Final = "any_item(adults, harmful) and count_items(children, 'burn' in hurt) >= 1"


@pytest.mark.parametrize(
    ("promise", "comes_to"),
    [
        ({"route": "emergency"}, Reach.route("emergency")),
        ({"duty": "tell-police"}, Reach.condition(TELL_POLICE)),
        ({"level": 4}, Reach.condition("level >= 4")),
        ({"level": 1}, Reach.condition(None)),
    ],
    ids=str,
)
def test_what_is_so_only_sometimes_is_tried_where_it_is_so(
    small: Pack, promise: dict[str, Any], comes_to: Reach
) -> None:
    asked: set[Reach] = set()

    def gives_up(reach: Reach, _: object) -> None:
        asked.add(reach)

    only = Guarantee(id="only", claim=Claim.ONLY_IF, **promise)
    held = guarantee(only, Journeys.of(small), completer=gives_up)
    with pytest.raises(ReachError, match="no complete journey ever reaches"):
        find(held.trials, lambda _: False, settings=settings(database=None, derandomize=True))

    assert asked == {comes_to}
