"""What a policy decides, for z3: levels, the most urgent rule, what is left, variants, duties.

Written from the sentences about deciding, not from the prover's encoding.
"""

from collections.abc import Mapping

from attrs import evolve, frozen

from childconcern.conditions import AreasAt, Condition, Level, LevelOf, LevelTest, expand
from childconcern.policy import RoutingPolicy
from trust.z3_door import Term, at_least, every, opposite, some
from trust.z3_reading import Reader
from trust.z3_walking import Walk

__all__ = ["Decided", "decide_all"]


@frozen(kw_only=True, eq=False, repr=False)
class Decided:
    """What is decided of everything that can be held.

    Attributes:
        policy: Whose decisions they are.
        plain: How conditions without levels are read.
        indicators: By id, whether each applies.
        rules: By id, whether each applies.
        duties: By id, whether each applies.
    """

    policy: RoutingPolicy
    plain: Reader
    indicators: Mapping[str, Term]
    rules: Mapping[str, Term]
    duties: Mapping[str, Term]

    def holds(self, condition: Condition) -> Term:
        """Return whether a condition certainly holds, levels and all."""
        meaning = expand(condition, self.policy.terms.meanings)
        return evolve(self.plain, levels=self.level).read(meaning)[0]

    def level(self, test: LevelTest) -> Term:
        """Return whether a level test is so."""
        areas = [area.id for area in self.policy.areas]
        match test:
            case Level(number):
                lowest = self.policy.levels[0].number
                return number <= lowest or some(self._area(area, number) for area in areas)
            case LevelOf(area, number):
                return self._area(area, number)
            case AreasAt(number, count):
                return at_least(count, [self._area(area, number) for area in areas])

    def _area(self, area: str, number: int) -> Term:
        """Return whether an area has reached a level: it is never below the lowest."""
        if number <= self.policy.levels[0].number:
            return True
        return some(
            self.indicators[one.id]
            for one in self.policy.indicators
            if one.area == area and one.level >= number
        )

    @property
    def spoke(self) -> Term:
        """Whether some rule applies."""
        return some(self.rules.values())

    def asks_for(self, rung: int) -> Term:
        """Return whether some rule asks for a rung of the ladder."""
        route = self.policy.routes[rung].id
        return some(self.rules[rule.id] for rule in self.policy.rules if rule.route == route)

    def ends_on(self, rung: int) -> Term:
        """Return whether it is the route: the first rung asked for, or what is left."""
        more_urgent = some(self.asks_for(other) for other in range(rung))
        by_rule = every((self.asks_for(rung), opposite(more_urgent)))
        is_left = self.policy.routes[rung].id == self.policy.otherwise
        return some((by_rule, opposite(self.spoke))) if is_left else by_rule

    def variant(self, rung: int, number: int) -> Term:
        """Return whether a route's variant is taken: it applies, and none before it does."""
        meanings, variants = self.policy.terms.meanings, self.policy.routes[rung].variants
        applies = [self.plain.read(expand(one.when, meanings))[0] for one in variants]
        return every((self.ends_on(rung), applies[number], opposite(some(applies[:number]))))


def decide_all(policy: RoutingPolicy, walk: Walk) -> Decided:
    """Return what is decided of everything that is held at the end of a walk."""
    plain = Reader(vocabulary=policy.vocabulary, top=walk.top, groups=walk.groups, visibility=False)
    meanings = policy.terms.meanings
    indicators = {one.id: plain.read(expand(one.when, meanings))[0] for one in policy.indicators}
    graded = Decided(policy=policy, plain=plain, indicators=indicators, rules={}, duties={})
    return evolve(
        graded,
        rules={one.id: graded.holds(one.when) for one in policy.rules},
        duties={one.id: graded.holds(one.when) for one in policy.duties},
    )
