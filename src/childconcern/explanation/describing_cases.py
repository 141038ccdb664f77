"""Worked examples: what happened, and what the council says should follow."""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.explanation.document import (
    Code,
    DocumentSection,
    Lines,
    Paragraph,
    Table,
    said,
)
from childconcern.explanation.phrases import Clause, listed, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import Wording, id_words
from childconcern.pack import CaseResult, Pack

__all__ = ["case_numbers", "cases_section", "expected"]


def cases_section(pack: Pack, wording: Wording) -> DocumentSection | None:
    """Return every worked example; None for a pack that has none."""
    if not pack.cases:
        return None
    numbers = case_numbers(pack)
    rows = tuple(
        (
            said(numbers[one.case.id]),
            said(full_stop(one.case.story or "no story is given")),
            expected(one, wording),
            Lines(tuple(_signed(one))),
        )
        for one in pack.run_cases()
    )
    table = Table(
        caption="Worked examples, with what is expected of each",
        columns=("No.", "What happened", "What should follow", "Signed off, and source"),
        rows=rows,
    )
    lead = Paragraph(
        "Every person in these stories is invented. Each story was put through this version of the"
        " policy. Where it decides otherwise than the council expects, that is said."
    )
    return DocumentSection(id="cases", title="Worked examples", blocks=(lead, table))


def case_numbers(pack: Pack) -> dict[str, str]:
    """Return the number of each worked example in the printed version, by its id."""
    return {case.id: f"E{number}" for number, case in enumerate(pack.cases, start=1)}


def expected(result: CaseResult, wording: Wording) -> Lines:
    """Return what a worked example should come to, and whether it does."""
    return Lines(tuple(_expected(result, wording)))


def _expected(result: CaseResult, wording: Wording) -> Iterator[Clause]:
    expect = result.case.expect
    yield said(wording.route(expect.route))
    if expect.variant is not None:
        yield said(f"in its form {quoted(id_words(expect.variant))}")
    if expect.level is not None:
        yield said(f"level {wording.level(expect.level)}")
    if expect.duties is not None:
        duties = tuple(quoted(id_words(duty)) for duty in expect.duties)
        yield said(f"duties: {listed(duties)}" if duties else "no duty")
    if expect.complete is False:
        yield said("questions are left to ask")
    if not result.agrees:
        yield said("This version decides otherwise.")


def _signed(result: CaseResult) -> Iterator[Clause | Code]:
    case = result.case
    yield said(f"by {case.signed_off_by}" if case.signed_off_by else "not signed off")
    if case.source:
        yield said(case.source)
    yield Code(case.id)
