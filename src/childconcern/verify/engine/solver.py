"""The one place that speaks to python-sat: clauses in, yes, no or out of steps.

A step is a conflict or a decision of CaDiCaL. Neither depends on the clock, so
a verdict is the same on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol, cast

from attrs import define, field

from childconcern.errors import ConcernError

__all__ = ["FALSE", "TRUE", "Literal", "NoSolverError", "Solver"]

Literal = int
"""A variable, or its opposite as a negative number."""

TRUE: Final[Literal] = 1
"""A literal that is true in every model."""

FALSE: Final[Literal] = -1
"""A literal that is true in none."""

_NAME: Final = "cadical195"

_BETWEEN_LOOKS: Final = 20_000
"""Steps after which the clock is looked at, as CaDiCaL cannot be interrupted."""


class NoSolverError(ConcernError):
    """python-sat is not installed."""

    code = "no-solver"

    def __init__(self) -> None:
        super().__init__(
            "proving needs a solver, and python-sat is not installed",
            remedy="install childconcern with its extra: childconcern[verify]",
        )


class _Engine(Protocol):
    """What is used of a python-sat solver."""

    def append_formula(self, formula: Sequence[Sequence[int]]) -> object: ...
    def conf_budget(self, budget: int) -> object: ...
    def dec_budget(self, budget: int) -> object: ...
    def solve_limited(self, assumptions: Sequence[int]) -> bool | None: ...
    def get_model(self) -> Sequence[int] | None: ...
    def get_core(self) -> Sequence[int] | None: ...
    def accum_stats(self) -> dict[str, int]: ...


def _engine() -> _Engine:
    try:
        from pysat import solvers  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, untyped
    except ImportError:
        raise NoSolverError from None
    return cast("_Engine", solvers.Solver(name=_NAME))


@define(eq=False, repr=False)
class Solver:
    """Clauses that only grow, asked again and again under assumptions.

    Attributes:
        budget: The most steps that one question may take; None for any number.
        stop: Says whether the time is over; looked at before each question, and during long ones.
        variables: The number of the newest one.
        clauses: Everything that was demanded, in order.
        trunk: Of which this is a branch, if it is one.
        lent: The highest number that a branch of this gave to a variable.
    """

    budget: int | None = None
    stop: Callable[[], bool] | None = None
    variables: int = 1
    clauses: list[tuple[Literal, ...]] = field(factory=lambda: [(TRUE,)])
    trunk: Solver | None = None
    lent: int = 1
    _spent: int = 0
    _told: int = 0
    _engine: _Engine = field(factory=_engine)
    _model: Sequence[Literal] = ()
    _core: tuple[Literal, ...] = ()

    @property
    def steps(self) -> int:
        """How many steps were taken so far by all questions, those to branches included."""
        spent = self._engine.accum_stats()
        return self._spent + spent["conflicts"] + spent["decisions"]

    def branch(self) -> Solver:
        """Return a solver that begins with all that is demanded here, and adds nothing to it.

        Once nobody has it any more, all that was made in it is forgotten. What is demanded
        here meanwhile does not hold in it: it may find more than there is, and proves no more.
        """
        return Solver(
            budget=self.budget,
            stop=self.stop,
            variables=self.variables,
            clauses=[*self.clauses],
            trunk=self,
        )

    def fresh(self) -> Literal:
        """Return a literal of a new variable."""
        # Invariant: what a branch and its trunk make never has one number, whoever is first.
        trunk = self.trunk
        self.variables = 1 + max(self.variables, self.lent, 0 if trunk is None else trunk.variables)
        if trunk is not None:
            trunk.lent = max(trunk.lent, self.variables)
        return self.variables

    def add(self, *literals: Literal) -> None:
        """Demand that one of these is true."""
        if TRUE not in literals:
            self.clauses.append(tuple(one for one in literals if one != FALSE))

    def solve(self, assumptions: Iterable[Literal] = (), *, keep: bool = True) -> bool | None:
        """Return whether all these can be true at once; None where budget or time ran out.

        After True, :meth:`says` tells of a way in which they are; it is kept
        until the next True.

        Args:
            assumptions: What is asked of; it binds nobody afterwards.
            keep: False where nobody will ask for the way: then the last one is kept.
        """
        assumed = [one for one in assumptions if one != TRUE]
        self._core = (FALSE,)
        if FALSE in assumed:
            return False
        self._engine.append_formula(self.clauses[self._told :])
        self._told = len(self.clauses)
        before = self.steps if self.trunk is not None else 0
        answer = self._answer(assumed)
        if self.trunk is not None:
            self.trunk.spend(self.steps - before)
        if answer and keep:
            self._model = self._engine.get_model() or ()
        if answer is False:
            self._core = tuple(self._engine.get_core() or ())
        return answer

    def spend(self, steps: int) -> None:
        """Count steps that were taken for this by another."""
        self._spent += steps

    def _answer(self, assumed: Sequence[Literal]) -> bool | None:
        """Ask; where the clock is looked at, in stretches, each from where the last ended."""
        answer, left = None, self.budget
        while answer is None and left != 0 and not (self.stop and self.stop()):
            some = min(left or _BETWEEN_LOOKS, _BETWEEN_LOOKS) if self.stop else left
            if some is not None:
                self._engine.conf_budget(some)
                self._engine.dec_budget(some)
            answer = self._engine.solve_limited(assumptions=assumed)
            left = None if left is None else left - (some or 0)
        return answer

    def says(self, literal: Literal) -> bool:
        """Return what the last model says of a literal; what it does not speak of is false."""
        variable = abs(literal)
        if variable == TRUE:
            return literal == TRUE
        # Variables that are newer than the model are false in it.
        is_true = variable <= len(self._model) and self._model[variable - 1] > 0
        return is_true == (literal > 0)

    def core(self) -> tuple[Literal, ...]:
        """Return some of the last assumptions that cannot all be true together."""
        return self._core
