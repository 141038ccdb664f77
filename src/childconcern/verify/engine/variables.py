"""What is counted over: variables, each with several values of which it takes one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import prod

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["NotCountableError", "Places", "Variable", "places_of"]


class NotCountableError(ConcernError):
    """Nothing can be counted so: variables, formula or number do not fit each other."""

    code = "not-countable"


@frozen(kw_only=True)
class Variable:
    """Something that always takes exactly one of its values.

    Attributes:
        name: Of its own among the variables.
        values: For each value the literal that is true exactly where it is taken, and how
            many answers it stands for, at least 1. The literal is TRUE for a value that is
            always taken, FALSE for one that never is. What is simply true or false has two
            values, a literal and its opposite.
    """

    name: str
    values: tuple[tuple[Literal, int], ...]


@frozen(kw_only=True, repr=False)
class Places:
    """Where each literal stands among the values of variables; a set of values is a bit mask.

    Attributes:
        weights: For each variable the weight of each value, 0 for one that is never taken.
        takable: For each variable the values that it can take.
        totals: For each variable how many answers its values stand for together.
        everything: How many answers to all variables there are.
        true_in: For a positive literal its variable, and the values in which it is true.
    """

    weights: tuple[tuple[int, ...], ...]
    takable: tuple[int, ...]
    totals: tuple[int, ...]
    everything: int
    true_in: dict[Literal, tuple[int, int]]


def places_of(variables: Sequence[Variable], gates: Collection[Literal]) -> Places:
    """Return where each literal stands.

    Args:
        variables: In the order in which they are settled.
        gates: Literals that stand for formulas, so that no variable is free to choose them.

    Raises:
        NotCountableError: Where a variable cannot take exactly one value freely.
    """
    names = [variable.name for variable in variables]
    if len({*names}) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise _unfree(twice, "is there twice")
    true_in = dict[Literal, tuple[int, int]]()
    takable = tuple(_takable(variable) for variable in variables)
    for place, variable in enumerate(variables):
        own = dict[Literal, tuple[int, int]]()
        for literal, values in _literals(variable, takable[place]):
            if literal in true_in or own.setdefault(literal, (place, values)) != (place, values):
                raise _unfree(variable.name, f"shares literal {literal} with another value")
            if literal in gates:
                raise _unfree(variable.name, f"would choose literal {literal}, which is a gate")
        true_in |= own
    weights = tuple(
        tuple(weight * (values >> bit & 1) for bit, (_, weight) in enumerate(variable.values))
        for variable, values in zip(variables, takable, strict=True)
    )
    totals = tuple(sum(each) for each in weights)
    return Places(
        weights=weights,
        takable=takable,
        totals=totals,
        everything=prod(totals),
        true_in=true_in,
    )


def _takable(variable: Variable) -> int:
    literals = [literal for literal, _ in variable.values]
    if any(weight < 1 for _, weight in variable.values):
        raise _unfree(variable.name, "has a value that stands for no answer")
    always = literals.count(TRUE)
    if always > 1 or all(literal == FALSE for literal in literals):
        raise _unfree(variable.name, "cannot take exactly one value")
    if always:
        return 1 << literals.index(TRUE)
    return sum(1 << bit for bit, literal in enumerate(literals) if literal != FALSE)


def _literals(variable: Variable, takable: int) -> Iterator[tuple[Literal, int]]:
    """Yield each literal that is not settled, as a positive one, with the values it is true in."""
    for bit, (literal, _) in enumerate(variable.values):
        if abs(literal) != TRUE:
            values = takable & 1 << bit
            yield abs(literal), values if literal > 0 else takable & ~values


def _unfree(name: str, what: str) -> NotCountableError:
    return NotCountableError(
        f"variable {name!r} {what}",
        remedy="give each variable a name and free literals of its own",
    )
