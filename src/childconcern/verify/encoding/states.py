"""What is held of one fact at some moment, as literals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property

from attrs import frozen

from childconcern.facts import AnyOf, Fact
from childconcern.verify.encoding.domains import Domain
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["State", "agree", "chosen", "free_state", "never_asked"]


@frozen(kw_only=True, repr=False)
class State:
    """What is held: a value, *not known* or *not asked*, of which exactly one is true.

    Attributes:
        values: A literal for each value; for an any-of fact one for each option.
        not_known: It was asked, and the answer is not known.
        not_asked: Nobody recorded anything.
        several: Whether several values can be true at once, as of an any-of fact.
    """

    values: Mapping[Hashable, Literal]
    not_known: Literal
    not_asked: Literal
    several: bool = False

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """Every literal, in one order: two states of a fact are the same where these are."""
        return (*self.values.values(), self.not_known, self.not_asked)

    def given(self, gates: Gates) -> Literal:
        """Return whether there is a value."""
        return gates.all_of((-self.not_known, -self.not_asked))

    def where(self, gates: Gates, wanted: Callable[[Hashable], bool]) -> Literal:
        """Return whether some value that is wanted is held."""
        return gates.any_of([lit for value, lit in self.values.items() if wanted(value)])


def never_asked(fact: Fact, domain: Domain) -> State:
    """Return the state of a fact of which nothing is recorded."""
    several = isinstance(fact.kind, AnyOf)
    values = dict.fromkeys(domain, FALSE)
    return State(values=values, not_known=FALSE, not_asked=TRUE, several=several)


def free_state(
    gates: Gates, fact: Fact, domain: Domain, *, not_known: bool, not_asked: bool
) -> State:
    """Return a state that can be anything the fact allows.

    Args:
        gates: Where it is made.
        fact: Whose state it is.
        domain: The values that are told apart.
        not_known: Whether it can be *not known*.
        not_asked: Whether it can be *not asked*.
    """
    values = {value: gates.fresh() for value in domain}
    unknown = gates.fresh() if not_known else FALSE
    absent = gates.fresh() if not_asked else FALSE
    several = isinstance(fact.kind, AnyOf)
    state = State(values=values, not_known=unknown, not_asked=absent, several=several)
    if several:
        _demand_options(gates, fact, state)
    else:
        gates.demand_one([*values.values(), unknown, absent])
    return state


def _demand_options(gates: Gates, fact: Fact, state: State) -> None:
    """Demand what holds of every any-of answer: one option at least, an exclusive one alone."""
    options, absent = [*state.values.values()], (state.not_known, state.not_asked)
    gates.demand(*options, *absent)
    gates.demand(*(-one for one in absent))
    for option in options:
        for none in absent:
            gates.demand(-option, -none)
    exclusive = isinstance(fact.kind, AnyOf) and [o.id for o in fact.kind.options if o.exclusive]
    for alone in exclusive or ():
        for other, literal in state.values.items():
            if other != alone:
                gates.demand(-state.values[alone], -literal)


def chosen(gates: Gates, condition: Literal, new: State, old: State) -> State:
    """Return the new state where the condition is true, and the old one where it is not."""
    if condition in {TRUE, FALSE}:
        return new if condition == TRUE else old
    values = {
        value: gates.choose(condition, new.values[value], before)
        for value, before in old.values.items()
    }
    return State(
        values=values,
        not_known=gates.choose(condition, new.not_known, old.not_known),
        not_asked=gates.choose(condition, new.not_asked, old.not_asked),
        several=old.several,
    )


def agree(gates: Gates, one: State, other: State) -> Literal:
    """Return whether two states of a fact are the same, or nothing is recorded in one of them."""
    same = [
        gates.any_of((gates.all_of((a, b)), gates.all_of((-a, -b))))
        for a, b in zip(one.literals, other.literals, strict=True)
    ]
    return gates.any_of((one.not_asked, other.not_asked, gates.all_of(same)))
