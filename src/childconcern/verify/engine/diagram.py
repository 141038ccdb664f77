"""Exact counts of answers, and answers that are drawn evenly, within a budget of nodes.

A diagram settles one variable after the other, in the order given. A question
stands best before those that it opens, as in a questionnaire: then whatever it
closes is gone at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, field, frozen

from childconcern.verify.engine.counted import Counts
from childconcern.verify.engine.counting import Counting
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.remainders import Remainder
from childconcern.verify.engine.sampling import Sampler
from childconcern.verify.engine.settling import Settling
from childconcern.verify.engine.solver import Literal
from childconcern.verify.engine.translating import Translating
from childconcern.verify.engine.variables import Variable, places_of

__all__ = ["Budget", "Diagram", "Sampler", "Variable", "count", "sampler"]

_BETWEEN_LOOKS: Final = 1_000
"""Nodes after which the caller is asked whether to stop."""


@frozen(kw_only=True)
class Budget:
    """How much may be spent on one count.

    Attributes:
        nodes: The most nodes that may be made, or looked at to settle a variable. They are
            the same on any machine.
        stop: Asked now and then; True ends the count, as a caller's clock may want.
    """

    nodes: int
    stop: Callable[[], bool] | None = None


class _SpentError(Exception):
    """The budget is spent."""


@define(eq=False, repr=False)
class Diagram:
    """The diagram of formulas over the same variables: what was made for one is there for all.

    Attributes:
        gates: Of the formulas.
        variables: In the order in which they are settled: a question before those it opens.
        budget: What may be spent on each count.
        spent: How many nodes the last count took.

    Raises:
        NotCountableError: Where a variable cannot take exactly one value freely.
    """

    gates: Gates
    variables: Sequence[Variable]
    budget: Budget
    spent: int = field(default=0, init=False)
    _translating: Translating = field(init=False)
    _counting: Counting = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make ready what counts."""
        places = places_of(self.variables, self.gates.parts)
        remainders = Settling(places=places, spend=self._spend)
        counts = Counts(self.gates.parts)
        self._translating = Translating(counts=counts, remainders=remainders)
        self._counting = Counting(remainders=remainders, everything=places.everything)

    def count(self, formula: Literal) -> int | None:
        """Return how many answers make a formula true; None where the budget is spent.

        A variable that the formula does not read multiplies the count by all that its
        values stand for. What was made before the budget was spent is kept, so another
        try goes on from there.

        Raises:
            NotCountableError: Where the formula reads a free literal of no variable.
        """
        found = self._counted(formula)
        return None if found is None else self._counting.number(found)

    def sampler(self, formula: Literal) -> Sampler | None:
        """Return the answers that make a formula true, by number; None where the budget is spent.

        Raises:
            NotCountableError: Where the formula reads a free literal of no variable.
        """
        found = self._counted(formula)
        if found is None:
            return None
        names = tuple(variable.name for variable in self.variables)
        return Sampler(names=names, formula=found, counting=self._counting)

    def _counted(self, formula: Literal) -> Remainder | None:
        self.spent = 0
        try:
            found = self._translating.read(formula)
            self._counting.count(found)
        except _SpentError:
            return None
        return found

    def _spend(self) -> None:
        budget = self.budget
        if self.spent >= budget.nodes:
            raise _SpentError
        self.spent += 1
        if budget.stop is not None and self.spent % _BETWEEN_LOOKS == 0 and budget.stop():
            raise _SpentError


def count(
    gates: Gates, formula: Literal, variables: Sequence[Variable], budget: Budget
) -> int | None:
    """Return how many answers to some variables make a formula true.

    Args:
        gates: Of the formula.
        formula: All its free literals belong to the variables.
        variables: In the order in which they are settled: a question before those it opens.
        budget: What may be spent.

    Returns:
        The exact number; None where the budget is spent.

    Raises:
        NotCountableError: Where the formula reads a free literal of no variable, or a variable
            cannot take exactly one value freely.
    """
    return Diagram(gates, variables, budget).count(formula)


def sampler(
    gates: Gates, formula: Literal, variables: Sequence[Variable], budget: Budget
) -> Sampler | None:
    """Return the answers to some variables that make a formula true, to draw from evenly.

    Args:
        gates: Of the formula.
        formula: All its free literals belong to the variables.
        variables: In the order in which they are settled: a question before those it opens.
        budget: What may be spent.

    Returns:
        All answers by number; None where the budget is spent.

    Raises:
        NotCountableError: Where the formula reads a free literal of no variable, or a variable
            cannot take exactly one value freely.
    """
    return Diagram(gates, variables, budget).sampler(formula)
