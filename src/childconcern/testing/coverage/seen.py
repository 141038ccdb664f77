"""One worked example as coverage sees it: what was asked, what is known, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from childconcern.conditions import (
    ConcernView,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    expand,
    truth,
)
from childconcern.decision import Decision
from childconcern.facts import Concern, Held, read_concern
from childconcern.journey import Journey
from childconcern.pack import Case, Pack

__all__ = ["Seen", "seen_in"]


@frozen(kw_only=True, repr=False)
class Seen:
    """One example, walked and decided.

    Attributes:
        id: The case's id.
        journey: Through the first questionnaire; None where the case gives a concern.
        concern: What is known.
        decision: What is decided.
        on: The day.
    """

    id: str
    journey: Journey | None
    concern: Concern
    decision: Decision
    on: dt.date

    def held(self, fact_id: str) -> Iterator[Held]:
        """Yield what is held of a fact, of each item where it belongs to a group."""
        group_id = self.concern.vocabulary.group_of[fact_id]
        if group_id is None:
            yield self.concern[fact_id]
            return
        index = self.concern.vocabulary.group(group_id).index[fact_id]
        yield from (item.values[index] for item in self.concern.items(group_id))

    def holds(self, condition: Condition) -> bool:
        """Return whether a condition of the policy certainly holds."""
        meaning = expand(condition, self.decision.policy.terms.meanings)
        view = ConcernView(concern=self.concern, on=self.on, levels=self._level)
        return truth(meaning, view)[0]

    def _level(self, test: LevelTest) -> bool:
        levels = self.decision.levels
        match test:
            case Level(at_least):
                return (self.decision.level or 0) >= at_least
            case LevelOf(area, at_least):
                return levels[area] >= at_least
            case _:
                return sum(one >= test.level for one in levels.values()) >= test.at_least


def seen_in(case: Case, pack: Pack) -> Seen:
    """Return a case of a pack, walked and decided.

    Raises:
        ProblemsError: When its concern or answers are refused.
    """
    if case.answers is None or not pack.questionnaires:
        journey, concern = None, read_concern(case.concern, pack.vocabulary)
    else:
        given = read_concern(case.given or {}, pack.vocabulary, partial=True)
        journey = pack.walk(case.answers, given=given, on=case.on)
        concern = journey.concern
    return Seen(
        id=case.id,
        journey=journey,
        concern=concern,
        decision=pack.decide(concern if journey is None else journey, on=case.on),
        on=case.on,
    )
