"""`paths`: how many ways through the questions there are, and how long they are."""

from pathlib import Path

import pytest

from support.command_line import DAY, as_json, run
from support.planted_packs import planted_folder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small pack."""
    return planted_folder(tmp_path_factory.mktemp("small"))


def test_every_questionnaire_is_told_of(pack: Path) -> None:
    found = run("paths", pack, "--on", DAY)

    assert found.exit_code == 0
    assert found.stdout.startswith("small 2026.1: the ways through its questions\n")
    assert "Screener: every way through the screener" in found.stdout
    assert "Request: every way through the request, after every way through the" in found.stdout
    assert "Policy alone" not in found.stdout


def test_one_questionnaire_can_be_chosen(pack: Path) -> None:
    found = run("paths", pack, "--questionnaire", "screener", "--on", DAY, "--json")
    document = as_json(found.stdout)

    assert found.exit_code == 0
    assert [one["scope"] for one in document["paths"]] == ["screener"]
    assert (document["paths"][0]["whole"]["fewest"], document["on"]) == (2, DAY)


def test_a_questionnaire_that_there_is_not_is_refused(pack: Path) -> None:
    found = run("paths", pack, "--questionnaire", "web")

    assert found.exit_code == 2
    assert "it has screener, request" in found.stderr


def test_what_is_not_certain_ends_with_3(pack: Path) -> None:
    found = run("paths", pack, "--questionnaire", "screener", "--on", DAY, "--budget", "1")

    assert found.exit_code == 3
    assert "The budget ran out" in found.stdout
