"""Conditions taken apart and put together again with one piece changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    Condition,
    Count,
    CountItems,
    Not,
    Or,
    children,
)

__all__ = ["Place", "Spot", "all_of", "one_of", "replaced", "spots"]

Place: TypeAlias = tuple[int, ...]
"""The way to a piece: which part, then which part of that, from 0."""


@frozen(kw_only=True)
class Spot:
    """A piece of a condition, and where it stands.

    Attributes:
        path: The way to it.
        node: The piece.
        group: The group of whose items it speaks; None outside item conditions.
        parent: The piece that it is directly in, if any.
    """

    path: Place
    node: Condition
    group: str | None = None
    parent: Condition | None = None


def spots(condition: Condition, group: str | None = None) -> Iterator[Spot]:
    """Yield every piece of a condition, outermost first, in order.

    Args:
        condition: What is taken apart.
        group: The group whose item's facts stand bare in it, if any.
    """
    waiting = [Spot(path=(), node=condition, group=group)]
    while waiting:
        spot = waiting.pop()
        yield spot
        inside = spot.group
        if isinstance(spot.node, AnyItem | AllItems | CountItems):
            inside = spot.node.group
        inner = [
            Spot(
                path=(*spot.path, n),
                node=part,
                group=inside,
                parent=spot.node,
            )
            for n, part in enumerate(children(spot.node))
        ]
        waiting.extend(reversed(inner))


def replaced(condition: Condition, path: Place, new: Condition) -> Condition:
    """Return ``condition`` with another piece at the end of ``path``.

    An *and* that comes to stand in an *and* is joined to it, and so is an *or*:
    it is how people write it.
    """
    if not path:
        return new
    match condition:
        case Not(part) | AnyItem(_, part) | AllItems(_, part) | CountItems(_, part, _):
            return evolve(condition, part=replaced(part, path[1:], new))
        case And(parts):
            return all_of(_with(parts, path, new))
        case Or(parts):
            return one_of(_with(parts, path, new))
        case Count(parts, at_least):
            return Count(_with(parts, path, new), at_least)
        case _:
            raise IndexError(path)


def _with(parts: tuple[Condition, ...], path: Place, new: Condition) -> tuple[Condition, ...]:
    first, *rest = path
    inner = replaced(parts[first], tuple(rest), new)
    return (*parts[:first], inner, *parts[first + 1 :])


def all_of(parts: tuple[Condition, ...]) -> Condition:
    """Return *and* of one or more parts; of one part, the part."""
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))
    )
    return flat[0] if len(flat) == 1 else And(flat)


def one_of(parts: tuple[Condition, ...]) -> Condition:
    """Return *or* of one or more parts; of one part, the part."""
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))
    )
    return flat[0] if len(flat) == 1 else Or(flat)
