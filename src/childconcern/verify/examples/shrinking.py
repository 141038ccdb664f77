"""The smallest example: as plain as it can be, and what in it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from childconcern.facts import AnyOf, Fact
from childconcern.verify.encoding.states import State
from childconcern.verify.encoding.worlds import Choice, World
from childconcern.verify.engine.granting import grant
from childconcern.verify.engine.solver import Literal

__all__ = ["plainest", "what_matters"]


def plainest(demands: Iterable[Literal], *worlds: World) -> None:
    """Make the solver's last model a plain one: few questions, and answers that worry nobody.

    What is asked for last is given up first, so no single wish that was refused
    could be met on top of those that were granted. A wish for which the budget
    does not suffice is refused.

    Args:
        demands: What must stay true; the solver's last model meets them.
        worlds: One or two that differ; wishes are about the first, then the second.
    """
    grant(worlds[0].model.gates.solver, [*demands], _wishes(worlds))


def _wishes(worlds: tuple[World, ...]) -> Iterator[Literal]:
    """Yield what would make an example plainer, the most welcome first."""
    first = worlds[0]
    yield from (world.complete for world in worlds)
    yield from _few_listed(first)
    for world in worlds:
        yield from (-one.live for one in world.choices.values() if one.question is not None)
    for world in worlds:
        for one in world.choices.values():
            if one.question is not None:
                yield from (-one.silent, -one.skipped, -one.state.not_known)
                yield from _mild(one.fact, one.state)


def _few_listed(world: World) -> Iterator[Literal]:
    for begun in (world.start, *(stage.start for stage in world.stages[1:])):
        for listed in begun.listed.values():
            yield from (-one for one in reversed(listed.present))
            yield from (-one for one in reversed(listed.given))
    for one in world.choices.values():
        if one.question is None:
            yield from _mild_or_nothing(one)


def _mild_or_nothing(one: Choice) -> Iterator[Literal]:
    yield one.state.not_asked
    yield -one.state.not_known
    yield from _mild(one.fact, one.state)


def _mild(fact: Fact, answer: State) -> Iterator[Literal]:
    """Yield wishes for the mildest value."""
    if not isinstance(fact.kind, AnyOf):
        ordered = list(answer.values)
        if fact.worse == "yes":
            ordered.sort(key=lambda value: value is True)
        yield from (answer.values[value] for value in ordered[:1])
        return
    # One that stands alone, if there is one; and otherwise few.
    alone = [option.id for option in fact.kind.options if option.exclusive][:1]
    yield from (answer.values[one] for one in alone)
    others = (option.id for option in fact.kind.options if option.id not in alone)
    yield from (-answer.values[one] for one in others)


def what_matters(demands: Iterable[Literal], *worlds: World) -> frozenset[str]:
    """Return the keys of choices that suffice: every other one can be anything.

    Where the budget does not suffice to tell, more is said to matter than does.

    Args:
        demands: What the example meets, and shows thereby.
        worlds: One or two, of each of which the example has one journey.
    """
    gates = worlds[0].model.gates
    solver = gates.solver
    broken = -gates.all_of(demands)
    # Of journeys that are complete, as those of an example nearly always are.
    whole = [world.complete for world in worlds if solver.says(world.complete)]
    choices = dict[Literal, str]()
    for world in worlds:
        choices |= {literal: key for key, literal in _as_they_are(world)}
    core = [*choices]
    for one in (None, *choices):
        if one is None or one in core:
            fewer = [other for other in core if other != one]
            if solver.solve([*whole, *fewer, broken], keep=False) is False:
                kept = set(solver.core())
                core = [other for other in fewer if other in kept]
    return frozenset(choices[one] for one in core)


def _as_they_are(world: World) -> Iterator[tuple[str, Literal]]:
    """Yield each choice of the model at hand, as the literal that it is made so."""
    gates = world.model.gates
    found = [
        (key, [*_said(one)]) for key, one in world.choices.items() if gates.solver.says(one.live)
    ]
    for begun in (world.start, *(stage.start for stage in world.stages[1:])):
        for group_id, listed in begun.listed.items():
            who = [listed.was_given, listed.said, *listed.present, *listed.given]
            found.append((f"@{group_id}", who))
    signed = [(key, [_as_it_is(world, one) for one in parts]) for key, parts in found]
    for key, parts in signed:
        yield key, gates.all_of(parts)


def _as_it_is(world: World, literal: Literal) -> Literal:
    return literal if world.model.gates.solver.says(literal) else -literal


def _said(one: Choice) -> Iterator[Literal]:
    yield from (*one.state.values.values(), one.state.not_known, one.state.not_asked)
    yield from (one.skipped, one.silent)
