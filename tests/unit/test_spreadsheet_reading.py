"""Cases from cells: what is read, and each cell that is refused by its name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

import openpyxl
import pytest
from attrs import evolve
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from childconcern.pack import Case, Pack
from childconcern.packfile import read_pack
from childconcern.problems import Problem
from childconcern.spreadsheet import SpreadsheetError, read_cases, write_cases
from support.small_pack import SMALL_PACK, PackFolder

CANARY = "Wilhelmina-Canary"
Changes: TypeAlias = dict[str, object]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack."""
    found = PackFolder(tmp_path_factory.mktemp("small")).report(SMALL_PACK).pack
    assert found is not None
    return found


@cache
def exported(pack: Pack) -> bytes:
    return write_cases(pack)


def edited(pack: Pack, change: Callable[[Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(exported(pack)))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(book: Workbook, name: str) -> Worksheet:
    return cast("Worksheet", book[name])


def column(sheet: Worksheet, heading: str) -> int:
    return next(n for n, cell in enumerate(sheet[1], start=1) if cell.value == heading)


def cell_of(pack: Pack, heading: str) -> str:
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(exported(pack))), "Answers")
    return sheet.cell(row=3, column=column(sheet, heading)).coordinate


def with_cells(pack: Pack, sheet: str, changes: Changes, row: int = 3) -> tuple[bytes, list[str]]:
    """Return a workbook with other cells in a row, and which cells these are."""
    refs: list[str] = []

    def change(book: Workbook) -> None:
        found = sheet_of(book, sheet)
        for heading, value in changes.items():
            cell = found.cell(row=row, column=column(found, heading))
            cast("Any", cell).value = value
            refs.append(f"cases.xlsx {sheet}!{cell.coordinate}")

    return edited(pack, change), refs


def problems(content: bytes, pack: Pack) -> tuple[Problem, ...]:
    with pytest.raises(SpreadsheetError) as refused:
        read_cases(content, pack)
    assert CANARY.casefold() not in str(refused.value).casefold()
    return refused.value.problems


def read(pack: Pack, sheet: str, changes: Changes, row: int = 3) -> Case:
    content, _ = with_cells(pack, sheet, changes, row)
    return next(
        case for case in read_cases(content, pack) if (case.answers is None) == (sheet != "Answers")
    )


def test_what_is_written_is_read_as_it_was(pack: Pack) -> None:
    assert read_cases(write_cases(pack), pack) == pack.cases


@pytest.mark.parametrize("text", ["=SUM(A1)", "+44", "-1", "@home", "a\nb", " _x000D_"])
def test_a_text_that_looks_like_a_formula_is_text_and_comes_back(pack: Pack, text: str) -> None:
    (first, second) = pack.cases
    told = evolve(pack, cases=(evolve(first, story=text), second))
    content = write_cases(told)

    assert read_cases(content, pack)[0].story == text
    cell = sheet_of(openpyxl.load_workbook(io.BytesIO(content)), "Answers")["B3"]
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("case.id", "=A1", "formula"),
        ("case.id", CANARY, "bad-id"),
        ("case.id", None, "bad-id"),
        ("case.story", None, "missing-story"),
        ("case.story", "#N/A", "error-value"),
        ("case.on", "=TODAY()", "formula"),
        ("case.on", CANARY, "not-a-day"),
        ("case.on", "2026-11", "not-a-day"),
        ("case.on", None, "not-a-day"),
        ("case.on", dt.datetime(2026, 11, 23, 9, 30), "not-a-day"),  # noqa: DTZ001
        ("expect.route", CANARY, "unknown-route"),
        ("expect.route", "=A1", "formula"),
        ("expect.route", None, "missing-route"),
        ("expect.variant", CANARY, "unknown-variant"),
        ("expect.duties", CANARY, "unknown-duty"),
        ("expect.level", 3, "unknown-level"),
        ("expect.complete", CANARY, "not-yes-or-no"),
        ("answers.danger", CANARY, "not-yes-or-no"),
        ("answers.danger", "=1=1", "formula"),
        ("answers.you", CANARY, "not-an-option"),
        ("answers.weeks", True, "not-text"),
        ("answers.weeks", 1.5, "not-a-whole-number"),
        ("answers.weeks", CANARY, None),
        ("answers.@children", "a@b", "not-item-ids"),
        ("answers.@children", "=A1", "formula"),
        ("given.closed", CANARY, "not-yes-or-no"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_what_is_allowed(
    pack: Pack, heading: str, value: object, code: str | None
) -> None:
    content, refs = with_cells(pack, "Answers", {heading: value})
    (problem,) = problems(content, pack)

    assert problem.place.file == refs[0]
    assert code in {None, problem.code}
    assert problem.message
    assert problem.remedy


def test_a_refusal_says_what_is_allowed(pack: Pack) -> None:
    content, _ = with_cells(pack, "Answers", {"expect.variant": "night", "answers.you": "x"})

    you, variant = problems(content, pack)
    assert you.message.startswith("answers.you: one of teacher, police, parent; or unknown")
    assert variant.message == "expect.variant: there is none: leave it empty"


@pytest.mark.parametrize(
    ("heading", "value", "name", "expected"),
    [
        ("case.story", 42, "story", "42"),
        ("case.on", "2026-11-25", "on", dt.date(2026, 11, 25)),
        ("case.on", dt.date(2026, 11, 25), "on", dt.date(2026, 11, 25)),
        ("case.source", dt.date(2026, 11, 25), "source", "2026-11-25"),
        ("case.signed_off_by", None, "signed_off_by", ""),
    ],
)
def test_what_people_and_excel_write_is_understood(
    pack: Pack, heading: str, value: object, name: str, expected: object
) -> None:
    assert getattr(read(pack, "Answers", {heading: value}), name) == expected


def test_answers_are_understood_by_their_words(pack: Pack) -> None:
    changes: Changes = {
        "answers.danger": False,
        "answers.you": "Not sure",
        "answers.hurt@child-1": "A bruise",
        "answers.moves@child-1": "Unknown",
        "answers.age@child-1": 3,
        "expect.route": "SOCIAL CARE",
        "expect.duties": "tell-police",
        "expect.complete": True,
        "expect.level": "Statutory",
    }
    case = read(pack, "Answers", changes)

    assert case.answers is not None
    assert case.answers["danger"] is False
    assert case.answers["you"] is None
    assert case.answers["hurt@child-1"] == ["bruise"]
    assert case.answers["moves@child-1"] is None
    assert case.answers["age@child-1"] == "3"
    assert (case.expect.route, case.expect.level) == ("social-care", 4)
    assert (case.expect.duties, case.expect.complete) == (("tell-police",), True)


def test_an_empty_cell_and_unknown_and_no_are_three_things(pack: Pack) -> None:
    assert "you" not in (read(pack, "Answers", {"answers.you": None}).answers or {})
    assert (read(pack, "Answers", {"answers.moves@child-1": "unknown"}).answers or {})[
        "moves@child-1"
    ] is None
    assert (read(pack, "Answers", {"answers.moves@child-1": "no"}).answers or {})[
        "moves@child-1"
    ] is False


def test_a_number_as_text_is_the_number(pack: Pack) -> None:
    assert (read(pack, "Concerns", {"concern.weeks": "4"}).concern or {})["weeks"] == 4
    assert (read(pack, "Concerns", {"concern.weeks": 4}).concern or {})["weeks"] == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"concern.hurt@c": "not asked: No"}, "not-a-question"),
        ({"concern.children": "d"}, "unlisted-item"),
        ({"concern.children": "c, c"}, "repeated-item"),
        ({"concern.hurt@c": "=A1"}, "formula"),
        ({"concern.seen": CANARY}, None),
    ],
)
def test_a_cell_of_a_concern_that_cannot_be_read_is_named(
    pack: Pack, changes: Changes, code: str | None
) -> None:
    content, _ = with_cells(pack, "Concerns", changes)
    found = problems(content, pack)

    assert code in {None, *(one.code for one in found)}
    assert all(one.place.file.startswith("cases.xlsx Concerns!") for one in found)


def test_a_group_can_be_not_asked_and_be_empty(pack: Pack) -> None:
    changes: Changes = {"concern.adults": "none listed"}
    assert (read(pack, "Concerns", changes).concern or {})["adults"] == []
    unasked: Changes = {
        "concern.children": "not asked: who",
        "concern.hurt@c": None,
        "concern.moves@c": None,
    }
    content, _ = with_cells(pack, "Concerns", unasked)
    (_, case) = read_cases(content, pack, decidable=False)
    assert (case.concern or {})["children"] == {"not_asked": "who"}


def test_what_the_walk_refuses_is_named_by_its_cell(pack: Pack) -> None:
    content, refs = with_cells(pack, "Answers", {"answers.moves@child-1": "skipped"})
    assert [one.place.file for one in problems(content, pack)] == refs

    content, refs = with_cells(pack, "Concerns", {"concern.danger": None})
    found = problems(content, pack)
    assert [one.place.file for one in found] == refs
    assert "danger" in found[0].message
    assert len(read_cases(content, pack, decidable=False)) == 2


def test_what_is_wrong_with_what_is_given_is_named_by_its_cell(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, "Answers")
        place = column(sheet, "answers.you")
        cast("Any", sheet.cell(row=1, column=place)).value = "given.children"
        cast("Any", sheet.cell(row=3, column=place)).value = "a, b, c, d, child-1"

    found = problems(edited(pack, change), pack)
    assert {one.place.file.partition("!")[2] for one in found} == {cell_of(pack, "answers.you")}


def test_an_id_that_stands_twice_is_refused(pack: Pack) -> None:
    content, refs = with_cells(pack, "Concerns", {"case.id": pack.cases[0].id})
    (problem,) = problems(content, pack)

    assert (problem.code, problem.place.file) == ("duplicate-id", refs[0])
    assert "Answers!A3" in problem.message


def test_blank_rows_are_no_cases_and_hidden_rows_are(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book, "Answers").insert_rows(3, 4)
        sheet_of(book, "Answers")["A3"] = "   "
        sheet_of(book, "Concerns").row_dimensions[3].hidden = True

    assert read_cases(edited(pack, change), pack) == pack.cases


def test_the_row_of_words_can_be_taken_out(pack: Pack) -> None:
    content = edited(pack, lambda book: sheet_of(book, "Answers").delete_rows(2))

    assert read_cases(content, pack) == pack.cases


def test_cases_of_the_pack_come_in_its_order_and_others_after_them(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, "Answers")
        cells = [cell.value for cell in sheet[3]]
        cells[0] = "another"
        sheet.insert_rows(3)
        for number, value in enumerate(cells, start=1):
            cast("Any", sheet.cell(row=3, column=number)).value = value

    read = read_cases(edited(pack, change), pack)
    assert [case.id for case in read] == ["baby", "night-watch", "another"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("story", "unknown-column"),
        ("case.wilhelmina-canary", "unknown-column"),
        ("expect.danger", "unknown-column"),
        ("concern.danger", "unknown-column"),
        ("given.nothing", "unknown-column"),
        ("given.age", "unknown-column"),
        ("given.closed@child-1", "unknown-column"),
        ("given.age@", "unknown-column"),
        ("answers.nothing", "unknown-column"),
        ("answers.age", "unknown-column"),
        ("answers.age@", "unknown-column"),
        ("answers.danger@child-1", "unknown-column"),
        ("answers.@nobody", "unknown-column"),
        (None, "unknown-column"),
        ("=A1", "formula"),
        ("answers.danger", "duplicate-column"),
        ("Answers.Danger", "duplicate-column"),
    ],
)
def test_a_heading_that_means_nothing_or_stands_twice_is_refused(
    pack: Pack, heading: str | None, code: str
) -> None:
    content, refs = with_cells(pack, "Answers", {"answers.you": heading}, row=1)
    found = problems(content, pack)

    assert [(one.code, one.place.file) for one in found] == [(code, refs[0])]


def test_headings_of_more_items_are_understood(pack: Pack) -> None:
    headings: Changes = {"answers.you": "answers.moves@child-2"}
    content, _ = with_cells(pack, "Answers", headings, row=1)

    assert read_cases(content, pack) == pack.cases


def test_a_column_that_is_needed_must_be_there(pack: Pack) -> None:
    content = edited(pack, lambda book: sheet_of(book, "Answers").delete_cols(1))
    (problem,) = problems(content, pack)

    assert (problem.code, problem.place.file) == ("missing-column", "cases.xlsx Answers!1:1")


def test_cells_without_a_heading_are_refused(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, "Answers")
        cast("Any", sheet.cell(row=3, column=sheet.max_column + 1)).value = CANARY
        cast("Any", sheet.cell(row=3, column=sheet.max_column + 2)).value = "=A1"

    assert [one.code for one in problems(edited(pack, change), pack)] == ["no-heading"] * 2


def test_a_sheet_of_another_name_is_refused_unless_it_is_empty(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Empty")
        book.create_sheet(CANARY)["A1"] = "case.id"

    (problem,) = problems(edited(pack, change), pack)
    assert problem.code == "unknown-sheet"
    assert "sheet 6" in problem.message


def test_a_workbook_without_a_sheet_of_cases_is_refused(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        for name in ("Answers", "Concerns"):
            book.remove(book[name])

    (problem,) = problems(edited(pack, change), pack)
    assert problem.code == "no-cases"


def test_an_empty_sheet_has_no_cases(pack: Pack) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book, "Concerns").delete_rows(1, 10)

    assert read_cases(edited(pack, change), pack) == pack.cases[:1]


def test_a_pack_without_questions_has_no_sheet_of_answers(pack: Pack) -> None:
    content = write_cases(pack)
    bare = evolve(pack, questionnaires=(), cases=pack.cases[1:])

    assert "Answers" not in openpyxl.load_workbook(io.BytesIO(write_cases(bare))).sheetnames
    assert read_cases(write_cases(bare), bare) == bare.cases
    assert {one.code for one in problems(content, bare)} == {"unknown-column"}


def test_hillshire_goes_to_a_spreadsheet_and_back() -> None:
    folder = Path(__file__).parents[2] / "examples" / "packs" / "hillshire"
    hillshire = read_pack(folder).pack
    assert hillshire is not None
    assert read_cases(write_cases(hillshire), hillshire) == hillshire.cases
