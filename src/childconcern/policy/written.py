"""A policy as a council wrote it: one frozen value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from childconcern.conditions import Condition, Sign, Terms, facts_in
from childconcern.facts import Vocabulary
from childconcern.policy.nouns import Area, Duty, Guarantee, Indicator, NamedLevel, Route, Rule
from childconcern.policy.response import BeforeFact, RespondWithin

__all__ = ["WrittenPolicy"]


@frozen(kw_only=True)
class WrittenPolicy:
    """What is done about concerns, as written.

    It holds whatever it is given; ``problems(policy)`` lists what is wrong with
    it, and nothing is decided by a policy with an error.

    Attributes:
        id: Kebab-case; the pack's.
        version: The pack's.
        vocabulary: What can be known.
        otherwise: The route when no rule applies; one that a person reads.
        routes: The ladder, most urgent first.
        areas: Areas of concern.
        levels: Levels of need, ascending.
        signs: Named conditions.
        indicators: What gives an area its level.
        rules: What asks for a route.
        duties: Who else must be told.
        guarantees: What must be true of every journey.
    """

    id: str
    version: str
    vocabulary: Vocabulary
    otherwise: str
    routes: tuple[Route, ...]
    areas: tuple[Area, ...] = ()
    levels: tuple[NamedLevel, ...] = ()
    signs: tuple[Sign, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    rules: tuple[Rule, ...] = ()
    duties: tuple[Duty, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()

    @cached_property
    def terms(self) -> Terms:
        """What its conditions can speak of."""
        return Terms(
            vocabulary=self.vocabulary,
            signs=self.signs,
            areas=tuple(area.id for area in self.areas),
            levels=tuple(level.number for level in self.levels),
        )

    @cached_property
    def rungs(self) -> dict[str, int]:
        """Each route's rung by id; 0 is the most urgent."""
        return {route.id: rung for rung, route in enumerate(self.routes)}

    @cached_property
    def reads(self) -> frozenset[str]:
        """The ids of the facts that can matter to a decision."""
        conditions = (facts_in(condition, self.terms) for condition in self.deciding_conditions())
        promised = {one.fact for one in self.promises() if isinstance(one, BeforeFact)}
        return frozenset(promised).union(*conditions)

    def deciding_conditions(self) -> Iterator[Condition]:
        """Yield the conditions of indicators, rules, duties and variants."""
        yield from (indicator.when for indicator in self.indicators)
        yield from (rule.when for rule in self.rules)
        yield from (duty.when for duty in self.duties)
        yield from (variant.when for route in self.routes for variant in route.variants)

    def promises(self) -> Iterator[RespondWithin | None]:
        """Yield what routes, variants and duties promise; None where they promise nothing."""
        yield from (route.respond_within for route in self.routes)
        yield from (one.respond_within for route in self.routes for one in route.variants)
        yield from (duty.respond_within for duty in self.duties)

    def route(self, route_id: str) -> Route:
        """Return the route of that id; KeyError where there is none."""
        return self.routes[self.rungs[route_id]]

    def at_least_as_urgent(self, route_id: str, other_id: str) -> bool:
        """Return whether the first route stands no lower on the ladder than the other."""
        return self.rungs[route_id] <= self.rungs[other_id]
