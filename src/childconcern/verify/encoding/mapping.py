"""Everything that literals say of a world, said with other literals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from attrs import define, evolve, field

from childconcern.verify.encoding.deciding import Decisions, Levels
from childconcern.verify.encoding.journeys import Answered, Stage
from childconcern.verify.encoding.reading import Items, Slots
from childconcern.verify.encoding.starting import Listed, Start
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import Literal

__all__ = ["Mapped"]

_Key = TypeVar("_Key", bound=Hashable)


@define(eq=False, repr=False)
class Mapped:
    """Says the same with other literals.

    Attributes:
        put: Returns the literal that takes the place of one.
    """

    put: Callable[[Literal], Literal]
    _states: dict[int, tuple[State, State]] = field(
        factory=dict[int, tuple[State, State]], init=False
    )
    """By the id of each state: that state, so that no other comes to have its id, and the new."""

    def state(self, one: State) -> State:
        """Return what is held of a fact; the same object where nothing is replaced in it."""
        known = self._states.get(id(one))
        if known is None:
            known = self._states[id(one)] = (one, self._new(one))
        return known[1]

    def _new(self, one: State) -> State:
        literals = tuple(map(self.put, one.literals))
        if literals == one.literals:
            return one
        *values, not_known, not_asked = literals
        return State(
            values=dict(zip(one.values, values, strict=True)),
            not_known=not_known,
            not_asked=not_asked,
            several=one.several,
        )

    def slots(self, one: Slots) -> dict[str, State]:
        """Return what is held of several facts."""
        return {fact_id: self.state(state) for fact_id, state in one.items()}

    def groups(self, one: Mapping[str, Items]) -> dict[str, Items]:
        """Return the items of groups."""
        return {
            group_id: Items(
                listed=self.put(items.listed),
                present=self._all(items.present),
                slots=[self.slots(slots) for slots in items.slots],
            )
            for group_id, items in one.items()
        }

    def start(self, one: Start) -> Start:
        """Return how journeys begin."""
        listed = {group_id: self._listed(who) for group_id, who in one.listed.items()}
        return evolve(one, given=self.slots(one.given), listed=listed)

    def _listed(self, one: Listed) -> Listed:
        return evolve(
            one,
            was_given=self.put(one.was_given),
            said=self.put(one.said),
            present=self._all(one.present),
            given=self._all(one.given),
            slots=[self.slots(slots) for slots in one.slots],
            raw=[self.slots(slots) for slots in one.raw],
        )

    def stage(self, one: Stage) -> Stage:
        """Return all journeys through a questionnaire."""
        return Stage(
            questionnaire=one.questionnaire,
            asked={key: self._answered(answered) for key, answered in one.asked.items()},
            before=self.slots(one.before),
            recorded=self.slots(one.recorded),
            start=self.start(one.start),
            top=self.slots(one.top),
            groups=self.groups(one.groups),
            complete=self.put(one.complete),
            stuck=self.put(one.stuck),
            opened=self._each(one.opened),
        )

    def _answered(self, one: Answered) -> Answered:
        return Answered(
            question=one.question,
            item=one.item,
            live=self.put(one.live),
            answer=self.state(one.answer),
            skipped=self.put(one.skipped),
            silent=self.put(one.silent),
        )

    def decisions(self, one: Decisions, top: Slots, groups: Mapping[str, Items]) -> Decisions:
        """Return what is decided.

        Args:
            one: What is said with other literals.
            top: What is held of the whole, said with them already.
            groups: The items that there are, too.
        """
        standing = self._each(one.standing)
        levels = Levels(gates=one.reading.gates, policy=one.policy, standing=standing)
        return Decisions(
            indicators=self._each(one.indicators),
            rules=self._each(one.rules),
            duties=self._each(one.duties),
            routes=self._each(one.routes),
            at_least=self._each(one.at_least),
            asked=self._each(one.asked),
            standing=standing,
            variants=self._each(one.variants),
            otherwise=self.put(one.otherwise),
            reading=evolve(one.reading, top=top, groups=groups, levels=levels.says),
            model=one.model,
            policy=one.policy,
        )

    def _each(self, table: Mapping[_Key, Literal]) -> dict[_Key, Literal]:
        return {key: self.put(literal) for key, literal in table.items()}

    def _all(self, literals: Sequence[Literal]) -> list[Literal]:
        return [self.put(one) for one in literals]
