"""The pytest plugin: one line in a test file brings the tests of a pack."""

import shutil
from pathlib import Path

import pytest

from childconcern.testing import pack_tests
from support.command_line import run

pytest_plugins = ["pytester"]
# By its id: -k would also look into the names of the folders around it.
BASELINE = "test_ours.py::pack::baseline"


@pytest.fixture
def packs(pytester: pytest.Pytester) -> Path:
    """Return a folder with the starter pack, and a test file that names it."""
    assert run("new", "pack", pytester.path / "ours").exit_code == 0
    pytester.makepyfile(test_ours='pack = "ours"\nother = 3\nclass TestNone:\n    pack = "ours"\n')
    return pytester.path


def ran(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """Return what pytest says of the test file."""
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-v", *options)


def spoil(pack: Path, old: str, new: str) -> None:
    """Change the policy of a pack."""
    path = pack / "policy.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_case_guarantee_and_law_is_a_test(packs: Path, pytester: pytest.Pytester) -> None:
    result = ran(pytester)

    result.assert_outcomes(passed=3 + 1 + 6)
    result.stdout.fnmatch_lines(
        [
            "*case[[]*[]] PASSED*",
            "*guarantee[[]danger-is-never-routed-away[]] PASSED*",
            "*law[[]set-aside-changes-nothing[]] PASSED*",
        ]
    )
    assert packs.exists()


def test_what_fails_is_told_in_the_packs_words(packs: Path, pytester: pytest.Pytester) -> None:
    spoil(packs / "ours", 'when = "immediate_danger"', 'when = "immediate_danger and level >= 2"')
    result = ran(pytester)
    text = result.stdout.str()

    assert result.ret == 1
    assert "Is a child in immediate danger, or seriously hurt?" in text
    assert "expected route emergency" in text
    assert "Traceback" not in text


def test_a_pack_that_cannot_be_read_is_an_error(packs: Path, pytester: pytest.Pytester) -> None:
    spoil(packs / "ours", 'route = "emergency"', 'route = "emergencies"')
    result = ran(pytester)

    result.assert_outcomes(errors=1)
    assert "there is no route" in result.stdout.str()


def test_a_budget_that_does_not_suffice_fails_or_warns(
    packs: Path, pytester: pytest.Pytester
) -> None:
    assert packs.exists()
    strict = ran(pytester, "--policy-budget", "1", "-W", "ignore")
    lenient = ran(pytester, "--policy-budget", "1", "--policy-unknown", "warn", "-W", "ignore")

    assert strict.ret == 1
    assert lenient.ret == 0


def test_what_is_broken_fails_though_what_is_unknown_only_warns(
    packs: Path, pytester: pytest.Pytester
) -> None:
    spoil(packs / "ours", 'when = "immediate_danger"', 'when = "immediate_danger and level >= 2"')
    result = ran(pytester, "--policy-unknown", "warn")

    assert result.ret == 1
    assert "VIOLATED" in result.stdout.str()


def test_a_fault_of_the_prover_is_shown_as_one(
    packs: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise RuntimeError("the prover is at fault")

    assert packs.exists()
    monkeypatch.setattr(pack_tests, "difference", faulty)
    shutil.copytree(packs / "ours", packs / "in-force")
    result = ran(pytester, "--policy-baseline", "in-force", BASELINE)

    result.assert_outcomes(failed=1)
    assert "RuntimeError: the prover is at fault" in result.stdout.str()


def test_a_promise_of_no_change_that_is_kept_passes(packs: Path, pytester: pytest.Pytester) -> None:
    path = packs / "ours" / "policy.toml"
    promise = '\n[[guarantees]]\nid = "only-worry"\nclaim = "unchanged except"\n'
    path.write_text(path.read_text(encoding="utf-8") + promise + 'facts = ["worry"]\n')
    shutil.copytree(packs / "ours", packs / "in-force")
    result = ran(pytester, "--policy-baseline", "in-force", BASELINE)

    result.assert_outcomes(passed=1)


def test_what_differs_from_a_baseline_must_be_approved(
    packs: Path, pytester: pytest.Pytester
) -> None:
    shutil.copytree(packs / "ours", packs / "in-force")
    same = ran(pytester, "--policy-baseline", "in-force", BASELINE)
    spoil(packs / "ours", 'when = "level >= 3"', 'when = "level >= 3 and immediate_danger"')
    changed = ran(pytester, "--policy-baseline", "in-force", BASELINE)
    for name in ("A. (fictional)", "B. (fictional)"):
        said = ("--as", name, "--role", "head", "--why", "agreed")
        assert run("approve", packs / "ours", *said, "--against", packs / "in-force").exit_code == 0
    approved = ran(pytester, "--policy-baseline", "in-force", BASELINE)

    same.assert_outcomes(passed=1)
    changed.assert_outcomes(failed=1)
    assert "What differs:" in changed.stdout.str()
    approved.assert_outcomes(passed=1)


def test_unchanged_except_is_held_to_the_baseline(packs: Path, pytester: pytest.Pytester) -> None:
    path = packs / "ours" / "policy.toml"
    promise = '\n[[guarantees]]\nid = "only-danger"\nclaim = "unchanged except"\n'
    path.write_text(path.read_text(encoding="utf-8") + promise + 'facts = ["worry"]\n')
    shutil.copytree(packs / "ours", packs / "in-force")
    spoil(packs / "ours", 'when = "level >= 3"', 'when = "level >= 3 and immediate_danger"')
    for name in ("A. (fictional)", "B. (fictional)"):
        said = ("--as", name, "--role", "head", "--why", "agreed")
        run("approve", packs / "ours", *said, "--against", packs / "in-force")
    result = ran(pytester, "--policy-baseline", "in-force", BASELINE)

    result.assert_outcomes(failed=1)
    assert "only-danger" in result.stdout.str()


def test_mistakes_that_nothing_notices_fail(packs: Path, pytester: pytest.Pytester) -> None:
    assert packs.exists()
    result = ran(pytester, "--policy-mutate", "40", "test_ours.py::pack::mutation")

    result.assert_outcomes(failed=1)
    assert "not noticed, and it" in result.stdout.str()


def test_mistakes_that_are_all_noticed_pass(packs: Path, pytester: pytest.Pytester) -> None:
    assert packs.exists()
    result = ran(pytester, "--policy-mutate", "1", "test_ours.py::pack::mutation")

    result.assert_outcomes(passed=1)
