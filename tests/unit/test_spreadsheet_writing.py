"""Workbooks as they are written, and ``cases.toml`` with what came back."""

from __future__ import annotations

import io
import tomllib
from typing import Any, cast

import openpyxl
import pytest
from attrs import evolve

from childconcern.facts import Fact, Relationships
from childconcern.pack import Case, Pack
from childconcern.problems import Fault
from childconcern.spreadsheet import CasesNotWrittenError, kept_cases, read_cases, write_cases
from childconcern.spreadsheet.cells import Domain
from support.small_pack import SMALL_PACK, PackFolder

CANARY = "Wilhelmina-Canary"
TEXT = SMALL_PACK["cases.toml"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PackFolder:
    """Return a folder for the small pack."""
    return PackFolder(tmp_path_factory.mktemp("small"))


def read(folder: PackFolder, cases: str = TEXT) -> Pack:
    found = folder.report({**SMALL_PACK, "cases.toml": cases}).pack
    assert found is not None
    return found


def not_written(pack: Pack, case: Case) -> str:
    with pytest.raises(CasesNotWrittenError) as refused:
        write_cases(evolve(pack, cases=(case,)))
    assert CANARY not in str(refused.value)
    return str(refused.value)


# ------------------------------------------------------------------------- workbooks


def test_sheets_offer_what_can_be_chosen_and_print_on_their_side(folder: PackFolder) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_cases(read(folder))))

    assert book.sheetnames == ["How to use", "Answers", "Concerns", "Allowed"]
    sheet = book["Answers"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("case.id", "In words")
    offered = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert all(one.formula1.startswith("Allowed!$") for one in offered)
    allowed = cast("Any", book["Allowed"])
    lists = {tuple(cell[0].value for cell in allowed[one.formula1[8:]]) for one in offered}
    assert ("teacher", "police", "parent", "unknown") in lists
    assert ("emergency", "social-care", "consult") in lists
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes == "B3"


def test_a_text_longer_than_a_cell_is_not_written(folder: PackFolder) -> None:
    pack = read(folder)

    said = not_written(pack, evolve(pack.cases[0], story=CANARY * 2000))
    assert "Answers!B3" in said


def test_a_case_that_would_come_back_different_is_not_written(folder: PackFolder) -> None:
    pack = read(folder)
    answers = {**(pack.cases[0].answers or {}), "unheard-of": CANARY}

    said = not_written(pack, evolve(pack.cases[0], answers=answers))
    assert "'baby'" in said
    assert "answers.unheard-of" in said


def test_a_case_that_would_not_be_read_again_is_not_written(folder: PackFolder) -> None:
    pack = read(folder)
    concern = {"danger": CANARY}

    assert "Concerns!" in not_written(pack, evolve(pack.cases[1], concern=concern))


def test_more_columns_than_a_sheet_has_are_not_written(folder: PackFolder) -> None:
    pack = read(folder)
    concern = {"children": [{"id": f"c{n}", "age": "3"} for n in range(400)]}

    assert "split the cases" in not_written(pack, evolve(pack.cases[1], concern=concern))


def test_items_that_the_service_gave_have_columns(folder: PackFolder) -> None:
    pack = read(folder)
    given = {"closed": False, "children": [{"id": "child-1", "age": "3"}]}
    pack = evolve(pack, cases=(evolve(pack.cases[0], given=given),))

    assert read_cases(write_cases(pack), pack, decidable=False) == pack.cases


def test_people_of_whom_nothing_is_asked_can_be_listed(folder: PackFolder) -> None:
    pack = read(folder)
    screener = pack.questionnaire()
    sections = tuple(one for one in screener.sections if one.for_each != "adults")
    baby = pack.cases[0]
    answers = {**(baby.answers or {}), "@adults": ["adult-1"]}
    pack = evolve(
        pack,
        questionnaires=(evolve(screener, sections=sections),),
        cases=(evolve(baby, answers=answers),),
    )

    assert read_cases(write_cases(pack), pack, decidable=False) == pack.cases


def test_an_item_that_only_another_case_lists_has_empty_cells(folder: PackFolder) -> None:
    pack = read(folder)
    unasked = {"danger": True, "children": {"not_asked": "who"}}
    pack = evolve(pack, cases=(*pack.cases, evolve(pack.cases[1], id="other", concern=unasked)))

    assert read_cases(write_cases(pack), pack, decidable=False) == pack.cases


def test_a_group_that_nobody_listed_has_columns_for_a_first_item(folder: PackFolder) -> None:
    pack = evolve(read(folder), cases=())
    book = openpyxl.load_workbook(io.BytesIO(write_cases(pack)))

    headings = [cell.value for cell in book["Answers"][1]]
    assert "answers.age@children-1" in headings


# ------------------------------------------------------- relationships and codes


RELATED = Domain(fact=Fact(id="who", kind=Relationships(to="children", options=("mother", "aunt"))))


def test_relationships_are_written_and_read() -> None:
    raw = {"child-1": "mother", "a, b": "aunt"}

    assert RELATED.text(raw) == 'child-1: mother, "a, b": aunt'
    assert RELATED.value(RELATED.text(raw)) == raw
    assert "mother, aunt" in RELATED.allowed


@pytest.mark.parametrize("said", ["c: mother, c: aunt", "c: uncle", "mother"])
def test_relationships_that_say_nothing_are_refused(said: str) -> None:
    assert isinstance(RELATED.value(said), Fault)


# ------------------------------------------------------------------------ cases.toml


def taken(pack: Pack, text: str, cases: tuple[Case, ...], *, remove: bool = False) -> str:
    kept = kept_cases(text, pack, cases, remove=remove)
    assert CANARY not in str(kept.changes)
    tomllib.loads(kept.text)
    return kept.text


def test_cases_that_did_not_change_stay_as_they_are_written(folder: PackFolder) -> None:
    pack = read(folder)
    kept = kept_cases(TEXT, pack, pack.cases)

    assert (kept.text, kept.changes) == (TEXT, ())


def test_a_case_that_changed_is_written_anew_with_its_comments(folder: PackFolder) -> None:
    text = "# first\n\n" + TEXT.replace("[cases.answers]", "[cases.answers] # said # so").replace(
        'id = "night-watch"', '# second\nid = "night-watch"'
    ).replace("a fictional baby", "a # fictional baby\u2028")
    pack = read(folder, text)
    baby = pack.cases[0]
    answers = {**(baby.answers or {}), "danger": True}
    kept = kept_cases(text, pack, (evolve(baby, answers=answers, story=CANARY),))

    assert kept.text.startswith("# first\n\n# said # so\n[[cases]]\n")
    assert kept.text.endswith(text[text.index("[[cases]]\n# second") :])
    assert [(one.case, one.what, one.where) for one in kept.changes] == [
        ("baby", "changed", ("story", "answers.danger")),
        ("night-watch", "kept", ()),
    ]
    after = read(folder, kept.text)
    assert after.cases == (evolve(baby, answers=answers, story=CANARY), pack.cases[1])


def test_what_is_expected_can_change_and_answers_can_go(folder: PackFolder) -> None:
    pack = read(folder)
    baby = pack.cases[0]
    changed = evolve(baby, given=None, expect=evolve(baby.expect, level=None))

    (change, _) = kept_cases(TEXT, pack, (changed,)).changes
    assert change.where == ("given.closed", "expect.level")


def test_a_case_that_is_taken_out_leaves_the_comments(folder: PackFolder) -> None:
    text = TEXT.replace('id = "baby"', 'id = "baby" # why') + "\n# last\n"
    pack = read(folder, text)
    after = taken(pack, text, pack.cases[1:], remove=True)

    assert after.startswith("# why\n")
    assert read(folder, after).cases == pack.cases[1:]
    assert after.endswith("\n# last\n")


@pytest.mark.parametrize("text", ["", TEXT, TEXT.rstrip("\n"), TEXT + "# the end"])
def test_a_new_case_comes_after_the_others(folder: PackFolder, text: str) -> None:
    pack = read(folder, text)
    new = evolve(read(folder).cases[0], id="new", story=f'{CANARY}\n"""\\')
    after = taken(pack, text, (*pack.cases, new))

    assert after.startswith(text)
    assert read(folder, after).cases == (*pack.cases, new)


def test_line_ends_of_windows_stay(folder: PackFolder) -> None:
    text = TEXT.replace("\n", "\r\n")
    pack = read(folder, text)

    assert taken(pack, text, pack.cases) == text
    after = taken(pack, text, (evolve(pack.cases[0], source="s"),))
    assert after.endswith(text[text.index('[[cases]]\r\nid = "night') :])


def test_cases_written_in_one_list_are_not_touched(folder: PackFolder) -> None:
    text = (
        'cases = [{ id = "one", story = "s", on = 2026-11-23, concern = { danger = true },'
        ' expect = { route = "emergency" } }]\n'
    )
    pack = read(folder, text)

    with pytest.raises(CasesNotWrittenError, match=r"under a line \[\[cases\]\]"):
        kept_cases(text, pack, ())
