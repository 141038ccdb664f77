"""Two journeys that share everything but one choice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from childconcern.questionnaire import Questionnaire, Section
from childconcern.verify.asking import Asking
from childconcern.verify.encoding.branching import Branching
from childconcern.verify.encoding.reading import Slots
from childconcern.verify.encoding.states import agree
from childconcern.verify.encoding.worlds import Choice, World
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Pair", "pairs_of"]


def pairs_of(asking: Asking) -> Iterator[Pair]:
    """Yield the pairs of each choice that may count; with the next the last may be forgotten."""
    branching = Branching(asking.world)
    for key, choice in asking.world.choices.items():
        if choice.live != FALSE:
            yield Pair(Asking(world=branching.first()), key, branching)


@frozen(slots=False, repr=False)
class Pair:
    """All pairs of journeys in one world that differ in one choice.

    Attributes:
        asking: About that world, to which the first journey belongs.
        key: Of the choice.
        branching: Makes the world to which the second belongs.
    """

    asking: Asking
    key: str
    branching: Branching

    @property
    def before(self) -> Choice:
        """The choice in the first journey."""
        return self.asking.world.choices[self.key]

    @cached_property
    def other(self) -> World:
        """The world to which the second journey belongs."""
        return self.branching.but(self.asking.world, self.key)

    @property
    def after(self) -> Choice:
        """The choice in the second journey."""
        return self.other.choices[self.key]

    def so(self) -> tuple[Literal, ...]:
        """Return what is so of both journeys: they are complete, and all else is equal."""
        # A skip is no answer, so it is no worse one either.
        both = (self.other.complete, self.after.live, -self.after.skipped)
        return (self.first, *both, *self._all_else_equal())

    @cached_property
    def first(self) -> Literal:
        """What is so of the first journey; FALSE of an item for which another one stands.

        Items of a list are alike to every condition, so what holds of the first
        that was given and of the first that was not holds of them all: unless a
        question about each looks at what was said of the others before.
        """
        place, gates, before = self.before.place, self.asking.gates, self.before
        so = [self.asking.world.complete, before.live, -before.skipped]
        if place and not self.order_matters():
            given = self._given()
            so += [given[place - 1], -given[place]]
        return gates.all_of(so)

    def order_matters(self) -> bool:
        """Return whether a section looks, item by item, at facts of all items that it records."""
        home = self.asking.world.model.vocabulary.group_of[self.before.fact.id]
        return any(
            section.for_each == home and self._looks_around(stage.questionnaire, section)
            for stage in self.asking.world.stages
            for section in stage.questionnaire.sections
        )

    def _looks_around(self, questionnaire: Questionnaire, section: Section) -> bool:
        recorded = {question.records for question in section.questions}
        gates = [one.ask_when for one in section.questions if one.ask_when is not None]
        meanings = [self.asking.world.model.meaning(one, questionnaire.terms) for one in gates]
        return any(not one.inside.isdisjoint(recorded) for one in meanings)

    def _all_else_equal(self) -> Iterator[Literal]:
        """Yield for every fact but the one that changes that both hold the same, or one nothing."""
        world, other = self.asking.world, self.other
        pairs: list[tuple[int | None, Slots, Slots]] = [(None, world.top, other.top)]
        for group_id, items in world.groups.items():
            slots = zip(items.slots, other.groups[group_id].slots, strict=True)
            pairs += [(place, *both) for place, both in enumerate(slots)]
        for place, before, after in pairs:
            for fact_id, state in before.items():
                same = state.literals == after[fact_id].literals
                if not same and (fact_id, place) != (self.before.fact.id, self.before.place):
                    yield agree(self.asking.gates, state, after[fact_id])

    def _given(self) -> list[Literal]:
        """Return for each place of the choice's group whether its item was given."""
        world, stage_id = self.asking.world, self.key.partition("/")[0]
        group_id = world.model.vocabulary.group_of[self.before.fact.id]
        begun = [s.start for s in world.stages if s.questionnaire.id == stage_id] or [world.start]
        return [*begun[0].listed[str(group_id)].given]

    def not_known_at_the_end(self) -> Literal:
        """Return whether the second does not know it in the end, whatever asked for it last."""
        fact_id, place = self.before.fact.id, self.before.place
        group_id = self.other.model.vocabulary.group_of[fact_id]
        if group_id is None or place is None:
            return self.other.top[fact_id].not_known
        return self.other.groups[group_id].slots[place][fact_id].not_known
