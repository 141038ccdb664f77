"""What brute force and z3 know of a pack."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from childconcern.pack import Pack
from childconcern.verify import Scope, scopes_of
from trust.brute import every_concern
from trust.counting_sheets import numbers_of
from trust.differing_packs import changed_in
from trust.finishing import finishing_early
from trust.journey_trees import Node, TooManyError
from trust.looking import look, told, watched
from trust.tandem import compared
from trust.truths import NUMBER, Truths
from trust.z3_asking import asked_of_z3, world_of
from trust.z3_changing import changes_by_z3

__all__ = ["Known", "by_brute_force", "by_z3", "changed_by_brute_force"]

_MOST: Final = 2_000
_MOST_UNASKED: Final = 600
"""So many walks there may be, or so many concerns where nobody is asked."""


@frozen(kw_only=True, eq=False)
class Known:
    """What one of them knows of a pack.

    Attributes:
        truths: What is true.
        scopes: In which scopes.
        left_out: The ids of those in which two journeys were too many to compare.
        nodes: Everything that was gone through, for each scope.
    """

    truths: Truths
    scopes: tuple[Scope, ...]
    left_out: frozenset[str] = frozenset()
    nodes: tuple[Node, ...] = ()


def by_brute_force(pack: Pack, on: dt.date, *, thorough: bool = False) -> Known:
    """Return what is true of a tiny pack, in as many of its scopes as can be gone through."""
    gone = [*_gone_through(pack, on)]
    if not gone:
        return Known(truths={}, scopes=())
    truths, left_out = told(pack, [look(pack, scope, node) for scope, node in gone]), set[str]()
    for scope, node in gone:
        if scope.questionnaires:
            numbers = numbers_of(node, on).items()
            truths |= {(NUMBER, scope.id, route or ""): one for route, one in numbers}
            truths |= finishing_early(pack, scope, node, on) if thorough else {}
        try:
            truths |= compared(pack, scope, node)
        except TooManyError:
            left_out.add(scope.id)
    return Known(
        truths=truths,
        scopes=tuple(scope for scope, _ in gone),
        left_out=frozenset(left_out),
        nodes=tuple(node for _, node in gone),
    )


def _gone_through(pack: Pack, on: dt.date) -> Iterator[tuple[Scope, Node]]:
    """Yield each scope with all that happens in it; one in which too much does is left out."""
    seen = watched(pack)
    for scope in scopes_of(pack):
        most = _MOST if scope.questionnaires else _MOST_UNASKED
        try:
            yield scope, every_concern(seen, scope.questionnaires, on, most=most)
        except TooManyError:
            continue


def by_z3(pack: Pack, on: dt.date, scopes: tuple[Scope, ...]) -> Known:
    """Return what z3 says is true of a pack, in some of its scopes.

    Raises:
        GaveUpError: When it does not know.
    """
    worlds = [world_of(pack, scope, on) for scope in scopes]
    truths = asked_of_z3(pack, worlds)
    for world in worlds:
        truths |= changes_by_z3(world)
    return Known(truths=truths, scopes=scopes)


def changed_by_brute_force(old: Pack, new: Pack, on: dt.date) -> Known:
    """Return in what two packs decide otherwise, in as many scopes as can be gone through."""
    truths, scopes = Truths(), list[Scope]()
    for scope in scopes_of(new):
        try:
            truths |= changed_in(old, new, scope, on, most=_MOST_UNASKED)
        except TooManyError:
            continue
        scopes.append(scope)
    return Known(truths=truths, scopes=tuple(scopes))
