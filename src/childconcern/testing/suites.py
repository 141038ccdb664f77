"""Suites: sheets with what a pack decides about them, as JSON that any system can be held to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.testing.outcomes import (
    EVERYTHING,
    Implementation,
    NoDecisionError,
    Outcome,
    decided_by,
    differences,
    outcome_document,
)
from childconcern.testing.sheets import Sheet, sheet_document

__all__ = [
    "KIND",
    "SCHEMA",
    "Disagreement",
    "Suite",
    "SuiteExample",
    "SuiteResult",
    "run_suite",
    "suite_document",
]

SCHEMA: Final = 1
"""The version of the format."""

KIND: Final = "childconcern-suite"
"""What the document says that it is."""


@frozen(kw_only=True)
class SuiteExample:
    """A sheet, and what must be decided about it.

    Attributes:
        sheet: What is asked.
        expected: What the pack decided.
    """

    sheet: Sheet
    expected: Outcome


@frozen(kw_only=True)
class Suite:
    """What one version of a pack decides about some sheets.

    Attributes:
        pack: The pack's id.
        version: Its version.
        digest: Its digest: another one is another pack.
        examples: In order; numbers count from 1.
    """

    pack: str
    version: str
    digest: str
    examples: tuple[SuiteExample, ...]


@frozen(kw_only=True)
class Disagreement:
    """An example about which an implementation decides otherwise.

    Attributes:
        number: Of the example, from 1.
        example: The example.
        decided: What was decided; None where there was no decision.
        says: What differs, a few words each.
    """

    number: int
    example: SuiteExample
    decided: Outcome | None
    says: tuple[str, ...]


@frozen(kw_only=True)
class SuiteResult:
    """What came of running a suite.

    Attributes:
        asked: How many examples there are.
        disagreements: Those about which the implementation decides otherwise.
    """

    asked: int
    disagreements: tuple[Disagreement, ...]

    @property
    def agrees(self) -> bool:
        """Whether something was asked, and the implementation decides all of it as expected."""
        return self.asked > 0 and not self.disagreements

    @property
    def message(self) -> str:
        """What came of it, for people; without any answer."""
        if not self.asked:
            return "Nothing was asked: the suite has no examples."
        lines = (f"example {one.number}: {'; '.join(one.says)}" for one in self.disagreements)
        agreed = self.asked - len(self.disagreements)
        return "\n".join((f"{agreed} of {self.asked} examples are decided as expected.", *lines))


def suite_document(pack: Pack, sheets: Iterable[Sheet]) -> dict[str, Json]:
    """Return a suite as JSON: what a pack decides about sheets, in their order.

    Args:
        pack: The pack that decides.
        sheets: What it decides about.

    Raises:
        NoDecisionError: When a sheet does not fit the pack.
        NoQuestionnaireError: When a sheet is of a questionnaire that the pack does not have.
    """
    decide = decided_by(pack)
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "examples": [
            {**sheet_document(sheet), "expected": outcome_document(decide(sheet))}
            for sheet in sheets
        ],
    }


def run_suite(
    suite: Suite, implementation: Implementation, *, compared: Iterable[str] = EVERYTHING
) -> SuiteResult:
    """Return where an implementation decides otherwise than a suite expects.

    Args:
        suite: The examples.
        implementation: What is held to them.
        compared: Which of ``EVERYTHING`` must be the same.

    Raises:
        NoServiceError: When a service cannot be asked at all.
    """
    parts = tuple(compared)
    found = (
        _asked(place, example, implementation, parts)
        for place, example in enumerate(suite.examples, 1)
    )
    disagreements = tuple(one for one in found if one.says)
    return SuiteResult(asked=len(suite.examples), disagreements=disagreements)


def _asked(
    place: int, example: SuiteExample, decide: Implementation, parts: tuple[str, ...]
) -> Disagreement:
    try:
        decided = decide(example.sheet)
    except NoDecisionError as none:
        return Disagreement(number=place, example=example, decided=None, says=(none.message,))
    says = tuple(differences(example.expected, decided, parts))
    return Disagreement(number=place, example=example, decided=decided, says=says)
