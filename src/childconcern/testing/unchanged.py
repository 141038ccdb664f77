"""``unchanged except``: but for its exceptions, all is decided as in the version before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from childconcern.decision import Decision
from childconcern.explanation import condition_words, pack_wording
from childconcern.facts import Held, Json, NotAsked, held_document
from childconcern.pack import NoQuestionnaireError, Pack
from childconcern.policy import Guarantee
from childconcern.testing.journeys import Journeys
from childconcern.testing.orders import is_mildest
from childconcern.testing.outcomes import NoDecisionError, Outcome, decided_by, differences
from childconcern.testing.pairs import held_in
from childconcern.testing.premises import is_so
from childconcern.testing.properties import (
    KEPT,
    NOT_SUPPOSED,
    Judgement,
    Property,
    Trial,
    broken,
    whole_sheets,
)
from childconcern.testing.sheets import Sheet, decision_about
from childconcern.testing.thresholds import thresholds_of

__all__ = ["unchanged_except"]

_COMPARED = ("route", "variant", "duties")


def unchanged_except(promise: Guarantee, journeys: Journeys, baseline: Pack) -> Property:
    """Return that an implementation decides as the version before did, but for exceptions.

    It is an exception where the guarantee's ``when`` holds, or one of its facts is
    held, of the whole or of some item, and is not the least worrying answer of the
    order that the fact has. What the version before cannot be asked, or has more
    questions about, is passed over.

    Args:
        promise: A guarantee of the pack that claims ``unchanged except``.
        journeys: Of the pack and questionnaire.
        baseline: The version before.
    """
    judging = _Judging.of(journeys.pack, promise, baseline)
    return Property(
        name=promise.id,
        says=judging.says(),
        pack=journeys.pack,
        trials=whole_sheets(journeys),
        judge=judging.judge,
        claim="guaranteed",
        about=f"guarantee {promise.id}",
    )


@frozen(kw_only=True, eq=False, repr=False)
class _Judging:
    pack: Pack
    promise: Guarantee
    baseline: Pack
    thresholds: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, pack: Pack, promise: Guarantee, baseline: Pack) -> _Judging:
        new, old = thresholds_of(pack), thresholds_of(baseline)
        both = {
            name: tuple(sorted({*new.get(name, ()), *old.get(name, ())})) for name in {**new, **old}
        }
        return cls(pack=pack, promise=promise, baseline=baseline, thresholds=both)

    def says(self) -> str:
        wording = pack_wording(self.pack)
        exceptions = [f"{wording.topic(fact)} is spoken of" for fact in self.promise.facts]
        if self.promise.when is not None:
            exceptions.insert(0, condition_words(self.promise.when, wording))
        but = " or ".join(exceptions)
        return f"All is decided as in {self.baseline.id} {self.baseline.version}, unless {but}"

    def judge(self, trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
        [sheet], [decided] = trial.sheets, outcomes
        before = self._before(sheet)
        if before is None or self._is_an_exception(decision_about(self.pack, sheet)):
            return NOT_SUPPOSED
        found = "; ".join(differences(before, decided, _COMPARED))
        return broken(f"it decides {found}") if found else KEPT

    def _before(self, sheet: Sheet) -> Outcome | None:
        try:
            before = decided_by(self.baseline)(sheet)
        except (NoDecisionError, NoQuestionnaireError):
            return None
        return before if before.complete else None

    def _is_an_exception(self, decision: Decision) -> bool:
        when = self.promise.when
        if when is not None and is_so(when, decision):
            return True
        return any(self._speaks(name, held, decision.on) for name, held in self._held(decision))

    def _held(self, decision: Decision) -> Iterator[tuple[str, Held]]:
        for (name, _), held in held_in(decision.concern):
            if name in self.promise.facts and not isinstance(held, NotAsked):
                yield name, held

    def _speaks(self, name: str, held: Held, on: dt.date) -> bool:
        """Return whether something worse is held of a fact than its least worrying answer."""
        fact = self.pack.vocabulary.by_id[name]
        answer: Json = held_document(fact, held)
        return not is_mildest(fact, answer, self.thresholds.get(name, ()), on)
