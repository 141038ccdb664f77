"""Is everything that a pack says ever reached? What nothing reaches is dead, or a mistake.

Questions and options are reached in the journeys of their own questionnaire.
What a policy says may be reached in any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from childconcern.conditions import And, Condition, condition_text
from childconcern.facts import AnyOf, OneOf
from childconcern.verify.asking import Asking, example
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.examples.telling import replayed
from childconcern.verify.report import Example, Finding, Verdict

__all__ = ["reachable_findings"]

_CLAIM: Final = "reachable"
_TOGETHER: Final = 128
"""How many parts one journey is asked to reach."""


@frozen(kw_only=True)
class _Part:
    """One part of a pack.

    Attributes:
        about: Its sort and id.
        reached: Whether it is reached.
        when: Under which condition it is, if any; told apart where nothing reaches it.
    """

    about: str
    reached: Literal
    when: Condition | None = None


def reachable_findings(askings: Sequence[Asking]) -> Iterator[Finding]:
    """Yield whether some complete journey reaches each part of a pack, with one that does.

    Args:
        askings: Of the scopes in which people are asked, in order.
    """
    for asking in askings:
        parts = [*_asked(asking.world)]
        yield from _Reaching(asking=asking).findings(parts)
    policy = [[*_decided(asking.world)] for asking in askings]
    waiting = [part.about for part in policy[0]] if policy else []
    found = dict[str, Finding]()
    for asking, parts in zip(askings, policy, strict=True):
        wanted = [part for part in parts if part.about in waiting]
        for finding in _Reaching(asking=asking).findings(wanted):
            if finding.verdict is not Verdict.VIOLATED or finding.about not in found:
                found[finding.about] = finding
        waiting = [about for about in waiting if found[about].verdict is Verdict.VIOLATED]
    yield from found.values()


@define(kw_only=True, eq=False, repr=False)
class _Reaching:
    """Looks for journeys, each of which may reach many parts.

    Attributes:
        asking: Of one scope.
        examples: A journey for each part that is reached.
        alone: What was answered of each part that was not, asked for by itself.
    """

    asking: Asking
    examples: dict[str, Example] = field(factory=dict[str, Example])
    alone: dict[str, bool | None] = field(factory=dict[str, bool | None])

    def findings(self, parts: Sequence[_Part]) -> Iterator[Finding]:
        self._look_for_many(parts)
        for part in parts:
            yield self._finding(part)

    def _look_for_many(self, parts: Sequence[_Part]) -> None:
        """Find journeys that each reach many parts, as few as can easily be had."""
        asking = self.asking
        waiting = [part for part in parts if part.reached != FALSE]
        while waiting:
            together, left = waiting[:_TOGETHER], list[_Part]()
            while together:
                answer = asking.solve((asking.world.complete, *(one.reached for one in together)))
                if answer:
                    self._harvest(parts)
                    break
                out = self._in_the_way(together)
                together = [part for part in together if part is not out]
                if together:
                    left.append(out)  # it waits for the next journey
                else:
                    self.alone[out.about] = answer
            waiting = [
                part for part in (*left, *waiting[_TOGETHER:]) if part.about not in self.examples
            ]

    def _in_the_way(self, together: Sequence[_Part]) -> _Part:
        """Return the last part without which the others may be reached."""
        core = set(self.asking.gates.solver.core())
        return next((part for part in reversed(together) if part.reached in core), together[-1])

    def _finding(self, part: _Part) -> Finding:
        about, asking = part.about, self.asking
        if about in self.examples:
            says = f"some complete journey reaches the {about}"
            return asking.finding(_CLAIM, about, Verdict.PROVED, says, (self.examples[about],))
        if self.alone.get(about, False) is None:
            return asking.unknown(_CLAIM, about)
        return self._never(part)

    def _harvest(self, parts: Sequence[_Part]) -> None:
        """Keep the journey that was found for every part that it reaches."""
        says, shown = self.asking.gates.solver.says, example(replayed(self.asking.world))
        for part in parts:
            if part.about not in self.examples and says(part.reached):
                self.examples[part.about] = shown

    def _never(self, part: _Part) -> Finding:
        says = f"no complete journey reaches the {part.about}"
        shows = {"the journey is complete": self.asking.world.complete, **self._demands(part)}
        because = self.asking.contradiction(shows)
        verdict = Verdict.VIOLATED
        return self.asking.finding(_CLAIM, part.about, verdict, says, because=because)

    def _demands(self, part: _Part) -> Mapping[str, Literal]:
        """Return what a part needs, in pieces where it has a condition.

        That it is reached stands first: where the pieces already clash, they say more.
        """
        reached = {f"the {part.about} is reached": part.reached}
        if part.when is None:
            return reached
        pieces = part.when.parts if isinstance(part.when, And) else (part.when,)
        world = self.asking.world
        told = {condition_text(piece): world.decided.holds(piece) for piece in pieces}
        return reached | told


def _asked(world: World) -> Iterator[_Part]:
    """Yield the questions and options of the last questionnaire of a scope."""
    asked, chosen = dict[str, list[Literal]](), dict[str, list[Literal]]()
    gates = world.model.gates
    for one in world.stages[-1].asked.values():
        asked.setdefault(f"question {one.question.id}", []).append(one.live)
        kind = world.model.vocabulary.by_id[one.question.records].kind
        if isinstance(kind, OneOf | AnyOf):
            for value, literal in one.answer.values.items():
                here = gates.all_of((one.live, -one.skipped, -one.silent, literal))
                chosen.setdefault(f"option {one.question.id}/{value}", []).append(here)
    for about, literals in (asked | chosen).items():
        yield _Part(about=about, reached=gates.any_of(literals))


def _decided(world: World) -> Iterator[_Part]:
    """Yield what a policy says."""
    decided, policy = world.decided, world.decided.policy
    for sign in policy.signs:
        yield _Part(about=f"sign {sign.id}", reached=decided.holds(sign.when))
    for indicator in policy.indicators:
        reached = decided.indicators[indicator.id]
        yield _Part(about=f"indicator {indicator.id}", reached=reached, when=indicator.when)
    for rule in policy.rules:
        yield _Part(about=f"rule {rule.id}", reached=decided.rules[rule.id], when=rule.when)
    for duty in policy.duties:
        yield _Part(about=f"duty {duty.id}", reached=decided.duties[duty.id], when=duty.when)
    for (route, variant), literal in decided.variants.items():
        if variant is not None:
            yield _Part(about=f"variant {route}/{variant}", reached=literal)
    for route, literal in decided.routes.items():
        yield _Part(about=f"route {route}", reached=literal)
