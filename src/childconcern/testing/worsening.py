"""A worse answer, not knowing, and one child more: none of them ever lowers the response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from childconcern.conditions import AreasAt, Level, LevelOf, facts_in, walk_tree
from childconcern.decision import Decision
from childconcern.facts import NOT_KNOWN, Json
from childconcern.pack import Pack
from childconcern.policy import Duty, RoutingPolicy
from childconcern.testing.courses import SKIP, Asking
from childconcern.testing.journeys import Journeys
from childconcern.testing.orders import all_clear, most_worrying, worse_answers
from childconcern.testing.outcomes import Outcome
from childconcern.testing.pairs import (
    Offer,
    all_else_is_equal,
    asked_of,
    changed_pairs,
    grown_pairs,
    held_in,
)
from childconcern.testing.properties import (
    KEPT,
    NOT_SUPPOSED,
    Judgement,
    Property,
    Trial,
    broken,
)
from childconcern.testing.sheets import decision_about

__all__ = [
    "never_loses_a_duty",
    "never_lowers",
    "not_knowing_never_lowers",
    "one_more_never_lowers",
]

_WORSE: Final = "in the second, the answer to “{question}” is a worse one"
_UNKNOWN: Final = "in the second, the answer to “{question}” is not known"


def never_lowers(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that a worse answer never leads to a less urgent route.

    A concern for which no rule spoke is not on the ladder, so what goes from or
    to ``otherwise`` is not compared.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    journeys = Journeys.of(pack, questionnaire)
    return Property(
        name="a-worse-answer-never-lowers-the-response",
        says="A worse answer never leads to a less urgent route",
        pack=pack,
        trials=changed_pairs(journeys, _worse(journeys), _WORSE),
        judge=_Comparing(pack).routes,
        claim="a-worse-answer-never-lowers-the-response",
    )


def never_loses_a_duty(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that no duty is lost by a worse answer, where all that it reads is asked still.

    A worse answer may end the journey early, and then the request asks.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    journeys = Journeys.of(pack, questionnaire)
    return Property(
        name="a-worse-answer-never-loses-a-duty",
        says="A duty that is owed is still owed after a worse answer",
        pack=pack,
        trials=changed_pairs(journeys, _worse(journeys), _WORSE),
        judge=_Comparing(pack).duties,
        claim="a-worse-answer-never-loses-a-duty",
    )


def not_knowing_never_lowers(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that not knowing is never an all-clear.

    Not knowing a safety fact leads to at least the route of its most worrying
    answer, and not knowing any other to at least that of its least worrying one.
    Here ``otherwise`` is compared as the rung that it is.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    journeys = Journeys.of(pack, questionnaire)
    return Property(
        name="not-knowing-never-lowers-the-response",
        says="Not knowing is never taken for an all-clear",
        pack=pack,
        trials=changed_pairs(journeys, _unknown(journeys), _UNKNOWN),
        judge=_Comparing(pack, unknown=True).routes,
        claim="not-knowing-never-lowers-the-response",
    )


def one_more_never_lowers(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that one more child, or other item, never leads to a less urgent route.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    return Property(
        name="one-more-never-lowers-the-response",
        says="One more child never leads to a less urgent route",
        pack=pack,
        trials=grown_pairs(Journeys.of(pack, questionnaire)),
        judge=_Comparing(pack).routes,
        claim="one-more-never-lowers-the-response",
    )


def _worse(journeys: Journeys) -> Offer:
    """Return what offers an answer as it is, and each that is worse."""

    def offer(asking: Asking, answer: Json) -> Sequence[tuple[Json, Json]]:
        fact = asking.fact
        if fact.worse is None:
            return ()
        worse = worse_answers(fact, answer, journeys.choices[fact.id], journeys.on)
        return [(answer, one) for one in worse]

    return offer


def _unknown(journeys: Journeys) -> Offer:
    """Return what offers the answer that not knowing must not fall below, and not knowing."""
    facts = journeys.pack.vocabulary.by_id
    ends = {
        fact_id: (most_worrying if facts[fact_id].is_safety_fact else all_clear)(
            facts[fact_id], choices, journeys.on
        )
        for fact_id, choices in journeys.choices.items()
    }

    def offer(asking: Asking, answer: Json) -> Sequence[tuple[Json, Json]]:
        if answer == SKIP or not asking.question.unknown_allowed:
            return ()
        return [(end, None) for end in ends.get(asking.fact.id, ())]

    return offer


@frozen
class _Comparing:
    """Judges two journeys of which the second is the more worrying one."""

    pack: Pack
    unknown: bool = False

    def routes(self, trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
        decided = self._comparable(trial)
        if decided is None:
            return NOT_SUPPOSED
        # What nobody knows must not fall from the ladder, so there `otherwise` is a rung too.
        if not self.unknown and not all(map(_rule_spoke, outcomes, decided)):
            return NOT_SUPPOSED
        before, after = (one.route for one in outcomes)
        if self.pack.policy.at_least_as_urgent(after, before):
            return KEPT
        return broken(f"the route falls from {before} to {after}")

    def duties(self, trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
        decided = self._comparable(trial)
        if decided is None:
            return NOT_SUPPOSED
        lost = outcomes[0].duties - outcomes[1].duties
        named = [
            duty.id
            for duty in self.pack.policy.duties
            if duty.id in lost and self._is_asked_still(duty, *decided)
        ]
        return broken(f"a duty is lost: {', '.join(named)}") if named else KEPT

    def _comparable(self, trial: Trial) -> tuple[Decision, Decision] | None:
        """Return what the pack decides of both; None where more than one thing differs."""
        if len(trial.sheets) == 1:
            return None
        first, second = (decision_about(self.pack, sheet) for sheet in trial.sheets)
        name, _, item = trial.changed.partition("@")
        changed = ("", "")
        if name:
            questionnaire = self.pack.questionnaire(trial.sheets[0].questionnaire)
            changed = (questionnaire.questions[name][1].records, item)
        if not all_else_is_equal(first, second, changed):
            return None
        still = not self.unknown or dict(held_in(second.concern))[changed] is NOT_KNOWN
        return (first, second) if still else None

    def _is_asked_still(self, duty: Duty, first: Decision, second: Decision) -> bool:
        return all(
            asked_of(first.concern, fact_id) <= asked_of(second.concern, fact_id)
            for fact_id in _read_by(duty, self.pack.policy)
        )


def _read_by(duty: Duty, policy: RoutingPolicy) -> frozenset[str]:
    """Return the facts that a duty reads, through levels too."""
    tests = [node for node in walk_tree(duty.when) if isinstance(node, Level | LevelOf | AreasAt)]
    areas = {test.area for test in tests if isinstance(test, LevelOf)}
    of_any = any(isinstance(test, Level | AreasAt) for test in tests)
    graded = (one for one in policy.indicators if of_any or one.area in areas)
    conditions = (duty.when, *(one.when for one in graded))
    return frozenset[str]().union(*(facts_in(one, policy.terms) for one in conditions))


def _rule_spoke(outcome: Outcome, decision: Decision) -> bool:
    """Return whether a rule asked for the route, as the implementation says or else the pack."""
    said = outcome.rule_spoke
    return bool(decision.outcome.rules) if said is None else said
