"""Other literals put in the place of some, and what becomes of everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import Literal

__all__ = ["FanOut"]


@define(eq=False, repr=False)
class FanOut:
    """The gates on which some literals hang, found once, to be made again with other parts.

    Attributes:
        gates: Where they were made.
        literals: Those that are spoken of; what none of them hangs on is left alone.
    """

    gates: Gates
    literals: Iterable[Literal]
    _above: dict[Literal, list[Literal]] = field(factory=dict[int, list[int]], init=False)
    """For each variable the gates of which it is a part, or its opposite is."""

    def __attrs_post_init__(self) -> None:
        """Go down from the literals to all that they hang on."""
        waiting = [abs(one) for one in self.literals]
        seen = set[Literal]()
        while waiting:
            gate = waiting.pop()
            if gate not in seen:
                seen.add(gate)
                for part in self.gates.parts.get(gate, ()):
                    self._above.setdefault(abs(part), []).append(gate)
                    waiting.append(abs(part))

    def put(self, instead: Mapping[Literal, Literal], gates: Gates) -> dict[Literal, Literal]:
        """Return what stands for each literal once some free ones are replaced, all at once.

        What is not in it, and no gate that was left alone, stands for itself.

        Args:
            instead: For each literal that is replaced the one that takes its place.
            gates: Where the new ones are made: the same, or a branch.
        """
        put = {-old: -new for old, new in instead.items()} | dict(instead)
        # Invariant: a gate is younger than its parts, so those are replaced before it.
        for gate in sorted(self._hanging_on(instead)):
            made = gates.all_of([put.get(part, part) for part in self.gates.parts[gate]])
            put[gate], put[-gate] = made, -made
        return put

    def _hanging_on(self, literals: Iterable[Literal]) -> set[Literal]:
        waiting, found = [abs(one) for one in literals], set[Literal]()
        while waiting:
            above = [gate for gate in self._above.get(waiting.pop(), ()) if gate not in found]
            found.update(above)
            waiting += above
        return found
