"""What a solver found, as answers that people could give, replayed through the real thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from childconcern.decision import Decision, decide
from childconcern.errors import ConcernError
from childconcern.facts import AnyOf, Concern, Fact, Json, Relationships, read_concern
from childconcern.journey import Journey, walk
from childconcern.verify.encoding.journeys import Answered, Stage, item_name
from childconcern.verify.encoding.reading import Slots
from childconcern.verify.encoding.starting import Start
from childconcern.verify.encoding.states import State
from childconcern.verify.encoding.worlds import World

__all__ = ["ReplayError", "Replayed", "Sheet", "replayed", "sheet_of", "walked"]


class ReplayError(ConcernError):
    """What the solver found is not what walking and deciding make of it: do not trust it."""

    code = "replay"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"a journey that was found comes out otherwise when it is walked: {what}",
            remedy="this is a fault of the prover; nothing it says of this pack can be relied on",
        )


@frozen(kw_only=True, repr=False)
class Sheet:
    """What was known before, and what people answered, as JSON.

    Attributes:
        given: What the service set; where no questionnaire is walked, the whole concern.
        answers: Answers to live questions, by the questionnaire's id, in order.
    """

    given: Mapping[str, Json]
    answers: Mapping[str, Mapping[str, Json]]


@frozen(kw_only=True, repr=False)
class Replayed:
    """One way in which a concern came about, walked and decided by the library itself.

    Attributes:
        sheet: What was known and answered.
        journeys: What ``walk`` makes of it, one for each questionnaire.
        concern: What is known at the end.
        decision: What ``decide`` makes of that.
    """

    sheet: Sheet
    journeys: tuple[Journey, ...]
    concern: Concern
    decision: Decision


def sheet_of(world: World) -> Sheet:
    """Return what was known and answered in the solver's last model."""
    teller = _Teller(world)
    return Sheet(
        given=teller.given(),
        answers={stage.questionnaire.id: teller.answers(stage) for stage in world.stages},
    )


def walked(world: World, sheet: Sheet) -> Replayed:
    """Return what walking and deciding make of a sheet.

    Raises:
        ReplayError: When nobody could answer so.
    """
    model, journeys = world.model, list[Journey]()
    try:
        concern = read_concern(sheet.given, model.vocabulary, partial=bool(world.stages))
        for stage in world.stages:
            answers = sheet.answers[stage.questionnaire.id]
            journeys.append(walk(stage.questionnaire, answers, given=concern, on=model.on))
            concern = journeys[-1].concern
    except ConcernError:
        raise ReplayError("nobody could answer so") from None
    return Replayed(
        sheet=sheet,
        journeys=tuple(journeys),
        concern=concern,
        decision=decide(concern, model.pack.policy, on=model.on),
    )


def replayed(world: World) -> Replayed:
    """Return what the solver's last model comes to, walked and decided by the library itself.

    Raises:
        ReplayError: When walking or deciding does not agree with the solver.
    """
    found = walked(world, sheet_of(world))
    for what, same in _compared(world, found):
        if not same:
            raise ReplayError(what)
    return found


def _compared(world: World, found: Replayed) -> Iterator[tuple[str, bool]]:
    says, decision, decided = world.model.gates.solver.says, found.decision, world.decided
    for stage, journey in zip(world.stages, found.journeys, strict=True):
        live = {one.key for one in stage.asked.values() if says(one.live)}
        yield "questions", live == set(journey.path)
        yield "completeness", says(stage.complete) == journey.complete
    applied = {(reason.kind, reason.id) for reason in decision.reasons}
    tables = (("indicator", decided.indicators), ("rule", decided.rules), ("duty", decided.duties))
    meant = {(kind, name) for kind, table in tables for name, one in table.items() if says(one)}
    yield "reasons", applied == meant
    yield "level", decision.level == _level(world)
    yield "route", says(decided.routes[decision.route])
    yield "variant", says(decided.variants[decision.route, decision.variant])


def _level(world: World) -> int | None:
    """Return the highest level that the solver's last model comes to."""
    policy, applies = world.decided.policy, world.decided.indicators
    says = world.model.gates.solver.says
    reached = [one.level for one in policy.indicators if says(applies[one.id])]
    lowest = [level.number for level in policy.levels[:1]]
    return max((*lowest, *reached), default=None)


@frozen(repr=False)
class _Teller:
    world: World

    def given(self) -> dict[str, Json]:
        begun, told = self.world.start, dict[str, Json]()
        if not self.world.stages:
            told |= self._silent()
        told |= self._known(begun.given)
        for group_id, listed in begun.listed.items():
            if self._says(listed.was_given):
                told[group_id] = [
                    {"id": item_name(place), **self._item(begun, group_id, place)}
                    for place, given in enumerate(listed.given)
                    if self._says(given)
                ]
        return told

    def _silent(self) -> dict[str, Json]:
        """Return that what must be said was not asked: of the policy alone nobody was."""
        vocabulary = self.world.model.vocabulary
        needed = [fact.id for fact in vocabulary.facts if fact.is_safety_fact]
        needed += [group.id for group in vocabulary.groups if group.at_least]
        return {name: {"not_asked": name.replace("_", "-")} for name in needed}

    def _item(self, begun: Start, group_id: str, place: int) -> dict[str, Json]:
        listed, told = begun.listed[group_id], dict[str, Json]()
        if not self.world.stages:
            for fact in listed.group.facts:
                if fact.is_safety_fact:
                    told[fact.id] = {"not_asked": fact.id.replace("_", "-")}
        return told | self._known(listed.slots[place])

    def answers(self, stage: Stage) -> dict[str, Json]:
        told: dict[str, Json] = {}
        for group_id, listed in stage.start.listed.items():
            if self._says(listed.said):
                places = (place for place, one in enumerate(listed.present) if self._says(one))
                told[f"@{group_id}"] = [item_name(place) for place in places]
        for answered in stage.asked.values():
            if self._says(answered.live) and not self._says(answered.silent):
                told[answered.key] = self._answer(stage, answered)
        return told

    def _says(self, literal: int) -> bool:
        return self.world.model.gates.solver.says(literal)

    def _known(self, slots: Slots) -> dict[str, Json]:
        facts = self.world.model.vocabulary.by_id
        return {
            fact_id: self._value(facts[fact_id], state)
            for fact_id, state in slots.items()
            if not self._says(state.not_asked)
        }

    def _answer(self, stage: Stage, answered: Answered) -> Json:
        fact = self.world.model.vocabulary.by_id[answered.question.records]
        if self._says(answered.skipped):
            return {"skipped": True}
        if isinstance(fact.kind, Relationships) and not self._says(answered.answer.not_known):
            return {self._somebody(stage, fact, fact.kind, answered.item): fact.kind.options[0]}
        return self._value(fact, answered.answer)

    def _somebody(self, stage: Stage, fact: Fact, kind: Relationships, place: int | None) -> str:
        """Return the first item to which a person can be related: never the person itself.

        Raises:
            ReplayError: When there is none.
        """
        home = self.world.model.vocabulary.group_of[fact.id]
        itself = place if home == kind.to else None
        present = enumerate(stage.start.listed[kind.to].present)
        for other, one in present:
            if other != itself and self._says(one):
                return item_name(other)
        raise ReplayError("nobody could answer so")

    def _value(self, fact: Fact, state: State) -> Json:
        if self._says(state.not_known):
            return None
        held = [value for value, literal in state.values.items() if self._says(literal)]
        if isinstance(fact.kind, AnyOf):
            return fact.kind.to_json(frozenset(map(str, held)))
        return fact.kind.to_json(self.world.model.domains[fact.id][held[0]])
