"""Suites as JSON: written, read back, and held against other systems."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final, cast

import pytest
from attrs import evolve

from childconcern.errors import ConcernError
from childconcern.facts import Json
from childconcern.pack import NoQuestionnaireError, Pack
from childconcern.testing import (
    BadSuiteError,
    NoDecisionError,
    Outcome,
    Sheet,
    SuiteResult,
    decided_by,
    read_suite,
    run_suite,
    suite_document,
)
from support.small_pack import SMALL_PACK, PackFolder, with_edit

ON: Final = dt.date(2026, 11, 24)
SECRET: Final = "A story that nobody should read in a log"
DANGER: Final = Sheet(on=ON, questionnaire="screener", answers={"danger": True, "you": "police"})
CALM: Final = Sheet(on=ON, questionnaire="screener", given={"closed": False}, answers={"you": None})
Document = dict[str, Any]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    pack = PackFolder(tmp_path_factory.mktemp("small")).report(SMALL_PACK).pack
    assert pack is not None
    return pack


def document(pack: Pack) -> Document:
    """Return a suite of two examples, as JSON gives it back."""
    return cast("Document", json.loads(json.dumps(suite_document(pack, [DANGER, CALM]))))


def test_a_suite_holds_the_pack_and_what_it_decides_about_each_sheet(small: Pack) -> None:
    assert document(small) == {
        "kind": "childconcern-suite",
        "schema": 1,
        "pack": {"id": "small", "version": "2026.1", "digest": small.digest},
        "examples": [
            {
                "questionnaire": "screener",
                "on": "2026-11-24",
                "given": {},
                "answers": {"danger": True, "you": "police"},
                "expected": {
                    "route": "emergency",
                    "variant": "to-us",
                    "duties": [],
                    "level": 1,
                    "complete": False,
                },
            },
            {
                "questionnaire": "screener",
                "on": "2026-11-24",
                "given": {"closed": False},
                "answers": {"you": None},
                "expected": {
                    "route": "emergency",
                    "variant": None,
                    "duties": [],
                    "level": 1,
                    "complete": False,
                },
            },
        ],
    }


def test_what_was_written_is_read_back_from_a_document_and_from_its_text(small: Pack) -> None:
    written = document(small)
    suite = read_suite(written)

    assert (suite.pack, suite.version, suite.digest) == ("small", "2026.1", small.digest)
    assert [one.sheet for one in suite.examples] == [DANGER, CALM]
    assert read_suite(json.dumps(written)) == suite
    assert read_suite(json.dumps(written).encode()) == suite


def test_a_pack_agrees_with_its_own_suite_and_another_version_does_not(
    small: Pack, tmp_path: Path
) -> None:
    suite = read_suite(document(small))
    files = with_edit(SMALL_PACK, "policy.toml", 'id = "to-us"', 'id = "to-them"')
    other = PackFolder(tmp_path).report(files).pack
    assert other is not None

    agreed = run_suite(suite, decided_by(small))
    found = run_suite(suite, decided_by(other))

    assert agreed.agrees
    assert agreed.message == "2 of 2 examples are decided as expected."
    assert not found.agrees
    assert found.message.splitlines() == [
        "1 of 2 examples are decided as expected.",
        "example 1: variant to-them instead of to-us",
    ]
    assert [one.number for one in found.disagreements] == [1]
    assert found.disagreements[0].decided == decided_by(other)(DANGER)
    assert run_suite(suite, decided_by(other), compared=["route", "duties"]).agrees


def test_a_system_that_gives_no_decision_does_not_agree(small: Pack) -> None:
    def refuses(_: Sheet) -> Outcome:
        raise NoDecisionError("it answers with status 500")

    found = run_suite(read_suite(document(small)), refuses)

    assert not found.agrees
    assert found.disagreements[0].decided is None
    assert "example 2: the implementation gave no decision: it answers" in found.message


def test_a_suite_without_examples_shows_nothing(small: Pack) -> None:
    empty = run_suite(read_suite(suite_document(small, [])), decided_by(small))

    assert not empty.agrees
    assert empty == SuiteResult(asked=0, disagreements=())
    assert empty.message == "Nothing was asked: the suite has no examples."


def test_a_sheet_that_does_not_fit_the_pack_cannot_be_written_down(small: Pack) -> None:
    wrong = evolve(DANGER, answers={"danger": SECRET})
    with pytest.raises(NoDecisionError, match="the answers are refused") as refused:
        suite_document(small, [wrong])
    with pytest.raises(NoQuestionnaireError):
        suite_document(small, [evolve(DANGER, questionnaire="none-such")])

    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("kind",), "other", "its kind is not childconcern-suite"),
        (("schema",), 2, "its schema is not 1"),
        (("schema",), True, "its schema is not 1"),
        (("schema",), "1", "its schema is not 1"),
        (("pack",), [], "its pack is no object"),
        (("pack", "id"), "", "the id of its pack is no text"),
        (("pack", "version"), 1, "the version of its pack is no text"),
        (("pack", "digest"), "f" * 63, "the digest of its pack is not 64 hexadecimal digits"),
        (("pack", "digest"), None, "the digest of its pack is no text"),
        (("examples",), {}, "its examples are no list"),
        (("examples", 0), None, "example 1 is no object"),
        (("examples", 1, "more"), 1, "example 2 has other keys than questionnaire, on, given"),
        (("examples", 0, "questionnaire"), "Not An Id", "the questionnaire of example 1 is no id"),
        (("examples", 0, "on"), "20261124", "the day of example 1 is not written as YYYY-MM-DD"),
        (("examples", 0, "on"), "2026-02-30", "the day of example 1 is not written as"),
        (("examples", 0, "on"), 20261124, "the on of example 1 is no text"),
        (("examples", 0, "given"), [], "given of example 1 is no object"),
        (("examples", 0, "answers"), None, "answers of example 1 is no object"),
        (("examples", 1, "answers", "weeks"), 1.5, "answers of example 2 holds what no answer is"),
        (("examples", 1, "answers", "hurt"), [{"a": [0.5]}], "answers of example 2 holds what"),
        (("examples", 0, "expected"), {}, "what is expected of example 1 is no decision"),
        (("examples", 0, "expected", "level"), "3", "what is expected of example 1 is no decision"),
    ],
)
def test_what_is_wrong_with_a_suite_is_said_by_its_place(
    small: Pack, path: tuple[str | int, ...], value: object, says: str
) -> None:
    spoilt = document(small)
    place: Any = spoilt
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(BadSuiteError, match="this is no suite") as refused:
        read_suite(spoilt)
    assert says in str(refused.value)


@pytest.mark.parametrize("key", ["kind", "schema", "pack", "examples"])
def test_a_suite_without_a_part_says_which_is_missing(small: Pack, key: str) -> None:
    spoilt = document(small)
    del spoilt[key]

    with pytest.raises(BadSuiteError, match=f"this is no suite: it has no {key}"):
        read_suite(spoilt)


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, b"\xff", '{"kind": 1, "kind": 2}', "NaN", '"text"', "[]"]
)
def test_a_text_that_is_no_suite_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadSuiteError):
        read_suite(text)


def test_answers_that_are_nested_without_end_or_hold_what_is_no_json_are_refused(
    small: Pack,
) -> None:
    deep: Json = []
    for _ in range(50):
        deep = [deep]
    for odd in (deep, object(), {1: "number as key"}, {"inner": {"half": 0.5}}):
        spoilt = document(small)
        spoilt["examples"][0]["answers"]["you"] = odd
        with pytest.raises(BadSuiteError, match="holds what no answer is"):
            read_suite(spoilt)


def test_no_message_about_a_suite_shows_what_it_holds(small: Pack) -> None:
    for path in ("kind", "schema", "pack", "examples"):
        spoilt = document(small)
        spoilt[path] = SECRET
        with pytest.raises(ConcernError) as refused:
            read_suite(spoilt)
        assert SECRET not in str(refused.value)
