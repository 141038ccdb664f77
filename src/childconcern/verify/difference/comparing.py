"""Every region in which two packs decide otherwise: found, set aside, and looked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from attrs import define, field

from childconcern.verify.asking import example
from childconcern.verify.difference.aspects import Aspect, aspects_of
from childconcern.verify.difference.regions import Region
from childconcern.verify.difference.together import Together
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import Literal
from childconcern.verify.examples.shrinking import plainest, what_matters
from childconcern.verify.examples.telling import replayed
from childconcern.verify.report import Example

__all__ = ["Comparison", "Count", "smallest"]

Count: TypeAlias = Callable[[World, World, Literal], int | None]
"""Counts the combinations of answers in two worlds of which something is so, if it can."""

Pair: TypeAlias = tuple[str, str]


@define(kw_only=True, eq=False)
class Comparison:
    """Two worlds, and what is decided otherwise in them.

    Attributes:
        both: The worlds.
        count: Counts combinations of answers, if anybody does.
        unknown: What could not be settled, because the budget or the time ran out.
    """

    both: Together
    count: Count | None = None
    unknown: list[str] = field(factory=list[str])

    def regions(self) -> Iterator[Region]:
        """Yield every region, in one order whatever the solver finds first."""
        for aspect in aspects_of(self.both):
            pairs = aspect.pairs(self.both.gates)
            found = dict[Pair, Region]()
            for pair, complete in self._found(aspect, pairs):
                found[pair] = self._region(aspect, pair, pairs[pair], complete=complete)
            yield from (found[pair] for pair in pairs if pair in found)

    def _found(self, aspect: Aspect, pairs: dict[Pair, Literal]) -> Iterator[tuple[Pair, bool]]:
        """Yield each pair that some journeys show; the solver's last model is of those.

        Complete journeys are looked at first, and then those that were cut short.
        """
        left = dict(pairs)
        for base, complete in ((self.both.complete, True), (self.both.begun, False)):
            while left:
                answer = self._solve((base, self.both.gates.any_of(left.values())))
                if answer is None:
                    self.unknown.append(f"{self.both.scope}: {aspect.kind} {aspect.about}".rstrip())
                if not answer:
                    break
                says = self.both.gates.solver.says
                pair = next(one for one, literal in left.items() if says(literal))
                del left[pair]
                yield pair, complete

    def _solve(self, demands: Iterable[Literal]) -> bool | None:
        return self.both.gates.solver.solve(demands)

    def _region(self, aspect: Aspect, pair: Pair, shows: Literal, *, complete: bool) -> Region:
        both, (was, now) = self.both, pair
        base = both.complete if complete else both.begun
        shown = smallest(both, base, shows)
        direction, because = aspect.way(was, now)
        old, new = both.old.decided, both.new.decided
        counted = None
        if self.count is not None:
            counted = self.count(both.old, both.new, both.gates.all_of((base, shows)))
        return Region(
            scope=both.scope,
            kind=aspect.kind,
            about=aspect.about,
            old=was,
            new=now,
            direction=direction,
            because=because,
            from_otherwise=aspect.kind == "route" and self._can((base, shows, old.otherwise)),
            to_otherwise=aspect.kind == "route" and self._can((base, shows, new.otherwise)),
            complete=complete,
            examples=shown,
            count=counted,
        )

    def _can(self, demands: Iterable[Literal]) -> bool:
        """Return whether it can be so, or nobody knows that it cannot."""
        return self._solve(demands) is not False


def smallest(both: Together, base: Literal, shows: Literal) -> tuple[Example, Example]:
    """Return the smallest example of what the solver's last model shows, as each pack decides it.

    Args:
        both: The worlds.
        base: What the journeys are, such as complete.
        shows: What they show.

    Raises:
        ReplayError: When walking or deciding does not agree with the solver.
    """
    plainest((base, shows), both.old, both.new)
    old, new = replayed(both.old), replayed(both.new)
    matter = what_matters((shows,), both.old, both.new)
    return example(old, _keys(both, matter, both.old)), example(new, _keys(both, matter, both.new))


def _keys(both: Together, matter: Iterable[str], of: World) -> set[str]:
    """Return keys as one of the packs has them; what both ask has the new one."""
    names = {*matter}
    if of is both.old:
        names = {both.old_keys.get(key, key) for key in matter}
    return {key for key in names if key in of.choices or key.startswith("@")}
