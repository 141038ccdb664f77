"""Sheets and sessions told in the pack's own words, and what walking them does step by step."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.testing import (
    Edit,
    EditKind,
    EditSession,
    Outcome,
    Sheet,
    journey_of,
    outcome_words,
    sheet_lines,
    without_what_was_set_aside,
)
from childconcern.testing.courses import Listing, course_of
from childconcern.testing.journeys import Journeys, new_ids
from childconcern.testing.sheets import day_for
from childconcern.testing.thresholds import thresholds_of
from support.family_pack import FAMILY
from support.small_pack import SMALL_PACK, PackFolder

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")
ON: Final = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    pack = PackFolder(tmp_path_factory.mktemp("small")).report(SMALL_PACK).pack
    assert pack is not None
    return pack


def test_a_sheet_is_told_question_by_question_with_what_was_said_before(small: Pack) -> None:
    given: dict[str, Json] = {
        "closed": True,
        "seen": {"not_asked": "seen"},
        "role": None,
        "adults": [{"id": "adult-1", "harmful": True}],
    }
    answers: dict[str, Json] = {
        "danger": False,
        "@children": ["child-1"],
        "age@child-1": "about 9 years",
        "hurt@child-1": ["unhurt"],
        "moves@child-1": True,
        "moves@child-7": None,
        "matters": ["school", "home"],
    }
    sheet = Sheet(on=ON, questionnaire="screener", given=given, answers=answers)

    assert sheet_lines(small, sheet) == (
        "First questions, on 24 November 2026",
        "Said before: role: not known",
        "Said before: closed: yes",
        "Said before: adult 1, harmful: yes",
        "How many children: 1",
        "Is a child in danger now? No",
        "Child 1: How old is the child? about 9 years",
        "Child 1: Is the child hurt? Not hurt",
        "What is it about? School; Home",
        "How many weeks of school were missed? (no answer)",
        "Not asked any more: Child 1: Can the child move alone? Yes",
        "Not asked any more: Child that is not listed: Can the child move alone? I don't know",
    )


def test_what_has_no_answer_or_was_skipped_is_told_as_such(small: Pack) -> None:
    answers: dict[str, Json] = {
        "danger": False,
        "you": "teacher",
        "@children": ["child-1"],
        "hurt@child-1": ["unhurt"],
        "matters": ["school"],
        "weeks": {"skipped": True},
        "@adults": ["adult-1"],
    }
    sheet = Sheet(on=ON, questionnaire="screener", answers=answers)

    assert sheet_lines(small, sheet)[1:] == (
        "How many children: 1",
        "How many adults: 1",
        "Is a child in danger now? No",
        "Who are you? Teacher",
        "Child 1: How old is the child? (no answer)",
        "Child 1: Is the child hurt? Not hurt",
        "What is it about? School",
        "How many weeks of school were missed? (skipped)",
        "Adult 1: Is this adult harmful? (no answer)",
    )


def test_codes_and_relationships_are_told_in_words() -> None:
    answers: dict[str, Json] = {
        "@children": ["child-1", "child-2"],
        "sex@child-1": "F",
        "disabilities@child-1": ["LD"],
        "to-other-children@child-1": {"child-2": "cousin"},
        "@household": ["person-1"],
        "to-children@person-1": {"child-1": "mother"},
    }
    sheet = Sheet(on=ON, questionnaire="request", answers=answers)
    told = {line.rpartition("? ")[2] for line in sheet_lines(RIVERBANK, sheet)}

    assert {"Female", "Learning", "child 2: Cousin", "child 1: Mother"} <= told


def test_an_outcome_is_told_with_its_level_and_duties(small: Pack) -> None:
    whole = Outcome(route="emergency", variant="night", level=4, duties=frozenset({"tell-police"}))

    assert outcome_words(small, whole) == (
        "“Call 999” (emergency), variant night, level 4 (Statutory), duties: tell-police"
    )
    assert outcome_words(small, Outcome(route="consult")) == ("“Talk it over” (consult), no duties")


def test_a_session_shows_the_sheet_after_each_edit() -> None:
    start = Sheet(on=ON, questionnaire="screener")
    edits = (
        Edit(kind=EditKind.ANSWERED, key="you", value="police"),
        Edit(kind=EditKind.ANSWERED, key="danger", value=False),
        Edit(kind=EditKind.LISTED, key="@children", value=["child-1"]),
        Edit(kind=EditKind.CHANGED, key="danger", value=True),
        Edit(kind=EditKind.RESUMED),
        Edit(kind=EditKind.REMOVED, key="you"),
    )
    sheets = EditSession(start=start, edits=edits).sheets()

    assert [len(one.answers) for one in sheets] == [0, 1, 2, 3, 3, 3, 2]
    assert [*sheets[4].answers] == ["you", "danger", "@children"]
    assert [*sheets[5].answers] == ["@children", "danger", "you"]
    assert sheets[-1].answers == {"@children": ["child-1"], "danger": True}


def test_only_answers_that_count_are_left_of_a_sheet(small: Pack) -> None:
    answers: dict[str, Json] = {"danger": True, "@children": ["c"], "age@c": "3 years"}
    sheet = Sheet(on=ON, questionnaire="screener", answers=answers)

    assert without_what_was_set_aside(small, sheet).answers == {"danger": True, "@children": ["c"]}


def test_a_day_is_one_on_which_the_pack_is_in_force(small: Pack) -> None:
    assert day_for(small) == dt.date(2026, 9, 1)
    assert Journeys.of(small, on=ON).on == ON


def test_thresholds_are_the_first_number_of_each_stretch(small: Pack) -> None:
    assert thresholds_of(small) == {"age": (0,), "weeks": (4,)}


def test_new_ids_say_nothing_and_are_not_taken(small: Pack) -> None:
    children = small.vocabulary.group("children")

    assert new_ids(children, 2, ("child-2",)) == ("child-1", "child-3")


class Silent:
    """Says nothing at all, and lists nobody."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def items(self, listing: Listing) -> tuple[str, ...] | None:
        """Leave it open."""
        self.asked.append(f"@{listing.group.id}")
        return None

    def answer(self, key: str, _: object, __: object) -> tuple[Json] | None:
        """Leave it open."""
        self.asked.append(key)
        return None


def test_who_says_nothing_is_asked_what_a_walk_asks(small: Pack) -> None:
    journeys = Journeys.of(small)
    silent = Silent()
    gone = course_of(small.questionnaire()).go(silent, journeys.nothing, ON)
    walked = journey_of(small, Sheet(on=ON, questionnaire="screener"))

    assert gone.path == walked.path
    assert silent.asked == ["danger", "you", "@adults"]
    assert not gone.complete
    assert gone.live() == {}


class NotOnAList(Silent):
    """Answers yes to everything, and lists nobody."""

    def answer(self, key: str, _: object, __: object) -> tuple[Json] | None:
        """Say yes."""
        self.asked.append(key)
        return (True,)


def test_who_lists_nobody_comes_to_an_end_in_a_questionnaire_that_finishes_early_too() -> None:
    early = evolve(FAMILY.questionnaire(), finish_early=True)
    journeys = Journeys.of(evolve(FAMILY, questionnaires=(early,)))
    asker = NotOnAList()
    gone = journeys.go(asker, journeys.nothing)

    assert asker.asked == ["worried", "seen-at-once", "@people"]
    assert gone.live() == {"worried": True, "seen-at-once": True}
    assert not gone.complete
