"""Files from other hands: what is no workbook, too large or damaged is refused in our own words."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any, cast

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from childconcern.spreadsheet import SpreadsheetError
from childconcern.spreadsheet.opening import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    open_sheets,
)

CANARY = "Wilhelmina-Canary"
SHEET = "xl/worksheets/sheet1.xml"
ROWS = b"<sheetData>"


def workbook(*values: object, change: Callable[[Worksheet], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = "Answers"
    for row, value in enumerate(values, start=1):
        cast("Any", sheet.cell(row=row, column=1)).value = value
    if change is not None:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for one in old.infolist():
            part = old.read(one)
            new.writestr(one.filename, change(part) if one.filename == name else part)
    return file.getvalue()


def with_rows(rows: bytes, sheet: bytes = SHEET.encode()) -> bytes:
    """Return a workbook whose sheet holds these rows, as XML."""
    return repacked(
        workbook(),
        sheet.decode(),
        lambda part: part.replace(b"<sheetData></sheetData>", ROWS + rows + b"</sheetData>"),
    )


def only(content: bytes) -> Sheet:
    (sheet,) = open_sheets(content, "cases.xlsx")
    return sheet


def refusal(content: bytes) -> tuple[str, str]:
    """Return the code and place of why a file is refused; nothing of it is told."""
    with pytest.raises(SpreadsheetError) as refused:
        open_sheets(content, "cases.xlsx")
    assert CANARY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    (problem,) = refused.value.problems
    return problem.code, problem.place.file


def test_cells_are_plain_values_with_their_names() -> None:
    day = dt.date(2026, 11, 23)
    values: list[object] = ["text", 7, 7.0, True, day, None, "  ", "=1+1", "last"]
    sheet = only(workbook(*values))

    assert sheet.name == "Answers"
    assert [row[0].value for row in sheet.rows if row] == ["text", 7, 7, True, day, None, "last"]
    assert [row[0].ref for row in sheet.rows if row][-2:] == ["A8", "A9"]
    assert sheet.rows[5:7] == ((), ())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1+1", "formula"),
        ("#DIV/0!", "error-value"),
        (1.5, "not-a-whole-number"),
        (dt.datetime(2026, 11, 23, 9, 30), "not-a-day"),  # noqa: DTZ001 - as Excel has it
        (dt.time(9, 30), "not-a-value"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(value: object, code: str) -> None:
    cell = only(workbook(value)).rows[0][0]

    assert cell.value is None
    assert cell.fault[0] == code


def test_a_text_longer_than_excel_keeps_is_refused() -> None:
    text = b"x" * 32_768
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"

    assert only(with_rows(cell)).rows[0][0].fault[0] == "too-long"


def test_merged_cells_are_refused_and_a_hidden_row_is_read() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C1"] = "beside"
        sheet["A3"] = "hidden"
        sheet.merge_cells("A1:B2")
        sheet.row_dimensions[3].hidden = True

    rows = only(workbook("merged", change=change)).rows

    assert [cell.fault[:1] for cell in rows[0]] == [("merged-cells",), ("merged-cells",), ()]
    assert rows[2][0].value == "hidden"


def test_a_sheet_that_is_a_chart_holds_no_cases() -> None:
    def change(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        cast("Any", sheet.parent.create_chartsheet("Chart")).add_chart(BarChart())

    assert only(workbook("text", change=change)).name == "Answers"


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + CANARY.encode(),
        b"",
        b"id,story\n" + CANARY.encode(),
        b"PK\x03\x04" + CANARY.encode(),
        workbook(CANARY)[:-40],
    ],
    ids=["password-or-xls", "empty", "csv", "not-a-zip", "cut-off"],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refusal(content) == ("not-a-spreadsheet", "cases.xlsx")


def test_a_zip_of_something_else_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("story.xml", CANARY)

    assert refusal(file.getvalue()) == ("not-a-spreadsheet", "cases.xlsx")


def test_a_file_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    assert refusal(b"PK\x03\x04" + b"\0" * MOST_BYTES)[0] == "too-large"


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}.xml", b"\0" * 10_000_000)

    assert refusal(file.getvalue())[0] == "too-large"


def test_a_file_of_too_many_parts_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}.xml", b"")

    assert refusal(file.getvalue())[0] == "too-large"


def test_a_part_that_is_larger_than_its_list_says_is_not_unpacked_further() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 40_000_000)
    true, told = (40_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")

    assert true in file.getvalue()
    tracemalloc.start()
    try:
        assert refusal(file.getvalue().replace(true, told))[0] == "not-a-spreadsheet"
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_part_packed_in_a_way_that_cannot_be_bounded_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")

    assert refusal(file.getvalue())[0] == "not-a-spreadsheet"


def with_entity(part: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "Wilhelmina-Canary">]>' + part


def in_utf_16(part: bytes) -> bytes:
    return part.decode().encode("utf-16")


def in_utf_7(part: bytes) -> bytes:
    return b'<?xml version="1.0" encoding="utf-7"?>' + part


@pytest.mark.parametrize(
    "change",
    [with_entity, in_utf_16, in_utf_7],
    ids=["entity", "utf-16", "utf-7"],
)
def test_xml_that_no_spreadsheet_program_writes_is_refused(
    change: Callable[[bytes], bytes],
) -> None:
    assert refusal(repacked(workbook(CANARY), SHEET, change))[0] == "not-a-spreadsheet"


@pytest.mark.parametrize(("row", "column"), [(MOST_ROWS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_a_sheet_with_too_many_rows_or_columns_is_refused_by_cell(row: int, column: int) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(row=row, column=column, value=CANARY)

    code, where = refusal(workbook("text", change=change))

    assert code == "too-large"
    assert where == f"cases.xlsx Answers!{'A2001' if column == 1 else 'ALM1'}"


def test_empty_rows_beyond_the_last_that_is_read_do_no_harm() -> None:
    content = with_rows(b'<row r="3000"><c r="B3000"/></row>')

    assert not any(only(content).rows)
    assert len(only(content).rows) == MOST_ROWS


def test_a_row_number_that_goes_on_for_ever_is_refused() -> None:
    assert refusal(with_rows(b'<row r="999999999999"><c r="A999999999999"/></row>'))[0] in {
        "too-large",
        "not-a-spreadsheet",
    }
    assert refusal(with_rows(b'<row r="99999999"/>'))[0] == "too-large"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        b'<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        b'<row r="1"><c r="A2"><v>1</v></c></row>',
    ],
    ids=["rows-turned", "row-twice", "cells-turned", "cell-of-another-row"],
)
def test_rows_that_the_reading_library_would_lose_are_refused(rows: bytes) -> None:
    assert refusal(with_rows(rows))[0] == "not-a-spreadsheet"


def test_rows_and_cells_without_numbers_follow_each_other() -> None:
    rows = only(
        with_rows(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    ).rows

    assert [[cell.value for cell in row] for row in rows] == [[1, 2], [3]]


def test_too_many_merged_cells_are_refused() -> None:
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1001 + b"</mergeCells>"
    content = repacked(workbook("text"), SHEET, lambda part: part.replace(b"</sheetData>", merged))

    assert refusal(content)[0] == "too-large"


def test_whole_columns_can_be_merged_and_targets_be_absolute() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
    content = repacked(workbook("text"), SHEET, lambda part: part.replace(b"</sheetData>", merged))
    links = "xl/_rels/workbook.xml.rels"
    relative = repacked(content, links, lambda part: part.replace(b"/xl/worksheets", b"worksheets"))

    assert relative != content
    for one in (content, relative):
        assert only(one).rows[0][0].fault[0] == "merged-cells"
