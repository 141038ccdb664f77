"""`prove`: what holds of every answer combination, told to people and to programs."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from childconcern.cli.proofs import clock
from childconcern.verify import ReplayError
from support.command_line import DAY, as_json, at_terminal, run, run_process
from support.planted_packs import planted_folder

NIGHT = ("policy.toml", 'when = "danger"\nbecause', 'when = "danger and not closed"\nbecause')


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a pack of which everything holds."""
    return planted_folder(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a pack of which a guarantee is broken."""
    return planted_folder(tmp_path_factory.mktemp("broken"), NIGHT)


def test_what_holds_is_proved_and_ends_with_0(good: Path) -> None:
    proved = run("prove", good, "--on", DAY)

    assert proved.exit_code == 0
    assert proved.stdout.startswith("small 2026.1: what is proved\nPROVED. All of ")
    assert "Worth knowing" in proved.stdout
    assert proved.stderr == ""


def test_what_does_not_hold_is_told_in_full_and_ends_with_1(broken: Path) -> None:
    proved = run("prove", broken, "--on", DAY, "--only", "guaranteed", "--no-notes")

    assert proved.exit_code == 1
    assert "1. A guarantee is broken: danger-first" in proved.stdout
    assert "- Is a child in danger now? Yes \u2190 the guarantee speaks of this" in proved.stdout
    assert "Worth knowing" not in proved.stdout


def test_too_small_a_budget_or_time_ends_with_3_and_says_so_on_standard_output(
    good: Path,
) -> None:
    both = ("--seconds", "600", "--budget", "1")
    for limit in (("--seconds", "0"), ("--budget", "1"), both):
        proved = run("prove", good, "--on", DAY, "--only", "settled", *limit)

        assert proved.exit_code == 3
        assert "UNKNOWN. None was found to be broken" in proved.stdout
        assert proved.stderr == ""


def test_enough_time_is_no_limit(good: Path) -> None:
    proved = run("prove", good, "--on", DAY, "--only", "settled", "--seconds", "600")

    assert proved.exit_code == 0


def test_a_clock_says_when_the_time_is_over() -> None:
    none, over, left = clock(None), clock(0), clock(600)

    assert none is None
    assert over is not None
    assert left is not None
    assert (over(), left()) == (True, False)


def test_claims_and_scopes_can_be_chosen_and_are_proved_in_one_order(good: Path) -> None:
    chosen = ("--only", "aside", "--only", "settled", "--scope", "policy", "--scope", "screener")
    proved = run("prove", good, "--on", DAY, *chosen, "--json")
    document = as_json(proved.stdout)

    assert proved.exit_code == 0
    assert document["scopes"] == ["screener", "policy"]
    assert [one["claim"] for one in document["findings"]] == [
        *("exactly-one-route", "no-dead-end", "no-dead-end"),
        *("exactly-one-route", "no-dead-end"),
        "set-aside-changes-nothing",
    ]


def test_a_program_reads_json_and_the_verdict_is_the_number_too(broken: Path) -> None:
    proved = run("prove", broken, "--on", DAY, "--only", "guaranteed", "--json")
    document = as_json(proved.stdout)

    assert proved.exit_code == 1
    assert document["verdict"] == "violated"
    assert document["on"] == DAY
    assert {one["verdict"] for one in document["findings"]} == {"violated"}


def test_the_same_command_prints_the_same_twice(broken: Path) -> None:
    command = ("prove", broken, "--on", DAY, "--only", "guaranteed", "--only", "settled", "--json")

    assert run(*command).stdout == run(*command).stdout


def test_files_for_ci_and_for_people_are_written_beside_what_is_printed(
    broken: Path, tmp_path: Path
) -> None:
    junit, markdown = tmp_path / "prove.xml", tmp_path / "prove.md"
    files = ("--junit", junit, "--markdown", markdown)
    proved = run("prove", broken, "--on", DAY, "--only", "guaranteed", *files)
    suites = ET.fromstring(junit.read_bytes())  # noqa: S314 - of our own making

    assert proved.exit_code == 1
    assert (suites.get("tests"), suites.get("failures")) == ("3", "3")
    assert markdown.read_text(encoding="utf-8").startswith("# small 2026.1: what is proved\n")
    assert markdown.read_text(encoding="utf-8").endswith("|\n")


def test_a_scope_that_the_pack_has_not_is_refused_with_those_it_has(good: Path) -> None:
    proved = run("prove", good, "--scope", "web")

    assert proved.exit_code == 2
    assert "the pack has no such scope" in proved.stderr
    assert "choose among screener, request, policy" in proved.stderr


def test_where_nothing_is_claimed_nothing_is_proved(tmp_path: Path) -> None:
    first = 'id = "danger-first"\nclaim = "never below"\nroute = "emergency"\nwhen = "danger"\n\n'
    folder = planted_folder(tmp_path, ("policy.toml", f"[[guarantees]]\n{first}", ""))
    proved = run("prove", folder, "--only", "guaranteed", "--json")

    assert proved.exit_code == 2
    assert as_json(proved.stderr)["error"]["code"] == "usage"


def test_notes_alone_are_no_claim_and_no_fault(good: Path) -> None:
    proved = run("prove", good, "--on", DAY, "--only", "unknowns", "--scope", "screener")

    assert proved.exit_code == 0
    assert "Nothing was claimed, so nothing is proved." in proved.stdout
    assert "- Not knowing the answer can change the route:" in proved.stdout


def test_a_pack_with_problems_is_refused_as_by_every_verb(tmp_path: Path) -> None:
    folder = planted_folder(
        tmp_path, ("policy.toml", 'when = "danger"\nbecause', 'when = "dangr"\nbecause')
    )
    proved = run("prove", folder)

    assert proved.exit_code == 2
    assert "dangr" in proved.stderr
    assert proved.stdout == ""


@pytest.mark.parametrize("option", [("--budget", "0"), ("--seconds", "-1"), ("--only", "all")])
def test_limits_and_claims_that_are_none_are_refused(option: tuple[str, str], good: Path) -> None:
    assert run("prove", good, *option).exit_code == 2


def test_without_a_solver_it_is_said_what_to_install(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)
    proved = run("prove", good)

    assert proved.exit_code == 2
    assert "childconcern[verify]" in proved.stderr


def test_a_prover_that_is_wrong_ends_with_3_and_prints_no_verdict(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise ReplayError("route")

    monkeypatch.setattr("childconcern.cli.prove.prove", wrong)
    proved = run("prove", good)
    for_programs = run("prove", good, "--json")

    assert (proved.exit_code, proved.stdout) == (3, "")
    assert "comes out otherwise when it is walked" in proved.stderr
    assert for_programs.exit_code == 3
    assert as_json(for_programs.stderr)["error"]["code"] == "replay"


# ------------------------------------------------------------------------ two versions


def test_what_compares_two_versions_is_proved_against_the_one_before(
    good: Path, broken: Path
) -> None:
    alone = run("prove", good, "--on", DAY, "--only", "guaranteed", "--scope", "screener")
    same = run(
        "prove", good, "--on", DAY, "--only", "guaranteed", "--scope", "screener", "--against", good
    )
    other = run(
        *("prove", broken, "--on", DAY, "--only", "guaranteed", "--scope", "screener"),
        *("--against", good),
    )

    assert "- Not asked, as they compare two versions: role-is-nothing" in alone.stdout
    assert "All of 2 claims hold." in same.stdout
    assert "Not asked" not in same.stdout
    assert "A guarantee is broken: role-is-nothing" in other.stdout
    assert "  Before: “Call 999”\n  Now: “Talk it over”" in other.stdout


def test_the_version_before_is_of_no_use_to_other_claims(good: Path, broken: Path) -> None:
    proved = run("prove", good, "--on", DAY, "--only", "settled", "--against", broken)

    assert proved.exit_code == 0
    assert "Not asked, as they compare two versions" in proved.stdout


# ------------------------------------------------------------------ people and programs


def test_at_a_terminal_it_shows_that_it_works_and_headings_stand_out(broken: Path) -> None:
    command = ("prove", broken, "--on", DAY, "--only", "guaranteed", "--scope", "screener")
    with at_terminal(*command, columns=70) as terminal:
        terminal.expect("proving")
        terminal.expect("A guarantee is broken: danger-first")
        terminal.expect("It comes to “Talk it over”:")
        assert terminal.end() == 1


def test_through_a_pipe_there_is_nothing_but_the_report(broken: Path) -> None:
    done = run_process("prove", broken, "--on", DAY, "--only", "guaranteed", "--json")

    assert done.returncode == 1
    assert done.stderr == b""
    assert as_json(done.stdout.decode())["verdict"] == "violated"
