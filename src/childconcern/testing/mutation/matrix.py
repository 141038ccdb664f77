"""The matrix: mutants by what should notice them, and what became of each.

Properties and cases are columns. What kills a mutant is whatever no longer holds
of it; what survives everything is held against the pack itself, by a solver or by
samples, to tell a mistake that nobody would notice from one that makes no difference.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from attrs import evolve, frozen

from childconcern.pack import Pack
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.operators import Family

__all__ = [
    "Comparer",
    "Fate",
    "Judgement",
    "Killer",
    "Matrix",
    "Row",
    "judged",
]


class Fate(enum.Enum):
    """What became of a mutant."""

    KILLED = "killed"
    """A property no longer holds of it, or a case disagrees with it."""
    SURVIVED = "survived"
    """It decides otherwise, or may do so, and nothing notices."""
    EQUIVALENT = "equivalent"
    """It is proved to decide as the pack does, so there is nothing to notice."""
    UNKNOWN = "unknown"
    """Nothing noticed it, and something could not tell."""


@frozen(kw_only=True)
class Judgement:
    """What became of a mutant, and what shows it.

    Attributes:
        fate: What became of it.
        by: The names of what killed it, in the order of the columns.
        lowers_response: Whether it lowers somebody's response; None where that is not known.
        example: For what survived, answers and what they come to, in words; or empty.
    """

    fate: Fate
    by: tuple[str, ...] = ()
    lowers_response: bool | None = None
    example: str = ""


class Killer(Protocol):
    """A column: a property or a case, which holds of the pack as it should be."""

    @property
    def name(self) -> str:
        """What the matrix calls it; unique."""
        ...

    def kills(self, mutant: Mutant) -> bool | None:
        """Return whether it no longer holds of a mutant; None where it could not tell."""
        ...


class Comparer(Protocol):
    """Tells whether what survives makes a difference, such as by proof."""

    def compare(self, mutant: Mutant) -> Judgement:
        """Return SURVIVED with what it knows of the difference, EQUIVALENT, or UNKNOWN."""
        ...


@frozen(kw_only=True)
class Row:
    """A mutant, and what became of it.

    Attributes:
        mutant: The mutant.
        judgement: What became of it.
        undecided: Names of the columns that could not tell.
    """

    mutant: Mutant
    judgement: Judgement
    undecided: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return self.judgement.fate


@frozen(kw_only=True)
class Matrix:
    """What became of some mutants of a pack.

    Attributes:
        pack: The pack's id.
        digest: The pack's digest.
        columns: The names of properties and cases, in order.
        rows: A row for each mutant, in order.
    """

    pack: str
    digest: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def number(self, fate: Fate, family: Family | None = None) -> int:
        """Return how many mutants, of one family or of all, met a fate."""
        of_family = (row for row in self.rows if family in {None, row.mutant.family})
        return sum(1 for row in of_family if row.fate is fate)

    @property
    def counted(self) -> int:
        """How many mutants there are but those that make no difference."""
        return len(self.rows) - self.number(Fate.EQUIVALENT)

    @property
    def score(self) -> float | None:
        """The part of those that was killed, 0 to 1; None where there is nothing to notice.

        A mutant of which nothing is known counts as one that was missed.
        """
        return self.number(Fate.KILLED) / self.counted if self.counted else None

    @property
    def survivors(self) -> tuple[Row, ...]:
        """What was missed or may have been; first what lowers a response, then what may."""
        missed = [row for row in self.rows if row.fate in {Fate.SURVIVED, Fate.UNKNOWN}]
        return tuple(sorted(missed, key=_harm))

    @cached_property
    def kills(self) -> Mapping[str, int]:
        """How many mutants each property or case killed, by its name."""
        found = Counter(name for row in self.rows for name in row.judgement.by)
        return {column: found[column] for column in self.columns}

    @property
    def idle(self) -> tuple[str, ...]:
        """Properties and cases that killed nothing, in order."""
        return tuple(column for column in self.columns if not self.kills[column])


def _harm(row: Row) -> tuple[int, int]:
    order = {True: 0, None: 1, False: 2}
    return order[row.judgement.lowers_response], row.fate is Fate.UNKNOWN


def judged(
    pack: Pack,
    mutants: Iterable[Mutant],
    killers: Sequence[Killer],
    comparer: Comparer | None = None,
) -> Matrix:
    """Return what became of mutants.

    Args:
        pack: The pack as it should be.
        mutants: Its mutants.
        killers: Properties and cases that hold of it.
        comparer: What tells whether a survivor makes a difference; without one they
            survive, and whether they lower a response is not known.
    """
    return Matrix(
        pack=pack.id,
        digest=pack.digest,
        columns=tuple(killer.name for killer in killers),
        rows=tuple(_row(mutant, killers, comparer) for mutant in mutants),
    )


def _row(mutant: Mutant, killers: Sequence[Killer], comparer: Comparer | None) -> Row:
    found = [(killer.name, killer.kills(mutant)) for killer in killers]
    by = tuple(name for name, kills in found if kills)
    undecided = tuple(name for name, kills in found if kills is None)
    if by:
        return Row(mutant=mutant, judgement=Judgement(fate=Fate.KILLED, by=by), undecided=undecided)
    judgement = Judgement(fate=Fate.SURVIVED) if comparer is None else comparer.compare(mutant)
    if undecided and judgement.fate is Fate.SURVIVED:
        # What could not tell may have noticed.
        judgement = evolve(judgement, fate=Fate.UNKNOWN)
    return Row(mutant=mutant, judgement=judgement, undecided=undecided)
