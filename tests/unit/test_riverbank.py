"""The reference pack: its cases, its size, and the concern that it must never get wrong."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest

from childconcern.decision import decide
from childconcern.facts import read_concern
from childconcern.journey import walk
from childconcern.pack import Case, run_case
from childconcern.packfile import load_pack, read_pack

FOLDER: Final = Path(__file__).parents[2] / "examples" / "packs" / "riverbank"
RIVERBANK: Final = load_pack(FOLDER)
ON: Final = dt.date(2026, 11, 23)


def test_riverbank_has_no_problem_and_no_warning() -> None:
    assert read_pack(FOLDER).problems == ()


@pytest.mark.parametrize("case", RIVERBANK.cases, ids=lambda case: case.id)
def test_every_case_that_practitioners_agreed_is_decided_as_they_said(case: Case) -> None:
    result = run_case(case, RIVERBANK.questionnaire(), RIVERBANK.policy)

    assert result.disagreements == ()
    assert result.refusals == ()


def test_riverbank_is_large_enough_to_be_a_reference() -> None:
    policy = RIVERBANK.policy

    assert [one.id for one in RIVERBANK.questionnaires] == ["screener", "request"]
    assert len(RIVERBANK.questionnaire().questions) >= 15
    assert len(policy.indicators) >= 25
    assert len(policy.rules) >= 8
    assert len(policy.duties) >= 5
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
        "lives-here": True,
        "special-matters": ["none"],
        "@children": ["child-1"],
        "age@child-1": "5 months",
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
