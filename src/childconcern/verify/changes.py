"""What may be changed in what somebody said, and what stays: as literals of one world."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from childconcern.facts import Concern
from childconcern.verify.encoding.journeys import Answered, Stage
from childconcern.verify.encoding.saying import Walked, given_as_said, said_so
from childconcern.verify.encoding.starting import Listed
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["Changeable", "Counted"]


@frozen(kw_only=True)
class Counted:
    """What counts as one change where it is changed.

    Attributes:
        stage: The position of its questionnaire.
        key: As the solver has it, such as ``danger``, ``injuries@item-1`` or ``@children``.
        changed: Whether it is changed.
        answered: Whether there was an answer.
    """

    stage: int
    key: str
    changed: Literal
    answered: bool


@frozen(kw_only=True, slots=False)
class Changeable:
    """What somebody said, beside all that could be said.

    Attributes:
        world: All that could be.
        begun: What was given.
        walked: What was said to each questionnaire of the world's scope.
    """

    world: World
    begun: Concern
    walked: tuple[Walked, ...]

    @property
    def gates(self) -> Gates:
        """Where gates are made."""
        return self.world.model.gates

    @cached_property
    def complete(self) -> bool:
        """Whether nothing was left to ask."""
        return all(one.journey.complete for one in self.walked)

    def name(self, stage: int, key: str) -> str:
        """Return a key with the item's own id; an item that is new gets one that no other has."""
        question, _, item = key.partition("@")
        if not item or not question:
            return key
        return f"{question}@{self.item(stage, self._group(self._asked(stage, key)), item)}"

    def item(self, stage: int, group_id: str | None, item: str) -> str:
        """Return the own id of the item that the solver calls ``item-1``, ``item-2``, ..."""
        names = self.walked[stage].items.get(str(group_id), ())
        place = int(item.removeprefix("item-")) - 1
        if place < len(names):
            return names[place]
        return f"new-{item}" if item in names else item

    def _asked(self, stage: int, key: str) -> Answered:
        return self.world.stages[stage].asked[key]

    def _group(self, one: Answered) -> str | None:
        return self.world.model.vocabulary.group_of[one.question.records]

    def _stages(self) -> Iterator[tuple[Stage, Walked]]:
        return zip(self.world.stages, self.walked, strict=True)

    def counted(self) -> Iterator[Counted]:
        """Yield everything whose change counts, in the order in which it is asked."""
        for number, (stage, walked) in enumerate(self._stages()):
            for group_id, who in stage.start.listed.items():
                if who.own and group_id not in walked.answers.listed and not self.complete:
                    key = f"@{group_id}"
                    yield Counted(stage=number, key=key, changed=who.said, answered=False)
            for key, one in stage.asked.items():
                yield from self._change(number, key, one)

    def _change(self, stage: int, key: str, one: Answered) -> Iterator[Counted]:
        gates, walked = self.gates, self.walked[stage]
        answer = walked.answer(one, self._group(one))
        if answer is not None:
            changed = gates.all_of((one.live, -said_so(self.world, one, answer)))
            yield Counted(stage=stage, key=key, changed=changed, answered=True)
        elif self.name(stage, key) in walked.journey.path:
            changed = gates.all_of((one.live, -one.silent))
            yield Counted(stage=stage, key=key, changed=changed, answered=False)

    def fixed(self) -> Iterator[Literal]:
        """Yield what stays: what was given, who was listed, and that no answer is taken back."""
        yield from given_as_said(self.world, self.begun)
        if self.complete:
            yield self.world.complete
        for stage, walked in self._stages():
            for group_id, who in stage.start.listed.items():
                yield from self._list(stage, walked, group_id, who)
            for one in stage.asked.values():
                if walked.answer(one, self._group(one)) is not None:
                    yield self.gates.any_of((-one.live, -one.silent))

    def _list(self, stage: Stage, walked: Walked, group_id: str, who: Listed) -> Iterator[Literal]:
        gates = self.gates
        if group_id in walked.answers.listed:
            own = len(walked.items[group_id]) - walked.given[group_id]
            yield who.said
            for place, present in enumerate(who.present):
                there = TRUE if place < own else who.given[place - own]
                yield gates.any_of((present, -there))
                yield gates.any_of((-present, there))
        elif any(group_id in one.answers.listed for one in self.walked):
            # Else those who were listed elsewhere would stand at other places.
            yield -who.said
        else:
            yield gates.any_of((-who.said, stage.opened.get(group_id, FALSE)))
