"""Describing: a pack as a document in plain English, for those who answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.explanation.describing_cases import cases_section
from childconcern.explanation.describing_duties import duties_section, guarantees_section
from childconcern.explanation.describing_front import about_section, languages_section
from childconcern.explanation.describing_levels import (
    levels_section,
    not_known_section,
    signs_section,
)
from childconcern.explanation.describing_questions import names_section, questions_section
from childconcern.explanation.describing_routes import (
    ladder_section,
    otherwise_section,
    rules_section,
)
from childconcern.explanation.document import (
    Block,
    Bullets,
    DocumentSection,
    PolicyDescription,
    said,
)
from childconcern.explanation.wording import Wording, pack_wording
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
_NUMBERS: Final = (
    "A number such as R3, I12 or D2 is for talking about this printed version: rule 3, indicator"
    " 12, duty 2. The small code beside a source stays the same from version to version; decisions"
    " cite it."
)
_NOT_DRAWN: Final[Mapping[str, tuple[Block, ...]]] = {}


def describe(
    pack: Pack, *, drawn: Mapping[str, tuple[Block, ...]] = _NOT_DRAWN
) -> PolicyDescription:
    """Return what a pack says, as a document that can be read aloud and signed.

    Everything that can change a decision stands in it: the ladder of routes,
    rules, indicators, signs, duties, and what not knowing counts as. It is made
    from the rules themselves, so it says what they do.

    Args:
        pack: What is described.
        drawn: What stands before the questions of a questionnaire, by its id:
            a picture, with a table that says the same.
    """
    whose = pack.council or "the council"
    return PolicyDescription(
        title=f"What {whose} does with a worry about a child",
        language="en",
        lead=(
            f"This is the policy {pack.id}, version {pack.version}, in words."
            " It is written out from the rules themselves, so it says what they do."
            " It gives advice. A person decides."
        ),
        sections=tuple(one for one in _sections(pack, drawn) if one is not None),
    )


def _sections(
    pack: Pack, drawn: Mapping[str, tuple[Block, ...]]
) -> tuple[DocumentSection | None, ...]:
    wording = pack_wording(pack)
    return (
        about_section(pack),
        _reading_section(pack, wording),
        ladder_section(pack, wording),
        otherwise_section(wording),
        rules_section(wording),
        levels_section(wording),
        duties_section(wording),
        not_known_section(wording),
        guarantees_section(wording),
        signs_section(wording),
        questions_section(pack, wording, drawn),
        cases_section(pack, wording),
        languages_section(pack),
        names_section(wording),
    )


def _reading_section(pack: Pack, wording: Wording) -> DocumentSection:
    otherwise = f"When no rule applies, the route is {wording.route(pack.policy.otherwise)}."
    graded = _GRADED if pack.policy.indicators else ()
    lines = (*graded, *_READING, otherwise, _ANYWAY, _NUMBERS)
    title = "How to read it, and how a decision is made"
    blocks = (Bullets(tuple(map(said, lines))),)
    return DocumentSection(id="how", title=title, blocks=blocks)
