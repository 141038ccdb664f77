"""What people did say, as literals: what was given, who was listed, what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from attrs import frozen

from childconcern.facts import Concern, Fact, Held, Json, NotAsked, NotKnown
from childconcern.journey import Journey, walk
from childconcern.journey.answers import Answer, Answers, Skipped, read_answers
from childconcern.verify.encoding.domains import Cuts, seen_as
from childconcern.verify.encoding.journeys import Answered
from childconcern.verify.encoding.states import State
from childconcern.verify.encoding.worlds import Scope, World
from childconcern.verify.engine.solver import Literal

__all__ = ["Walked", "given_as_said", "said_so", "walked_through"]


@frozen(kw_only=True, repr=False)
class Walked:
    """One questionnaire, walked with the answers of somebody.

    Attributes:
        answers: As they were read.
        journey: What came of them.
        items: Of each group the ids of its items, those given first.
        given: Of each group how many of them were given.
    """

    answers: Answers
    journey: Journey
    items: Mapping[str, tuple[str, ...]]
    given: Mapping[str, int]

    def answer(self, one: Answered, group_id: str | None) -> Answer | None:
        """Return what was answered to a question, live or not; None where nothing was."""
        key = one.question.id
        if one.item is not None:
            names = self.items.get(str(group_id), ())
            if one.item >= len(names):
                return None
            key = f"{key}@{names[one.item]}"
        return self.answers.by_key.get(key)


def walked_through(
    scope: Scope, begun: Concern, answers: Mapping[str, Mapping[str, Json]], on: dt.date
) -> tuple[Walked, ...]:
    """Return what comes of answers to each questionnaire of a scope, one after the other.

    Raises:
        AnswersRefusedError: With every answer that does not fit its question.
    """
    found, concern = list[Walked](), begun
    for questionnaire in scope.questionnaires:
        said = answers.get(questionnaire.id, {})
        read = read_answers(said, questionnaire, concern)
        journey = walk(questionnaire, said, given=concern, on=on)
        before = {group.id: len(concern.items(group.id)) for group in concern.vocabulary.groups}
        found.append(Walked(answers=read, journey=journey, items=read.items, given=before))
        concern = journey.concern
    return tuple(found)


def said_so(world: World, one: Answered, answer: Answer) -> Literal:
    """Return whether just this is answered."""
    gates = world.model.gates
    if isinstance(answer, Skipped):
        return gates.all_of((one.skipped, -one.silent))
    fact = world.model.vocabulary.by_id[one.question.records]
    return gates.all_of((-one.skipped, -one.silent, *_held(world, fact, one.answer, answer)))


def _held(world: World, fact: Fact, state: State, held: Held) -> Iterator[Literal]:
    """Yield what is so where just this is held of a fact."""
    if isinstance(held, NotAsked):
        yield state.not_asked
    elif isinstance(held, NotKnown):
        yield state.not_known
    else:
        cuts: Cuts = world.model.cuts.get(fact.id, ())
        values = seen_as(fact, held, cuts, world.model.on)
        yield from (lit if value in values else -lit for value, lit in state.values.items())


def given_as_said(world: World, concern: Concern) -> Iterator[Literal]:
    """Yield what is so where just this was known before the first question."""
    vocabulary, begun = world.model.vocabulary, world.start
    for fact_id, state in begun.given.items():
        yield from _held(world, vocabulary.by_id[fact_id], state, concern[fact_id])
    for group_id, who in begun.listed.items():
        items = concern.items(group_id)
        is_listed = not isinstance(concern.groups[vocabulary.group_index[group_id]], NotAsked)
        yield who.was_given if is_listed else -who.was_given
        for place, literal in enumerate(who.given):
            yield literal if place < len(items) else -literal
        for item, raw in zip(items, who.raw, strict=False):
            for fact_id, state in raw.items():
                held = item.values[who.group.index[fact_id]]
                yield from _held(world, who.group.facts[who.group.index[fact_id]], state, held)
