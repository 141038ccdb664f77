"""How much of a pack its cases show, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from childconcern.pack import Pack
from childconcern.testing.coverage.goals import Goal, goals_of
from childconcern.testing.coverage.pairs import PairGoal, pairs_of
from childconcern.testing.coverage.seen import Seen, seen_in

__all__ = ["Coverage", "coverage", "coverage_document"]


@frozen(kw_only=True, repr=False)
class Coverage:
    """What cases show of a pack.

    Attributes:
        goals: Everything that one example can show, in order.
        shown: For the name of each goal or pair that is shown, the cases that show it.
        pairs: Everything that it takes two examples to show.
        impossible: The names of goals and pairs that nothing can show, where that was proved.
    """

    goals: tuple[Goal, ...]
    pairs: tuple[PairGoal, ...]
    shown: Mapping[str, tuple[str, ...]] = field(eq=False)
    impossible: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[Goal, ...]:
        """The goals that no case shows, and that are not known to be impossible."""
        return tuple(one for one in self.goals if self._is_missing(one.name))

    @property
    def missing_pairs(self) -> tuple[PairGoal, ...]:
        """The pairs that no two cases show, and that are not known to be impossible."""
        return tuple(one for one in self.pairs if self._is_missing(one.name))

    def _is_missing(self, name: str) -> bool:
        return name not in self.shown and name not in self.impossible


def coverage(pack: Pack, seen: Sequence[Seen] | None = None) -> Coverage:
    """Return what examples show of a pack: by default its own cases.

    Raises:
        ProblemsError: When a case cannot be read.
    """
    examples = [seen_in(case, pack) for case in pack.cases] if seen is None else seen
    goals, pairs = goals_of(pack), tuple(pairs_of(pack))
    shown = dict[str, tuple[str, ...]]()
    for goal in goals:
        by = tuple(one.id for one in examples if goal.shown(one))
        if by:
            shown[goal.name] = by
    for pair in pairs:
        both = pair.shown_by(examples)
        if both is not None:
            shown[pair.name] = both
    return Coverage(goals=goals, pairs=pairs, shown=shown)


def coverage_document(found: Coverage) -> dict[str, object]:
    """Return what is shown as JSON: for each sort how many, and what is missing by name."""
    sorts = dict[str, dict[str, int]]()
    names = [one.name for one in found.goals] + [one.name for one in found.pairs]
    for name in names:
        counted = sorts.setdefault(name.partition(" ")[0], {"all": 0, "shown": 0, "impossible": 0})
        counted["all"] += 1
        counted["shown"] += name in found.shown
        counted["impossible"] += name in found.impossible
    return {
        "sorts": sorts,
        "missing": [
            *(one.name for one in found.missing),
            *(one.name for one in found.missing_pairs),
        ],
        "impossible": sorted(found.impossible),
    }
