"""Packs whose questionnaires finish early: files, digests, cases, the program, what is told."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

from childconcern.cli.requests import prepared_request, saved_request
from childconcern.decision import Decision, decision_document
from childconcern.explanation import (
    Reader,
    describe,
    description_markdown,
    explain,
    explanation_text,
)
from childconcern.facts import Json, read_concern
from childconcern.journey import Journey, walk
from childconcern.pack import Case, NoQuestionnaireError, Pack, pack_document
from childconcern.packfile import load_pack, pack_files
from support.command_line import RIVERBANK as FOLDER
from support.command_line import as_json, at_terminal, run

RIVERBANK: Final = load_pack(FOLDER)
HILLSHIRE: Final = load_pack(FOLDER.parent / "hillshire")
FOUR_KINDS: Final = "worries-of-four-kinds"


def finishing_early(pack: Pack) -> Pack:
    """Return a pack of which every questionnaire finishes early."""
    return evolve(
        pack, questionnaires=tuple(evolve(one, finish_early=True) for one in pack.questionnaires)
    )


EARLY: Final = finishing_early(RIVERBANK)


def of_case(pack: Pack, case: Case | str) -> Journey:
    """Return the journey of one of a pack's cases."""
    if isinstance(case, str):
        [case] = [one for one in pack.cases if one.id == case]
    given = read_concern(case.given or {}, pack.vocabulary, partial=True)
    return pack.walk(case.answers or {}, given=given, on=case.on)


def decided(pack: Pack, journey: Journey, on: dt.date) -> Decision:
    """Return what a pack decides about a journey, as the program does."""
    return pack.decide(journey, on=on)


def happens(decision: Decision) -> tuple[object, ...]:
    """Return what happens by a decision."""
    return decision.route, decision.variant, decision.duties, decision.respond_within


# ----------------------------------------------------------------------------------- cases


@pytest.mark.parametrize(("pack", "every"), [(RIVERBANK, 8), (HILLSHIRE, 3)])
def test_cases_of_the_reference_packs_end_as_they_did_after_fewer_questions(
    pack: Pack, every: int
) -> None:
    early, asked, passed_over = finishing_early(pack), 0, 0
    for case in [one for one in pack.cases if one.answers is not None][::every]:
        full, short = (of_case(one, case) for one in (pack, early))
        assert happens(decided(early, short, case.on)) == happens(decided(pack, full, case.on))
        assert short.complete or not full.complete
        assert set(short.path) <= set(full.path)
        asked += len(full.path)
        passed_over += len(full.path) - len(short.path)

    assert 0.05 <= passed_over / asked <= 0.3


def test_a_pack_runs_its_cases_as_it_walks() -> None:
    early = evolve(EARLY, cases=tuple(one for one in EARLY.cases if one.id == FOUR_KINDS))
    [result] = early.run_cases()

    assert result.agrees
    assert result.decision is not None
    assert result.decision.not_explored == ("learning", "parents", "home")


def test_a_pack_walks_by_its_own_policy_and_looks_at_what_follows() -> None:
    screener, request = EARLY.questionnaires
    journey = of_case(EARLY, FOUR_KINDS)
    [case] = [one for one in EARLY.cases if one.id == FOUR_KINDS]
    given = read_concern(case.given or {}, EARLY.vocabulary, partial=True)
    by_hand = walk(
        screener, case.answers or {}, given=given, on=case.on, policy=EARLY.policy, then=(request,)
    )

    assert EARLY.then_asked("screener") == (request,)
    assert EARLY.then_asked("request") == ()
    assert journey == by_hand
    assert journey.not_explored == ("learning", "parents", "home")
    assert EARLY.walk({}, questionnaire="request", on=case.on).questionnaire == "request"
    with pytest.raises(NoQuestionnaireError):
        EARLY.walk({}, questionnaire="postcard", on=case.on)


def test_a_case_says_which_areas_nobody_explored_where_it_expects_a_level() -> None:
    name = "new-worry-for-a-child-with-a-social-worker"
    early = evolve(EARLY, cases=tuple(one for one in EARLY.cases if one.id == name))
    [result] = early.run_cases()

    assert result.disagreements == (
        "expected level 2, decided 1; not explored, since the questions finished early: learning",
    )


def test_a_pack_without_a_questionnaire_runs_its_cases() -> None:
    bare = evolve(RIVERBANK, questionnaires=(), cases=RIVERBANK.cases[-1:])

    assert len(bare.run_cases()) == 1


def test_translated_questions_finish_early_too() -> None:
    words = EARLY.in_language("cy", unchecked=True)

    assert words.asks(EARLY.questionnaire()).finish_early


# ------------------------------------------------------------------------- files and digests


def test_the_file_of_a_questionnaire_says_so_only_where_it_does(tmp_path: Path) -> None:
    files = pack_files(EARLY)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert "finish_early = true" in files["screener.toml"]
    assert "finish_early" not in pack_files(RIVERBANK)["screener.toml"]
    assert load_pack(tmp_path).questionnaire() == EARLY.questionnaire()


def test_the_digest_of_a_pack_that_asks_everything_is_what_it_was() -> None:
    assert "finish_early" not in json.dumps(pack_document(RIVERBANK))
    assert json.dumps(pack_document(EARLY)).count('"finish_early": true') == 2
    assert EARLY.digest != RIVERBANK.digest
    assert EARLY.policy.digest == RIVERBANK.policy.digest


# ------------------------------------------------------------------------------- what is told


def test_a_decision_lists_the_areas_that_were_not_explored_and_only_then() -> None:
    on = dt.date(2026, 11, 24)
    early = decided(EARLY, of_case(EARLY, FOUR_KINDS), on)
    full = decided(RIVERBANK, of_case(RIVERBANK, FOUR_KINDS), on)

    assert decision_document(early)["not_explored"] == ["learning", "parents", "home"]
    assert "not_explored" not in decision_document(full)
    assert early.not_explored == ("learning", "parents", "home")


def test_a_worker_is_told_that_an_area_was_not_explored_and_never_that_it_is_low() -> None:
    journey = of_case(EARLY, FOUR_KINDS)
    decision = decided(EARLY, journey, dt.date(2026, 11, 24))
    text = explanation_text(explain(decision, EARLY, reader=Reader.WORKER))
    [_, rest] = text.split("\nNot asked about, because the answers already decide what happens\n")

    assert rest.startswith("- School and learning\n- The parents' own needs\n- Housing and money\n")
    assert "- Housing and money: level 2 (Early help), or higher" in text
    assert "- Every other area that was explored: level 1 (Universal)" in text


def test_a_worker_is_told_nothing_of_it_where_everything_was_asked() -> None:
    decision = decided(RIVERBANK, of_case(RIVERBANK, FOUR_KINDS), dt.date(2026, 11, 24))
    text = explanation_text(explain(decision, RIVERBANK, reader=Reader.WORKER))

    assert "Not asked about" not in text
    assert "or higher" not in text
    assert "- Every other area: level 1 (Universal)" in text


def test_the_printed_policy_says_which_questions_finish_early() -> None:
    said = "These questions finish early: one is passed over when no answer to it can change"

    assert description_markdown(describe(evolve(EARLY, cases=()))).count(said) == 2
    assert said not in description_markdown(describe(evolve(RIVERBANK, cases=())))


# -------------------------------------------------------------------------------- the program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a pack whose screener finishes early."""
    copied = tmp_path_factory.mktemp("packs") / "riverbank"
    shutil.copytree(FOLDER, copied)
    screener = copied / "screener.toml"
    text = screener.read_text(encoding="utf-8")
    screener.write_text(text.replace("title =", "finish_early = true\ntitle =", 1), "utf-8")
    return copied


def answers_of(name: str) -> dict[str, Any]:  # JSON
    [case] = [one for one in RIVERBANK.cases if one.id == name]
    return dict(case.answers or {})


def test_walk_passes_over_what_cannot_matter_and_names_the_areas(folder: Path) -> None:
    said = json.dumps(answers_of(FOUR_KINDS))
    result = run("walk", folder, "-", "--why", "--on", "2026-11-24", said=said)
    document = as_json(result.stdout)

    assert document["why"]["how-often"] == "cannot-matter"
    assert document["not_explored"] == ["learning", "parents", "home"]
    assert document["complete"]
    assert "how-often" in document["set_aside"]


def test_walk_tells_people_which_areas_were_not_explored(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers_of(FOUR_KINDS)), "utf-8")
    with at_terminal("walk", folder, path, "--on", "2026-11-24") as terminal:
        shown = terminal.expect("areas not explored: learning, parents, home")
        terminal.end()

    assert "nothing, the journey is complete" in shown


def test_ask_goes_on_to_the_decision_where_the_rest_cannot_matter(
    folder: Path, tmp_path: Path
) -> None:
    said = answers_of(FOUR_KINDS)
    short = {key: said[key] for key in said if key != "how-often"}
    request = {
        "reference": "RB-2026-7K2M9Q",
        "on": "2026-11-24",
        "given": {"out_of_hours": False},
        "answers": {"screener": short},
    }
    kept = tmp_path / "request.json"

    def asked(pack: Path) -> str:
        kept.write_text(json.dumps(request), "utf-8")
        return run("ask", pack, "--save", kept, "--on", "2026-11-24", said="\n").stdout

    assert "How often does this happen?" in asked(FOLDER)
    assert "How often does this happen?" not in asked(folder)
    assert "Talk it through" in asked(folder)


def test_a_request_is_decided_with_the_areas_that_nobody_explored(folder: Path) -> None:
    document: Json = {
        "reference": "RB-2026-7K2M9Q",
        "on": "2026-11-24",
        "given": {"out_of_hours": False},
        "answers": {"screener": answers_of(FOUR_KINDS)},
        "send_anyway": True,
    }
    pack = load_pack(folder)
    request = prepared_request(saved_request(document, pack), pack)

    assert request.decision.not_explored == ("learning", "parents", "home")
    assert request.screened is not None
    assert request.screened.not_explored == request.decision.not_explored


def test_check_names_the_areas_of_each_case_that_nobody_explored(folder: Path) -> None:
    cases = as_json(run("check", folder, "--json").stdout)["cases"]
    [four_kinds] = [one for one in cases if one["id"] == FOUR_KINDS]

    assert four_kinds["agrees"]
    assert four_kinds["not_explored"] == ["learning", "parents", "home"]
    assert [] in [one["not_explored"] for one in cases]


def test_cases_of_a_spreadsheet_are_walked_as_the_pack_walks() -> None:
    [case] = [one for one in EARLY.cases if one.id == FOUR_KINDS]

    assert EARLY.decide_case(case).not_explored == ("learning", "parents", "home")
    assert RIVERBANK.decide_case(case).not_explored == ()
