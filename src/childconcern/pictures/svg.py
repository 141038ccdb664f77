"""A sheet as SVG: one file, no script, no font of its own, the same byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from attrs import frozen

from childconcern.pictures.blocks import Box, Look, Panel, TextLine
from childconcern.pictures.nouns import Ladder
from childconcern.pictures.placing import NOTE_SIZE, TITLE_SIZE, Column, Placed, sheet
from childconcern.pictures.widths import drawable

__all__ = ["DARK", "PALETTE", "WHITE", "Paint", "ladder_svg"]

DARK: Final = "#0b0c0c"
"""The colour of words and lines."""

WHITE: Final = "#ffffff"
"""The colour of paper, and of words on dark."""

_FONT: Final = "Arial, Helvetica, &quot;Liberation Sans&quot;, sans-serif"
_ARROW: Final = 20


@frozen(kw_only=True)
class Paint:
    """How a box is drawn.

    Attributes:
        fill: Its ground.
        edge: Its border.
        thick: How thick the border is.
        dashes: A pattern, where the border is broken.
        round: How round its corners are.
        text: The colour of text on it.
    """

    fill: str
    edge: str
    thick: float
    text: str = DARK
    dashes: str = ""
    round: int = 0


PALETTE: Final[dict[Look, Paint]] = {
    Look.HEADING: Paint(fill="#1d4f60", edge="#1d4f60", thick=1, text=WHITE),
    Look.QUESTION: Paint(fill=WHITE, edge="#505a5f", thick=1),
    Look.NUMBER: Paint(fill="#1d4f60", edge="#1d4f60", thick=1, text=WHITE),
    Look.OUTCOME: Paint(fill="#eef4f6", edge=DARK, thick=1.5),
    Look.MOST_URGENT: Paint(fill=WHITE, edge=DARK, thick=4),
    Look.POSSIBLE: Paint(fill=WHITE, edge=DARK, thick=1, dashes="5 3", round=8),
    Look.DUTY: Paint(fill="#f8f8f8", edge="#505a5f", thick=1, dashes="1 2"),
}
"""What each box looks like: told apart by border and weight, in black and white too."""


def ladder_svg(ladder: Ladder) -> str:
    """Return a ladder as a picture that fills whatever width it is given.

    Its title, and a sentence for each question with all its exits, are there for
    those who hear it. Its table is the fuller original.
    """
    whole = sheet(ladder)
    name = f"ladder-{ladder.id}"
    count = sum(1 for _ in ladder.steps())
    sections = len(ladder.parts)
    about = (
        f"{count} {'question' if count == 1 else 'questions'} in {sections}"
        f" {'section' if sections == 1 else 'sections'}, with what each answer leads to."
    )
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole.width} {whole.height}"'
        f' width="{whole.width}" height="{whole.height}" role="group"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-about"'
        f' font-family="{_FONT}" fill="{DARK}">'
    )
    lines = [
        root,
        f'<title id="{name}-title">{_text(ladder.title)}</title>',
        f'<desc id="{name}-about">{about}</desc>',
        f'<rect width="{whole.width}" height="{whole.height}" fill="{WHITE}"/>',
        *(_words(x, y, line, TITLE_SIZE, bold=True) for x, y, line in whole.title),
        *(_words(x, y, line, NOTE_SIZE) for x, y, line in whole.notes),
    ]
    for column in whole.columns:
        lines.extend(_column(column, name))
    return "\n".join((*lines, "</svg>", ""))


def _column(column: Column, name: str) -> Iterator[str]:
    yield f'<g role="group" aria-label="{_text(column.label)}">'
    for placed in column.placed:
        yield from _placed(placed, name)
    yield "</g>"


def _placed(placed: Placed, name: str) -> Iterator[str]:
    block = placed.block
    anchor = f' id="{name}-{block.anchor}"' if block.anchor else ""
    at = f'transform="translate({placed.x} {placed.y})"'
    yield f'<g{anchor} role="img" aria-label="{_text(block.label)}" {at}>'
    if placed.follows and block.anchor:
        yield '<path d="M17 -13V-6M13 -8L17 -1L21 -8Z" stroke="#505a5f" fill="#505a5f"/>'
    yield from _block(block)
    yield "</g>"


def _block(block: Panel) -> Iterator[str]:
    yield from map(_box, block.boxes)
    yield from (_arrow(x, y) for x, y in block.arrows)
    yield from map(_line, block.lines)


def _box(box: Box) -> str:
    paint = PALETTE[box.look]
    more = f' stroke-dasharray="{paint.dashes}"' if paint.dashes else ""
    more += f' rx="{paint.round}"' if paint.round else ""
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
        f' fill="{paint.fill}" stroke="{paint.edge}" stroke-width="{paint.thick}"{more}/>'
    )


def _arrow(x: int, y: int) -> str:
    end = x + _ARROW
    return (
        f'<path d="M{x} {y}H{end - 5}M{end - 7} {y - 4}L{end} {y}L{end - 7} {y + 4}Z"'
        f' stroke="{DARK}"/>'
    )


def _line(line: TextLine) -> str:
    return _words(line.x, line.y, line.text, line.size, bold=line.bold, light=line.light)


def _words(x: int, y: int, text: str, size: int, *, bold: bool = False, light: bool = False) -> str:
    more = ' font-weight="700"' if bold else ""
    more += f' fill="{WHITE}"' if light else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{more}>{_text(text)}</text>'


def _text(text: str) -> str:
    return escape(drawable(text), quote=True)
