"""Which gates say that so many of some things are true.

``Gates.at_least`` spells a count out: so many of the rest, or the first and one
fewer of the rest. Here the count is found again, because a diagram needs only
to know how many are still wanted, not which of the others were true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from attrs import define, field

from childconcern.verify.engine.solver import Literal

__all__ = ["Counts"]

_Cell: TypeAlias = int
"""A list of literals, ascending, by its place among all such lists; 0 is empty."""

_Count: TypeAlias = tuple[int, _Cell]
"""How many, and of which."""

_PAIR: Final = 2


@define(eq=False, repr=False)
class Counts:
    """Gates that are false exactly where so many of some literals are true.

    Lists of literals share their ends, so that a long count costs no more than its gates.

    Attributes:
        parts: For each gate the literals that are all true where it is.
    """

    parts: Mapping[Literal, tuple[Literal, ...]]
    _found: dict[Literal, _Count] = field(factory=dict[Literal, _Count])
    _cells: list[tuple[Literal, _Cell]] = field(factory=lambda: [(0, 0)])
    _places: dict[tuple[Literal, _Cell], _Cell] = field(factory=dict[tuple[Literal, _Cell], _Cell])

    def __contains__(self, gate: Literal) -> bool:
        """Return whether a gate that was looked at is the opposite of a count."""
        return gate in self._found

    def __getitem__(self, gate: Literal) -> tuple[int, tuple[Literal, ...]]:
        """Return how many literals must be true for a gate to be false, and which count."""
        number, cell = self._found[gate]
        literals = list[Literal]()
        while cell:
            literal, cell = self._cells[cell]
            literals.append(literal)
        return number, tuple(literals)

    def look(self, gate: Literal) -> None:
        """Look at a gate; those that it reads were looked at before."""
        parts = self.parts[gate]
        if len(parts) != _PAIR:
            return
        for rest, both in (parts, parts[::-1]):
            pair = self.parts.get(-both, ())
            for first, fewer in (pair, pair[::-1]) if len(pair) == _PAIR else ():
                self._compare(gate, first, -rest, fewer)

    def _compare(self, gate: Literal, first: Literal, rest: Literal, fewer: Literal) -> None:
        """Note a count: either so many of some, or the first and one fewer of the same."""
        counts = self._readings(rest)
        for number, cell in self._readings(fewer):
            if (number + 1, cell) in counts and first <= self._cells[cell][0]:
                self._found[gate] = number + 1, self._cell(first, cell)

    def _readings(self, literal: Literal) -> list[_Count]:
        """Return the counts that a literal is: of all, of one at least, or spelt out."""
        parts = self.parts.get(abs(literal))
        if parts is None:
            return []
        if literal > 0:
            return [(len(parts), self._list(parts))]
        any_of = (1, self._list(-part for part in parts))
        return [any_of, self._found[-literal]] if -literal in self._found else [any_of]

    def _list(self, literals: Iterable[Literal]) -> _Cell:
        cell = 0
        for literal in sorted(literals, reverse=True):
            cell = self._cell(literal, cell)
        return cell

    def _cell(self, first: Literal, rest: _Cell) -> _Cell:
        found = self._places.get((first, rest))
        if found is None:
            found = self._places[first, rest] = len(self._cells)
            self._cells.append((first, rest))
        return found
