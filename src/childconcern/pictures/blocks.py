"""The blocks of a picture: a heading, a question with its exits, the outcomes."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final

from attrs import define, field, frozen

from childconcern.pictures.nouns import Exit, Ladder, Part, Step
from childconcern.pictures.saying import (
    answers_words,
    asked_words,
    flow_words,
    part_words,
    results_words,
    step_words,
)
from childconcern.pictures.widths import drawable, text_width, wrapped

__all__ = ["COLUMN", "Box", "Look", "Panel", "TextLine", "closing", "heading", "question"]

COLUMN: Final = 350
"""How wide a column is."""

_PADDING: Final = 8
_SIZE: Final = 13
_SMALL: Final = 12
_NUMBER: Final = 34
_ANSWERS: Final = 150
_RESULTS_FROM: Final = 184
_RESULTS: Final = COLUMN - _RESULTS_FROM - _PADDING
_INSIDE: Final = 4
_LONGEST_ANSWERS: Final = 90
_LONGEST_CONDITION: Final = 190


class Look(enum.Enum):
    """What a box is, told by more than its colour."""

    HEADING = "heading"
    QUESTION = "question"
    NUMBER = "number"
    OUTCOME = "outcome"
    MOST_URGENT = "most-urgent"
    POSSIBLE = "possible"
    DUTY = "duty"


@frozen(kw_only=True)
class TextLine:
    """One line of text.

    Attributes:
        x: Where it begins.
        y: Its base line.
        text: Only what can be drawn.
        size: Of its letters.
        bold: Whether it is.
        light: Whether it stands on a dark ground.
        room: How wide it may be.
    """

    x: int
    y: int
    text: str
    size: int
    room: int
    bold: bool = False
    light: bool = False


@frozen(kw_only=True)
class Box:
    """A rectangle, from the corner of its block."""

    x: int
    y: int
    width: int
    height: int
    look: Look


@frozen(kw_only=True)
class Panel:
    """What is never torn apart.

    Attributes:
        label: For those who hear it.
        height: Of all; it is as wide as a column.
        boxes: The outermost first; those inside stand apart from each other.
        lines: Of text.
        arrows: Where an arrow begins that points from answers to what they lead to.
        anchor: A question's id, or empty.
    """

    label: str
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[TextLine, ...]
    arrows: tuple[tuple[int, int], ...] = ()
    anchor: str = ""


@define
class _Writing:
    """A block as it grows downwards."""

    y: int = _PADDING
    boxes: list[Box] = field(factory=list[Box])
    lines: list[TextLine] = field(factory=list[TextLine])
    arrows: list[tuple[int, int]] = field(factory=list[tuple[int, int]])

    def write(
        self,
        text: str,
        x: int,
        room: int,
        size: int = _SMALL,
        *,
        bold: bool = False,
        light: bool = False,
    ) -> None:
        for line in wrapped(text, room, size, bold=bold):
            self.lines.append(
                TextLine(
                    x=x, y=self.y + size, text=line, size=size, room=room, bold=bold, light=light
                )
            )
            self.y += size + 4

    def boxed(self, text: str, x: int, width: int, look: Look) -> None:
        top, bold = self.y, look is Look.MOST_URGENT
        self.y += 2
        self.write(text, x + _INSIDE + 3, width - 2 * _INSIDE - 6, bold=bold)
        self.y += 3
        self.boxes.append(Box(x=x, y=top, width=width, height=self.y - top, look=look))
        self.y += _INSIDE

    def done(self, label: str, look: Look, anchor: str = "") -> Panel:
        height = self.y + _PADDING - 2
        whole = Box(x=0, y=0, width=COLUMN, height=height, look=look)
        return Panel(
            label=drawable(label),
            height=height,
            boxes=(whole, *self.boxes),
            lines=tuple(self.lines),
            arrows=tuple(self.arrows),
            anchor=anchor,
        )


def heading(part: Part, *, continued: bool = False) -> Panel:
    """Return the heading of a section."""
    writing = _Writing()
    room = COLUMN - 2 * _PADDING
    words = part_words(part)
    text = f"{words} (continued)" if continued else words
    writing.write(text, _PADDING, room, _SIZE + 1, bold=True, light=True)
    if part.asked_when is not None and not continued:
        words = _condition(asked_words(part.asked_when), "this section")
        writing.write(words, _PADDING, room, light=True)
    return writing.done(text, Look.HEADING)


def question(step: Step, part: Part, ladder: Ladder) -> Panel:
    """Return a question, and under it what its answers lead to."""
    writing = _Writing()
    number = str(step.number)
    inset = (_NUMBER - round(text_width(number, _SIZE, bold=True))) // 2
    writing.boxes.append(
        Box(x=0, y=0, width=_NUMBER, height=_SIZE + 2 * _PADDING - 2, look=Look.NUMBER)
    )
    writing.lines.append(
        TextLine(
            x=inset,
            y=_PADDING + _SIZE,
            text=number,
            size=_SIZE,
            room=_NUMBER - inset,
            bold=True,
            light=True,
        )
    )
    x = _NUMBER + _PADDING
    writing.write(step.text, x, COLUMN - x - _PADDING, _SIZE, bold=True)
    for words in _conditions(step):
        writing.write(words, x, COLUMN - x - _PADDING)
    for one in _shown(step):
        _write_exit(writing, one, step, part, ladder)
    return writing.done(step_words(step, part, ladder), Look.QUESTION, anchor=step.id)


def _conditions(step: Step) -> Iterator[str]:
    if step.asked_when is not None:
        yield _condition(asked_words(step.asked_when), str(step.number))
    if step.only_with_others:
        yield "Passed over where nobody else is listed"


def _condition(words: str, where: str) -> str:
    """Return a condition as it is, or where to read it when it is too long for a picture."""
    if len(words) <= _LONGEST_CONDITION:
        return words
    return f"Asked when several things are so: the table says which, at {where}"


def _shown(step: Step) -> tuple[Exit, ...]:
    """Return the exits worth drawing: where all answers only lead on, the order says so."""
    return () if all(one.is_plain for one in step.exits) else step.exits


def _write_exit(writing: _Writing, one: Exit, step: Step, part: Part, ladder: Ladder) -> None:
    writing.y += _INSIDE
    top = writing.y
    writing.y += 2
    writing.write(_shortened(answers_words(one, step)), _PADDING, _ANSWERS)
    below, writing.y = writing.y, top
    writing.arrows.append((_PADDING + _ANSWERS + 6, top + _SMALL))
    for words, look in _looks(one, ladder):
        writing.boxed(words, _RESULTS_FROM, _RESULTS, look)
    if writing.y == top or not one.is_next or one.goes_to is None:
        writing.y += 2
        flow = flow_words(one, part.each, number=step.number)
        writing.write(flow, _RESULTS_FROM + _INSIDE, _RESULTS - _INSIDE)
    writing.y = max(below, writing.y)


def _looks(one: Exit, ladder: Ladder) -> Iterator[tuple[str, Look]]:
    looks: list[Look] = []
    if one.route is not None:
        top = ladder.is_most_urgent(one.route)
        looks.append(Look.MOST_URGENT if top else Look.OUTCOME)
    looks.extend(Look.DUTY for _ in one.duties)
    if one.towards is not None:
        looks.append(Look.POSSIBLE)
    return zip(results_words(one, ladder), looks, strict=True)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_ANSWERS:
        return text
    return f"{text[:_LONGEST_ANSWERS].rpartition(' ')[0] or text[:_LONGEST_ANSWERS]} …"


def closing(ladder: Ladder) -> tuple[Panel, ...]:
    """Return a heading and the outcomes, most urgent first."""
    head = _Writing()
    room = COLUMN - 2 * _PADDING
    head.write("Outcomes, most urgent first", _PADDING, room, _SIZE + 1, bold=True, light=True)
    otherwise = ladder.rung(ladder.otherwise).name
    head.write(f"Where no rule applies: {otherwise}", _PADDING, room, light=True)
    blocks = [head.done("Outcomes, most urgent first", Look.HEADING)]
    for rung in ladder.rungs:
        writing = _Writing()
        top = ladder.is_most_urgent(rung.id)
        writing.write(rung.name, _PADDING, room, _SIZE, bold=top)
        if rung.promise:
            writing.write(f"Answered {rung.promise}", _PADDING, room)
        look = Look.MOST_URGENT if top else Look.OUTCOME
        blocks.append(writing.done(rung.name, look))
    return tuple(blocks)
