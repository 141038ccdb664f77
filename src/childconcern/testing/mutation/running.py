"""One run of mutation: mistakes planted all over a pack, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from childconcern.pack import Pack
from childconcern.testing.mutation.killing import case_killers
from childconcern.testing.mutation.matrix import Killer, Matrix, Row, judged
from childconcern.testing.mutation.mutants import chosen
from childconcern.testing.mutation.proving import ProvingComparer, guarantee_killers, workshop

__all__ = ["mutation_run", "told_survivors"]


def mutation_run(pack: Pack, *, on: dt.date, most: int = 200) -> Matrix:
    """Return what the cases and guarantees of a pack notice of mistakes planted in it.

    Survivors are proved to decide otherwise, or to make no difference.

    Args:
        pack: The pack as it should be.
        on: The day on which ages and dates are read.
        most: How many mistakes are planted, spread over all sorts and places.

    Raises:
        NoSolverError: When python-sat is not installed.
    """
    planted = chosen(pack, most)
    at = workshop(pack, planted, on=on)
    killers: list[Killer] = [*case_killers(pack), *guarantee_killers(at)]
    return judged(pack, planted, killers, ProvingComparer(workshop=at))


def told_survivors(matrix: Matrix) -> Iterator[str]:
    """Yield what is said of survivors that lower a response, or of which that is not known."""
    for row in matrix.survivors:
        if row.judgement.lowers_response is not False:
            yield _told(row)


def _told(row: Row) -> str:
    lowers = "lowers a response" if row.judgement.lowers_response else "may lower a response"
    shown = f" ({row.judgement.example})" if row.judgement.example else ""
    return f"not noticed, and it {lowers}: {row.mutant.says}{shown}"
