"""Every journey through a questionnaire, as literals.

It follows :mod:`childconcern.journey` step by step. An answer is free whether
its question is live or not, as people's answers are; only live ones count. So
two copies that share all answers but one differ in whatever that one changes,
and what only one of them asks may be answered in any way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from childconcern.conditions import Condition
from childconcern.facts import Relationships
from childconcern.questionnaire import Question, Questionnaire, Section
from childconcern.verify.encoding.meanings import Changes
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.reading import Items, Slots
from childconcern.verify.encoding.starting import Listed, Start
from childconcern.verify.encoding.states import State, chosen
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["Answered", "Shared", "Stage", "item_name", "journeys", "key_of"]


def item_name(place: int) -> str:
    """Return the id of the item at a place; it says nothing of anybody."""
    return f"item-{place + 1}"


def key_of(question_id: str, place: int | None) -> str:
    """Return the key of an answer, as ``walk`` takes it."""
    return question_id if place is None else f"{question_id}@{item_name(place)}"


@frozen(kw_only=True, repr=False)
class Answered:
    """What may be answered to one question, of one item.

    Attributes:
        question: Which one.
        item: The place of the item in its group, or None.
        live: Whether it is asked.
        answer: A value or *not known*; read only where it counts.
        skipped: Whether it is passed by, as an optional question may be.
        silent: Whether there is no answer, as in a journey that was cut short.
    """

    question: Question
    item: int | None
    live: Literal
    answer: State
    skipped: Literal
    silent: Literal

    @property
    def key(self) -> str:
        """As ``walk`` takes it."""
        return key_of(self.question.id, self.item)


Shared: TypeAlias = Callable[[Question, int | None], Answered | None]
"""What an answer has in common with that of other journeys; None where it is free."""


@frozen(kw_only=True, repr=False)
class Stage:
    """All journeys at once: one for each way in which the literals can be true.

    Attributes:
        questionnaire: What is walked.
        asked: Every question that may be asked, by its key.
        before: What is held of each question's fact when it is reached.
        recorded: What is held of it once the question was passed.
        start: What was known before, and who is listed.
        top: What the concern holds at the end.
        groups: The items that it holds at the end.
        complete: Whether every live question has an answer, and every open list its items.
        stuck: Whether an open list needs more items than anybody may list.
        opened: Of each group that a section is about, whether such a section is open.
    """

    questionnaire: Questionnaire
    asked: Mapping[str, Answered]
    before: Mapping[str, State]
    recorded: Mapping[str, State]
    start: Start
    top: Slots
    groups: Mapping[str, Items]
    complete: Literal
    stuck: Literal
    opened: Mapping[str, Literal]


def journeys(
    model: Model,
    questionnaire: Questionnaire,
    begun: Start,
    *,
    like: Stage | None = None,
    differs: frozenset[str] | None = None,
    shared: Shared | None = None,
) -> Stage:
    """Return every journey through a questionnaire.

    Args:
        model: Of the pack.
        questionnaire: One of its own.
        begun: How they begin.
        like: The journeys of the same questionnaire and model whose answers these share.
        differs: The keys of questions whose answers may differ from those; None for all of them.
        shared: Answers that are shared with journeys of another pack.
    """
    walker = _Walker(
        model=model,
        questionnaire=questionnaire,
        start=begun,
        like=like,
        differs=differs,
        shared=shared,
    )
    walker.begin()
    for section in questionnaire.sections:
        walker.walk(section)
    return walker.end()


@define(kw_only=True, eq=False, repr=False)
class _Group:
    """A group while it is walked: its items can be told apart from the start."""

    who: Listed
    listed: Literal
    slots: list[dict[str, State]]

    def items(self) -> Items:
        return Items(listed=self.listed, present=self.who.present, slots=tuple(self.slots))


@define(kw_only=True, eq=False, repr=False)
class _Walker:
    model: Model
    questionnaire: Questionnaire
    start: Start
    like: Stage | None
    differs: frozenset[str] | None
    shared: Shared | None
    changes: Changes = field(factory=Changes)
    """Of what is held so far, what differs from the journeys that these are like."""
    top: dict[str, State] = field(factory=dict[str, State])
    groups: dict[str, _Group] = field(factory=dict[str, _Group])
    asked: dict[str, Answered] = field(factory=dict[str, Answered])
    before: dict[str, State] = field(factory=dict[str, State])
    recorded: dict[str, State] = field(factory=dict[str, State])
    unlisted: list[Literal] = field(factory=list[Literal])
    """Whether an open section still waits for the items of its group."""
    stuck: list[Literal] = field(factory=list[Literal])
    """Whether it waits for more items than anybody may list."""
    opened: dict[str, Literal] = field(factory=dict[str, Literal])

    def begin(self) -> None:
        vocabulary, gates = self.model.vocabulary, self.model.gates
        self.top = self._untouched(vocabulary.index) | dict(self.start.given)
        for group_id, who in self.start.listed.items():
            slots = [self._untouched(who.group.index) | dict(given) for given in who.slots]
            listed = gates.any_of((who.was_given, who.said))
            self.groups[group_id] = _Group(who=who, listed=listed, slots=slots)
        if self.like is not None:
            self._compare_starts(self.like.start)

    def _compare_starts(self, other: Start) -> None:
        for fact_id, state in self.start.given.items():
            differs = state.literals != other.given[fact_id].literals
            self.changes.note(fact_id, None, differs=differs)
        for group_id, who in self.start.listed.items():
            before = other.listed[group_id]
            ours = (who.was_given, who.said, *who.present)
            if ours != (before.was_given, before.said, *before.present):
                self.changes.groups.add(group_id)
            for place, slots in enumerate(who.slots):
                for fact_id, state in slots.items():
                    differs = state.literals != before.slots[place][fact_id].literals
                    self.changes.note(fact_id, place, differs=differs)

    def walk(self, section: Section) -> None:
        gates = self.model.gates
        is_open = self._holds(section.ask_when, None)
        if section.for_each is None:
            for question in section.questions:
                self._ask(question, section, None, is_open, self.top)
            return
        group = self.groups[section.for_each]
        before = self.opened.get(section.for_each, FALSE)
        self.opened[section.for_each] = gates.any_of((before, is_open))
        self.unlisted.append(gates.all_of((is_open, self._waits(section, group))))
        self.stuck.append(gates.all_of((is_open, self._lacks(group), self._is_full(group))))
        for place, (present, slots) in enumerate(zip(group.who.present, group.slots, strict=True)):
            here = gates.all_of((is_open, present))
            for question in section.questions:
                self._ask(question, section, place, here, slots)

    def end(self) -> Stage:
        gates = self.model.gates
        waiting = [gates.all_of((one.live, one.silent)) for one in self.asked.values()]
        for group in self.groups.values():
            for place, slots in enumerate(group.slots):
                group.slots[place] = self._told_all(slots, place, group.who.present[place])
        return Stage(
            questionnaire=self.questionnaire,
            asked=self.asked,
            before=self.before,
            recorded=self.recorded,
            start=self.start,
            top=self._told_all(self.top, None, TRUE),
            groups={group_id: group.items() for group_id, group in self.groups.items()},
            complete=-gates.any_of([*waiting, *self.unlisted]),
            stuck=gates.any_of(self.stuck),
            opened=self.opened,
        )

    def _untouched(self, fact_ids: Iterable[str]) -> dict[str, State]:
        return {fact_id: self.model.nothing(fact_id) for fact_id in fact_ids}

    def _waits(self, section: Section, group: _Group) -> Literal:
        """Return whether an open section waits for the items of its group, or for more of them."""
        gates, who, lacks = self.model.gates, group.who, self._lacks(group)
        if not section.ask_for_more:
            return lacks
        all_there_can_be = gates.at_least(who.group.at_most, who.present)
        return gates.any_of((lacks, gates.all_of((-who.said, -all_there_can_be))))

    def _lacks(self, group: _Group) -> Literal:
        """Return whether nobody listed a group, or fewer of it than there must be."""
        gates, who = self.model.gates, group.who
        enough = gates.at_least(who.group.at_least, who.present)
        return -gates.all_of((group.listed, enough))

    def _is_full(self, group: _Group) -> Literal:
        """Return whether as many items are listed as may be."""
        who = group.who
        rooms = [
            -present if place < who.own else self.model.gates.all_of((-present, before))
            for place, (present, before) in enumerate(
                zip(who.present, (*[TRUE] * who.own, *who.given), strict=False)
            )
        ]
        return -self.model.gates.any_of(rooms)

    def _has_somebody(self, question: Question, section: Section, place: int | None) -> Literal:
        """Return whether somebody is listed to whom a person can be related, if it asks that."""
        kind = self.model.vocabulary.by_id[question.records].kind
        if not isinstance(kind, Relationships):
            return TRUE
        itself = place if kind.to == section.for_each else None
        listed = enumerate(self.groups[kind.to].who.present)
        return self.model.gates.any_of([one for other, one in listed if other != itself])

    def _ask(
        self,
        question: Question,
        section: Section,
        place: int | None,
        here: Literal,
        slots: dict[str, State],
    ) -> None:
        key = key_of(question.id, place)
        self.before[key] = slots[question.records]
        if self.like is not None and self._is_as_before(question, section, key, place):
            self.asked[key] = self.like.asked[key]
            slots[question.records] = self.recorded[key] = self.like.recorded[key]
            return
        gates, before = self.model.gates, slots[question.records]
        own = None if place is None else slots
        again = TRUE if question.ask_again else before.not_asked
        somebody = self._has_somebody(question, section, place)
        live = gates.all_of((here, somebody, again, self._holds(question.ask_when, own)))
        answered = self.asked[key] = self._answered(question, place, live)
        records = gates.all_of((live, -answered.skipped, -answered.silent))
        state = chosen(gates, records, answered.answer, before)
        slots[question.records] = self.recorded[key] = state
        if self.like is not None:
            differs = state.literals != self.like.recorded[key].literals
            self.changes.note(question.records, place, differs=differs)

    def _is_as_before(
        self, question: Question, section: Section, key: str, place: int | None
    ) -> bool:
        """Return whether nothing that decides about a question differs from the other journeys."""
        if self.differs is None or key in self.differs or section.for_each in self.changes.groups:
            return False
        kind = self.model.vocabulary.by_id[question.records].kind
        if isinstance(kind, Relationships) and kind.to in self.changes.groups:
            return False
        gates = (section.ask_when, question.ask_when)
        terms = self.questionnaire.terms
        meanings = [self.model.meaning(gate, terms) for gate in gates if gate is not None]
        return (question.records, place) not in self.changes.facts and not any(
            self.changes.touch(meaning, place) for meaning in meanings
        )

    def _answered(self, question: Question, place: int | None, live: Literal) -> Answered:
        key, before = key_of(question.id, place), None
        if self.like is not None and self.differs is not None and key not in self.differs:
            before = self.like.asked[key]
        elif self.shared is not None:
            before = self.shared(question, place)
        if before is not None:
            return evolve(before, question=question, live=live)
        fact, gates = self.model.vocabulary.by_id[question.records], self.model.gates
        return Answered(
            question=question,
            item=place,
            live=live,
            answer=self.model.free(fact, not_known=question.unknown_allowed),
            skipped=gates.fresh() if question.optional else FALSE,
            silent=gates.fresh(),
        )

    def _holds(self, condition: Condition | None, own: Slots | None) -> Literal:
        if condition is None:
            return TRUE
        groups = {group_id: group.items() for group_id, group in self.groups.items()}
        reading = self.model.reading(top=self.top, groups=groups, asking=True)
        meaning = self.model.meaning(condition, self.questionnaire.terms)
        return evolve(reading, own=own).read(meaning.condition)[0]

    def _told_all(
        self, slots: Mapping[str, State], place: int | None, here: Literal
    ) -> dict[str, State]:
        """Return what a concern holds: a safety fact without an answer is *not known*."""
        return {fact_id: self._told(fact_id, slots[fact_id], place, here) for fact_id in slots}

    def _told(self, fact_id: str, state: State, place: int | None, here: Literal) -> State:
        gates, fact = self.model.gates, self.model.vocabulary.by_id[fact_id]
        if not fact.is_safety_fact:
            return state
        # Of nobody who is not there anything is not known.
        silent = here if fact.set_by_service else gates.any_of([*self._unanswered(fact_id, place)])
        not_known = gates.all_of((state.not_asked, silent))
        return evolve(
            state,
            not_known=gates.any_of((state.not_known, not_known)),
            not_asked=gates.all_of((state.not_asked, -not_known)),
        )

    def _unanswered(self, fact_id: str, place: int | None) -> Iterator[Literal]:
        for one in self.asked.values():
            if one.question.records == fact_id and one.item == place:
                yield self.model.gates.all_of((one.live, one.silent))
