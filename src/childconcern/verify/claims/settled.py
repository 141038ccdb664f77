"""Every complete journey gets exactly one route, and nobody is left without a next step.

What never changes a decision, and what comes to ``otherwise``, is noted.
"""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.policy import Route, Variant
from childconcern.verify.asking import Asking
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Finding, Note

__all__ = ["decisive", "settled_findings", "settled_notes"]


def settled_findings(asking: Asking) -> Iterator[Finding]:
    """Yield that there is one route, and no dead end: in a journey, or after it."""
    world, gates = asking.world, asking.gates
    routes = [*world.decided.routes.values()]
    two = gates.at_least(2, routes)
    yield asking.impossible(
        "exactly-one-route",
        f"every {asking.whose}",
        (world.complete, gates.any_of((-gates.any_of(routes), two))),
        "each gets one route and no more",
        "one gets none, or more than one",
    )
    if world.stages:
        yield asking.impossible(
            "no-dead-end",
            "every journey, wherever it stands",
            (world.begun, world.stages[-1].stuck),
            "each can be gone on with to its end",
            "a list needs more people than anybody may list in it",
        )
    yield asking.impossible(
        "no-dead-end",
        f"every route that a {asking.whose} comes to",
        (world.complete, gates.any_of(_without_a_next_step(asking))),
        "each tells the referrer what to do next, or is read by a person",
        "a route says nothing of what comes next, and nobody reads it",
    )


def _without_a_next_step(asking: Asking) -> Iterator[Literal]:
    for route in asking.world.decided.policy.routes:
        for variant in (None, *route.variants):
            if not _leads_on(route, variant):
                name = None if variant is None else variant.id
                yield asking.world.decided.variants[route.id, name]


def _leads_on(route: Route, variant: Variant | None) -> bool:
    own = None if variant is None else variant.destinations
    readers = route.destinations if own is None else own
    step = (variant is not None and variant.next_step) or route.next_step
    return bool(readers or step)


def settled_notes(asking: Asking) -> Iterator[Note]:
    """Yield the rules and indicators that change no decision, and what comes to ``otherwise``."""
    yield from _idle_rules(asking)
    yield from _idle_indicators(asking)
    world = asking.world
    otherwise = world.decided.policy.otherwise
    wanted = (world.complete, world.decided.otherwise)
    if asking.solve(wanted):
        says = f"no rule speaks of this, so it comes to {otherwise}"
        yield asking.note("no-rule-speaks", otherwise, says, asking.smallest(wanted))
    elif asking.solve(wanted) is False:
        says = f"a rule speaks of every {asking.whose}"
        yield asking.note("no-rule-speaks", otherwise, says)


def _idle_rules(asking: Asking) -> Iterator[Note]:
    """Yield the rules without which every route would be the same."""
    for rule in asking.world.decided.policy.rules:
        if asking.solve((asking.world.complete, decisive(asking.world, rule.id))) is False:
            says = f"without the rule {rule.id} every route would be the same"
            yield asking.note("never-changes-a-decision", f"rule {rule.id}", says)


def decisive(world: World, rule_id: str) -> Literal:
    """Return whether the route would be another without a rule."""
    gates, decided, policy = world.model.gates, world.decided, world.decided.policy
    route_id = next(rule.route for rule in policy.rules if rule.id == rule_id)
    above = [route.id for route in policy.routes[: policy.rungs[route_id]]]
    higher = decided.asked[above[-1]] if above else FALSE
    here = [rule.id for rule in policy.rules if rule.route == route_id and rule.id != rule_id]
    others = [decided.rules[one] for one in here]
    alone = gates.all_of((decided.rules[rule_id], -higher, -gates.any_of(others)))
    if route_id != policy.otherwise:
        return alone
    # Without it another rule must speak for less, or the route is the same.
    lower = [decided.rules[one.id] for one in policy.rules if one.route != route_id]
    return gates.all_of((alone, gates.any_of(lower)))


def _idle_indicators(asking: Asking) -> Iterator[Note]:
    """Yield the indicators without which every level would be the same."""
    world, gates = asking.world, asking.gates
    decided, policy = world.decided, world.decided.policy
    for one in policy.indicators:
        others = [
            decided.indicators[other.id]
            for other in policy.indicators
            if other.area == one.area and other.level >= one.level and other.id != one.id
        ]
        alone = gates.all_of((decided.indicators[one.id], -gates.any_of(others)))
        lowest = policy.levels[0].number
        if one.level == lowest or asking.solve((world.complete, alone)) is False:
            says = f"without the indicator {one.id} every level would be the same"
            yield asking.note("never-changes-a-decision", f"indicator {one.id}", says)
