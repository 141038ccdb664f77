"""What a policy may still come to: the route, its variant, the duties and their promises.

A sentence of a policy is *undecided* while it may apply and need not. Every fact
that it reads can matter then. Once it surely applies, or surely does not,
nothing more that is said changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from attrs import define, field, frozen

from childconcern.conditions import (
    AreasAt,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    facts_in,
    walk_tree,
)
from childconcern.journey.opening import (
    MAY_FAIL,
    MAY_HOLD,
    SURELY_FAILS,
    SURELY_HOLDS,
    Open,
    Reading,
    Readings,
    Slot,
)
from childconcern.policy import BeforeFact, Indicator, RespondWithin, Route, RoutingPolicy

__all__ = ["Decided", "Stakes", "levels_reached"]

Reads: TypeAlias = tuple[frozenset[str], frozenset[LevelTest]]
"""The facts that a condition reads, and its tests of levels."""


@define(eq=False, repr=False)
class Decided:
    """What a walk need not find out at every point anew, by the identity of conditions.

    Attributes:
        outcomes: Whether a sentence applies; None where that was undecided.
        reads: The facts that a condition reads, and its tests of levels.
        slots: What was open where it was last found out.
    """

    outcomes: dict[int, bool | None] = field(factory=dict[int, bool | None])
    reads: dict[int, Reads] = field(factory=dict[int, Reads])
    slots: frozenset[Slot] = frozenset()

    def go_on(self, state: Open) -> None:
        """Forget what may have been decided since: as a walk goes on, less is open.

        What was decided stays decided, and what reads nothing that has been recorded
        or passed over since is as undecided as it was.
        """
        closed = {fact_id for _, fact_id in self.slots - state.slots}
        self.slots = frozenset(state.slots)
        for name, outcome in tuple(self.outcomes.items()):
            facts, tests = self.reads[name]
            if outcome is None and (tests or not facts.isdisjoint(closed)):
                del self.outcomes[name]


@frozen(kw_only=True, eq=False, repr=False)
class Stakes:
    """What is at stake at some point of a walk.

    Attributes:
        policy: What decides.
        open: What is recorded, and what may still be.
        decided: What was found at earlier points of the same walk.
    """

    policy: RoutingPolicy
    open: Open
    decided: Decided

    def facts(self) -> frozenset[str]:
        """Return the facts on which what happens may still hang.

        Whatever else is recorded, the route, its variant, the duties and the times by
        which somebody responds are the same.
        """
        self.decided.go_on(self.open)
        reachable, at_stake = self._routes()
        promises = list[RespondWithin | None]()
        for route in reachable:
            promises.append(route.respond_within)
            at_stake += self._variants(route, promises)
        for duty in self.policy.duties:
            if self._outcome(duty.when) is not False:
                promises.append(duty.respond_within)
                at_stake.append(duty.when)
        promised = {one.fact for one in promises if isinstance(one, BeforeFact)}
        return self._read_by(at_stake) | promised

    def _routes(self) -> tuple[list[Route], list[Condition]]:
        """Return the routes that can be taken, and the undecided rules that choose among them."""
        policy, urgency = self.policy, self.policy.rungs
        outcomes = [(rule, self._outcome(rule.when)) for rule in policy.rules]
        sure = [urgency[rule.route] for rule, applies in outcomes if applies]
        lowest = min(sure, default=urgency[policy.otherwise])
        undecided = [
            rule
            for rule, applies in outcomes
            if applies is None and (not sure or urgency[rule.route] < lowest)
        ]
        reachable = sorted({lowest, *(urgency[rule.route] for rule in undecided)})
        chosen_by = [rule.when for rule in undecided] if len(reachable) > 1 else []
        return [policy.routes[rung] for rung in reachable], chosen_by

    def _variants(self, route: Route, promises: list[RespondWithin | None]) -> Iterator[Condition]:
        """Yield what chooses among the variants that can be taken: the first that applies is."""
        for variant in route.variants:
            applies = self._outcome(variant.when)
            if applies is not False:
                promises.append(variant.respond_within)
                yield variant.when
            if applies:
                return

    # -------------------------------------------------------------------------- readings

    def _outcome(self, condition: Condition) -> bool | None:
        """Return whether a sentence of the policy applies; None where it is undecided."""
        name, known = id(condition), self.decided.outcomes
        if name not in known:
            known[name] = self._readings.outcome(condition)
            self._reads(condition)
        return known[name]

    def _read_by(self, at_stake: list[Condition]) -> frozenset[str]:
        """Return the facts that sentences read which are undecided, through levels too."""
        undecided = [self._reads(one) for one in at_stake if self._outcome(one) is None]
        tests = frozenset[LevelTest]().union(*(tests for _, tests in undecided))
        raising = (
            self._reads(one.when)
            for one in self.policy.indicators
            if any(self._may_raise(one, test) for test in tests) and self._outcome(one.when) is None
        )
        return frozenset[str]().union(*(facts for facts, _ in (*undecided, *raising)))

    def _may_raise(self, indicator: Indicator, test: LevelTest) -> bool:
        """Return whether an indicator could bring its area to the level that a test asks for."""
        level = test.level if isinstance(test, AreasAt) else test.at_least
        elsewhere = isinstance(test, LevelOf) and indicator.area != test.area
        least, _ = self._levels
        return least[indicator.area] < level <= indicator.level and not elsewhere

    def _reads(self, condition: Condition) -> Reads:
        found = self.decided.reads.get(id(condition))
        if found is None:
            tests = frozenset(
                one for one in walk_tree(condition) if isinstance(one, Level | LevelOf | AreasAt)
            )
            found = facts_in(condition, self.policy.terms), tests
            self.decided.reads[id(condition)] = found
        return found

    @cached_property
    def _readings(self) -> Readings:
        return Readings(
            open=self.open,
            meanings=self.policy.terms.meanings,
            deciding=True,
            levels=self._of_levels,
        )

    @cached_property
    def _levels(self) -> tuple[dict[str, int], dict[str, int]]:
        """The level of each area, at least and at most."""
        outcomes = {one.id: self._outcome(one.when) for one in self.policy.indicators}
        return (
            levels_reached(self.policy, lambda one: outcomes[one.id] is True),
            levels_reached(self.policy, lambda one: outcomes[one.id] is not False),
        )

    def _of_levels(self, test: LevelTest) -> Reading:
        """Read a test of levels; a higher level never makes one fail."""
        least, most = (_is_reached(test, levels) for levels in self._levels)
        holds = (SURELY_HOLDS if least else 0) | (MAY_HOLD if most else 0)
        return holds | (0 if most else SURELY_FAILS) | (0 if least else MAY_FAIL)


def levels_reached(policy: RoutingPolicy, applies: Callable[[Indicator], bool]) -> dict[str, int]:
    """Return the level of each area, where these indicators apply."""
    lowest = policy.levels[0].number if policy.levels else 0
    reached = {area.id: lowest for area in policy.areas}
    for indicator in policy.indicators:
        if applies(indicator):
            reached[indicator.area] = max(reached[indicator.area], indicator.level)
    return reached


def _is_reached(test: LevelTest, levels: Mapping[str, int]) -> bool:
    match test:
        case Level(at_least):
            return any(level >= at_least for level in levels.values())
        case LevelOf(area, at_least):
            return levels[area] >= at_least
        case _:
            return sum(1 for level in levels.values() if level >= test.level) >= test.at_least
