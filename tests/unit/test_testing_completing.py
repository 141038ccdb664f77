"""Sheets that the solver completes: what is kept, what is added, and where there is none."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import Phase, find, given, settings

from childconcern.facts import Json
from childconcern.journey import AnswersRefusedError
from childconcern.pack import NoQuestionnaireError, Pack
from childconcern.packfile import load_pack
from childconcern.policy import Claim, Guarantee
from childconcern.testing import (
    Reach,
    ReachError,
    Sheet,
    UnsettledReachError,
    boundaries,
    complete_answers,
    completer_of,
    journey_of,
    reached,
    sampled,
)
from childconcern.testing.completing import Completing
from childconcern.testing.guided import Guide
from childconcern.testing.journeys import Journeys
from childconcern.testing.outcomes import decided_by
from childconcern.testing.possible import ways_through
from childconcern.testing.promised import guarantee
from childconcern.verify import ReplayError
from support.family_pack import FAMILY
from support.small_pack import SMALL_PACK, PackFolder, with_edit

PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"
HILLSHIRE: Final = load_pack(PACKS / "hillshire")
ON: Final = dt.date(2026, 11, 24)
PLAIN: Final = settings(database=None, derandomize=True)


def read(folder: Path, files: Mapping[str, str]) -> Pack:
    """Return a pack of these files."""
    report = PackFolder(folder).report(files)
    assert report.pack is not None, report.problems
    return report.pack


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    return read(tmp_path_factory.mktemp("small"), SMALL_PACK)


PLAN: Final = """\
[groups.children.facts.plan]
kind = "yes-no"
set_by = "service"

[groups.adults]
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, to which the service says of each child whether there is a plan.

    Children are asked about where somebody is there who has none.
    """
    files = with_edit(SMALL_PACK, "facts.toml", "[groups.adults]\n", PLAN)
    gate = 'ask_when = "any_item(children, not asked(plan))"'
    files = with_edit(files, "screener.toml", 'ask_when = "not danger"', gate)
    return read(tmp_path_factory.mktemp("planned"), files)


def completed(
    pack: Pack,
    reach: Reach,
    kept: Mapping[str, Json] | None = None,
    questionnaire: str | None = None,
) -> Sheet:
    """Return the completed sheet, which is what it should be."""
    found = completer_of(pack, questionnaire, on=ON)(reach, kept or {})
    assert found is not None
    assert journey_of(pack, found).complete
    assert reached(pack, found, reach)
    assert {key: found.answers[key] for key in kept or {}} == (kept or {})
    return found


# ---------------------------------------------------------------------------- what is added


def test_what_nobody_asked_for_is_plain_and_nothing_is_there_that_was_not_asked(
    small: Pack,
) -> None:
    found = completed(small, Reach.rule("statutory"))

    assert found == completed(small, Reach.rule("statutory"))
    assert found.given == {}
    assert [*found.answers] == [
        *("danger", "you", "@children", "age@child-1", "hurt@child-1", "moves@child-1"),
        *("matters", "@adults"),
    ]
    assert found.answers["hurt@child-1"] == ["bruise"]


def test_other_answers_that_are_kept_give_other_sheets(small: Pack) -> None:
    said: list[dict[str, Json]] = [{"danger": False}, {"you": "police"}, {"@children": ["a", "b"]}]

    sheets = [completed(small, Reach.condition("injured"), kept) for kept in said]
    skipped = completed(small, Reach.route("consult"), {"weeks": {"skipped": True}})

    assert len({str(one.answers) for one in sheets}) == 3
    assert skipped.answers["matters"] == ["school"]


def test_a_drawn_sheet_is_as_plain_as_what_it_reaches_allows(small: Pack) -> None:
    strategy = complete_answers(small, reach=Reach.rule("statutory"), on=ON)
    found = find(strategy, lambda _: True, settings=settings(PLAIN, max_examples=100))

    assert found.answers["you"] == "teacher"
    assert found.answers["hurt@child-1"] == ["bruise"]
    assert found.given == {}


def test_what_is_drawn_is_the_same_whatever_the_solver_was_asked_before(small: Pack) -> None:
    def draw() -> list[str]:
        drawn: list[str] = []

        @settings(PLAIN, max_examples=25, phases=(Phase.generate,))
        @given(complete_answers(small, "request", reach=Reach.rule("statutory"), on=ON))
        def note(sheet: Sheet) -> None:
            drawn.append(str(sheet))

        note()
        return drawn

    before = draw()
    completed(small, Reach.rule("in-danger"), questionnaire="request")
    assert draw() == before
    assert len({*before}) > 15


# ------------------------------------------------------------------------- what is reached


@pytest.mark.parametrize(
    "reach",
    [
        Reach.route("emergency"),
        Reach.rule("in-danger"),
        Reach.boundary("age", -1),
        Reach.boundary("age", 7),
        Reach.boundary("weeks", 4),
        Reach.boundary("weeks", 3),
        Reach.boundary("weeks", 52),
        Reach.condition("any_item(children, months(age) >= 31)"),
        Reach.condition("any_item(children, 20 <= months(age) < 22 and not known(moves))"),
        Reach.condition("level_of('harm') >= 4 and areas_at(2) >= 2"),
        Reach.condition("all_of(matters, 'home', 'school')"),
        Reach.condition("not known(role) and asked(danger)"),
        Reach.condition("asked(matters) and not known(matters)"),
        Reach.condition("'school' in matters and role == 'teacher' and not asked(weeks)"),
        Reach.condition("count_items(children, any_of(hurt, 'burn')) >= 4"),
        Reach.condition(None),
    ],
    ids=str,
)
def test_whatever_can_be_named_is_reached(small: Pack, reach: Reach) -> None:
    completed(small, reach)


def test_a_date_and_what_the_service_set_are_found_for_a_request(small: Pack) -> None:
    found = completed(small, Reach.boundary("seen", 7), questionnaire="request")

    assert found.answers["seen"] == "2026-11-17"
    more = evolve(small.questionnaires[1], id="more")
    longer = evolve(small, questionnaires=(*small.questionnaires, more))
    completed(longer, Reach.boundary("seen", 7), questionnaire="more")
    never = Reach.condition("not danger and known(danger) and danger")
    assert completer_of(longer, "more", on=ON)(never, {}) is None
    by_night = completed(small, Reach.condition("by_night"), questionnaire="request")
    assert by_night.given["closed"] is True


@pytest.mark.parametrize(
    ("reach", "kept"),
    [
        (Reach.condition("known(danger) and not danger and danger"), {}),
        (Reach.boundary("weeks", 53), {}),
        (Reach.boundary("age", -5), {}),
        (Reach.boundary("seen", 7), {}),
        (Reach.rule("in-danger"), {"danger": False}),
        (Reach.route("consult"), {"danger": True}),
        (Reach.rule("statutory"), {"moves@child-1": True, "@children": ["child-1"]}),
        (Reach.rule("statutory"), {"moves@child-1": False}),
        (Reach.condition("count_items(children, known(age)) >= 3"), {"@children": ["a", "b"]}),
        (Reach.condition(None), {"danger": True, "@children": ["a"], "hurt@a": ["unhurt"]}),
        (Reach.condition(None), {"@children": ["a"], "age@a": "due 2027-01-01", "hurt@a": None}),
    ],
    ids=str,
)
def test_none_is_what_cannot_be(small: Pack, reach: Reach, kept: dict[str, Json]) -> None:
    assert completer_of(small, on=ON)(reach, kept) is None


def test_a_list_that_nobody_asked_for_is_made_only_where_nothing_else_leads_there(
    small: Pack,
) -> None:
    nobody = Reach.condition("known(danger) and danger and not asked(role)")
    somebody = Reach.condition("known(danger) and danger and any_item(children, not asked(age))")

    assert completer_of(small, on=ON)(nobody, {}) is None
    assert completed(small, somebody).answers["@children"] == ["child-1"]
    assert "@children" not in completed(small, Reach.rule("in-danger")).answers


def test_a_section_that_asks_of_whom_it_needs_to_know_before_is_opened(planned: Pack) -> None:
    found = completed(
        planned, Reach.condition("any_item(children, known(age) and not known(plan))")
    )

    assert "age@child-1" in found.answers
    assert "@children" in found.answers or "children" in found.given


def test_items_that_the_service_gave_are_found(planned: Pack) -> None:
    two = Reach.condition("count_items(children, plan) >= 2")
    found = completed(planned, two)
    listed: dict[str, Json] = {"@children": ["ann", "ben", "cai"]}

    assert completer_of(planned, on=ON)(two, listed) is None  # there is room for four
    given: Any = found.given["children"]
    too_many: dict[str, Json] = {"@children": ["ann", "ben", "cai"]}
    assert (
        completer_of(planned, on=ON)(Reach.condition("count_items(children, plan) >= 2"), too_many)
        is None
    )
    assert [one["id"] for one in given[:2]] == ["child-1", "child-2"]
    assert sum(one.get("plan") is True for one in given) >= 2


def test_items_that_answers_name_and_do_not_list_were_given(planned: Pack) -> None:
    kept: dict[str, Json] = {"age@ann": "5 months", "age@ben": "9 years", "moves@ann": None}
    found = completed(planned, Reach.rule("statutory"), kept)

    given: Any = found.given["children"]
    assert [one["id"] for one in given][:2] == ["ann", "ben"]


def test_what_is_drawn_has_items_that_the_service_gave(planned: Pack) -> None:
    reach, numbers = Reach.condition("any_item(children, not plan)"), set[int]()

    @settings(PLAIN, max_examples=30, phases=(Phase.generate,))
    @given(complete_answers(planned, reach=reach, on=ON))
    def note(sheet: Sheet) -> None:
        listed: Any = sheet.given["children"]
        numbers.add(len(listed))
        assert reached(planned, sheet, reach)

    note()
    assert len(numbers) > 1


# ---------------------------------------------------------------------------- what is kept


def test_a_request_keeps_what_is_said_of_children_whom_the_screener_listed() -> None:
    kept: dict[str, Json] = {
        "@children": ["ben"],
        "child-name@ann": "Ann",
        "child-name@ben": "Ben",
        "own-words@ben": None,
    }
    reach = Reach.rule("level-3")
    found = completer_of(HILLSHIRE, "request")(reach, kept)

    assert found is not None
    assert reached(HILLSHIRE, found, reach)
    assert {key: found.answers[key] for key in kept} == kept
    given: Any = found.given["children"]
    assert [one["id"] for one in given] == ["ann"]


def test_relationships_are_kept_with_those_of_whom_they_speak() -> None:
    kept: dict[str, Json] = {"@people": ["ann", "ben"], "kin@ann": {"ben": "parent"}}
    found = completer_of(FAMILY)(Reach.rule("hurt"), kept)

    assert found is not None
    assert found.answers["kin@ann"] == {"ben": "parent"}
    assert reached(FAMILY, found, Reach.rule("hurt"))
    assert completer_of(FAMILY)(Reach.rule("hurt"), {"kin@ann": {"ben": "parent"}}) is None


def test_what_does_not_fit_is_refused_and_not_told(small: Pack) -> None:
    with pytest.raises(AnswersRefusedError) as refused:
        completer_of(small)(Reach.rule("statutory"), {"danger": "Anna is here"})
    with pytest.raises(ReachError, match="the pack cannot reach rule none-such"):
        completer_of(small)(Reach.rule("none-such"), {})
    with pytest.raises(NoQuestionnaireError):
        completer_of(small, "none-such")

    assert "Anna" not in str(refused.value)


# -------------------------------------------------------------------------- finishing early


@pytest.fixture(scope="module")
def early(small: Pack) -> Pack:
    """Return the small pack, with first questions that finish early."""
    first, *others = small.questionnaires
    return evolve(small, questionnaires=(evolve(first, finish_early=True), *others))


def test_what_an_early_finish_passes_over_is_reached_some_other_way(
    small: Pack, early: Pack
) -> None:
    harmful = Reach.condition("danger and any_item(adults, harmful)")

    assert completed(small, harmful).answers["danger"] is True
    assert completed(early, harmful).answers["danger"] is None  # so that a duty may be owed
    completed(early, Reach.route("emergency"), questionnaire="request")


def test_an_answer_that_an_early_finish_always_passes_over_is_not_looked_for_for_ever(
    small: Pack, early: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, Json] = {"danger": True, "@adults": ["ann"], "harmful@ann": True}
    monkeypatch.setattr("childconcern.testing.completing._TRIES", 3)

    completed(small, Reach.route("emergency"), kept)
    with pytest.raises(UnsettledReachError):
        completer_of(early, on=ON)(Reach.route("emergency"), kept)


def test_what_is_so_only_because_a_question_was_passed_over_is_found(
    small: Pack, early: Pack
) -> None:
    kept: dict[str, Json] = {"danger": True, "@adults": ["ann"]}
    unasked = Reach.condition("any_item(adults, not asked(harmful))")

    completed(early, unasked, kept)
    assert completer_of(small, on=ON)(unasked, kept) is None


def test_people_who_are_related_finish_early() -> None:
    first = FAMILY.questionnaire()
    early = evolve(FAMILY, questionnaires=(evolve(first, finish_early=True),))

    for rule in ("worry", "calm", "in-doubt", "hurt"):
        found = completer_of(early)(Reach.rule(rule), {})
        assert found is not None
        assert reached(early, found, Reach.rule(rule))


# ----------------------------------------------------------------------- where it gives out


def test_a_budget_that_does_not_suffice_is_told_from_there_being_none() -> None:
    with pytest.raises(UnsettledReachError, match="ran out before it was known"):
        completer_of(HILLSHIRE, "request", budget=1)(Reach.rule("level-3"), {})


def test_a_guarantee_is_tried_on_any_sheet_where_no_other_is_found(
    small: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("childconcern.testing.completing._TRIES", 0)
    promise = Guarantee(id="danger", claim=Claim.NEVER_BELOW, route="consult")
    held = guarantee(promise, Journeys.of(small))

    assert sampled(held, decided_by(small), examples=20).kept
    with pytest.raises(ReachError, match="no complete journey ever reaches boundary weeks at 53"):
        find(complete_answers(small, reach=Reach.boundary("weeks", 53)), lambda _: True)


def test_a_solver_that_is_wrong_is_found_out(small: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bool:
        return False

    monkeypatch.setattr("childconcern.testing.completing.comes_to", never)
    with pytest.raises(ReplayError, match="it does not come to rule in-danger"):
        completer_of(small)(Reach.rule("in-danger"), {})


def test_somebody_to_whom_nothing_is_left_to_say_is_a_fault_of_the_solver(small: Pack) -> None:
    ways = ways_through(small, ("screener",), Reach.condition(None), on=ON)
    chooser: Any = None
    guide = Guide(ways=ways, chooser=chooser, always=(), wanted=(), never_matters=frozenset())

    with pytest.raises(ReplayError, match="nothing that can be said leads on"):
        guide.first([])
    assert guide.first_place({}, ()) is None
    assert repr(Completing(journeys=Journeys.of(small))).startswith("Completing(journeys=Journeys")


def test_all_boundaries_of_a_pack_share_what_was_made_for_the_first(small: Pack) -> None:
    first, *others = boundaries(small)
    made = [ways_through(small, ("screener",), one, on=ON) for one in (first, *others)]

    assert all(one is made[0] for one in made)
    assert ways_through(small, ("screener",), Reach.boundary("age", 7), on=ON) is not made[0]
