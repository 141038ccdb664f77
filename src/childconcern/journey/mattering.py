"""Finishing early: which questions can still matter at a point of a walk.

A question can matter while what happens may hang on its answer, or while it may
hang on it whether another question that matters is asked. It is passed over only
once neither is so: whatever would have been said, the route, its variant, the
duties and their promises are the same. Questions about safety are always asked,
and so are those that are there for people and not for the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import field, frozen

from childconcern.conditions import Condition, Terms, facts_in
from childconcern.facts import Relationships, Vocabulary
from childconcern.journey.ahead import Gate, SoFar, look_ahead
from childconcern.journey.stakes import Decided, Stakes
from childconcern.policy import RoutingPolicy
from childconcern.questionnaire import Questionnaire

__all__ = ["Mattering"]


@frozen(kw_only=True, eq=False, repr=False)
class Mattering:
    """What can matter in a questionnaire, to those who decide by a policy.

    Attributes:
        questionnaire: What is walked.
        policy: What decides.
        then: Questionnaires that may follow.
        decided: What was found at earlier points of the same walk.
    """

    questionnaire: Questionnaire
    policy: RoutingPolicy
    then: tuple[Questionnaire, ...] = ()
    decided: Decided = field(factory=Decided)

    @cached_property
    def always(self) -> frozenset[str]:
        """The facts and groups that are always asked for, where their questions are live.

        Those are the safety facts, and the facts that are there for people: no
        rule can read them, or nothing that the policy reads hangs on them. And
        the groups that must be listed.
        """
        vocabulary = self.questionnaire.vocabulary
        asked = {fact for one in self._questionnaires for fact in one.recorded()}
        decisive = self._decisive
        kept = {
            fact.id
            for fact in map(vocabulary.by_id.__getitem__, asked)
            if fact.is_safety_fact or not fact.rules_can_read_it or fact.id not in decisive
        }
        must = {group.id for group in vocabulary.groups if group.at_least > 0}
        return _with_groups(kept | must, vocabulary)

    def needed(self, so_far: SoFar) -> frozenset[str]:
        """Return the facts and groups that can still matter at a point of a walk.

        They are those on which what happens hangs, those that are always asked
        for, and all on which it hangs whether these are asked for.
        """
        ahead = look_ahead(so_far, self.then)
        at_stake = Stakes(policy=self.policy, open=ahead.open, decided=self.decided).facts()
        return _followed(self.always | at_stake, ahead.gates, self.questionnaire.vocabulary)

    @property
    def _questionnaires(self) -> tuple[Questionnaire, ...]:
        return (self.questionnaire, *self.then)

    @cached_property
    def _decisive(self) -> frozenset[str]:
        """What the policy reads, and what decides whether that is asked for."""
        return _followed(self.policy.reads, tuple(self._gates()), self.questionnaire.vocabulary)

    def _gates(self) -> Iterator[Gate]:
        for asked in self._questionnaires:
            for section, question in asked.questions.values():
                read = _read((section.ask_when, question.ask_when), asked.terms)
                yield question.records, read
                if section.for_each is not None:
                    yield section.for_each, _read((section.ask_when,), asked.terms)


def _read(conditions: Iterable[Condition | None], terms: Terms) -> frozenset[str]:
    return frozenset(fact for one in conditions if one is not None for fact in facts_in(one, terms))


def _followed(
    facts: frozenset[str], gates: tuple[Gate, ...], vocabulary: Vocabulary
) -> frozenset[str]:
    """Return facts, with all on which it hangs whether these are asked for."""
    found = _with_groups(facts, vocabulary)
    while True:
        behind = (gate for recorded, gate in gates if recorded in found)
        more = _with_groups(found.union(*behind), vocabulary)
        if more == found:
            return found
        found = more


def _with_groups(found: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Return facts and groups, with the groups that must be listed for these facts."""
    whole = set(found)
    for fact in (vocabulary.by_id[name] for name in found if name in vocabulary.by_id):
        home = vocabulary.group_of[fact.id]
        whole.update(() if home is None else (home,))
        whole.update((fact.kind.to,) if isinstance(fact.kind, Relationships) else ())
    return frozenset(whole)
