"""Comparing two packs: every scope that both have, and everything that is written otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from attrs import define, field

from childconcern.pack import Pack
from childconcern.verify.difference.apart import (
    added_to,
    free_answers,
    free_facts,
    not_walked,
    perhaps_renamed,
    removed_from,
)
from childconcern.verify.difference.comparing import Comparison, Count
from childconcern.verify.difference.edits import edits_of
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.onesided import OneSidedAnswers
from childconcern.verify.difference.outcome import Compared, Difference
from childconcern.verify.difference.regions import OneSided, Region
from childconcern.verify.difference.together import Together, worlds_together
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

    What only one of them asks is free there. Complete journeys are compared, then others.

    Args:
        old: The pack before.
        new: The pack now; its ``renamed`` tells what had another id.
        on: The day on which ages and dates are read.
        scopes: As of :func:`~childconcern.verify.prove`; by default all that both packs have.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over; then what is left to ask is unknown.
        count: Counts the combinations of answers of a region, in the old world and the new.
    """
    matching = Matching(old=old, new=new)
    found = _Found()
    for both in worlds_together(matching, on=on, scopes=scopes, budget=budget, stop=stop):
        found.look_at(both, count)
    not_compared = (one for one in not_walked(matching) if scopes is None or one.scope in scopes)
    apart = (*perhaps_renamed(matching), *free_facts(matching))
    notes = _once([*not_compared, *apart, *found.notes])
    return found.difference(matching, (_compared(old), _compared(new)), on, notes)


@define
class _Found:
    """What was found so far, scope by scope."""

    scopes: list[str] = field(factory=list[str])
    regions: list[Region] = field(factory=list[Region])
    one_sided: list[OneSided] = field(factory=list[OneSided])
    notes: list[Note] = field(factory=list[Note])
    unknown: list[str] = field(factory=list[str])
    steps: int = 0

    def look_at(self, both: Together, count: Count | None) -> None:
        comparison, answers = Comparison(both=both, count=count), OneSidedAnswers(both=both)
        self.regions += comparison.regions()
        self.one_sided += answers.found()
        self.notes += free_answers(both)
        self.unknown += (*comparison.unknown, *answers.unknown)
        self.scopes.append(both.scope)
        self.steps += both.gates.solver.steps

    def difference(
        self,
        matching: Matching,
        packs: tuple[Compared, Compared],
        on: dt.date,
        notes: tuple[Note, ...],
    ) -> Difference:
        return Difference(
            old=packs[0],
            new=packs[1],
            on=on.isoformat(),
            scopes=tuple(self.scopes),
            regions=tuple(self.regions),
            one_sided=tuple(self.one_sided),
            added=added_to(matching),
            removed=removed_from(matching),
            notes=notes,
            edits=edits_of(matching),
            unknown=tuple(dict.fromkeys(self.unknown)),
            steps=self.steps,
        )


def _compared(pack: Pack) -> Compared:
    return Compared(id=pack.id, version=pack.version, digest=pack.digest)


def _once(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return notes without those that say of another scope what one before them says."""
    return tuple({(one.about, one.says): one for one in reversed(notes)}.values())[::-1]
