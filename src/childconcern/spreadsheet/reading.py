"""Cases from a spreadsheet: all of them, or every cell that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from childconcern.errors import ProblemsError
from childconcern.pack import Case, Pack
from childconcern.problems import Problem
from childconcern.spreadsheet.columns import ANSWERS, NEEDED, SHEETS, Column, column_of
from childconcern.spreadsheet.errors import SpreadsheetError, problem_at
from childconcern.spreadsheet.opening import Cell, Sheet, open_sheets
from childconcern.spreadsheet.rows import Row, case_of

__all__ = ["ALLOWED", "HOW_TO_USE", "WORDS_ROW", "read_cases"]

HOW_TO_USE: Final = "How to use"
"""The sheet that explains the others."""

ALLOWED: Final = "Allowed"
"""The sheet that lists what drop-downs offer."""

WORDS_ROW: Final = "In words"
"""What the second row says under ``case.id``, by which it is known for words and no case."""


def read_cases(
    content: bytes, pack: Pack, *, file: str = "cases.xlsx", decidable: bool = True
) -> tuple[Case, ...]:
    """Return the cases of a spreadsheet: those that the pack has in its order, then others.

    Args:
        content: Of the .xlsx file.
        pack: Whose questions, facts and routes the columns are of.
        file: Its name, for messages.
        decidable: Whether a case is refused too when its cells are all right, but together
            they are no answers or no concern that can be decided.

    Raises:
        SpreadsheetError: With every cell that cannot be read, by sheet and cell and what
            is allowed there; never with what it says.
    """
    reader = _Reader(pack=pack, file=file, decidable=decidable)
    sheets = open_sheets(content, file)
    read = [found for sheet in sheets for found in reader.cases(sheet)]
    problems = list(_sheet_problems(sheets, file))
    problems += [one for found in read for one in found.problems]
    problems += _duplicates(read)
    if problems:
        raise SpreadsheetError(tuple(problems)) from None
    order = {case.id: place for place, case in enumerate(pack.cases)}
    cases = [found.case for found in read if found.case is not None]
    return tuple(sorted(cases, key=lambda case: order.get(case.id, len(order))))


def _sheet_problems(sheets: tuple[Sheet, ...], file: str) -> Iterator[Problem]:
    known = {*SHEETS, HOW_TO_USE, ALLOWED}
    if not any(sheet.name in SHEETS for sheet in sheets):
        message = f"there is no sheet called {' or '.join(SHEETS)}"
        yield problem_at(file, "no-cases", message, "begin with `childconcern cases export`")
    for number, sheet in enumerate(sheets, start=1):
        if sheet.name not in known and any(sheet.rows):
            message = f"sheet {number} has another name, so nothing of it would be read"
            remedy = f"call it {' or '.join(SHEETS)}, or take it out"
            yield problem_at(file, "unknown-sheet", message, remedy)


@frozen(kw_only=True)
class _Found:
    """What came of one row, or of the headings of a sheet."""

    problems: tuple[Problem, ...] = ()
    case: Case | None = None
    id_at: str = ""
    case_id: str = ""


def _duplicates(read: list[_Found]) -> list[Problem]:
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for found in read:
        before = first.setdefault(found.case_id, found.id_at)
        if found.case_id and before != found.id_at:
            message = f"this id stands in {before.rpartition(' ')[2]} already"
            problems.append(problem_at(found.id_at, "duplicate-id", message, "give it its own"))
    return problems


@frozen(kw_only=True)
class _Reader:
    pack: Pack
    file: str
    decidable: bool

    def cases(self, sheet: Sheet) -> Iterator[_Found]:
        if sheet.name not in SHEETS or not any(sheet.rows):
            return
        columns = [self._column(cell, sheet) for cell in sheet.rows[0]]
        problems = (*self._heading_problems(sheet, columns), *self._without_heading(sheet))
        yield _Found(problems=problems)
        if problems:
            return
        known = [column for column in columns if isinstance(column, Column)]
        for number, cells in enumerate(sheet.rows[1:], start=2):
            if cells and not _is_words(number, known, cells):
                yield self._row(sheet, number, known, cells)

    def _where(self, sheet: Sheet, ref: str) -> str:
        return f"{self.file} {sheet.name}!{ref}"

    def _column(self, cell: Cell, sheet: Sheet) -> Column | Problem:
        where = self._where(sheet, cell.ref)
        if cell.fault:
            return problem_at(where, *cell.fault)
        column = column_of(str(cell.value or ""), sheet.name, self.pack)
        if column is None:
            message = "this heading names nothing that the pack has"
            remedy = f"use headings as `cases export` writes them: {', '.join(NEEDED)} and others"
            return problem_at(where, "unknown-column", message, remedy)
        return column

    def _heading_problems(self, sheet: Sheet, columns: list[Column | Problem]) -> Iterator[Problem]:
        seen: set[str] = set()
        for cell, column in zip(sheet.rows[0], columns, strict=True):
            if isinstance(column, Problem):
                yield column
            elif column.heading in seen:
                message = f"there are two columns {column.heading}"
                where = self._where(sheet, cell.ref)
                yield problem_at(where, "duplicate-column", message, "keep one of them")
            else:
                seen.add(column.heading)
        for heading in NEEDED:
            if heading not in seen:
                message = f"there is no column {heading}"
                remedy = "write it into the first row"
                yield problem_at(self._where(sheet, "1:1"), "missing-column", message, remedy)

    def _without_heading(self, sheet: Sheet) -> Iterator[Problem]:
        width = len(sheet.rows[0])
        for cells in sheet.rows[1:]:
            for cell in cells[width:]:
                if cell.value is not None or cell.fault:
                    message = "this column has no heading, so nothing of it would be read"
                    where = self._where(sheet, cell.ref)
                    yield problem_at(where, "no-heading", message, "write one into the first row")

    def _row(
        self, sheet: Sheet, number: int, columns: list[Column], cells: tuple[Cell, ...]
    ) -> _Found:
        row = Row(sheet=sheet.name, number=number, columns=tuple(columns), cells=cells)
        case, faults = case_of(row, self.pack)
        problems = [problem_at(self._where(sheet, ref), *fault) for ref, fault in faults]
        id_at = self._where(sheet, row.ref("case.id"))
        if case is not None and self.decidable:
            problems += self._refusals(sheet, row, case)
        return _Found(
            problems=tuple(problems),
            case=None if problems else case,
            id_at=id_at,
            case_id="" if case is None else case.id,
        )

    def _refusals(self, sheet: Sheet, row: Row, case: Case) -> Iterator[Problem]:
        """Yield what the walk or the vocabulary refuses of the case as a whole."""
        try:
            self.pack.decide_case(case)
        except ProblemsError as refused:
            for problem in refused.problems:
                name = str(problem.place.path[0]) if problem.place.path else ""
                part = "given" if sheet.name == ANSWERS and name not in _keys(row) else row.part
                where = self._where(sheet, row.ref(f"{part}.{name}"))
                message = f"{problem.message} ({name})" if name else problem.message
                yield problem_at(where, problem.code, message, problem.remedy)


def _keys(row: Row) -> set[str]:
    return {column.name for column in row.columns if column.part == row.part}


def _is_words(number: int, columns: list[Column], cells: tuple[Cell, ...]) -> bool:
    """Return whether a row is the second one of words that people read."""
    said = {column.heading: cell.value for column, cell in zip(columns, cells, strict=False)}
    return number == 2 and said.get("case.id") == WORDS_ROW  # noqa: PLR2004 - the second row
