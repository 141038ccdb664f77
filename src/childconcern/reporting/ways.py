"""How many ways there are through a questionnaire, and how long they are, told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from childconcern.explanation import (
    Block,
    DocumentSection,
    Paragraph,
    PolicyDescription,
    Table,
    Wording,
    pack_wording,
)
from childconcern.explanation.document import Cell, said
from childconcern.explanation.phrases import listed
from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.reporting.claims import scope_name, scope_words
from childconcern.reporting.json_report import SCHEMA, example_document
from childconcern.verify.paths import Paths, PathsTo

__all__ = ["describe_paths", "paths_document"]

_UNCOUNTED: Final = "not counted"


def describe_paths(found: Sequence[Paths], pack: Pack) -> PolicyDescription:
    """Return the ways through the questionnaires of a pack as a document.

    Args:
        found: One for each questionnaire, in order.
        pack: Whose questionnaires they are.
    """
    wording = pack_wording(pack)
    return PolicyDescription(
        title=f"{pack.id} {pack.version}: the ways through its questions",
        language="en",
        lead="Only complete ways are told of: every question that is asked has an answer.",
        sections=tuple(_section(one, pack, wording) for one in found),
    )


def _section(found: Paths, pack: Pack, wording: Wording) -> DocumentSection:
    return DocumentSection(
        id=f"paths-{found.scope}",
        title=f"{scope_name(found.scope)}: {scope_words(found.scope, pack)}",
        blocks=tuple(_blocks(found, wording)),
    )


def _blocks(found: Paths, wording: Wording) -> Iterator[Block]:
    told = [one for one in (found.whole, *found.routes) if one is not None]
    if told:
        yield _table(told, wording)
    elif not found.unknown:
        yield Paragraph("There is no complete way through it.")
    if found.unreached:
        names = listed(tuple(map(wording.route, found.unreached)))
        yield Paragraph(f"No complete way comes to {names}.")
    if found.unknown:
        names = listed(tuple(map(wording.route, found.unknown)))
        yield Paragraph(f"The budget ran out before it was known whether any comes to {names}.")
    if not all(one.sure for one in told):
        yield Paragraph(
            "\u201cOr\u201d stands where the budget ran out: there may be others still."
        )


def _table(told: Sequence[PathsTo], wording: Wording) -> Table:
    """Return the fewest and most questions, and how many combinations where somebody counted."""
    counted = any(one.number is not None for one in told)
    columns = ("Route", "Fewest", "Most")
    return Table(
        caption="How many questions are asked",
        columns=(*columns, "Answer combinations") if counted else columns,
        rows=tuple(tuple(_cells(one, wording, counted=counted)) for one in told),
    )


def _cells(found: PathsTo, wording: Wording, *, counted: bool) -> Iterator[Cell]:
    fewest, most = str(found.shortest.questions), str(found.longest.questions)
    yield said("All of them" if found.route is None else wording.route(found.route))
    yield said(fewest if found.sure else f"{fewest} or fewer")
    yield said(most if found.sure else f"{most} or more")
    if counted:
        yield said(_UNCOUNTED if found.number is None else f"{found.number:,}")


def paths_document(found: Sequence[Paths], pack: Pack, on: str) -> dict[str, Json]:
    """Return the ways through the questionnaires of a pack as JSON.

    Args:
        found: One for each questionnaire, in order.
        pack: Whose questionnaires they are.
        on: The day on which ages and days were read, as ISO text.
    """
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "on": on,
        "paths": [_document(one) for one in found],
    }


def _document(found: Paths) -> Json:
    return {
        "scope": found.scope,
        "questionnaires": [*found.questionnaires],
        "whole": None if found.whole is None else _to(found.whole),
        "routes": [_to(one) for one in found.routes],
        "unreached": [*found.unreached],
        "unknown": [*found.unknown],
    }


def _to(found: PathsTo) -> Json:
    return {
        "route": found.route,
        "number": found.number,
        "fewest": found.shortest.questions,
        "most": found.longest.questions,
        "sure": found.sure,
        "shortest": example_document(found.shortest),
        "longest": example_document(found.longest),
    }
