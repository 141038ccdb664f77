"""`diff`: what two versions of a pack decide otherwise."""

from pathlib import Path

import pytest

from support.command_line import DAY, as_json, run, run_process
from support.planted_packs import planted_folder

NIGHT = ("policy.toml", 'when = "danger"\nbecause', 'when = "danger and not closed"\nbecause')
WORDS = ("screener.toml", 'text = "Who are you?"', 'text = "What <b>do</b> you do?"')


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two versions of a pack."""
    folder = tmp_path_factory.mktemp("packs")
    return planted_folder(folder / "old"), planted_folder(folder / "new", NIGHT, WORDS)


def test_what_is_decided_otherwise_is_told_and_ends_with_1(packs: tuple[Path, Path]) -> None:
    found = run("diff", *packs, "--on", DAY, "--scope", "screener")

    assert found.exit_code == 1
    assert found.stdout.startswith("What changes from small 2026.1 to small 2026.1\nDIFFERENT. ")
    assert "The route: “Call 999” before, “Talk it over” now" in found.stdout
    assert "What only reads otherwise, and decides nothing" in found.stdout
    assert found.stderr == ""


def test_what_only_reads_otherwise_is_no_difference_and_ends_with_0(
    packs: tuple[Path, Path], tmp_path: Path
) -> None:
    other = planted_folder(tmp_path, WORDS)
    found = run("diff", packs[0], other, "--on", DAY, "--scope", "screener")

    assert found.exit_code == 0
    assert "NO DIFFERENCE." in found.stdout


@pytest.mark.parametrize("limit", [("--budget", "1"), ("--seconds", "0")])
def test_too_small_a_budget_or_time_ends_with_3(
    packs: tuple[Path, Path], tmp_path: Path, limit: tuple[str, str]
) -> None:
    other = planted_folder(tmp_path, ("policy.toml", 'when = "weeks >= 4"', 'when = "weeks > 3"'))
    found = run("diff", packs[0], other, "--on", DAY, "--scope", "screener", *limit)

    assert found.exit_code in {0, 3}
    assert ("UNKNOWN." in found.stdout) == (found.exit_code == 3)


def test_a_program_reads_json(packs: tuple[Path, Path]) -> None:
    found = run("diff", *packs, "--on", DAY, "--scope", "screener", "--json")
    document = as_json(found.stdout)

    assert found.exit_code == 1
    assert document["verdict"] == "violated"
    assert document["lowers"] is True
    assert document["regions"][0]["kind"] == "route"


def test_the_page_needs_nothing_but_itself_and_no_text_becomes_markup(
    packs: tuple[Path, Path], tmp_path: Path
) -> None:
    html, markdown = tmp_path / "diff.html", tmp_path / "diff.md"
    files = ("--html", html, "--markdown", markdown)
    found = run("diff", *packs, "--on", DAY, "--scope", "screener", *files)
    page = html.read_text(encoding="utf-8")

    assert found.exit_code == 1
    assert page.startswith("<!DOCTYPE html>")
    assert "<b>" not in page
    assert "What &lt;b&gt;do&lt;/b&gt; you do?" in page
    for outside in ("<script", "http:", "https:", "<link", "<img", "url("):
        assert outside not in page
    assert "@media print" in page
    assert '<h2 id="less">Less urgent now, or a duty less</h2>' in page
    assert markdown.read_text(encoding="utf-8").startswith("# What changes from small 2026.1")


def test_a_scope_or_a_pack_that_is_none_is_refused(packs: tuple[Path, Path]) -> None:
    old, new = packs

    assert run("diff", old, new, "--scope", "web").exit_code == 2
    assert run("diff", old, new / "gone").exit_code == 2


def test_through_a_pipe_there_is_nothing_but_the_difference(packs: tuple[Path, Path]) -> None:
    done = run_process("diff", *packs, "--on", DAY, "--scope", "policy", "--json")

    assert done.returncode == 1
    assert done.stderr == b""
