"""Packs: written and read back, the same everywhere, upgraded, and their cases run."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern.decision import decision_document
from childconcern.facts import canonical_json, digest
from childconcern.pack import (
    Case,
    Expectation,
    NoQuestionnaireError,
    Pack,
    pack_problems,
)
from childconcern.packfile import dump_pack, load_pack, pack_files, read_pack, upgraded
from childconcern.packfile.reading import Table
from support.small_pack import SMALL_PACK, PackFolder, place_of, with_edit

RIVERBANK: Final = Path(__file__).parents[2] / "examples" / "packs" / "riverbank"

PACK_DIGEST: Final = "6c8c4f076d33c858b911b73d662532525d1b616ee229252bea570cf3660ba9f9"
POLICY_DIGEST: Final = "8a39c3570056ecc038af330ece08ae56eed3415be64f1be312d16e956289bf39"
DECISION_DIGEST: Final = "a78c086cb7d8468bb98d1894f5785e19f0fa4f7a9ed043a7baa5b950ea351a32"
DUMP_DIGEST: Final = "dc930963cea10068bb1cff235347570333d3201c73b86845ddbe4c510a09c992"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder that the packs of this module are read from."""
    return PackFolder(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def small(folder: PackFolder) -> Pack:
    """Return the small pack."""
    return load_pack(folder.holds(SMALL_PACK))


# ------------------------------------------------------------------- written and read back


def test_the_small_pack_is_what_its_files_say(small: Pack) -> None:
    screener = small.questionnaire()

    assert (small.id, small.version, small.schema) == ("small", "2026.1", 1)
    assert (small.effective_from, small.effective_until) == (
        dt.date(2026, 9, 1),
        dt.date(2027, 8, 31),
    )
    assert [(one.id, one.checked_by) for one in small.languages] == [("en", "Nobody yet")]
    assert small.approvals[0].on == dt.date(2026, 8, 1)
    assert screener.first_question("role") == "you"
    assert screener.first_question("closed") is None
    assert screener.questions["weeks"][1].optional
    assert [one.id for one in small.policy.routes] == ["emergency", "social-care", "consult"]
    assert small.cases[0].answers is not None
    assert small.cases[0].answers["moves@child-1"] is None
    assert small.cases[1].concern is not None
    assert small.cases[1].concern["seen"] == "2026-11-23"


def test_a_question_records_the_fact_of_its_own_name_unless_it_names_another(
    folder: PackFolder,
) -> None:
    files = with_edit(SMALL_PACK, "facts.toml", "[facts.weeks]", "[facts.weeks_missed]")
    files = with_edit(files, "screener.toml", 'id = "weeks"', 'id = "weeks-missed"')
    files = with_edit(files, "policy.toml", "weeks >= 4", "weeks_missed >= 4")
    files = with_edit(files, "request.toml", "known(weeks)", "known(weeks_missed)")
    pack = load_pack(folder.holds(files))

    assert pack.questionnaire().questions["weeks-missed"][1].records == "weeks_missed"
    assert 'records = "weeks_missed"' not in pack_files(pack)["screener.toml"]


def test_what_is_dumped_is_loaded_as_an_equal_pack(small: Pack, tmp_path: Path) -> None:
    riverbank = load_pack(RIVERBANK)
    for pack, name in ((small, "small"), (riverbank, "riverbank")):
        dump_pack(pack, tmp_path / "new" / name)
        report = read_pack(tmp_path / "new" / name)

        assert report.problems == ()
        assert report.pack == pack
        assert report.pack is not None
        assert report.pack.digest == pack.digest


def test_a_dump_says_not_known_with_the_word_for_it(small: Pack) -> None:
    assert '"moves@child-1" = "unknown"' in pack_files(small)["cases.toml"]


# -------------------------------------------------------------------------- digests


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.toml", '"A small pack"', '"A pack"'),
        ("pack.toml", "2027-08-31", "2027-09-01"),
        ("pack.toml", '"Nobody yet"', '"Somebody"'),
        ("facts.toml", '"teacher", "police"', '"police", "teacher"'),
        ("facts.toml", 'unit = "weeks"', 'unit = "days"'),
        ("facts.toml", "at_most = 3", "at_most = 2"),
        ("screener.toml", '"Choose all."', '"Choose any."'),
        ("screener.toml", "optional = true", "unknown_allowed = false"),
        ("screener.toml", '"not danger"', '"not danger or closed"'),
        ("request.toml", "optional = true", "ask_again = true"),
        ("policy.toml", '"Call 999."', '"Ring 999."'),
        ("policy.toml", "weeks >= 4", "weeks >= 5"),
        ("policy.toml", "number = 4", "number = 5"),
        ("policy.toml", '"1 working day"', '"2 working days"'),
        ("policy.toml", 'source = "section 2"', ""),
        ("policy.toml", '"Who tells us does not matter"', '"It does not matter"'),
        ("cases.toml", '"5 months"', '"6 months"'),
        ("cases.toml", "complete = false", "complete = true"),
        ("cases.toml", "duties = []", ""),
        ("cases.toml", "on = 2026-11-24", "on = 2026-11-25"),
    ],
)
def test_whatever_is_changed_changes_the_digest(
    folder: PackFolder, small: Pack, file: str, old: str, new: str
) -> None:
    files = with_edit(SMALL_PACK, file, old, new)
    if "number = 5" in new:
        files = {name: text.replace("level = 4", "level = 5") for name, text in files.items()}

    assert load_pack(folder.holds(files)).digest != small.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.toml", "schema = 1\n", "# a comment\n"),
        ("pack.toml", 'role = "lead"', 'role = "head"'),
        ("policy.toml", "weeks >= 4", "(4 <= weeks)"),
        ("policy.toml", 'source = "section 4.2"', '\'source\' = """section \\\n 4.2"""'),
        ("screener.toml", 'home = "Home", school = "School"', 'school = "School", home = "Home"'),
        ("screener.toml", 'id = "age"', 'id = "age"\nrecords = "age"'),
        ("facts.toml", "at_least = 0\n", ""),
    ],
)
def test_another_way_of_writing_the_same_and_approvals_do_not_change_the_digest(
    folder: PackFolder, small: Pack, file: str, old: str, new: str
) -> None:
    files = with_edit(SMALL_PACK, file, old, new)

    assert load_pack(folder.holds(files)).digest == small.digest


def decided(pack: Pack) -> bytes:
    """Return the canonical bytes of all that a pack's cases come to."""
    results = [result.decision for result in pack.run_cases()]
    return canonical_json([decision_document(one) for one in results if one is not None])


def marks(pack: Pack) -> list[str]:
    """Return the digests of a pack, its policy, its decisions and its files."""
    files = dict(pack_files(pack))
    return [pack.digest, pack.policy.digest, digest(decided(pack).decode()), digest(files)]


def test_the_same_pack_has_the_same_digests_on_every_python(small: Pack) -> None:
    assert marks(small) == [PACK_DIGEST, POLICY_DIGEST, DECISION_DIGEST, DUMP_DIGEST]


_SHOW_MARKS: Final = """\
import sys
from childconcern.packfile import load_pack
sys.path.insert(0, sys.argv[1])
from unit.test_packs import marks
print(*marks(load_pack(sys.argv[2])))
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4242", "TZ": "UTC", "LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0"},
    ],
    ids=["east", "west", "turkish"],
)
def test_hash_seed_time_zone_and_locale_change_no_byte(
    folder: PackFolder, small: Pack, surroundings: Mapping[str, str]
) -> None:
    path = folder.holds(SMALL_PACK)
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_MARKS, str(Path(__file__).parents[1]), str(path)],
        env={**os.environ, "PYTHONCOERCECLOCALE": "0", **surroundings},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert shown.stdout.split() == marks(small)


# --------------------------------------------------------------------------- upgrades


def renamed(tables: Mapping[str, Table]) -> Mapping[str, Table]:
    """Return tables of schema 0, which said ``name`` for ``title``, as those of schema 1."""
    identity = dict(tables["pack.toml"])
    identity["title"] = identity.pop("name")
    return {**tables, "pack.toml": identity}


OLD: Final = with_edit(
    with_edit(SMALL_PACK, "pack.toml", "title =", "name ="), "pack.toml", "schema = 1", "schema = 0"
)


def test_a_pack_of_an_older_schema_is_read_as_the_newer_one_says_it(
    folder: PackFolder, small: Pack
) -> None:
    report = read_pack(folder.holds(OLD), upgrades={0: renamed})

    assert report.pack == small
    assert report.pack is not None
    assert report.pack.schema == 1


def test_a_fault_of_an_upgraded_file_is_placed_where_its_neighbour_stands(
    folder: PackFolder,
) -> None:
    files = with_edit(OLD, "pack.toml", '"A small pack"', "3")
    [problem] = read_pack(folder.holds(files), upgrades={0: renamed}).problems

    assert (problem.code, problem.place.path) == ("wrong-type", ("title",))
    assert (problem.place.line, problem.place.column) == (1, 1)


def test_upgrades_follow_each_other_to_the_current_schema() -> None:
    steps = list[int]()

    def step(number: int) -> Callable[[Mapping[str, Table]], Mapping[str, Table]]:
        def upgrade(tables: Mapping[str, Table]) -> Mapping[str, Table]:
            steps.append(number)
            return tables

        return upgrade

    tables: dict[str, Table] = {"pack.toml": {"schema": -1}}
    upgrades = {number: step(number) for number in (-1, 0, 1, 2)}

    assert upgraded(tables, upgrades) == ({"pack.toml": {"schema": 1}}, ())
    assert steps == [-1, 0]
    assert upgraded(tables, {-1: step(-1)})[1][0].code == "unknown-schema"
    assert upgraded({}, upgrades) == ({}, ())


def test_of_another_schema_nothing_is_told_but_that(folder: PackFolder) -> None:
    newer = with_edit(SMALL_PACK, "pack.toml", "schema = 1", "schema = 7\nnovelty = true")
    newer = with_edit(newer, "policy.toml", "weeks >= 4", "weeks exceeds 4")
    [problem] = folder.report(newer).problems

    assert problem.code == "newer-schema"
    assert (problem.place.line, problem.place.column) == place_of(newer["pack.toml"], "schema")
    assert "reads up to 1" in problem.remedy


# ------------------------------------------------------------------------------ cases


def test_a_pack_hands_out_its_questionnaires_by_id(small: Pack) -> None:
    assert small.questionnaire().id == "screener"
    assert small.questionnaire("request").id == "request"
    with pytest.raises(NoQuestionnaireError, match="it has screener, request"):
        small.questionnaire("other")
    with pytest.raises(NoQuestionnaireError, match="it has none"):
        evolve(small, questionnaires=()).questionnaire()


def ran(pack: Pack, case: Case) -> tuple[str, ...]:
    """Return where a case disagrees, or why it is refused."""
    [result] = evolve(pack, cases=(case,)).run_cases()
    assert result.agrees is not bool(result.disagreements or result.refusals)
    return (*result.disagreements, *(one.code for one in result.refusals))


def test_a_case_names_whatever_disagrees(small: Pack) -> None:
    baby, watch = small.cases
    wrong = Expectation(
        route="consult", variant="night", duties=("tell-police",), level=1, complete=True
    )

    assert ran(small, evolve(baby, expect=wrong)) == (
        "expected route consult, decided social-care",
        "expected variant night, decided none",
        "expected duties tell-police, decided none",
        "expected level 1, decided 4",
        "expected a journey that is complete, it is incomplete",
    )
    assert ran(small, evolve(watch, expect=evolve(wrong, route="emergency", complete=False))) == (
        "expected duties tell-police, decided none",
        "expected a journey that is incomplete, it is incomplete",
    )
    assert ran(small, evolve(watch, expect=Expectation(route="emergency"))) == ()


def test_a_case_that_cannot_be_read_says_why_and_decides_nothing(small: Pack) -> None:
    baby, watch = small.cases

    assert ran(small, evolve(baby, answers={"danger": "no"})) == ("not-yes-or-no",)
    assert ran(small, evolve(baby, given={"closed": 3})) == ("not-yes-or-no",)
    assert ran(small, evolve(watch, concern={"danger": True})) == ("missing-group",)
    unasked = evolve(small, questionnaires=())
    assert unasked.run_case(baby).refusals[0].code == "not-an-object"
    assert unasked.run_case(baby).decision is None


def test_a_case_with_a_concern_is_decided_without_a_questionnaire(small: Pack) -> None:
    decision = evolve(small, questionnaires=()).decide_case(small.cases[1])

    assert (decision.route, decision.complete) == ("emergency", None)


# ------------------------------------------------------------------- packs made by hand


def test_a_pack_made_by_hand_is_held_to_the_same_rules(small: Pack) -> None:
    screener = small.questionnaire()
    twice = evolve(small, questionnaires=(screener, screener))
    named = evolve(small, questionnaires=(evolve(screener, id="First One"),))
    empty = evolve(small, questionnaires=())

    assert [(one.code, one.place.file, one.place.path) for one in pack_problems(twice)][:1] == [
        ("duplicate-id", "pack.toml", ("questionnaires", 1))
    ]
    assert ("bad-id", "pack.toml") in {(one.code, one.place.file) for one in pack_problems(named)}
    assert {one.code for one in pack_problems(empty)} == {
        "safety-fact-not-asked",
        "fact-not-recorded",
        "unknown-questionnaire",
    }
    assert pack_problems(small) == ()
