"""One variable after the other is settled, and what remains of a formula is a remainder again."""

from __future__ import annotations

from attrs import define, field

from childconcern.verify.engine.joining import Joining
from childconcern.verify.engine.remainders import APART, AT_LEAST, TAKES, Remainder
from childconcern.verify.engine.solver import FALSE, TRUE

__all__ = ["Settling"]

_TALL = 200
"""What nests deeper is settled from the inside, lest Python's stack be too small."""


@define(eq=False, repr=False)
class Settling(Joining):
    """Remainders of which variables can be settled."""

    _settled: dict[tuple[int, int], dict[Remainder, Remainder]] = field(
        factory=dict[tuple[int, int], dict[Remainder, Remainder]]
    )

    def settle(self, formula: Remainder, variable: int, value: int) -> Remainder:
        """Return what remains of a formula where a variable, which it reads, takes a value.

        Args:
            formula: Of which.
            variable: Its place among the variables.
            value: Its place among the values of the variable.
        """
        one = abs(formula)
        settled = self._settled.setdefault((variable, value), {})
        found = settled.get(one)
        if found is None:
            if self.heights[one] > _TALL:
                for inner in self._inside(one, variable, settled):
                    self._settle(inner, variable, value, settled)
            found = self._settle(one, variable, value, settled)
        return found if formula > 0 else -found

    def _settle(
        self, one: Remainder, variable: int, value: int, settled: dict[Remainder, Remainder]
    ) -> Remainder:
        self.spend()
        kind, reads, parts = self.kinds[one], self.reads, list[Remainder]()
        if kind == TAKES:
            settled[one] = TRUE if self.parts[one][1] >> value & 1 else FALSE
            return settled[one]
        for part in (*self.parts[one], self.rests[one]):
            inner = part if part > 0 else -part
            left = part
            if reads[inner] >> variable & 1:
                found = settled.get(inner)
                if found is None:
                    found = self._settle(inner, variable, value, settled)
                left = found if part > 0 else -found
                if left == FALSE and kind != AT_LEAST:
                    settled[one] = FALSE
                    return FALSE
            parts.append(left)
        if kind == AT_LEAST:
            found = self.at_least(self.needed[one], parts[:-1])
        elif kind == APART:
            found = self.all_apart(parts[:-1])
        else:
            found = self.all_of(parts)
        settled[one] = found
        return found

    def _inside(
        self, formula: Remainder, variable: int, settled: dict[Remainder, Remainder]
    ) -> list[Remainder]:
        """Return what a formula is made of that is to be settled, each after its own parts."""
        found, waiting = set[Remainder](), [formula]
        while waiting:
            one = waiting.pop()
            for part in (*self.parts[one], self.rests[one]) if self.kinds[one] != TAKES else ():
                inner = abs(part)
                if self.reads[inner] >> variable & 1 and not (inner in settled or inner in found):
                    found.add(inner)
                    waiting.append(inner)
        return sorted(found)
