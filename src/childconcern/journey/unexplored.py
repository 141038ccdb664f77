"""What a walk leaves unasked: what it passes over, and what that might have led to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import define, field

from childconcern.conditions import Condition
from childconcern.journey.journey import Why
from childconcern.journey.live import Live
from childconcern.journey.opening import Open, Readings, Slot
from childconcern.journey.unasked import Unasked
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Unexplored"]


@define(eq=False, repr=False)
class Unexplored:
    """What a walk passed over, and what it might have come by besides, had that been asked.

    It begins with what was left unasked in what was walked before.

    Attributes:
        questionnaire: What is walked.
        live: What is recorded; the walk goes on writing into it.
        on: The day on which ages and dates are read.
        items: For each group the ids of its items.
        slots: Facts that nobody was asked for, though somebody might have been.
        groups: Groups whose items nobody was asked for, though somebody might have been.
    """

    questionnaire: Questionnaire
    live: Live
    on: dt.date
    items: Mapping[str, Sequence[str]]
    slots: set[Slot] = field(factory=set[Slot])
    groups: set[str] = field(factory=set[str])

    def list_passed_over(self, group_id: str) -> None:
        """Note that it was not asked who is in a group."""
        self.groups.add(group_id)

    def list_closed(self, section: Section, group_id: str) -> None:
        """Note a section over the items of a group that is not asked, if it might have been."""
        if self._might_hold(section.ask_when, None):
            self.groups.add(group_id)

    def not_asked(
        self, section: Section, question: Question, own: tuple[str, str] | None, why: Why
    ) -> None:
        """Note a question that is not asked, if it was passed over or might have been asked."""
        if why is Why.CANNOT_MATTER or self._might_be_asked(section, question, own, why):
            self.slots.add((own, question.records))

    def listed(self, group_id: str) -> None:
        """Note that it was asked who is in a group, and said."""
        if group_id in self.groups:
            # Nobody was asked about these items before, in what was walked earlier.
            self.groups.discard(group_id)
            for item_id in self.items.get(group_id, ()):
                own = (group_id, item_id)
                for fact in self.questionnaire.vocabulary.group(group_id).facts:
                    if not self.live.records(fact.id, *own):
                        self.slots.add((own, fact.id))

    def told(self, own: tuple[str, str] | None, fact_id: str) -> None:
        """Note that a fact was asked for, and answered."""
        self.slots.discard((own, fact_id))

    @property
    def unasked(self) -> Unasked:
        """All of it."""
        return Unasked(facts=frozenset(self.slots), lists=frozenset(self.groups))

    @property
    def _open(self) -> Open:
        return Open(
            live=self.live,
            on=self.on,
            slots=self.slots,
            listed=self.items,
            growing=self.groups,
        )

    def _might_be_asked(
        self, section: Section, question: Question, own: tuple[str, str] | None, why: Why
    ) -> bool:
        if why is Why.SECTION_CLOSED and not self._might_hold(section.ask_when, None):
            return False
        if why is Why.ALREADY_RECORDED:
            return False
        return self._might_hold(question.ask_when, own)

    def _might_hold(self, condition: Condition | None, own: tuple[str, str] | None) -> bool:
        """Return whether a condition might hold, had everything been asked."""
        if not self.slots and not self.groups:
            return False
        if condition is None:
            return True
        meanings = self.questionnaire.terms.meanings
        return Readings(open=self._open, meanings=meanings).outcome(condition, own) is not False
