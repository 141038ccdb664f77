"""Sheets completed by the solver: none is thrown away, and where there is none that is proved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from childconcern.conditions import Asked, Known, walk_tree
from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.testing.choosers import Chooser, Drawn, Plain
from childconcern.testing.courses import Course
from childconcern.testing.guided import Guide, UnsettledReachError
from childconcern.testing.journeys import Journeys
from childconcern.testing.keeping import Kept
from childconcern.testing.possible import ways_through
from childconcern.testing.reaching import (
    Completer,
    Reach,
    ReachError,
    ReachKind,
    check_reach,
    comes_to,
)
from childconcern.testing.sheets import Sheet, decision_about
from childconcern.testing.ways import Way
from childconcern.verify import NoSolverError, ReplayError
from childconcern.verify.engine.solver import TRUE, Solver

__all__ = ["Completing", "completer_of", "drawn_to_reach", "drawn_towards", "solver_is_there"]

_TRIES: Final = 100
"""How many ways are tried that turn out not to come to what is wanted."""


def solver_is_there() -> bool:
    """Return whether python-sat is installed."""
    try:
        Solver()
    except NoSolverError:
        return False
    return True


def completer_of(
    pack: Pack,
    questionnaire: str | None = None,
    *,
    on: dt.date | None = None,
    budget: int | None = None,
) -> Completer:
    """Return what completes partial answers by the solver.

    It keeps every answer that it is given, word for word, and adds plain ones;
    before a later questionnaire it finds what those earlier in the pack's list
    recorded. Items that the answers name and do not list were given. It returns
    None only where it is proved that there is no such sheet. What it returns was
    walked and decided. The same partial answers give the same sheet.

    Args:
        pack: The pack.
        questionnaire: Its id; the first of the pack where it is None.
        on: The day on which ages and dates are read; one on which the pack is in force
            where it is None.
        budget: The most steps that one question to the solver may take; None for any number.
            Where it does not suffice, or a hundred tries do not in a questionnaire that
            finishes early, the completer raises an ``UnsettledReachError``.

    Raises:
        NoQuestionnaireError: When the pack has no such questionnaire.
        NoSolverError: When python-sat is not installed.
    """
    Solver()
    return Completing(journeys=Journeys.of(pack, questionnaire, on), budget=budget)


@frozen(kw_only=True)
class _Beginning:
    """How a way begins, and what must be so.

    Attributes:
        guide: Knows all ways, and what is wanted.
        courses: The questionnaires, in order.
        unasked: Whether it is said who there is before anybody asks.
        fails: Whether a way may turn out not to come to what is wanted.
    """

    guide: Guide
    courses: tuple[Course, ...]
    unasked: bool
    fails: bool


@frozen(kw_only=True, eq=False)
class Completing:
    """Completes answers to one questionnaire.

    Attributes:
        journeys: Of the pack and questionnaire.
        budget: The most steps that one question to the solver may take; None for any number.
    """

    journeys: Journeys
    budget: int | None = None

    def __call__(self, reach: Reach, partial: Mapping[str, Json], /) -> Sheet | None:
        """Return a complete sheet that reaches something and keeps answers; None without one.

        Raises:
            AnswersRefusedError: When an answer does not fit its question.
            ReachError: When the pack has nothing of that name.
            UnsettledReachError: When the budget or the tries ran out.
        """
        check_reach(self.journeys.pack, reach)
        kept = Kept.of(self.journeys, partial)
        return self.found(reach, kept, Plain(choices=self.journeys.choices))

    def drawn(self, reach: Reach, draw: st.DrawFn) -> Sheet | None:
        """Return a drawn sheet that reaches something; None where there is none.

        Raises:
            UnsettledReachError: When the budget or the tries ran out.
        """
        chooser = Drawn(answering=self.journeys.answering(draw))
        return self.found(reach, Kept.of(self.journeys, {}), chooser)

    def found(self, reach: Reach, kept: Kept, chooser: Chooser) -> Sheet | None:
        """Return the sheet to which a chooser comes, and None where there is none.

        Raises:
            ReplayError: When walking and deciding do not agree with the solver.
            UnsettledReachError: When the budget or the tries ran out.
        """
        left = _TRIES
        for beginning in self._beginnings(reach, kept, chooser):
            while beginning.guide.is_possible():
                if not left:
                    raise UnsettledReachError
                left -= 1
                sheet = self._way(beginning, kept).sheet()
                if self._is_so(sheet, reach, kept):
                    return sheet
                if not beginning.fails:
                    raise ReplayError(f"it does not come to {reach}")
                if not self._finishes_early:
                    break  # a list that is asked for only once it is made: no other way is better
                beginning.guide.not_again()
        return None

    def _way(self, beginning: _Beginning, kept: Kept) -> Way:
        return Way(
            journeys=self.journeys,
            courses=beginning.courses,
            guide=beginning.guide,
            kept=kept,
            unasked=beginning.unasked,
        )

    def _is_so(self, sheet: Sheet, reach: Reach, kept: Kept) -> bool:
        decision = decision_about(self.journeys.pack, sheet)
        is_kept = all(key in sheet.answers for key in kept.answers)
        return bool(decision.complete) and is_kept and comes_to(decision, reach)

    @property
    def _finishes_early(self) -> bool:
        return self.journeys.course.questionnaire.finish_early

    def _beginnings(self, reach: Reach, kept: Kept, chooser: Chooser) -> Iterator[_Beginning]:
        """Yield how ways can begin: those that people go first."""
        for wants in (True, False) if self._may_come_about_unseen(reach) else (True,):
            for courses in self._courses():
                names = tuple(one.questionnaire.id for one in courses)
                ways = ways_through(
                    self.journeys.pack, names, reach, on=self.journeys.on, budget=self.budget
                )
                goal = ways.come_to(reach) if wants else TRUE
                for so, unasked in product(kept.ways(ways.world), (False, True)):
                    lists = () if unasked else ways.lists_asked_for
                    yield _Beginning(
                        guide=Guide(
                            ways=ways,
                            chooser=chooser,
                            always=(ways.world.complete, *lists),
                            wanted=(goal, *so),
                            never_matters=ways.never_matters(reach),
                        ),
                        courses=courses,
                        unasked=unasked,
                        fails=not unasked or self._finishes_early,
                    )

    def _may_come_about_unseen(self, reach: Reach) -> bool:
        """Return whether something may be so just because a question is passed over.

        What is certain of fewer facts is certain of more, but that something was not asked.
        """
        if not self._finishes_early or reach.kind is ReachKind.ROUTE:
            return False
        policy, asked = self.journeys.pack.policy, self.journeys.course.questionnaire.questions
        read = (*policy.deciding_conditions(), *(sign.when for sign in policy.signs), reach.when)
        nodes = (node for one in read if one is not None for node in walk_tree(one))
        is_again = any(question.ask_again for _, question in asked.values())
        return is_again or any(isinstance(node, Asked | Known) for node in nodes)

    def _courses(self) -> Iterator[tuple[Course, ...]]:
        """Yield which questionnaires are gone through: the first always, others where need be."""
        earlier, last = self.journeys.earlier, self.journeys.course
        yield (*earlier[:1], last)
        if len(earlier) > 1:
            yield (*earlier, last)


def drawn_to_reach(journeys: Journeys, reach: Reach) -> st.SearchStrategy[Sheet]:
    """Return strategies of complete sheets that reach something.

    Args:
        journeys: Of the pack and questionnaire.
        reach: What is to be reached.

    Raises:
        ReachError: When the pack has nothing of that name, or python-sat is not installed.
    """
    check_reach(journeys.pack, reach)
    if not solver_is_there():
        message = f"nothing is there that completes a sheet so that it comes to {reach}"
        remedy = "install childconcern with its extra, childconcern[verify], or give a completer"
        raise ReachError(message, remedy=remedy)
    return _to_reach(Completing(journeys=journeys), reach)


@st.composite
def _to_reach(draw: st.DrawFn, completing: Completing, reach: Reach) -> Sheet:
    found = completing.drawn(reach, draw)
    if found is None:
        remedy = "`childconcern prove` says what stands against it"
        raise ReachError(f"no complete journey ever reaches {reach}", remedy=remedy)
    return found


def drawn_towards(journeys: Journeys, reach: Reach) -> st.SearchStrategy[Sheet]:
    """Return strategies of complete sheets that reach something, or of any where none is found.

    Args:
        journeys: Of the pack and questionnaire.
        reach: What is to be reached.
    """
    return _towards(journeys, reach)


@st.composite
def _towards(draw: st.DrawFn, journeys: Journeys, reach: Reach) -> Sheet:
    try:
        found = Completing(journeys=journeys).drawn(reach, draw)
    except UnsettledReachError:
        found = None
    return journeys.drawn(draw) if found is None else found
