"""The same counts by pysdd, a knowledge compiler of sentential decision diagrams, in C.

It knows only what is true or false, so of each variable exactly one value is demanded.
Its own counts are floating-point numbers, or overflow at 2**64; exact ones are read off
the diagram here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol, cast

from attrs import define, field
from made_journeys import MadeJourneys
from pysdd import sdd  # type: ignore[import-untyped]

from childconcern.verify.engine.solver import TRUE, Literal

__all__ = ["TREES", "by_apply", "by_clauses"]

TREES: Final = ("right", "balanced")
"""How its variables are grouped; ``right`` makes it an ordered binary decision diagram."""


class _Tree(Protocol):
    """What is used of a tree of variables."""

    def is_leaf(self) -> bool: ...
    def var(self) -> int: ...
    def position(self) -> int: ...
    def left(self) -> _Tree: ...
    def right(self) -> _Tree: ...


class _Node(Protocol):
    """What is used of a node of a diagram."""

    id: int
    literal: int

    def __and__(self, other: _Node) -> _Node: ...
    def __or__(self, other: _Node) -> _Node: ...
    def __invert__(self) -> _Node: ...
    def is_false(self) -> bool: ...
    def is_true(self) -> bool: ...
    def is_literal(self) -> bool: ...
    def elements(self) -> list[tuple[_Node, _Node]]: ...
    def vtree(self) -> _Tree: ...
    def size(self) -> int: ...
    def ref(self) -> None: ...


class _Manager(Protocol):
    """What is used of the keeper of all nodes."""

    def auto_gc_and_minimize_off(self) -> None: ...
    def literal(self, number: int) -> _Node: ...
    def true(self) -> _Node: ...
    def false(self) -> _Node: ...
    def vtree(self) -> _Tree: ...
    def var_count(self) -> int: ...


class _TreeMaker(Protocol):
    def __call__(self, variables: int, order: list[int], kind: str) -> _Tree: ...


class _Managers(Protocol):
    def from_vtree(self, tree: _Tree) -> _Manager: ...
    def from_cnf_string(self, clauses: str, tree: bytes) -> tuple[_Manager, _Node]: ...


_TREE: Final = cast("_TreeMaker", sdd.Vtree)  # pyright: ignore[reportUnknownMemberType]
_MANAGERS: Final = cast("_Managers", sdd.SddManager)  # pyright: ignore[reportUnknownMemberType]


def by_apply(made: MadeJourneys, tree: str) -> Iterator[tuple[int, int]]:
    """Yield each count and the size of its diagram; gates and rules are joined one by one."""
    compiler = _Compiler.over(made, tree)
    found = compiler.all_of(compiler.one_value_each())
    for wanted in made.wanted:
        for part in _conjuncts(made, wanted):
            found = compiler.kept(found & compiler.node(part))
        yield compiler.count(found), found.size()


def by_clauses(made: MadeJourneys, tree: str) -> Iterator[tuple[int, int]]:
    """Yield each count and the size of its diagram, compiled at once from clauses."""
    for wanted in made.wanted:
        numbers = _numbered(made)
        gates = _gates_in(made, [wanted])
        clauses = [*_one_value_each(made), [wanted]]
        for gate in gates:
            numbers.setdefault(gate, len(numbers) + 1)
            clauses += [[-gate, part] for part in made.gates.parts[gate]]
            clauses.append([gate, *(-part for part in made.gates.parts[gate])])
        lines = [f"p cnf {len(numbers)} {len(clauses)}"]
        for clause in clauses:
            named = [numbers[abs(one)] * (1 if one > 0 else -1) for one in clause]
            lines.append(" ".join(map(str, [*named, 0])))
        manager, found = _MANAGERS.from_cnf_string("\n".join(lines), tree.encode())
        compiler = _Compiler(made=made, manager=manager, numbers=numbers)
        yield compiler.count(found), found.size()


def _conjuncts(made: MadeJourneys, formula: Literal) -> Iterable[Literal]:
    return made.gates.parts.get(formula, (formula,))


def _numbered(made: MadeJourneys) -> dict[Literal, int]:
    free = [abs(literal) for variable in made.variables for literal, _ in variable.values]
    return {literal: number for number, literal in enumerate(dict.fromkeys(free), start=1)}


def _one_value_each(made: MadeJourneys) -> Iterator[list[Literal]]:
    for variable in made.variables:
        literals = [literal for literal, _ in variable.values]
        if literals[0] != -literals[-1]:
            yield literals
            yield from ([-one, -other] for one in literals for other in literals if one < other)


def _gates_in(made: MadeJourneys, formulas: Iterable[Literal]) -> list[Literal]:
    found, waiting = set[Literal](), [abs(formula) for formula in formulas]
    while waiting:
        gate = waiting.pop()
        if gate in made.gates.parts and gate not in found:
            found.add(gate)
            waiting += map(abs, made.gates.parts[gate])
    return sorted(found)


@define(kw_only=True, eq=False, repr=False)
class _Compiler:
    """A manager of pysdd, and what was compiled in it."""

    made: MadeJourneys
    manager: _Manager
    numbers: dict[Literal, int]
    nodes: dict[Literal, _Node] = field(factory=dict[Literal, _Node])

    @classmethod
    def over(cls, made: MadeJourneys, tree: str) -> _Compiler:
        numbers = _numbered(made)
        order = list(range(1, len(numbers) + 1))
        manager = _MANAGERS.from_vtree(_TREE(len(order), order, tree))
        manager.auto_gc_and_minimize_off()
        found = cls(made=made, manager=manager, numbers=numbers)
        wanted = {*made.wanted}
        for gate in _gates_in(made, made.wanted):
            if gate not in wanted:
                found.nodes[gate] = found.all_of(map(found.node, made.gates.parts[gate]))
        return found

    def kept(self, node: _Node) -> _Node:
        node.ref()
        return node

    def node(self, literal: Literal) -> _Node:
        one = abs(literal)
        if one in self.numbers:
            found = self.manager.literal(self.numbers[one])
        else:
            found = self.manager.true() if one == TRUE else self.nodes[one]
        return found if literal > 0 else ~found

    def all_of(self, nodes: Iterable[_Node]) -> _Node:
        found = self.manager.true()
        for node in nodes:
            found = self.kept(found & node)
        return found

    def one_value_each(self) -> Iterator[_Node]:
        for clause in _one_value_each(self.made):
            found = self.manager.false()
            for literal in clause:
                found = found | self.node(literal)
            yield self.kept(found)

    # -------------------------------------------------------------- exact counts

    def count(self, node: _Node) -> int:
        weights = dict[int, tuple[int, int]]()
        for number in range(1, self.manager.var_count() + 1):
            weights[number] = (1, 1)
        for variable in self.made.variables:
            for literal, weight in variable.values:
                if literal > 0:
                    weights[self.numbers[literal]] = (weight, 1)
        counter = _Counter(weights=weights)
        tree = self.manager.vtree()
        counter.note(tree)
        return counter.count(node, tree)


@define(kw_only=True, eq=False, repr=False)
class _Counter:
    """Exact counts, with the weights of a variable where it is true and where it is not."""

    weights: dict[int, tuple[int, int]]
    free: dict[int, int] = field(factory=dict[int, int])
    """By places of the tree how many answers there are to the variables below."""

    counted: dict[int, int] = field(factory=dict[int, int])
    """By node, over the variables below its own place of the tree."""

    def note(self, tree: _Tree) -> int:
        """Note how many answers there are to the variables below a place of the tree."""
        if tree.is_leaf():
            found = sum(self.weights[tree.var()])
        else:
            found = self.note(tree.left()) * self.note(tree.right())
        self.free[tree.position()] = found
        return found

    def count(self, node: _Node, tree: _Tree) -> int:
        """Return the count over the variables below a place of the tree."""
        if node.is_false():
            return 0
        if node.is_true():
            return self.free[tree.position()]
        own = self.counted.get(node.id)
        place = node.vtree()
        if own is None:
            own = self.counted[node.id] = self._own(node, place)
        return own * (self.free[tree.position()] // self.free[place.position()])

    def _own(self, node: _Node, place: _Tree) -> int:
        if node.is_literal():
            return self.weights[abs(node.literal)][node.literal < 0]
        left, right = place.left(), place.right()
        return sum(
            self.count(prime, left) * self.count(sub, right) for prime, sub in node.elements()
        )
