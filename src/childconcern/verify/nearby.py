"""The search for the nearest other outcome, with the solver, and how it is told."""

from __future__ import annotations

import enum
from collections.abc import Container, Iterable, Mapping
from typing import Final

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern.facts import Json, Relationships
from childconcern.journey import Journey
from childconcern.verify.asking import example
from childconcern.verify.changes import Changeable, Counted
from childconcern.verify.encoding.worlds import World
from childconcern.verify.engine.solver import Literal
from childconcern.verify.examples.shrinking import plainest
from childconcern.verify.examples.telling import Replayed, ReplayError, Sheet, sheet_of, walked
from childconcern.verify.report import Example

__all__ = ["Change", "Nearest", "Search", "Toward", "UnsettledNearestError"]

_SKIPPED: Final = {"skipped": True}


class UnsettledNearestError(ConcernError):
    """The budget or the time ran out before the fewest changes were found."""

    code = "unsettled-nearest"

    def __init__(self) -> None:
        super().__init__(
            "the budget of steps or the time ran out before the nearest other outcome was found",
            remedy="look for it with more of both, or with no limit",
        )


class Toward(enum.Enum):
    """Which other routes are looked for."""

    ANY = "any"
    MORE_URGENT = "more urgent"
    LESS_URGENT = "less urgent"


@frozen(kw_only=True, repr=False)
class Change:
    """One answer that would be another.

    Attributes:
        key: Such as ``screener/danger`` or ``screener/injuries@child-1``; ``screener/@children``
            where it is who is listed.
        before: What was answered, as JSON; None where nothing was, or *not known*.
        after: What would be.
        answered: Whether anything was answered before.
    """

    key: str
    before: Json
    after: Json
    answered: bool = True


@frozen(kw_only=True, repr=False)
class Nearest:
    """The fewest changes that alter the route.

    Attributes:
        route: The route as it is.
        to: The route that it would be.
        changes: What would be answered otherwise, in the order in which it is asked.
        then_asked: What would be asked besides, with answers that lead there.
        not_asked: The keys of what would be asked no more.
        sheet: All that would be said.
        example: What comes of it; the library itself walked and decided it.
    """

    route: str
    to: str
    changes: tuple[Change, ...]
    then_asked: Mapping[str, Json]
    not_asked: tuple[str, ...]
    sheet: Sheet
    example: Example


@frozen(kw_only=True)
class Search:
    """Looks for the fewest changes that lead elsewhere.

    Attributes:
        said: What was said, and what may be changed in it.
        sheet: The same as JSON.
        route: The route that it comes to.
        most: The most changes that are looked at; None for any number.
    """

    said: Changeable
    sheet: Sheet
    route: str
    most: int | None

    @property
    def world(self) -> World:
        """All that could be said."""
        return self.said.world

    def found(self, toward: Toward) -> Nearest | None:
        """Return the fewest changes that lead to one of some routes; None where none do.

        Raises:
            ReplayError: When what is found does not come out so.
            UnsettledNearestError: When the budget or the time ran out.
        """
        counted, fixed = [*self.said.counted()], [*self.said.fixed()]
        self._check(fixed, counted)
        routes = self._routes(toward)
        number = self._fewest(fixed, counted, routes)
        if number is None:
            return None
        few = self.world.model.gates.at_least(number + 1, [one.changed for one in counted])
        fixed.append(-few)
        to = next(route for route in routes if self._solve((*fixed, self._taken(route))))
        fixed.append(self._taken(to))
        self._keep_what_comes_first(fixed, counted)
        plainest(fixed, self.world)
        return self._told(counted, to)

    def _taken(self, route: str) -> Literal:
        return self.world.decided.routes[route]

    def _solve(self, demands: Iterable[Literal]) -> bool:
        answer = self.world.model.gates.solver.solve(demands)
        if answer is None:
            raise UnsettledNearestError
        return answer

    def _check(self, fixed: Iterable[Literal], counted: Iterable[Counted]) -> None:
        """Refuse to go on where the solver sees what was said otherwise than it was decided."""
        unchanged = (-one.changed for one in counted)
        if not self._solve((*fixed, *unchanged, self._taken(self.route))):
            raise ReplayError("what was said")

    def _routes(self, toward: Toward) -> list[str]:
        """Return the routes that are looked for, the nearest on the ladder first."""
        rungs = self.world.decided.policy.rungs
        own = rungs[self.route]
        more = {route: rung for route, rung in rungs.items() if rung < own}
        less = {route: rung for route, rung in rungs.items() if rung > own}
        wanted = {
            Toward.ANY: more | less,
            Toward.MORE_URGENT: more,
            Toward.LESS_URGENT: less,
        }[toward]
        return sorted(wanted, key=lambda route: (abs(rungs[route] - own), rungs[route]))

    def _fewest(
        self, fixed: list[Literal], counted: list[Counted], routes: list[str]
    ) -> int | None:
        """Return how many changes suffice, and no fewer do; None where none may, or too many."""
        gates, changed = self.world.model.gates, [one.changed for one in counted]
        goal = gates.any_of([self._taken(route) for route in routes])
        most = len(changed) if self.most is None else min(self.most, len(changed))
        if not self._solve((*fixed, goal, -gates.at_least(most + 1, changed))):
            return None
        numbers = range(1, most + 1)
        return next(
            number
            for number in numbers
            if self._solve((*fixed, goal, -gates.at_least(number + 1, changed)))
        )

    def _keep_what_comes_first(self, fixed: list[Literal], counted: Iterable[Counted]) -> None:
        """Fix what is changed: as little as can be of what comes first."""
        says = self.world.model.gates.solver.says
        for one in counted:
            keeps = says(-one.changed) or self._solve((*fixed, -one.changed))
            fixed.append(-one.changed if keeps else one.changed)

    # --------------------------------------------------------------------- what is told

    def _told(self, counted: Iterable[Counted], to: str) -> Nearest:
        says = self.world.model.gates.solver.says
        changed = {(one.stage, one.key): one for one in counted if says(one.changed)}
        sheet = self._sheet(changed)
        found = walked(self.world, sheet)
        self._compare(found, to)
        changes = tuple(self._change(one, sheet) for one in changed.values())
        keys = frozenset(one.key for one in changes)
        before = _asked(self.sheet, [one.journey for one in self.said.walked])
        after = _asked(sheet, found.journeys)
        new = (key for key in after if key not in before and key not in keys)
        return Nearest(
            route=self.route,
            to=to,
            changes=changes,
            then_asked={key: _answer(sheet, key) for key in new},
            not_asked=tuple(key for key in before if key not in after),
            sheet=sheet,
            example=example(found, keys),
        )

    def _sheet(self, changed: Container[tuple[int, str]]) -> Sheet:
        """Return all that would be said: what is not changed in the words in which it was said."""
        told, answers = sheet_of(self.world).answers, dict[str, dict[str, Json]]()
        for number, (name, said) in enumerate(told.items()):
            own, now = self.sheet.answers.get(name, {}), dict[str, Json]()
            for key, value in said.items():
                own_key = self.said.name(number, key)
                is_kept = own_key in own and (number, key) not in changed
                now[own_key] = own[own_key] if is_kept else self._own_ids(number, key, value)
            answers[name] = now
        return Sheet(given=self.sheet.given, answers=answers)

    def _own_ids(self, stage: int, key: str, value: Json) -> Json:
        """Return an answer of the solver's with the own ids of items."""
        if isinstance(value, list) and key.startswith("@"):
            return [self.said.item(stage, key[1:], str(item)) for item in value]
        if isinstance(value, dict) and value != _SKIPPED:
            question = self.world.stages[stage].asked[key].question
            kind = self.world.model.vocabulary.by_id[question.records].kind
            to = kind.to if isinstance(kind, Relationships) else None
            return {self.said.item(stage, to, item): one for item, one in value.items()}
        return value

    def _compare(self, found: Replayed, to: str) -> None:
        """Refuse what does not come out as the solver found it."""
        says, path = self.world.model.gates.solver.says, list[set[str]]()
        for number, stage in enumerate(self.world.stages):
            live = (key for key, one in stage.asked.items() if says(one.live))
            path.append({self.said.name(number, key) for key in live})
        if found.decision.route != to or path != [set(one.path) for one in found.journeys]:
            raise ReplayError("the nearest other outcome")

    def _change(self, one: Counted, sheet: Sheet) -> Change:
        name = self.world.stages[one.stage].questionnaire.id
        key = f"{name}/{self.said.name(one.stage, one.key)}"
        before = _answer(self.sheet, key)
        return Change(key=key, before=before, after=_answer(sheet, key), answered=one.answered)


def _asked(sheet: Sheet, journeys: Iterable[Journey]) -> dict[str, None]:
    """Return the keys of what is asked, in order: lists that were given, then questions."""
    found = dict[str, None]()
    for journey in journeys:
        answers = sheet.answers.get(journey.questionnaire, {})
        lists = (key for key in answers if key.startswith("@"))
        found |= dict.fromkeys(f"{journey.questionnaire}/{key}" for key in (*lists, *journey.path))
    return found


def _answer(sheet: Sheet, key: str) -> Json:
    """Return what is answered; None where nothing is."""
    name, _, inner = key.partition("/")
    return sheet.answers.get(name, {}).get(inner)
