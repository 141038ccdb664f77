"""The conditions of a policy as coverage looks at them: tests, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from childconcern.conditions import And, Condition, Count, Not, Or
from childconcern.conditions.tree import children
from childconcern.pack import Pack

__all__ = ["Owner", "owners_of"]


@frozen(kw_only=True)
class Owner:
    """Something in a policy that has a condition.

    Attributes:
        name: Its sort and id, such as ``rule level-4``.
        when: The condition, with the names of signs left in it.
        atoms: The tests that and, or, not and count join: tests of facts and levels,
            signs, and conditions of items as a whole; each once, in order.
    """

    name: str
    when: Condition
    atoms: tuple[Condition, ...]


def owners_of(pack: Pack) -> Iterator[Owner]:
    """Yield everything in a policy that has a condition, in the policy's order."""
    policy = pack.policy
    for name, when in (
        *((f"sign {one.id}", one.when) for one in policy.signs),
        *((f"indicator {one.id}", one.when) for one in policy.indicators),
        *((f"rule {one.id}", one.when) for one in policy.rules),
        *((f"duty {one.id}", one.when) for one in policy.duties),
        *(
            (f"variant {route.id}/{one.id}", one.when)
            for route in policy.routes
            for one in route.variants
        ),
    ):
        yield Owner(name=name, when=when, atoms=tuple(dict.fromkeys(_atoms(when))))


def _atoms(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, And | Or | Count | Not):
        for part in children(condition):
            yield from _atoms(part)
    else:
        yield condition
