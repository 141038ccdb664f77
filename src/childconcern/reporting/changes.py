"""What is decided otherwise: at a glance, and each change with the smallest example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.explanation import Cell, DocumentSection, Lines, Paragraph, Table
from childconcern.explanation.document import said
from childconcern.pack.written import Renaming
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import scope_name
from childconcern.reporting.regions import Change, changes_of
from childconcern.reporting.renames import new_keys
from childconcern.reporting.telling_two import Side, told_together, what_is_missing
from childconcern.verify.difference import Difference, Direction, Region
from childconcern.verify.difference.matching import Matching

__all__ = ["changed_sections", "glance_section"]

_BEFORE: Final = "Before"
_NOW: Final = "Now"

_WAYS: Final = (
    (Direction.DOWN, "less", "Less urgent now, or a duty less"),
    (Direction.SIDEWAYS, "otherwise", "Otherwise now, and neither more nor less urgent"),
    (Direction.UP, "more", "More urgent now, or a duty more"),
)
"""What somebody must answer for comes first."""

_MEANING: Final = (
    "The same person says the same to both versions. Answer combinations are counted, and no"
    " children: how often each of them comes about, no policy can tell."
)
_NEWLY: Final = "What applies now and did not before, and what was missing for it:"


def glance_section(found: Difference, old: PackWords, new: PackWords) -> DocumentSection | None:
    """Return everything that is decided otherwise in one table; None where nothing is."""
    changes = changes_of(found.regions, old, new)
    if not changes:
        return None
    counted = any(one.count is not None for one in found.regions)
    rows = tuple(
        _row(one, word, counted=counted)
        for way, word, _ in _WAYS
        for one in changes
        if one.first.direction is way
    )
    where = "Answer combinations" if counted else "In"
    columns = ("What", _BEFORE, _NOW, "How urgent", where)
    table = Table(caption="Everything that is decided otherwise", columns=columns, rows=rows)
    blocks = (table, Paragraph(_MEANING))
    return DocumentSection(id="glance", title="At a glance", blocks=blocks)


def _row(change: Change, word: str, *, counted: bool) -> tuple[Cell, ...]:
    where: Cell = said(", ".join(scope_name(one.scope) for one in change.regions))
    if counted:
        where = Lines(tuple(said(_count(one)) for one in change.regions))
    return said(change.what), said(change.was), said(change.now), said(word), where


def _count(region: Region) -> str:
    number = "not counted" if region.count is None else f"{region.count:,}"
    return f"{scope_name(region.scope)}: {number}"


def changed_sections(
    found: Difference, old: PackWords, new: PackWords
) -> Iterator[DocumentSection]:
    """Yield what goes down, sideways and up, each change with the smallest example."""
    for way, name, title in _WAYS:
        changes = changes_of([one for one in found.regions if one.direction is way], old, new)
        if changes:
            inner = tuple(_section(one, f"{name}-{at}") for at, one in enumerate(changes, 1))
            yield DocumentSection(id=name, title=title, sections=inner)


def _section(change: Change, name: str) -> DocumentSection:
    first, then = change.first.examples
    before = Side(name=_BEFORE, example=first, words=change.old)
    now = Side(name=_NOW, example=then, words=change.new)
    renamed = new_keys(first, change.old.pack, change.new.pack)
    duties = Matching(old=change.old.pack, new=change.new.pack).now(Renaming.DUTIES)
    was = {new: old for old, new in duties.items()}
    return DocumentSection(
        id=name,
        title=change.title,
        blocks=(
            Paragraph(change.sentence),
            *told_together(before, now, renamed, duties),
            *what_is_missing(_NEWLY, now, before, was),
        ),
    )
