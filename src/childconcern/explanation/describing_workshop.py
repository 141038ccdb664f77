"""A threshold workshop on paper: a page an area, with room to agree or dispute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.explanation.describing_cases import case_numbers, expected
from childconcern.explanation.describing_front import signatures
from childconcern.explanation.describing_levels import grid, indicator_numbers
from childconcern.explanation.describing_routes import cited, when
from childconcern.explanation.document import (
    Block,
    Boxes,
    Bullets,
    DocumentSection,
    Lines,
    Paragraph,
    PolicyDescription,
    Room,
    Table,
    said,
)
from childconcern.explanation.phrases import quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import Wording, pack_wording
from childconcern.pack import CaseResult, Pack
from childconcern.policy import Area

__all__ = ["workshop"]

_LINES_FOR_NOTES: Final = 6
_HOW: Final = (
    "Read each line by yourself first, and tick what you think. Then compare.",
    "Agree means: in my work I would put it at this level, for these reasons.",
    "Where you would put it at another level, write the level, and what would make the difference.",
    "A line that people dispute is not settled by a vote. Write down why, and who will find out.",
    "Use no names and no details of a real child. Change what could show who it is.",
    "Nothing changes by this meeting alone: somebody writes the change, and it is signed off.",
)
_QUESTIONS: Final = (
    "What have you seen in this area that no line here speaks of?",
    (
        "Which two lines at neighbouring levels are hardest to tell apart? What would settle it:"
        " how often, how long, how serious, the child's age, or how the parents respond?"
    ),
    "Which line would a new colleague, or somebody who is not a professional, read wrongly?",
    "Which line would be seen too often here, and which would be missed?",
    "What would a child or a parent say about these words?",
    "Where nobody knows the answer, is what this policy does the safe thing?",
)


def workshop(pack: Pack) -> PolicyDescription:
    """Return a pack's areas as pages on which practitioners agree or dispute.

    Each area begins a page: its indicators from the most serious, the worked
    examples in which it is above the lowest level, questions, and room to write.
    """
    wording = pack_wording(pack)
    results = pack.run_cases()
    pages = tuple(_area_page(pack, area, wording, results) for area in pack.policy.areas)
    lead = (
        f"For practitioners, with the policy {pack.id}, version {pack.version}. A page for each"
        " area of the child's life: what raises its level, and room to agree or to dispute it."
    )
    whose = pack.council or "the council"
    return PolicyDescription(
        title=f"Threshold workshop for {whose}",
        language="en",
        lead=lead,
        sections=(_opening(wording), *pages, _closing(pack)),
    )


def _opening(wording: Wording) -> DocumentSection:
    here = Table(
        caption="Who takes part",
        columns=("Name", "Role", "Agency"),
        rows=((Room(2), Room(2), Room(2)),) * 8,
    )
    how = Bullets(tuple(map(said, _HOW)))
    areas: tuple[Block, ...] = (grid(wording),) if wording.policy.areas else (_nothing(),)
    return DocumentSection(id="workshop", title="Before you begin", blocks=(how, *areas, here))


def _nothing() -> Paragraph:
    return Paragraph("This policy has no areas, so there is nothing to put at a level.")


def _area_page(
    pack: Pack, area: Area, wording: Wording, results: tuple[CaseResult, ...]
) -> DocumentSection:
    blocks: list[Block] = [_lines(area, wording), *_examples(pack, area, wording, results)]
    missing = Table(
        caption="What is missing here",
        columns=("What you have seen", "At which level", "Who says so"),
        rows=((Room(2), Room(2), Room(2)),) * 2,
    )
    notes = (Paragraph("Notes, and who does what by when:"), Room(_LINES_FOR_NOTES))
    return DocumentSection(
        id=f"workshop-{area.id}",
        title=area.name,
        blocks=(*blocks, missing, Paragraph("To discuss:"), _questions(), *notes),
        new_page=True,
    )


def _questions() -> Bullets:
    return Bullets(tuple(map(said, _QUESTIONS)))


def _lines(area: Area, wording: Wording) -> Block:
    """Return the indicators of an area, most serious first, each with room for a view."""
    found = [one for one in wording.policy.indicators if one.area == area.id]
    if not found:
        return Paragraph("No indicator raises the level of this area.")
    numbers = indicator_numbers(wording.policy)
    rows = tuple(
        (
            said(numbers[one.id]),
            said(wording.level(one.level)),
            Lines((said(full_stop(one.because)), when(one.when, wording))),
            cited(one.source, one.id),
            Boxes(("Agree", "Dispute", "At another level:"), room=True),
            Room(3),
        )
        for one in sorted(found, key=lambda one: -one.level)
    )
    return Table(
        caption=f"What raises the level of the area {quoted(area.name)}",
        columns=("No.", "Level", "What is seen", "Source", "Your view", "Who, and why"),
        rows=rows,
    )


def _examples(
    pack: Pack, area: Area, wording: Wording, results: tuple[CaseResult, ...]
) -> Iterator[Table]:
    """Yield the worked examples that raise an area, where there are any."""
    numbers = case_numbers(pack)
    rows = tuple(
        (
            said(numbers[one.case.id]),
            said(full_stop(one.case.story or "no story is given")),
            expected(one, wording),
            Boxes(("Agree", "Dispute")),
            Room(3),
        )
        for one in results
        if _touches(one, area, wording)
    )
    if rows:
        yield Table(
            caption=f"Worked examples that touch the area {quoted(area.name)}",
            columns=("No.", "What happened", "What should follow", "Your view", "Who, and why"),
            rows=rows,
        )


def _touches(result: CaseResult, area: Area, wording: Wording) -> bool:
    """Return whether an area is above the lowest level in a worked example."""
    lowest = wording.policy.levels[0].number
    decision = result.decision
    return decision is not None and decision.levels[area.id] > lowest


def _closing(pack: Pack) -> DocumentSection:
    lead = Paragraph(
        f"What was agreed and disputed above is about version {pack.version} of {pack.id},"
        f" whose fingerprint begins {pack.digest[:12]}."
    )
    return DocumentSection(
        id="workshop-end",
        title="At the end",
        blocks=(lead, signatures("Who took part")),
        new_page=True,
    )
