"""``childconcern cases``: to a spreadsheet and back, and what is refused on the way."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from support.command_line import as_json, run
from support.small_pack import SMALL_PACK, PackFolder

CANARY = "Wilhelmina-Canary"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a small pack."""
    (tmp_path / "pack").mkdir()
    return PackFolder(tmp_path / "pack").holds(SMALL_PACK)


@pytest.fixture
def file(pack: Path, tmp_path: Path) -> Path:
    """Return the spreadsheet of its cases."""
    file = tmp_path / "cases.xlsx"
    done = run("cases", "export", pack, file)
    assert done.exit_code == 0
    assert "2 cases" in done.output
    return file


def change(file: Path, sheet: str, cell: str, value: str | None) -> None:
    book = openpyxl.load_workbook(file)
    book[sheet][cell] = value
    book.save(file)


def cases(pack: Path) -> str:
    return (pack / "cases.toml").read_text(encoding="utf-8")


def test_what_was_exported_changes_nothing(pack: Path, file: Path) -> None:
    done = run("cases", "import", pack, file)

    assert (done.exit_code, done.output) == (0, "nothing changed\n")
    assert cases(pack) == SMALL_PACK["cases.toml"]


def test_a_change_is_told_and_written(pack: Path, file: Path) -> None:
    change(file, "Answers", "B3", CANARY)
    done = run("cases", "import", pack, file)

    assert done.exit_code == 0
    assert "baby: changed: story" in done.output
    assert "now run childconcern check" in " ".join(done.output.split())
    assert CANARY not in done.output
    assert CANARY in cases(pack)
    assert sorted(one.name for one in pack.iterdir()) == sorted(SMALL_PACK)


def test_a_dry_run_writes_nothing(pack: Path, file: Path) -> None:
    change(file, "Answers", "B3", CANARY)
    done = run("cases", "import", pack, file, "--dry-run")

    assert done.output == "baby: changed: story\nnothing was written\n"
    assert cases(pack) == SMALL_PACK["cases.toml"]


def test_a_case_is_taken_out_only_where_that_is_said(pack: Path, file: Path) -> None:
    book = openpyxl.load_workbook(file)
    book["Concerns"].delete_rows(3)
    book.save(file)

    done = run("cases", "import", pack, file)
    assert "night-watch: not in the spreadsheet, kept" in done.output
    assert "nothing changed" in done.output
    assert cases(pack) == SMALL_PACK["cases.toml"]

    done = run("cases", "import", pack, file, "--remove", "--json")
    assert as_json(done.stdout) == {
        "changes": [{"case": "night-watch", "what": "removed", "where": []}],
        "written": True,
    }
    assert "night-watch" not in cases(pack)


def test_cases_go_into_a_pack_that_has_none(pack: Path, file: Path) -> None:
    (pack / "cases.toml").unlink()
    done = run("cases", "import", pack, file)

    assert "baby: new" in done.output
    change(file, "Answers", "A3", None)
    assert run("cases", "export", pack, file, "--force").exit_code == 0
    assert run("cases", "import", pack, file).output == "nothing changed\n"


def test_one_case_is_one_case(pack: Path, tmp_path: Path) -> None:
    text = cases(pack)
    (pack / "cases.toml").write_text(text[: text.rindex("[[cases]]")], encoding="utf-8")

    assert run("cases", "export", pack, tmp_path / "one.xlsx").output.endswith(": 1 case\n")


def test_a_file_that_is_there_is_not_written_over(pack: Path, file: Path) -> None:
    before = file.read_bytes()
    done = run("cases", "export", pack, file)

    assert done.exit_code == 2
    assert "--force" in done.stderr
    assert file.read_bytes() == before


def test_a_cell_that_cannot_be_read_is_named_and_nothing_written(pack: Path, file: Path) -> None:
    change(file, "Answers", "B3", CANARY)
    change(file, "Answers", "A3", CANARY)
    change(file, "Concerns", "C3", "=TODAY()")
    done = run("cases", "import", pack, file, "--json")

    assert done.exit_code == 2
    error = as_json(done.stderr)["error"]
    assert error["code"] == "spreadsheet"
    assert [one["code"] for one in error["problems"]] == ["bad-id", "formula"]
    assert CANARY not in done.output
    assert cases(pack) == SMALL_PACK["cases.toml"]


def test_a_text_that_toml_cannot_hold_is_refused(pack: Path, file: Path) -> None:
    change(file, "Answers", "B3", '"\\ud800"')
    done = run("cases", "import", pack, file)

    assert done.exit_code == 2
    assert cases(pack) == SMALL_PACK["cases.toml"]


def test_a_file_that_is_not_there_is_no_spreadsheet(pack: Path, tmp_path: Path) -> None:
    done = run("cases", "import", pack, tmp_path / "nothing.xlsx", "--json")

    assert done.exit_code == 2
    assert as_json(done.stderr)["error"]["code"] == "no-spreadsheet"


@pytest.mark.parametrize("verb", ["export", "import"])
def test_what_is_not_installed_is_named(
    pack: Path, tmp_path: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = run("cases", verb, pack, tmp_path / "file.xlsx")

    assert done.exit_code == 2
    assert 'pip install "childconcern[spreadsheet]"' in " ".join(done.stderr.split())
