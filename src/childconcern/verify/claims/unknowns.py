"""What people should know of answers that change, and that fails nothing.

Which facts, where they are not known, change the route; and which rules take a
concern for which no rule spoke, and which a person would have read, to a route
that nobody reads, because an answer got worse.
"""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.verify.asking import Asking, example
from childconcern.verify.claims.orders import worsens
from childconcern.verify.claims.pairs import Pair, pairs_of
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.examples.telling import replayed
from childconcern.verify.report import Note

__all__ = ["unknown_notes"]


def unknown_notes(asking: Asking) -> Iterator[Note]:
    """Yield which choices change the route where they are not known, and rules that lead away."""
    policy = asking.world.decided.policy
    unread = {route.id for route in policy.routes if not route.is_read_by_a_person}
    leading = {rule.id for rule in policy.rules if rule.route in unread}
    for pair in pairs_of(asking):
        choice = pair.before
        # Where items of a list are alike, the first speaks for all.
        if choice.place and not pair.order_matters():
            continue
        if choice.fact.rules_can_read_it:
            yield from _unknown_matters(pair)
            for note in _leading_away(pair, leading):
                leading.discard(note.about.removeprefix("rule "))
                yield note


def _unknown_matters(pair: Pair) -> Iterator[Note]:
    gates, first, second = pair.asking.gates, pair.asking.world.decided, pair.other.decided
    routes = [gates.all_of((one, -second.routes[name])) for name, one in first.routes.items()]
    known = (pair.before.state.given(gates), pair.after.state.not_known)
    wanted = (*pair.so(), *known, pair.not_known_at_the_end(), gates.any_of(routes))
    if pair.asking.solve(wanted):
        says = "not knowing it can change the route"
        yield pair.asking.note("not-knowing-changes-the-route", pair.key, says)


def _leading_away(pair: Pair, leading: set[str]) -> Iterator[Note]:
    """Yield the rules that lead from ``otherwise`` to nobody, of those not told of yet."""
    gates, world, asking = pair.asking.gates, pair.asking.world, pair.asking
    policy, first, second = world.decided.policy, world.decided, pair.other.decided
    led = {
        rule: gates.all_of((second.rules[rule.id], second.routes[rule.route]))
        for rule in policy.rules
        if rule.id in leading and first.rules[rule.id] != second.rules[rule.id]
    }
    so = (*pair.so(), _worse(pair), first.otherwise)
    while led and asking.solve((*so, gates.any_of(led.values()))):
        shown = (example(replayed(world)), example(replayed(pair.other)))
        for rule in [one for one, literal in led.items() if gates.solver.says(literal)]:
            says = f"a worse answer takes a concern from {policy.otherwise}, which a person"
            says = f"{says} reads, to {rule.route}, which nobody does"
            yield asking.note("from-a-person-to-nobody", f"rule {rule.id}", says, shown)
            del led[rule]


def _worse(pair: Pair) -> Literal:
    fact, gates = pair.before.fact, pair.asking.gates
    domain = pair.asking.world.model.domains[fact.id]
    if fact.worse is None:
        return FALSE
    return worsens(gates, fact, domain, pair.before.state, pair.after.state)
