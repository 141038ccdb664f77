"""Cases as a workbook that people can write in, and that reads back the same."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Final, cast

import openpyxl
from attrs import evolve
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from childconcern.errors import ProblemsError
from childconcern.pack import Case, Pack
from childconcern.spreadsheet.cells import UNKNOWN, items_text
from childconcern.spreadsheet.columns import ANSWERS, CONCERNS, Column, column_of, headings
from childconcern.spreadsheet.errors import CasesNotWrittenError
from childconcern.spreadsheet.how_to_use import LINES
from childconcern.spreadsheet.keeping import differences
from childconcern.spreadsheet.opening import MOST_COLUMNS, MOST_ROWS
from childconcern.spreadsheet.reading import ALLOWED, HOW_TO_USE, WORDS_ROW, read_cases
from childconcern.spreadsheet.texts import shown

__all__ = ["write_cases"]

_LONGEST: Final = 32_767  # what Excel keeps of a cell; the rest would be lost in silence
_HEAD_ROWS: Final = 2
_ROWS_TO_FILL: Final = 200
_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"
_MOST_PROMPT: Final = 250
_RISKY: Final = ("=", "+", "-", "@")
_WIDTHS: Final[Mapping[str, int]] = {"case.id": 36, "case.story": 60, "case.on": 12}
_WIDTH: Final = 22
_WIDTH_OF_PAPER: Final = 220
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_ID_FONT: Final = Font(name="Arial", size=9, color="FF505A5F")
_WORDS_FONT: Final = Font(name="Arial", size=10, bold=True)
_FONT: Final = Font(name="Arial", size=10)
_FILLS: Final[Mapping[str, str]] = {
    "case": "FFF3F2F1",
    "given": "FFE3ECF5",
    "answers": "FFFFFFFF",
    "concern": "FFFFFFFF",
    "expect": "FFE6F2EA",
}


def write_cases(pack: Pack) -> bytes:
    """Return a pack's cases as an .xlsx file, with room for more.

    What is written has been read back, and was the same.

    Raises:
        CasesNotWrittenError: When a case would not come back as it is, by its id.
    """
    book = openpyxl.Workbook()
    _write_how_to_use(book)
    answered = tuple(case for case in pack.cases if case.answers is not None)
    handed_over = tuple(case for case in pack.cases if case.answers is None)
    allowed: dict[str, tuple[Column, tuple[str, ...]]] = {}
    if pack.questionnaires:
        _write_sheet(book, pack, ANSWERS, answered, allowed)
    _write_sheet(book, pack, CONCERNS, handed_over, allowed)
    _write_allowed(book, allowed)
    file = io.BytesIO()
    book.save(file)
    content = file.getvalue()
    _refuse_unless_same(content, pack)
    return content


def _refuse_unless_same(content: bytes, pack: Pack) -> None:
    try:
        back = {case.id: case for case in read_cases(content, pack, decidable=False)}
    except ProblemsError as refused:
        first = refused.problems[0]
        message = f"{first.place.file.rpartition(' ')[2]} would not be read again: {first.message}"
        raise CasesNotWrittenError(message, remedy="mend that case in cases.toml first") from None
    for case in pack.cases:
        where = differences(evolve(case, given=case.given or None), back[case.id])
        if where:
            message = f"the case {case.id!r} would come back different: {', '.join(where)}"
            remedy = "run `childconcern check` and mend what it says of the case"
            raise CasesNotWrittenError(message, remedy=remedy)


def _write_how_to_use(book: Workbook) -> None:
    sheet = cast("Worksheet", book.active)
    sheet.title = HOW_TO_USE
    for row, (what, how) in enumerate(LINES, start=1):
        for column, text in enumerate((what, how), start=1):
            cell = _text_cell(sheet, row, column, text)
            cell.font = _WORDS_FONT if column == 1 else _FONT
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90
    _print_wide(sheet)


def _text_cell(sheet: Worksheet, row: int, column: int, text: str) -> BookCell:
    """Return a cell that holds a text as text: no formula, whatever it starts with."""
    if len(text) > _LONGEST:
        where = f"{sheet.title}!{get_column_letter(column)}{row}"
        message = f"the text of {where} is longer than the {_LONGEST} characters of a cell"
        raise CasesNotWrittenError(message, remedy="shorten it in cases.toml")
    cell = cast("BookCell", sheet.cell(row=row, column=column))
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_RISKY)
    cell.number_format = _TEXT
    cell.alignment = _TOP
    cell.font = _FONT
    return cell


# ------------------------------------------------------------------ sheets of cases


def _write_sheet(
    book: Workbook,
    pack: Pack,
    name: str,
    cases: tuple[Case, ...],
    allowed: dict[str, tuple[Column, tuple[str, ...]]],
) -> None:
    sheet = book.create_sheet(name)
    found = (column_of(heading, name, pack) for heading in headings(pack, name, cases))
    columns = [column for column in found if column is not None]
    if len(columns) > MOST_COLUMNS or len(cases) > MOST_ROWS - _HEAD_ROWS:
        message = f"there are more cases or columns than fit into a sheet of {MOST_ROWS} rows"
        raise CasesNotWrittenError(message, remedy="split the cases")
    for number, column in enumerate(columns, start=1):
        _write_heading(sheet, number, column)
        for row, case in enumerate(cases, start=_HEAD_ROWS + 1):
            _write_case_cell(sheet, row, number, column, case)
        _help(sheet, number, column, pack, allowed, len(cases))
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 75
    for row, case in enumerate(cases, start=_HEAD_ROWS + 1):
        lines = -(-len(case.story) // _WIDTHS["case.story"]) + case.story.count("\n")
        sheet.row_dimensions[row].height = 14 * min(max(lines + 1, 3), 20)
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = f"1:{_HEAD_ROWS}"
    sheet.print_title_cols = "A:A"
    _print_wide(sheet)


def _print_wide(sheet: Worksheet) -> None:
    """Have a sheet printed on paper laid on its side, over as many as keep it legible."""
    width = sum(one.width for one in sheet.column_dimensions.values())
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = -(-int(width) // _WIDTH_OF_PAPER)
    sheet.page_setup.fitToHeight = 0
    cast("PageSetupProperties", sheet.sheet_properties.pageSetUpPr).fitToPage = True


def _write_heading(sheet: Worksheet, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    dimension = sheet.column_dimensions[letter]
    dimension.width = _WIDTHS.get(column.heading, _WIDTH)
    dimension.number_format = _DAY if column.heading == "case.on" else _TEXT
    fill = PatternFill("solid", start_color=_FILLS[column.part])
    words = WORDS_ROW if column.heading == "case.id" else shown(column.words)
    for row, text, font in ((1, column.heading, _ID_FONT), (2, words, _WORDS_FONT)):
        cell = _text_cell(sheet, row, number, text)
        cell.font = font
        cell.fill = fill


def _write_case_cell(sheet: Worksheet, row: int, number: int, column: Column, case: Case) -> None:
    if column.heading == "case.on":
        cell = _text_cell(sheet, row, number, "")
        cell.value = case.on
        cell.number_format = _DAY
        return
    _text_cell(sheet, row, number, _said(column, case))


def _said(column: Column, case: Case) -> str:
    """Return what the cell of a case says in a column; empty where it says nothing."""
    match column.part:
        case "case":
            return shown(str(getattr(case, column.name)))
        case "expect":
            return _expected(column.name, case)
        case _:
            held = cast("Mapping[str, object]", getattr(case, column.part) or {})
            return _held(column, held)


def _expected(name: str, case: Case) -> str:
    value = getattr(case.expect, name)
    if name == "duties" and value is not None:
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _held(column: Column, held: Mapping[str, object]) -> str:
    if column.lists_items:
        if column.name not in held:
            return ""
        listed = held[column.name]
        if not isinstance(listed, list) or column.part == "answers":
            return items_text(held[column.name])
        items = cast("list[Mapping[str, object]]", listed)
        return items_text([one.get("id") for one in items])
    key = column.name
    if column.item is not None and column.part == "answers":
        key = f"{column.name}@{column.item}"
    elif column.item is not None:
        held = _item(held.get(str(column.group)), column.item)
    return "" if column.domain is None or key not in held else column.domain.text(held[key])


def _item(listed: object, item: str) -> Mapping[str, object]:
    """Return what a concern holds of one item; nothing where it does not list it."""
    items = cast("list[Mapping[str, object]]", listed) if isinstance(listed, list) else []
    nothing: Mapping[str, object] = {}
    return next((one for one in items if one.get("id") == item), nothing)


# ------------------------------------------------------------------------- helping


def _help(
    sheet: Worksheet,
    number: int,
    column: Column,
    pack: Pack,
    allowed: dict[str, tuple[Column, tuple[str, ...]]],
    cases: int,
) -> None:
    """Give the cells of a column a list to choose from, or a line that says what they take."""
    choices, several = _choices(column, pack)
    name = column.heading.partition("@")[0] if column.item else column.heading
    if choices:
        allowed.setdefault(name, (column, choices))
    help_ = DataValidation(type="list" if choices and not several else None, allow_blank=True)
    if choices and not several:
        place = list(allowed).index(name)
        letter = get_column_letter(2 * place + 1)
        help_.formula1 = f"{ALLOWED}!${letter}$2:${letter}${len(choices) + 1}"
        help_.errorTitle = "Not in the list"
        help_.error = "Choose from the list, or use words that the sheet Allowed has."
        help_.errorStyle = "warning"
    prompt = column.domain.allowed if column.domain else column.words
    help_.prompt = prompt if len(prompt) <= _MOST_PROMPT else f"{prompt[: _MOST_PROMPT - 3]}..."
    help_.promptTitle = column.heading[:32]
    help_.showInputMessage = True
    help_.showErrorMessage = bool(choices) and not several
    letter = get_column_letter(number)
    cells = f"{letter}{_HEAD_ROWS + 1}:{letter}{_HEAD_ROWS + cases + _ROWS_TO_FILL}"
    help_.sqref = MultiCellRange(cells)
    sheet.add_data_validation(help_)


def _choices(column: Column, pack: Pack) -> tuple[tuple[str, ...], bool]:
    """Return the ids that a column's cells choose from, and whether several at once."""
    if column.part == "expect":
        policy = pack.policy
        return {
            "route": (tuple(route.id for route in policy.routes), False),
            "variant": (_variants(pack), False),
            "duties": (("none", *(duty.id for duty in policy.duties)), True),
            "level": (tuple(str(level.number) for level in policy.levels), False),
            "complete": (("yes", "no"), False),
        }[column.name]
    if column.domain is None or not column.domain.choices:
        return (), False
    skipped = ("skipped",) if column.domain.can_skip else ()
    several = "one or more" in column.domain.allowed
    return (*column.domain.choices, UNKNOWN, *skipped), several


def _variants(pack: Pack) -> tuple[str, ...]:
    found = (one.id for route in pack.policy.routes for one in route.variants)
    return tuple(dict.fromkeys(found))


def _write_allowed(book: Workbook, allowed: Mapping[str, tuple[Column, tuple[str, ...]]]) -> None:
    sheet = book.create_sheet(ALLOWED)
    for place, (heading, (column, choices)) in enumerate(allowed.items()):
        number = 2 * place + 1
        labels: Mapping[str, str] = column.domain.labels if column.domain else {}
        texts: Iterable[tuple[str, str]] = (
            (heading, column.words),
            *((one, labels.get(one, "")) for one in choices),
        )
        for row, pair in enumerate(texts, start=1):
            for offset, text in enumerate(pair):
                cell = _text_cell(sheet, row, number + offset, shown(text) if text else "")
                cell.font = _WORDS_FONT if row == 1 else _FONT
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
        sheet.column_dimensions[get_column_letter(number + 1)].width = 2 * _WIDTH
    sheet.freeze_panes = "A2"
    _print_wide(sheet)
