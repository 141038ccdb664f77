"""The reference pack: its cases, its size, and the concern that it must never get wrong."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Final

import pytest

from childconcern.decision import Decision, decide
from childconcern.facts import AnyOf, read_concern
from childconcern.journey import walk
from childconcern.pack import Case
from childconcern.packfile import load_pack, read_pack

FOLDER: Final = Path(__file__).parents[2] / "examples" / "packs" / "riverbank"
RIVERBANK: Final = load_pack(FOLDER)
ON: Final = dt.date(2026, 11, 23)


def test_riverbank_has_no_problem_and_no_warning() -> None:
    assert read_pack(FOLDER).problems == ()


@pytest.mark.parametrize("case", RIVERBANK.cases, ids=lambda case: case.id)
def test_every_case_that_practitioners_agreed_is_decided_as_they_said(case: Case) -> None:
    result = RIVERBANK.run_case(case)

    assert result.disagreements == ()
    assert result.refusals == ()


def test_riverbank_is_large_enough_to_be_a_reference() -> None:
    policy = RIVERBANK.policy

    assert [one.id for one in RIVERBANK.questionnaires] == ["screener", "request"]
    areas = [one for one in options_of("areas_of_concern") if one != "something-else"]
    assert len(areas) >= 14
    assert len(policy.indicators) >= 80
    assert len(policy.rules) >= 15
    assert len(policy.duties) >= 8
    assert len(policy.guarantees) >= 12
    assert all(one.source for one in policy.indicators)
    assert all(one.source for one in policy.rules)
    assert all(one.source for one in policy.duties)
    assert len(RIVERBANK.cases) >= 15


def test_every_rung_and_every_duty_is_reached_by_a_case() -> None:
    decisions = [one.decision for one in RIVERBANK.run_cases() if one.decision is not None]

    assert {one.route for one in decisions} == set(RIVERBANK.policy.rungs)
    assert {duty for one in decisions for duty in one.duties} == {
        duty.id for duty in RIVERBANK.policy.duties
    }


def test_a_bruised_five_month_old_reaches_social_care_today_by_every_road() -> None:
    answers: dict[str, object] = {
        "danger": False,
        "whereabouts": "safe",
        "referrer-role": "teacher",
        "special-matters": ["none"],
        "@children": ["child-1"],
        "injuries@child-1": ["bruise"],
    }
    for moves in (False, None):
        journey = walk(RIVERBANK.questionnaire(), {**answers, "moves-alone@child-1": moves}, on=ON)
        assert decide(journey.concern, RIVERBANK.policy, on=ON).route == "social-care-today"
    unfinished = walk(RIVERBANK.questionnaire(), answers, on=ON)
    assert unfinished.next == "moves-alone@child-1"
    assert decide(unfinished.concern, RIVERBANK.policy, on=ON).route == "social-care-today"
    told = read_concern(
        {
            "immediate_danger": False,
            "whereabouts": "safe",
            "children": [
                {
                    "id": "child-1",
                    "age": "2026-06-20",
                    "injuries": None,
                    "moves_alone": False,
                    "disclosure": "no",
                }
            ],
        },
        RIVERBANK.vocabulary,
    )
    assert decide(told, RIVERBANK.policy, on=ON).route == "social-care-today"


def test_a_journey_begun_in_silence_is_treated_as_danger() -> None:
    journey = walk(RIVERBANK.questionnaire(), {}, on=ON)

    assert journey.next == "danger"
    assert decide(journey.concern, RIVERBANK.policy, on=ON).route == "emergency"


CALM: Final[dict[str, object]] = {
    "danger": False,
    "whereabouts": "safe",
    "referrer-role": "school-staff",
    "special-matters": ["none"],
    "@children": ["child-1"],
    "injuries@child-1": ["none"],
    "moves-alone@child-1": True,
    "disclosure@child-1": "no",
    "age@child-1": "9",
    "injury-account@child-1": "fits",
    "circumstances@child-1": ["none"],
    "home-time": "today at 3.15pm",
    "lives-here": True,
    "areas-of-concern": ["learning"],
    "how-often": "once",
    "how-long": "new",
    "how-bad": "mild",
    "effect-on-child": "none-seen",
    "parents-response": "working-with-help",
    "agreement": "given",
}
GRAVE: Final[dict[str, object]] = {
    "how-often": "often",
    "how-long": "long",
    "how-bad": "severe",
    "effect-on-child": "serious",
    "parents-response": "unable-or-unwilling",
}
LISTS: Final = {
    "abuse": ("abuse",),
    "care": ("care", "home"),
    "health": ("health", "disability"),
    "feelings": ("feelings",),
    "outside": ("substances", "outside-home", "sexual-health"),
    "parents": ("domestic-abuse", "parents"),
    "family": ("family", "caring"),
    "learning": ("learning",),
}
"""The checklists, and the areas that each is about."""

LEARNING: Final[dict[str, object]] = {"learning-signs": ["some-absence"]}
NO_SIGNS: Final[dict[str, object]] = {f"{name}-signs": ["none-of-these"] for name in LISTS}


def decided(*changes: dict[str, object], at_night: bool = False) -> Decision:
    answers: dict[str, object] = {**CALM, **NO_SIGNS}
    for one in changes:
        answers |= one
    given = read_concern({"out_of_hours": at_night}, RIVERBANK.vocabulary, partial=True)
    journey = walk(RIVERBANK.questionnaire(), answers, given=given, on=ON)
    assert journey.next is None, journey.next
    return decide(journey.concern, RIVERBANK.policy, on=ON, complete=journey.complete)


def options_of(fact: str) -> list[str]:
    kind = RIVERBANK.vocabulary.by_id[fact].kind
    assert isinstance(kind, AnyOf)
    return [one.id for one in kind.options if not one.exclusive]


def journeys() -> Iterator[Decision]:
    """Yield decisions for each sign, calm and grave, at each age; then by who reports, and how."""
    for name, areas in LISTS.items():
        for sign, age in product(options_of(f"{name}_signs"), ("due 2027-03-01", "5", "12")):
            change: dict[str, object] = {
                "areas-of-concern": list(areas),
                f"{name}-signs": [sign],
                "age@child-1": age,
            }
            yield decided(change)
            yield decided(change, GRAVE)
            yield decided(change, GRAVE, {"effect-on-child": "some"})
    for key in ("special-matters", "injuries@child-1", "circumstances@child-1"):
        for option in options_of(key.partition("@")[0].replace("-", "_")):
            yield decided(LEARNING, {key: [option]})
            yield decided({key: [option], "age@child-1": "due 2027-03-01"}, GRAVE)
            yield decided({key: [option], "moves-alone@child-1": False})
    outcomes: tuple[dict[str, object], ...] = (
        {"danger": True},
        {"whereabouts": "not-safe"},
        {"whereabouts": "missing"},
        {"whereabouts": "safe-until-they-leave"},
        {"injuries@child-1": ["burn"], "injury-account@child-1": "missing"},
        {"injuries@child-1": ["burn"], "injury-account@child-1": "does-not-fit"},
        {"injuries@child-1": ["possible-birthmark"], "moves-alone@child-1": False},
        {"disclosure@child-1": "worrying-words"},
        {"disclosure@child-1": "yes"},
        {"areas-of-concern": ["none"]},
        {"areas-of-concern": ["something-else"]},
        {"areas-of-concern": ["abuse"], "abuse-signs": ["hit-or-hurt"]},
        {"special-matters": None},
        {"special-matters": ["works-with-children"]},
        {"special-matters": ["fgm-known"]},
        {"injuries@child-1": ["bruise"], "circumstances@child-1": ["protection-plan"]},
        {"circumstances@child-1": ["social-worker"]},
        {"learning-signs": None},
        {"learning-signs": ["often-absent"]},
        {"learning-signs": ["often-absent"], "effect-on-child": None},
        {"learning-signs": ["some-absence"]},
        {"areas-of-concern": ["care", "health", "feelings", "learning"]},
        {"areas-of-concern": ["care", "health", "feelings", "learning", "parents", "family"]},
        {
            "areas-of-concern": ["care", "home", "parents", "health"],
            "care-signs": ["shaky-routines", "short-crisis"],
            "health-signs": ["checks-missed"],
            "parents-signs": ["struggling"],
        },
    )
    for outcome, role, agreement in product(
        outcomes,
        ("teacher", "parent", "child"),
        ("given", "refused", "not-asked", "not-safe-to-ask", None),
    ):
        who: dict[str, object] = {"referrer-role": role, "agreement": agreement}
        yield decided(outcome, who)
        if agreement in {"given", "refused"}:
            yield decided(outcome, who, at_night=True)
            yield decided(outcome, who, {"lives-here": False})
            yield decided(outcome, who, {"age@child-1": "19"})
            yield decided(outcome, who, GRAVE, {"age@child-1": "5"})


@pytest.fixture(scope="module")
def all_decisions() -> list[Decision]:
    cases = (result.decision for result in RIVERBANK.run_cases())
    return [*journeys(), *(decision for decision in cases if decision is not None)]


def test_every_indicator_rule_and_duty_speaks_in_some_journey(
    all_decisions: list[Decision],
) -> None:
    policy = RIVERBANK.policy
    spoken = {one.id for decision in all_decisions for one in decision.reasons}

    assert {one.id for one in policy.indicators} - spoken == set()
    assert {one.id for one in policy.rules} - spoken == set()
    assert {one.id for one in policy.duties} - spoken == set()


def test_every_route_and_variant_is_the_answer_of_some_journey(
    all_decisions: list[Decision],
) -> None:
    # Who rings is not asked where there is danger, but a telephone script may have said it.
    told = read_concern(
        {"immediate_danger": True, "referrer_role": "child"}, RIVERBANK.vocabulary, partial=True
    )
    all_told = [*all_decisions, decide(told, RIVERBANK.policy, on=ON)]
    reached = {(one.route, one.variant) for one in all_told}

    declared = {
        (route.id, variant.id) for route in RIVERBANK.policy.routes for variant in route.variants
    }
    assert declared - reached == set()
    assert {route for route, _ in reached} == set(RIVERBANK.policy.rungs)


@pytest.mark.parametrize("injury", ["none", "bruise", "possible-birthmark", None])
def test_no_choice_of_areas_makes_a_journey_longer_than_twenty_questions(
    injury: str | None,
) -> None:
    longest = 0
    for size in range(len(LISTS) + 1):
        for names in combinations(LISTS, size):
            answers: dict[str, object] = {**CALM, **NO_SIGNS, "danger": None}
            answers |= {"danger-check": False, "injuries@child-1": injury and [injury]}
            answers["areas-of-concern"] = [LISTS[one][0] for one in names] or ["something-else"]
            journey = walk(RIVERBANK.questionnaire(), answers, on=ON)
            assert journey.complete
            longest = max(longest, len(journey.path))
    assert longest <= 20
    assert longest == 20 or injury == "possible-birthmark"


@pytest.mark.parametrize("size", [1, 3, 5])
@pytest.mark.parametrize("name", LISTS)
def test_another_kind_of_worry_or_an_injury_never_lowers_the_route(name: str, size: int) -> None:
    others = [one for one in LISTS if one != name]
    areas = [*LISTS[name], *(LISTS[one][0] for one in others[: size - 1])]
    worse: list[dict[str, object]] = [
        {"injuries@child-1": ["bruise"]},
        {"injuries@child-1": ["possible-birthmark"]},
    ]
    for one in others[size - 1 :]:
        worse.append({"areas-of-concern": [*areas, LISTS[one][0]]})  # noqa: PERF401 - typed
    for sign, grave in product(options_of(f"{name}_signs"), (CALM, GRAVE)):
        start: dict[str, object] = {**grave, "areas-of-concern": areas, f"{name}-signs": [sign]}
        before = decided(start).route
        for change in worse:
            after = decided(start, change).route
            assert RIVERBANK.policy.at_least_as_urgent(after, before), (sign, change)


def test_a_doubt_about_danger_is_cleared_by_one_plainer_question_or_is_danger() -> None:
    unsure: dict[str, object] = {"danger": None}

    assert decided(unsure, {"danger-check": None}).route == "emergency"
    assert decided(unsure, {"danger-check": True}).route == "emergency"
    assert decided(unsure, {"danger-check": False}, LEARNING).route == "early-help"


def test_a_parents_illness_debt_and_uneven_supervision_are_early_help_with_agreement() -> None:
    low: dict[str, object] = {
        "age@child-1": "5",
        "areas-of-concern": ["care", "home", "parents"],
        "care-signs": ["shaky-routines", "short-crisis"],
        "parents-signs": ["struggling"],
        "effect-on-child": "some",
        "parents-response": "struggling-but-willing",
    }
    assert decided(low).route == "early-help"
    assert decided(low, {"agreement": "refused"}).variant == "refused"


def test_nothing_goes_to_a_help_service_before_the_family_agrees() -> None:
    for route in RIVERBANK.policy.routes:
        if route.id in {"early-help", "targeted-help"}:
            assert not route.destinations
            sending = {one.id for one in route.variants if one.destinations}
            assert sending == {"agreed", "parent-agreed", "young-person-agreed"}
    for role, lives_here in product(("teacher", "parent", "child"), (True, None)):
        who: dict[str, object] = {"referrer-role": role, "lives-here": lives_here}
        assert str(decided(LEARNING, who).variant).endswith("agreed")
        for agreement in ("refused", "not-asked", None):
            variant = str(decided(LEARNING, who, {"agreement": agreement}).variant)
            assert not variant.endswith("agreed")
