"""The two sides of every number at which a condition of a pack changes its mind."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen

from childconcern.conditions import Compare, Measure, walk_tree
from childconcern.facts import Aged, Born, Due, Fact, Held, Json, PartialDate, months_on, years_on
from childconcern.pack import Pack
from childconcern.verify import World
from childconcern.verify.encoding.domains import Span
from childconcern.verify.encoding.model import conditions_of
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import Literal

__all__ = ["Side", "sides_of"]

_MONTHS_IN_YEAR = 12


@frozen(kw_only=True)
class Side:
    """A number just at a threshold, or just below it.

    Attributes:
        fact: The fact that is compared.
        measure: How it is read.
        number: The number that it should have.
        at: Whether that is the threshold itself; otherwise it is one below.
    """

    fact: Fact
    measure: Measure
    number: int
    at: bool

    @property
    def name(self) -> str:
        """Which one it is."""
        return f"{self._read} = {self.number}"

    @property
    def says(self) -> str:
        """What is to be shown, in words."""
        where = "just at a threshold" if self.at else "just below a threshold"
        return f"{self._read} is {self.number}, {where}"

    @property
    def _read(self) -> str:
        plain = self.measure is Measure.NUMBER
        return self.fact.id if plain else f"{self.measure.value}({self.fact.id})"

    def is_at(self, held: Held, on: dt.date) -> bool:
        """Return whether something that is held is just this number."""
        match held:
            case Born() | Due() | Aged():
                read = years_on if self.measure is Measure.YEARS else months_on
                return read(held, on) == (self.number, self.number)
            case PartialDate():
                return held.days_before(on) == (self.number, self.number)
            case _:
                return held == self.number and not isinstance(held, bool)

    def answer(self, on: dt.date) -> Json:
        """Return an answer that has this number."""
        if self.measure is Measure.NUMBER:
            return self.number
        if self.measure is Measure.DAYS_SINCE:
            return (on - dt.timedelta(days=self.number)).isoformat()
        return f"{self.number} {self.measure.value}"

    def demanded(self, world: World) -> Literal:
        """Return whether the fact is known, of some item, and in the piece that has the number."""
        group_id = world.model.vocabulary.group_of[self.fact.id]
        if group_id is None:
            return self._here(world, world.top[self.fact.id])
        items, gates = world.groups[group_id], world.model.gates
        return gates.any_of(
            [
                gates.all_of((present, self._here(world, slots[self.fact.id])))
                for present, slots in zip(items.present, items.slots, strict=True)
            ]
        )

    def _here(self, world: World, state: State) -> Literal:
        unit = _MONTHS_IN_YEAR if self.measure is Measure.YEARS else 1
        piece = bisect_right(world.model.cuts.get(self.fact.id, ()), self.number * unit)
        return state.where(world.model.gates, lambda value: value == Span(piece, piece))


def sides_of(pack: Pack) -> Iterator[Side]:
    """Yield both sides of every threshold of a pack, in order; nobody says a number below 0."""
    found = dict[tuple[str, Measure, int], bool]()
    for condition in conditions_of(pack):
        for node in walk_tree(condition):
            if isinstance(node, Compare):
                for number in _edges(node):
                    found[node.fact, node.measure, number] = True
                    found.setdefault((node.fact, node.measure, number - 1), False)
    for (fact_id, measure, number), at in sorted(
        found.items(), key=lambda one: (one[0][0], one[0][1].value, one[0][2])
    ):
        fact = pack.vocabulary.by_id[fact_id]
        if number >= 0:
            yield Side(fact=fact, measure=measure, number=number, at=at)


def _edges(test: Compare) -> Iterator[int]:
    """Yield the first number of each stretch in which a comparison keeps its answer."""
    if test.smallest is not None:
        yield test.smallest
    if test.largest is not None:
        yield test.largest + 1
