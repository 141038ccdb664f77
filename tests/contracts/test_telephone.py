"""The telephone script: the same facts in a call handler's words, over a pipe and a terminal."""

import datetime as dt
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import pytest

from childconcern import add_questionnaire, decide, load_pack, walk

ROOT: Final = Path(__file__).parents[2]
TELEPHONE: Final = ROOT / "examples/embedding/telephone"
PACK: Final = ROOT / "examples/packs/riverbank"
WHOLE: Final = add_questionnaire(load_pack(PACK), TELEPHONE / "telephone.toml")
TODAY: Final = dt.date(2026, 11, 24)
MORNING: Final = "2026-11-24T10:00:00+00:00"
PATIENCE_SECONDS: Final = 60

NO_DANGER: Final = ("no", "1", "teacher", "none")
HEALTHY: Final = ("about 9", "none", "no")
BRUISED_BABY: Final = ("5 months", "1", "no", "no")
DONE: Final = ""

EMERGENCY: Final = "Call 999 now"
TODAY_ROUTE: Final = "Speak to a social worker today"
BROKE_OFF: Final = "The call broke off"


def command(pack: Path = PACK, at: str = MORNING) -> list[str]:
    return [sys.executable, str(TELEPHONE / "run.py"), str(pack), "--at", at]


def call(*typed: str, at: str = MORNING, pack: Path = PACK) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(pack, at),
        input="".join(f"{line}\n" for line in typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def outcome(done: subprocess.CompletedProcess[str]) -> str:
    """Return what was said after the last thing typed."""
    assert done.stderr == ""
    return done.stdout.rpartition("\n> ")[2]


def test_danger_ends_the_questions_at_once() -> None:
    done = call("yes", DONE)

    assert done.returncode == 0
    assert outcome(done).startswith(EMERGENCY)
    assert "where will they sleep" not in done.stdout


def test_somebody_who_still_cannot_tell_is_treated_as_in_danger() -> None:
    done = call("?", "?", DONE)

    assert "Let me ask in another way" in done.stdout
    assert outcome(done).startswith(EMERGENCY)


def test_every_child_that_the_caller_speaks_of_counts() -> None:
    one = call(*NO_DANGER, "1", *HEALTHY, "yes", "none", DONE)
    two = call(*NO_DANGER, "2", *HEALTHY, *BRUISED_BABY, "yes", "none", DONE)

    assert (one.returncode, two.returncode) == (0, 0)
    assert TODAY_ROUTE not in outcome(one)
    assert outcome(two).startswith(TODAY_ROUTE)
    assert "a children's doctor sees the child today" in outcome(two)


def test_no_worry_at_all_is_still_not_called_an_all_clear() -> None:
    said = outcome(call(*NO_DANGER, "1", *HEALTHY, "yes", "none", DONE))

    assert "That is not an all-clear" in said


def test_going_back_asks_the_question_before_again() -> None:
    done = call("no", "back", "yes", DONE)

    assert "Your answer: No, the caller is clear about that" in done.stdout
    assert outcome(done).startswith(EMERGENCY)


def test_an_answer_can_be_changed_at_the_end_and_what_follows_changes() -> None:
    # The first of the answers is whether there is danger.
    done = call(*NO_DANGER, "1", *HEALTHY, "yes", "none", "1", "yes", DONE)

    assert done.returncode == 0
    assert outcome(done).startswith(EMERGENCY)


def test_what_cannot_be_an_answer_is_asked_again_and_never_taken_for_no() -> None:
    done = call("perhaps", "yes", DONE)

    assert "Write down whether a child is in danger at this moment" in done.stdout
    assert outcome(done).startswith(EMERGENCY)


def test_a_call_that_breaks_off_still_leads_somewhere() -> None:
    at_once = call()
    midway = call(*NO_DANGER, "2", *HEALTHY, "5 months", "1")

    assert (at_once.returncode, midway.returncode) == (1, 1)
    assert BROKE_OFF in at_once.stdout
    assert EMERGENCY in outcome(at_once)  # whether there is danger was not known
    assert TODAY_ROUTE in outcome(midway)  # whether the baby crawls was not known


def test_the_hour_comes_from_the_clock_and_changes_whom_to_ring() -> None:
    typed = (*NO_DANGER, "1", *BRUISED_BABY, "yes", "none", DONE)
    by_day, by_night = call(*typed), call(*typed, at="2026-11-24T22:00:00+00:00")

    assert outcome(by_day).startswith(TODAY_ROUTE)
    assert "Ring the front door now" in outcome(by_day)
    assert "Ring the out-of-hours team now" in outcome(by_night)


@pytest.mark.parametrize("at", ["2026-11-24T10:00:00", "2020-01-01T10:00:00+00:00"])
def test_no_call_is_taken_at_a_time_that_no_rules_are_for(at: str) -> None:
    done = call("yes", DONE, at=at)

    assert (done.returncode, done.stdout) == (2, "")


def test_no_call_is_taken_without_rules(tmp_path: Path) -> None:
    done = call("yes", DONE, pack=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "missing-file" in done.stderr


def test_it_is_the_same_on_a_terminal() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(command(), stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        patience = threading.Timer(PATIENCE_SECONDS, process.kill)
        patience.start()
        os.write(ours, b"no\nback\nyes\n\n")
        shown = read_to_the_end(ours)
        patience.cancel()
        assert process.wait(timeout=PATIENCE_SECONDS) == 0

    assert "is a child being hurt, or in danger" in shown
    assert EMERGENCY in shown


def read_to_the_end(terminal: int) -> str:
    shown = b""
    try:
        while piece := os.read(terminal, 65_536):
            shown += piece
    except OSError:
        pass  # how a terminal says that the program at its other end is gone
    finally:
        os.close(terminal)
    return shown.decode("utf-8")


def test_every_safety_fact_that_a_person_can_answer_is_asked() -> None:
    asked = {
        question.records for _, question in WHOLE.questionnaire("telephone").questions.values()
    }
    vital = {
        one.id
        for one in WHOLE.vocabulary.by_id.values()
        if one.is_safety_fact and not one.set_by_service
    }

    assert vital
    assert vital <= asked


def test_it_has_words_of_its_own_for_every_option() -> None:
    screener = {one.records: one for _, one in WHOLE.questionnaire().questions.values()}
    for _, question in WHOLE.questionnaire("telephone").questions.values():
        asked_there = screener[question.records]

        assert question.text != asked_there.text
        assert question.option_text.keys() == asked_there.option_text.keys(), question.id


ANSWERS: Final[tuple[dict[str, object], ...]] = (
    {"immediate_danger": True},
    {"immediate_danger": None},
    {"immediate_danger": False, "whereabouts": "missing"},
    {"immediate_danger": False, "whereabouts": None},
    {"immediate_danger": False, "whereabouts": "safe", "injuries": ["burn"], "moves_alone": False},
    {"immediate_danger": False, "whereabouts": "safe", "injuries": ["burn"], "moves_alone": None},
    {"immediate_danger": False, "whereabouts": "safe", "injuries": None},
    {"immediate_danger": False, "whereabouts": "safe", "injuries": ["none"], "disclosure": "yes"},
)


@pytest.mark.parametrize("facts", ANSWERS)
def test_the_same_worry_comes_to_the_same_outcome_as_in_the_screener(
    facts: dict[str, object],
) -> None:
    screener, telephone = (route(name, facts) for name in ("screener", "telephone"))

    assert telephone == screener


def route(name: str, facts: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    answers: dict[str, object] = {"@children": ["child-1"]}
    for section, question in WHOLE.questionnaire(name).questions.values():
        if question.records in facts:
            key = question.id if section.for_each is None else f"{question.id}@child-1"
            answers[key] = facts[question.records]
    journey = walk(WHOLE.questionnaire(name), answers, on=TODAY)
    decision = decide(journey.concern, WHOLE.policy, on=TODAY, complete=journey.complete)
    return decision.route, decision.duties
