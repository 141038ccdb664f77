"""What a proof found: one finding a claim, and one verdict over all."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

from attrs import frozen

from childconcern.facts import Json

__all__ = ["Example", "Finding", "Note", "Report", "Verdict", "worst"]


class Verdict(enum.Enum):
    """What became of a claim. Only PROVED is a pass."""

    PROVED = "proved"
    VIOLATED = "violated"
    UNKNOWN = "unknown"


@frozen(kw_only=True, repr=False)
class Example:
    """One way in which a concern comes about; the library itself walked and decided it.

    Attributes:
        given: What the service set, as JSON; of the policy alone, the whole concern.
        answers: What people answer to live questions, as JSON, by questionnaire, in order.
        matter: The keys of what suffices to show it, such as ``screener/danger``,
            ``screener/injuries@item-1``, ``given/out_of_hours`` or ``@children``;
            everything else can be anything. Empty where that was not asked for.
        route: The route that it comes to.
        variant: The variant, or None.
        level: The highest level, or None.
        duties: The ids of duties.
        rules: The ids of rules that apply, in the policy's order.
        indicators: The ids of indicators that apply, in the policy's order.
        questions: How many questions are asked.
        complete: Whether every journey is complete.
    """

    given: Mapping[str, Json]
    answers: Mapping[str, Mapping[str, Json]]
    matter: frozenset[str] = frozenset()
    route: str
    variant: str | None
    level: int | None
    duties: tuple[str, ...]
    rules: tuple[str, ...]
    indicators: tuple[str, ...]
    questions: int
    complete: bool


@frozen(kw_only=True)
class Finding:
    """One claim about a pack, and what became of it.

    Attributes:
        claim: Kebab-case: the sort of claim, such as ``reachable``.
        scope: The questionnaire over whose journeys it is claimed, or ``policy``.
        about: What of, such as ``rule level-4``.
        verdict: What became of it.
        says: One sentence.
        examples: What shows it: one where something is reached or broken, two that differ.
        because: Why nothing can show it: what cannot all be so; empty where something does.
    """

    claim: str
    scope: str
    about: str
    verdict: Verdict
    says: str
    examples: tuple[Example, ...] = ()
    because: tuple[str, ...] = ()


@frozen(kw_only=True)
class Note:
    """Something that people should know of a pack, and that fails nothing.

    Attributes:
        sort: Kebab-case, such as ``never-changes-a-decision``.
        scope: As of a finding.
        about: What of.
        says: One sentence.
        examples: What shows it.
    """

    sort: str
    scope: str
    about: str
    says: str
    examples: tuple[Example, ...] = ()


@frozen(kw_only=True)
class Report:
    """Everything that was asked of a pack.

    Attributes:
        pack: Its id.
        version: Its version.
        digest: The digest of what was proved.
        on: The day on which ages and dates were read, as ISO text.
        scopes: Over whose journeys, in order.
        findings: In order.
        notes: What is told and fails nothing.
        left_out: The ids of guarantees of which nothing is proved, as they compare two packs.
        steps: How many steps the solver took; the same on any machine.
    """

    pack: str
    version: str
    digest: str
    on: str
    scopes: tuple[str, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()
    left_out: tuple[str, ...] = ()
    steps: int

    @property
    def verdict(self) -> Verdict:
        """VIOLATED if anything is, else UNKNOWN if anything is, else PROVED."""
        return worst(finding.verdict for finding in self.findings)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return VIOLATED if any is, else UNKNOWN if any is, else PROVED."""
    found = set(verdicts)
    for bad in (Verdict.VIOLATED, Verdict.UNKNOWN):
        if bad in found:
            return bad
    return Verdict.PROVED
