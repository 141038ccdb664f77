"""What never changes a decision: rules and indicators that could as well not be there.

Each is asked for by itself, as the one that decides: with all others silent that
would decide the same. That the others are silent is assumed for one question
only, so nothing is added to the solver that later questions would carry along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from childconcern.policy import Indicator, Rule
from childconcern.verify.asking import Asking
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Note

__all__ = ["decisive", "idle_notes"]

_SORT = "never-changes-a-decision"


def idle_notes(asking: Asking) -> Iterator[Note]:
    """Yield the rules and indicators that change no decision."""
    world, policy = asking.world, asking.world.decided.policy
    by_route: dict[str, list[Rule]] = {route.id: [] for route in policy.routes}
    for rule in policy.rules:
        by_route[rule.route].append(rule)
    for rule in policy.rules:
        if asking.solve((world.complete, *_decides(world, rule, by_route[rule.route]))) is False:
            says = f"without the rule {rule.id} every route would be the same"
            yield asking.note(_SORT, f"rule {rule.id}", says)
    for one in policy.indicators:
        if asking.solve((world.complete, *_raises(world, one))) is False:
            says = f"without the indicator {one.id} every level would be the same"
            yield asking.note(_SORT, f"indicator {one.id}", says)


def decisive(world: World, rule_id: str) -> Literal:
    """Return whether the route would be another without a rule."""
    policy = world.decided.policy
    rule = next(one for one in policy.rules if one.id == rule_id)
    here = [one for one in policy.rules if one.route == rule.route]
    return world.model.gates.all_of(_decides(world, rule, here))


def _decides(world: World, rule: Rule, here: Sequence[Rule]) -> Iterator[Literal]:
    """Yield what is so where a rule alone makes the route what it is.

    Args:
        world: Where.
        rule: Which one.
        here: All rules that ask for its route, itself included.
    """
    gates, decided, policy = world.model.gates, world.decided, world.decided.policy
    above = policy.routes[: policy.rungs[rule.route]]
    yield decided.rules[rule.id]
    yield -(decided.asked[above[-1].id] if above else FALSE)
    yield from (-decided.rules[other.id] for other in here if other.id != rule.id)
    if rule.route == policy.otherwise:
        # Without it another rule must speak for less, or the route is the same.
        lower = [decided.rules[one.id] for one in policy.rules if one.route != rule.route]
        yield gates.any_of(lower)


def _raises(world: World, indicator: Indicator) -> Iterator[Literal]:
    """Yield what is so where an indicator alone gives its area a level."""
    decided, policy = world.decided, world.decided.policy
    if indicator.level == policy.levels[0].number:
        yield FALSE  # the lowest level is that of every area anyway
    yield decided.indicators[indicator.id]
    for other in policy.indicators:
        as_much = other.area == indicator.area and other.level >= indicator.level
        if as_much and other.id != indicator.id:
            yield -decided.indicators[other.id]
