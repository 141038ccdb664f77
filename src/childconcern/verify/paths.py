"""How many journeys there are, and how long they are: of all, and of those to each route.

The shortest and the longest are found by asking for ever more, until nothing
is left to be had. A journey that is plain or thorough to begin with leaves little to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from childconcern.verify.asking import Asking, example
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.granting import grant
from childconcern.verify.engine.solver import Literal
from childconcern.verify.examples.telling import replayed
from childconcern.verify.report import Example

__all__ = ["Counter", "Paths", "PathsTo", "paths"]

Counter: TypeAlias = Callable[[World], Mapping[str | None, int | None]]
"""Counts the complete journeys of a world, by route and under None in all; None is too much."""


@frozen(kw_only=True)
class PathsTo:
    """Complete journeys that come to one route, or all of them.

    Attributes:
        route: The route's id; None for all journeys.
        number: How many answer combinations come to it; None where nobody counted.
        shortest: One that asks the fewest questions.
        longest: One that asks the most.
        sure: Whether none is shorter or longer; if not, the budget ran out before it was known.
    """

    route: str | None
    number: int | None
    shortest: Example
    longest: Example
    sure: bool


@frozen(kw_only=True)
class Paths:
    """The ways through a questionnaire, and those that come before it.

    Attributes:
        scope: The questionnaire's id.
        questionnaires: The ids of those that are walked, in order.
        whole: All complete journeys; None where there is none.
        routes: Those to each route that is reached, most urgent first.
        unreached: The ids of routes that no complete journey comes to.
        unknown: The ids of routes of which that is not known, as the budget ran out.
    """

    scope: str
    questionnaires: tuple[str, ...]
    whole: PathsTo | None
    routes: tuple[PathsTo, ...]
    unreached: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def paths(asking: Asking, count: Counter | None = None) -> Paths:
    """Return how many complete journeys there are in a scope, and how long they are.

    Args:
        asking: Of a scope in which people are asked.
        count: Counts journeys, if anybody does.
    """
    world, found, answers = asking.world, list[PathsTo](), dict[str, bool | None]()
    numbers = dict[str | None, int | None]() if count is None else count(world)
    for route_id, arrives in world.decided.routes.items():
        answers[route_id] = asking.solve((world.complete, arrives))
        if answers[route_id]:
            found.append(_Lengths(asking, (world.complete, arrives)).to(route_id, numbers))
    whole = None
    if asking.solve((world.complete,)):
        whole = _Lengths(asking, (world.complete,)).to(None, numbers)
    return Paths(
        scope=asking.scope,
        questionnaires=tuple(stage.questionnaire.id for stage in world.stages),
        whole=whole,
        routes=tuple(found),
        unreached=tuple(one for one, answer in answers.items() if answer is False),
        unknown=tuple(one for one, answer in answers.items() if answer is None),
    )


@frozen
class _Lengths:
    """The shortest and longest of some journeys; the solver's last model is of those."""

    asking: Asking
    wanted: tuple[Literal, ...]

    @property
    def live(self) -> Sequence[Literal]:
        stages = self.asking.world.stages
        return [one.live for stage in stages for one in stage.asked.values()]

    def to(self, route_id: str | None, numbers: Mapping[str | None, int | None]) -> PathsTo:
        shortest, least = self._end([-one for one in self.live], self._shorter)
        longest, most = self._end(self.live, self._longer)
        return PathsTo(
            route=route_id,
            number=numbers.get(route_id),
            shortest=shortest,
            longest=longest,
            sure=least and most,
        )

    def _end(
        self, wishes: Sequence[Literal], further: Callable[[int, int], Literal]
    ) -> tuple[Example, bool]:
        """Return a journey that nothing goes beyond, and whether that is certain."""
        asking = self.asking
        asking.solve(self.wanted)
        grant(asking.gates.solver, self.wanted, wishes)
        found, by = example(replayed(asking.world)), 1
        while True:
            answer = asking.solve((*self.wanted, further(found.questions, by)))
            if answer:
                found, by = example(replayed(asking.world)), 2 * by
            elif answer is None or by == 1:
                return found, answer is False
            else:
                by = 1

    def _longer(self, questions: int, by: int) -> Literal:
        return self.asking.gates.at_least(questions + by, self.live)

    def _shorter(self, questions: int, by: int) -> Literal:
        return -self.asking.gates.at_least(questions - by + 1, self.live)
