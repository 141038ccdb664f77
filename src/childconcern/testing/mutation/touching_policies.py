"""Which rehearsals see that a policy differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from attrs import evolve

from childconcern.conditions import (
    ConcernView,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    expand,
    truth,
)
from childconcern.policy import Duty, Indicator, Route, RoutingPolicy, Rule
from childconcern.testing.mutation.rehearsing import Rehearsal

__all__ = ["policy_touches"]

_Part = TypeVar("_Part", Indicator, Rule, Duty)
_Touch = Callable[[Rehearsal], bool]


def policy_touches(before: RoutingPolicy, after: RoutingPolicy) -> Iterator[_Touch]:
    """Yield for each part that differs what tells whether a rehearsal sees it."""
    if before is after:
        return
    if _shape(before) != _shape(after):
        yield lambda _: True
        return
    if before.otherwise != after.otherwise:
        yield lambda rehearsal: not rehearsal.decision.outcome.rules
    old = before.terms.meanings
    new = old if after.signs is before.signs else after.terms.meanings
    yield from _of_parts(before.indicators, after.indicators, _indicators, old, new)
    yield from _of_parts(before.rules, after.rules, _rules, old, new)
    yield from _of_parts(before.duties, after.duties, _duties, old, new)
    for route, other in zip(before.routes, after.routes, strict=True):
        if (route is not other or old is not new) and _meant(route, old) != _meant(other, new):
            yield partial(_takes, route)


def _takes(route: Route, rehearsal: Rehearsal) -> bool:
    return rehearsal.decision.route == route.id


def _shape(policy: RoutingPolicy) -> object:
    """Return what every decision depends on."""
    return policy.areas, policy.levels, tuple(policy.rungs)


def _indicators(rehearsal: Rehearsal) -> Sequence[Indicator]:
    return rehearsal.decision.outcome.standing.indicators


def _rules(rehearsal: Rehearsal) -> Sequence[Rule]:
    return rehearsal.decision.outcome.rules


def _duties(rehearsal: Rehearsal) -> Sequence[Duty]:
    return rehearsal.decision.outcome.duties


def _meant(route: Route, meanings: Mapping[str, Condition]) -> Route:
    """Return a route whose variants have their signs written out."""
    variants = tuple(evolve(one, when=expand(one.when, meanings)) for one in route.variants)
    return evolve(route, variants=variants)


def _of_parts(
    before: tuple[_Part, ...],
    after: tuple[_Part, ...],
    applied: Callable[[Rehearsal], Sequence[_Part]],
    old: Mapping[str, Condition],
    new: Mapping[str, Condition],
) -> Iterator[_Touch]:
    """Yield what tells of each indicator, rule or duty whether it now applies otherwise."""
    others = {part.id: part for part in after}
    if others.keys() - {part.id for part in before}:
        yield lambda _: True
    for part in before:
        other = others.get(part.id)
        if other is part and old is new:
            continue
        if other is None:
            yield _applied(part, applied)
            continue
        was, now = expand(part.when, old), expand(other.when, new)
        if was != now:
            yield _applies_otherwise(part, applied, now)
        if evolve(part, when=other.when) != other:
            yield _applied(part, applied)


def _applied(part: _Part, applied: Callable[[Rehearsal], Sequence[_Part]]) -> _Touch:
    return lambda rehearsal: any(one.id == part.id for one in applied(rehearsal))


def _applies_otherwise(
    part: _Part, applied: Callable[[Rehearsal], Sequence[_Part]], now: Condition
) -> _Touch:
    before = _applied(part, applied)
    return lambda rehearsal: before(rehearsal) != _holds(now, rehearsal)


def _holds(condition: Condition, rehearsal: Rehearsal) -> bool:
    """Return whether a condition is certainly so, with the levels as they were."""
    standing = rehearsal.decision.outcome.standing
    areas = rehearsal.decision.policy.terms.areas

    def reached(test: LevelTest) -> bool:
        match test:
            case Level(at_least):
                return max(standing.levels, default=at_least - 1) >= at_least
            case LevelOf(area, at_least):
                return standing.levels[areas.index(area)] >= at_least
            case _:
                return sum(1 for level in standing.levels if level >= test.level) >= test.at_least

    view = ConcernView(concern=rehearsal.concern, on=rehearsal.on, levels=reached)
    return truth(condition, view)[0]
