"""Strategies of answer sheets and edit sessions for the journeys of a pack."""

from __future__ import annotations

import datetime as dt

from attrs import evolve
from hypothesis import strategies as st

from childconcern.pack import Pack
from childconcern.testing.completing import drawn_to_reach
from childconcern.testing.drawing import number
from childconcern.testing.edits import EditSession, sessions
from childconcern.testing.journeys import Journeys
from childconcern.testing.reaching import Completer, Reach, reaching
from childconcern.testing.sheets import Sheet

__all__ = ["answers_so_far", "complete_answers", "edit_sessions"]


def complete_answers(
    pack: Pack,
    questionnaire: str | None = None,
    reach: Reach | None = None,
    *,
    on: dt.date | None = None,
    completer: Completer | None = None,
) -> st.SearchStrategy[Sheet]:
    """Return strategies of the sheets of complete journeys.

    Each question is answered when it becomes live, so every draw is a journey and
    none is thrown away: every option, not known, skips, lists of items, and ages
    and dates in every form, on both sides of each number at which the pack's
    conditions change. Before a later questionnaire those earlier in the pack's
    list are gone through, and what they recorded is given. What is smallest asks
    few questions, with plain answers.

    Args:
        pack: The pack.
        questionnaire: Its id; the first of the pack where it is None.
        reach: What every sheet comes to.
        on: The day on which ages and dates are read; one on which the pack is in force
            where it is None.
        completer: Completes partial answers for ``reach``; where it is None the solver does,
            which is asked before each answer whether it leads there, and draws no sheet that
            does not.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
        ReachError: When the pack has nothing of that name, or nothing is there that
            completes sheets; when sheets are drawn, where none reaches it.
    """
    journeys = Journeys.of(pack, questionnaire, on)
    if reach is None:
        return _complete(journeys)
    if completer is None:
        return drawn_to_reach(journeys, reach)
    return reaching(journeys, reach, completer)


def answers_so_far(
    pack: Pack, questionnaire: str | None = None, *, on: dt.date | None = None
) -> st.SearchStrategy[Sheet]:
    """Return strategies of the sheets of journeys that may end before the last question.

    Args:
        pack: The pack.
        questionnaire: Its id; the first of the pack where it is None.
        on: The day; one on which the pack is in force where it is None.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    return _so_far(Journeys.of(pack, questionnaire, on))


def edit_sessions(
    pack: Pack, questionnaire: str | None = None, *, on: dt.date | None = None
) -> st.SearchStrategy[EditSession]:
    """Return strategies of what people do who go back, change an answer, and go on.

    Args:
        pack: The pack.
        questionnaire: Its id; the first of the pack where it is None.
        on: The day; one on which the pack is in force where it is None.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    return sessions(Journeys.of(pack, questionnaire, on))


@st.composite
def _complete(draw: st.DrawFn, journeys: Journeys) -> Sheet:
    return journeys.drawn(draw)


@st.composite
def _so_far(draw: st.DrawFn, journeys: Journeys) -> Sheet:
    sheet = journeys.drawn(draw)
    kept = number(draw, 0, len(sheet.answers))
    return evolve(sheet, answers=dict([*sheet.answers.items()][:kept]))
