"""Drawing positions and picking by them: a fraction of the cost of a strategy made on the spot.

What shrinks goes to 0, so the plainest choice always stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeVar

from hypothesis import strategies as st

__all__ = ["chance", "number", "pick", "some"]

_T = TypeVar("_T")

_numbers: Final = cache(st.integers)


def number(draw: st.DrawFn, lowest: int, highest: int) -> int:
    """Return a whole number between two, both included; the lowest is the plainest."""
    return draw(_numbers(lowest, highest))


def pick(draw: st.DrawFn, of: Sequence[_T]) -> _T:
    """Return one of several; the first is the plainest."""
    return of[number(draw, 0, len(of) - 1)]


def some(draw: st.DrawFn, of: Sequence[_T]) -> tuple[_T, ...]:
    """Return one or more of several, now and then the other way round."""
    chosen = number(draw, 1, 2 ** len(of) - 1)
    found = tuple(one for position, one in enumerate(of) if chosen >> position & 1)
    return found[::-1] if chance(draw, 5) else found


def chance(draw: st.DrawFn, tenths: int) -> bool:
    """Return True so many times in ten; False is the plain case."""
    return number(draw, 0, 9) >= 10 - tenths
