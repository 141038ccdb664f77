"""The answers that make a formula true, by number, so that chance can pick among them evenly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from math import prod
from operator import mul
from typing import TypeAlias

from attrs import field, frozen

from childconcern.verify.engine.counting import Counting
from childconcern.verify.engine.remainders import APART, TAKES, Remainder
from childconcern.verify.engine.solver import FALSE
from childconcern.verify.engine.variables import NotCountableError

__all__ = ["Sampler"]

_Wanted: TypeAlias = tuple[Remainder, int, int]
"""What is to be true, the variables to be settled, and the number of the answer to them."""

_Taken: TypeAlias = dict[int, int]
"""The places of the values that variables take."""


@frozen(kw_only=True, repr=False)
class Sampler:
    """All answers that make a formula true, in an order of their own.

    There is no chance in here: whoever draws a number below the count, each alike often,
    draws an answer, each alike often.

    Attributes:
        names: Of the variables, in order.
        formula: Which was counted.
        counting: Where it was.
    """

    names: tuple[str, ...]
    formula: Remainder
    counting: Counting
    _answers: dict[int, int] = field(init=False, factory=dict[int, int])

    @property
    def count(self) -> int:
        """How many answers there are, a value of weight two being two."""
        return self.counting.number(self.formula)

    def nth(self, number: int) -> dict[str, int]:
        """Return an answer: for each variable the place of its value among its values.

        Args:
            number: From 0, and below the count. As many numbers lead to the same values as
                these stand for answers.

        Raises:
            NotCountableError: Where there is no answer of that number.
        """
        if not 0 <= number < self.count:
            raise NotCountableError(
                f"there are {self.count} answers, and none of them has number {number}",
                remedy="ask for a number from 0, and below the count",
            )
        taken = _Taken()
        waiting = [(self.formula, (1 << len(self.names)) - 1, number)]
        while waiting:
            waiting += self._step(taken, *waiting.pop())
        return {name: taken[place] for place, name in enumerate(self.names)}

    def _step(
        self, taken: _Taken, formula: Remainder, variables: int, number: int
    ) -> Iterator[_Wanted]:
        """Settle something of what is wanted, and yield what is left of it."""
        remainders, one = self.counting.remainders, abs(formula)
        is_certain = self.counting.number(formula) == self.counting.everything
        reads = 0 if is_certain else remainders.reads[one]
        number, of_others = divmod(number, self._size(variables & ~reads))
        self._take_any(taken, variables & ~reads, of_others)
        if not reads:
            return
        if remainders.kinds[one] == TAKES:
            variable, values = remainders.allowed(formula)
            self._take(taken, variable, values, number)
        elif remainders.kinds[one] != APART:
            yield self._branch(taken, formula, number)
        elif formula < 0:
            yield from self._not_all(one, number)
        else:
            for part in remainders.parts[one]:
                reads = remainders.reads[abs(part)]
                number, of_part = divmod(number, self._ways(part, reads))
                yield part, reads, of_part

    def _branch(self, taken: _Taken, formula: Remainder, number: int) -> _Wanted:
        """Settle the variable that was settled when this was counted."""
        remainders, one = self.counting.remainders, abs(formula)
        variable = self.counting.variable(one)
        others = remainders.reads[one] & ~(1 << variable)
        weights = remainders.places.weights[variable]
        left = [
            remainders.settle(formula, variable, value) if weight else FALSE
            for value, weight in enumerate(weights)
        ]
        ways = [self._ways(each, others) for each in left]
        ends = list(accumulate(map(mul, weights, ways)))
        value = taken[variable] = bisect_right(ends, number)
        return left[value], others, (ends[value] - 1 - number) % ways[value]

    def _not_all(self, one: Remainder, number: int) -> Iterator[_Wanted]:
        """Yield what is wanted where not all parts are true: a first one that is not."""
        remainders, variables = self.counting.remainders, self.counting.remainders.reads[one]
        parts = iter(remainders.parts[one])
        part = next(parts)
        while number >= (failing := self._ways(-part, variables)):
            reads = remainders.reads[abs(part)]
            number, of_part = divmod(number - failing, self._ways(part, reads))
            yield part, reads, of_part
            variables &= ~reads
            part = next(parts)
        yield -part, variables, number

    def _take_any(self, taken: _Taken, variables: int, number: int) -> None:
        places = self.counting.remainders.places
        for variable in _bits(variables):
            number, own = divmod(number, places.totals[variable])
            self._take(taken, variable, places.takable[variable], own)

    def _take(self, taken: _Taken, variable: int, values: int, number: int) -> None:
        weights = self.counting.remainders.places.weights[variable]
        allowed = (weight * (values >> value & 1) for value, weight in enumerate(weights))
        taken[variable] = bisect_right(list(accumulate(allowed)), number)

    def _ways(self, formula: Remainder, variables: int) -> int:
        """Return how many answers to some variables, which are all it reads, make it true."""
        return self.counting.number(formula) * self._size(variables) // self.counting.everything

    def _size(self, variables: int) -> int:
        found = self._answers.get(variables)
        if found is None:
            totals = self.counting.remainders.places.totals
            found = self._answers[variables] = prod(totals[each] for each in _bits(variables))
        return found


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
