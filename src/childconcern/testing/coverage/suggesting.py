"""Cases that show what the cases of a pack leave out, for a practitioner to judge.

The solver finds journeys that show as many missing things at once as it easily
can, as plain as they can be made; what nothing can show is proved to be so. What
a suggested case expects is what the pack decides now: whether that is right is for people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from attrs import define, evolve, field, frozen

from childconcern.facts import Json
from childconcern.pack import Case, Expectation, Pack
from childconcern.testing.coverage.goals import Goal, GoalKind
from childconcern.testing.coverage.measuring import Coverage, coverage
from childconcern.testing.coverage.seen import Seen, seen_in
from childconcern.testing.coverage.thresholds import Side, sides_of
from childconcern.verify import Asking, Example, World, askings_of
from childconcern.verify.engine.solver import Literal

__all__ = ["Suggestion", "suggest_cases"]

_TOGETHER = 12
"""How many things one suggested case is asked to show."""


@frozen(kw_only=True)
class Suggestion:
    """What was found for what the cases leave out.

    Attributes:
        cases: In order; each shows something that no earlier case shows.
        before: What the pack's own cases show.
        after: What they show together with these, and what is proved to be impossible.
    """

    cases: tuple[Case, ...]
    before: Coverage
    after: Coverage


def suggest_cases(pack: Pack, *, on: dt.date, most: int | None = None) -> Suggestion:
    """Return cases that show what those of a pack leave out.

    Args:
        pack: Which one.
        on: The day of the cases.
        most: The most cases to suggest; None for as many as it takes.

    Raises:
        NoSolverError: When python-sat is not installed.
        ProblemsError: When a case of the pack cannot be read.
    """
    before = coverage(pack)
    seen = [seen_in(case, pack) for case in pack.cases]
    suggesting = _Suggesting(pack=pack, on=on, most=most, seen=seen)
    suggesting.show(before.missing)
    suggesting.show_pairs()
    after = coverage(pack, suggesting.seen)
    return Suggestion(
        cases=tuple(suggesting.cases),
        before=before,
        after=evolve(after, impossible=frozenset(suggesting.impossible)),
    )


@define(kw_only=True, eq=False, repr=False)
class _Suggesting:
    pack: Pack
    on: dt.date
    most: int | None
    seen: list[Seen]
    cases: list[Case] = field(factory=list[Case])
    impossible: set[str] = field(factory=set[str])

    def show(self, missing: Sequence[Goal]) -> None:
        """Find cases for goals: in journeys, and what those cannot show in any concern."""
        left = list(missing)
        for asking in self._askings():
            left = self._show_in(asking, left)
        self.impossible |= {goal.name for goal in left}

    def _askings(self) -> Iterator[Asking]:
        names = [self.pack.questionnaires[0].id] if self.pack.questionnaires else []
        yield from askings_of(self.pack, on=self.on, scopes=[*names, "policy"])

    def _show_in(self, asking: Asking, goals: list[Goal]) -> list[Goal]:
        """Return the goals that no journey of a scope can show; cases are found for the others."""
        world, never = asking.world, list[Goal]()
        demands = {goal.name: goal.demanded(world) for goal in goals}
        waiting, tried = goals, set[str]()
        while waiting and not self._is_enough():
            # What was not shown beside others is tried once more by itself.
            together = waiting[: 1 if waiting[0].name in tried else _TOGETHER]
            alone = len(together) == 1
            while not asking.solve(wanted := self._all(world, together, demands)):
                if len(together) == 1:
                    never += together
                    break
                together = together[:-1]
            else:
                self._keep(asking.smallest(wanted)[0], together)
            done = [goal for goal in together if alone or goal in never]
            waiting = [one for one in waiting if one not in done and not self._is_shown(one)]
            waiting.sort(key=lambda one: one.name in tried)
            tried |= {goal.name for goal in together}
        return never

    def _all(
        self, world: World, goals: Sequence[Goal], demands: Mapping[str, Literal]
    ) -> tuple[Literal, ...]:
        return (world.complete, *(demands[goal.name] for goal in goals))

    def _is_enough(self) -> bool:
        return self.most is not None and len(self.cases) >= self.most

    def _is_shown(self, goal: Goal) -> bool:
        return any(goal.shown(one) for one in self.seen)

    def _keep(self, example: Example, goals: Sequence[Goal]) -> None:
        """Keep an example as a case; numbers that are asked for are put where they should be."""
        case = Case(
            id=f"suggested-{len(self.cases) + 1}",
            story=f"Made up, to be judged. It shows that {'; '.join(one.says for one in goals)}.",
            on=self.on,
            expect=Expectation(route=example.route),
            concern=None if example.answers else example.given,
            answers=next(iter(example.answers.values()), None),
            given=(example.given or None) if example.answers else None,
        )
        for goal in goals:
            if goal.kind is GoalKind.THRESHOLD:
                case = self._at_threshold(goal, case)
        self._add(case)

    def _add(self, case: Case) -> None:
        seen = seen_in(case, self.pack)
        complete = None if seen.journey is None else seen.journey.complete
        expect = Expectation(
            route=seen.decision.route,
            variant=seen.decision.variant,
            duties=seen.decision.duties,
            level=seen.decision.level,
            complete=complete,
        )
        self.cases.append(evolve(case, expect=expect))
        self.seen.append(seen)

    def _at_threshold(self, goal: Goal, case: Case) -> Case:
        """Return a case with a number put just at a threshold, where that shows what it should."""
        side = next(one for one in sides_of(self.pack) if one.name == goal.about)
        shows = (one for one in self._moved(side, case) if goal.shown(seen_in(one, self.pack)))
        return next(shows, case)

    def _moved(self, side: Side, case: Case) -> list[Case]:
        """Return a case with the number of a threshold, in each place where it is said."""
        answer, group_id = side.answer(self.on), self.pack.vocabulary.group_of[side.fact.id]
        if case.answers is None:
            concerns = _put(case.concern or {}, side.fact.id, group_id, answer)
            return [evolve(case, concern=one) for one in concerns]
        said = [
            evolve(case, answers={**case.answers, key: answer})
            for key, before in case.answers.items()
            if before is not None and self._recorded(key) == side.fact.id
        ]
        given = _put(case.given or {}, side.fact.id, group_id, answer)
        return [*said, *(evolve(case, given=one) for one in given)]

    def _recorded(self, key: str) -> str | None:
        """Return the fact that an answer records; None where the key is of a list."""
        question = self.pack.questionnaire().questions.get(key.partition("@")[0])
        return question[1].records if question else None

    def show_pairs(self) -> None:
        """Find two cases for each pair that is missing, in journeys of the first questionnaire."""
        asking = next(self._askings())
        other: World | None = None
        for pair in coverage(self.pack, self.seen).missing_pairs:
            if self._is_enough() or pair.shown_by(self.seen) is not None:
                continue
            other = other or asking.world.all_else()
            wanted = (asking.world.complete, other.complete, pair.demanded(asking.world, other))
            if asking.solve(wanted):
                for example in asking.smallest(wanted, other):
                    self._keep_half(example, pair.says)
            else:
                self.impossible.add(pair.name)

    def _keep_half(self, example: Example, says: str) -> None:
        case = Case(
            id=f"suggested-{len(self.cases) + 1}",
            story=f"Made up, to be judged, with its twin. It shows that {says}.",
            on=self.on,
            expect=Expectation(route=example.route),
            answers=next(iter(example.answers.values())),
            given=example.given or None,
        )
        self._add(case)


def _put(
    held: Mapping[str, object], fact_id: str, group_id: str | None, answer: Json
) -> list[dict[str, object]]:
    """Return what is held with another answer, of the whole or of each item that has one."""
    if group_id is None:
        return [{**held, fact_id: answer}] if fact_id in held else []
    items = cast("list[dict[str, Json]]", held.get(group_id, []))  # as the example gave them
    return [
        {**held, group_id: [*items[:n], {**item, fact_id: answer}, *items[n + 1 :]]}
        for n, item in enumerate(items)
        if fact_id in item
    ]
