"""What a single answer decides, whatever else is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from childconcern.conditions import (
    NEITHER,
    AreasAt,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    expand,
    facts_in,
    truth,
    walk_tree,
)
from childconcern.pictures.supposing import EITHER, THIS, SupposedView, Supposition
from childconcern.policy import Indicator, Rule, WrittenPolicy

__all__ = ["Certain", "Decided", "certain_of"]


@frozen
class Decided:
    """What follows for certain.

    Attributes:
        route: The id of the least urgent route that can follow; None where it is open.
        duties: The ids of duties, in the policy's order.
    """

    route: str | None
    duties: tuple[str, ...]


@frozen(kw_only=True, eq=False)
class Certain:
    """The conditions of a policy, and which facts each reads.

    Attributes:
        policy: The policy.
        meanings: The conditions of indicators, rules and duties, signs written out.
        reads: The facts that each reads; none where it reads levels only.
        graded: Those that read levels.
    """

    policy: WrittenPolicy
    meanings: tuple[Condition, ...]
    reads: tuple[frozenset[str], ...]
    graded: frozenset[int]

    def decided(self, fact_id: str, supposed: Supposition) -> Decided:
        """Return what is decided once a fact is known to be so, and nothing else is known."""
        policy = self.policy
        first_rule, first_duty = len(policy.indicators), len(policy.indicators) + len(policy.rules)
        holding = self._holding(fact_id, supposed)
        asked = {
            policy.rules[n - first_rule].route for n in holding if first_rule <= n < first_duty
        }
        duties = tuple(policy.duties[n - first_duty].id for n in sorted(holding) if n >= first_duty)
        route = next((rung.id for rung in policy.routes if rung.id in asked), None)
        return Decided(route, duties)

    def towards(self, fact_id: str, answers: Sequence[Supposition]) -> tuple[str | None, ...]:
        """Return the most urgent route that each answer speaks for together with other answers.

        It speaks for what it leaves possible and another answer to the same
        question rules out.
        """
        near = {n for n, reads in enumerate(self.reads) if fact_id in reads}
        possible = [self._possible(near, fact_id, answer) for answer in answers]
        always = near.intersection(*possible)
        return tuple(self._most_urgent(one - always) for one in possible)

    def _most_urgent(self, positions: Iterable[int]) -> str | None:
        asked = {rule.route for rule in self._rules_of(positions)}
        return next((rung.id for rung in self.policy.routes if rung.id in asked), None)

    def _rules_of(self, positions: Iterable[int]) -> Iterator[Rule]:
        """Yield rules that stand there, and those that levels of indicators there speak for."""
        policy, first = self.policy, len(self.policy.indicators)
        for n in positions:
            if first <= n < first + len(policy.rules):
                yield policy.rules[n - first]
            elif n < first:
                one = policy.indicators[n]
                for rule, meaning in zip(policy.rules, self.meanings[first:], strict=False):
                    if any(_speaks_for(node, one) for node in walk_tree(meaning)):
                        yield rule

    def _possible(self, near: set[int], fact_id: str, supposed: Supposition) -> set[int]:
        return self._so(near, evolve(self._view(fact_id, supposed, 1), doubt=EITHER))

    def _holding(self, fact_id: str, supposed: Supposition) -> frozenset[int]:
        """Return the positions of conditions that hold, however many items there are."""
        group = self.policy.vocabulary.group_of[fact_id]
        most = 1 if group is None else self.policy.vocabulary.group(group).at_most
        first = len(self.policy.indicators)
        near = [n for n, reads in enumerate(self.reads) if fact_id in reads]
        held: list[set[int]] = []
        for items in range(1, most + 1):
            view = self._view(fact_id, supposed, items)
            indicators = self._so([n for n in near if n < first], view)
            reached = _Reached.by(self.policy, indicators)
            rest = {*(n for n in near if n >= first), *(self.graded if indicators else ())}
            held.append(self._so(rest, evolve(view, levels=reached.test)))
        return frozenset(held[0].intersection(*held[1:]))

    def _view(self, fact_id: str, supposed: Supposition, items: int) -> SupposedView:
        group = self.policy.vocabulary.group_of[fact_id]
        return SupposedView(
            vocabulary=self.policy.vocabulary,
            slots={(None if group is None else THIS, fact_id): supposed},
            doubt=NEITHER,
            counts_as=True,
            group=group,
            items_listed=items,
        )

    def _so(self, positions: Iterable[int], view: SupposedView) -> set[int]:
        return {n for n in positions if truth(self.meanings[n], view)[0]}


def _speaks_for(node: Condition, indicator: Indicator) -> bool:
    match node:
        case Level(at_least) | AreasAt(at_least):
            return indicator.level >= at_least
        case LevelOf(area, at_least):
            return indicator.area == area and indicator.level >= at_least
        case _:
            return False


@frozen
class _Reached:
    """The levels that areas reach at least."""

    areas: dict[str, int]

    @classmethod
    def by(cls, policy: WrittenPolicy, indicators: Iterable[int]) -> _Reached:
        lowest = min(policy.terms.levels, default=0)
        areas = dict.fromkeys(policy.terms.areas, lowest)
        for one in (policy.indicators[n] for n in indicators):
            areas[one.area] = max(areas[one.area], one.level)
        return cls(areas)

    def test(self, test: LevelTest) -> bool:
        match test:
            case Level(at_least):
                return max(self.areas.values()) >= at_least
            case LevelOf(area, at_least):
                return self.areas[area] >= at_least
            case _:
                reached = sum(level >= test.level for level in self.areas.values())
                return reached >= test.at_least


def certain_of(policy: WrittenPolicy) -> Certain:
    """Return a policy ready to say what a single answer decides."""
    written = (
        *(one.when for one in policy.indicators),
        *(one.when for one in policy.rules),
        *(one.when for one in policy.duties),
    )
    meanings = tuple(expand(when, policy.terms.meanings) for when in written)
    return Certain(
        policy=policy,
        meanings=meanings,
        reads=tuple(facts_in(one, policy.terms) for one in meanings),
        graded=frozenset(n for n, one in enumerate(meanings) if _reads_levels(one)),
    )


def _reads_levels(condition: Condition) -> bool:
    return any(isinstance(node, Level | LevelOf | AreasAt) for node in walk_tree(condition))
