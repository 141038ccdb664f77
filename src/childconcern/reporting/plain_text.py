"""A document as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.explanation import (
    Block,
    Boxes,
    Bullets,
    Cell,
    Code,
    Dash,
    Definitions,
    DocumentSection,
    Lines,
    Outline,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Table,
    in_one_line,
    outline,
)
from childconcern.explanation.phrases import capitalised

__all__ = ["document_text", "section_text"]

_WIDEST: Final = 96
"""A table that is wider than so many characters is written as a list."""

_GAP: Final = "   "
_PAIR: Final = 2
"""A table with so many columns reads best as a list: what, and what of it."""
_TO_WRITE_ON: Final = "_" * 24


def document_text(document: PolicyDescription) -> str:
    """Return a document as lines of plain text, without a last line break.

    A heading stands over its block, and lists have dashes. A small table has
    columns; a wide one is a list with an entry for each row.
    """
    parts = [f"{document.title}\n{document.lead}"]
    for section in document.sections:
        parts.extend(_section(section))
    return "\n\n".join(parts)


def section_text(section: DocumentSection) -> str:
    """Return one section of a document as lines of plain text, without a last line break."""
    return "\n\n".join(_section(section))


def _section(section: DocumentSection) -> Iterator[str]:
    parts = [section.title]
    before: Block | None = None
    for block in section.blocks:
        # What leads up to a list, or opens a section, stands right above it.
        if before is None or (isinstance(block, Bullets) and isinstance(before, Paragraph)):
            parts[-1] = f"{parts[-1]}\n{_block(block)}"
        else:
            parts.append(_block(block))
        before = block
    yield from parts
    for inner in section.sections:
        yield from _section(inner)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return text
        case Bullets(items):
            return "\n".join(line for item in items for line in _outline(outline(item)))
        case Definitions(entries):
            told = ((one.term, outline(one.meaning)) for one in entries)
            return "\n".join(line for term, so in told for line in (term, *_outline(so)))
        case Picture(caption=caption):
            return f"({caption}: the picture stands in the HTML page)"
        case Room(lines):
            return "\n".join((_TO_WRITE_ON,) * lines)
        case _:
            return "\n".join((block.caption, *_table(block)))


def _outline(line: Outline, depth: int = 0) -> Iterator[str]:
    text = capitalised(line.text) if depth == 0 else line.text
    yield f"{'  ' * depth}- {text}{':' if line.parts else ''}"
    for part in line.parts:
        yield from _outline(part, depth + 1)


def _table(table: Table) -> Iterator[str]:
    rows = [[*map(_cell, row)] for row in table.rows]
    lines = [[*table.columns], *([", ".join(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if len(widths) != _PAIR and sum(widths) + len(_GAP) * len(widths) <= _WIDEST:
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            yield _GAP.join(cells).rstrip()
        return
    for row in rows:
        yield from _entry(row, table)


def _entry(row: list[tuple[str, ...]], table: Table) -> Iterator[str]:
    """Yield a row as an entry of a list: what it is about, then each column with its name."""
    about = ", ".join(row[table.heading])
    others = [
        (name, cell)
        for at, (name, cell) in enumerate(zip(table.columns, row, strict=True))
        if at != table.heading
    ]
    if len(others) == 1:
        joined = " " if about.endswith("?") else ": "
        yield f"- {about}{joined}{', '.join(others[0][1])}"
        return
    yield f"- {about}"
    for name, (first, *rest) in others:
        yield f"  {name}: {first}"
        yield from (f"  {' ' * len(name)}  {one}" for one in rest)


def _cell(cell: Cell) -> tuple[str, ...]:
    """Return what a field says, a line each."""
    match cell:
        case Code(text):
            return (text,)
        case Dash():
            return ("\u2013",)
        case Boxes(choices):
            return choices
        case Room():
            return (_TO_WRITE_ON,)
        case Lines(parts):
            return tuple(line for part in parts for line in _cell(part))
        case _:
            return (capitalised(in_one_line(cell)),)
