"""Every complete journey gets exactly one route, and nobody is left without a next step.

What comes to ``otherwise`` is noted.
"""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.policy import Route, Variant
from childconcern.verify.asking import Asking
from childconcern.verify.engine.solver import Literal
from childconcern.verify.report import Finding, Note

__all__ = ["settled_findings", "settled_notes"]


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
    """Yield what comes to ``otherwise``, if anything does."""
    world = asking.world
    otherwise = world.decided.policy.otherwise
    wanted = (world.complete, world.decided.otherwise)
    if asking.solve(wanted):
        says = f"no rule speaks of this, so it comes to {otherwise}"
        yield asking.note("no-rule-speaks", otherwise, says, asking.smallest(wanted))
    elif asking.solve(wanted) is False:
        says = f"a rule speaks of every {asking.whose}"
        yield asking.note("no-rule-speaks", otherwise, says)
