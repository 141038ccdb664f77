"""What two worlds share: what the same person says, as the same literals.

What can be said alike in both packs is one literal in both, so all that follows
alike from it is one literal too, and nobody has to ask about it. Where the
packs allow different answers, each has literals of its own, and what is said in
both is demanded to be the same: see :mod:`childconcern.verify.difference.together`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from attrs import evolve, field, frozen

from childconcern.facts import AnyOf, Fact, Group, Relationships
from childconcern.pack.written import Renaming
from childconcern.questionnaire import Question, Questionnaire
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.sources import Source
from childconcern.verify.encoding.journeys import Answered, Shared, Stage, key_of
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.starting import Listed, Start, own_items, where_given
from childconcern.verify.encoding.states import State
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Sharing", "alone_in"]


@frozen(kw_only=True)
class Sharing:
    """What a world of the new pack shares with one of the old.

    Attributes:
        matching: What is the same in both packs.
        old: The world of the old pack.
        model: Of the new pack.
        known: The facts of the new pack that may be known before the first question.
        again: For each source of the new pack the old one that says the same.
        apart: Questionnaires and groups of the new pack whose lists are not shared.
    """

    matching: Matching
    old: World
    model: Model
    known: frozenset[str]
    again: Mapping[Source, Source]
    apart: frozenset[tuple[str | None, str]] = frozenset()
    _alike: dict[tuple[str, str], bool] = field(factory=dict[tuple[str, str], bool], init=False)

    def shares(self, new: Source, old: Source) -> bool:
        """Return whether just the same can be said to both, so that it is one literal."""
        first, second = old.question, new.question
        if first is None or second is None:
            alike = first is second
        else:
            alike = first.unknown_allowed == second.unknown_allowed
            alike = alike and first.optional == second.optional
        pair = new.fact, old.fact
        if alike and pair not in self._alike:
            self._alike[pair] = self._one_domain(*pair)
        return alike and self._alike[pair]

    def _one_domain(self, new: str, old: str) -> bool:
        now, before = self.model.domains[new], self.old.model.domains[old]
        pairs = {value: self.matching.was(new, value) for value in now}
        if None in pairs.values() or set(pairs.values()) != set(before):
            return False
        alone = alone_in(self.model.vocabulary.by_id[new])
        return {pairs[one] for one in alone} == alone_in(self.old.model.vocabulary.by_id[old])

    def state(self, new: str, before: State) -> State:
        """Return a state of the old fact as one of the new: its literals under new names."""
        values = {
            value: before.values[self.matching.was(new, value)] for value in self.model.domains[new]
        }
        return evolve(before, values=values)

    def answers(self, questionnaire: Questionnaire) -> Shared:
        """Return the answers to a questionnaire that are shared."""
        again = {
            one.question.id: was
            for one, was in self.again.items()
            if one.question and one.questionnaire == questionnaire.id and self.shares(one, was)
        }
        asked = {stage.questionnaire.id: stage.asked for stage in self.old.stages}

        def shared(question: Question, place: int | None) -> Answered | None:
            was = again.get(question.id)
            if was is None or was.question is None:
                return None
            before = asked[str(was.questionnaire)].get(key_of(was.question.id, place))
            if before is None:
                return None
            answer = self.state(question.records, before.answer)
            return evolve(before, question=question, answer=answer)

        return shared

    def begins(self, before: Sequence[Stage], questionnaire: Questionnaire | None) -> Start:
        """Return what is shared of how a stage begins after others; None for the policy alone."""
        begun, listed = self.old.start, dict[str, Listed]()
        if questionnaire is not None:
            begun = self.old.stages[len(before)].start
        name = None if questionnaire is None else questionnaire.id
        for group_id, old_id in self.matching.same(Renaming.GROUPS).items():
            if (name, group_id) not in self.apart:
                group, who = self.model.vocabulary.group(group_id), begun.listed[old_id]
                own = 0 if questionnaire is None else own_items(questionnaire, group)
                after = self._after(group, who, before[-1], own) if before else None
                shared = after if before else self._first(group, who, own)
                listed |= {} if shared is None else {group_id: shared}
        return Start(given={} if before else self._given(begun.given), listed=listed)

    def _given(self, before: Mapping[str, State]) -> dict[str, State]:
        given = ((one.fact, was) for one, was in self.again.items() if one.question is None)
        return {
            fact: self.state(fact, before[was.fact])
            for fact, was in given
            if was.fact in before and self.shares(Source(fact=fact), was)
        }

    def _first(self, group: Group, who: Listed, own: int) -> Listed | None:
        """Return who may be listed at first, where just as many may be in both packs."""
        can_be_given = not self.known.isdisjoint(group.index)
        places = group.at_most if can_be_given else own
        if (own, places, can_be_given) != (who.own, len(who.present), who.was_given != FALSE):
            return None
        raw = [self._item(group, before) for before in who.raw]
        slots = [where_given(self.model, *both) for both in zip(who.given, raw, strict=True)]
        return evolve(who, group=group, raw=raw, slots=slots)

    def _item(self, group: Group, before: Mapping[str, State]) -> dict[str, State]:
        shared = self._given(before)
        return {
            fact.id: shared[fact.id] if fact.id in shared else self.model.free(fact, not_asked=True)
            for fact in group.facts
            if fact.id in self.known and not isinstance(fact.kind, Relationships)
        }

    def _after(self, group: Group, who: Listed, before: Stage, own: int) -> Listed | None:
        """Return who may be listed after others, where just as many may be in both packs."""
        given: list[Literal] = [*before.groups[group.id].present]
        places = min(group.at_most, len(given) + own)
        given = [*given, *[FALSE] * places][:places]
        if (own, given) != (who.own, [*who.given]):
            return None
        return evolve(who, group=group)


def alone_in(fact: Fact) -> set[Hashable]:
    """Return the options of a fact that stand alone."""
    options = fact.kind.options if isinstance(fact.kind, AnyOf) else ()
    return {one.id for one in options if one.exclusive}
