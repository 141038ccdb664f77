"""`submit`, `deliver`, `plugins` and `simulate`: from a file to a receipt, and what goes wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import Result

from support.command_line import RIVERBANK, ROOT, as_json, at_terminal, run, run_process
from support.plugin_folders import POST_BOX, install_plugin, post_office
from support.two_forms import pack_of_two_forms

DEMO: Final[dict[str, Any]] = json.loads((ROOT / "examples/demo/request.json").read_text())
BRUISED: Final = {"danger": False, "@children": ["a"], "age@a": "5 months", "worry": ["hurt"]}
HURT: Final = {"injuries@a": ["bruise"], "moves-alone@a": False}
HURT_AGAIN: Final = {"injuries-again@a": ["bruise"], "moves-again@a": False}
WELL_AGAIN: Final = {"injuries-again@a": ["none"], "moves-again@a": True}
READERS: Final = ("social-care", "child-health-liaison", "early-help-hub", "advice-line")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """Return a configuration with post boxes."""
    with post_office(tmp_path, READERS) as config:
        yield config


def submitted(config: Path, document: object, *more: str) -> Result:
    """Submit a request that is read from standard input."""
    return run("submit", RIVERBANK, "-", "--config", config, *more, said=json.dumps(document))


def changed(**answers: object) -> dict[str, Any]:
    """Return the demonstration's request with some answers of its screener changed."""
    screener = {**DEMO["answers"]["screener"], **answers}
    return {**DEMO, "answers": {**DEMO["answers"], "screener": screener}}


def test_a_request_is_decided_again_and_queued(office: Path) -> None:
    document = as_json(submitted(office, DEMO, "--json").stdout)

    assert list(document) == ["reference", "route", "screened", "decision", "submissions"]
    assert document["reference"] == DEMO["reference"]
    assert document["route"] == document["decision"]["route"] == document["screened"]["route"]
    assert document["decision"]["complete"] is True
    assert [one["destination"] for one in document["submissions"]] == [
        "social-care",
        "child-health-liaison",
    ]
    assert {one["state"] for one in document["submissions"]} == {"waiting"}
    assert {one["receipt"] for one in document["submissions"]} == {None}


def test_the_same_request_again_changes_nothing(office: Path) -> None:
    first, second = (submitted(office, DEMO, "--json") for _ in range(2))

    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout


def test_another_request_under_the_same_reference_is_refused(office: Path) -> None:
    assert submitted(office, DEMO).exit_code == 0

    result = submitted(office, changed(**{"home-time": "Today at 16:00"}), "--json")

    assert result.exit_code == 2
    assert as_json(result.stderr)["error"]["code"] == "conflict"


def test_people_are_told_what_happens_next_and_where_it_goes(office: Path) -> None:
    result = submitted(office, DEMO)

    assert result.exit_code == 0
    assert result.stdout.startswith("Speak to a social worker before the child leaves\n")
    assert "Request RB-DEMO-2026-0001" in result.stdout
    assert "none yet" in result.stdout
    for word in ("Sam", "Sample", "Alex", "01632 960001", "round bruise"):
        assert word not in result.output


def test_delivering_ends_with_receipts(office: Path) -> None:
    submitted(office, DEMO)
    sent = run("deliver", "--config", office, "--once")
    again = run("deliver", "--config", office, "--once")

    assert sent.exit_code == again.exit_code == 0
    assert "social-care: attempt 1, accepted, receipt POST-" in sent.stdout
    assert again.stdout == "Nothing is due now.\n"
    assert len(list((office.parent / "letters").iterdir())) == 2
    assert "POST-" in submitted(office, DEMO).stdout


def test_delivering_tells_programs_each_attempt_and_what_is_left(office: Path) -> None:
    submitted(office, DEMO)
    document = as_json(run("deliver", "--config", office, "--once", "--json").stdout)

    assert list(document) == ["attempts", "waiting", "needs_person"]
    first = document["attempts"][0]
    assert list(first) == [
        "key",
        "reference",
        "destination",
        "attempt",
        "result",
        "evidence",
        "receipt",
        "state",
    ]
    assert (first["result"], first["evidence"], first["state"]) == ("accepted", None, "accepted")
    assert document["waiting"] == document["needs_person"] == []


def test_what_is_rejected_calls_for_a_person_and_ends_with_1(tmp_path: Path) -> None:
    more = '[observers.bell]\nfolder = "letters"\n[observers.broken-bell]\nfolder = "."\n'
    with post_office(tmp_path, READERS, refuses=True, more=more) as config:
        submitted(config, DEMO)
        result = run("deliver", "--config", config, "--once")
        later = run("deliver", "--config", config, "--once", "--json")

    assert result.exit_code == later.exit_code == 1
    assert "rejected (not-here)" in result.stdout
    assert "A person is needed" in result.stdout
    assert "observer broken-bell could not tell anybody" in result.stderr
    assert [one["call"] for one in as_json(later.stdout)["needs_person"]] == ["rejected"] * 2
    assert len((tmp_path / "letters" / "bell").read_text().splitlines()) == 2


def test_what_waits_is_shown_with_its_time(tmp_path: Path) -> None:
    busy = POST_BOX.replace('Rejected("not-here")', 'NotSent("closed")')
    with post_office(tmp_path, READERS, refuses=True) as config:
        module = tmp_path / "plugin_post_box.py"
        module.write_text(busy.replace("import Accepted,", "import Accepted, NotSent,"))
        submitted(config, DEMO)
        result = run("deliver", "--config", config, "--once")
        later = run("deliver", "--config", config, "--once", "--json")

    assert result.exit_code == 0
    assert "attempt 1, not-sent (closed), now waiting, again in 30 seconds" in result.stdout
    assert "Still in the queue" in result.stdout
    waiting = as_json(later.stdout)["waiting"]
    assert [one["state"] for one in waiting] == ["waiting", "waiting"]
    assert waiting[0]["next_at"].endswith("+00:00")


def test_a_request_whose_answers_end_before_the_form_is_incomplete(office: Path) -> None:
    screener_only = {**DEMO, "answers": {"screener": DEMO["answers"]["screener"]}}
    nothing: dict[str, Any] = {**DEMO, "answers": {}}
    half = changed()
    del half["answers"]["screener"]["moves-alone@child-1"]

    for document, question in (
        (screener_only, "'your-name' of 'request'"),
        (nothing, "'danger' of 'screener'"),
        (half, "'moves-alone' of 'screener'"),
    ):
        result = submitted(office, document, "--json")
        error = as_json(result.stderr)["error"]
        assert (result.exit_code, error["code"]) == (2, "incomplete-request")
        assert question in error["message"]
        assert "child-1" not in result.stderr


def test_a_group_that_nobody_listed_is_named(office: Path) -> None:
    result = submitted(office, {**DEMO, "answers": {"screener": {"danger": False}}})

    assert result.exit_code == 2
    assert "has no answer" in result.stderr


def test_a_referrer_can_send_what_there_is_anyway(office: Path) -> None:
    nothing: dict[str, Any] = {**DEMO, "answers": {}}
    flagged: dict[str, Any] = {**nothing, "reference": "RB-DEMO-2026-0002", "send_anyway": True}

    document = as_json(submitted(office, nothing, "--send-anyway", "--json").stdout)
    other = as_json(submitted(office, flagged, "--json").stdout)

    assert document["decision"]["complete"] is False
    assert document["submissions"]
    assert other["decision"] == document["decision"]


def test_an_outcome_that_goes_to_nobody_says_so(tmp_path: Path) -> None:
    run("new", "pack", tmp_path / "mine")
    answers = {
        "danger": False,
        "@children": ["a"],
        "age@a": "7",
        "injuries@a": ["none"],
        "worry": ["information-only"],
    }
    document = {"reference": "RB-000001", "on": "2026-11-23", "answers": {"screener": answers}}
    path = tmp_path / "request.json"
    path.write_text(json.dumps(document))
    with post_office(tmp_path, READERS) as config:
        result = run("submit", tmp_path / "mine", path, "--config", config)
        sent = run("submit", tmp_path / "mine", path, "--config", config, "--send-anyway")

    assert result.exit_code == 0
    assert "Nothing is sent: this outcome goes to nobody." in result.stdout
    assert sent.exit_code == 2  # it is another request now, and needs a reference of its own
    assert "is already kept, with other content" in sent.stderr


def test_a_form_that_nothing_asked_for_is_not_needed(tmp_path: Path) -> None:
    pack = pack_of_two_forms(tmp_path / "two")
    answers = {"screener": {**BRUISED, "injuries@a": ["none"]}}
    request = {"reference": "RB-000001", "on": "2026-11-23", "answers": answers}
    with post_office(tmp_path, READERS) as config:
        result = run("submit", pack, "-", "--config", config, "--json", said=json.dumps(request))

    assert result.exit_code == 0
    assert as_json(result.stdout)["decision"]["complete"] is True


BAD_REQUESTS: Final[Mapping[str, object]] = {
    "a list": [],
    "another key": {**DEMO, "answer": {}},
    "no reference": {key: DEMO[key] for key in ("on", "answers")},
    "a number for a reference": {**DEMO, "reference": 4711},
    "no day": {**DEMO, "on": None},
    "another day": {**DEMO, "on": "23/11/2026"},
    "a day of the week": {**DEMO, "on": "2026-W48-1"},
    "a list of facts": {**DEMO, "given": ["canary"]},
    "sent perhaps": {**DEMO, "send_anyway": "canary"},
    "no answers": {**DEMO, "answers": None},
    "answers to something else": {**DEMO, "answers": {"canary": {}}},
    "answers that are a list": {**DEMO, "answers": {"screener": ["canary"]}},
}


@pytest.mark.parametrize("document", BAD_REQUESTS.values(), ids=BAD_REQUESTS)
def test_a_request_of_another_form_is_refused_unseen(office: Path, document: object) -> None:
    result = submitted(office, document, "--json")
    error = as_json(result.stderr)["error"]

    assert (result.exit_code, error["code"]) == (2, "bad-request")
    assert "reference" in error["remedy"]
    assert "canary" not in result.stderr
    assert "4711" not in result.stderr


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (changed(danger="canary"), "answers-refused"),
        ({**DEMO, "given": {"home_time": 4711}}, "concern-refused"),
        ({**DEMO, "reference": "Zoë canary"}, "bad-reference"),
    ],
)
def test_what_the_library_refuses_ends_with_2(office: Path, document: object, code: str) -> None:
    result = submitted(office, document, "--json")

    assert (result.exit_code, as_json(result.stderr)["error"]["code"]) == (2, code)
    assert "canary" not in result.stderr
    assert "4711" not in result.stderr


def test_a_destination_that_nobody_serves_queues_nothing(tmp_path: Path) -> None:
    with post_office(tmp_path, ["social-care"]) as config:
        result = submitted(config, DEMO)
        queued = run("deliver", "--config", config, "--once")

    assert result.exit_code == 2
    assert "child-health-liaison" in result.stderr
    assert queued.stdout == "Nothing is due now.\n"


@pytest.mark.parametrize(
    ("first", "further", "heading", "also"),
    [
        (BRUISED | HURT, HURT_AGAIN | {"still-danger": False}, "We will act today", None),
        (BRUISED | HURT, WELL_AGAIN | {"still-danger": False}, "We will act today", None),
        (BRUISED | HURT, WELL_AGAIN | {"still-danger": True}, "Call 999 now", "first"),
        (
            {"danger": True, "@children": ["a"]},
            HURT_AGAIN | {"still-danger": False},
            "Call 999 now",
            "further",
        ),
    ],
)
def test_the_more_urgent_decision_is_explained_and_duties_of_both(
    tmp_path: Path,
    first: dict[str, object],
    further: dict[str, object],
    heading: str,
    also: str | None,
) -> None:
    pack = pack_of_two_forms(tmp_path / "two")
    answers = {"screener": first, "further": further}
    request = {"reference": "RB-000001", "on": "2026-11-23", "answers": answers}
    with post_office(tmp_path, READERS) as config:
        result = run("submit", pack, "-", "--config", config, said=json.dumps(request))

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{heading}\n")
    owed = [line for line in result.stdout.splitlines() if "duties are owed too" in line]
    assert owed == ([f"From the {also} answers, whose duties are owed too:"] if also else [])


def test_plugins_are_listed_with_what_is_configured_and_broken(tmp_path: Path) -> None:
    with post_office(tmp_path, READERS) as config:
        listed = run("plugins")
        named = run("plugins", "--config", config)
        install_plugin(tmp_path, "needy", "import a_module_that_nobody_has")
        config.write_text(config.read_text().replace('"sql",', '"sql", "needy", "sqll",'))
        broken = run("plugins", "--config", config)
        document = as_json(run("plugins", "--config", config, "--json").stdout)

    assert listed.exit_code == named.exit_code == 0
    assert "childconcern-liquidlogic" in listed.stdout
    assert "works" not in listed.stdout
    assert [line.split()[-1] for line in named.stdout.splitlines() if "post-box" in line] == [
        "works"
    ]
    assert broken.exit_code == 1
    assert "a_module_that_nobody_has" in broken.stdout
    rows = {row["name"]: row for row in document["plugins"]}
    assert rows["sql"] == {
        "name": "sql",
        "distribution": "childconcern-sql",
        "version": rows["sql"]["version"],
        "configured": True,
        "problem": None,
    }
    assert rows["needy"]["problem"]
    assert (rows["sqll"]["distribution"], rows["email"]["configured"]) == (None, False)
    assert "is not installed" in rows["sqll"]["problem"]


def test_plugins_that_do_not_go_together_are_broken(tmp_path: Path) -> None:
    with post_office(tmp_path, READERS) as config:
        install_plugin(tmp_path, "copied-box", POST_BOX)
        config.write_text(config.read_text().replace('"sql",', '"sql", "copied-box",'))
        result = run("plugins", "--config", config)

    assert result.exit_code == 1
    assert "which another plugin has registered" in result.stdout


def test_nothing_in_the_list_of_plugins_is_cut_off_at_eighty_columns() -> None:
    with at_terminal("plugins") as person:
        assert person.end() == 0

    assert "childconcern-liquidlogic" in person.shown
    assert "installed, not configured" in person.shown
    assert "…" not in person.shown


def test_the_set_up_is_checked_without_sending(tmp_path: Path) -> None:
    with post_office(tmp_path, ["social-care"]) as config:
        works = run("plugins", "--config", config, "--check")
        module = tmp_path / "plugin_post_box.py"
        text = module.read_text()
        sys.modules.pop("plugin_post_box")
        module.write_text(text.replace("return ()", "raise ValueError('canary')"))
        fails = run("plugins", "--config", config, "--check", "--json")
        shown = run("plugins", "--config", config, "--check")

    assert works.exit_code == 0
    assert "social-care: works" in works.stdout
    assert fails.exit_code == shown.exit_code == 1
    (problem,) = as_json(fails.stdout)["destinations"]["social-care"]
    assert problem["message"] == "its check failed with ValueError"
    assert "social-care: does not work" in shown.stdout
    assert "canary" not in fails.output + shown.output
    assert list((tmp_path / "letters").iterdir()) == []


def test_checking_needs_a_configuration() -> None:
    assert run("plugins", "--check").exit_code == 2


@pytest.mark.parametrize("verb", ["submit", "deliver", "plugins"])
def test_a_configuration_that_cannot_be_used_ends_with_2(tmp_path: Path, verb: str) -> None:
    config = tmp_path / "childconcern.toml"
    config.write_text('plugin = ["sql"]\n')
    request = tmp_path / "request.json"
    request.write_text(json.dumps(DEMO))
    arguments: tuple[str | Path, ...] = (verb, RIVERBANK, request) if verb == "submit" else (verb,)
    result = run(*arguments, "--config", config, "--json")

    assert result.exit_code == 2
    (problem,) = as_json(result.stderr)["error"]["problems"]
    assert (problem["code"], problem["path"]) == ("unknown-key", ["plugin"])
    missing = run(*arguments, "--config", tmp_path / "missing.toml")
    assert missing.exit_code == 2


def test_delivery_goes_on_until_it_is_interrupted(office: Path) -> None:
    submitted(office, DEMO)
    command = "from childconcern.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-u", "-c", command, "deliver", "--config", office, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(office.parent), *sys.path])},
    ) as sender:
        assert sender.stdout is not None
        assert sender.stderr is not None
        attempts = [json.loads(sender.stdout.readline()) for _ in range(2)]
        time.sleep(0.5)
        sender.send_signal(signal.SIGINT)
        said = sender.stderr.read()
        assert sender.wait(timeout=30) == 0

    assert {attempt["state"] for attempt in attempts} == {"accepted"}
    assert said == "Stopped; what was not sent is still in the queue.\n"


def test_a_simulated_case_system_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    with at_terminal(
        "simulate", "--port", "0", "--ledger", tmp_path / "ledger.sqlite", columns=200
    ) as person:
        shown = person.expect("/contacts")
        address = shown.rpartition("http://127.0.0.1:")[2].partition("/")[0]
        taken = run_process(
            "simulate", "--port", address, "--ledger", str(tmp_path / "other.sqlite")
        )
        person.press("\x03", "Stopped")
        assert person.end() == 0

    assert taken.returncode == 2
    assert b"cannot start: Address already in use" in taken.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sql",), "plugin 'sql' has no simulator"),
        (("nope",), "is not installed"),
        (("liquidlogic", "--fault", "earthquake", "--port", "0"), "has no fault 'earthquake'"),
        (("liquidlogic", "--port", "65536"), "65536"),
    ],
)
def test_a_simulator_that_cannot_be_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("simulate", *arguments, "--ledger", tmp_path / "ledger.sqlite")

    assert result.exit_code == 2
    assert said in result.stderr
