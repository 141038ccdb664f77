"""Many conditions at once: the cost grows with the facts, not with the conditions.

Each formula becomes conjunctions, each conjunction a bit. Each fact has a table
from what is held to the mask of conjunctions that it leaves standing, filled
when a value is first seen. Deciding is one look-up and one AND a fact. Counts
and item conditions are columns of their own, never expanded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from childconcern.conditions.columns import Column, passes
from childconcern.conditions.counting import Counted, Levels, OverItems, Stand
from childconcern.conditions.plain import AtLeast, AtLeastItems, Literal, Plain
from childconcern.conditions.tree import AreasAt, Level, LevelOf, LevelTest, Named
from childconcern.facts import Held, Vocabulary

__all__ = ["LevelsTester", "Masks"]

_MOST_CONJUNCTIONS: Final = 32
"""Past this a formula is counted, not multiplied out."""

LevelsTester: TypeAlias = Callable[[LevelTest, Levels], bool]
_Leaf: TypeAlias = Literal | AtLeast | AtLeastItems


def _conjunctions(formula: Plain) -> list[tuple[_Leaf, ...]]:
    """Return the ways in which a formula can hold, each as leaves that hold together."""
    if not isinstance(formula, AtLeast):
        return [(formula,)]
    ways = [_conjunctions(part) for part in formula.parts]
    if formula.number == 1:
        return [way for part in ways for way in part]
    if formula.number < len(ways):
        return [(formula,)]
    number = 1
    for part in ways:
        number *= len(part)
    if number > _MOST_CONJUNCTIONS:
        return [(formula,)]
    return [tuple(leaf for part in choice for leaf in part) for choice in product(*ways)]


class Masks:
    """Which of some formulas certainly hold, for one concern after another.

    Attributes:
        stand: From values, groups, the day, the levels and an item's values to
            the mask of the conjunctions that stand.
        bits: For each formula, its conjunctions; it holds when one of them stands.
    """

    __slots__ = (
        "_counted",
        "_everything",
        "_items",
        "_levels",
        "_levels_column",
        "_own",
        "_own_index",
        "_owners",
        "_top",
        "_vocabulary",
        "bits",
        "stand",
    )

    def __init__(
        self,
        formulas: Sequence[Plain],
        vocabulary: Vocabulary,
        levels: LevelsTester,
        group: str | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._levels = levels
        self._own_index = {} if group is None else vocabulary.group(group).index
        self._top: dict[str, Column] = {}
        self._own: dict[str, Column] = {}
        self._levels_column = Column()
        self._owners: list[int] = []
        uses, self.bits = self._numbered(formulas)
        self._everything = (1 << len(self._owners)) - 1
        self._counted = self._counts(uses, group)
        self._items = self._groups(uses)
        for leaf, bits in uses.items():
            if isinstance(leaf, Literal):
                self._column(leaf).literals.append((leaf, bits))
        self.stand = self._compiled()

    def holding(self, mask: int) -> tuple[int, ...]:
        """Return the positions of the formulas of which a conjunction stands, in order."""
        positions: dict[int, None] = {}
        while mask:
            lowest = mask & -mask
            positions[self._owners[lowest.bit_length() - 1]] = None
            mask ^= lowest
        return tuple(positions)

    def _numbered(self, formulas: Sequence[Plain]) -> tuple[dict[_Leaf, int], tuple[int, ...]]:
        """Give each conjunction a bit; return those that use each leaf, and each formula's."""
        uses: dict[_Leaf, int] = {}
        owned: list[int] = []
        for position, formula in enumerate(formulas):
            mine = 0
            for leaves in _conjunctions(formula):
                bit = 1 << len(self._owners)
                self._owners.append(position)
                mine |= bit
                for leaf in leaves:
                    uses[leaf] = uses.get(leaf, 0) | bit
            owned.append(mine)
        return uses, tuple(owned)

    def _counts(self, uses: Mapping[_Leaf, int], group: str | None) -> Counted | None:
        nodes = tuple((leaf, bits) for leaf, bits in uses.items() if isinstance(leaf, AtLeast))
        if not nodes:
            return None
        parts = [part for node, _ in nodes for part in node.parts]
        inner = Masks(parts, self._vocabulary, self._levels, group)
        return Counted(nodes, inner, self._everything)

    def _groups(self, uses: Mapping[_Leaf, int]) -> dict[str, OverItems]:
        nodes: dict[str, list[tuple[AtLeastItems, int]]] = {}
        for leaf, bits in uses.items():
            if isinstance(leaf, AtLeastItems):
                nodes.setdefault(leaf.group, []).append((leaf, bits))
        return {name: self._over_items(name, tuple(found)) for name, found in nodes.items()}

    def _over_items(self, group: str, nodes: tuple[tuple[AtLeastItems, int], ...]) -> OverItems:
        parts = [node.part for node, _ in nodes]
        inner = Masks(parts, self._vocabulary, self._levels, group)
        return OverItems(nodes, inner, self._everything)

    def _column(self, literal: Literal) -> Column:
        test = literal.test
        if isinstance(test, Level | LevelOf | AreasAt):
            return self._levels_column
        name = test.name if isinstance(test, Named) else test.fact
        home = self._top if self._vocabulary.group_of[name] is None else self._own
        return home.setdefault(name, Column())

    def _compiled(self) -> Stand:
        """Return the AND of all columns as one function, made of positions only."""
        names: dict[str, object] = {"fill": self._fill, "everything": self._everything}
        terms: list[str] = []
        for columns, row, index in (
            (self._top, "values", self._vocabulary.index),
            (self._own, "item", self._own_index),
        ):
            for name, column in columns.items():
                table = f"table_{len(names)}"
                names[table] = column.table
                key = f"{row}[{index[name]}]"
                terms.append(f"{table}[{key}, on]" if column.by_day else f"{table}[{key}]")
        if self._levels_column.literals:
            names["by_levels"] = self._levels_column.table
            terms.append("by_levels[levels]")
        for name, over_items in self._items.items():
            position = self._vocabulary.group_index[name]
            names[f"items_{position}"] = over_items
            terms.append(f"items_{position}(values, groups, on, groups[{position}])")
        if self._counted is not None:
            names["counted"] = self._counted
            terms.append("counted(values, groups, on, levels, item)")
        return _function(" & ".join(terms) or "everything", names)

    def _fill(
        self, values: tuple[Held, ...], on: dt.date, levels: Levels, item: tuple[Held, ...]
    ) -> None:
        """Work out the tables' entries for what has not been seen before."""
        for columns, row, index in (
            (self._top, values, self._vocabulary.index),
            (self._own, item, self._own_index),
        ):
            for name, column in columns.items():
                self._fill_one(column, name, row[index[name]], on)
        if self._levels_column.literals:
            self._levels_column.fill(
                levels, lambda literal: self._level_passes(literal, levels), self._everything
            )

    def _fill_one(self, column: Column, name: str, held: Held, on: dt.date) -> None:
        fact = self._vocabulary.by_id[name]
        column.fill(
            (held, on) if column.by_day else held,
            lambda literal: passes(literal, fact, held, on),
            self._everything,
        )

    def _level_passes(self, literal: Literal, levels: Levels) -> bool:
        test = literal.test
        return isinstance(test, Level | LevelOf | AreasAt) and self._levels(test, levels)


_SOURCE: Final = """
def stand(values, groups, on, levels=(), item=()):
    while True:
        try:
            return {terms}
        except KeyError:
            fill(values, on, levels, item)
"""


def _function(terms: str, names: dict[str, object]) -> Stand:
    # The source holds positions and names of our own making; nothing that an
    # author wrote comes near it.
    made: dict[str, Stand] = {}
    exec(_SOURCE.format(terms=terms), {**names, "__builtins__": {"KeyError": KeyError}}, made)  # noqa: S102
    return made["stand"]
