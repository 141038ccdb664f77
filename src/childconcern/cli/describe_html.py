"""A description as one page of HTML, to be read, printed and signed.

It needs no other file, no network and no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from childconcern.cli.describe_style import STYLE
from childconcern.explanation import (
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
    Outline,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Table,
    outline,
)

__all__ = ["description_html"]

_LONG: Final = 40
_FEW_COLUMNS: Final = 3


def description_html(description: PolicyDescription) -> str:
    """Return a description as one page that needs nothing but itself.

    Every word of the pack is escaped. Headings are in order, tables have a
    caption, and each of their rows and columns a heading.
    """
    title = escape(description.title)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(description.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            f'<header><h1>{title}</h1><p class="lead">{escape(description.lead)}</p></header>',
            _contents(description),
            "<main>",
            *(_section(section, 2) for section in description.sections),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _contents(description: PolicyDescription) -> str:
    links = (
        f'<li><a href="#{escape(one.id)}">{escape(one.title)}</a></li>'
        for one in description.sections
    )
    head = '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>'
    return "\n".join((head, "<ol>", *links, "</ol>", "</nav>"))


def _section(section: DocumentSection, depth: int) -> str:
    name = escape(section.id)
    page = ' class="page"' if section.new_page else ""
    return "\n".join(
        (
            f'<section{page} aria-labelledby="{name}">',
            f'<h{depth} id="{name}">{escape(section.title)}</h{depth}>',
            *map(_block, section.blocks),
            *(_section(inner, depth + 1) for inner in section.sections),
            "</section>",
        )
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            lines = (f"<li>{_outline(outline(item), capital=True)}</li>" for item in items)
            return "\n".join(('<ul class="list">', *lines, "</ul>"))
        case Definitions(entries):
            return "\n".join(("<dl>", *(_definition(entry) for entry in entries), "</dl>"))
        case Picture(svg=svg, caption=caption):
            return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"
        case Room(lines):
            return _room(lines)
        case _:
            return _table(block)


def _definition(entry: Definition) -> str:
    sign = escape(entry.sign)
    meaning = _outline(outline(entry.meaning), capital=True)
    return f'<dt id="sign-{sign}">{escape(entry.term)} <code>{sign}</code></dt>\n<dd>{meaning}</dd>'


def _outline(line: Outline, *, capital: bool = False) -> str:
    text = f"{line.text[:1].upper()}{line.text[1:]}" if capital else line.text
    said = escape(text)
    if line.sign:
        said = f'<a href="#sign-{escape(line.sign)}">{said}</a>'
    if not line.parts:
        return said
    parts = "".join(f"<li>{_outline(part)}</li>" for part in line.parts)
    return f"{said}:<ul>{parts}</ul>"


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    size = len(table.columns)
    wide = ' class="wide"' if size > _FEW_COLUMNS else ' class="three"' * (size == _FEW_COLUMNS)
    # A region that scrolls can be reached from the keyboard, and has a name.
    return "\n".join(
        (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}">',
            f"<table{wide}><caption>{escape(table.caption)}</caption>",
            f"<thead><tr>{heads}</tr></thead>",
            "<tbody>",
            *_rows(table),
            "</tbody></table>",
            "</div>",
        )
    )


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = (
            f'<th scope="row">{_cell(cell)}</th>'
            if at == table.heading
            else f"<td>{_cell(cell)}</td>"
            for at, cell in enumerate(row)
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell) -> str:
    match cell:
        case Code(text):
            # A digest may break anywhere; an id breaks at its hyphens.
            long = ' class="long"' if len(text) > _LONG else ""
            return f"<code{long}>{escape(text)}</code>"
        case Dash():
            return '<span aria-hidden="true">\u2013</span><span class="aloud">any</span>'
        case Boxes(choices, room):
            ticks = "".join(f'<div class="tick">{escape(choice)}</div>' for choice in choices)
            return f"{ticks}{_room(1)}" if room else ticks
        case Room(lines):
            return _room(lines)
        case Lines(parts):
            return "".join(f"<div>{_cell(part)}</div>" for part in parts)
        case _:
            return _outline(outline(cell), capital=True)


def _room(lines: int) -> str:
    return f'<div class="room">{"<br>" * lines}<span class="aloud">room to write</span></div>'
