"""What can be seen to be so without a solver: a worse answer that only ever adds.

Let a fact worsen, and let every test of it that comes to hold stay so, in all
that is read: its opposite under ``not``. No question closes then, for conditions
only pass on what their tests say. More may open. What a newly asked fact tells
was not asked before, and a test of that comes out neither way: whatever is
answered now, a test that held holds, under ``not`` as well. So what opens closes
nothing either, and so on through all that opens. Levels stand under no ``not``
(``level-under-not``), so they only rise. At last whatever applied applies still:
a rule is never lost, nor a duty.

Four things break this, and each is looked for: a test of *not asked* or *not
known*, which falls where something is newly asked; a fact that two questions
record, as which of them told it may change; a list that opens, as it adds
people; and, where the fact comes to be *not known*, a rule below ``otherwise``
that comes to speak. What this cannot see is left to the solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define, field, frozen

from childconcern.conditions import Asked, Compare, Condition, Has, Is, Known, Named, Not, settled
from childconcern.conditions.tree import children
from childconcern.facts import AnyOf, Fact
from childconcern.policy import Duty, Indicator, Rule
from childconcern.questionnaire import Section
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


@frozen(kw_only=True)
class _Gate:
    """When some questions are asked.

    Attributes:
        meaning: The condition.
        shows: The facts that those questions record.
        lists: Whether opening it can add items to a group.
    """

    meaning: Meaning
    shows: frozenset[str]
    lists: bool = False


@define(eq=False, repr=False)
class Structure:
    """What can be seen of one world."""

    world: World
    _readers: dict[str, list[Indicator | Rule | Duty]] = field(
        factory=dict[str, list[Indicator | Rule | Duty]]
    )
    _gates: dict[str, list[_Gate]] = field(factory=dict[str, list[_Gate]])
    _recorded: Counter[str] = field(factory=Counter[str])
    _down: frozenset[str] = frozenset()

    def __attrs_post_init__(self) -> None:
        """Look up once what reads which fact."""
        for part in self._parts():
            for read in self._meaning(part).facts:
                self._readers.setdefault(read, []).append(part)
        for gate in self._found_gates():
            for read in gate.meaning.facts:
                self._gates.setdefault(read, []).append(gate)
        for stage in self.world.stages:
            self._recorded.update(stage.questionnaire.recorded())
        self._down = self._leading_down()

    def only_adds(self, fact: Fact, *, unknown: bool) -> bool:
        """Return whether all that applies applies still when a fact worsens, or is not known.

        Args:
            fact: One with an order.
            unknown: Whether it goes from an end of its order to *not known*; otherwise
                from any answer to any worse one.
        """
        opened = self._opened_by(fact)
        # Invariant: all that can come to be asked; nothing else that is held can differ.
        shown = frozenset(one for gate in opened for one in gate.shows)
        if any(gate.lists for gate in opened) or self._asked_twice({fact.id, *shown}):
            return False
        if unknown and not self._down.isdisjoint({fact.id, *shown}):
            return False
        gates = [gate.meaning for gate in self._gates.get(fact.id, ())]
        parts = [self._meaning(part) for part in self._readers.get(fact.id, ())]
        return (
            all(self._rises(one.condition, fact, unknown, asking=True) for one in gates)
            and all(self._rises(one.condition, fact, unknown) for one in parts)
            and not any(self._turns(one) for one in shown)
        )

    def _opened_by(self, fact: Fact) -> list[_Gate]:
        """Return the gates that hang on a fact, or on what those show, and so on."""
        found, waiting, seen = list[_Gate](), [fact.id], {fact.id}
        while waiting:
            for gate in self._gates.get(waiting.pop(), ()):
                found.append(gate)
                waiting += sorted(gate.shows - seen)
                seen |= gate.shows
        return found

    def _asked_twice(self, fact_ids: set[str]) -> bool:
        """Return whether several questions record one of these facts."""
        return any(self._recorded[one] > 1 for one in fact_ids)

    def _turns(self, fact_id: str) -> bool:
        """Return whether something holds only while a fact is not asked, or not known."""
        readers = [self._meaning(part) for part in self._readers.get(fact_id, ())]
        readers += [gate.meaning for gate in self._gates.get(fact_id, ())]
        return any(_is_denied(one.condition, fact_id) for one in readers)

    def _leading_down(self) -> frozenset[str]:
        """Return the facts on which a rule below ``otherwise`` hangs: it may come to speak."""
        policy = self.world.decided.policy
        bottom, found = policy.rungs[policy.otherwise], set[str]()
        for rule in policy.rules:
            if policy.rungs[rule.route] > bottom:
                meaning = self._meaning(rule)
                found |= meaning.facts
                for one in policy.indicators if meaning.levels else ():
                    found |= self._meaning(one).facts
        return frozenset(found)

    def _found_gates(self) -> Iterator[_Gate]:
        model = self.world.model
        for stage in self.world.stages:
            terms, listed = stage.questionnaire.terms, set[str]()
            for section in stage.questionnaire.sections:
                if section.ask_when is not None:
                    yield _Gate(
                        meaning=model.meaning(section.ask_when, terms),
                        shows=frozenset(one.records for one in section.questions),
                        lists=_lists(section, listed),
                    )
                elif section.for_each is not None:
                    listed.add(section.for_each)
                for one in section.questions:
                    if one.ask_when is not None:
                        meaning = model.meaning(one.ask_when, terms)
                        yield _Gate(meaning=meaning, shows=frozenset({one.records}))

    def _parts(self) -> Iterator[Indicator | Rule | Duty]:
        """Yield what must not fall silent: nothing is lost with a rule for the last rung."""
        policy = self.world.decided.policy
        yield from policy.indicators
        yield from (rule for rule in policy.rules if rule.route != policy.routes[-1].id)
        yield from policy.duties

    def _meaning(self, part: Indicator | Rule | Duty) -> Meaning:
        return self.world.model.meaning(part.when, self.world.decided.policy.terms)

    def _rises(
        self,
        condition: Condition,
        fact: Fact,
        unknown: bool,  # noqa: FBT001
        *,
        asking: bool = False,
    ) -> bool:
        """Return whether a condition that holds holds still; its opposite under ``not``."""
        waiting = [(condition, True)]
        while waiting:
            node, holds = waiting.pop()
            if isinstance(node, Not):
                waiting.append((node.part, not holds))
            elif isinstance(node, Named | Compare | Is | Has):
                read = node.name if isinstance(node, Named) else node.fact
                if read == fact.id and not self._stays(node, fact, unknown, holds, asking=asking):
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
        *,
        asking: bool,
    ) -> bool:
        """Return whether a test that comes out one way comes out so still, in every such pair."""
        if asking and unknown:
            return True  # what is not known is taken either way
        pairs = self._unknown_pairs(test, fact) if unknown else self._worse_pairs(test, fact)
        passes = {holds, None} if asking else {holds}
        return all(after in passes for before, after in pairs if before in passes)

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


def _is_denied(condition: Condition, fact_id: str) -> bool:
    """Return whether ``known`` or ``asked`` of a fact stands under an odd number of ``not``."""
    waiting = [(condition, True)]
    while waiting:
        node, holds = waiting.pop()
        if isinstance(node, Not):
            waiting.append((node.part, not holds))
        elif isinstance(node, Known | Asked) and node.fact == fact_id and not holds:
            return True
        else:
            waiting.extend((part, holds) for part in children(node))
    return False


def _lists(section: Section, listed: set[str]) -> bool:
    """Return whether opening a section can add to who is listed."""
    group_id = section.for_each
    return group_id is not None and (section.ask_for_more or group_id not in listed)


def _exclusive(fact: Fact) -> frozenset[str]:
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    return frozenset(one.id for one in options if one.exclusive)
