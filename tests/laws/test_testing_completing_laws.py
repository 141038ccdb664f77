"""What the solver completes, beside every journey of tiny packs and many of larger ones."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given, reject
from hypothesis import strategies as st

from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.testing import (
    Reach,
    Sheet,
    UnsettledReachError,
    boundaries,
    complete_answers,
    completer_of,
    decision_about,
    journey_of,
    packs,
    reached,
)
from childconcern.testing.reaching import comes_to
from support.brute_force import ON, Gone, TooManyError, every_journey, tiny_packs
from support.family_pack import FAMILY
from support.trying import tried

PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"
RIVERBANK: Final = load_pack(PACKS / "riverbank")
HILLSHIRE: Final = load_pack(PACKS / "hillshire")
EARLY: Final = evolve(FAMILY, questionnaires=(evolve(FAMILY.questionnaire(), finish_early=True),))


def everything(pack: Pack) -> list[Reach]:
    """Return all that can be asked for in so many words, and each sign and indicator."""
    policy = pack.policy
    return [
        *(Reach.route(one.id) for one in policy.routes),
        *(Reach.rule(one.id) for one in policy.rules),
        *boundaries(pack),
        *(Reach.condition(one.when) for one in policy.signs),
        *(Reach.condition(one.when) for one in policy.indicators),
        *(Reach.condition(f"level >= {one.number}") for one in policy.levels[1:]),
    ]


def is_whole(pack: Pack, sheet: Sheet, reach: Reach) -> bool:
    """Return whether a sheet is complete, with nothing set aside, and reaches something."""
    journey = journey_of(pack, sheet)
    return journey.complete and not journey.set_aside and reached(pack, sheet, reach)


# ------------------------------------------------------------- beside every journey there is


def journeys_of(pack: Pack) -> list[Gone]:
    """Return every complete journey of a tiny pack, or do without it."""
    try:
        return [one for one in every_journey(pack) if one.journey.complete]
    except TooManyError:
        reject()


def is_reached(journeys: list[Gone], reach: Reach) -> bool:
    """Return whether any of some journeys reaches something."""
    return any(comes_to(one.decision, reach) for one in journeys)


@tried(6)
@given(tiny_packs())
def test_nothing_is_said_to_be_out_of_reach_but_what_no_journey_reaches(pack: Pack) -> None:
    complete = journeys_of(pack)
    completer = completer_of(pack, on=ON)

    for reach in everything(pack):
        found = completer(reach, {})
        assert (found is None) == (not is_reached(complete, reach))
        assert found is None or is_whole(pack, found, reach)


def kept_of(answers: Mapping[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Return some answers, with the lists of those that they name."""
    which = data.draw(st.integers(0, 2 ** len(answers) - 1))
    some = {key: one for n, (key, one) in enumerate(answers.items()) if which >> n & 1}
    lists = {key: one for key, one in answers.items() if key.startswith("@")}
    return {**(lists if any("@" in key for key in some) else {}), **some}


def has(answers: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    """Return whether some answers are among others, word for word."""
    return all(key in answers and answers[key] == one for key, one in kept.items())


@tried(12)
@given(tiny_packs(), st.data())
def test_answers_are_kept_wherever_a_journey_that_reaches_it_has_them(
    pack: Pack, data: st.DataObject
) -> None:
    complete = journeys_of(pack)
    if not complete:
        reject()
    completer = completer_of(pack, on=ON)
    kept = kept_of(data.draw(st.sampled_from(complete)).answers, data)
    # An answer to what is not asked is in no journey, and is not kept there.
    whole = [one for one in complete if has(one.answers, kept)]

    reach = data.draw(st.sampled_from(everything(pack)))
    found = completer(reach, kept)

    assert (found is None) == (not is_reached(whole, reach))
    assert found is None or (has(found.answers, kept) and is_whole(pack, found, reach))


# ------------------------------------------------------------------------- larger packs


@tried(8)
@given(packs(), st.data())
def test_what_a_drawn_journey_reaches_can_be_reached_with_any_of_its_answers(
    pack: Pack, data: st.DataObject
) -> None:
    asked = data.draw(st.sampled_from([one.id for one in pack.questionnaires]))
    sheet = data.draw(complete_answers(pack, asked))
    decision, completer = decision_about(pack, sheet), completer_of(pack, asked)
    kept = kept_of(sheet.answers, data)

    reach = data.draw(st.sampled_from([one for one in everything(pack) if comes_to(decision, one)]))
    found = completer(reach, kept)

    assert found is not None
    assert has(found.answers, kept)
    assert is_whole(pack, found, reach)


@tried(8)
@given(packs(), st.data())
def test_every_sheet_drawn_from_any_pack_reaches_what_it_should(
    pack: Pack, data: st.DataObject
) -> None:
    asked = data.draw(st.sampled_from([one.id for one in pack.questionnaires]))
    reach = data.draw(st.sampled_from(everything(pack)))
    try:
        if completer_of(pack, asked)(reach, {}) is None:
            reject()
        sheet = data.draw(complete_answers(pack, asked, reach))
    except UnsettledReachError:
        reject()

    assert sheet.questionnaire == asked
    assert is_whole(pack, sheet, reach)


def named(pack: Pack) -> list[Reach]:
    """Return the routes, rules and boundaries of a pack, and its levels."""
    return [one for one in everything(pack) if one.when is None or "level" in str(one)]


@pytest.mark.parametrize("pack", [RIVERBANK, HILLSHIRE], ids=lambda pack: str(pack.id))
def test_every_route_rule_and_boundary_of_a_council_is_reached_by_its_screener(pack: Pack) -> None:
    completer = completer_of(pack)

    for reach in named(pack):
        found = completer(reach, {})
        assert found is not None, reach
        assert is_whole(pack, found, reach)


def test_every_rule_of_a_council_is_reached_by_a_request_that_follows_the_screener() -> None:
    completer = completer_of(HILLSHIRE, "request")

    for rule in HILLSHIRE.policy.rules:
        found = completer(Reach.rule(rule.id), {})
        assert found is not None, rule.id
        assert is_whole(HILLSHIRE, found, Reach.rule(rule.id))


@tried(15)
@given(st.data())
def test_what_is_drawn_for_a_council_reaches_what_it_should(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from([RIVERBANK, HILLSHIRE]))
    asked = data.draw(st.sampled_from(["screener", "screener", "screener", "request"]))
    reach = data.draw(st.sampled_from(everything(pack)))

    assert is_whole(pack, data.draw(complete_answers(pack, asked, reach)), reach)


@tried(5)
@given(st.data())
def test_several_children_are_kept_with_what_was_said_of_each(data: st.DataObject) -> None:
    rule = Reach.rule(data.draw(st.sampled_from(["level-3", "level-2", "danger"])))
    sheet = data.draw(complete_answers(RIVERBANK, "request", rule))
    kept = kept_of(sheet.answers, data)
    found = completer_of(RIVERBANK, "request")(rule, kept)

    assert found is not None
    assert has(found.answers, kept)
    assert is_whole(RIVERBANK, found, rule)


@pytest.mark.parametrize("pack", [FAMILY, EARLY], ids=["to the end", "finishes early"])
@tried(15)
@given(data=st.data())
def test_people_who_are_related_come_to_each_route(pack: Pack, data: st.DataObject) -> None:
    reach = Reach.route(data.draw(st.sampled_from(["urgent", "soon"])))

    assert is_whole(pack, data.draw(complete_answers(pack, reach=reach)), reach)


@tried(6)
@given(complete_answers(RIVERBANK, "request", Reach.rule("level-4")))
def test_what_a_request_goes_on_from_is_what_a_screener_recorded(sheet: Sheet) -> None:
    assert "immediate_danger" in sheet.given
    assert not any(key.startswith("danger") for key in sheet.answers)
