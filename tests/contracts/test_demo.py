"""The demonstration shows what the README says: two kills, one contact, one receipt."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PATIENCE_SECONDS: Final = 180


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the demonstration as anybody would, and return what it shows."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples/demo/run.py")],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert list(folder.iterdir()) == []
    return done.stdout


def test_the_referrer_and_the_worker_each_read_why(shown: str) -> None:
    assert "Speak to a social worker before the child leaves" in shown
    assert "Why we say this" in shown
    assert "Source: " in shown


def test_the_sender_is_killed_twice_and_the_bytes_stay_the_same(shown: str) -> None:
    rows = [line.split() for line in shown.splitlines() if line.startswith("  | social-care  ")]
    queue = [row for row in rows if row[3].isdecimal()]

    assert shown.count("(killed)") == 2
    assert [row[2] for row in queue] == ["waiting", "leased", "leased", "accepted"]
    assert len({row[4] for row in queue}) == 1


def test_the_case_system_holds_it_once_and_there_is_a_receipt(shown: str) -> None:
    assert "the receipt is SIM-000001: it was stored once" in shown
    assert "the case system still holds it once" in shown
    assert shown.endswith("one contact, one receipt.\n")


def test_every_line_can_be_read_without_scrolling_sideways(shown: str) -> None:
    assert max(map(len, shown.splitlines())) <= 100


def test_no_name_is_shown(shown: str) -> None:
    for word in ("Sam Sample", "Alex Example", "Traceback"):
        assert word not in shown
