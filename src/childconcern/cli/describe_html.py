"""A description as one page of HTML, to be read, printed and signed.

It needs no other file, no network and no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from childconcern.explanation import (
    Block,
    Bullets,
    Cell,
    Code,
    Definition,
    Definitions,
    DocumentSection,
    Outline,
    Paragraph,
    PolicyDescription,
    Table,
    outline,
)

__all__ = ["description_html"]

_LONG: Final = 40
_FEW_COLUMNS: Final = 3

_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 76rem;
  background: #fff; color: #0b0c0c; font: 1.0625rem/1.5 system-ui, Arial, sans-serif;
}
h1 { font-size: 2.1rem; line-height: 1.15; max-width: 24em; margin: 1rem 0; }
h2 {
  font-size: 1.5rem; line-height: 1.25; margin: 3rem 0 1rem;
  border-top: 3px solid #1d4f60; padding-top: .6rem;
}
h3 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .6rem; }
p, dt, nav li, .list { max-width: 46rem; }
.lead { font-size: 1.2rem; }
a { color: #134a8e; text-underline-offset: .15em; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
nav { background: #eef4f6; padding: .8rem 1.2rem 1rem; }
nav h2 { border: 0; margin: 0; padding: 0; font-size: 1.15rem; }
nav ol { margin: .5rem 0 0; padding-left: 1.6rem; }
.scroll { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; line-height: 1.4; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; }
tr { border-bottom: 1px solid #b1b4b6; }
thead tr { border-bottom: 2px solid #505a5f; }
tbody th { font-weight: 400; }
td, tbody th { min-width: 5.5rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .86em; }
code.long { overflow-wrap: anywhere; }
ul { margin: .2rem 0 .4rem; padding-left: 1.2rem; }
ul ul { list-style: circle; }
dt { font-weight: 600; margin-top: 1.4rem; }
dd { margin: .3rem 0 0 1.2rem; }
dt code { font-weight: 400; color: #505a5f; }
@media (max-width: 60rem) { .wide { width: 60rem; } }
@page { size: A4 landscape; margin: 15mm; }
@media print {
  html { font-size: 9pt; }
  body { padding: 0; max-width: none; }
  .scroll { overflow: visible; }
  .wide { width: 100%; }
  td, tbody th { min-width: 0; padding: .3rem .6rem .3rem 0; }
  h2 { margin-top: 1.6rem; }
  h1, h2, h3, caption, dt { break-after: avoid; }
  tr { break-inside: avoid; }
  tbody tr:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  nav { background: none; padding: 0; }
}
"""


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
            f"<style>{_STYLE}</style>",
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
    return "\n".join(
        (
            f'<section aria-labelledby="{name}">',
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
    wide = ' class="wide"' if len(table.columns) > _FEW_COLUMNS else ""
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
    if isinstance(cell, Code):
        # A digest may break anywhere; an id breaks at its hyphens.
        long = ' class="long"' if len(cell.text) > _LONG else ""
        return f"<code{long}>{escape(cell.text)}</code>"
    return _outline(outline(cell), capital=True)
