"""Describing: a pack as a document in plain English, for those who answer for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from childconcern.explanation.describing_duties import duties_section, guarantees_section
from childconcern.explanation.describing_levels import (
    levels_section,
    not_known_section,
    signs_section,
)
from childconcern.explanation.describing_routes import (
    ladder_section,
    otherwise_section,
    rules_section,
)
from childconcern.explanation.document import (
    Bullets,
    Cell,
    Code,
    DocumentSection,
    Paragraph,
    PolicyDescription,
    Table,
    said,
)
from childconcern.explanation.wording import Wording, day_words, language_words, pack_wording
from childconcern.pack import Pack

__all__ = ["describe"]


_GRADED: Final = (
    (
        "Indicators give each area of the child's life a level. Rules turn levels and answers into"
        " a route. A level is not a route."
    ),
)
_READING: Final = (
    (
        "All rules that apply are reasons. Where they ask for different routes, the most urgent"
        " one is taken, whatever their order."
    ),
    "A duty says who else must be told. It is added to the route and never replaces it.",
    (
        "A rule applies only when it is certain. An answer that was not asked for is neither yes"
        " nor no. Nor is one that is not known, unless this document says what it counts as."
    ),
    "“For every child” and the like are never so where nobody is listed.",
    "In a condition, quotation marks hold the words of an answer that people can choose.",
)
_ANYWAY: Final = "A referrer can always send a request anyway, whatever this policy advises."


def describe(pack: Pack) -> PolicyDescription:
    """Return what a pack says, as a document that can be read aloud and signed.

    Everything that can change a decision stands in it: the ladder of routes,
    rules, indicators, signs, duties, and what not knowing counts as. It is made
    from the rules themselves, so it says what they do.
    """
    wording = pack_wording(pack)
    sections = (
        _about_section(pack),
        _reading_section(pack, wording),
        ladder_section(pack, wording),
        otherwise_section(wording),
        rules_section(wording),
        levels_section(wording),
        duties_section(wording),
        not_known_section(wording),
        signs_section(wording),
        guarantees_section(wording),
    )
    whose = pack.council or "the council"
    return PolicyDescription(
        title=f"What {whose} does with a worry about a child",
        language="en",
        lead=(
            f"This is the policy {pack.id}, version {pack.version}, in words."
            " It is written out from the rules themselves, so it says what they do."
            " It gives advice. A person decides."
        ),
        sections=tuple(section for section in sections if section is not None),
    )


def _about_section(pack: Pack) -> DocumentSection:
    rows = tuple((said(name), cell) for name, cell in _about(pack))
    table = Table(caption="This version of the policy", columns=("What", "This version"), rows=rows)
    return DocumentSection(id="about", title="About this policy", blocks=(table, _approvals(pack)))


def _about(pack: Pack) -> Iterator[tuple[str, Cell]]:
    if pack.title:
        yield "What people see it as", said(pack.title)
    yield "Whose it is", said(pack.council or "not said")
    yield "Where its law is", said(pack.country or "not said")
    yield "Policy", Code(pack.id)
    yield "Version", Code(pack.version)
    yield "In force", said(_in_force(pack.effective_from, pack.effective_until))
    for language in pack.languages:
        checked = f", checked by {language.checked_by}" if language.checked_by else ", not checked"
        yield "Language", said(f"{language_words(language.id)}{checked}")
    yield (
        "Size",
        said(
            f"{len(pack.policy.routes)} routes, {len(pack.policy.rules)} rules,"
            f" {len(pack.policy.indicators)} indicators, {len(pack.policy.duties)} duties"
        ),
    )
    signed = sum(1 for case in pack.cases if case.signed_off_by)
    yield "Worked examples", said(f"{len(pack.cases)}, of which {signed} are signed off")
    yield "Fingerprint (SHA-256)", Code(pack.digest)


def _in_force(first: dt.date | None, last: dt.date | None) -> str:
    if first is None and last is None:
        return "no dates are given"
    start = "" if first is None else f"from {day_words(first)}"
    end = "until further notice" if last is None else f"until {day_words(last)}"
    return f"{start} {end}".strip()


def _approvals(pack: Pack) -> Table | Paragraph:
    if not pack.approvals:
        return Paragraph("Nobody has put their name to this version yet.")
    rows = tuple(
        (
            said(one.by),
            said(one.role or "not said"),
            said("not said" if one.on is None else day_words(one.on)),
            said(one.why or "not said"),
            Code(one.digest or "none given"),
        )
        for one in pack.approvals
    )
    columns = ("Who", "Role", "When", "What was agreed", "Fingerprint agreed to")
    return Table(caption="Who agreed to it", columns=columns, rows=rows)


def _reading_section(pack: Pack, wording: Wording) -> DocumentSection:
    otherwise = f"When no rule applies, the route is {wording.route(pack.policy.otherwise)}."
    lines = (*(_GRADED if pack.policy.indicators else ()), *_READING, otherwise, _ANYWAY)
    title = "How a decision is made"
    blocks = (Bullets(tuple(map(said, lines))),)
    return DocumentSection(id="how", title=title, blocks=blocks)
