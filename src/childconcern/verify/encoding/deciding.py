"""What a policy decides about concerns, as literals.

It follows :mod:`childconcern.policy.engine`: indicators give areas their levels,
rules ask for routes, the most urgent wins, and with no rule it is ``otherwise``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import define, evolve, field, frozen

from childconcern.conditions import AreasAt, Condition, Level, LevelOf, LevelTest
from childconcern.policy import Duty, Indicator, Route, Rule
from childconcern.policy.written import WrittenPolicy
from childconcern.verify.encoding.meanings import Changes, Meaning
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.reading import Items, Reading, Slots
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = ["Decisions", "Levels", "changed", "decisions"]

Variants = dict[tuple[str, str | None], Literal]


@frozen(kw_only=True, repr=False)
class Decisions:
    """What is decided, each as whether it is so.

    Attributes:
        indicators: By id, whether each applies.
        rules: By id, whether each applies.
        duties: By id, whether each applies.
        routes: By id, whether it is the route.
        at_least: By id, whether the route is that one or a more urgent one.
        asked: By id, whether a rule asks for that route or a more urgent one.
        standing: By area and level, whether the area is at that level or above, of each
            level above the lowest.
        variants: By route and variant, whether it is that one; None for no variant.
        otherwise: Whether no rule applies.
        reading: How conditions of the policy are read.
        model: Of the pack.
        policy: Whose decisions they are.
    """

    indicators: Mapping[str, Literal]
    rules: Mapping[str, Literal]
    duties: Mapping[str, Literal]
    routes: Mapping[str, Literal]
    at_least: Mapping[str, Literal]
    asked: Mapping[str, Literal]
    standing: Mapping[tuple[str, int], Literal]
    variants: Mapping[tuple[str, str | None], Literal]
    otherwise: Literal
    reading: Reading
    model: Model
    policy: WrittenPolicy

    def holds(self, condition: Condition) -> Literal:
        """Return whether a condition of the policy certainly holds."""
        meaning = self.model.meaning(condition, self.policy.terms)
        return self.reading.read(meaning.condition)[0]

    def level(self, test: LevelTest) -> Literal:
        """Return whether a level test is so."""
        return self.reading.read(test)[0]


@frozen(kw_only=True, repr=False)
class Levels:
    """What level tests say.

    Attributes:
        gates: Where gates are made.
        policy: Whose levels and areas they are.
        standing: As of decisions.
    """

    gates: Gates
    policy: WrittenPolicy
    standing: Mapping[tuple[str, int], Literal]

    def says(self, test: LevelTest) -> Literal:
        """Return whether a level test is so."""
        match test:
            case Level(at_least):
                # An area is at the lowest of the scheme anyway, also where there is no area.
                lowest = at_least <= self.policy.levels[0].number
                return TRUE if lowest else self.gates.any_of(self._areas(at_least))
            case LevelOf(area, at_least):
                return self._area(area, at_least)
            case AreasAt(level, at_least):
                return self.gates.at_least(at_least, self._areas(level))
            case _:
                assert_never(test)

    def _areas(self, level: int) -> list[Literal]:
        return [self._area(area.id, level) for area in self.policy.areas]

    def _area(self, area: str, level: int) -> Literal:
        """Return whether an area is at a level or above; a scheme may leave numbers out."""
        lowest, *above = (one.number for one in self.policy.levels)
        if level <= lowest:
            return TRUE
        return next((self.standing[area, one] for one in above if one >= level), FALSE)


def changed(
    top: Slots, groups: Mapping[str, Items], like_top: Slots, like_groups: Mapping[str, Items]
) -> Changes:
    """Return in what two ways of answering leave different concerns behind."""
    changes = Changes()
    for fact_id, state in top.items():
        differs = state.literals != like_top[fact_id].literals
        changes.note(fact_id, None, differs=differs)
    for group_id, items in groups.items():
        other = like_groups[group_id]
        if (items.listed, *items.present) != (other.listed, *other.present):
            changes.groups.add(group_id)
        for place, slots in enumerate(items.slots):
            for fact_id, state in slots.items():
                differs = state.literals != other.slots[place][fact_id].literals
                changes.note(fact_id, place, differs=differs)
    return changes


def decisions(
    model: Model,
    top: Slots,
    groups: Mapping[str, Items],
    *,
    policy: WrittenPolicy | None = None,
    like: Decisions | None = None,
) -> Decisions:
    """Return what is decided about concerns.

    Args:
        model: Of the pack.
        top: What is held of the concern as a whole.
        groups: The items of its groups.
        policy: Whose decisions; by default the pack's own.
        like: Other decisions in the same model, about other concerns or by another
            version of the policy: only what differs from them is read again.
    """
    reading = model.reading(top=top, groups=groups, asking=False)
    changes = None if like is None else changed(top, groups, like.reading.top, like.reading.groups)
    decider = _Decider(
        model=model,
        policy=policy or model.pack.policy,
        reading=reading,
        like=like,
        changes=changes,
    )
    return decider.decide()


@define(kw_only=True, eq=False, repr=False)
class _Decider:
    model: Model
    policy: WrittenPolicy
    reading: Reading
    like: Decisions | None
    changes: Changes | None
    indicators: dict[str, Literal] = field(factory=dict[str, Literal])

    def decide(self) -> Decisions:
        policy, like, plain = self.policy, self.like, self.reading
        self.indicators = self._read(policy.indicators, None if like is None else like.indicators)
        standing = self._standing()
        levels = Levels(gates=self.model.gates, policy=policy, standing=standing)
        self.reading = evolve(plain, levels=levels.says)
        same = like is not None and self._has_the_same_levels(like)
        rules = self._read(policy.rules, None if like is None else like.rules, same_levels=same)
        duties = self._read(policy.duties, None if like is None else like.duties, same_levels=same)
        otherwise = -self.model.gates.any_of(rules.values())
        asked = self._asked(rules)
        routes = self._routes(asked, otherwise)
        return Decisions(
            indicators=self.indicators,
            rules=rules,
            duties=duties,
            routes=routes,
            at_least=self._at_least(asked, otherwise),
            asked=asked,
            standing=standing,
            variants=self._variants(plain, routes),
            otherwise=otherwise,
            reading=self.reading,
            model=self.model,
            policy=policy,
        )

    def _standing(self) -> dict[tuple[str, int], Literal]:
        """Return by area and level, above the lowest, whether the area is there or above."""
        return {
            (area.id, level.number): self.model.gates.any_of(
                self.indicators[one.id]
                for one in self.policy.indicators
                if one.area == area.id and one.level >= level.number
            )
            for area in self.policy.areas
            for level in self.policy.levels[1:]
        }

    def _has_the_same_levels(self, like: Decisions) -> bool:
        graded = (self.policy.indicators, self.policy.areas, self.policy.levels)
        other = (like.policy.indicators, like.policy.areas, like.policy.levels)
        return like.indicators == self.indicators and graded == other

    def _read(
        self,
        parts: Iterable[Indicator | Rule | Duty],
        like: Mapping[str, Literal] | None,
        *,
        same_levels: bool = True,
    ) -> dict[str, Literal]:
        found = dict[str, Literal]()
        written = self._as_written()
        for part in parts:
            if like is not None and written.get(part.id) is part.when:
                terms = self.policy.terms if self.like is None else self.like.policy.terms
                meaning = self.model.meaning(part.when, terms)
                if self._is_untouched(meaning, same_levels=same_levels):
                    found[part.id] = like[part.id]
                    continue
            else:
                meaning = self.model.meaning(part.when, self.policy.terms)
            found[part.id] = self.reading.read(meaning.condition)[0]
        return found

    def _is_untouched(self, meaning: Meaning, *, same_levels: bool) -> bool:
        """Return whether a condition that is written as before comes out as before."""
        return (
            self.changes is not None
            and (same_levels or not meaning.levels)
            and not self.changes.touch(meaning, None)
        )

    def _as_written(self) -> Mapping[str, Condition]:
        """Return what the other policy says under each id, where its signs mean the same."""
        if self.like is None or self.like.policy.signs is not self.policy.signs:
            return {}
        other = self.like.policy
        parts: list[Indicator | Rule | Duty]
        parts = [*other.indicators, *other.rules, *other.duties]
        return {part.id: part.when for part in parts}

    def _asked(self, rules: Mapping[str, Literal]) -> dict[str, Literal]:
        """Return for each route whether a rule asks for it or for a more urgent one."""
        by_route: dict[str, list[Literal]] = {route.id: [] for route in self.policy.routes}
        for rule in self.policy.rules:
            by_route[rule.route].append(rules[rule.id])
        gates, so_far, asked = self.model.gates, FALSE, dict[str, Literal]()
        for route_id, literals in by_route.items():
            so_far = gates.any_of((so_far, gates.any_of(literals)))
            asked[route_id] = so_far
        return asked

    def _routes(self, asked: Mapping[str, Literal], otherwise: Literal) -> dict[str, Literal]:
        gates, higher, routes = self.model.gates, FALSE, dict[str, Literal]()
        for route_id, here in asked.items():
            wins = gates.all_of((here, -higher))
            fallen = otherwise if route_id == self.policy.otherwise else FALSE
            routes[route_id] = gates.any_of((wins, fallen))
            higher = here
        return routes

    def _at_least(self, asked: Mapping[str, Literal], otherwise: Literal) -> dict[str, Literal]:
        bottom = self.policy.rungs[self.policy.otherwise]
        return {
            route_id: self.model.gates.any_of((here, otherwise)) if rung >= bottom else here
            for rung, (route_id, here) in enumerate(asked.items())
        }

    def _variants(self, plain: Reading, routes: Mapping[str, Literal]) -> Variants:
        found: Variants = {}
        for route in self.policy.routes:
            found |= self._variants_of(plain, route, routes[route.id])
        return found

    def _variants_of(self, plain: Reading, route: Route, taken: Literal) -> Variants:
        gates, found = self.model.gates, Variants()
        for variant in route.variants:
            meaning = self.model.meaning(variant.when, self.policy.terms)
            holds = plain.read(meaning.condition)[0]
            found[route.id, variant.id] = gates.all_of((taken, holds))
            taken = gates.all_of((taken, -holds))
        found[route.id, None] = taken
        return found
