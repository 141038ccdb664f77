"""`walk`, `decide`, `explain` and `describe`: what programs and people are told."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from childconcern import decide, decision_document, load_pack, read_concern
from childconcern.cli.inputs import read_day, today
from support.command_line import DAY, RIVERBANK, as_json, at_terminal, run, run_process

ANSWERS: Final = {
    "danger": False,
    "@children": ["a"],
    "age@a": "5 months",
    "injuries@a": ["bruise"],
    "moves-alone@a": None,
    "worry": ["hurt"],
}
CONCERN: Final = {
    "immediate_danger": False,
    "worry": ["hurt"],
    "children": [{"id": "a", "age": "5 months", "injuries": ["bruise"], "moves_alone": None}],
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the starter pack."""
    folder = tmp_path_factory.mktemp("packs") / "starter"
    run("new", "pack", folder)
    return folder


def decided(pack: Path, concern: object, *more: str) -> Any:  # noqa: ANN401 - JSON
    """Return what `decide` prints for a program."""
    result = run("decide", pack, "-", "--on", DAY, *more, said=json.dumps(concern))
    assert (result.exit_code, result.stderr) == (0, "")
    return as_json(result.stdout)


def walked(pack: Path, answers: object, *more: str | Path) -> Any:  # noqa: ANN401 - JSON
    """Return what `walk` prints for a program."""
    result = run("walk", pack, "-", "--on", DAY, *more, said=json.dumps(answers))
    assert (result.exit_code, result.stderr) == (0, "")
    return as_json(result.stdout)


def test_walk_prints_path_next_set_aside_and_complete(pack: Path) -> None:
    started: dict[str, object] = {**ANSWERS, "age@b": "7"}
    del started["moves-alone@a"]

    assert walked(pack, started) == {
        "path": ["danger", "age@a", "injuries@a", "moves-alone@a", "worry"],
        "next": "moves-alone@a",
        "set_aside": ["age@b"],
        "complete": False,
    }
    assert walked(pack, {"danger": True})["complete"] is True
    assert walked(pack, {"danger": False})["next"] == "@children"


def test_walk_says_why_when_it_is_asked(pack: Path) -> None:
    document = walked(pack, {"danger": False}, "--why")

    assert document["why"]["danger"] == "always-asked"
    assert document["to_come"][0] <= document["to_come"][1]


def test_walk_takes_another_questionnaire_and_what_is_known_already(tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text('{"referrer_role": "teacher", "children": [{"id": "a"}]}')

    document = walked(RIVERBANK, {}, "--questionnaire", "request", "--given", given)

    assert document["next"] == "your-name"
    assert "child-name@a" in document["path"]
    assert "request-role" not in document["path"]


def test_walk_shows_a_table_to_people(pack: Path) -> None:
    shown = run_at_terminal("walk", pack, ANSWERS)

    assert "Question" in shown
    assert "condition-met" in shown
    assert "next: nothing, the journey is complete" in shown
    assert "set aside" not in shown

    shown = run_at_terminal("walk", pack, {"danger": True, "worry": ["hurt"]}, "--why")
    assert "set aside: worry" in shown
    assert "section-closed" in shown
    assert "still to come: 4 to 26" in run_at_terminal("walk", pack, {"danger": False})


def test_decide_prints_all_that_is_promised(pack: Path) -> None:
    document = decided(pack, CONCERN)

    assert list(document) == [
        "route",
        "variant",
        "duties",
        "level",
        "levels",
        "reasons",
        "treated_as",
        "respond_within",
        "on",
        "complete",
        "policy",
        "concern_digest",
    ]
    assert document["route"] == "social-care"
    assert document["variant"] is None
    assert document["duties"] == ["medical-view-today"]
    assert document["level"] == 3
    assert document["levels"] == {"physical-harm": 3, "neglect": 1}
    assert [reason["kind"] for reason in document["reasons"]] == [
        "indicator",
        "rule",
        "rule",
        "duty",
    ]
    assert all(list(one) == ["id", "kind", "because", "source"] for one in document["reasons"])
    assert document["treated_as"] == [{"fact": "moves_alone", "item": "a", "value": False}]
    assert document["respond_within"] == "4 hours"
    assert (document["on"], document["complete"]) == (DAY, None)
    assert list(document["policy"]) == ["id", "version", "digest"]
    assert len(document["concern_digest"]) == 64


def test_decide_says_what_the_library_says(pack: Path) -> None:
    loaded = load_pack(pack)
    day = read_day(DAY)
    assert day is not None
    decision = decide(read_concern(CONCERN, loaded.vocabulary), loaded.policy, on=day)

    assert decided(pack, CONCERN, "--json") == decision_document(decision)


def test_decide_prints_the_same_bytes_in_every_environment(pack: Path, tmp_path: Path) -> None:
    concern = tmp_path / "concern.json"
    concern.write_text(json.dumps(CONCERN))
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "PYTHONIOENCODING": "latin-1"},
    )
    first, second = (
        run_process("decide", pack, concern, "--on", DAY, env=env) for env in environments
    )

    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout


def test_decide_explains_itself_to_people(pack: Path) -> None:
    shown = run_at_terminal("decide", pack, CONCERN)

    assert "Route social-care." in shown
    assert "Source: local" in shown
    assert "medical-view-today" in shown


@pytest.mark.parametrize(
    ("on", "treated"), [("0001-01-01", 1), ("9999-12-31", 1), ("2024-02-29", 1)]
)
def test_any_day_can_be_decided_for(pack: Path, on: str, treated: int) -> None:
    result = run("decide", pack, "-", "--on", on, said=json.dumps(CONCERN))

    assert result.exit_code == 0
    assert as_json(result.stdout)["on"] == on
    assert len(as_json(result.stdout)["treated_as"]) == treated


def test_without_a_day_it_is_today(pack: Path) -> None:
    before = today().isoformat()
    result = run("decide", pack, "-", said=json.dumps(CONCERN))

    assert as_json(result.stdout)["on"] in {before, today().isoformat()}


@pytest.mark.parametrize(
    "on", ["2026-1-2", "20261123", "2026-W48-1", "23/11/2026", "2026-02-30", "today", "", "Zoë"]
)
@pytest.mark.parametrize("verb", ["walk", "decide", "explain"])
def test_a_day_is_written_one_way(pack: Path, verb: str, on: str) -> None:
    result = run(verb, pack, "-", "--on", on, said="{}")

    assert result.exit_code == 2
    assert "a day is written YYYY-MM-DD" in result.stderr
    assert result.stdout == ""


def test_explain_speaks_to_the_referrer_and_to_the_worker(pack: Path) -> None:
    said = json.dumps(CONCERN)
    referrer = run("explain", pack, "-", "--on", DAY, said=said)
    worker = run("explain", pack, "-", "--on", DAY, "--for", "worker", said=said)

    assert (referrer.exit_code, worker.exit_code) == (0, 0)
    assert referrer.stdout.startswith("We will act today\n")
    assert "What you can always do" in referrer.stdout
    assert "Source: local" not in referrer.stdout
    assert "Source: local" in worker.stdout
    assert run("explain", pack, "-", "--for", "nobody", said=said).exit_code == 2


def test_explain_gives_programs_the_same_words_in_parts(pack: Path) -> None:
    result = run("explain", pack, "-", "--on", DAY, "--json", said=json.dumps(CONCERN))
    document = as_json(result.stdout)

    assert document["reader"] == "referrer"
    assert document["title"] == "We will act today"
    assert document["on"] == DAY
    assert document["duties"][0]["id"] == "medical-view-today"
    assert document["policy"]["id"] == "starter"


def test_describe_prints_a_document_or_writes_a_page(pack: Path, tmp_path: Path) -> None:
    shown = run("describe", pack)
    page = tmp_path / "policy.html"
    written = run("describe", pack, "--html", page)

    assert shown.exit_code == written.exit_code == 0
    assert shown.stdout.startswith("# ")
    assert "A doctor must see a child today" in shown.stdout
    assert written.stdout == f"wrote {page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def run_at_terminal(verb: str, pack: Path, document: object, *more: str) -> str:
    """Return what a person at a terminal is shown; what is read comes from a file."""
    path = pack.parent / "said.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with at_terminal(verb, pack, path, "--on", DAY, *more, columns=100) as person:
        assert person.end() == 0
        return person.shown
