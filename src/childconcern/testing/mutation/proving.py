"""The solver against mutants: which guarantees they break, and whether they decide otherwise.

A mistake in the policy alone is read over the journeys of the pack as it should
be: only what it changes is read again. Other mistakes are compared as two packs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import evolve, field, frozen

from childconcern.decision import decide
from childconcern.pack import Pack
from childconcern.policy import Claim
from childconcern.policy.written import WrittenPolicy
from childconcern.questionnaire import Questionnaire
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.matrix import Fate, Judgement
from childconcern.testing.mutation.responses import lowers, response_changes
from childconcern.verify import Asking, Model, World, scopes_of, world
from childconcern.verify.claims.guaranteed import broken
from childconcern.verify.difference import Difference, Direction, difference
from childconcern.verify.encoding.deciding import Decisions
from childconcern.verify.encoding.domains import cuts_in
from childconcern.verify.encoding.model import conditions_of
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.examples.telling import replayed

__all__ = ["GuaranteeKiller", "ProvingComparer", "Workshop", "guarantee_killers", "workshop"]

_Key = TypeVar("_Key")


@frozen(kw_only=True, eq=False)
class Workshop:
    """A pack made ready for proofs about some of its mutants.

    Attributes:
        pack: The pack as it should be.
        on: The day.
        asking: Of the journeys of its first questionnaire, or of the policy alone.
    """

    pack: Pack
    on: dt.date
    asking: Asking
    _broken: dict[str, frozenset[str] | None] = field(
        factory=dict[str, frozenset[str] | None], init=False
    )
    _worlds: dict[str, World | None] = field(factory=dict[str, World | None], init=False)

    def mutated(self, mutant: Mutant) -> World | None:
        """Return a mutant's journeys, with the answers of the pack's own; None where it cannot.

        What may be said must be the same, and numbers be cut where the mutant cuts.
        """
        if mutant.id not in self._worlds:
            self._worlds[mutant.id] = self._mutated(mutant.pack)
        return self._worlds[mutant.id]

    def _mutated(self, pack: Pack) -> World | None:
        world, known = self.asking.world, self.asking.world.model.cuts
        cuts = cuts_in(conditions_of(pack))
        missing = [fact for fact, ends in cuts.items() if not {*ends} <= {*known.get(fact, ())}]
        if missing or pack.policy.vocabulary is not self.pack.policy.vocabulary:
            return None
        asked = pack.questionnaires[:1]
        if asked and asked[0] is not self.pack.questionnaires[0]:
            if not _allow_the_same(asked[0], self.pack.questionnaires[0]):
                return None
            world = world.asked_by(asked[0])
        return world if pack.policy is self.pack.policy else world.decided_by(pack.policy)

    def broken(self, mutant: Mutant) -> frozenset[str] | None:
        """Return the ids of guarantees that a mutant breaks; None where its answers are others.

        Those that the pack itself breaks are not among them.
        """
        if mutant.id not in self._broken:
            world = self.mutated(mutant)
            found = None if world is None else frozenset(self._newly_broken(Asking(world=world)))
            self._broken[mutant.id] = found
        return self._broken[mutant.id]

    def _newly_broken(self, asking: Asking) -> Iterator[str]:
        for guarantee in self.pack.policy.guarantees:
            if guarantee.claim is not Claim.UNCHANGED_EXCEPT:
                was, now = broken(self.asking, guarantee), broken(asking, guarantee)
                if was != now and asking.solve((now, -was)):
                    yield guarantee.id


def workshop(pack: Pack, mutants: Iterable[Mutant], *, on: dt.date) -> Workshop:
    """Return a pack made ready for proofs about its mutants.

    Raises:
        NoSolverError: When python-sat is not installed.
    """
    also = dict[str, set[int]]()
    for mutant in mutants:
        for fact, ends in cuts_in(conditions_of(mutant.pack)).items():
            also.setdefault(fact, set()).update(ends)
    cuts = {fact: tuple(sorted(ends)) for fact, ends in also.items()}
    model = Model(pack=pack, on=on, also_cut=cuts)
    asking = Asking(world=world(model, scopes_of(pack)[0]))
    return Workshop(pack=pack, on=on, asking=asking)


def _allow_the_same(one: Questionnaire, other: Questionnaire) -> bool:
    """Return whether two versions of a questionnaire differ in what is asked when, and no more."""
    flags, again = _flags(one), _flags(other)
    same = all(again.get(name, allowed) == allowed for name, allowed in flags.items())
    return same and _lists(one) == _lists(other)


def _lists(asked: Questionnaire) -> list[tuple[str | None, int | None, bool]]:
    return [(one.for_each, one.at_most, one.ask_for_more) for one in asked.sections]


def _flags(asked: Questionnaire) -> dict[str, tuple[str, bool, bool]]:
    questions = [one for _, one in asked.questions.values()]
    return {one.id: (one.records, one.unknown_allowed, one.optional) for one in questions}


@frozen(kw_only=True, eq=False)
class GuaranteeKiller:
    """One guarantee, held against mutants.

    Attributes:
        guarantee: Its id.
        workshop: Where it is proved.
    """

    guarantee: str
    workshop: Workshop

    @property
    def name(self) -> str:
        """What the matrix calls it."""
        return f"guarantee {self.guarantee}"

    def kills(self, mutant: Mutant) -> bool | None:
        """Return whether some journey of the mutant breaks it; None where that is not looked at."""
        found = self.workshop.broken(mutant)
        return None if found is None else self.guarantee in found


def guarantee_killers(at: Workshop) -> tuple[GuaranteeKiller, ...]:
    """Return the guarantees of the pack, in order."""
    return tuple(
        GuaranteeKiller(guarantee=one.id, workshop=at)
        for one in at.pack.policy.guarantees
        if one.claim is not Claim.UNCHANGED_EXCEPT
    )


@frozen(kw_only=True, eq=False)
class ProvingComparer:
    """Proves whether a survivor decides otherwise than the pack.

    Attributes:
        workshop: Where it is proved.
    """

    workshop: Workshop

    def compare(self, mutant: Mutant) -> Judgement:
        """Return SURVIVED with what differs, EQUIVALENT where that is proved, or UNKNOWN."""
        at, world = self.workshop, self.workshop.mutated(mutant)
        if world is None:
            return _compared(difference(at.pack, mutant.pack, on=at.on, scopes=[at.asking.scope]))
        first, second, gates = at.asking.world, world, at.asking.gates
        base = gates.all_of((first.complete, second.complete))
        differs = gates.any_of(_differing(gates, first.decided, second.decided))
        if at.asking.solve((base, differs)) is False:
            return self._promised(mutant, base)
        lower = gates.any_of(_lower(gates, first.decided, second.decided))
        less = bool(at.asking.solve((base, lower)))
        if not less:
            at.asking.solve((base, differs))
        was, now = (_route(gates, decided) for decided in (first.decided, second.decided))
        shown = f"some journey: {was}, then {now}"
        return Judgement(fate=Fate.SURVIVED, lowers_response=less, example=shown)

    def _promised(self, mutant: Mutant, base: Literal) -> Judgement:
        """Return what differs where all is decided alike: what a route or a duty promises."""
        asking, one, other = self.workshop.asking, self.workshop.pack.policy, mutant.pack.policy
        for shown in _said_otherwise(one, other, asking.world.decided):
            if asking.solve((base, shown)):
                before = replayed(asking.world)
                after = decide(before.concern, other, on=self.workshop.on)
                changes = "; ".join(response_changes(before.decision, after))
                less = lowers(before.decision, after)
                return Judgement(fate=Fate.SURVIVED, lowers_response=less, example=changes)
        return Judgement(fate=Fate.EQUIVALENT)


def _route(gates: Gates, decided: Decisions) -> str:
    return next(name for name, one in decided.routes.items() if gates.solver.says(one))


def _lower(gates: Gates, first: Decisions, second: Decisions) -> Iterator[Literal]:
    """Yield whether the route is less urgent, or a duty is lost."""
    for name, one in first.at_least.items():
        yield gates.all_of((one, -second.at_least[name]))
    for name, one in _kept(first, second):
        yield gates.all_of((one, -second.duties[name]))


def _kept(first: Decisions, second: Decisions) -> Iterator[tuple[str, Literal]]:
    return ((name, one) for name, one in first.duties.items() if name in second.duties)


def _differing(gates: Gates, first: Decisions, second: Decisions) -> Iterator[Literal]:
    """Yield whether route, variant, a duty or the level of an area differs."""
    yield from _apart(gates, first.routes, second.routes)
    yield from _apart(gates, first.variants, second.variants)
    yield from _apart(gates, first.duties, second.duties)
    yield from _apart(gates, first.standing, second.standing)


def _apart(
    gates: Gates, one: Mapping[_Key, Literal], other: Mapping[_Key, Literal]
) -> Iterator[Literal]:
    for name in dict.fromkeys([*one, *other]):
        here, there = one.get(name, FALSE), other.get(name, FALSE)
        if here != there:
            yield gates.any_of((gates.all_of((here, -there)), gates.all_of((-here, there))))


def _said_otherwise(
    one: WrittenPolicy, other: WrittenPolicy, decided: Decisions
) -> Iterator[Literal]:
    """Yield whether a route, variant or duty is come to that another policy words otherwise."""
    for route, again in zip(one.routes, other.routes, strict=True):
        for variant, anew in zip((None, *route.variants), (None, *again.variants), strict=True):
            if (evolve(route, variants=()), variant) != (evolve(again, variants=()), anew):
                yield decided.variants[route.id, None if variant is None else variant.id]
    for duty, told in zip(one.duties, other.duties, strict=True):
        if duty != told:
            yield decided.duties[duty.id]


def _compared(found: Difference) -> Judgement:
    if found.regions:
        shown = found.regions[0]
        return Judgement(
            fate=Fate.SURVIVED,
            lowers_response=any(one.direction is Direction.DOWN for one in found.regions),
            example=f"{shown.kind} {shown.about}: {shown.old}, then {shown.new}".replace("  ", " "),
        )
    if found.unknown or found.one_sided or found.notes or found.added or found.removed:
        return Judgement(fate=Fate.UNKNOWN)
    return Judgement(fate=Fate.EQUIVALENT)
