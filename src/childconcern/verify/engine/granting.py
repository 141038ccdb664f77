"""Wishes that are granted one after the other, each where it can be met.

Many are granted at once where that goes. Where some clash, the solver names a
few that do; once all before the last of these are granted, that one cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from childconcern.verify.engine.solver import FALSE, TRUE, Literal, Solver

__all__ = ["grant"]


def grant(solver: Solver, demands: Iterable[Literal], wishes: Iterable[Literal]) -> None:
    """Make the solver's last model one in which wishes are met, the first above all others.

    A wish is met wherever it can be together with all that were met before it.
    Where the budget does not suffice to tell, it is refused, and so may others be.

    Args:
        solver: Who is asked.
        demands: What must stay true; the solver's last model meets them.
        wishes: In order; what is wished for twice counts once.
    """
    granted = solver.fresh()
    listed = [one for one in dict.fromkeys(wishes) if one not in {TRUE, FALSE}]
    _Granting(solver, [*demands, granted], granted).grant(listed)
    # From here on it binds nobody.
    solver.add(-granted)


@frozen
class _Granting:
    """What was granted so far.

    Attributes:
        solver: Its last model meets all that is granted.
        fixed: What holds already: the demands, and all that hangs on ``granted``.
        granted: Makes those wishes hold that were granted.
    """

    solver: Solver
    fixed: list[Literal]
    granted: Literal

    def grant(self, wishes: list[Literal]) -> bool:
        """Grant wishes in order, each where it can be met; return whether all could."""
        every = True
        while wishes and not self._all_at_once(wishes):
            core, every = set(self.solver.core()), False
            last = max((n for n, one in enumerate(wishes) if one in core), default=None)
            if last is None:
                break  # the budget does not suffice
            # All of the core but its last wish may be granted; if so, that one clashes.
            if not self.grant(wishes[:last]):
                self._all_at_once(wishes[last : last + 1])
            wishes = wishes[last + 1 :]
        return every

    def _all_at_once(self, wishes: list[Literal]) -> bool:
        solver = self.solver
        if not all(map(solver.says, wishes)) and not solver.solve([*self.fixed, *wishes]):
            return False
        for one in wishes:
            solver.add(-self.granted, one)
        return True
