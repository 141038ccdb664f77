"""The second pack: level 3 is statutory there, and it shares its facts with Riverbank."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from childconcern.decision import Decision, decide
from childconcern.facts import read_concern
from childconcern.pack import Case, Pack
from childconcern.packfile import load_pack, read_pack

ROOT: Final = Path(__file__).parents[2]
PACKS: Final = ROOT / "examples" / "packs"
HILLSHIRE: Final = load_pack(PACKS / "hillshire")
RIVERBANK: Final = load_pack(PACKS / "riverbank")
SIDE_BY_SIDE: Final = tomllib.loads((PACKS / "side-by-side.toml").read_text("utf-8"))["concerns"]

QUIET: Final[Mapping[str, object]] = {
    "immediate_danger": False,
    "whereabouts": "safe",
    "referrer_role": "teacher",
    "lives_here": True,
    "special_matters": ["none"],
    "how_often": "sometimes",
    "effect_on_child": "none-seen",
    "parents_response": "working-with-help",
    "agreement": "given",
}
QUIET_CHILD: Final[Mapping[str, object]] = {
    "id": "child-1",
    "age": "14",
    "injuries": ["none"],
    "moves_alone": True,
    "injury_account": "fits",
    "disclosure": "no",
    "circumstances": ["none"],
}
# One concern for each indicator of level 3, in which no other sign is given.
LEVEL_3: Final[Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]]] = {
    "hurt-without-a-story": ({}, {"injuries": ["bruise"], "injury_account": "missing"}),
    "has-hinted": ({}, {"disclosure": "worrying-words"}),
    "sexual-behaviour": ({"abuse_signs": ["sexual-behaviour"]}, {}),
    "harsh-punishment": ({"abuse_signs": ["harsh-punishment"]}, {}),
    "basics-missing-and-it-shows": (
        {"care_signs": ["basics-missing"], "how_often": "often"},
        {},
    ),
    "left-alone": ({"care_signs": ["left-alone"]}, {}),
    "pregnancy-hidden": ({"care_signs": ["pregnancy-hidden"]}, {}),
    "special-support": ({"health_signs": ["special-support"]}, {}),
    "treatment-missed": ({"health_signs": ["treatment-missed"]}, {}),
    "carers-worn-out": ({"health_signs": ["carers-worn-out"]}, {}),
    "specialist-help": ({"feelings_signs": ["specialist-help"]}, {}),
    "self-harm": ({"feelings_signs": ["self-harm"]}, {}),
    "regular-substances": ({"outside_signs": ["regular-substances"]}, {}),
    "pregnant": ({"outside_signs": ["pregnant"]}, {}),
    "exploitation-building": ({"outside_signs": ["exploitation-pattern"]}, {}),
    "past-abuse": ({"parents_signs": ["past-abuse"]}, {}),
    "drink-or-drugs": ({"parents_signs": ["drink-or-drugs"]}, {}),
    "struggling-and-it-shows": (
        {"parents_signs": ["struggling"], "parents_response": "unable-or-unwilling"},
        {},
    ),
    "heavy-caring": ({"family_signs": ["heavy-caring"]}, {}),
    "bitter-dispute": ({"family_signs": ["bitter-dispute"]}, {}),
    "parent-in-prison": ({"family_signs": ["parent-in-prison"]}, {}),
    "private-fostering": ({"family_signs": ["private-fostering"]}, {}),
    "alone-in-country": ({}, {"circumstances": ["alone-in-country"]}),
    "baby-after-a-child-removed": (
        {},
        {"circumstances": ["sibling-removed"], "age": "8 months"},
    ),
    "deep-trouble": ({"care_signs": ["deep-trouble"]}, {}),
    "often-absent": ({"learning_signs": ["often-absent"]}, {}),
}
# What the source of each published vignette expects; V104 to V111 are about teams, not routes.
PUBLISHED: Final[Mapping[str, str]] = {
    "universal": "V001 V002 V003 V004 V080",
    "early_help": "V020 V021 V024 V025 V026 V044 V045 V081",
    "statutory": "V029 V030 V031 V032 V033 V034 V035 V072 V073 V075 V082 V091 V092",
    "medical_review_same_day": "V074",
    "emergency_999": "V076 V077 V078 V079",
    "edt_out_of_hours": "V083",
    "next_working_day": "V084",
    "police_report": "V085",
    "lado": "V086 V088",
    "lado_and_statutory": "V087",
    "allocated_worker": "V089",
    "not_accepted_without_agreement": "V090",
    "seek_agreement_then_statutory": "V093",
    "seek_agreement_then_early_help": "V094",
    "report_helpline_mandatory": "V095",
    "report_helpline_voluntary": "V096 V097",
    "consult_child_wellbeing_unit": "V098",
    "consult_manager_or_family_referral_service": "V099",
    "red": "V100 V103",
    "amber": "V101",
    "green": "V102",
}
PROTECTS: Final = "emergency social-care-today social-care protection-today protection"
HELPS: Final = "targeted-help early-help community-help"
# The routes, and the duty, that fulfil what a source expects. Family Help is statutory.
FULFILS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "emergency_999": ("emergency", frozenset()),
    "statutory": (f"{PROTECTS} family-help", frozenset()),
    "seek_agreement_then_statutory": ("family-help", frozenset()),
    "early_help": (HELPS, frozenset()),
    "seek_agreement_then_early_help": (HELPS, frozenset()),
    "not_accepted_without_agreement": (HELPS, frozenset()),
    "next_working_day": (HELPS, frozenset()),
    "universal": ("universal for-everyone", frozenset()),
    "green": ("universal for-everyone", frozenset()),
    "amber": (f"{PROTECTS} {HELPS} family-help consult advice", frozenset()),
    "red": (PROTECTS, frozenset()),
    "medical_review_same_day": (
        f"{PROTECTS} consult advice",
        frozenset({"same-day-medical-view", "doctor-today"}),
    ),
    "edt_out_of_hours": ("social-care-today protection-today", frozenset()),
    "police_report": (PROTECTS, frozenset({"police-known-fgm", "police-fgm"})),
    "lado": (f"{PROTECTS} consult advice", frozenset({"lado"})),
    "lado_and_statutory": (PROTECTS, frozenset({"lado"})),
    "allocated_worker": (
        f"{PROTECTS} family-help",
        frozenset({"allocated-worker", "childs-worker"}),
    ),
    "report_helpline_mandatory": (PROTECTS, frozenset()),
    "report_helpline_voluntary": (f"{PROTECTS} {HELPS} family-help consult advice", frozenset()),
    "consult_child_wellbeing_unit": (f"{HELPS} consult advice", frozenset()),
    "consult_manager_or_family_referral_service": (f"{HELPS} consult advice", frozenset()),
}
AREA_OF: Final[Mapping[str, str]] = {
    "abuse_signs": "abuse",
    "care_signs": "care",
    "health_signs": "health",
    "feelings_signs": "feelings",
    "outside_signs": "outside-home",
    "parents_signs": "parents",
    "family_signs": "family",
    "learning_signs": "learning",
}


def decided(told: Mapping[str, object], child: Mapping[str, object]) -> Decision:
    areas = [AREA_OF[one] for one in told if one in AREA_OF] or ["none"]
    document = {
        **QUIET,
        "areas_of_concern": areas,
        **told,
        "children": [{**QUIET_CHILD, **child}],
    }
    concern = read_concern(document, HILLSHIRE.vocabulary)
    return decide(concern, HILLSHIRE.policy, on=HILLSHIRE.cases[0].on)


def test_hillshire_has_no_problem_and_no_warning() -> None:
    assert read_pack(PACKS / "hillshire").problems == ()


@pytest.mark.parametrize("case", HILLSHIRE.cases, ids=lambda case: case.id)
def test_every_case_of_hillshire_is_decided_as_it_says(case: Case) -> None:
    result = HILLSHIRE.run_case(case)

    assert result.disagreements == ()
    assert result.refusals == ()


def test_every_rung_and_every_duty_of_hillshire_is_reached_by_a_case() -> None:
    decisions = [one.decision for one in HILLSHIRE.run_cases() if one.decision is not None]

    assert {one.route for one in decisions} == set(HILLSHIRE.policy.rungs)
    assert {duty for one in decisions for duty in one.duties} == {
        duty.id for duty in HILLSHIRE.policy.duties
    }


# Level 3


def test_there_is_a_concern_for_every_indicator_of_level_3() -> None:
    assert set(LEVEL_3) == {one.id for one in HILLSHIRE.policy.indicators if one.level == 3}


@pytest.mark.parametrize("indicator", LEVEL_3)
def test_any_one_sign_of_level_3_is_statutory_even_where_parents_are_on_top_of_it(
    indicator: str,
) -> None:
    told, child = LEVEL_3[indicator]

    decision = decided(told, child)

    serious = {one.id for one in HILLSHIRE.policy.indicators if one.level >= 3}
    assert {one.id for one in decision.reasons if one.kind == "indicator"} & serious == {indicator}
    assert decision.level == 3
    assert HILLSHIRE.policy.at_least_as_urgent(decision.route, "family-help")


def test_without_a_sign_the_same_concern_is_for_everyone() -> None:
    assert decided({}, {}).route == "for-everyone"


# What a head of safeguarding would ask first


@pytest.mark.parametrize("agreement", ["given", "not-asked", "refused", None])
@pytest.mark.parametrize("indicator", ["hurt-without-a-story", "has-hinted", "sexual-behaviour"])
def test_nobody_is_told_to_ask_the_family_first_where_the_family_may_be_the_harm(
    indicator: str, agreement: str | None
) -> None:
    told, child = LEVEL_3[indicator]

    variant = decided({**told, "agreement": agreement}, child).outcome.variant

    assert variant is not None
    assert variant.id == "before-the-family"


@pytest.mark.parametrize("sign", ["sexually-active", "pregnant"])
@pytest.mark.parametrize(
    ("age", "level"), [("12", 4), ("13", {"sexually-active": 2, "pregnant": 3})]
)
def test_sex_under_13_is_always_protection(
    sign: str, age: str, level: int | Mapping[str, int]
) -> None:
    decision = decided({"outside_signs": [sign]}, {"age": age})

    assert decision.level == (level if isinstance(level, int) else level[sign])
    assert (decision.route == "protection") == (age == "12")


def test_a_weapon_is_protection_even_once() -> None:
    assert decided({"outside_signs": ["carries-weapon"], "how_often": "once"}, {}).level == 4


@pytest.mark.parametrize(("how_often", "level"), [("once", 3), ("often", 4)])
def test_who_often_goes_missing_is_at_level_4(how_often: str, level: int) -> None:
    told = {"outside_signs": ["goes-missing"], "how_often": how_often}

    assert decided(told, {}).level == level


def test_where_a_grown_up_is_hurt_at_home_nobody_is_told_to_speak_to_the_one_who_hurts() -> None:
    variant = decided({"parents_signs": ["current-abuse"]}, {}).outcome.variant

    assert variant is not None
    assert variant.id == "abuse-at-home"


@pytest.mark.parametrize("sign", ["exploited", "cruelty", "low-mood", "regular-substances"])
def test_a_young_person_is_spoken_to_as_the_child_whatever_the_route(sign: str) -> None:
    told = {"exploited": "outside_signs", "cruelty": "abuse_signs", "low-mood": "feelings_signs"}
    signs = {told.get(sign, "outside_signs"): [sign], "referrer_role": "child"}

    variant = decided(signs, {}).outcome.variant

    assert variant is not None
    assert variant.id == "young-person"


def test_an_unborn_baby_is_not_taken_for_a_child_under_13_who_has_sex() -> None:
    assert decided({"outside_signs": ["pregnant"]}, {"age": "due 2027-03-14"}).level == 3


# The same facts, other rules


def test_facts_that_both_councils_have_are_the_same_but_for_the_name_of_the_council() -> None:
    ours, theirs = HILLSHIRE.vocabulary.by_id, RIVERBANK.vocabulary.by_id
    both = set(ours) & set(theirs)

    assert both == set(ours), "Hillshire has no fact of its own"
    for fact in both:
        assert repr(ours[fact]).replace("Hillshire", "Riverbank") == repr(theirs[fact])


@pytest.mark.parametrize("told", SIDE_BY_SIDE, ids=lambda told: told["story"][:40])
@pytest.mark.parametrize("pack", [HILLSHIRE, RIVERBANK], ids=lambda pack: pack.id)
def test_a_concern_set_side_by_side_is_readable_in_both_councils(
    pack: Pack, told: dict[str, Any]
) -> None:
    concern = read_concern(told["concern"], pack.vocabulary)

    assert decide(concern, pack.policy, on=told["on"]).route in pack.policy.rungs


def test_the_councils_agree_on_danger_and_a_hurt_baby_and_differ_on_level_3() -> None:
    found = [
        [
            decide(read_concern(one["concern"], pack.vocabulary), pack.policy, on=one["on"])
            for pack in (RIVERBANK, HILLSHIRE)
        ]
        for one in SIDE_BY_SIDE
    ]
    routes = [(theirs.route, ours.route) for theirs, ours in found]
    apart = [pair for pair in found if [one.level for one in pair] == [3, 3]]

    assert {("emergency", "emergency"), ("social-care-today", "protection-today")} <= set(routes)
    assert apart
    assert all(ours.route == "family-help" for _, ours in apart)
    assert all(theirs.route == "targeted-help" for theirs, _ in apart)


# The published vignettes


def vignettes_of(pack: Pack) -> Iterator[tuple[str, Decision]]:
    for result in pack.run_cases():
        assert result.decision is not None, result.case.id
        named = re.search(r"\(vignettes? (.+)\)", result.case.source)
        for vignette in re.findall(r"V\d{3}", named[1]) if named else ():
            yield vignette, result.decision


def as_its_source_expects(vignette: str, decision: Decision) -> bool:
    expected = next(what for what, ids in PUBLISHED.items() if vignette in ids.split())
    routes, duties = FULFILS[expected]
    told = not duties or not duties.isdisjoint(decision.duties)
    return decision.route in routes.split() and told


def counted(pack: Pack) -> tuple[str, str, str]:
    drawn = list(vignettes_of(pack))
    ids = {one for one, _ in drawn}
    otherwise = {one for one, decision in drawn if not as_its_source_expects(one, decision)}
    return str(len(ids)), str(len(ids - otherwise)), ", ".join(sorted(otherwise)) or "none"


def test_hillshire_holds_every_vignette_that_fits_its_levels_and_all_come_out_as_expected() -> None:
    fitting = {
        *(f"V{one:03}" for one in (1, 2, 3, 4, 20, 21, 24, 25, 26)),
        *(f"V{one:03}" for one in range(29, 36)),
        *(f"V{one:03}" for one in (77, 81, 92, 93, 94)),
    }

    assert {one for one, _ in vignettes_of(HILLSHIRE)} == fitting
    assert counted(HILLSHIRE) == ("21", "21", "none")


def test_the_page_of_worked_examples_counts_the_vignettes_as_the_packs_have_them() -> None:
    page = (ROOT / "docs" / "reference" / "worked-examples.md").read_text("utf-8")
    packs = (RIVERBANK, HILLSHIRE)
    either = {one for pack in packs for one, _ in vignettes_of(pack)}
    titles = ("Drawn from a vignette", "Come out as the source expects", "Do not")
    columns = zip(*(counted(pack) for pack in packs), strict=True)

    for title, cells in zip(titles, columns, strict=True):
        assert f"| {title} | {' | '.join(cells)} |" in page
    assert f"Together they hold {len(either)} of the 58" in page
    assert sum(len(ids.split()) for ids in PUBLISHED.values()) == 58 - 8
