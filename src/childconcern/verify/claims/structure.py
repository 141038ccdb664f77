"""What can be seen to be so without a solver: a worse answer that only ever adds.

Where no question hangs on a fact, two journeys that differ in it differ in
nothing else. If then every test of it that comes to hold stays so as it
worsens, whatever applied applies still: a rule is never lost, nor a duty.
What this cannot see is left to the solver.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from childconcern.conditions import Compare, Condition, Has, Is, Known, Named, Not, settled
from childconcern.conditions.tree import children
from childconcern.facts import AnyOf, Fact
from childconcern.policy import Duty, Indicator, Rule
from childconcern.verify.claims.orders import (
    all_clear,
    is_worse,
    mildest_values,
    worrying,
    worst_values,
)
from childconcern.verify.encoding.domains import Span, settles
from childconcern.verify.encoding.meanings import Meaning
from childconcern.verify.encoding.worlds import World

__all__ = ["Structure"]

_Outcome = bool | None


@define(eq=False, repr=False)
class Structure:
    """What can be seen of one world."""

    world: World
    _read_by_questions: frozenset[str] | None = None
    _readers: dict[str, list[Indicator | Rule | Duty]] = field(
        factory=dict[str, list[Indicator | Rule | Duty]]
    )

    def only_adds(self, fact: Fact, *, unknown: bool) -> bool:
        """Return whether all that applies applies still when a fact worsens, or is not known.

        Args:
            fact: One with an order.
            unknown: Whether it goes from an end of its order to *not known*; otherwise
                from any answer to any worse one.
        """
        if fact.id in self._questions_read() or (unknown and self._can_lead_down(fact)):
            return False
        readers = self._of(fact)
        return all(self._rises(self._meaning(part).condition, fact, unknown) for part in readers)

    def _can_lead_down(self, fact: Fact) -> bool:
        """Return whether a rule below ``otherwise`` hangs on a fact: it may come to speak."""
        policy, readers = self.world.decided.policy, self._of(fact)
        graded = any(isinstance(part, Indicator) for part in readers)
        bottom = policy.rungs[policy.otherwise]
        return any(
            policy.rungs[rule.route] > bottom
            and (rule in readers or (graded and self._meaning(rule).levels))
            for rule in policy.rules
        )

    def _questions_read(self) -> frozenset[str]:
        if self._read_by_questions is None:
            found = frozenset(fact for meaning in self._gates() for fact in meaning.facts)
            self._read_by_questions = found
        return self._read_by_questions

    def _gates(self) -> Iterator[Meaning]:
        for stage in self.world.stages:
            for section in stage.questionnaire.sections:
                for gate in (section.ask_when, *(one.ask_when for one in section.questions)):
                    if gate is not None:
                        yield self.world.model.meaning(gate, stage.questionnaire.terms)

    def _of(self, fact: Fact) -> list[Indicator | Rule | Duty]:
        """Return the indicators, rules and duties that read a fact."""
        if not self._readers:
            policy = self.world.decided.policy
            parts: list[Indicator | Rule | Duty]
            parts = [*policy.indicators, *policy.rules, *policy.duties]
            for part in parts:
                for fact_id in self._meaning(part).facts:
                    self._readers.setdefault(fact_id, []).append(part)
        return self._readers.get(fact.id, [])

    def _meaning(self, part: Indicator | Rule | Duty) -> Meaning:
        return self.world.model.meaning(part.when, self.world.decided.policy.terms)

    def _rises(self, condition: Condition, fact: Fact, unknown: bool) -> bool:  # noqa: FBT001
        """Return whether a condition that holds holds still; its opposite under ``not``."""
        waiting = [(condition, True)]
        while waiting:
            node, holds = waiting.pop()
            if isinstance(node, Not):
                waiting.append((node.part, not holds))
            elif isinstance(node, Named | Compare | Is | Has):
                read = node.name if isinstance(node, Named) else node.fact
                if read == fact.id and not self._stays(node, fact, unknown, holds):
                    return False
            elif isinstance(node, Known) and node.fact == fact.id and unknown and holds:
                return False
            else:
                waiting.extend((part, holds) for part in children(node))
        return True

    def _stays(
        self,
        test: Named | Compare | Is | Has,
        fact: Fact,
        unknown: bool,  # noqa: FBT001
        holds: bool,  # noqa: FBT001
    ) -> bool:
        """Return whether a test that comes out one way comes out so still, in every such pair."""
        pairs = self._unknown_pairs(test, fact) if unknown else self._worse_pairs(test, fact)
        return all(after is holds for before, after in pairs if before is holds)

    def _worse_pairs(
        self, test: Named | Compare | Is | Has, fact: Fact
    ) -> Iterator[tuple[_Outcome, _Outcome]]:
        if isinstance(test, Has):
            # More of the options that stand together, and none that stands alone.
            alone = _exclusive(fact)
            yield from ((True, False),) if alone.intersection(test.options) else ()
            yield from ((False, True),) if not alone.issuperset(test.options) else ()
            return
        domain = self.world.model.domains[fact.id]
        for milder in domain:
            for value in domain:
                if is_worse(fact, value, milder):
                    yield self._outcome(test, milder), self._outcome(test, value)

    def _unknown_pairs(
        self, test: Named | Compare | Is | Has, fact: Fact
    ) -> Iterator[tuple[_Outcome, _Outcome]]:
        after = None
        if fact.unknown_counts_as is not None:
            after = settled(test, fact.unknown_counts_as, self.world.model.on)
        for before in self._at_the_end(test, fact):
            yield before, after

    def _at_the_end(self, test: Named | Compare | Is | Has, fact: Fact) -> Iterator[_Outcome]:
        """Yield how a test can come out of the most worrying answer, or of the least."""
        if isinstance(test, Has):
            asked = frozenset(test.options)
            if fact.is_safety_fact:
                # Options that do not worry may stand beside all those that do.
                fewest = len(asked.intersection(worrying(fact)))
                most = len(asked - _exclusive(fact))
                yield from {fewest >= test.at_least, most >= test.at_least}
            else:
                yield from (test.at_least == 1 and one in asked for one in all_clear(fact))
            return
        domain = self.world.model.domains[fact.id]
        ends = worst_values if fact.is_safety_fact else mildest_values
        yield from (self._outcome(test, value) for value in ends(fact, domain))

    def _outcome(self, test: Named | Compare | Is, value: object) -> _Outcome:
        if isinstance(value, Span) and isinstance(test, Compare):
            return settles(test, value, self.world.model.cuts[test.fact])
        return value is True if isinstance(test, Named) else value in getattr(test, "options", ())


def _exclusive(fact: Fact) -> frozenset[str]:
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    return frozenset(one.id for one in options if one.exclusive)
