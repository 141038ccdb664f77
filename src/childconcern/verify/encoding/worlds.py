"""Worlds: every way in which a concern comes about, with what is decided of each.

A scope says how: by walking one questionnaire or two, one after the other, or
by anybody knowing anything at all, which is the policy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from attrs import evolve, frozen

from childconcern.facts import Fact
from childconcern.pack import WrittenPack
from childconcern.policy.written import WrittenPolicy
from childconcern.questionnaire import Question, Questionnaire
from childconcern.verify.encoding.deciding import Decisions, decisions
from childconcern.verify.encoding.journeys import (
    Answered,
    Shared,
    Stage,
    item_name,
    journeys,
    key_of,
)
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.reading import Items, Slots
from childconcern.verify.encoding.starting import Start, anything, followed, one_more, start
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["POLICY_ALONE", "Beside", "Choice", "Scope", "World", "scopes_of", "world"]

POLICY_ALONE = "policy"
"""The id of the scope in which nobody is asked, and anything may be known."""


@frozen(kw_only=True, repr=False)
class Scope:
    """How concerns come about.

    Attributes:
        id: The last questionnaire's id, or ``policy``.
        questionnaires: Those that are walked, in order; none for the policy alone.
    """

    id: str
    questionnaires: tuple[Questionnaire, ...] = ()


def scopes_of(pack: WrittenPack) -> tuple[Scope, ...]:
    """Return every scope of a pack: its questionnaires, then the policy alone.

    A questionnaire that some route asks next follows the first one; any other
    begins by itself.
    """
    asked_next = {route.then_ask for route in pack.policy.routes}
    asked_next |= {one.then_ask for route in pack.policy.routes for one in route.variants}
    scopes = list[Scope]()
    for place, one in enumerate(pack.questionnaires):
        follows = place > 0 and one.id in asked_next
        walked = (pack.questionnaires[0], one) if follows else (one,)
        scopes.append(Scope(id=one.id, questionnaires=walked))
    return (*scopes, Scope(id=POLICY_ALONE))


@frozen(kw_only=True, repr=False)
class Choice:
    """One thing that people say, or that was known before.

    Attributes:
        key: ``screener/danger``, ``request/injuries@item-2``, ``given/out_of_hours`` or
            ``given/children@item-1/age``.
        fact: What it is about.
        place: The place of the item in its group, or None.
        question: Which asks for it; None where it was known before.
        live: Whether it counts.
        state: What is said.
        skipped: Whether it is passed by.
        silent: Whether there is no answer.
    """

    key: str
    fact: Fact
    place: int | None
    question: Question | None
    live: Literal
    state: State
    skipped: Literal = FALSE
    silent: Literal = FALSE


@frozen(kw_only=True, repr=False, slots=False)
class World:
    """Every way in which a concern comes about, at once.

    Attributes:
        model: Of the pack.
        scope: How concerns come about.
        start: What was known before the first question.
        stages: The journeys through each questionnaire of the scope, in order.
        top: What the concern holds at the end.
        groups: The items that it holds at the end.
        decided: What is decided of it.
    """

    model: Model
    scope: Scope
    start: Start
    stages: tuple[Stage, ...]
    top: Slots
    groups: Mapping[str, Items]
    decided: Decisions

    @cached_property
    def complete(self) -> Literal:
        """Whether every journey is complete."""
        return self.model.gates.all_of(stage.complete for stage in self.stages)

    @cached_property
    def begun(self) -> Literal:
        """Whether every journey but the last is complete; the last may be cut short."""
        return self.model.gates.all_of(stage.complete for stage in self.stages[:-1])

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """All that people say and that was known before, by key, in order."""
        return {one.key: one for one in (*self._given(), *self._asked())}

    def _given(self) -> Iterator[Choice]:
        known = self.model.vocabulary.by_id
        for fact_id, state in self.start.given.items():
            key = f"given/{fact_id}"
            yield _given_choice(key, known[fact_id], None, TRUE, state)
        for group_id, listed in self.start.listed.items():
            for place, raw in enumerate(listed.raw):
                for fact_id, state in raw.items():
                    key = f"given/{group_id}@{item_name(place)}/{fact_id}"
                    given = listed.given[place]
                    yield _given_choice(key, known[fact_id], place, given, state)

    def _asked(self) -> Iterator[Choice]:
        known = self.model.vocabulary.by_id
        for stage in self.stages:
            for one in stage.asked.values():
                yield Choice(
                    key=f"{stage.questionnaire.id}/{one.key}",
                    fact=known[one.question.records],
                    place=one.item,
                    question=one.question,
                    live=one.live,
                    state=one.answer,
                    skipped=one.skipped,
                    silent=one.silent,
                )

    def all_else(self) -> World:
        """Return the world in which people may answer every question otherwise."""
        return self._beside(self.start, {stage.questionnaire.id: None for stage in self.stages})

    def decided_by(self, policy: WrittenPolicy) -> World:
        """Return the same world as another version of the policy decides it.

        Numbers must be cut where it cuts; see ``also_cut`` of the model.
        """
        decided = decisions(self.model, self.top, self.groups, policy=policy, like=self.decided)
        return evolve(self, decided=decided)

    def asked_by(self, questionnaire: Questionnaire) -> World:
        """Return the world of another version of its only questionnaire, with the same answers.

        Questions of the same id that record the same fact, and allow the same, share
        their answers; those that only the other version asks are free.
        """
        before = self.stages[0].asked

        def shared(question: Question, place: int | None) -> Answered | None:
            one = before.get(key_of(question.id, place))
            return one if one is not None and _allows_the_same(one.question, question) else None

        stage = journeys(self.model, questionnaire, self.start, shared=shared)
        return _world(self.model, self.scope, self.start, (stage,), like=self.decided)

    def with_one_more(self, group_id: str) -> tuple[World, Literal]:
        """Return the world with one more item of a group, and whether there is room for one.

        In a scope of two questionnaires it is listed in the second.
        """
        same = {stage.questionnaire.id: _NONE for stage in self.stages}
        if len(self.stages) > 1:
            begun, room = one_more(self.model, self.stages[-1].start, group_id)
            return self._beside(self.start, same, last=begun), room
        begun, room = one_more(self.model, self.start, group_id)
        return self._beside(begun, same), room

    def _beside(
        self, begun: Start, differs: Mapping[str, frozenset[str] | None], last: Start | None = None
    ) -> World:
        stages = list[Stage]()
        for stage in self.stages:
            if stages:
                own = _followed_again(stage, stages[-1]) if last is None else last
            else:
                own = begun
            wanted = differs[stage.questionnaire.id]
            stages.append(
                journeys(self.model, stage.questionnaire, own, like=stage, differs=wanted)
            )
        return _world(self.model, self.scope, begun, tuple(stages), like=self.decided)


_NONE: frozenset[str] = frozenset()


def _followed_again(stage: Stage, before: Stage) -> Start:
    """Return how a stage begins after other journeys, where the same items are listed in it."""
    listed = {
        group_id: evolve(
            who,
            was_given=before.groups[group_id].listed,
            slots=[
                before.groups[group_id].slots[place]
                if place < len(before.groups[group_id].slots)
                else slots
                for place, slots in enumerate(who.slots)
            ],
        )
        for group_id, who in stage.start.listed.items()
    }
    return Start(given=before.top, listed=listed, follows=True)


def _allows_the_same(one: Question, other: Question) -> bool:
    return (one.records, one.unknown_allowed, one.optional) == (
        other.records,
        other.unknown_allowed,
        other.optional,
    )


def _given_choice(key: str, fact: Fact, place: int | None, live: Literal, state: State) -> Choice:
    return Choice(key=key, fact=fact, place=place, question=None, live=live, state=state)


class Beside(Protocol):
    """What a world has in common with one of another pack: what the same person says."""

    def begins(self, before: Sequence[Stage], questionnaire: Questionnaire | None) -> Start:
        """Return what is shared of how a stage begins after others; None for the policy alone."""
        ...

    def answers(self, questionnaire: Questionnaire) -> Shared:
        """Return the answers to a questionnaire that are shared."""
        ...


def world(
    model: Model,
    scope: Scope,
    *,
    beside: Beside | None = None,
    known: frozenset[str] | None = None,
) -> World:
    """Return the world of a scope.

    Args:
        model: Of the pack.
        scope: One of its own.
        beside: What it has in common with a world of another pack.
        known: The facts that may be known before the first question; by default those
            that the service sets.
    """
    first = scope.questionnaires[0] if scope.questionnaires else None
    like = None if beside is None else beside.begins((), first)
    begun = anything(model, like) if first is None else start(model, first, known, like)
    stages = list[Stage]()
    for questionnaire in scope.questionnaires:
        own = begun
        if stages:
            like = None if beside is None else beside.begins(stages, questionnaire)
            own = followed(model, questionnaire, stages[-1].top, stages[-1].groups, like)
        shared = None if beside is None else beside.answers(questionnaire)
        stages.append(journeys(model, questionnaire, own, shared=shared))
    return _world(model, scope, begun, tuple(stages))


def _world(
    model: Model,
    scope: Scope,
    begun: Start,
    stages: tuple[Stage, ...],
    like: Decisions | None = None,
) -> World:
    if stages:
        top, groups = stages[-1].top, stages[-1].groups
    else:
        top, groups = _unwalked(model, begun)
    return World(
        model=model,
        scope=scope,
        start=begun,
        stages=stages,
        top=top,
        groups=groups,
        decided=decisions(model, top, groups, like=like),
    )


def _unwalked(model: Model, begun: Start) -> tuple[Slots, dict[str, Items]]:
    """Return what a concern holds that nobody was asked for."""
    nothing = {fact.id: model.nothing(fact.id) for fact in model.vocabulary.facts}
    groups = dict[str, Items]()
    for group_id, listed in begun.listed.items():
        empty = {fact.id: model.nothing(fact.id) for fact in listed.group.facts}
        groups[group_id] = Items(
            listed=listed.was_given,
            present=listed.present,
            slots=tuple(empty | dict(one) for one in listed.slots),
        )
    return nothing | dict(begun.given), groups
