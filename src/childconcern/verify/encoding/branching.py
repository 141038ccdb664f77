"""Second worlds, each of which shares everything with a first one but one choice.

They are not read from the pack again. What is free in the choice is put aside
for something as free, and only the gates that hang on it are made anew. It is
done in branches, so that what was made for some choices is not carried along
while others are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from attrs import define, evolve

from childconcern.verify.encoding.mapping import Mapped
from childconcern.verify.encoding.worlds import Choice, World
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.engine.substituting import FanOut

__all__ = ["Branching"]


@define(eq=False, repr=False, slots=False)
class Branching:
    """Makes second worlds.

    Attributes:
        trunk: The first world, which stays as it is.
    """

    trunk: World
    _now: World | None = None

    def first(self) -> World:
        """Return the first world in the branch at hand, or in a new one if that has grown large."""
        now, grown = self._now, self.trunk.model.gates.solver.variables
        # A new branch costs what is in the trunk, so it may grow by as much.
        if now is None or now.model.gates.solver.variables > 2 * grown:
            now = self._now = _branched(self.trunk)
        return now

    def but(self, first: World, key: str) -> World:
        """Return the world that shares everything with a first one but one choice."""
        put = self._fan_out.put(_otherwise(first, first.choices[key]), first.model.gates)
        return _mapped(first, lambda one: put.get(one, one))

    @cached_property
    def _fan_out(self) -> FanOut:
        literals = list[Literal]()

        def seen(one: Literal) -> Literal:
            literals.append(one)
            return one

        _mapped(self.trunk, seen)
        return FanOut(self.trunk.model.gates, literals)


def _branched(trunk: World) -> World:
    gates, decided = trunk.model.gates.branch(), trunk.decided
    model = evolve(trunk.model, gates=gates, like=trunk.model)
    reading = evolve(decided.reading, gates=gates)
    return evolve(trunk, model=model, decided=evolve(decided, model=model, reading=reading))


def _otherwise(world: World, choice: Choice) -> dict[Literal, Literal]:
    """Return what stands in the place of all that is free in a choice."""
    model, question = world.model, choice.question
    if question is None:
        free = model.free(choice.fact, not_asked=True)
    else:
        free = model.free(choice.fact, not_known=question.unknown_allowed)
    also = [one for one in (choice.skipped, choice.silent) if one != FALSE]
    instead = dict(zip(choice.state.literals, free.literals, strict=True))
    return instead | {one: model.gates.fresh() for one in also}


def _mapped(world: World, put: Callable[[Literal], Literal]) -> World:
    """Return a world with every literal replaced."""
    mapped = Mapped(put)
    top, groups = mapped.slots(world.top), mapped.groups(world.groups)
    return evolve(
        world,
        start=mapped.start(world.start),
        stages=tuple(mapped.stage(stage) for stage in world.stages),
        top=top,
        groups=groups,
        decided=mapped.decisions(world.decided, top, groups),
    )
