"""Many conditions at once: the cost grows with the facts, not with the conditions.

Each formula becomes conjunctions, each conjunction a bit. Each fact has a table
from what is held to the mask of conjunctions that it leaves standing, filled
when a value is first seen. Deciding is one look-up a fact, and an AND. Counts
and item conditions are columns of their own, never expanded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from childconcern.conditions.columns import Block, Column, Table, blocks, remember
from childconcern.conditions.counting import Counted, Levels, OverItems, Stand
from childconcern.conditions.plain import AtLeast, AtLeastItems, Literal, Plain
from childconcern.conditions.tree import AreasAt, Level, LevelOf, LevelTest, Named
from childconcern.facts import Concern, Held, Vocabulary

__all__ = ["LevelsTester", "Masks"]

_MOST_CONJUNCTIONS: Final = 32
"""Past this a formula is counted, not multiplied out."""

LevelsTester: TypeAlias = Callable[[LevelTest, Levels], bool]
"""Says whether a level test is so of the levels of all areas."""
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
        stand: From a concern, the day, the levels and an item's values to the
            mask of the conjunctions that stand.
        bits: For each formula, its conjunctions; it holds when one of them stands.
    """

    __slots__ = (
        "_by_levels",
        "_counted",
        "_everything",
        "_items",
        "_level_tests",
        "_levels",
        "_own",
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
        self._owners: list[int] = []
        uses, self.bits = self._numbered(formulas)
        self._everything = (1 << len(self._owners)) - 1
        self._counted = self._counts(uses, group)
        self._items = self._groups(uses)
        self._top = self._columns(uses, None)
        self._own = self._columns(uses, group) if group else ()
        self._level_tests = tuple(_level_tests(uses))
        self._by_levels: Table = {}
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

    def _columns(self, uses: Mapping[_Leaf, int], group: str | None) -> tuple[Block, ...]:
        """Return a column for each fact of the concern, or of a group, that is read."""
        vocabulary = self._vocabulary
        index = vocabulary.index if group is None else vocabulary.group(group).index
        columns: dict[str, Column] = {}
        for leaf, bits in uses.items():
            if not isinstance(leaf, Literal) or isinstance(leaf.test, Level | LevelOf | AreasAt):
                continue
            name = leaf.test.name if isinstance(leaf.test, Named) else leaf.test.fact
            if name in index:
                column = columns.setdefault(name, Column(vocabulary.by_id[name], index[name]))
                column.asked.append((leaf.test, leaf.holds, bits))
        return blocks(columns.values())

    def _compiled(self) -> Stand:
        """Return the AND of all columns as one function, made of positions only."""
        names: dict[str, object] = {"fill": self._fill, "everything": self._everything}
        terms: list[str] = []
        for row, some in (("values", self._top), ("item", self._own)):
            for block in some:
                table = f"table_{len(names)}"
                names[table] = block.table
                terms.append(block.look_up(table, row))
        if self._level_tests:
            names["by_levels"] = self._by_levels
            terms.append("by_levels[levels]")
        for name, over_items in self._items.items():
            position = self._vocabulary.group_index[name]
            names[f"items_{position}"] = over_items
            terms.append(f"items_{position}(concern, on, concern.groups[{position}])")
        if self._counted is not None:
            names["counted"] = self._counted
            terms.append("counted(concern, on, levels, item)")
        return _function(" & ".join(terms) or "everything", names)

    def _fill(self, concern: Concern, on: dt.date, levels: Levels, item: tuple[Held, ...]) -> None:
        """Work out the tables' entries for what has not been seen before."""
        for row, some in ((concern.values, self._top), (item, self._own)):
            for block in some:
                block.fill(row, on, self._everything)
        if self._level_tests:
            remember(self._by_levels, levels, self._left_by(levels))

    def _left_by(self, levels: Levels) -> int:
        mask = self._everything
        for test, bits in self._level_tests:
            if not self._levels(test, levels):
                mask &= ~bits
        return mask


def _level_tests(uses: Mapping[_Leaf, int]) -> Iterator[tuple[LevelTest, int]]:
    for leaf, bits in uses.items():
        if isinstance(leaf, Literal) and isinstance(leaf.test, Level | LevelOf | AreasAt):
            yield leaf.test, bits


_SOURCE: Final = """
def stand(concern, on, levels=(), item=()):
    values = concern.values
    while True:
        try:
            return {terms}
        except KeyError:
            fill(concern, on, levels, item)
"""


def _function(terms: str, names: dict[str, object]) -> Stand:
    # The source holds positions and names of our own making; nothing that an
    # author wrote comes near it.
    made: dict[str, Stand] = {}
    exec(_SOURCE.format(terms=terms), {**names, "__builtins__": {"KeyError": KeyError}}, made)  # noqa: S102
    return made["stand"]
