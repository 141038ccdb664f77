"""Whatever goes wrong ends in a message and a number: never in a traceback, never in an answer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from support.command_line import RIVERBANK, ROOT, as_json, run, run_process
from support.plugin_folders import POST_BOX, post_office

VERBS: Final = (
    "new",
    "check",
    "approve",
    "ask",
    "walk",
    "decide",
    "explain",
    "nearest",
    "describe",
    "draw",
    "prove",
    "diff",
    "paths",
    "submit",
    "deliver",
    "simulate",
    "plugins",
    "wording",
    "cases",
    "suggest-cases",
    "mutate",
)
DEMO: Final = ROOT / "examples/demo/request.json"
PROGRAM: Final = "from childconcern.cli import main; main()"


def test_verbs_are_listed_in_the_order_of_their_use_and_none_is_cut_short() -> None:
    result = run("--help")
    listed = result.stdout.partition("Commands:\n")[2].splitlines()

    assert result.exit_code == 0
    assert tuple(line.split()[0] for line in listed) == VERBS
    assert not [line for line in listed if line.endswith("...")]
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_does(verb: str) -> None:
    asked, short = run(verb, "--help"), run(verb, "-h")

    assert asked.exit_code == 0
    assert asked.stdout == short.stdout
    assert asked.stdout.startswith("Usage: ")
    assert len(asked.stdout.splitlines()) > 4


def test_the_version_is_that_of_the_distribution() -> None:
    result = run("--version")

    assert result.exit_code == 0
    assert result.stdout.startswith("childconcern, version ")


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("decide",), ("check", ".", "--nonsense"), ("new", "town")]
)
def test_a_command_that_is_none_ends_with_2(arguments: tuple[str, ...]) -> None:
    for_people, for_programs = run(*arguments), run(*arguments, "--json")

    assert for_people.exit_code == for_programs.exit_code == 2
    assert "Usage: " in for_people.stderr
    assert as_json(for_programs.stderr)["error"]["code"] == "usage"
    assert for_people.stdout == for_programs.stdout == ""


def test_without_a_verb_help_is_shown() -> None:
    result = run()

    assert result.exit_code == 2
    assert "Commands:" in result.output


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_fault_of_a_plugin_ends_with_3_and_says_where_but_not_what(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    with post_office(tmp_path, ["social-care", "child-health-liaison"]) as config:
        module = tmp_path / "plugin_post_box.py"
        broken = 'raise ZeroDivisionError(f"canary-4711 {request.concern.values}")'
        module.write_text(
            POST_BOX.replace(
                'return Prepared(body=f"{request.route} {key}".encode(), media_type="text/plain")',
                broken,
            )
        )
        result = run("submit", RIVERBANK, DEMO, "--config", config, *more)

    assert (result.exit_code, result.stdout) == (3, "")
    assert "ZeroDivisionError" in result.stderr
    assert "plugin_post_box.py" in result.stderr
    assert "not with what you gave it" in result.stderr
    assert "canary" not in result.stderr
    assert "bruise" not in result.stderr
    if more:
        assert as_json(result.stderr)["error"]["code"] == "defect"


def test_a_disk_that_is_full_is_said_plainly() -> None:
    if not Path("/dev/full").exists():
        return
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "describe", str(RIVERBANK)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.startswith(b"No space left on device")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("describe",), ("check",), ("check", "--json"), ("describe", "--help")]
)
def test_a_reader_that_goes_away_is_no_fault(arguments: tuple[str, ...]) -> None:
    verb, *more = arguments
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, verb, str(RIVERBANK), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        said = program.stderr.read()

    assert program.returncode in {0, 1}
    assert said == b""


ENVIRONMENTS: Final = {
    "an ASCII locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII output": {"PYTHONIOENCODING": "ascii"},
    "Latin output": {"PYTHONIOENCODING": "latin-1:strict"},
    "an odd code page": {"PYTHONIOENCODING": "cp437"},
}


@pytest.mark.parametrize("env", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_text_that_the_locale_cannot_say_stops_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    run("new", "pack", tmp_path / "mine")
    policy = tmp_path / "mine" / "policy.toml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("Call 999 now", "Call 999 now, Zoë “☎” 💙"),
        encoding="utf-8",
    )
    concern = b'{"immediate_danger": null, "children": [{"id": "Zo\\u00eb", "injuries": null, '
    concern += b'"moves_alone": null}]}'

    explained = run_process("explain", tmp_path / "mine", "-", said=concern, env=env)
    decided = run_process("decide", tmp_path / "mine", "-", said=concern, env=env)
    asked = run_process("ask", tmp_path / "mine", said=b"yes\n\n", env=env)
    described = run_process("describe", tmp_path / "mine", env=env)
    refused = run_process("decide", tmp_path / "mine", "-", said='{"Zoë": 1}'.encode(), env=env)

    for done in (explained, decided, asked, described):
        assert (done.returncode, done.stderr) == (0, b"")
    assert b"Call 999 now, Zo" in explained.stdout
    assert b"Call 999 now, Zo" in asked.stdout
    assert json.loads(decided.stdout.decode("utf-8"))["treated_as"][1]["item"] == "Zoë"
    assert refused.returncode == 2


def test_typing_in_another_encoding_is_refused_and_asked_again(tmp_path: Path) -> None:
    run("new", "pack", tmp_path / "mine")
    done = run_process(
        "ask",
        tmp_path / "mine",
        said=b"Zo\xeb\nyes\n\n",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "0"},
    )

    assert done.returncode == 0
    assert b"Answer yes or no." in done.stdout


def test_without_its_extra_the_program_says_what_it_needs() -> None:
    hidden = "import sys; sys.modules['click'] = None; "
    done = subprocess.run(
        [sys.executable, "-c", hidden + PROGRAM, "--help"], capture_output=True, check=False
    )
    other = subprocess.run(
        [sys.executable, "-c", hidden.replace("click", "cattrs") + PROGRAM],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == b'the command line needs: python -m pip install "childconcern[cli]"\n'
    assert b"cattrs" in other.stderr
