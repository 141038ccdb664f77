"""A description as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from childconcern.explanation.document import (
    Block,
    Boxes,
    Bullets,
    Cell,
    Code,
    Dash,
    Definition,
    Definitions,
    DocumentSection,
    Lines,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Table,
)
from childconcern.explanation.phrases import Outline, capitalised, in_one_line, outline

__all__ = ["description_markdown"]

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&])")
_OPENS_A_BLOCK: Final = re.compile(r"^(?:(#|[-+=])|(\d+)([.)]))")
_BAR: Final = r"\|"
_TO_WRITE_ON: Final = "_" * 24


def description_markdown(description: PolicyDescription) -> str:
    """Return a description as Markdown with tables, without a last line break."""
    blocks = [f"# {_text(description.title)}", *_block(Paragraph(description.lead))]
    for section in description.sections:
        blocks.extend(_section(section, 2))
    return "\n\n".join(blocks)


def _section(section: DocumentSection, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {_text(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner, depth + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _paragraph(text)
        case Bullets(items):
            yield "\n".join(_lines(outline(item), 0) for item in items)
        case Definitions(entries):
            for entry in entries:
                yield _definition(entry)
        case Picture():
            yield f"*{_text(block.caption)}. The picture stands in the HTML page.*"
        case Room(lines):
            yield "\n\n".join(f"\\{_TO_WRITE_ON}" for _ in range(lines))
        case _:
            yield f"*{_text(block.caption)}*"
            yield _table(block)


def _definition(entry: Definition) -> str:
    meaning = outline(entry.meaning)
    head = f"**{_text(entry.term)}** ({_code(entry.sign)}) It is so when:"
    return f"{head}\n\n{_lines(meaning, 0)}"


def _lines(line: Outline, depth: int) -> str:
    text = capitalised(line.text) if depth == 0 else line.text
    head = f"{'  ' * depth}- {_paragraph(text)}{':' if line.parts else ''}"
    return "\n".join((head, *(_lines(part, depth + 1) for part in line.parts)))


def _table(table: Table) -> str:
    head = f"| {' | '.join(map(_text, table.columns))} |"
    rule = f"| {' | '.join('---' for _ in table.columns)} |"
    rows = (f"| {' | '.join(map(_cell, row))} |" for row in table.rows)
    return "\n".join((head, rule, *rows))


def _cell(cell: Cell) -> str:
    match cell:
        case Code(text):
            return _code(text)
        case Dash():
            return "\u2013"
        case Boxes(choices, room):
            ticks = "<br>".join(f"☐ {_text(choice)}" for choice in choices)
            return f"{ticks} {_TO_WRITE_ON}" if room else ticks
        case Room():
            return _TO_WRITE_ON
        case Lines(parts):
            return "<br>".join(map(_cell, parts))
        case _:
            return _text(capitalised(in_one_line(cell)))


def _code(text: str) -> str:
    """Return code that no backtick or bar in it can end."""
    plain = " ".join(text.split())
    if "`" in plain:
        return _text(plain)
    return f"`{plain.replace('|', _BAR)}`"


def _paragraph(text: str) -> str:
    return _OPENS_A_BLOCK.sub(_kept, _text(text))


def _text(text: str) -> str:
    """Return words that mean nothing to Markdown but themselves."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _kept(found: re.Match[str]) -> str:
    """Keep a paragraph from opening as a heading or a list."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
