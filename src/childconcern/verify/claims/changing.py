"""A worse answer never lowers the response, and not knowing is never an all-clear.

Two complete journeys share every answer but one. What both come to hold of any
other fact is the same, whichever question asked for it: people do not change
their minds between two questions. Facts that only one of them asks for may be
anything in it, so nothing hangs on what a person would have said.

A concern for which no rule spoke is not on the ladder, so what goes from or to
``otherwise`` is not compared. A duty is lost only where all that it reads
is asked still: a worse answer may end the journey early, and then the request asks.

Not knowing a safety fact gives at least the response of its most worrying
answer, and not knowing any other with an order at least that of its least
worrying one. ``otherwise`` counts as the rung that it is: what nobody knows must
not fall from the ladder. It is not known where it is so at the end: somebody who is asked
once more, and then knows, knows.

What can be seen from the structure of the pack is not asked of the solver.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Final

from attrs import define, frozen

from childconcern.facts import AnyOf
from childconcern.policy import Duty
from childconcern.verify.asking import Asking
from childconcern.verify.claims.orders import is_worse, mildest, more, word, worse_than, worst
from childconcern.verify.claims.pairs import Pair, pairs_of
from childconcern.verify.claims.structure import Structure
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Finding, Verdict

__all__ = ["changing_findings"]


@frozen(kw_only=True)
class _Step:
    """One answer that changes.

    Attributes:
        claim: What is claimed of it.
        says: What changes, in ids.
        value: The first answer where it is one value, or None.
        unknown: Whether the second is *not known*, and not worse.
    """

    claim: str
    says: str
    value: Hashable
    unknown: bool = False


def changing_findings(asking: Asking, *, unknown: bool | None = None) -> Iterator[Finding]:
    """Yield for each choice whether a worse answer, or not knowing, ever lowers anything.

    Args:
        asking: Of which world.
        unknown: Whether only not knowing is looked at, or only worse answers; by default both.
    """
    structure = Structure(asking.world)
    for pair in pairs_of(asking):
        fact = pair.before.fact
        if fact.worse is not None:
            only_adds = {one: structure.only_adds(fact, unknown=one) for one in (False, True)}
            yield from _Changing(pair, only_adds).findings(unknown)


@define(eq=False, repr=False)
class _Changing:
    """One choice, made in two ways."""

    pair: Pair
    only_adds: Mapping[bool, bool]

    def findings(self, wanted: bool | None) -> Iterator[Finding]:  # noqa: FBT001
        steps = [*self._worse(), *self._unknown()]
        for unknown in (False, True) if wanted is None else (wanted,):
            here = [step for step in steps if step.unknown is unknown]
            if self.only_adds[unknown] or self.pair.first == FALSE:
                for step in here:
                    yield from self._seen(step)
            elif here:
                yield from self._solved(here)

    def _seen(self, step: _Step) -> Iterator[Finding]:
        """Yield what is seen without a solver."""
        about = f"{self.pair.key}: {step.says}"
        yield self.pair.asking.finding(step.claim, about, Verdict.PROVED, _NEVER_LESS)
        if not step.unknown:
            yield self.pair.asking.finding(_LOSES_NO_DUTY, about, Verdict.PROVED, _NO_DUTY)

    def _solved(self, steps: list[_Step]) -> Iterator[Finding]:
        so, lost = self.pair.so(), self._lost_any()
        lower = self._less() if steps[0].unknown else self._lower()
        holding = [self._holds(step) for step in steps]
        # All steps at once; each by itself only where something was found.
        every = self.pair.asking.gates.any_of(holding)
        sure = self.pair.asking.solve((*so, every, lower)) is False
        kept = steps[0].unknown or self.pair.asking.solve((*so, every, lost)) is False
        for step, holds in zip(steps, holding, strict=True):
            demands = (*so, holds, FALSE if sure else lower)
            yield self._finding(step.claim, step, demands, _NEVER_LESS, _LESS)
            if not step.unknown:
                demands = (*so, holds, FALSE if kept else lost)
                yield self._finding(_LOSES_NO_DUTY, step, demands, _NO_DUTY, _A_DUTY)

    def _finding(
        self, claim: str, step: _Step, demands: tuple[Literal, ...], says: str, broken: str
    ) -> Finding:
        about = f"{self.pair.key}: {step.says}"
        return self.pair.asking.impossible(claim, about, demands, says, broken, self.pair.other)

    def _lower(self) -> Literal:
        """Return whether a rule spoke, and now less urgent ones do: it must have fallen silent."""
        gates, first, second = (
            self.pair.asking.gates,
            self.pair.asking.world.decided,
            self.pair.other.decided,
        )
        fallen = [
            gates.all_of((here, -there, -second.asked[rule.route]))
            for rule in first.policy.rules
            if (here := first.rules[rule.id]) != (there := second.rules[rule.id])
        ]
        return gates.all_of((gates.any_of(fallen), -second.otherwise))

    def _less(self) -> Literal:
        """Return whether the second route is less urgent, ``otherwise`` in its own place."""
        gates, second = self.pair.asking.gates, self.pair.other.decided
        pairs = self.pair.asking.world.decided.at_least.items()
        return gates.any_of([gates.all_of((one, -second.at_least[name])) for name, one in pairs])

    def _lost_any(self) -> Literal:
        duties = self.pair.asking.world.decided.policy.duties
        return self.pair.asking.gates.any_of([self._lost(duty) for duty in duties])

    def _lost(self, duty: Duty) -> Literal:
        """Return whether a duty is owed before and not after, though all that it reads is asked."""
        gates, world = self.pair.asking.gates, self.pair.asking.world
        before, after = world.decided.duties[duty.id], self.pair.other.decided.duties[duty.id]
        if before == after:
            return FALSE
        still = [
            gates.any_of((-had, has))
            for fact_id in sorted(self._read_by(duty))
            for had, has in self._asked(fact_id)
        ]
        return gates.all_of((before, -after, *still))

    def _read_by(self, duty: Duty) -> frozenset[str]:
        """Return the facts that a duty reads, those that give areas their levels included."""
        model, policy = self.pair.asking.world.model, self.pair.asking.world.decided.policy
        meaning = model.meaning(duty.when, policy.terms)
        if not meaning.levels:
            return meaning.facts
        indicators = (model.meaning(one.when, policy.terms).facts for one in policy.indicators)
        return meaning.facts.union(*indicators)

    def _asked(self, fact_id: str) -> Iterator[tuple[Literal, Literal]]:
        """Yield whether a fact is asked before and after, of the whole or of each item."""
        world, other = self.pair.asking.world, self.pair.other
        group_id = world.model.vocabulary.group_of[fact_id]
        if group_id is None:
            pairs = [(world.top, other.top)]
        else:
            slots = (world.groups[group_id].slots, other.groups[group_id].slots)
            pairs = [*zip(*slots, strict=True)]
        for before, after in pairs:
            yield -before[fact_id].not_asked, -after[fact_id].not_asked

    def _worse(self) -> Iterator[_Step]:
        fact, domain = (
            self.pair.before.fact,
            self.pair.asking.world.model.domains[self.pair.before.fact.id],
        )
        if isinstance(fact.kind, AnyOf):
            yield _Step(claim=_NEVER_LOWERS, says="more options", value=None)
            return
        for value in domain:
            if any(is_worse(fact, other, value) for other in domain):
                # Not only the next one: between two rungs there may be `otherwise`.
                says = f"{word(value, domain)} to anything worse"
                yield _Step(claim=_NEVER_LOWERS, says=says, value=value)

    def _unknown(self) -> Iterator[_Step]:
        question = self.pair.before.question
        if question is None or question.unknown_allowed:
            which = "most" if self.pair.before.fact.is_safety_fact else "least"
            says = f"the {which} worrying answer to not known"
            yield _Step(claim=_NOT_KNOWING, says=says, value=None, unknown=True)

    def _holds(self, step: _Step) -> Literal:
        """Return whether the two answers differ as a step says."""
        fact, gates = self.pair.before.fact, self.pair.asking.gates
        first, second = self.pair.before.state, self.pair.after.state
        domain = self.pair.asking.world.model.domains[fact.id]
        if step.unknown:
            end = worst if fact.is_safety_fact else mildest
            unknown = (second.not_known, self.pair.not_known_at_the_end())
            return gates.all_of((end(gates, fact, domain, first), *unknown))
        if isinstance(fact.kind, AnyOf):
            return more(gates, fact, first, second)
        return worse_than(gates, fact, step.value, first, second)


_NEVER_LOWERS: Final = "a-worse-answer-never-lowers-the-response"
_LOSES_NO_DUTY: Final = "a-worse-answer-never-loses-a-duty"
_NOT_KNOWING: Final = "not-knowing-never-lowers-the-response"
_NEVER_LESS: Final = "the route is never less urgent"
_LESS: Final = "the route of the second is less urgent"
_NO_DUTY: Final = "no duty is lost"
_A_DUTY: Final = "a duty of the first is not one of the second"
