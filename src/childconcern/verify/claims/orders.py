"""The orders in which answers worsen, as facts declare them, over the values told apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from childconcern.facts import AnyOf, Fact
from childconcern.verify.encoding.domains import Domain, Span
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = [
    "all_clear",
    "is_worse",
    "mildest",
    "mildest_values",
    "more",
    "word",
    "worrying",
    "worse_than",
    "worsens",
    "worst",
    "worst_values",
]


def is_worse(fact: Fact, value: Hashable, milder: Hashable) -> bool:
    """Return whether one value is worse than another; of spans, all of it must be."""
    if isinstance(value, Span) and isinstance(milder, Span):
        low, high = (value, milder) if fact.worse == "lower" else (milder, value)
        return value != milder and low.high <= high.low
    order: list[Hashable] = [*fact.worse] if isinstance(fact.worse, tuple) else [False, True]
    if fact.worse == "no":
        order.reverse()
    return {value, milder} <= {*order} and order.index(value) > order.index(milder)


def worrying(fact: Fact) -> list[str]:
    """Return the options of an any-of fact that worry: those named, or all that do not exclude."""
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    plain = [one.id for one in options if not one.exclusive]
    return [one for one in plain if one in fact.worse] if isinstance(fact.worse, tuple) else plain


def all_clear(fact: Fact) -> list[str]:
    """Return the options of an any-of fact that stand alone and below all others."""
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    return [one.id for one in options if one.exclusive and one.ordered]


def more(gates: Gates, fact: Fact, first: State, second: State) -> Literal:
    """Return whether the second answer has all the options of the first, and more that worry.

    An exclusive option that is outside the order is compared with nothing.
    """
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    plain, grows = [one.id for one in options if not one.exclusive], worrying(fact)
    kept = [gates.any_of((-first.values[one], second.values[one])) for one in plain]
    same = [
        gates.any_of((first.values[one], -second.values[one])) for one in plain if one not in grows
    ]
    outside = [-first.values[one.id] for one in options if one.exclusive and not one.ordered]
    some = gates.any_of([second.values[one] for one in plain])
    return gates.all_of((first.given(gates), second.given(gates), some, *kept, *same, *outside))


def worst(gates: Gates, fact: Fact, domain: Domain, state: State) -> Literal:
    """Return whether an answer is the most worrying of its fact, or one of those that are."""
    if isinstance(fact.kind, AnyOf):
        wanted = [state.values[one] for one in worrying(fact)]
        return gates.all_of(wanted) if wanted else FALSE
    return gates.any_of([state.values[one] for one in worst_values(fact, domain)])


def mildest(gates: Gates, fact: Fact, domain: Domain, state: State) -> Literal:
    """Return whether an answer is the least worrying of its fact, or one of those that are."""
    if isinstance(fact.kind, AnyOf):
        return gates.any_of([state.values[one] for one in all_clear(fact)])
    return gates.any_of([state.values[one] for one in mildest_values(fact, domain)])


def worst_values(fact: Fact, domain: Domain) -> Iterator[Hashable]:
    """Yield the values than which none is worse, of those that have a place in the order."""
    return _ends(fact, domain, up=True)


def mildest_values(fact: Fact, domain: Domain) -> Iterator[Hashable]:
    """Yield the values than which none is milder, of those that have a place in the order."""
    return _ends(fact, domain, up=False)


def _ends(fact: Fact, domain: Domain, *, up: bool) -> Iterator[Hashable]:
    """Yield the values at one end of the order; values outside the order are at none."""
    for one in domain:
        above = any(is_worse(fact, other, one) for other in domain)
        below = any(is_worse(fact, one, other) for other in domain)
        # A number that no test cuts has one piece, in which both ends of the order are.
        whole = len(domain) == 1 and isinstance(one, Span)
        if whole or ((below and not above) if up else (above and not below)):
            yield one


def word(value: Hashable, domain: Domain) -> str:
    """Return a value in a word, as packs write it."""
    shown = domain[value]
    return {True: "yes", False: "no"}[shown] if isinstance(shown, bool) else str(shown)


def worsens(gates: Gates, fact: Fact, domain: Domain, first: State, second: State) -> Literal:
    """Return whether the second answer is worse than the first."""
    if isinstance(fact.kind, AnyOf):
        return more(gates, fact, first, second)
    return gates.any_of([worse_than(gates, fact, one, first, second) for one in domain])


def worse_than(gates: Gates, fact: Fact, value: Hashable, first: State, second: State) -> Literal:
    """Return whether the first answer is a value and the second is worse."""
    worse = [second.values[one] for one in second.values if is_worse(fact, one, value)]
    return gates.all_of((first.values[value], gates.any_of(worse)))
