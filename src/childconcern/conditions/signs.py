"""Signs: conditions with a name, used by others, never in circles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from childconcern.conditions.tree import (
    AllItems,
    And,
    AnyItem,
    Condition,
    Count,
    CountItems,
    Named,
    Not,
    Or,
    children,
    walk_tree,
)

__all__ = [
    "MOST_DEPTH_WRITTEN_OUT",
    "MOST_PIECES",
    "Extent",
    "Sign",
    "circular_signs",
    "expand",
    "extent_of",
    "extents_of",
    "names_in",
    "written_out",
]

MOST_PIECES: Final = 5000
"""The most pieces of a condition once its signs are written out."""

MOST_DEPTH_WRITTEN_OUT: Final = 100
"""How deep a condition may nest once its signs are written out."""


@frozen(kw_only=True)
class Sign:
    """A named condition.

    Attributes:
        id: Snake_case; unique among facts, groups and signs.
        when: What it stands for.
        about: What it means, for those who review the pack.
    """

    id: str
    when: Condition
    about: str = ""


def names_in(condition: Condition) -> frozenset[str]:
    """Return the names that stand bare in a condition: yes-no facts and signs."""
    return frozenset(node.name for node in walk_tree(condition) if isinstance(node, Named))


def circular_signs(signs: tuple[Sign, ...]) -> frozenset[str]:
    """Return the ids of signs that stand for themselves, by whatever way round, or use such."""
    return frozenset(sign.id for sign in signs).difference(_in_order(signs))


def _in_order(signs: tuple[Sign, ...]) -> dict[str, Condition]:
    """Return what each sign stands for, after all that it uses; circular ones are left out."""
    waiting = {sign.id: sign.when for sign in signs}
    uses = {name: names_in(when) & waiting.keys() for name, when in waiting.items()}
    ordered: dict[str, Condition] = {}
    while True:
        ready = [name for name in waiting if uses[name] <= ordered.keys()]
        if not ready:
            return ordered
        ordered |= {name: waiting.pop(name) for name in ready}


@frozen
class Extent:
    """How large a condition is once its signs are written out.

    Attributes:
        pieces: Tests and whatever joins them.
        depth: From the outermost piece to the innermost, both counted.
    """

    pieces: int
    depth: int

    @property
    def fits(self) -> bool:
        """Whether it can be written out."""
        return self.pieces <= MOST_PIECES and self.depth <= MOST_DEPTH_WRITTEN_OUT


def extent_of(condition: Condition, signs: Mapping[str, Extent]) -> Extent:
    """Return a condition's extent, given those of signs, without writing any of them out."""
    pieces, depth = 0, 0
    waiting = [(condition, 1)]
    while waiting:
        node, level = waiting.pop()
        known = signs.get(node.name) if isinstance(node, Named) else None
        pieces += 1 if known is None else known.pieces
        depth = max(depth, level if known is None else level + known.depth - 1)
        waiting.extend((part, level + 1) for part in children(node))
    return Extent(pieces, depth)


def extents_of(signs: tuple[Sign, ...]) -> dict[str, Extent]:
    """Return the extent of each sign; circular ones are left out."""
    done: dict[str, Extent] = {}
    for name, when in _in_order(signs).items():
        done[name] = extent_of(when, done)
    return done


def written_out(signs: tuple[Sign, ...]) -> dict[str, Condition]:
    """Return what each sign stands for with no sign left in it.

    Those that are circular, or too large to write out, are left out.
    """
    extents = extents_of(signs)
    done: dict[str, Condition] = {}
    for name, when in _in_order(signs).items():
        if extents[name].fits:
            done[name] = expand(when, done)
    return done


def expand(condition: Condition, meanings: Mapping[str, Condition]) -> Condition:
    """Return ``condition`` with each name that has a meaning replaced by it."""
    match condition:
        case Named(name):
            return meanings.get(name, condition)
        case Not(part) | AnyItem(_, part) | AllItems(_, part) | CountItems(_, part, _):
            return evolve(condition, part=expand(part, meanings))
        case And(parts) | Or(parts) | Count(parts, _):
            return evolve(condition, parts=tuple(expand(part, meanings) for part in parts))
        case _:
            return condition
