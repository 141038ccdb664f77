"""One walk under way: question by question, with what is live so far."""

from __future__ import annotations

import datetime as dt

from attrs import define, field

from childconcern.conditions import Condition, expand, truth
from childconcern.facts import Concern
from childconcern.journey.ahead import SoFar
from childconcern.journey.answers import Answers, Skipped
from childconcern.journey.bounds import Finishing, questions_to_come
from childconcern.journey.journey import Journey, Why
from childconcern.journey.live import Live, LiveView
from childconcern.journey.mattering import Mattering
from childconcern.journey.recording import recorded_concern
from childconcern.journey.unasked import Unasked
from childconcern.journey.unexplored import Unexplored
from childconcern.policy import RoutingPolicy
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Walker"]


@define(eq=False, repr=False)
class Walker:
    """Goes through a questionnaire once.

    Attributes:
        questionnaire: What is walked.
        answers: What was answered.
        given: What counts as live from the start.
        on: The day on which ages and dates are read.
        mattering: What can matter; None where everything is asked.
        policy: What decides; None where nobody said.
        before: What was left unasked in what was walked before.
        live: What is recorded.
        unexplored: What was passed over, because it cannot matter.
        path: Keys of live questions, in order.
        why: For each question, and listed item, why it is asked or not.
        next: What is asked next, or None.
        unanswered: Facts whose live question has no answer, with their item.
        opened: For each section that was come by, whether it is asked.
        listed: Groups whose items were asked for, and are listed.
        needed: What can matter where it is asked next; None where everything is asked.
    """

    questionnaire: Questionnaire
    answers: Answers
    given: Concern
    on: dt.date
    mattering: Mattering | None
    policy: RoutingPolicy | None
    before: Unasked
    live: Live = field(init=False)
    unexplored: Unexplored = field(init=False)
    path: list[str] = field(factory=list[str])
    why: dict[str, Why] = field(factory=dict[str, Why])
    next: str | None = None
    unanswered: set[tuple[str | None, str]] = field(factory=set[tuple[str | None, str]])
    opened: dict[str, bool] = field(factory=dict[str, bool])
    listed: set[str] = field(factory=set[str])
    needed: frozenset[str] | None = None

    def __attrs_post_init__(self) -> None:
        """Begin with what was given."""
        self.live = Live.of(self.given, self.answers.items)
        self.unexplored = Unexplored(
            questionnaire=self.questionnaire,
            live=self.live,
            on=self.on,
            items=self.answers.items,
            slots=set(self.before.facts),
            groups=set(self.before.lists),
        )

    def walk(self) -> Journey:
        """Go by every question, ask those that are live and can matter, and say what came of it."""
        for section in self.questionnaire.sections:
            is_open = self._holds(section.ask_when, None)
            if section.for_each is None:
                self.opened[section.id] = is_open
                self._ask_all(section, None, is_open=is_open)
                continue
            self._list(section, section.for_each, is_open=is_open)
            self.opened[section.id] = is_open
            for item_id in self.answers.items.get(section.for_each, ()):
                self._ask_all(section, item_id, is_open=is_open)
        return self._journey()

    def _journey(self) -> Journey:
        concern = recorded_concern(
            self.questionnaire, self.live, self.given, frozenset(self.unanswered)
        )
        aside = (self.answers.by_key.keys() - set(self.path)) | self.answers.outdated
        unasked = self.unexplored.unasked
        fewest, most = self._to_come()
        return Journey(
            questionnaire=self.questionnaire.id,
            path=tuple(self.path),
            next=self.next,
            set_aside=tuple(sorted(aside)),
            why=self.why,
            at_least_to_come=fewest,
            at_most_to_come=most,
            concern=concern,
            not_explored=self._areas(unasked, concern),
            unasked=unasked,
        )

    def _areas(self, unasked: Unasked, concern: Concern) -> tuple[str, ...]:
        return () if self.policy is None else unasked.areas(self.policy, concern, self.on)

    def _to_come(self) -> tuple[int, int]:
        """Return how many questions are still to come, at least and at most."""
        if self.next is None:
            return 0, 0
        fewest, most = questions_to_come(
            self.questionnaire, self.answers, self.given, self.on, self._finishing()
        )
        return max(1, fewest), most

    # ------------------------------------------------------------------------------ lists

    def _list(self, section: Section, group_id: str, *, is_open: bool) -> None:
        """Ask who is in a group, where a section asks and nobody said."""
        if not is_open:
            self.unexplored.list_closed(section, group_id)
            return
        group = self.questionnaire.vocabulary.group(group_id)
        more = section.ask_for_more and self.answers.may_lack_more(group)
        if not more and not self.answers.lacks_items(group):
            if self._so_far().may_list(section):
                self.listed.add(group_id)
                self.unexplored.listed(group_id)
        elif self._matters(group_id):
            self._wait_for(f"@{group_id}")
        else:
            self.unexplored.list_passed_over(group_id)

    # -------------------------------------------------------------------------- questions

    def _ask_all(self, section: Section, item_id: str | None, *, is_open: bool) -> None:
        group_id = section.for_each
        own = (group_id, item_id) if group_id is not None and item_id is not None else None
        for question in section.questions:
            key = question.id if item_id is None else f"{question.id}@{item_id}"
            why = self._why(section, question, own) if is_open else Why.SECTION_CLOSED
            if why.is_asked:
                self._ask(key, question, own)
            else:
                self.unexplored.not_asked(section, question, own, why)
            self.why[key] = why

    def _why(self, section: Section, question: Question, own: tuple[str, str] | None) -> Why:
        group_id, item_id = own or (None, None)
        if self.live.records(question.records, group_id, item_id) and not question.ask_again:
            return Why.ALREADY_RECORDED
        if self.live.has_nobody(question.records, own):
            return Why.NOBODY_TO_RELATE_TO
        if not self._holds(question.ask_when, own):
            return Why.CONDITION_NOT_MET
        if not self._matters(question.records):
            return Why.CANNOT_MATTER
        conditional = question.ask_when is not None or section.ask_when is not None
        return Why.CONDITION_MET if conditional else Why.ALWAYS_ASKED

    def _holds(self, condition: Condition | None, own: tuple[str, str] | None) -> bool:
        if condition is None:
            return True
        meaning = expand(condition, self.questionnaire.terms.meanings)
        return truth(meaning, LiveView(live=self.live, on=self.on, own=own))[0]

    def _ask(self, key: str, question: Question, own: tuple[str, str] | None) -> None:
        self.path.append(key)
        group_id, item_id = own or (None, None)
        answer = self.answers.by_key.get(key)
        if answer is None:
            self.unanswered.add((item_id, question.records))
            self._wait_for(key)
        elif not isinstance(answer, Skipped):
            self.live.row(group_id, item_id)[question.records] = answer
            self.unexplored.told(own, question.records)

    # -------------------------------------------------------------------- what can matter

    def _matters(self, name: str) -> bool:
        """Return whether a fact, or who is in a group, can still matter.

        After the first question without an answer nothing is settled, so it is told
        from what could matter there.
        """
        if self.mattering is None or name in self.mattering.always:
            return True
        if self.needed is None:
            return name in self.mattering.needed(self._so_far())
        return name in self.needed

    def _wait_for(self, key: str) -> None:
        """Note what has no answer; the first is what is next."""
        if self.next is None:
            self.next = key
            if self.mattering is not None:
                self.needed = self.mattering.needed(self._so_far())

    def _finishing(self) -> Finishing | None:
        if self.mattering is None or self.next is None or self.needed is None:
            return None
        return Finishing(
            next=self.next,
            path=frozenset(self.path),
            needed=self.needed,
            always=self.mattering.always,
        )

    def _so_far(self) -> SoFar:
        return SoFar(
            questionnaire=self.questionnaire,
            answers=self.answers,
            given=self.given,
            on=self.on,
            live=self.live,
            why=self.why,
            opened=self.opened,
            listed=self.listed,
        )
