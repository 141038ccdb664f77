"""Gathering what several sources said about fictional children."""

import datetime as dt
from typing import Final

import pytest

from childconcern.facts import NOT_ASKED, NOT_KNOWN, Concern, Vocabulary, read_concern
from childconcern.facts import concern_document as document_of
from childconcern.gathering import Difference, GatherError, gather
from childconcern.journey import walk
from childconcern.questionnaire import Question, Questionnaire, Section
from support.sample import VOCABULARY


def said(document: dict[str, object], vocabulary: Vocabulary = VOCABULARY) -> Concern:
    return read_concern(document, vocabulary, partial=True)


DANGER: Final = Question(id="danger", text="Danger?", records="immediate_danger")
SCREENER: Final = Questionnaire(
    id="screener",
    vocabulary=VOCABULARY,
    sections=(Section(id="safety", title="Safety", questions=(DANGER,)),),
)


def test_one_source_is_gathered_as_it_is() -> None:
    alone = said({"referrer_role": "police", "children": [{"id": "a", "age": None}]})
    gathered = gather(alone)

    assert gathered.concern == alone
    assert gathered.differences == ()


def test_the_later_source_wins_and_the_difference_is_told() -> None:
    first = said({"immediate_danger": True, "referrer_role": "teacher", "weeks_missed": 3})
    later = said({"immediate_danger": False, "referrer_role": "teacher"})

    gathered = gather(first, later)

    assert document_of(gathered.concern) == {
        "immediate_danger": False,
        "referrer_role": "teacher",
        "weeks_missed": 3,
    }
    assert gathered.differences == (Difference("immediate_danger"),)


def test_what_was_not_asked_later_leaves_the_earlier_answer_alone() -> None:
    first = said({"immediate_danger": True, "children": [{"id": "a", "moves_alone": False}]})
    later = said(
        {
            "immediate_danger": {"not_asked": "danger"},
            "children": [{"id": "a", "moves_alone": {"not_asked": "moves"}}],
        }
    )

    gathered = gather(first, later)

    assert gathered.concern == first
    assert gathered.differences == ()


def test_learning_what_was_not_known_is_no_difference_but_forgetting_it_is() -> None:
    known, unknown = said({"weeks_missed": 3}), said({"weeks_missed": None})

    assert gather(unknown, known).differences == ()
    assert gather(unknown, known).concern["weeks_missed"] == 3
    assert gather(known, unknown).differences == (Difference("weeks_missed"),)
    assert gather(known, unknown).concern["weeks_missed"] is NOT_KNOWN


def test_a_difference_is_told_once_however_often_it_was_changed() -> None:
    sources = [said({"weeks_missed": weeks}) for weeks in (1, 2, 1, 2)]

    assert gather(*sources).differences == (Difference("weeks_missed"),)


def test_items_are_joined_by_their_ids_in_order_of_appearance() -> None:
    first = said(
        {"children": [{"id": "b", "age": "7", "moves_alone": True}, {"id": "a", "age": "2"}]}
    )
    later = said({"children": [{"id": "c"}, {"id": "b", "age": "8", "injuries": ["burn"]}]})

    gathered = gather(first, said({}), later)

    assert document_of(gathered.concern)["children"] == [
        {"id": "b", "age": "8 years", "injuries": ["burn"], "moves_alone": True},
        {"id": "a", "age": "2 years"},
        {"id": "c"},
    ]
    assert gathered.differences == (Difference("age", "b"),)


def test_a_group_that_no_source_lists_stays_not_asked() -> None:
    gathered = gather(said({"children": {"not_asked": "age"}}), said({}))

    assert gathered.concern.groups == (NOT_ASKED,)
    assert document_of(gathered.concern) == {"children": {"not_asked": "age"}}


def test_a_question_that_was_not_live_is_named_only_while_its_fact_is_not_asked() -> None:
    first = said(
        {
            "immediate_danger": {"not_asked": "danger"},
            "home_time": {"not_asked": "before"},
            "children": [{"id": "a", "age": {"not_asked": "age"}, "injuries": {"not_asked": "i"}}],
        }
    )
    later = said(
        {
            "immediate_danger": False,
            "home_time": {"not_asked": "after"},
            "children": [{"id": "a", "age": None}],
        }
    )

    assert document_of(gather(first, later).concern) == {
        "immediate_danger": False,
        "home_time": {"not_asked": "after"},
        "children": [{"id": "a", "age": None, "injuries": {"not_asked": "i"}}],
    }


def test_a_journey_counts_as_the_concern_that_it_recorded() -> None:
    journey = walk(SCREENER, {"danger": False}, on=dt.date(2026, 11, 23))

    whole = gather(said({"out_of_hours": True}), journey)
    bare = gather(said({"out_of_hours": True}), journey.concern)

    assert (whole.concern, whole.differences) == (bare.concern, bare.differences)
    assert (whole.complete, bare.complete) == (journey.complete, None)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ([], "nothing to gather"),
        ([said({}), said({}, Vocabulary())], "different vocabularies"),
        (
            [
                said({"children": [{"id": f"zoe-{n}"} for n in range(5)]}),
                said({"children": [{"id": f"ann-{n}"} for n in range(4)]}),
            ],
            "more than 8 of children",
        ),
    ],
)
def test_sources_that_cannot_be_one_concern_are_refused(
    sources: list[Concern], message: str
) -> None:
    with pytest.raises(GatherError, match=message) as caught:
        gather(*sources)

    assert caught.value.remedy
    assert "zoe" not in str(caught.value)
