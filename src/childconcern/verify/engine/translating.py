"""Gates read as remainders: nested conjunctions are one, and counts that were spelt out count."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from childconcern.verify.engine.counted import Counts
from childconcern.verify.engine.joining import Joining
from childconcern.verify.engine.remainders import Remainder
from childconcern.verify.engine.solver import TRUE, Literal
from childconcern.verify.engine.variables import NotCountableError

__all__ = ["Translating"]


@define(eq=False, repr=False)
class Translating:
    """Reads literals as remainders, each gate once.

    A gate has a greater number than all that it reads, because it was made after them.

    Attributes:
        counts: Which gates count, and the parts of all.
        remainders: Where remainders are made.
    """

    counts: Counts
    remainders: Joining
    _looked_at: set[Literal] = field(factory=set[Literal])
    _read: dict[Literal, Remainder] = field(factory=lambda: {TRUE: TRUE})

    def read(self, formula: Literal) -> Remainder:
        """Return a formula as a remainder.

        Raises:
            NotCountableError: Where it reads a free literal of no variable.
        """
        for gate in self._new_gates_in(formula):
            self.counts.look(gate)
            self._looked_at.add(gate)
        for literal in self._unread_in(formula):
            self._read[literal] = self._made(literal)
        return self._of(formula)

    def _new_gates_in(self, formula: Literal) -> list[Literal]:
        found, waiting = set[Literal](), [abs(formula)]
        while waiting:
            one = waiting.pop()
            if one in self.counts.parts and not (one in self._looked_at or one in found):
                found.add(one)
                waiting += map(abs, self.counts.parts[one])
        return sorted(found)

    def _unread_in(self, formula: Literal) -> list[Literal]:
        """Return what must be read by itself: not a conjunction that is part of another."""
        found, waiting = set[Literal](), [abs(formula)]
        while waiting:
            one = waiting.pop()
            if one not in self._read and one not in found:
                found.add(one)
                waiting += map(abs, self._below(one))
        return sorted(found)

    def _below(self, literal: Literal) -> Iterator[Literal]:
        """Yield the literals that one is made of; none where it is free."""
        if literal in self.counts:
            yield from self.counts[literal][1]
            return
        seen, waiting = set[Literal](), [*self.counts.parts.get(literal, ())]
        while waiting:
            part = waiting.pop()
            if part in seen:
                continue
            seen.add(part)
            if part in self.counts or part not in self.counts.parts:
                yield part
            else:
                waiting += self.counts.parts[part]

    def _made(self, literal: Literal) -> Remainder:
        below = [self._of(part) for part in self._below(literal)]
        if literal in self.counts:
            return -self.remainders.at_least(self.counts[literal][0], below)
        if literal in self.counts.parts:
            return self.remainders.all_of(below)
        place = self.remainders.places.true_in.get(literal)
        if place is None:
            raise NotCountableError(
                f"the formula reads literal {literal}, of which no variable speaks",
                remedy="give every free literal of a formula to a value of a variable",
            )
        return self.remainders.takes(*place)

    def _of(self, literal: Literal) -> Remainder:
        return self._read[literal] if literal > 0 else -self._read[-literal]
