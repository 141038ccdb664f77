"""How many answers make remainders true: each is counted once, over all variables.

Where parts share no variable their shares are multiplied; where they do, a
variable is settled and what remains is added up. The opposite of what was
counted is all the other answers.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import define, field

from childconcern.verify.engine.remainders import APART, TAKES, Remainder
from childconcern.verify.engine.settling import Settling
from childconcern.verify.engine.solver import TRUE

__all__ = ["Counting"]

_Branches: TypeAlias = list[tuple[int, Remainder]]
"""For each value of a variable its weight and what remains."""


@define(eq=False, repr=False)
class Counting:
    """Counts of remainders.

    Attributes:
        remainders: Of which.
        everything: How many answers to all variables there are.
    """

    remainders: Settling
    everything: int
    _counted: dict[Remainder, int] = field(factory=dict[Remainder, int])

    def __attrs_post_init__(self) -> None:
        """Everything is true of nothing that is demanded."""
        self._counted[TRUE] = self.everything

    def number(self, formula: Remainder) -> int:
        """Return how many of all answers make true what was counted, or whose opposite was."""
        if formula > 0:
            return self._counted[formula]
        return self.everything - self._counted[-formula]

    def variable(self, one: Remainder) -> int:
        """Return the variable to settle next: one that can take a single value, or the first."""
        candidates = self.remainders.forced[one] or self.remainders.reads[one]
        return (candidates & -candidates).bit_length() - 1

    def count(self, formula: Remainder) -> None:
        """Count a remainder, and first all that this takes."""
        kinds, counted = self.remainders.kinds, self._counted
        waiting, opened = [abs(formula)], dict[Remainder, _Branches]()
        while waiting:
            one = waiting[-1]
            found = counted.get(one)
            if found is None and kinds[one] == TAKES:
                found = self._taking(one)
            elif found is None and kinds[one] == APART:
                found = self._product(one, waiting)
            elif found is None:
                found = self._sum(one, waiting, opened)
            if found is not None:
                counted[one] = found
                waiting.pop()

    def _taking(self, one: Remainder) -> int:
        variable, values = self.remainders.parts[one]
        places = self.remainders.places
        weights = places.weights[variable]
        taken = sum(weight for value, weight in enumerate(weights) if values >> value & 1)
        return self.everything // places.totals[variable] * taken

    def _product(self, one: Remainder, waiting: list[Remainder]) -> int | None:
        """Return the count of parts that are apart; None where one of them waits to be counted."""
        found = self.everything
        for part in self.remainders.parts[one]:
            if abs(part) not in self._counted:
                waiting.append(abs(part))
                return None
            found = found * self.number(part) // self.everything
            if not found:
                break
        return found

    def _sum(
        self, one: Remainder, waiting: list[Remainder], opened: dict[Remainder, _Branches]
    ) -> int | None:
        """Return the sum over the values of a variable; None where some wait to be counted."""
        places, variable = self.remainders.places, self.variable(one)
        branches = opened.pop(one, None)
        if branches is None:
            branches = [
                (weight, self.remainders.settle(one, variable, value))
                for value, weight in enumerate(places.weights[variable])
                if weight
            ]
            missing = [abs(left) for _, left in branches if abs(left) not in self._counted]
            if missing:
                waiting += missing
                opened[one] = branches
                return None
        total = sum(weight * self.number(left) for weight, left in branches)
        return total // places.totals[variable]
