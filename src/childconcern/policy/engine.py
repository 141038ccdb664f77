"""A policy made ready to decide: masks, and what each mask comes to.

Indicators first give the areas their levels; rules, duties and variants then
see facts and levels. What was settled once is remembered, within bounds.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from attrs import define, field, frozen

from childconcern.conditions import (
    Condition,
    Level,
    LevelOf,
    LevelTest,
    Masks,
    expand,
    plain,
)
from childconcern.errors import ProblemsError
from childconcern.facts import Concern
from childconcern.policy.faults import problems
from childconcern.policy.nouns import Duty, Indicator, Route, Rule, Variant
from childconcern.policy.written import WrittenPolicy
from childconcern.problems import errors_among

__all__ = ["Engine", "Outcome", "PolicyError", "Standing"]

_MOST_REMEMBERED: Final = 50_000


class PolicyError(ProblemsError):
    """A policy has errors, so nothing is decided by it."""

    code = "policy"


@frozen(kw_only=True)
class Standing:
    """What indicators came to.

    Attributes:
        indicators: Those that apply, in the policy's order.
        levels: The level of each area, in the policy's order.
        level: The highest of them, or the lowest of the scheme.
    """

    indicators: tuple[Indicator, ...]
    levels: tuple[int, ...]
    level: int | None


@frozen(kw_only=True)
class Outcome:
    """What a policy says; the same for all concerns that it cannot tell apart.

    Attributes:
        standing: Indicators and levels.
        rules: Those that apply, in the policy's order.
        rule_ids: Their ids, for those who cite them in bulk.
        duties: Those that apply, in the policy's order.
        route: The most urgent that a rule asked for, or ``otherwise``.
        variant: The first of the route's that applies, or None.
    """

    standing: Standing
    rules: tuple[Rule, ...]
    rule_ids: tuple[str, ...]
    duties: tuple[Duty, ...]
    route: Route
    variant: Variant | None


@define(eq=False, repr=False)
class _Settled:
    """A standing, and what has been settled on top of it."""

    standing: Standing
    levels: tuple[int, ...]
    outcomes: dict[int, Outcome] = field(factory=dict[int, Outcome])


class Engine:
    """One policy, ready to decide.

    Raises:
        PolicyError: When it is made of a policy with errors.
    """

    __slots__ = (
        "_concluded",
        "_indicators",
        "_policy",
        "_rest",
        "_settled",
        "_ungraded",
        "_variants",
    )

    def __init__(self, policy: WrittenPolicy) -> None:
        found = errors_among(problems(policy))
        if found:
            raise PolicyError(f"policy {policy.id!r} cannot decide", found) from None
        self._policy = policy
        self._settled: dict[int, _Settled] = {}
        self._concluded = 0
        # Without indicators the levels are always the same, and nothing need be looked up.
        self._ungraded = None if policy.indicators else self._settled_by(())
        self._variants = tuple(
            (route, variant) for route in policy.routes for variant in route.variants
        )
        self._indicators = self._masks(tuple(one.when for one in policy.indicators))
        self._rest = self._masks(
            (
                *(rule.when for rule in policy.rules),
                *(duty.when for duty in policy.duties),
                *(variant.when for _, variant in self._variants),
            )
        )

    def outcome(self, concern: Concern, on: dt.date) -> Outcome:
        """Return what the policy says of a concern of its vocabulary."""
        settled = self._ungraded
        if settled is None:
            settled = self._graded(concern, on)
        mask = self._rest.stand(concern, on, settled.levels)
        outcome = settled.outcomes.get(mask)
        return self._conclude(settled, mask) if outcome is None else outcome

    def _masks(self, conditions: tuple[Condition, ...]) -> Masks:
        meanings = self._policy.terms.meanings
        formulas = [plain(expand(condition, meanings)) for condition in conditions]
        return Masks(formulas, self._policy.vocabulary, self._level_holds)

    def _level_holds(self, test: LevelTest, levels: tuple[int, ...]) -> bool:
        match test:
            case Level(at_least):
                return max(levels, default=at_least - 1) >= at_least
            case LevelOf(area, at_least):
                return levels[self._policy.terms.areas.index(area)] >= at_least
            case _:
                return sum(1 for one in levels if one >= test.level) >= test.at_least

    def _graded(self, concern: Concern, on: dt.date) -> _Settled:
        mask = self._indicators.stand(concern, on)
        settled = self._settled.get(mask)
        if settled is None:
            applied = tuple(self._policy.indicators[n] for n in self._indicators.holding(mask))
            settled = self._settled[mask] = self._settled_by(applied)
        return settled

    def _settled_by(self, applied: tuple[Indicator, ...]) -> _Settled:
        numbers = self._policy.terms.levels
        lowest = numbers[0] if numbers else None
        reached = dict.fromkeys(self._policy.terms.areas, lowest or 0)
        for indicator in applied:
            reached[indicator.area] = max(reached[indicator.area], indicator.level)
        levels = tuple(reached.values())
        level = max(levels, default=lowest)
        return _Settled(Standing(indicators=applied, levels=levels, level=level), levels)

    def _conclude(self, settled: _Settled, mask: int) -> Outcome:
        self._make_room()
        outcome = settled.outcomes[mask] = self._outcome(settled.standing, mask)
        return outcome

    def _outcome(self, standing: Standing, mask: int) -> Outcome:
        policy = self._policy
        holding = self._rest.holding(mask)
        first_duty = len(policy.rules)
        first_variant = first_duty + len(policy.duties)
        rules = tuple(policy.rules[n] for n in holding if n < first_duty)
        duties = tuple(
            policy.duties[n - first_duty] for n in holding if first_duty <= n < first_variant
        )
        variants = (self._variants[n - first_variant] for n in holding if n >= first_variant)
        route = self._most_urgent(rules)
        return Outcome(
            standing=standing,
            rules=rules,
            rule_ids=tuple(rule.id for rule in rules),
            duties=duties,
            route=route,
            variant=next((one for home, one in variants if home is route), None),
        )

    def _make_room(self) -> None:
        """Count one more outcome; forget all of them at the bound."""
        if self._concluded >= _MOST_REMEMBERED:
            self._concluded = 0
            self._settled.clear()
            if self._ungraded is not None:
                self._ungraded.outcomes.clear()
        self._concluded += 1

    def _most_urgent(self, rules: tuple[Rule, ...]) -> Route:
        """Return the first rung that a rule asks for; with none, the one that a person reads."""
        asked = {rule.route for rule in rules}
        otherwise = self._policy.route(self._policy.otherwise)
        return next((rung for rung in self._policy.routes if rung.id in asked), otherwise)
