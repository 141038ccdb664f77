"""Packs compared in tests: every example is walked and decided anew in its own pack."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define

from childconcern.decision import decide
from childconcern.facts import read_concern
from childconcern.journey import walk
from childconcern.pack import Pack
from childconcern.problems import Severity
from childconcern.verify import Example
from childconcern.verify.difference import Difference, Region, difference
from support.small_pack import SMALL_PACK, PackFolder, with_edit

__all__ = ["ON", "Edit", "Reader", "compared", "named", "replays"]

ON: Final = dt.date(2026, 11, 24)

Edit = tuple[str, str, str]
"""A file, what stands there once, and what stands there instead."""


@define
class Reader:
    """Reads the small pack, with edits.

    Attributes:
        folder: Where it is written.
    """

    folder: PackFolder

    def __call__(self, *edits: Edit, files: Mapping[str, str] = SMALL_PACK) -> Pack:
        """Return the pack, which must have no error."""
        for edit in edits:
            files = with_edit(files, *edit)
        report = self.folder.report(files)
        wrong = [str(one) for one in report.problems if one.severity is Severity.ERROR]
        assert wrong == []
        assert report.pack is not None
        return report.pack


def named(
    regions: Iterable[Region], scope: str = "screener"
) -> set[tuple[str, str, str, str, str]]:
    """Return kind, what about, from what, to what and which way, of the regions of a scope."""
    return {
        (one.kind, one.about, one.old, one.new, one.direction.value)
        for one in regions
        if one.scope == scope
    }


def replays(example: Example, pack: Pack) -> bool:
    """Return whether an example comes out as it says, walked and decided anew."""
    concern = read_concern(example.given, pack.vocabulary, partial=bool(example.answers))
    complete = True
    for name, answers in example.answers.items():
        journey = walk(pack.questionnaire(name), answers, given=concern, on=ON)
        concern, complete = journey.concern, complete and journey.complete
    found = decide(concern, pack.policy, on=ON)
    seen = (found.route, found.variant, found.level, found.duties, complete)
    return seen == (
        example.route,
        example.variant,
        example.level,
        example.duties,
        example.complete,
    )


def compared(old: Pack, new: Pack, *scopes: str) -> Difference:
    """Return the difference of two packs, every example of which comes out in its own pack."""
    found = difference(old, new, on=ON, scopes=scopes or ("screener",))
    for region in found.regions:
        assert replays(region.examples[0], old)
        assert replays(region.examples[1], new)
    for one in found.one_sided:
        assert all(replays(example, new if one.in_new else old) for example in one.examples)
        assert tuple(example.route for example in one.examples) == one.routes
    return found
