"""A ladder as a section of a document: the same in a table, and in full."""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.explanation import (
    Block,
    Bullets,
    Cell,
    Clause,
    DocumentSection,
    Paragraph,
    Phrase,
    Table,
)
from childconcern.explanation.phrases import opened
from childconcern.pictures.nouns import Ladder, Part, Step
from childconcern.pictures.saying import HOW_TO_READ, flow_words, part_words, results_words
from childconcern.pictures.widths import drawable

__all__ = ["ladder_section", "ladder_table"]

_COLUMNS = ("No.", "Question", "Answer", "Goes to", "Decides")


def ladder_section(ladder: Ladder) -> DocumentSection:
    """Return a ladder as a section: a table for each section of the questionnaire.

    It says all that the picture says, and what the picture has no room for.
    """
    parts = tuple(
        DocumentSection(
            id=f"{ladder.id}-{part.id}",
            title=drawable(part_words(part)),
            blocks=tuple(_blocks(part, ladder)),
        )
        for part in ladder.parts
    )
    outcomes = DocumentSection(
        id=f"{ladder.id}-outcomes",
        title="Outcomes, most urgent first",
        blocks=tuple(_outcomes(ladder)),
    )
    return DocumentSection(
        id=f"asked-{ladder.id}",
        title=drawable(ladder.title),
        blocks=(Paragraph(HOW_TO_READ),),
        sections=(*parts, outcomes),
    )


def ladder_table(ladder: Ladder) -> Table:
    """Return every answer of every question with what it leads to, as one table."""
    rows = (row for part in ladder.parts for row in _rows(part, ladder))
    return Table(caption=drawable(ladder.title), columns=_COLUMNS, rows=tuple(rows))


def _blocks(part: Part, ladder: Ladder) -> Iterator[Block]:
    if part.asked_when is not None:
        yield Bullets((_asked(part.asked_when),))
    yield Table(
        caption=drawable(f"Questions of: {part.title}"),
        columns=_COLUMNS,
        rows=tuple(_rows(part, ladder)),
        heading=1,
    )
    gated = tuple(_when(step) for step in part.steps if step.asked_when is not None)
    if gated:
        yield Bullets(gated)


def _asked(condition: Phrase) -> Phrase:
    return opened("asked when", condition)


def _when(step: Step) -> Phrase:
    condition = step.asked_when or Clause("")
    return opened(f"question {step.number} is asked when", condition)


def _rows(part: Part, ladder: Ladder) -> Iterator[tuple[Cell, ...]]:
    for step in part.steps:
        for one in step.exits:
            flow = flow_words(one, part.each, number=step.number)
            yield tuple(
                Clause(drawable(text))
                for text in (
                    str(step.number),
                    _question(step),
                    "; or ".join(one.answers),
                    flow,
                    "; ".join(results_words(one, ladder)) or "\u2013",
                )
            )


def _question(step: Step) -> str:
    if step.only_with_others:
        return f"{step.text} (passed over where nobody else is listed)"
    return step.text if step.asked_when is None else f"{step.text} (only when: see below)"


def _outcomes(ladder: Ladder) -> Iterator[Block]:
    names = [f"{rung.name}, {rung.promise}" if rung.promise else rung.name for rung in ladder.rungs]
    yield Bullets(tuple(Clause(drawable(name)) for name in names))
    yield Paragraph(f"Where no rule applies: {drawable(ladder.rung(ladder.otherwise).name)}.")
    if ladder.duties:
        yield Paragraph("Duties that an answer brings by itself:")
        yield Bullets(tuple(Clause(drawable(because)) for _, because in ladder.duties))
