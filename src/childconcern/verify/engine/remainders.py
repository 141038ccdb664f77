"""What remains of formulas as variables are settled: each remainder is made once.

A remainder is a number, and its opposite the negative number, so that equal ones
are found equal at a glance. Remainders are only ever added: what one is made of
has a smaller number than itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeAlias

from attrs import define, field

from childconcern.verify.engine.solver import FALSE, TRUE
from childconcern.verify.engine.variables import Places

__all__ = ["APART", "AT_LEAST", "LINKED", "TAKES", "Remainder", "Remainders"]

Remainder: TypeAlias = int
"""A formula over variables that are not settled, or TRUE or FALSE; negative for its opposite."""

TAKES: Final = 0
"""A variable takes one of some values: its parts are the variable and a mask of the values."""

AT_LEAST: Final = 1
"""At least so many of its parts are true."""

LINKED: Final = 2
"""Its parts, which all read variables of its step, and its rest are true."""

APART: Final = 3
"""All of its parts are true, and no two of them read the same variable."""

_STEPS: Final = 100
"""The most steps that variables are divided into: rests nest no deeper."""


@define(eq=False, repr=False)
class Remainders:
    """All remainders of formulas over some variables, by their numbers.

    Attributes:
        places: The variables.
        spend: Told of each remainder before it is made, and of each that is settled.
        kinds: What each is; TRUE is that nothing at all must be true.
        parts: Of each, ascending, but for those that are TAKES.
        rests: Of each that is LINKED; TRUE of others.
        needed: How many parts must be true of each that is AT_LEAST; 0 of others.
        reads: The variables that each reads, as bits.
        steps: The step of the first variable that each reads.
        heights: How deep each nests.
        forced: The variables of which each allows a single value, as far as it says so outright.
    """

    places: Places
    spend: Callable[[], None]
    kinds: list[int] = field(factory=lambda: [APART, APART])
    parts: list[tuple[int, ...]] = field(factory=lambda: [(), ()])
    rests: list[Remainder] = field(factory=lambda: [TRUE, TRUE])
    needed: list[int] = field(factory=lambda: [0, 0])
    reads: list[int] = field(factory=lambda: [0, 0])
    steps: list[int] = field(factory=lambda: [0, 0])
    heights: list[int] = field(factory=lambda: [0, 0])
    forced: list[int] = field(factory=lambda: [0, 0])
    _made: tuple[dict[Hashable, Remainder], ...] = field(factory=lambda: ({}, {}, {}, {}))
    _masks: dict[int, int] = field(factory=dict[int, int])
    _step: int = field(init=False)
    """How many variables are one step."""

    def __attrs_post_init__(self) -> None:
        """Work out how many variables are one step."""
        self._step = 1 + len(self.places.totals) // _STEPS

    def takes(self, variable: int, values: int) -> Remainder:
        """Return that a variable takes one of some values."""
        takable = self.places.takable[variable]
        values &= takable
        if values in (0, takable):
            return TRUE if values else FALSE
        if values & takable & -takable:
            # Of some values and all others, only the one without the first value is made.
            return -self.takes(variable, takable & ~values)
        return self.make(TAKES, (variable, values))

    def allowed(self, part: Remainder) -> tuple[int, int]:
        """Return the variable of one that is TAKES, or the opposite, and the values it allows."""
        variable, values = self.parts[abs(part)]
        return variable, values if part > 0 else self.places.takable[variable] & ~values

    def read_by(self, parts: Iterable[Remainder]) -> int:
        """Return the variables that any of these reads."""
        reads, mask = self.reads, 0
        for part in parts:
            mask |= reads[part] if part > 0 else reads[-part]
        return mask

    def make(
        self,
        kind: int,
        parts: tuple[int, ...],
        *,
        rest: Remainder = TRUE,
        needed: int = 0,
    ) -> Remainder:
        """Return the remainder of a kind with these parts, which are in order.

        Args:
            kind: One of the four.
            parts: Of the remainder.
            rest: Where it is LINKED.
            needed: Where it is AT_LEAST.
        """
        key: Hashable = parts
        if kind in (AT_LEAST, LINKED):
            key = (rest if kind == LINKED else needed, parts)
        found = self._made[kind].get(key)
        if found is None:
            self.spend()
            found = self._made[kind][key] = len(self.kinds)
            reads = 1 << parts[0] if kind == TAKES else self.read_by((*parts, rest))
            self.kinds.append(kind)
            self.parts.append(parts)
            self.rests.append(rest)
            self.needed.append(needed)
            self.reads.append(self._masks.setdefault(reads, reads))
            self.steps.append((reads & -reads).bit_length() // self._step)
            self.heights.append(0 if kind == TAKES else 1 + self._highest(parts, rest))
            self.forced.append(self._forced(parts, rest) if kind in (LINKED, APART) else 0)
        return found

    def _highest(self, parts: tuple[Remainder, ...], rest: Remainder) -> int:
        heights = self.heights
        found = heights[rest] if rest > 0 else heights[-rest]
        for part in parts:
            height = heights[part] if part > 0 else heights[-part]
            found = max(found, height)
        return found

    def _forced(self, parts: tuple[Remainder, ...], rest: Remainder) -> int:
        kinds, mask = self.kinds, 0
        for part in (*parts, rest):
            if kinds[part if part > 0 else -part] == TAKES:
                variable, values = self.allowed(part)
                if not values & (values - 1):
                    mask |= 1 << variable
            elif part > 0:
                mask |= self.forced[part]
        return mask
