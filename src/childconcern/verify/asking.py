"""Questions to the solver, and their answers as findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import Literal
from childconcern.verify.examples.shrinking import plainest, what_matters
from childconcern.verify.examples.telling import Replayed, replayed
from childconcern.verify.report import Example, Finding, Note, Verdict

__all__ = ["Asking", "example"]


def example(found: Replayed, matter: Iterable[str] = ()) -> Example:
    """Return what was walked and decided, as an example."""
    decision, applied = found.decision, found.decision.reasons
    return Example(
        given=found.sheet.given,
        answers=found.sheet.answers,
        matter=frozenset(matter),
        route=decision.route,
        variant=decision.variant,
        level=decision.level,
        duties=decision.duties,
        rules=tuple(reason.id for reason in applied if reason.kind == "rule"),
        indicators=tuple(reason.id for reason in applied if reason.kind == "indicator"),
        questions=sum(len(journey.path) for journey in found.journeys),
        complete=all(journey.complete for journey in found.journeys),
    )


@frozen(kw_only=True, repr=False)
class Asking:
    """One world, about which things are asked.

    Attributes:
        world: Every way in which concerns come about in one scope.
    """

    world: World

    @property
    def gates(self) -> Gates:
        """Where gates are made."""
        return self.world.model.gates

    @property
    def scope(self) -> str:
        """The id of the scope."""
        return self.world.scope.id

    @property
    def whose(self) -> str:
        """What is spoken of, in words; complete journeys, or any concern."""
        return "complete journey" if self.world.stages else "concern"

    def solve(self, demands: Iterable[Literal]) -> bool | None:
        """Return whether something meets all demands; None where the budget ran out."""
        return self.gates.solver.solve(demands)

    def finding(
        self,
        claim: str,
        about: str,
        verdict: Verdict,
        says: str,
        examples: tuple[Example, ...] = (),
        because: tuple[str, ...] = (),
    ) -> Finding:
        """Return a finding in this scope."""
        return Finding(
            claim=claim,
            scope=self.scope,
            about=about,
            verdict=verdict,
            says=says,
            examples=examples,
            because=because,
        )

    def note(self, sort: str, about: str, says: str, examples: tuple[Example, ...] = ()) -> Note:
        """Return a note in this scope."""
        return Note(sort=sort, scope=self.scope, about=about, says=says, examples=examples)

    def unknown(self, claim: str, about: str) -> Finding:
        """Return that nothing is known, because the budget ran out."""
        return self.finding(claim, about, Verdict.UNKNOWN, _OUT_OF_STEPS)

    def contradiction(self, shows: Mapping[str, Literal]) -> tuple[str, ...]:
        """Return few of the demands that cannot all be so, in words; all of them are needed.

        Args:
            shows: What cannot all be so, each with its words; what comes first is left out first.
        """
        kept = dict(shows)
        for words in shows:
            rest = {other: literal for other, literal in kept.items() if other != words}
            if self.solve(rest.values()) is False:
                kept = rest
        return tuple(kept)

    def impossible(
        self,
        claim: str,
        about: str,
        demands: Iterable[Literal],
        says: str,
        broken: str,
        other: World | None = None,
    ) -> Finding:
        """Return that nothing meets demands, or the smallest that does, in one world or two."""
        wanted = [*demands]
        answer = self.solve(wanted)
        if answer is None:
            return self.unknown(claim, about)
        if not answer:
            return self.finding(claim, about, Verdict.PROVED, says)
        shown = self.smallest(wanted, other)
        return self.finding(claim, about, Verdict.VIOLATED, broken, shown)

    def smallest(
        self, wanted: Iterable[Literal], other: World | None = None
    ) -> tuple[Example, ...]:
        """Return the smallest example of what the solver's last model shows, replayed."""
        worlds, demands = (self.world,) if other is None else (self.world, other), [*wanted]
        plainest(demands, *worlds)
        found = [replayed(world) for world in worlds]
        matter = what_matters(demands, *worlds)
        return tuple(example(one, matter) for one in found)


_OUT_OF_STEPS: Final = "the budget of steps or the time ran out before there was an answer"
