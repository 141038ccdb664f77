"""Where everything stands: blocks of boxes and lines, in columns, in whole units.

A unit is a CSS pixel: a picture of 1,500 by 1,060 fills A3 on its side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from childconcern.pictures.blocks import COLUMN, Panel, closing, heading, question
from childconcern.pictures.nouns import Ladder
from childconcern.pictures.saying import HOW_TO_READ
from childconcern.pictures.widths import drawable, wrapped

__all__ = ["HEAD_SIZE", "NOTE_SIZE", "TITLE_SIZE", "Column", "Placed", "Sheet", "sheet"]

TITLE_SIZE: Final = 22
"""How large the title is, in points."""

NOTE_SIZE: Final = 12
"""How large notes are, in points."""

HEAD_SIZE: Final = 14
"""How large the head of a column is, in points."""

_MARGIN: Final = 24
_BETWEEN_COLUMNS: Final = 22
_BETWEEN_BLOCKS: Final = 14
_LINE: Final = 1.3
_WIDE: Final = 1500
_HIGH: Final = 1060
_LEGIBLE: Final = 0.8
_TRIES: Final = 80


@frozen(kw_only=True)
class Placed:
    """A block where it stands.

    Attributes:
        block: Its boxes and lines, from its own corner.
        x: From the left.
        y: From the top.
        follows: A question or heading stands directly above it, and it is read next.
    """

    block: Panel
    x: int
    y: int
    follows: bool = False


@frozen(kw_only=True)
class Column:
    """The blocks of one section, or what of it stands in one column.

    Attributes:
        label: For those who hear it.
        placed: From top to bottom.
    """

    label: str
    placed: tuple[Placed, ...]


@frozen(kw_only=True)
class Sheet:
    """A whole picture.

    Attributes:
        width: Of all.
        height: Of all.
        title: Lines with the place at which each begins.
        notes: Lines with the place at which each begins.
        columns: From left to right.
    """

    width: int
    height: int
    title: tuple[tuple[int, int, str], ...]
    notes: tuple[tuple[int, int, str], ...]
    columns: tuple[Column, ...]


@frozen(kw_only=True)
class _Run:
    """Blocks that stand under one heading."""

    label: str
    blocks: tuple[Panel, ...]
    again: Panel

    def pieces(self, most: int) -> Iterator[tuple[Panel, ...]]:
        """Yield the blocks as they fit into columns; a heading stands over each piece."""
        piece: tuple[Panel, ...] = ()
        for block in self.blocks:
            if len(piece) > 1 and _height((*piece, block)) > most:
                yield piece
                piece = (self.again,)
            piece = (*piece, block)
        yield piece


def sheet(ladder: Ladder) -> Sheet:
    """Return a ladder with everything in its place.

    A section has a column of its own, and more where it is long. Where that would
    make a page too small to read, short sections share one.
    """
    runs = tuple(_runs(ladder))
    apart, scale = _best(runs, shared=False)
    if scale < _LEGIBLE:
        apart = max((apart, scale), _best(runs, shared=True), key=lambda one: one[1])[0]
    return _placed(ladder, apart)


def _runs(ladder: Ladder) -> Iterator[_Run]:
    for part in ladder.parts:
        steps = tuple(question(step, part, ladder) for step in part.steps)
        head = heading(part)
        yield _Run(label=head.label, blocks=(head, *steps), again=heading(part, continued=True))
    head, *rest = closing(ladder)
    yield _Run(label=head.label, blocks=(head, *rest), again=head)


_Columns = tuple[tuple[tuple[str, tuple[Panel, ...]], ...], ...]


def _best(runs: Sequence[_Run], *, shared: bool) -> tuple[_Columns, float]:
    """Return the columns that can be printed largest on a page, and how large."""
    total = sum(_height(run.blocks) for run in runs)
    smallest = max(block.height for run in runs for block in run.blocks)
    heights = sorted({smallest + (total - smallest) * n // _TRIES for n in range(_TRIES + 1)})
    tried = [_columns(runs, height, shared=shared) for height in heights]
    scales = [_scale(columns) for columns in tried]
    return max(zip(tried, scales, strict=True), key=lambda one: one[1])


def _columns(runs: Sequence[_Run], most: int, *, shared: bool) -> _Columns:
    columns: list[list[tuple[str, tuple[Panel, ...]]]] = []
    for run in runs:
        for piece in run.pieces(most):
            room = most - _filled(columns[-1]) - _BETWEEN_BLOCKS if columns else 0
            if shared and _height(piece) <= room:
                columns[-1].append((run.label, piece))
            else:
                columns.append([(run.label, piece)])
    return tuple(tuple(column) for column in columns)


def _height(blocks: Sequence[Panel]) -> int:
    return sum(block.height for block in blocks) + _BETWEEN_BLOCKS * (len(blocks) - 1)


def _filled(column: Sequence[tuple[str, tuple[Panel, ...]]]) -> int:
    return _height([block for _, blocks in column for block in blocks])


def _scale(columns: _Columns) -> float:
    width = _width(len(columns))
    height = max(map(_filled, columns))
    return min(_WIDE / width, _HIGH / (height + 4 * _MARGIN + TITLE_SIZE))


def _width(columns: int) -> int:
    return 2 * _MARGIN + columns * COLUMN + (columns - 1) * _BETWEEN_COLUMNS


def _placed(ladder: Ladder, columns: _Columns) -> Sheet:
    width = max(_width(len(columns)), _width(2))
    room = width - 2 * _MARGIN
    title, below = _lines(drawable(ladder.title), room, TITLE_SIZE, _MARGIN, bold=True)
    notes, below = _lines(HOW_TO_READ, room, NOTE_SIZE, below + 4, bold=False)
    top = below + _MARGIN
    placed = tuple(
        one
        for number, column in enumerate(columns)
        for one in _stacked(column, _MARGIN + number * (COLUMN + _BETWEEN_COLUMNS), top)
    )
    return Sheet(
        width=width,
        height=top + max(map(_filled, columns)) + _MARGIN,
        title=title,
        notes=notes,
        columns=placed,
    )


def _lines(
    text: str, width: int, size: int, top: int, *, bold: bool
) -> tuple[tuple[tuple[int, int, str], ...], int]:
    step = round(size * _LINE)
    lines = wrapped(text, width, size, bold=bold)
    found = tuple((_MARGIN, top + size + n * step, line) for n, line in enumerate(lines))
    return found, top + len(lines) * step


def _stacked(column: Sequence[tuple[str, tuple[Panel, ...]]], x: int, top: int) -> Iterator[Column]:
    for label, blocks in column:
        placed: list[Placed] = []
        for block in blocks:
            placed.append(Placed(block=block, x=x, y=top, follows=len(placed) > 1))
            top += block.height + _BETWEEN_BLOCKS
        yield Column(label=label, placed=tuple(placed))
