"""Properties as objects: proved of a pack, sampled against any implementation, fatal to mutants.

A property is tried on sheets, and judges what an implementation decides about
them. It never looks into the implementation, so the same object holds a pack, a
changed copy of it, and a council's running service to the same promise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from childconcern.pack import Pack
from childconcern.testing.drawing import number
from childconcern.testing.edits import sessions
from childconcern.testing.journeys import Journeys
from childconcern.testing.outcomes import (
    EVERYTHING,
    Implementation,
    NoDecisionError,
    Outcome,
    decided_by,
    differences,
)
from childconcern.testing.sheets import Sheet, without_what_was_set_aside

__all__ = [
    "KEPT",
    "NOT_SUPPOSED",
    "Judge",
    "Judgement",
    "Property",
    "Trial",
    "agrees",
    "broken",
    "order_of_arrival_changes_nothing",
    "set_aside_changes_nothing",
    "trial_of",
    "whole_sheets",
]


@frozen(kw_only=True)
class Trial:
    """What a property is tried on.

    Attributes:
        sheets: One sheet, or two that are compared.
        says: How two differ, in a few words; empty for one.
        changed: The key of the one answer or list that was changed, where one was.
    """

    sheets: tuple[Sheet, ...]
    says: str = ""
    changed: str = ""


@frozen(kw_only=True)
class Judgement:
    """What a property says of one trial.

    Attributes:
        supposed: Whether the trial is of the sort that the property speaks of; where it is
            not, nothing was tried.
        breach: What is wrong, as a sentence; empty where the property is kept.
    """

    supposed: bool = True
    breach: str = ""

    @property
    def kept(self) -> bool:
        """Whether nothing is wrong."""
        return not self.breach


KEPT = Judgement()
"""All is as it should be."""

NOT_SUPPOSED = Judgement(supposed=False)
"""The property says nothing of this trial."""

Judge: TypeAlias = Callable[[Trial, tuple[Outcome, ...]], Judgement]
"""Judges a trial by what was decided about each of its sheets."""


def broken(breach: str) -> Judgement:
    """Return that something is wrong."""
    return Judgement(breach=breach)


@frozen(kw_only=True)
class Property:
    """Something that must be so of every implementation of a pack.

    Attributes:
        name: Kebab-case.
        says: What must be so, as a sentence.
        pack: The policy to which implementations are held.
        trials: Strategies of what it is tried on.
        judge: Judges a trial.
        claim: The claim of ``childconcern.verify`` that proves it of the pack itself, as in
            ``Finding.claim``; empty where there is none.
        about: What that claim is about, as in ``Finding.about``; empty for all of that claim.
    """

    name: str
    says: str
    pack: Pack = field(repr=False)
    trials: st.SearchStrategy[Trial] = field(repr=False)
    judge: Judge = field(repr=False)
    claim: str = ""
    about: str = ""

    def holds(self, trial: Trial, decide: Implementation) -> Judgement:
        """Return what is to be said of an implementation after one trial.

        No decision is a breach: whoever filled in the sheet is left without one.

        Raises:
            NoServiceError: When a service cannot be asked at all.
        """
        try:
            outcomes = tuple(decide(sheet) for sheet in trial.sheets)
        except NoDecisionError as none:
            return broken(none.message)
        unknown = {one.route for one in outcomes} - self.pack.policy.rungs.keys()
        if unknown:
            return broken("it decides a route that the pack does not have")
        return self.judge(trial, outcomes)


@st.composite
def whole_sheets(draw: st.DrawFn, journeys: Journeys, *, cut_short: bool = False) -> Trial:
    """Return trials of one sheet.

    Args:
        draw: Hypothesis'.
        journeys: Of the pack and questionnaire.
        cut_short: Whether one in three may end before the last question.
    """
    sheet = journeys.drawn(draw)
    if cut_short and number(draw, 0, 2) == 2:  # noqa: PLR2004 - one in three
        kept = number(draw, 0, len(sheet.answers))
        sheet = evolve(sheet, answers=dict([*sheet.answers.items()][:kept]))
    return trial_of(sheet)


def trial_of(sheet: Sheet) -> Trial:
    """Return the trial of one sheet."""
    return Trial(sheets=(sheet,))


def agrees(
    pack: Pack,
    *,
    questionnaire: str | None = None,
    compared: Sequence[str] = EVERYTHING,
    cut_short: bool = False,
) -> Property:
    """Return that an implementation decides what a pack decides.

    Args:
        pack: The policy.
        questionnaire: Over whose journeys; the first of the pack where it is None.
        compared: Which of ``EVERYTHING`` must be the same.
        cut_short: Whether journeys that end early are tried too.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    decide, parts = decided_by(pack), tuple(compared)

    def judge(trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
        expected = decide(trial.sheets[0])
        found = "; ".join(differences(expected, outcomes[0], parts))
        return broken(f"it decides {found}") if found else KEPT

    return Property(
        name="agrees-with-the-pack",
        says=f"It decides what {pack.id} {pack.version} decides",
        pack=pack,
        trials=whole_sheets(Journeys.of(pack, questionnaire), cut_short=cut_short),
        judge=judge,
    )


def set_aside_changes_nothing(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that answers to questions that are not asked any more change nothing.

    People go back, change an answer, and leave others behind that nobody would
    have asked for. What is decided is what a fresh sheet with only the live
    answers gets.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """

    def left_behind(final: Sheet) -> Trial:
        fresh = without_what_was_set_aside(pack, final)
        return Trial(sheets=(final, fresh), says="in the second, what is not asked is left out")

    trials = sessions(Journeys.of(pack, questionnaire)).map(
        lambda session: left_behind(session.sheets()[-1])
    )
    return Property(
        name="set-aside-changes-nothing",
        says="An answer to a question that is not asked any more changes nothing",
        pack=pack,
        trials=trials,
        judge=_decides_the_same,
        claim="set-aside-changes-nothing",
    )


def order_of_arrival_changes_nothing(pack: Pack, *, questionnaire: str | None = None) -> Property:
    """Return that the order in which answers arrive changes nothing.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    return Property(
        name="order-of-arrival-changes-nothing",
        says="The order in which answers arrive changes nothing",
        pack=pack,
        trials=_rearranged(Journeys.of(pack, questionnaire)),
        judge=_decides_the_same,
    )


@st.composite
def _rearranged(draw: st.DrawFn, journeys: Journeys) -> Trial:
    sheet = journeys.drawn(draw)
    waiting, order = [*sheet.answers], list[str]()
    while waiting:
        order.append(waiting.pop(number(draw, 0, len(waiting) - 1)))
    other = evolve(sheet, answers={key: sheet.answers[key] for key in order})
    return Trial(sheets=(sheet, other), says="in the second, they arrive in another order")


def _decides_the_same(trial: Trial, outcomes: tuple[Outcome, ...]) -> Judgement:
    first, second = trial.sheets
    found = "; ".join(differences(outcomes[0], outcomes[1]))
    if found:
        return broken(f"about the second it decides {found}")
    # Where both sheets are one and the same, nothing was tried.
    same = [*first.answers.items()] == [*second.answers.items()]
    return NOT_SUPPOSED if same else KEPT
