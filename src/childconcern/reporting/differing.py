"""The difference of two versions of a pack as a document, for those who must agree to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from childconcern.explanation import (
    Bullets,
    Cell,
    Clause,
    Code,
    DocumentSection,
    Paragraph,
    PolicyDescription,
    Table,
)
from childconcern.explanation.document import said
from childconcern.explanation.phrases import listed
from childconcern.explanation.wording import day_words
from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.changes import changed_sections, glance_section
from childconcern.reporting.regions import Change, changes_of
from childconcern.reporting.rewritten import edits_sections, one_sided_section, parts_section
from childconcern.verify import Verdict
from childconcern.verify.difference import Difference, Direction, difference_digest

__all__ = ["describe_difference"]


def describe_difference(found: Difference, old: Pack, new: Pack) -> PolicyDescription:
    """Return what two versions decide otherwise, as a document for people.

    What is less urgent now comes first. Each change has the smallest example,
    in the words of both packs; then come new and lost answers and parts, and
    last what only reads otherwise.

    Args:
        found: What was found.
        old: The pack before.
        new: The pack now.
    """
    on = dt.date.fromisoformat(found.on)
    before = PackWords(pack=old, on=on, beside=(new,))
    now = PackWords(pack=new, on=on, beside=(old,))
    sections = (
        glance_section(found, before, now),
        *changed_sections(found, before, now),
        one_sided_section(found, before, now),
        parts_section(found),
        *edits_sections(found, before, now),
        _late(found),
        _particulars(found),
    )
    was, is_now = found.old, found.new
    return PolicyDescription(
        title=f"What changes from {was.id} {was.version} to {is_now.id} {is_now.version}",
        language="en",
        lead=_lead(found, changes_of(found.regions, before, now)),
        sections=tuple(one for one in sections if one is not None),
    )


def _lead(found: Difference, changes: Sequence[Change]) -> str:
    match found.verdict:
        case Verdict.PROVED:
            words = " Only what is written is different." if found.edits else ""
            return (
                "NO DIFFERENCE. Whatever people answer, both versions decide the same of it."
                f"{words}"
            )
        case Verdict.VIOLATED:
            late = " The budget ran out before all was found." if found.unknown else ""
            return f"DIFFERENT. {_counts(changes)}{late}"
        case _:
            return (
                "UNKNOWN. No difference was found, but the budget ran out before everything"
                " was compared. That is no pass."
            )


_WAYS: Final = (
    (Direction.DOWN, "less urgent or a duty less"),
    (Direction.SIDEWAYS, "neither more nor less urgent"),
    (Direction.UP, "more urgent or a duty more"),
)


def _counts(changes: Sequence[Change]) -> str:
    if not changes:
        return "What one version lets people answer, the other does not."
    numbers = [(sum(one.first.direction is way for one in changes), word) for way, word in _WAYS]
    told = tuple(f"{number} {word}" for number, word in numbers if number)
    things = "1 thing is" if len(changes) == 1 else f"{len(changes)} things are"
    return f"{things} decided otherwise: {listed(told)}."


def _late(found: Difference) -> DocumentSection | None:
    if not found.unknown:
        return None
    lead = Paragraph("The budget ran out before it was known whether these are decided otherwise:")
    items = Bullets(tuple(map(Clause, found.unknown)))
    return DocumentSection(id="open", title="What found no answer", blocks=(lead, items))


def _particulars(found: Difference) -> DocumentSection:
    rows: list[tuple[Cell, ...]] = [
        (said("Fingerprint before"), Code(found.old.digest)),
        (said("Fingerprint now"), Code(found.new.digest)),
    ]
    if not found.unknown:
        rows.append((said("Fingerprint of the difference"), Code(difference_digest(found))))
    day = dt.date.fromisoformat(found.on)
    rows.append((said("Ages and days as on"), said(day_words(day))))
    rows.append((said("Steps of the solver"), said(f"{found.steps:,}")))
    table = Table(caption="What was compared", columns=("What", "This"), rows=tuple(rows))
    return DocumentSection(id="particulars", title="Of which versions", blocks=(table,))
