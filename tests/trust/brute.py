"""Every journey through a tiny pack, one by one: nothing here asks a solver, or abstracts.

People's answers are gone through question by question, each answered in every
way, passed by, or left without an answer; ``walk`` and ``decide`` do the rest.
"""

import datetime as dt
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import pytest
from attrs import define, field, frozen

from childconcern.conditions import Condition
from childconcern.decision import Decision, decide
from childconcern.facts import Concern, Fact, Group, Json, Relationships, read_concern
from childconcern.journey import Journey, walk
from childconcern.pack import Pack
from childconcern.questionnaire import Question, Questionnaire
from trust.journey_trees import (
    ABSENT,
    SILENT,
    SKIPPED,
    UNKNOWN,
    Branch,
    Document,
    Node,
    Order,
    Sheet,
    Token,
    TooManyError,
)
from trust.said_values import Said, comparisons, said_values

__all__ = ["conditions_of", "every_concern", "quick_walks", "values_of"]


def every_concern(
    pack: Pack,
    asked: Sequence[Questionnaire],
    on: dt.date,
    *,
    most: int = 20_000,
    values: Mapping[str, tuple[Said, ...]] | None = None,
) -> Node:
    """Return every way in which a concern comes about.

    Args:
        pack: Whose policy decides.
        asked: The questionnaires that are walked, each after complete journeys of the one
            before; none where anything may be known.
        on: The day.
        most: How many walks, or concerns that nobody was asked for, there may be.
        values: What can be said of each fact; by default as far as the pack tells it apart.

    Raises:
        TooManyError: When there are more.
    """
    said = values_of((pack,), on) if values is None else values
    explorer = _Explorer(pack=pack, asked=tuple(asked), on=on, most=most, values=said)
    with quick_walks():
        return explorer.begin()


def values_of(packs: Sequence[Pack], on: dt.date) -> dict[str, tuple[Said, ...]]:
    """Return what can be said of each fact, as far as any of some packs tells it apart."""
    tests = comparisons(when for pack in packs for when in conditions_of(pack))
    facts = packs[0].vocabulary.by_id.values()
    return {fact.id: said_values(fact, tests.get(fact.id, ()), on) for fact in facts}


def conditions_of(pack: Pack) -> Iterator[Condition]:
    """Yield every condition that is written anywhere in a pack."""
    policy = pack.policy
    yield from policy.deciding_conditions()
    yield from (sign.when for sign in policy.signs)
    yield from (one.when for one in policy.guarantees if one.when is not None)
    for questionnaire in pack.questionnaires:
        for section in questionnaire.sections:
            for gate in (section.ask_when, *(one.ask_when for one in section.questions)):
                if gate is not None:
                    yield gate


@contextmanager
def quick_walks() -> Generator[None]:
    """Leave out how many questions are still to come: it takes most of a walk's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("childconcern.journey.walker.questions_to_come", _nothing_to_come)
        yield


def _nothing_to_come(*_: object) -> tuple[int, int]:
    return 0, 0


@frozen(kw_only=True)
class _Slot:
    """A fact that may be known before the first question."""

    key: str
    order: Order
    fact: Fact
    place: int | None


_Then: TypeAlias = Callable[[dict[Order, Json]], Node | None]


@define(kw_only=True, eq=False, repr=False)
class _Explorer:
    pack: Pack
    asked: tuple[Questionnaire, ...]
    on: dt.date
    most: int
    values: Mapping[str, tuple[Said, ...]]
    found: int = 0
    decisions: dict[object, Decision] = field(factory=dict[object, Decision])
    stages: dict[object, Node | None] = field(factory=dict[object, "Node | None"])
    orders: list[dict[str, tuple[int, int]]] = field(factory=list[dict[str, tuple[int, int]]])
    """For each questionnaire the section and the position of each question."""

    def __attrs_post_init__(self) -> None:
        for questionnaire in self.asked:
            self.orders.append(
                {
                    question.id: (n, m)
                    for n, section in enumerate(questionnaire.sections)
                    for m, question in enumerate(section.questions)
                }
            )

    # ---------------------------------------------------------------- what is known before

    def begin(self) -> Node:
        facts = enumerate(self.pack.vocabulary.facts)
        slots = [
            _Slot(key=f"given/{fact.id}", order=(0, 0, 0, n), fact=fact, place=None)
            for n, fact in facts
            if self._may_be_given(fact)
        ]
        begun = self._known(slots, 0, {}, lambda held: self._counts(0, held, ()))
        assert begun is not None
        return begun

    def _may_be_given(self, fact: Fact) -> bool:
        if isinstance(fact.kind, Relationships):
            return False
        return fact.set_by_service if self.asked else fact.rules_can_read_it

    def _known(
        self, slots: Sequence[_Slot], number: int, held: dict[Order, Json], then: _Then
    ) -> Node | None:
        """Return what follows where of each slot nothing, *not known* or any value is given."""
        if number == len(slots):
            return then(held)
        slot = slots[number]
        after: dict[Token, Node | None] = {ABSENT: self._known(slots, number + 1, held, then)}
        said = [(one, slot.fact.kind.to_json(one.value)) for one in self.values[slot.fact.id]]
        pairs: list[tuple[Token, Json]] = [(UNKNOWN, None), *said]
        for token, raw in pairs:
            more = {**held, slot.order: raw}
            after[token] = self._known(slots, number + 1, more, then)
        return _branch(slot.key, slot.order, after, slot.fact, slot.place)

    def _counts(self, number: int, held: dict[Order, Json], counts: tuple[int, ...]) -> Node | None:
        """Return what follows where of each group no list is given, or so many items (-1: none)."""
        groups = self.pack.vocabulary.groups
        if number == len(groups):
            return self._items(held, counts)
        group, after = groups[number], dict[Token, Node | None]()
        after[ABSENT] = self._counts(number + 1, held, (*counts, -1))
        if not any(map(self._may_be_given, group.facts)):
            return after[ABSENT]
        for count in range(0 if self.asked else group.at_least, group.at_most + 1):
            after[count] = self._counts(number + 1, held, (*counts, count))
        return _branch(f"given/@{group.id}", (0, 1, number, 0), after)

    def _items(self, held: dict[Order, Json], counts: tuple[int, ...]) -> Node | None:
        groups = self.pack.vocabulary.groups
        slots = [
            _Slot(
                key=f"given/{group.id}/{fact.id}",
                order=(0, 2 + n, place, m),
                fact=fact,
                place=place,
            )
            for n, group in enumerate(groups)
            for place in range(max(0, counts[n]))
            for m, fact in enumerate(group.facts)
            if self._may_be_given(fact)
        ]
        return self._known(slots, 0, held, lambda all_held: self._begun(all_held, counts))

    def _begun(self, held: dict[Order, Json], counts: tuple[int, ...]) -> Node | None:
        vocabulary = self.pack.vocabulary
        top = {(0, 0, 0, n): fact for n, fact in enumerate(vocabulary.facts)}
        given: Document = {} if self.asked else _unasked(vocabulary.facts, vocabulary.groups)
        given |= {fact.id: held[order] for order, fact in top.items() if order in held}
        for n, group in enumerate(vocabulary.groups):
            if counts[n] >= 0:
                given[group.id] = [
                    self._item(group, (n, place), held) for place in range(counts[n])
                ]
        concern = read_concern(given, vocabulary, partial=bool(self.asked))
        if self.asked:
            return self._stage(0, concern, 0)
        self._count()
        decision = self._decision(concern)
        return Sheet(complete=True, questions=0, decision=decision, given=concern, answers={})

    def _item(self, group: Group, where: tuple[int, int], held: dict[Order, Json]) -> Json:
        n, place = where
        item: Document = {"id": f"item-{place + 1}"}
        item |= {} if self.asked else _unasked(group.facts, ())
        for m, fact in enumerate(group.facts):
            if (0, 2 + n, place, m) in held:
                item[fact.id] = held[0, 2 + n, place, m]
        return item

    # ---------------------------------------------------------------- question by question

    def _stage(self, number: int, given: Concern, questions: int) -> Node | None:
        """Return what follows where a questionnaire is begun; the same for equal concerns."""
        same = (number, given.values, given.groups, questions)
        if same not in self.stages:
            self.stages[same] = self._list(number, 0, given, {}, questions)
        return self.stages[same]

    def _list(
        self, number: int, n: int, given: Concern, answers: Document, questions: int
    ) -> Node | None:
        """Return what follows where of each group nobody says who there is, or lists so many."""
        groups, questionnaire = self.pack.vocabulary.groups, self.asked[number]
        if n == len(groups):
            journey = self._walk(number, given, answers)
            return self._from_here(number, given, answers, questions, journey)
        group = groups[n]
        after: dict[Token, Node | None] = {
            ABSENT: self._list(number, n + 1, given, answers, questions)
        }
        if group.id not in {section.for_each for section in questionnaire.sections}:
            return after[ABSENT]
        before = len(given.items(group.id))
        most = min(group.at_most - before, questionnaire.at_most(group))
        for count in range(most + 1):
            ids: list[Json] = [f"item-{before + k + 1}" for k in range(count)]
            more: Document = {**answers, f"@{group.id}": ids}
            after[count] = self._list(number, n + 1, given, more, questions)
        key = f"{questionnaire.id}/@{group.id}"
        return _branch(key, (number + 1, -1, n, 0), after)

    def _count(self) -> None:
        self.found += 1
        if self.found > self.most:
            raise TooManyError

    def _walk(self, number: int, given: Concern, answers: Document) -> Journey:
        self._count()
        return walk(self.asked[number], answers, given=given, on=self.on)

    def _from_here(
        self,
        number: int,
        given: Concern,
        answers: Document,
        questions: int,
        journey: Journey,
        done: int = 0,
    ) -> Node | None:
        """Return all that may follow; JOURNEY is that in which nothing more is answered."""
        if done == len(journey.path):
            return self._end(number, given, answers, questions, journey)
        name, _, item_id = journey.path[done].partition("@")
        section, question = self.asked[number].questions[name]
        fact, place = self.pack.vocabulary.by_id[question.records], _place_of(item_id)
        after: dict[Token, Node | None] = {}
        if number == len(self.asked) - 1:
            again = (number, given, answers, questions, journey, done + 1)
            after[SILENT] = self._from_here(*again)
        own = (section.for_each, item_id) if section.for_each else None
        for token, raw in self._ways(question, fact, journey.concern, own):
            more = {**answers, journey.path[done]: raw}
            then = self._walk(number, given, more)
            after[token] = self._from_here(number, given, more, questions, then, done + 1)
        n, m = self.orders[number][name]
        order = (number + 1, n, place or 0, m)
        key = f"{self.asked[number].id}/{name}"
        return _branch(key, order, after, fact, place, question)

    def _ways(
        self, question: Question, fact: Fact, concern: Concern, own: tuple[str, str] | None
    ) -> Iterator[tuple[Token, Json]]:
        if isinstance(fact.kind, Relationships):
            listed = {
                group.id: [item.id for item in concern.items(group.id)]
                for group in self.pack.vocabulary.groups
            }
            other = fact.kind.others(listed, own)[0]
            yield self.values[fact.id][0], {other: fact.kind.options[0]}
        else:
            yield from ((one, fact.kind.to_json(one.value)) for one in self.values[fact.id])
        if question.unknown_allowed:
            yield UNKNOWN, None
        if question.optional:
            yield SKIPPED, {"skipped": True}

    def _end(
        self, number: int, given: Concern, answers: Document, questions: int, journey: Journey
    ) -> Node | None:
        asked = questions + len(journey.path)
        if number < len(self.asked) - 1:
            return self._stage(number + 1, journey.concern, asked) if journey.complete else None
        decision = self._decision(journey.concern)
        return Sheet(
            complete=journey.complete,
            questions=asked,
            decision=decision,
            given=given,
            answers=answers,
        )

    def _decision(self, concern: Concern) -> Decision:
        same = (concern.values, concern.groups)
        found = self.decisions.get(same)
        if found is None:
            found = self.decisions[same] = decide(concern, self.pack.policy, on=self.on)
        return found


def _place_of(item_id: str) -> int | None:
    """Return the place of an item by its id; None where there is none."""
    return int(item_id.removeprefix("item-")) - 1 if item_id else None


def _unasked(facts: Sequence[Fact], groups: Sequence[Group]) -> Document:
    """Return that what must be said was not asked."""
    needed = [fact.id for fact in facts if fact.is_safety_fact]
    needed += [group.id for group in groups if group.at_least]
    return {name: {"not_asked": name.replace("_", "-")} for name in needed}


def _branch(
    key: str,
    order: Order,
    after: Mapping[Token, Node | None],
    fact: Fact | None = None,
    place: int | None = None,
    question: Question | None = None,
) -> Node | None:
    """Return a branch with what leads anywhere; None where nothing does."""
    leads = {token: node for token, node in after.items() if node is not None}
    if not leads:
        return None
    return Branch(key=key, order=order, fact=fact, place=place, question=question, after=leads)
