"""Pairs of examples that show that one test of a condition decides it, all others being the same.

This is what testers call MC/DC, of unique causes: two examples in which one
test differs, no other does, and the condition comes out differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from childconcern.conditions import Condition, condition_text
from childconcern.pack import Pack
from childconcern.testing.coverage.conditions import Owner, owners_of
from childconcern.testing.coverage.seen import Seen
from childconcern.verify import World
from childconcern.verify.engine.solver import Literal

__all__ = ["PairGoal", "pairs_of"]


@frozen(kw_only=True)
class PairGoal:
    """One test of one condition.

    Attributes:
        owner: Whose condition it is.
        atom: The test.
    """

    owner: Owner
    atom: Condition

    @property
    def name(self) -> str:
        """Its kind and what it is about, as of other goals."""
        return f"pair {self.owner.name}: {condition_text(self.atom)}"

    @property
    def says(self) -> str:
        """What is to be shown, in words."""
        return f"in {self.owner.name}, only this decides: {condition_text(self.atom)}"

    def shown_by(self, seen: Sequence[Seen]) -> tuple[str, str] | None:
        """Return the ids of two examples that show it: where it holds, and where it does not."""
        others = [atom for atom in self.owner.atoms if atom != self.atom]
        found = dict[tuple[bool, bool, tuple[bool, ...]], str]()
        for one in seen:
            rest = tuple(one.holds(other) for other in others)
            so, whole = one.holds(self.atom), one.holds(self.owner.when)
            twin = found.get((not so, not whole, rest))
            if twin is not None:
                return (one.id, twin) if so else (twin, one.id)
            found.setdefault((so, whole, rest), one.id)
        return None

    def demanded(self, first: World, second: World) -> Literal:
        """Return whether two journeys show it; the test holds in the first, not in the second."""
        gates = first.model.gates
        others = [atom for atom in self.owner.atoms if atom != self.atom]
        same = [_same(first, second, other) for other in others]
        holds = first.decided.holds(self.atom)
        fails = -second.decided.holds(self.atom)
        alike = _same(first, second, self.owner.when)
        return gates.all_of((holds, fails, *same, -alike))


def _same(first: World, second: World, part: Condition) -> Literal:
    """Return whether some part of a condition comes out alike in two journeys."""
    gates = first.model.gates
    one, other = first.decided.holds(part), second.decided.holds(part)
    return gates.any_of((gates.all_of((one, other)), gates.all_of((-one, -other))))


def pairs_of(pack: Pack) -> Iterator[PairGoal]:
    """Yield every test that is joined with others, in the policy's order."""
    for owner in owners_of(pack):
        if len(owner.atoms) > 1:
            for atom in owner.atoms:
                yield PairGoal(owner=owner, atom=atom)
