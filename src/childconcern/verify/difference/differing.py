"""Comparing two packs: every scope that both have, and everything that is written otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from childconcern.pack import Pack
from childconcern.verify.difference.apart import (
    added_to,
    free_answers,
    free_facts,
    not_walked,
    removed_from,
)
from childconcern.verify.difference.comparing import Comparison, Count
from childconcern.verify.difference.edits import edits_of
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.onesided import OneSidedAnswers
from childconcern.verify.difference.outcome import Compared, Difference
from childconcern.verify.difference.regions import OneSided, Region
from childconcern.verify.difference.together import worlds_together
from childconcern.verify.report import Note

__all__ = ["difference"]


def difference(
    old: Pack,
    new: Pack,
    *,
    on: dt.date,
    scopes: Sequence[str] | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
    count: Count | None = None,
) -> Difference:
    """Return what two packs decide otherwise, of the same person who says the same to both.

    In both, people may answer in any way that its questionnaires allow. What is said
    to a question that both ask is the same, whatever it was renamed to; what only one
    of them asks is free there. Complete journeys are compared, then those cut short.

    Args:
        old: The pack before.
        new: The pack now; its ``renamed`` tells what had another id.
        on: The day on which ages and dates are read.
        scopes: The ids of questionnaires of the new pack over whose journeys, and ``policy``
            for any concern whatever; by default all that both packs have.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over; then what is left to ask is unknown.
        count: Counts the combinations of answers of a region, in the old world and the new.

    Raises:
        NoSolverError: When python-sat is not installed.
        ReplayError: When an example does not come out as the solver found it.
    """
    matching = Matching(old=old, new=new)
    regions, one_sided = list[Region](), list[OneSided]()
    wanted = (one for one in not_walked(matching) if scopes is None or one.scope in scopes)
    notes, unknown = [*wanted, *free_facts(matching)], list[str]()
    names, steps = list[str](), 0
    for both in worlds_together(matching, on=on, scopes=scopes, budget=budget, stop=stop):
        comparison, answers = Comparison(both=both, count=count), OneSidedAnswers(both=both)
        regions += comparison.regions()
        one_sided += answers.found()
        notes += free_answers(both)
        unknown += (*comparison.unknown, *answers.unknown)
        names.append(both.scope)
        steps += both.gates.solver.steps
    return Difference(
        old=_compared(old),
        new=_compared(new),
        on=on.isoformat(),
        scopes=tuple(names),
        regions=tuple(regions),
        one_sided=tuple(one_sided),
        added=added_to(matching),
        removed=removed_from(matching),
        notes=_once(notes),
        edits=edits_of(matching),
        unknown=tuple(dict.fromkeys(unknown)),
        steps=steps,
    )


def _compared(pack: Pack) -> Compared:
    return Compared(id=pack.id, version=pack.version, digest=pack.digest)


def _once(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return notes without those that say of another scope what one before them says."""
    return tuple({(one.about, one.says): one for one in reversed(notes)}.values())[::-1]
