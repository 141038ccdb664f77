"""Every way through questionnaires at once, and what it comes to: what the solver is asked."""

from __future__ import annotations

import atexit
import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from attrs import field, frozen

from childconcern.conditions import facts_in
from childconcern.pack import Pack
from childconcern.testing.reaching import Reach, ReachKind, boundaries
from childconcern.verify import Model, Scope, World, world
from childconcern.verify.encoding.domains import Cuts, Span, cuts_in
from childconcern.verify.encoding.journeys import Stage
from childconcern.verify.encoding.model import conditions_of
from childconcern.verify.encoding.starting import Listed
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal, Solver

__all__ = ["Ways", "ways_through"]

_AlsoCut: TypeAlias = tuple[tuple[str, Cuts], ...]
"""Facts, each with the numbers at which it is cut besides."""

_REMEMBERED: Final = 8
"""How many worlds are kept: to make one takes up to a fifth of a second for a council's pack."""


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Ways:
    """Every way through some questionnaires, one after the other.

    Attributes:
        world: As the solver is told of it.
    """

    world: World

    @cached_property
    def is_never_stuck(self) -> bool:
        """Whether every journey can be completed; no list needs more items than may be listed."""
        gates = self.world.model.gates
        stuck = gates.any_of(stage.stuck for stage in self.world.stages)
        return gates.solver.solve((stuck,)) is False

    def never_matters(self, reach: Reach) -> frozenset[str]:
        """Return the facts of which anything may be said: nothing reads them, one thing says them.

        Args:
            reach: What is to be reached.
        """
        terms = self.world.model.pack.policy.terms
        own = frozenset[str]() if reach.when is None else facts_in(reach.when, terms)
        return self._never_read - own - {reach.id}

    @cached_property
    def _never_read(self) -> frozenset[str]:
        pack, facts = self.world.model.pack, self.world.model.vocabulary.by_id
        read = frozenset[str]().union(
            *(facts_in(one, pack.policy.terms) for one in conditions_of(pack))
        )
        told = Counter(one.id for one in facts.values() if one.set_by_service)
        for stage in self.world.stages:
            told.update(one.records for _, one in stage.questionnaire.questions.values())
        return frozenset(one for one, times in told.items() if times == 1) - read

    def come_to(self, reach: Reach) -> Literal:
        """Return whether a journey comes to something, at its end."""
        decided, gates = self.world.decided, self.world.model.gates
        match reach.kind:
            case ReachKind.ROUTE:
                return decided.routes[reach.id]
            case ReachKind.RULE:
                return decided.rules[reach.id]
            case ReachKind.BOUNDARY:
                return gates.any_of([*self._at(reach.id, reach.number or 0)])
            case _:
                return TRUE if reach.when is None else decided.holds(reach.when)

    def _at(self, fact_id: str, at: int) -> Iterator[Literal]:
        """Yield of each place whether a number is held there that is just this one."""
        ways, gates = self.world, self.world.model.gates
        piece = bisect_right(ways.model.cuts.get(fact_id, ()), at)

        def here(state: State) -> Literal:
            return state.values.get(Span(piece, piece), FALSE)

        group_id = ways.model.vocabulary.group_of[fact_id]
        if group_id is None:
            yield here(ways.top[fact_id])
            return
        items = ways.groups[group_id]
        for present, slots in zip(items.present, items.slots, strict=True):
            yield gates.all_of((present, here(slots[fact_id])))

    @cached_property
    def lists_asked_for(self) -> tuple[Literal, ...]:
        """Of each list that nobody makes it who is not asked for it."""
        any_of = self.world.model.gates.any_of
        return tuple(
            any_of((-who.said, self._is_asked(stage, who)))
            for stage in self.world.stages
            for who in stage.start.listed.values()
        )

    def _is_asked(self, stage: Stage, who: Listed) -> Literal:
        """Return whether a section asks which items there are, besides those that were given."""
        group, gates = who.group, self.world.model.gates
        sections = (one for one in stage.questionnaire.sections if one.for_each == group.id)
        more = any(one.ask_for_more for one in sections)
        enough = gates.at_least(group.at_most if more else group.at_least, who.given)
        opened = stage.opened.get(group.id, FALSE)
        return gates.all_of((opened, -gates.all_of((who.was_given, enough))))


@frozen
class _Of:
    """A pack, which is the same as itself alone."""

    pack: Pack = field(eq=id)


def ways_through(
    pack: Pack,
    questionnaires: tuple[str, ...],
    reach: Reach,
    *,
    on: dt.date,
    budget: int | None = None,
) -> Ways:
    """Return every way through questionnaires, one after the other; made once for many draws.

    Args:
        pack: The pack.
        questionnaires: Their ids, in order.
        reach: What will be looked for: numbers are told apart as it needs.
        on: The day on which ages and dates are read.
        budget: The most steps that one question to the solver may take; None for any number.

    Raises:
        NoSolverError: When python-sat is not installed.
    """
    return _ways(_Of(pack), questionnaires, _cuts_for(_Of(pack), reach), on, budget)


@lru_cache(maxsize=_REMEMBERED)
def _ways(
    of: _Of, questionnaires: tuple[str, ...], cuts: _AlsoCut, on: dt.date, budget: int | None
) -> Ways:
    gates = Gates(Solver(budget=budget))
    model = Model(pack=of.pack, on=on, gates=gates, also_cut=dict(cuts))
    walked = tuple(map(of.pack.questionnaire, questionnaires))
    return Ways(world=world(model, Scope(id=walked[-1].id, questionnaires=walked)))


# A solver that outlives the modules on which it stands complains of it when Python ends.
atexit.register(_ways.cache_clear)


@lru_cache(maxsize=_REMEMBERED)
def _cuts_for(of: _Of, reach: Reach) -> _AlsoCut:
    """Return where numbers are cut besides; for all boundaries of a pack it is the same."""
    if reach.kind is ReachKind.CONDITION:
        known = cuts_in(conditions_of(of.pack))
        more = {} if reach.when is None else cuts_in([reach.when])
        return tuple((fact, ends) for fact, ends in more.items() if not {*ends} <= {*known[fact]})
    if reach.kind is not ReachKind.BOUNDARY:
        return ()
    found = dict[str, set[int]]()
    for one in {reach, *boundaries(of.pack)}:
        at = one.number or 0
        found.setdefault(one.id, set()).update((at, at + 1))
    return tuple((fact, tuple(sorted(ends))) for fact, ends in sorted(found.items()))
