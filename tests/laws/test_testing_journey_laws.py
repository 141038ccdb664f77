"""What holds of every sheet and every edit session that the testing kit draws."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from childconcern.conditions import Asked, Known, walk_tree
from childconcern.decision import decide
from childconcern.facts import FORM_KINDS, Concern, Json, Vocabulary, concern_document, read_concern
from childconcern.pack import Pack, pack_problems
from childconcern.packfile import load_pack
from childconcern.policy import Claim
from childconcern.problems import Fault
from childconcern.testing import (
    EditKind,
    EditSession,
    Sheet,
    answers_so_far,
    complete_answers,
    concerns,
    decision_about,
    edit_sessions,
    journey_of,
    packs,
    without_what_was_set_aside,
)
from childconcern.testing.choices import choices_for
from childconcern.testing.made_questionnaires import questionnaires
from childconcern.testing.made_vocabularies import vocabularies
from support.family_pack import FAMILY
from support.trying import tried

PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"
RIVERBANK: Final = load_pack(PACKS / "riverbank")
HILLSHIRE: Final = load_pack(PACKS / "hillshire")
ON: Final = dt.date(2026, 3, 31)
EARLY: Final = evolve(FAMILY, questionnaires=(evolve(FAMILY.questionnaire(), finish_early=True),))
SHEETS: Final = (complete_answers(FAMILY), complete_answers(EARLY))
SESSIONS: Final = (edit_sessions(FAMILY), edit_sessions(EARLY))
GENERATE: Final = (Phase.generate,)
READABLE: Final = ("yes-no", "one-of", "any-of", "whole-number", "age", "date")


def is_whole(pack: Pack, sheet: Sheet) -> bool:
    """Return whether a sheet is complete, with every answer to a question in its place."""
    journey = journey_of(pack, sheet)
    answered = [key for key in sheet.answers if not key.startswith("@")]
    return journey.complete and journey.set_aside == () and answered == [*journey.path]


def asks_for_the_age(sheet: Sheet) -> bool:
    """Return whether somebody said how old the child is."""
    return "age@child-1" in sheet.answers


@tried(15)
@given(packs(), st.data())
def test_every_sheet_of_every_pack_is_complete_and_nothing_is_set_aside(
    pack: Pack, data: st.DataObject
) -> None:
    for questionnaire in pack.questionnaires:
        assert is_whole(pack, data.draw(complete_answers(pack, questionnaire.id)))


@tried(40)
@given(complete_answers(RIVERBANK), complete_answers(HILLSHIRE, on=ON))
def test_every_sheet_of_a_councils_screener_is_complete(one: Sheet, other: Sheet) -> None:
    assert is_whole(RIVERBANK, one)
    assert is_whole(HILLSHIRE, other)
    assert other.on == ON


@tried(10)
@given(complete_answers(RIVERBANK, "request"))
def test_a_request_goes_on_from_what_the_screener_recorded(sheet: Sheet) -> None:
    assert is_whole(RIVERBANK, sheet)
    assert "immediate_danger" in sheet.given
    assert decision_about(RIVERBANK, sheet).route in RIVERBANK.policy.rungs


@tried(30)
@given(answers_so_far(RIVERBANK), answers_so_far(RIVERBANK, on=ON))
def test_a_journey_that_ends_early_has_the_first_answers_and_no_others(
    one: Sheet, other: Sheet
) -> None:
    for sheet in (one, other):
        journey = journey_of(RIVERBANK, sheet)
        answered = [key for key in sheet.answers if not key.startswith("@")]
        assert journey.set_aside == ()
        assert [*journey.path][: len(answered)] == answered


@tried(15)
@given(packs(), st.data())
def test_what_was_set_aside_never_changes_what_is_decided(pack: Pack, data: st.DataObject) -> None:
    for questionnaire in pack.questionnaires:
        sheets = data.draw(edit_sessions(pack, questionnaire.id)).sheets()
        assert [journey_of(pack, sheet).questionnaire for sheet in sheets]
        final, fresh = sheets[-1], without_what_was_set_aside(pack, sheets[-1])
        before, after = decision_about(pack, final), decision_about(pack, fresh)
        assert before.outcome == after.outcome
        assert before.complete == after.complete
        assert before.concern == after.concern


@pytest.mark.parametrize("pack", [FAMILY, EARLY], ids=["to the end", "finishes early"])
@tried(60)
@given(data=st.data())
def test_who_is_no_longer_listed_is_no_longer_spoken_of(pack: Pack, data: st.DataObject) -> None:
    assert is_whole(pack, data.draw(SHEETS[pack is EARLY]))
    for one in data.draw(SESSIONS[pack is EARLY]).sheets():
        journey = journey_of(pack, one)
        fresh = without_what_was_set_aside(pack, one)
        assert journey_of(pack, fresh).concern == journey.concern


@tried(20)
@given(st.data())
def test_a_session_is_read_at_every_step_by_the_pack_that_it_is_of(data: st.DataObject) -> None:
    session = data.draw(edit_sessions(RIVERBANK))
    sheets = session.sheets()
    assert len(sheets) == len(session.edits) + 1
    assert sheets[0] == session.start
    for edit, before, after in zip(session.edits, sheets, sheets[1:], strict=False):
        assert journey_of(RIVERBANK, after).questionnaire == "screener"
        if edit.kind is EditKind.REMOVED:
            assert edit.key in before.answers.keys() - after.answers.keys()
        elif edit.kind is EditKind.RESUMED:
            assert before.answers == after.answers
        else:
            assert after.answers[edit.key] == edit.value


def test_people_do_everything_that_there_is_to_do() -> None:
    done: set[EditKind] = set()

    @settings(max_examples=40, database=None, derandomize=True, phases=GENERATE)
    @given(edit_sessions(RIVERBANK))
    def notice(session: EditSession) -> None:
        done.update(edit.kind for edit in session.edits)

    notice()
    assert done == {*EditKind}


@tried(15)
@given(packs(), st.data())
def test_a_made_up_concern_is_one_that_can_be_read_and_decided(
    pack: Pack, data: st.DataObject
) -> None:
    concern = data.draw(concerns(pack))
    assert read_concern(concern_document(concern), pack.vocabulary) == concern
    assert decide(concern, pack.policy, on=ON).route in pack.policy.rungs


@tried(20)
@given(concerns(RIVERBANK, on=ON))
def test_a_concern_of_a_councils_vocabulary_can_be_decided(concern: Concern) -> None:
    assert decide(concern, RIVERBANK.policy, on=ON).route in RIVERBANK.policy.rungs


def test_of_one_person_alone_no_relationship_is_drawn_and_of_two_one_may_be() -> None:
    def kin(concern: Concern) -> list[Json]:
        listed = concern_document(concern)["people"]
        items = listed if isinstance(listed, list) else []
        return [one["kin"] for one in items if isinstance(one, dict) and "kin" in one]

    def is_alone(concern: Concern) -> bool:
        listed = concern_document(concern)["people"]
        return isinstance(listed, list) and len(listed) == 1

    def is_kin(concern: Concern) -> bool:
        return any(isinstance(one, dict) and "not_asked" not in one for one in kin(concern))

    drawn = list[Concern]()

    @settings(database=None, derandomize=True, max_examples=200, phases=GENERATE)
    @given(concerns(FAMILY))
    def draw(concern: Concern) -> None:
        drawn.append(concern)

    draw()
    alone = [one for one in drawn if is_alone(one)]
    assert alone
    assert not any(map(is_kin, alone))
    assert any(map(is_kin, drawn))


@tried(10)
@given(packs(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)))
def test_what_can_be_said_of_a_fact_is_said_as_it_is_kept(pack: Pack, on: dt.date) -> None:
    for name, choices in choices_for(pack, on).items():
        kind = pack.vocabulary.by_id[name].kind
        for answer in choices.whole:
            value = kind.from_json(answer)
            assert not isinstance(value, Fault)
            assert kind.to_json(value) == answer


@tried(15)
@given(packs())
def test_a_made_up_pack_has_no_problem_at_all(pack: Pack) -> None:
    assert pack_problems(pack) == ()
    assert [result.refusals for result in pack.run_cases()] == [()] * len(pack.cases)


def test_made_up_packs_guarantee_whatever_can_be_claimed_of_up_to_three_questionnaires() -> None:
    claims: set[Claim] = set()
    numbers: set[int] = set()

    @settings(max_examples=40, database=None, derandomize=True, phases=GENERATE)
    @given(packs())
    def notice(pack: Pack) -> None:
        claims.update(promise.claim for promise in pack.policy.guarantees)
        numbers.add(len(pack.questionnaires))

    notice()
    assert claims == {*Claim}
    assert numbers == {1, 2, 3}


def test_made_up_vocabularies_have_facts_of_every_kind() -> None:
    kinds: set[str] = set()

    @settings(max_examples=150, database=None, derandomize=True, phases=GENERATE)
    @given(vocabularies(every_kind=True))
    def notice(vocabulary: Vocabulary) -> None:
        kinds.update(fact.kind.name for fact in vocabulary.by_id.values())

    notice()
    assert kinds == {*READABLE, "code", "relationships", *(form.name for form in FORM_KINDS)}


def test_what_is_smallest_asks_one_question_and_what_is_plain_worries_nobody() -> None:
    plain = settings(max_examples=500, database=None, derandomize=True)
    shortest = find(complete_answers(RIVERBANK), lambda _: True, settings=plain)
    longer = find(
        complete_answers(RIVERBANK), lambda one: "age@child-1" in one.answers, settings=plain
    )

    assert [*shortest.answers] == ["danger"]
    assert longer.answers["danger"] is False
    assert longer.answers["whereabouts"] == "safe"
    assert longer.answers["injuries@child-1"] == ["none"]
    assert longer.answers["age@child-1"] == "9 years"


def test_a_strategy_shows_of_what_pack_it_is_and_not_the_pack() -> None:
    assert repr(concerns(FAMILY)) == "_concerns(family)"
    assert repr(complete_answers(FAMILY)) == "_complete(Journeys(family/screener))"


@tried(10)
@given(st.data())
def test_a_plain_questionnaire_asks_for_each_fact_once_and_looks_at_values_alone(
    data: st.DataObject,
) -> None:
    vocabulary = data.draw(vocabularies())
    questionnaire = data.draw(questionnaires(vocabulary, plain=True))
    recorded = [*questionnaire.recorded()]
    gates = [one.ask_when for _, one in questionnaire.questions.values()]

    assert len(recorded) == len({*recorded})
    assert not any(
        isinstance(node, Known | Asked) for gate in gates if gate for node in walk_tree(gate)
    )
