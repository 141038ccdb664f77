"""Cases against mutants: those that notice a mistake kill it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve, field, frozen

from childconcern.facts import concern_document
from childconcern.pack import Case, Pack
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.rehearsing import Rehearsal, rehearsed_cases
from childconcern.testing.mutation.touching import touched

__all__ = ["CaseKiller", "case_killers", "killed_by_cases"]


def killed_by_cases(
    pack: Pack,
    mutant: Mutant,
    *,
    rehearsals: Sequence[Rehearsal] | None = None,
    most: int | None = None,
) -> tuple[str, ...]:
    """Return the ids of the pack's cases that agree with the pack and not with the mutant.

    Only cases that could see the mistake are run again: the others would agree.

    Args:
        pack: The pack as it should be.
        mutant: One of its mutants.
        rehearsals: What ``rehearsed_cases(pack)`` returned; give it where several
            mutants are tried.
        most: After so many the rest are not tried; None for all.
    """
    agreed = rehearsed_cases(pack) if rehearsals is None else rehearsals
    return tuple(islice(_killers(pack, mutant, agreed), most))


def _killers(pack: Pack, mutant: Mutant, agreed: Sequence[Rehearsal]) -> Iterator[str]:
    touch = touched(pack, mutant.pack)
    mutated = mutant.pack
    for rehearsal in agreed:
        case = rehearsal.played
        if not isinstance(case, Case):
            continue
        if touch.knows_otherwise(rehearsal):
            again = case
        elif touch.decides_otherwise(rehearsal):
            again = _as_known(case, rehearsal)
        else:
            continue
        if not mutated.run_case(again).agrees:
            yield case.id


def _as_known(case: Case, rehearsal: Rehearsal) -> Case:
    """Return a case with what its answers came to, where they come to it again.

    The journey ends where it ended, so whether it is complete is not looked at.
    """
    return evolve(
        case,
        concern=concern_document(rehearsal.concern),
        answers=None,
        given=None,
        expect=evolve(case.expect, complete=None),
    )


@frozen(eq=False)
class _Cases:
    """The cases of a pack, and which mutants each of them killed."""

    pack: Pack
    rehearsals: tuple[Rehearsal, ...]
    killed: dict[str, frozenset[str]] = field(factory=dict[str, frozenset[str]])

    def killers(self, mutant: Mutant) -> frozenset[str]:
        """Return the ids of the cases that kill a mutant; they are run once."""
        if mutant.id not in self.killed:
            found = killed_by_cases(self.pack, mutant, rehearsals=self.rehearsals)
            self.killed[mutant.id] = frozenset(found)
        return self.killed[mutant.id]


@frozen(eq=False)
class CaseKiller:
    """One case, held against mutants.

    Attributes:
        case: Its id.
    """

    case: str
    _cases: _Cases

    @property
    def name(self) -> str:
        """What the matrix calls it."""
        return f"case {self.case}"

    def kills(self, mutant: Mutant) -> bool:
        """Return whether the case disagrees with the mutant."""
        return self.case in self._cases.killers(mutant)


def case_killers(pack: Pack) -> tuple[CaseKiller, ...]:
    """Return each case that agrees with the pack, in order; they share their runs."""
    cases = _Cases(pack, rehearsed_cases(pack))
    agreed = (one.played for one in cases.rehearsals)
    return tuple(CaseKiller(case.id, cases) for case in agreed if isinstance(case, Case))
