"""Worked examples that practitioners agreed: a concern, and what should be decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from childconcern.decision import Decision
from childconcern.problems import Problem

__all__ = ["Case", "CaseResult", "Expectation", "disagreements"]


@frozen(kw_only=True)
class Expectation:
    """What a case should come to; what is None is not compared.

    Attributes:
        route: The route's id.
        variant: The variant's id.
        duties: Ids of all duties; compared without order.
        level: The highest level.
        complete: Whether the journey is complete.
    """

    route: str
    variant: str | None = None
    duties: tuple[str, ...] | None = None
    level: int | None = None
    complete: bool | None = None


@frozen(kw_only=True)
class Case:
    """One worked example: a story, what was said, and what should be decided.

    Attributes:
        id: Kebab-case.
        story: What happened, in words.
        on: The day of the decision.
        expect: What should be decided.
        concern: What is known, as JSON; or None where answers are given.
        answers: To the first questionnaire, as JSON; or None.
        given: What the service set before the first question, as JSON.
        source: Where the example comes from.
        signed_off_by: Who agreed it.
    """

    id: str
    story: str
    on: dt.date
    expect: Expectation
    concern: Mapping[str, object] | None = field(default=None, hash=False)
    answers: Mapping[str, object] | None = field(default=None, hash=False)
    given: Mapping[str, object] | None = field(default=None, hash=False)
    source: str = ""
    signed_off_by: str = ""


@frozen(kw_only=True)
class CaseResult:
    """How a case came out.

    Attributes:
        case: The case.
        decision: What was decided; None where the case could not be read.
        disagreements: What differs, a sentence each; none where it agrees.
        refusals: Why it could not be read.
    """

    case: Case
    decision: Decision | None
    disagreements: tuple[str, ...] = ()
    refusals: tuple[Problem, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the policy decides what the case expects."""
        return not self.disagreements and not self.refusals


def disagreements(expect: Expectation, decision: Decision) -> tuple[str, ...]:
    """Return what differs between what is expected and what is decided, a sentence each."""
    return tuple(_disagreements(expect, decision))


def _disagreements(expect: Expectation, decision: Decision) -> Iterator[str]:
    if expect.route != decision.route:
        yield f"expected route {expect.route}, decided {decision.route}"
    if expect.variant is not None and expect.variant != decision.variant:
        yield f"expected variant {expect.variant}, decided {decision.variant or 'none'}"
    if expect.duties is not None and set(expect.duties) != set(decision.duties):
        expected = ", ".join(sorted(expect.duties)) or "none"
        decided = ", ".join(sorted(decision.duties)) or "none"
        yield f"expected duties {expected}, decided {decided}"
    if expect.level is not None and expect.level != decision.level:
        areas = ", ".join(decision.not_explored)
        unexplored = f"; not explored, since the questions finished early: {areas}" if areas else ""
        yield f"expected level {expect.level}, decided {decision.level}{unexplored}"
    if expect.complete is not None and expect.complete != decision.complete:
        now = "complete" if decision.complete else "incomplete"
        yield f"expected a journey that is {'' if expect.complete else 'in'}complete, it is {now}"
