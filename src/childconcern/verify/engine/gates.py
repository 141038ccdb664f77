"""Formulas as literals: each gate is made once, and trivial ones are never made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from attrs import define, field

from childconcern.verify.engine.solver import FALSE, TRUE, Literal, Solver

__all__ = ["Gates"]

_FEW = 6
"""Up to so many, every pair is told apart by a clause of its own."""


@define(eq=False, repr=False)
class Gates:
    """Names for formulas over the variables of a solver.

    Attributes:
        solver: Holds the clauses that make a gate mean what it says.
        parts: For each gate, a positive literal, the literals that are all true where it is.
        demands: Clauses that hold of the things that are free, in order.
        trunk: Of which these are a branch, if they are one: its gates need not be made again.
    """

    solver: Solver = field(factory=Solver)
    parts: dict[Literal, tuple[Literal, ...]] = field(factory=dict[Literal, tuple[Literal, ...]])
    demands: list[tuple[Literal, ...]] = field(factory=list[tuple[Literal, ...]])
    trunk: Gates | None = None
    _made: dict[Hashable, Literal] = field(factory=dict[Hashable, Literal])

    def branch(self) -> Gates:
        """Return gates in a branch of the solver, to be forgotten with it."""
        return Gates(solver=self.solver.branch(), trunk=self)

    def made(self, what: Hashable) -> Literal | None:
        """Return the gate that was made for something, here or in the trunk, if one was."""
        found = self._made.get(what)
        return found if found is not None or self.trunk is None else self.trunk.made(what)

    def fresh(self) -> Literal:
        """Return a literal of which nothing is said yet."""
        return self.solver.fresh()

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """Return a literal that is true exactly where all parts are."""
        kept = frozenset(parts) - {TRUE}
        if FALSE in kept or any(-part in kept for part in kept):
            return FALSE
        if len(kept) < 2:  # noqa: PLR2004 - one part is the gate itself
            return next(iter(kept), TRUE)
        found = self.made(kept)
        if found is None:
            found = self._made[kept] = self.solver.fresh()
            ordered = tuple(sorted(kept))
            self.parts[found] = ordered
            for part in ordered:
                self.solver.add(-found, part)
            self.solver.add(found, *(-part for part in ordered))
        return found

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """Return a literal that is true exactly where some part is."""
        return -self.all_of([-part for part in parts])

    def at_least(self, number: int, parts: Iterable[Literal]) -> Literal:
        """Return a literal that is true exactly where so many parts are, counted with repeats."""
        listed = [part for part in parts if part != FALSE]
        needed = number - listed.count(TRUE)
        return self._counted(needed, tuple(sorted(part for part in listed if part != TRUE)))

    def _counted(self, number: int, parts: tuple[Literal, ...]) -> Literal:
        if number <= 0:
            return TRUE
        if number > len(parts):
            return FALSE
        if number == 1:
            return self.any_of(parts)
        if number == len(parts):
            return self.all_of(parts)
        found = self.made((number, parts))
        if found is None:
            # So many of the rest; or the first, and one fewer of the rest.
            first, rest = parts[0], parts[1:]
            with_first = self.all_of((first, self._counted(number - 1, rest)))
            found = self.any_of((self._counted(number, rest), with_first))
            self._made[number, parts] = found
        return found

    def choose(self, condition: Literal, then: Literal, otherwise: Literal) -> Literal:
        """Return ``then`` where the condition is true, and ``otherwise`` where it is not."""
        if then == otherwise:
            return then
        taken = self.all_of((condition, then))
        return self.any_of((taken, self.all_of((-condition, otherwise))))

    def demand(self, *literals: Literal) -> None:
        """Demand that one of these is true."""
        clause = tuple(one for one in literals if one != FALSE)
        if TRUE not in clause:
            self.demands.append(clause)
            self.solver.add(*clause)

    def demand_one(self, parts: Iterable[Literal]) -> None:
        """Demand that exactly one part is true."""
        listed = [part for part in parts if part != FALSE]
        self.demand(*listed)
        if len(listed) <= _FEW:
            for position, part in enumerate(listed):
                for other in listed[:position]:
                    self.demand(-part, -other)
            return
        before = listed[0]
        for part in listed[1:]:
            self.demand(-before, -part)
            so_far = self.solver.fresh()
            self.demand(-before, so_far)
            self.demand(-part, so_far)
            before = so_far
