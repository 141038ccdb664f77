"""How many questions are still to come: bounds that hold whatever is answered.

The questionnaire is walked once more over what is settled. What a question to
come may still record is *open*: for the most, every test of it may pass; for
the fewest, none need.
"""

from __future__ import annotations

import datetime as dt

from attrs import define, field, frozen

from childconcern.conditions import Condition
from childconcern.facts import Concern, Group, NotAsked, Relationships
from childconcern.journey.answers import Answers, Skipped
from childconcern.journey.live import Live
from childconcern.journey.opening import ANYONE, Open, Own, Readings, Slot
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Finishing", "questions_to_come"]


@frozen(kw_only=True, repr=False)
class Finishing:
    """What a walk that finishes early leaves out of the questions to come.

    Attributes:
        next: The key of what is asked next.
        path: Keys of the questions that are live now.
        needed: The facts and groups that can matter where it is asked next. What
            cannot matter there cannot matter later.
        always: The facts and groups that are asked for in any case.
    """

    next: str
    path: frozenset[str]
    needed: frozenset[str]
    always: frozenset[str]

    def leaves_out(self, key: str, fact_id: str) -> bool:
        """Return whether a question is surely never asked."""
        return key not in self.path and fact_id not in self.needed

    def keeps(self, key: str, name: str) -> bool:
        """Return whether a fact or a group is asked for whatever is answered before it."""
        return key == self.next or name in self.always


def questions_to_come(
    questionnaire: Questionnaire,
    answers: Answers,
    given: Concern,
    on: dt.date,
    finishing: Finishing | None = None,
) -> tuple[int, int]:
    """Return the fewest and the most questions without an answer that are still to come.

    Listing the items of a group counts as one. Answers that are kept aside do
    not come again.
    """
    live = _with_anyone(questionnaire, answers, given)
    bounds = _Bounds(questionnaire, answers, given, on, live, finishing)
    bounds.walk()
    return bounds.fewest, bounds.most


def _with_anyone(questionnaire: Questionnaire, answers: Answers, given: Concern) -> Live:
    items = {
        group.id: (*answers.items.get(group.id, ()), ANYONE)
        for group in questionnaire.vocabulary.groups
    }
    return Live.of(given, items)


@define(eq=False, repr=False)
class _Bounds:
    questionnaire: Questionnaire
    answers: Answers
    given: Concern
    on: dt.date
    live: Live
    finishing: Finishing | None
    growing: frozenset[str] = field(init=False)
    fewest: int = 0
    most: int = 0
    open: set[Slot] = field(factory=set[Slot])
    must_list: set[str] = field(factory=set[str])
    may_list: set[str] = field(factory=set[str])

    def __attrs_post_init__(self) -> None:
        groups = self.questionnaire.vocabulary.groups
        self.growing = frozenset(group.id for group in groups if self.is_open(group.id))

    def given_items(self, group_id: str) -> int:
        """Return how many items were given: those do not count as listed here."""
        listed = self.given.groups[self.questionnaire.vocabulary.group_index[group_id]]
        return len(listed) if isinstance(listed, tuple) else 0

    def is_open(self, group_id: str) -> bool:
        """Return whether the items of a group may still be listed."""
        group = self._group(group_id)
        more = self.questionnaire.asks_for_more(group_id) and self.answers.may_lack_more(group)
        return more or self.answers.lacks_items(group)

    def walk(self) -> None:
        for section in self.questionnaire.sections:
            may, must = self._may_must(section.ask_when, None)
            if section.for_each is None:
                for question in section.questions:
                    self._ask(question, None, (may, must), (1, 1))
            else:
                self._walk_items(section, section.for_each, (may, must))

    def _walk_items(self, section: Section, group_id: str, live: tuple[bool, bool]) -> None:
        for item_id in self.answers.items.get(group_id, ()):
            for question in section.questions:
                self._ask(question, (group_id, item_id), live, (1, 1))
        group = self._group(group_id)
        more = section.ask_for_more and self.answers.may_lack_more(group)
        if more or self.answers.lacks_items(group):
            self._list(group_id, live)
        if self.is_open(group_id):
            for question in section.questions:
                self._ask(question, (group_id, ANYONE), live, self._more(group_id, question))

    def _list(self, group_id: str, live: tuple[bool, bool]) -> None:
        may, must = live
        if self.finishing is not None:
            may = may and group_id in self.finishing.needed
        if may and group_id not in self.may_list:
            self.may_list.add(group_id)
            self.most += 1
        if must and self._is_kept(f"@{group_id}", group_id) and group_id not in self.must_list:
            self.must_list.add(group_id)
            self.fewest += 1

    def _more(self, group_id: str, question: Question) -> tuple[int, int]:
        """Return how many items at least and at most will be asked what nobody answered yet."""
        group, listed = self._group(group_id), self.answers.items.get(group_id, ())
        kept = sum(
            1
            for key in self.answers.by_key
            if key.startswith(f"{question.id}@") and key.partition("@")[2] not in listed
        )
        still = group.at_most - len(listed)
        own = self.given_items(group_id) + self.questionnaire.at_most(group) - len(listed)
        return max(0, group.at_least - len(listed) - kept), min(still, own)

    def _ask(
        self,
        question: Question,
        own: Own,
        live: tuple[bool, bool],
        times: tuple[int, int],
    ) -> None:
        key = question.id if own is None else f"{question.id}@{own[1]}"
        if self.finishing is not None and self.finishing.leaves_out(key, question.records):
            return
        slot, row = (own, question.records), self.live.row(*(own or (None, None)))
        is_open = slot in self.open
        recorded = not isinstance(row[question.records], NotAsked)
        may, must = self._may_must(question.ask_when, own)
        somebody = self._somebody(question.records, own)
        may, must = may and somebody[0], must and somebody[1]
        may = live[0] and may and (question.ask_again or is_open or not recorded)
        must = live[1] and must and (question.ask_again or not (is_open or recorded))
        answer = self.answers.by_key.get(key)
        if answer is None:
            self.fewest += times[0] if must and self._is_kept(key, question.records) else 0
            self.most += times[1] if may else 0
        if isinstance(answer, Skipped) or not may:
            return
        if answer is not None and must:
            row[question.records] = answer
            self.open.discard(slot)
        else:
            self.open.add(slot)

    def _is_kept(self, key: str, name: str) -> bool:
        return self.finishing is None or self.finishing.keeps(key, name)

    def _somebody(self, fact_id: str, own: Own) -> tuple[bool, bool]:
        """Return whether there may, and whether there must, be others to relate to."""
        kind = self.questionnaire.vocabulary.by_id[fact_id].kind
        if not isinstance(kind, Relationships):
            return True, True
        others = bool(kind.others(self.answers.items, own))
        return others or self.is_open(kind.to), others

    def _may_must(self, condition: Condition | None, own: Own) -> tuple[bool, bool]:
        if condition is None:
            return True, True
        state = Open(
            live=self.live,
            on=self.on,
            slots=self.open,
            listed=self.answers.items,
            growing=self.growing,
        )
        readings = Readings(open=state, meanings=self.questionnaire.terms.meanings)
        outcome = readings.outcome(condition, own)
        return outcome is not False, outcome is True

    def _group(self, group_id: str) -> Group:
        return self.questionnaire.vocabulary.group(group_id)
