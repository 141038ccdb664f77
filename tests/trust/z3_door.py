"""The door to z3, with what a formula is trivially true or false of settled before it.

z3 ships no types, so it is brought in by name; everything of its own is a term.
"""

import importlib
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

__all__ = [
    "Number",
    "Term",
    "at_least",
    "every",
    "new_bool",
    "new_number",
    "new_solver",
    "opposite",
    "same",
    "some",
    "where",
    "z3",
]

z3: Final[Any] = importlib.import_module("z3")
"""The whole of it."""

Term: TypeAlias = Any
"""Something true or false: a term of z3, or a plain bool."""

Number: TypeAlias = Any
"""A whole number: a term of z3, or a plain int."""


def new_bool(name: str) -> Term:
    """Return something of which nothing is known but its name."""
    return z3.Bool(name)


def new_number(name: str) -> Number:
    """Return a whole number of which nothing is known but its name."""
    return z3.Int(name)


def new_solver() -> Any:  # noqa: ANN401 - z3 has no types
    """Return a solver that never gives up, and that draws no chance of its own."""
    solver = z3.SimpleSolver()
    solver.set("random_seed", 7)
    return solver


def every(parts: Iterable[Term]) -> Term:
    """Return whether all of these are so."""
    kept: list[Term] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else z3.And(kept)


def some(parts: Iterable[Term]) -> Term:
    """Return whether one of these at least is so."""
    kept: list[Term] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else z3.Or(kept)


def opposite(part: Term) -> Term:
    """Return whether it is not so."""
    return not part if isinstance(part, bool) else z3.Not(part)


def at_least(number: int, parts: Iterable[Term]) -> Term:
    """Return whether so many of these are so, each counted as often as it is named."""
    listed = [part for part in parts if part is not False]
    needed = number - sum(1 for part in listed if part is True)
    open_parts = [part for part in listed if part is not True]
    if needed <= 0 or needed > len(open_parts):
        return needed <= 0
    ones = [z3.If(part, 1, 0) for part in open_parts]
    return z3.Sum(ones) >= needed


def where(condition: Term, then: Any, otherwise: Any) -> Any:  # noqa: ANN401 - z3 has no types
    """Return the first where the condition is so, and the second where it is not."""
    if condition is True or then is otherwise:
        return then
    return otherwise if condition is False else z3.If(condition, then, otherwise)


def same(one: Any, other: Any) -> Term:  # noqa: ANN401 - z3 has no types
    """Return whether two numbers, or two things true or false, are the same."""
    return one is other or one == other
