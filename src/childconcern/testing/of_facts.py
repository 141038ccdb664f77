"""What is said of one fact so that it leads on: what was wished for, or what is next to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

from attrs import frozen

from childconcern.facts import AnyOf, Fact, Json, Value, read_held
from childconcern.testing.courses import SKIP
from childconcern.testing.guided import Guide, So, from_wish
from childconcern.verify import World
from childconcern.verify.encoding.domains import SAID, seen_as
from childconcern.verify.encoding.journeys import Answered
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["OfFact", "Said", "held_so"]

Said: TypeAlias = tuple[Json] | None
"""What is said of a fact; None where nothing is."""


def held_so(ways: World, fact: Fact, state: State, said: Json) -> So:
    """Return what is so where just this is held of a fact that may hold anything."""
    if said is None:
        return (state.not_known,)
    if not fact.rules_can_read_it:
        return (state.values[SAID],)
    value = cast("Value", read_held(fact, said))  # answers fit their questions
    seen = seen_as(fact, value, ways.model.cuts.get(fact.id, ()), ways.model.on)
    if isinstance(fact.kind, AnyOf):
        return tuple(one if value in seen else -one for value, one in state.values.items())
    return tuple(state.values.get(value, FALSE) for value in seen)


@frozen(kw_only=True, eq=False, repr=False)
class OfFact:
    """One fact of which something is said.

    Attributes:
        guide: Tells what leads on.
        fact: The fact.
        state: What may be said of it.
        question: Which asks for it; None where the service sets it.
    """

    guide: Guide
    fact: Fact
    state: State
    question: Answered | None = None

    def said(self, wish: Said, others: Sequence[Said]) -> Said:
        """Return what is said, which is so from now on.

        Args:
            wish: What is said where it can be.
            others: What else can be, in plain words.

        Raises:
            ReplayError: When nothing can be said, so that the solver was wrong.
        """
        guide = self.guide
        if self.fact.id in guide.never_matters or guide.grants(self.meant(wish)):
            return wish
        if isinstance(self.fact.kind, AnyOf):
            found = self._options(self.fact.kind, wish)
        else:
            found = self._beside(wish, others)
        besides = (one for one in others if one is None or one[0] in (None, SKIP))
        return guide.first((one, self.meant(one)) for one in (*found, *besides))

    def meant(self, said: Said) -> So:
        """Return what is so where something is said."""
        one, state = self.question, self.state
        if one is not None and said == (SKIP,):
            return (one.skipped, -one.silent)
        if said is None:
            return (state.not_asked,)
        return (*self._plus, *held_so(self.guide.ways.world, self.fact, state, said[0]))

    @property
    def _plus(self) -> So:
        one = self.question
        return () if one is None else (-one.skipped, -one.silent)

    def _options(self, kind: AnyOf, wish: Said) -> Iterator[Said]:
        """Yield the options that were wished for, with as few changes as can be."""
        wished = wish[0] if wish is not None and isinstance(wish[0], list) else []
        so = [*self._plus, -self.state.not_known, -self.state.not_asked]
        if self.guide.may_be(so):
            chosen = set[str]()
            # What must be changed is changed in what comes first, which is plainest.
            for option, literal in reversed([*self.state.values.items()]):
                likely = literal if option in wished else -literal
                so.append(likely if self.guide.may_be((*so, likely)) else -likely)
                chosen |= {str(option)} if so[-1] == literal else set[str]()
            yield (kind.to_json(frozenset(chosen)),)

    def _beside(self, wish: Said, others: Sequence[Said]) -> Iterator[Said]:
        """Yield the first that can be said, from where the wish stands."""
        # What is to be reached may lie where nobody looks by chance: at an example of a piece.
        kind, domain = self.fact.kind, self.guide.ways.world.model.domains[self.fact.id]
        examples = [(kind.to_json(one),) for one in domain.values()]
        first = dict[Literal, Said]()
        for one in (*from_wish(wish, others), *examples):
            if one != (SKIP,):
                first.setdefault(self.meant(one)[-1], one)
        places = {literal: place for place, literal in enumerate(first)}
        never = (-one for one in self.state.literals if one not in places)
        found = self.guide.first_place(places, (*self._plus, *never))
        if found is not None:
            yield first[found]
