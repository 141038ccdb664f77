"""Made-up policies without a problem: a ladder, areas and levels, rules, duties and variants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from attrs import frozen
from hypothesis import strategies as st

from childconcern.conditions import Condition, Terms
from childconcern.facts import Vocabulary
from childconcern.policy import (
    Area,
    BeforeFact,
    Duty,
    Immediately,
    Indicator,
    NamedLevel,
    RespondWithin,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
    WithinWorkingDays,
)
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.made_conditions import condition, signs

__all__ = ["policies"]

_T = TypeVar("_T")

_SOURCES: Final = (None, "section 4")
_AREAS: Final = ("harm", "neglect", "school")
_LEVELS: Final = ((1, 2, 3, 4), (0, 5), (2, 3, 7))


@frozen(kw_only=True)
class _Writer:
    """Writes the parts of one policy."""

    draw: st.DrawFn
    terms: Terms
    known: bool

    def many(self, fewest: int, most: int, make: Callable[[int], _T]) -> tuple[_T, ...]:
        return tuple(make(n) for n in range(number(self.draw, fewest, most)))

    def when(self, *, levels: bool = False) -> Condition:
        return condition(self.draw, self.terms, levels=levels, known=self.known)

    def promise(self, n: int) -> RespondWithin | None:
        before = BeforeFact(self.terms.vocabulary.facts[0].id)
        return (None, Immediately(), WithinHours(4), WithinWorkingDays(1), before)[n % 5]

    def variant(self, n: int) -> Variant:
        return Variant(id=f"variant-{n}", when=self.when(), respond_within=self.promise(n))

    def route(self, n: int) -> Route:
        return Route(
            id=f"route-{n}",
            name=f"Route {n}",
            next_step="Wait.",
            respond_within=self.promise(n + 1),
            destinations=(("social-care",), ("police", "early-help"))[n % 2],
            variants=self.many(0, 2, self.variant) if chance(self.draw, 5) else (),
        )

    def indicator(self, n: int) -> Indicator:
        return Indicator(
            id=f"indicator-{n}",
            area=pick(self.draw, self.terms.areas),
            level=pick(self.draw, self.terms.levels),
            when=self.when(),
            because=f"indicator {n}",
            source="local",
        )

    def duty(self, n: int) -> Duty:
        when = self.when(levels=True)
        return Duty(id=f"duty-{n}", when=when, because=f"duty {n}", source=_SOURCES[n % 2])


@st.composite
def policies(
    draw: st.DrawFn, vocabulary: Vocabulary, *, known: bool = True, graded: bool = False
) -> RoutingPolicy:
    """Return policies without a problem.

    Args:
        draw: Hypothesis'.
        vocabulary: What they can speak of.
        known: Whether ``known`` and ``asked`` may stand in them; without these
            more knowledge never makes a condition that held fail to.
        graded: Whether there must be areas, and so an indicator at least.
    """
    areas = _AREAS[: number(draw, int(graded), len(_AREAS))]
    numbers = pick(draw, _LEVELS)
    named = signs(draw, vocabulary, known=known)
    terms = Terms(vocabulary=vocabulary, signs=named, areas=areas, levels=numbers)
    writer = _Writer(draw=draw, terms=terms, known=known)
    routes = tuple(writer.route(n) for n in range(number(draw, 2, 4)))

    def rule(n: int) -> Rule:
        when, route = writer.when(levels=True), pick(draw, routes).id
        return Rule(id=f"rule-{n}", when=when, route=route, because=f"{n}", source=_SOURCES[n % 2])

    return RoutingPolicy(
        id="made-up",
        version="1",
        vocabulary=vocabulary,
        otherwise=pick(draw, routes).id,
        routes=routes,
        areas=tuple(Area(id=area, name=area) for area in areas),
        levels=tuple(NamedLevel(number=one, name=f"Level {one}") for one in numbers),
        signs=named,
        indicators=writer.many(bool(areas), 3 if areas else 0, writer.indicator),
        rules=writer.many(1, 4, rule),
        duties=writer.many(0, 2, writer.duty),
    )
