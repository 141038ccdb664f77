"""A spreadsheet from somebody else's hands: bounded, plain values, every cell with its name.

Nothing in the file is trusted. Its size is bounded before it is unpacked, what
is unpacked holds no document type and no entity, and whatever the reading
library raises becomes a refusal that shows nothing of the file.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final, TypeAlias, cast

import openpyxl
from attrs import frozen
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.xml.functions import fromstring

from childconcern.spreadsheet.errors import SpreadsheetError, problem_at

__all__ = ["MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "Cell", "Sheet", "open_sheets"]

MOST_BYTES: Final = 5_000_000
"""The largest file that is read."""

MOST_UNPACKED: Final = 50_000_000
"""The most bytes that may come out of it."""

MOST_PARTS: Final = 1000
MOST_ROWS: Final = 2000
"""The most rows of a sheet that are read."""

MOST_COLUMNS: Final = 1000
"""The most columns of a sheet that are read."""

_MOST_CELLS: Final = 4_000_000  # empty ones too, so that a formatted sheet ends
_LAST_ROW: Final = 1_048_576  # of the programs that write such files; beyond it is no sheet
_MOST_MERGED: Final = 1000
_LONGEST: Final = 32_767  # what Excel keeps of a cell

_OLE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_NOT_PLAIN_XML: Final = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_NUMBER_REMEDY: Final = "write it without a fraction, or as text"

Plain: TypeAlias = str | int | bool | dt.date | None
"""What a cell can hold."""


@frozen(kw_only=True)
class Cell:
    """One cell.

    Attributes:
        ref: Where it is: ``F7``.
        value: What it holds; None where it is empty or cannot be used.
        fault: Why it cannot be used, and what to do; empty where it can.
    """

    ref: str
    value: Plain = None
    fault: tuple[str, ...] = ()


@frozen(kw_only=True)
class Sheet:
    """One sheet: its name, and its rows from the first, each cell from column A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def open_sheets(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsx file.

    Raises:
        SpreadsheetError: When it is no such file, is too large, or cannot be read.
    """
    _refuse_unless_xlsx(content, file)
    try:
        parts = _checked_parts(content, file)
        merged = _merged(parts, file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(_packed(parts), read_only=True)
            found = [
                (sheet.title, _rows(sheet, merged.get(sheet.title, ()), file))
                for sheet in book.worksheets
            ]
    except SpreadsheetError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file raises whatever the damage leads to
        message = "the file is damaged, or is no .xlsx workbook"
        raise _refused(file, "not-a-spreadsheet", message, "open it and save it anew") from None
    return tuple(Sheet(name=name, rows=rows) for name, rows in found)


def _refused(where: str, code: str, message: str, remedy: str) -> SpreadsheetError:
    return SpreadsheetError((problem_at(where, code, message, remedy),))


def _refuse_unless_xlsx(content: bytes, file: str) -> None:
    remedy = "save it as an Excel workbook (.xlsx) without a password"
    if content.startswith(_OLE):
        message = "the file has a password, or is of the old kind .xls"
        raise _refused(file, "not-a-spreadsheet", message, remedy)
    if not content.startswith(_ZIP):
        raise _refused(file, "not-a-spreadsheet", "the file is no .xlsx workbook", remedy)
    if len(content) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES} bytes"
        raise _refused(file, "too-large", message, "take out pictures, or make two of it")


def _checked_parts(content: bytes, file: str) -> dict[str, bytes]:
    """Return the XML parts, none of them with an entity in it, and together not too large."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
        if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > MOST_UNPACKED:
            message = f"the file unpacks to more than {MOST_UNPACKED} bytes"
            raise _refused(file, "too-large", message, "copy the rows into a new workbook")
        xml = {
            one.filename: _unpacked(archive, one)
            for one in listed
            if one.filename.endswith((".xml", ".rels"))
        }
    for part in xml.values():
        if _NOT_PLAIN_XML.search(part) or _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf")):
            message = "the file holds XML that no spreadsheet program writes"
            raise _refused(file, "not-a-spreadsheet", message, "copy the rows into a new workbook")
    return xml


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part, and never more than the size that the list gives, which may be a lie."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile
    with archive.open(part) as opened:
        return opened.read(part.file_size)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a file of these parts alone, so that nothing that was not looked at is read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    return packed


def _merged(parts: dict[str, bytes], file: str) -> dict[str, tuple[tuple[int, int, int, int], ...]]:
    """Return for each sheet the merged ranges: first column and row, last column and row."""
    targets = {
        one.get("Id"): str(one.get("Target"))
        for one in fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    found: dict[str, tuple[tuple[int, int, int, int], ...]] = {}
    for sheet in fromstring(parts["xl/workbook.xml"]).iter("{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        target = targets[link]
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        read = fromstring(parts[path])
        _refuse_unless_in_order(read)
        ranges = tuple(_range(str(one.get("ref"))) for one in read.iter("{*}mergeCell"))
        if len(ranges) > _MOST_MERGED:
            message = "the file has too many merged cells"
            raise _refused(file, "too-large", message, "unmerge them")
        found[str(sheet.get("name"))] = ranges
    return found


def _refuse_unless_in_order(sheet: Any) -> None:  # noqa: ANN401 - of one XML library or another
    """Refuse rows or cells that stand twice or out of order: the reading library loses them."""
    row_before = 0
    for row in sheet.iter("{*}row"):
        number = int(row.get("r", row_before + 1))
        column_before = 0
        for cell in row.iter("{*}c"):
            at = (number, column_before + 1)
            row_of_cell, column = coordinate_to_tuple(cell.get("r")) if cell.get("r") else at
            if row_of_cell != number or column <= column_before:
                raise ValueError
            column_before = column
        if number <= row_before:
            raise ValueError
        row_before = number


def _range(ref: str) -> tuple[int, int, int, int]:
    return cast("tuple[int, int, int, int]", range_boundaries(ref))


def _rows(
    sheet: Any,  # noqa: ANN401 - the reading library tells of no type
    merged: tuple[tuple[int, int, int, int], ...],
    file: str,
) -> tuple[tuple[Cell, ...], ...]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    return tuple(_bounded(sheet, merged, file))


def _bounded(
    sheet: Any,  # noqa: ANN401 - as above
    merged: tuple[tuple[int, int, int, int], ...],
    file: str,
) -> Iterator[tuple[Cell, ...]]:
    visited = 0
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        visited += 1 + len(cells)
        if visited > _MOST_CELLS or row > _LAST_ROW:
            message = "a sheet goes on for too many rows and columns, even if they are empty"
            raise _refused(file, "too-large", message, "copy the rows into a new workbook")
        read = tuple(_cell(one, row, column) for column, one in enumerate(cells, start=1))
        used = [n for n, one in enumerate(read, 1) if one.value is not None or one.fault]
        if used and (row > MOST_ROWS or used[-1] > MOST_COLUMNS):
            message = f"a sheet has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
            where = f"{file} {sheet.title}!{read[used[-1] - 1].ref}"
            raise _refused(where, "too-large", message, "make two of it")
        if row <= MOST_ROWS:
            last = used[-1] if used else 0
            yield tuple(_unmerged(one, row, n, merged) for n, one in enumerate(read[:last], 1))


def _unmerged(
    cell: Cell, row: int, column: int, merged: tuple[tuple[int, int, int, int], ...]
) -> Cell:
    """Return the cell, or a refusal of it where it is merged with others."""
    for left, top, right, bottom in merged:
        if left <= column <= right and top <= row <= bottom:
            fault = ("merged-cells", "this cell is merged with others", "unmerge them")
            return Cell(ref=cell.ref, fault=fault)
    return cell


def _cell(
    read: Any,  # noqa: ANN401 - as above
    row: int,
    column: int,
) -> Cell:
    ref = f"{get_column_letter(column)}{row}"
    value = _plain(read.value)
    if read.data_type == "f":
        return Cell(ref=ref, fault=("formula", "a formula stands here", "write what it comes to"))
    if read.data_type == "e":
        return Cell(ref=ref, fault=("error-value", "Excel could not work this out", "mend it"))
    if isinstance(value, tuple):
        return Cell(ref=ref, fault=value)
    return Cell(ref=ref, value=value)


def _plain(value: object) -> Plain | tuple[str, ...]:
    """Return what a cell holds as plainly as it can be said, or why it cannot."""
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date()
        return ("not-a-day", "a day with a time stands here", "write the day alone")
    if isinstance(value, float):
        whole = value.is_integer()
        fraction = ("not-a-whole-number", "a number with a fraction stands here", _NUMBER_REMEDY)
        return int(value) if whole else fraction
    if isinstance(value, str):
        if len(value) > _LONGEST:
            return (
                "too-long",
                f"a text longer than {_LONGEST} characters stands here",
                "shorten it",
            )
        return value if value.strip() else None
    if value is None or isinstance(value, bool | int | dt.date):
        return value
    return ("not-a-value", "this cell holds neither text, number nor day", "write it as text")
