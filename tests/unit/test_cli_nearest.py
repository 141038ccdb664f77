"""`nearest`: which few other answers would alter the route of a request."""

import json
from pathlib import Path

import pytest

from childconcern.explanation import Reader, explain, explanation_text
from childconcern.packfile import load_pack
from childconcern.reporting import nearest_words
from childconcern.verify.examples.telling import Sheet
from childconcern.verify.nearest import nearest
from support.command_line import as_json, run
from support.comparing_packs import ON
from support.planted_packs import planted_folder
from support.small_pack import CALM

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small pack."""
    return planted_folder(tmp_path_factory.mktemp("small"))


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    """Return a request about a child who is not hurt."""
    path = tmp_path / "request.json"
    said = {"reference": "X-1", "on": str(ON), "answers": {"screener": CALM}}
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


def test_the_fewest_answers_are_told_in_the_packs_words(pack: Path, request_file: Path) -> None:
    found = run("nearest", pack, request_file)
    first, change, then = found.stdout.splitlines()[:3]

    assert found.exit_code == 0
    assert first.endswith("with one other answer, and with no fewer.")
    assert "would be answered: " in change
    assert "burn" in change.lower()
    assert then.startswith("- Then asked: ")


def test_a_program_gets_the_changes_as_json(pack: Path, request_file: Path) -> None:
    document = as_json(run("nearest", pack, request_file, "--json").stdout)

    (change,) = document["changes"]
    assert (document["from"], document["route"]) == ("consult", "social-care")
    assert change == {
        "key": "screener/hurt@ann",
        "answered": True,
        "before": ["unhurt"],
        "after": ["burn"],
    }
    assert document["then_asked"] == {"screener/moves@ann": False}
    assert document["example"]["route"] == "social-care"


def test_several_answers_and_what_is_no_longer_asked(pack: Path, tmp_path: Path) -> None:
    said = {**CALM, "hurt@ann": ["burn"], "moves@ann": False}
    path = tmp_path / "request.json"
    document = {"reference": "X-1", "on": str(ON), "answers": {"screener": said}}
    path.write_text(json.dumps(document), encoding="utf-8")
    found = run("nearest", pack, path, "--toward", "less-urgent")

    assert found.exit_code == 0
    assert "No longer asked: " in found.stdout or "other answer" in found.stdout


def test_that_there_is_none_is_said(pack: Path, request_file: Path) -> None:
    plain = run("nearest", pack, request_file, "--toward", "less-urgent")
    document = as_json(
        run("nearest", pack, request_file, "--toward", "less-urgent", "--json").stdout
    )

    assert plain.exit_code == 0
    assert plain.stdout.startswith("No other answers")
    assert document == {"route": None, "changes": []}


def test_a_budget_that_does_not_suffice_ends_with_3(pack: Path, request_file: Path) -> None:
    found = run("nearest", pack, request_file, "--budget", "1")

    assert found.exit_code == 3
    assert "ran out" in found.stderr
    assert not found.stdout


def test_a_worker_is_told_and_a_referrer_is_not(pack: Path) -> None:
    loaded = load_pack(pack)
    found = nearest(loaded, Sheet(given={}, answers={"screener": CALM}), on=ON)
    said = nearest_words(found, loaded, on=ON)
    decision = loaded.decide(loaded.walk(CALM, on=ON), on=ON)
    worker = explain(decision, loaded, reader=Reader.WORKER, nearest=said)
    referrer = explain(decision, loaded, nearest=said)

    assert worker.nearest == said
    assert said[0] in explanation_text(worker)
    assert not referrer.nearest
    assert said[0] not in explanation_text(referrer)


def test_what_only_forms_hold_is_not_told_of_though_it_would_be_asked() -> None:
    demo = ROOT / "examples/demo/request.json"
    told = ("nearest", ROOT / "examples/packs/riverbank", demo, "--toward", "more-urgent")
    then_asked = as_json(run(*told, "--json").stdout)["then_asked"]
    text = run(*told).stdout

    assert "request/name-if-you-wish" in then_asked
    assert "No longer asked: " in text
    assert "What is your name?” would be answered" not in text
