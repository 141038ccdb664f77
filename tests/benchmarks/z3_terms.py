"""What is used of z3, with types, and numbers as integers or as bit vectors.

z3's own functions are called as its manual calls them; this file only tells a
type checker what they take, since z3 says nothing of types.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeAlias, cast

from attrs import define

__all__ = ["NO", "YES", "Formula", "Number", "Smt", "Verdict", "z3"]

Formula: TypeAlias = Any
"""A formula of z3: it means what its operators make of it, which no type can say."""

Number: TypeAlias = Any
"""A term of z3 that is a number."""


class Verdict(Protocol):
    """What a check says."""


class _Model(Protocol):
    def eval(self, formula: Formula, model_completion: bool) -> Formula: ...  # noqa: FBT001


class _Solver(Protocol):
    def add(self, *formulas: Formula) -> None: ...
    def check(self, *assumptions: Formula) -> Verdict: ...
    def model(self) -> _Model: ...


class _Z3(Protocol):
    """The functions that are used; their names are z3's own."""

    sat: Verdict
    unsat: Verdict

    def Bool(self, name: str) -> Formula: ...  # noqa: N802
    def BoolVal(self, value: bool) -> Formula: ...  # noqa: FBT001, N802
    def Int(self, name: str) -> Number: ...  # noqa: N802
    def BitVec(self, name: str, bits: int) -> Number: ...  # noqa: N802
    def Not(self, part: Formula) -> Formula: ...  # noqa: N802
    def And(self, *parts: Formula) -> Formula: ...  # noqa: N802
    def Or(self, *parts: Formula) -> Formula: ...  # noqa: N802
    def Implies(self, first: Formula, then: Formula) -> Formula: ...  # noqa: N802
    def If(self, condition: Formula, then: Number, otherwise: Number) -> Number: ...  # noqa: N802
    def AtLeast(self, *parts_and_number: Formula) -> Formula: ...  # noqa: N802
    def PbEq(self, weighted: Sequence[tuple[Formula, int]], number: int) -> Formula: ...  # noqa: N802
    def UGE(self, left: Number, right: Number) -> Formula: ...  # noqa: N802
    def ULE(self, left: Number, right: Number) -> Formula: ...  # noqa: N802
    def SolverFor(self, logic: str) -> _Solver: ...  # noqa: N802
    def is_true(self, formula: Formula) -> bool: ...


z3: Final = cast("_Z3", importlib.import_module("z3"))
YES: Final = z3.BoolVal(True)  # noqa: FBT003
NO: Final = z3.BoolVal(False)  # noqa: FBT003

_BITS: Final = 12
"""Enough for every month of a life, and every number of a made-up fact."""


@define(eq=False)
class Smt:
    """One solver of z3, and how numbers are told to it.

    Attributes:
        bits: Whether numbers are bit vectors, or else integers. Each suits other
            questions: both were tried for every task, and the quicker is used.
        solver: z3's own, for the logic that such numbers belong to.
    """

    bits: bool
    solver: _Solver

    @classmethod
    def with_integers(cls) -> Smt:
        """Return a solver to which numbers are integers."""
        return cls(bits=False, solver=z3.SolverFor("QF_LIA"))

    @classmethod
    def with_bits(cls) -> Smt:
        """Return a solver to which numbers are bit vectors."""
        return cls(bits=True, solver=z3.SolverFor("QF_FD"))

    def number(self, name: str, most: int) -> Number:
        """Return a number from 0 to ``most``."""
        if self.bits:
            term = z3.BitVec(name, _BITS)
            self.solver.add(z3.ULE(term, most))
        else:
            term = z3.Int(name)
            self.solver.add(term >= 0, term <= most)
        return term

    def at_least(self, left: Number, right: Number) -> Formula:
        """Return whether one number is another or larger."""
        return z3.UGE(left, right) if self.bits else left >= right

    def at_most(self, left: Number, right: Number) -> Formula:
        """Return whether one number is another or smaller."""
        return z3.ULE(left, right) if self.bits else left <= right

    def named(self, name: str, formula: Formula) -> Formula:
        """Return a variable that is true exactly where a formula is."""
        variable = z3.Bool(name)
        self.solver.add(variable == formula)
        return variable

    def possible(self, *assumptions: Formula) -> bool:
        """Return whether all this can be true at once; ValueError where z3 cannot tell."""
        found = self.solver.check(*assumptions)
        if found == z3.sat:
            return True
        if found == z3.unsat:
            return False
        raise ValueError("z3 does not know")

    def says(self, formula: Formula) -> bool:
        """Return what the last model says of a formula."""
        return z3.is_true(self.solver.model().eval(formula, model_completion=True))
