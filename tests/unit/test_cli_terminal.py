"""`ask` at a real terminal: numbers, words, back, changes, and what is kept when one stops."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.command_line import DAY, RIVERBANK, at_terminal, run
from support.plugin_folders import post_office


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a pack of one's own."""
    assert run("new", "pack", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def kept(path: Path) -> dict[str, Any]:
    """Return the answers to the screener in a saved request."""
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["answers"]["screener"]
    return answers


def test_a_worry_is_asked_about_reviewed_and_decided(pack: Path, tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved, "--on", DAY) as person:
        person.expect("Is a child in immediate danger")
        person.type("no", "1")
        person.expect("child 1")
        person.type("5 months", "1")
        person.expect("Can the child move around alone?")
        person.type("?", "1")
        review = person.expect("Press Enter if they are right")
        person.type("")
        person.expect("We will act today")
        person.expect("it counted")
        person.expect("kept in")
        assert person.end() == 0

    assert "A bruise" in review
    assert "I don't know" in review
    assert kept(saved) == {
        "danger": False,
        "@children": ["child-1"],
        "age@child-1": "5 months",
        "injuries@child-1": ["bruise"],
        "moves-alone@child-1": None,
        "worry": ["hurt"],
    }


def test_answers_may_be_numbers_words_or_ids(pack: Path, tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved) as person:
        person.type("2", "2", "about 7", "A bruise", "YES", "3/4/2019", "bruise, burn", "1")
        person.type("1, 3")
        person.expect("Check your answers")

    answers = kept(saved)
    assert answers["danger"] is False
    assert answers["age@child-1"] == "about 7 years"
    assert answers["injuries@child-1"] == ["bruise"]
    assert answers["moves-alone@child-1"] is True
    assert answers["age@child-2"] == "2019-04-03"
    assert answers["injuries@child-2"] == ["bruise", "burn"]
    assert answers["worry"] == ["hurt", "family-needs-help"]


def test_what_cannot_be_used_is_asked_again_and_never_shown_back(pack: Path) -> None:
    with at_terminal("ask", pack) as person:
        person.type("maybe")
        person.expect("Tell us whether a child is in immediate danger")
        person.expect("Answer yes or no.")
        person.type("no", "nine", "0", "9", "1")
        person.type("seven-ish")
        person.expect("Write a date of birth, or an age")
        person.type("40", "1,4")
        person.expect("One of these stands alone")
        person.type("1,1")
        person.expect("Choose each once.")
        person.type("17")
        person.expect("Choose by the numbers")
        person.type("")
        person.expect("There is nothing in it.")


def test_going_back_keeps_the_answers_that_came_after(pack: Path, tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved) as person:
        person.type("back")
        person.expect("This is the first question.")
        person.type("no", "1", "7", "Back")
        person.expect("Your answer: 7 years")
        person.type("back")
        person.expect("How many children are there?")
        person.expect("Your answer: 1")
        person.type("2")
        person.expect("Does the child have any marks")
        person.type("4")
        person.expect("child 2")

    assert kept(saved)["age@child-1"] == "7 years"
    assert kept(saved)["@children"] == ["child-1", "child-2"]


def test_an_answer_is_changed_at_the_review_and_the_others_stay(pack: Path, tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved, "--on", DAY) as person:
        person.type("no", "1", "7", "none", "4")
        person.type("0")
        person.expect("Type a number from 1 to 5, or press Enter.")
        person.type("4")
        person.expect("Your answer: None")
        person.type("bruise")
        person.expect("Can the child move around alone?")
        person.type("no", "")
        person.expect("We will act today")
        assert person.end() == 0

    assert kept(saved)["worry"] == ["information-only"]


def test_enter_keeps_an_answer_that_is_there(pack: Path, tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved) as person:
        person.type("no", "1", "7", "none", "4", "3")
        person.expect("Enter to keep your answer")
        person.type("")
        person.expect("Check your answers")

    assert kept(saved)["age@child-1"] == "7 years"


def test_a_danger_that_is_not_ruled_out_ends_at_999(pack: Path) -> None:
    with at_terminal("ask", pack, "--on", DAY) as person:
        person.type("yes", "")
        person.expect("Call 999 now")
        assert person.end() == 0


@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_who_stops_half_way_finds_the_answers_again(pack: Path, tmp_path: Path, keys: str) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", pack, "--save", saved, "--on", DAY) as person:
        person.type("no", "1")
        person.expect("How old is the child?")
        person.expect("> ")
        person.press(keys, "Stopped.")
        person.expect("call 999")
        assert person.end() == 1
    reference = json.loads(saved.read_text())["reference"]

    with at_terminal("ask", pack, "--save", saved, "--on", DAY) as person:
        asked = person.expect("How old is the child?")
        person.type("7", "none", "4", "")
        person.expect(f"Reference {reference}")
        assert person.end() == 0

    assert "immediate danger" not in asked


def test_who_stops_before_the_second_form_has_their_decision_and_their_answers(
    tmp_path: Path,
) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", RIVERBANK, "--save", saved, "--on", DAY) as person:
        person.type("yes", "")
        person.expect("Call 999 now")
        person.expect("Go on with it now?")
        person.expect("> ")
        person.press("\x03", "Stopped.")
        assert person.end() == 1

    assert kept(saved) == {"danger": True}


def test_without_a_file_to_keep_them_nothing_is_kept(pack: Path) -> None:
    with at_terminal("ask", pack) as person:
        person.type("no")
        person.expect("How many children")
        person.expect("> ")
        person.press("\x03", "Nothing was kept")
        assert person.end() == 1


def test_the_request_form_follows_and_can_be_submitted(tmp_path: Path) -> None:
    saved = tmp_path / "request.json"
    with at_terminal("ask", RIVERBANK, "--save", saved, "--on", DAY, columns=100) as person:
        person.type("no", "2", "1", "5", "1", "2", "today at 3.15pm", "")
        person.expect("Speak to a social worker before the child leaves")
        person.expect("Go on with it now?")
        person.type("perhaps", "yes", "Zoë Example", "01632 960001", "skip", "Class teacher", "2A")
        person.expect("When and how is it safe for us to contact you?")
        person.type("Ring the office", "until five", ".")
        person.expect("Must we keep from the family")
        person.type("2")
        while "Check your answers" not in (shown := person.expect("> ")):
            passed = "skip" if "skip to pass it by" in shown else "?"
            person.send(f"{'0' if 'How many' in shown else passed}\n")
        person.send("\n")
        person.expect("do not change what happens next")
        assert person.end() == 0

    answers = json.loads(saved.read_text(encoding="utf-8"))["answers"]["request"]
    assert answers["your-name"] == "Zoë Example"
    assert answers["your-telephone"] == "+441632960001"
    assert answers["your-email"] == {"skipped": True}
    assert answers["safe-to-contact"] == "Ring the office\nuntil five"
    assert answers["keep-identity-private"] is False
    with post_office(tmp_path, ["social-care", "child-health-liaison"]) as config:
        submitted = run("submit", RIVERBANK, saved, "--config", config)
    assert submitted.exit_code == 0
    assert "waiting" in submitted.stdout
    assert "Zoë" not in submitted.output


def test_nothing_runs_over_the_edge_of_eighty_columns() -> None:
    with at_terminal("ask", RIVERBANK, "--on", DAY) as person:
        person.type("no", "?", "?", "?", "1", "2", "")
        person.expect("Go on with it now?")
        lines = person.shown.splitlines()

    assert max(map(len, lines)) <= 80
    assert any(line.startswith("      professional") for line in lines)
