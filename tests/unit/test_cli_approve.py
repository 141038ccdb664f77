"""`approve` and `check --approved`: who agreed to a pack, and to what it changes."""

import shutil
from pathlib import Path

import pytest

from childconcern import load_pack
from childconcern.pack import Agreed, Approval, approval_problems, approvals_in_use
from support.command_line import run

LEAD = ("--as", "A. Lead (fictional)", "--role", "head of safeguarding", "--why", "agreed")
DOCTOR = ("--as", "B. Doctor (fictional)", "--role", "designated doctor", "--why", "agreed")


@pytest.fixture
def packs(tmp_path: Path) -> tuple[Path, Path]:
    """Return an earlier pack and a later one, as yet the same."""
    assert run("new", "pack", tmp_path / "old").exit_code == 0
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    return tmp_path / "old", tmp_path / "new"


def lower_something(pack: Path) -> None:
    """Take away the rule that sends danger to the emergency services."""
    path = pack / "policy.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count('route = "emergency"') > 0
    head, _, rest = text.partition("[[rules]]")
    first, _, others = rest.partition("[[rules]]")
    assert 'route = "emergency"' in first
    path.write_text(f"{head}[[rules]]{others}", encoding="utf-8")


def codes(pack: Path, *options: str | Path) -> list[str]:
    """Return the codes of what `check --approved` finds."""
    said = run("check", pack, "--approved", *options).stdout.splitlines()
    known = ("not-approved", "difference-not-approved", "approved-by-one", "approval-not-used")
    return [code for line in said for code in known if line.strip().startswith(f"{code}:")]


def test_a_pack_that_nobody_approved_is_refused(packs: tuple[Path, Path]) -> None:
    _, new = packs
    assert run("check", new).exit_code == 0
    assert run("check", new, "--approved").exit_code == 1
    assert codes(new) == ["not-approved"]


def test_an_approved_pack_passes_until_a_letter_of_it_changes(packs: tuple[Path, Path]) -> None:
    _, new = packs
    result = run("approve", new, *LEAD)
    assert result.exit_code == 0
    assert result.stdout.startswith("recorded: A. Lead (fictional), head of safeguarding, approves")
    assert run("check", new, "--approved").exit_code == 0

    path = new / "policy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Call 999", "Ring 999"), "utf-8")
    assert codes(new) == ["not-approved", "approval-not-used"]


def test_an_approval_leaves_all_else_in_the_file_as_it_was(packs: tuple[Path, Path]) -> None:
    _, new = packs
    path = new / "pack.toml"
    before = "# A remark.\n" + path.read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    digest = load_pack(new).digest
    run("approve", new, *LEAD)
    run("approve", new, *DOCTOR)
    after = path.read_text(encoding="utf-8")

    assert after.startswith(before.rstrip().removesuffix("approvals = []").rstrip())
    assert after.count("\n\n[[approvals]]\n") == 2
    assert load_pack(new).digest == digest
    assert [one.by for one in approvals_in_use(load_pack(new))] == [LEAD[1], DOCTOR[1]]


def test_approvals_written_in_one_line_stay_in_one_line(packs: tuple[Path, Path]) -> None:
    _, new = packs
    path = new / "pack.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\napprovals = [{{ by = "C." }}]\n', encoding="utf-8")
    assert run("approve", new, *LEAD).exit_code == 0

    assert "[[approvals]]" not in path.read_text(encoding="utf-8")
    assert [one.by for one in load_pack(new).approvals] == ["C.", LEAD[1]]


def test_what_lowers_a_response_takes_two_people(packs: tuple[Path, Path]) -> None:
    old, new = packs
    lower_something(new)
    first = run("approve", new, *LEAD, "--against", old)
    assert first.exit_code == 0
    assert "still to do: some response is lowered" in first.stdout
    assert codes(new) == codes(new, "--against", old) == ["approved-by-one"]

    # The same person in other letters is one person still.
    run("approve", new, "--as", "a. lead  (FICTIONAL)", *LEAD[2:], "--against", old)
    assert codes(new, "--against", old) == ["approved-by-one"]
    second = run("approve", new, *DOCTOR, "--against", old)
    assert "still to do" not in second.stdout
    assert codes(new, "--against", old) == []


def test_agreeing_to_a_pack_is_not_agreeing_to_a_difference(packs: tuple[Path, Path]) -> None:
    old, new = packs
    lower_something(new)
    run("approve", new, *LEAD)
    run("approve", new, *DOCTOR)

    assert codes(new) == []
    assert codes(new, "--against", old) == ["difference-not-approved"]


def test_the_record_of_earlier_versions_may_stay(packs: tuple[Path, Path]) -> None:
    old, new = packs
    run("approve", old, *LEAD)
    shutil.copy(old / "pack.toml", new / "pack.toml")
    lower_something(new)
    run("approve", new, *LEAD, "--against", old)
    run("approve", new, *DOCTOR, "--against", old)

    assert codes(new, "--against", old) == []
    assert len(load_pack(new).approvals) == 3


@pytest.mark.parametrize("option", ["--as", "--role", "--why"])
def test_an_approval_says_who_and_why(packs: tuple[Path, Path], option: str) -> None:
    said = list[str](LEAD)
    said[said.index(option) + 1] = "  "
    result = run("approve", packs[1], *said)

    assert result.exit_code == 2
    assert f"{option} is empty" in result.stderr


def test_nobody_approves_the_same_twice(packs: tuple[Path, Path]) -> None:
    run("approve", packs[1], *LEAD, "--on", "2026-11-28")
    again = run("approve", packs[1], *LEAD, "--on", "2026-11-28")

    assert again.exit_code == 2
    assert "recorded already" in again.stderr


def test_against_goes_with_approved(packs: tuple[Path, Path]) -> None:
    result = run("check", packs[1], "--against", packs[0])

    assert result.exit_code == 2
    assert "--against goes with --approved" in result.stderr


def test_an_approval_of_what_raises_only_takes_one_person() -> None:
    from attrs import evolve  # noqa: PLC0415 - of this test alone

    pack = load_pack("examples/packs/hillshire")
    agreed = Agreed(against="before", difference="what", lowers=False)
    one = Approval(by="A.", digest=pack.digest, against="before", difference="what")

    assert approval_problems(evolve(pack, approvals=(one,)), agreed) == ()
