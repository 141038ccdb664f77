"""What is true of a pack, found by asking z3."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from attrs import define, field

from childconcern.conditions import Level
from childconcern.facts import AnyOf, OneOf
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee
from childconcern.verify import Scope
from trust.truths import (
    ANYWHERE,
    CLEAR,
    GUARANTEED,
    IDLE,
    LEADS_ON,
    ONE_ROUTE,
    REACHED,
    SILENCE,
    Truths,
    claims_of,
)
from trust.z3_deciding import Decided, decide_all
from trust.z3_door import Term, at_least, every, new_solver, opposite, same, some, z3
from trust.z3_saying import Choice, Saying
from trust.z3_walking import Walk, begin, walk_through

__all__ = ["GaveUpError", "World", "asked_of_z3", "world_of"]

_LAST: Final = -1


class GaveUpError(Exception):
    """z3 does not know."""


@define(kw_only=True, eq=False, repr=False, slots=False)
class World:
    """Every way in which a concern comes about in one scope, and a solver that knows of it.

    Attributes:
        pack: Whose it is.
        scope: How concerns come about.
        saying: What can be said.
        begun: What is known before.
        walks: What is held after each questionnaire.
    """

    pack: Pack
    scope: Scope
    saying: Saying
    begun: Walk
    walks: list[Walk]
    solver: Any = field(factory=new_solver)
    _told: int = 0

    @property
    def end(self) -> Walk:
        """What is held in the end."""
        return self.walks[-1] if self.walks else self.begun

    @cached_property
    def decided(self) -> Decided:
        """What is decided of it."""
        return decide_all(self.pack.policy, self.end)

    def possible(self, *demands: Term) -> bool:
        """Return whether something meets all demands; :meth:`says` then tells of it.

        Raises:
            GaveUpError: When z3 does not know.
        """
        for demand in self.saying.demands[self._told :]:
            self.solver.add(demand)
        self._told = len(self.saying.demands)
        wanted = every(demands)
        if wanted is False:
            return False
        self.solver.push()
        self.solver.add(wanted)
        answer = self.solver.check()
        if answer == z3.sat:
            self._model = self.solver.model()
        self.solver.pop()
        if answer == z3.unknown:
            raise GaveUpError(self.scope.id)
        return bool(answer == z3.sat)

    def says(self, term: Term) -> bool:
        """Return whether something is so in what was found last."""
        if isinstance(term, bool):
            return term
        return bool(z3.is_true(self._model.eval(term, model_completion=True)))


def world_of(pack: Pack, scope: Scope, on: dt.date) -> World:
    """Return every way in which a concern comes about in a scope."""
    saying = Saying(pack=pack, on=on)
    begun = begin(saying, asked=bool(scope.questionnaires))
    walks: list[Walk] = []
    for questionnaire in scope.questionnaires:
        walks.append(walk_through(saying, questionnaire, walks[-1] if walks else begun))
    return World(pack=pack, scope=scope, saying=saying, begun=begun, walks=walks)


def asked_of_z3(pack: Pack, worlds: Sequence[World]) -> Truths:
    """Return what is true of a pack, claim by claim, in all scopes together."""
    found: Truths = {}
    asked = [world for world in worlds if world.walks]
    for about, terms in _parts(asked):
        found[REACHED, ANYWHERE, about] = _reached_somewhere(asked, terms)
    for world in asked:
        for about, term in _asked(world):
            found[REACHED, world.scope.id, about] = world.possible(world.end.complete, term)
    for guarantee in claims_of(pack.policy.guarantees):
        found |= _promise(guarantee, worlds)
    for world in worlds:
        found |= _settled(world)
    for number, rule in enumerate(pack.policy.rules):
        needed = any(one.possible(one.end.complete, _rule_needed(one, number)) for one in worlds)
        found[IDLE, ANYWHERE, f"rule {rule.id}"] = needed
    for number, indicator in enumerate(pack.policy.indicators):
        needed = any(
            one.possible(one.end.complete, _indicator_needed(one, number)) for one in worlds
        )
        found[IDLE, ANYWHERE, f"indicator {indicator.id}"] = needed
    return found


def _reached_somewhere(worlds: Sequence[World], terms: Sequence[Term]) -> bool:
    pairs = zip(worlds, terms, strict=True)
    return any(world.possible(world.end.complete, term) for world, term in pairs)


def _parts(worlds: Sequence[World]) -> Iterator[tuple[str, list[Term]]]:
    """Yield each part of the policy, with whether it is reached in each world."""
    each = [dict(_parts_of(world)) for world in worlds]
    for about in each[0] if each else ():
        yield about, [parts[about] for parts in each]


def _parts_of(world: World) -> Iterator[tuple[str, Term]]:
    policy, decided = world.pack.policy, world.decided
    yield from ((f"sign {one.id}", decided.holds(one.when)) for one in policy.signs)
    for sort, table in (
        ("indicator", decided.indicators),
        ("rule", decided.rules),
        ("duty", decided.duties),
    ):
        yield from ((f"{sort} {name}", term) for name, term in table.items())
    for rung, route in enumerate(policy.routes):
        yield f"route {route.id}", decided.ends_on(rung)
        for number, variant in enumerate(route.variants):
            yield f"variant {route.id}/{variant.id}", decided.variant(rung, number)


def _asked(world: World) -> Iterator[tuple[str, Term]]:
    """Yield each question and option of the last questionnaire, with whether it is reached."""
    last = world.scope.questionnaires[_LAST]
    for name, (_, question) in last.questions.items():
        asked = [one for one in world.end.choices if one.key == f"{last.id}/{name}"]
        yield f"question {name}", some(one.live for one in asked)
        kind = world.pack.vocabulary.by_id[question.records].kind
        options = kind.options if isinstance(kind, OneOf) else ()
        options = kind.ids if isinstance(kind, AnyOf) else options
        for place, option in enumerate(options):
            chosen: list[Term] = []
            for one in asked:
                answer = one.chosen.answer
                is_it = answer.options.get(option, same(answer.low, place))
                parts = (one.live, opposite(one.chosen.skipped), answer.given, is_it)
                chosen.append(every((*parts, opposite(one.chosen.silent))))
            yield f"option {name}/{option}", some(chosen)


# ----------------------------------------------------------------------------- promises


def _promise(guarantee: Guarantee, worlds: Sequence[World]) -> Truths:
    first = worlds[0].scope.id
    if not any(one.possible(one.end.begun, _supposed(guarantee, one)) for one in worlds):
        return {(GUARANTEED, first, guarantee.id): False}
    return {
        (GUARANTEED, one.scope.id, guarantee.id): not one.possible(
            one.end.begun, _broken(guarantee, one)
        )
        for one in worlds
    }


def _supposed(guarantee: Guarantee, world: World) -> Term:
    if guarantee.claim is Claim.ONLY_IF:
        return some(_spoken_of(guarantee, world))
    return guarantee.when is None or world.decided.holds(guarantee.when)


def _broken(guarantee: Guarantee, world: World) -> Term:
    decided, spoken_of = world.decided, [*_spoken_of(guarantee, world)]
    when = guarantee.when is None or decided.holds(guarantee.when)
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            rung = world.pack.policy.rungs[str(guarantee.route)]
            below = range(rung + 1, len(world.pack.policy.routes))
            return every((when, some(decided.ends_on(lower) for lower in below)))
        case Claim.ALWAYS:
            return every((when, some(map(opposite, spoken_of))))
        case Claim.NEVER:
            return every((when, some(spoken_of)))
        case _:
            return every((opposite(when), some(spoken_of)))


def _spoken_of(guarantee: Guarantee, world: World) -> Iterator[Term]:
    if guarantee.route is not None:
        yield world.decided.ends_on(world.pack.policy.rungs[guarantee.route])
    if guarantee.duty is not None:
        yield world.decided.duties[guarantee.duty]
    if guarantee.level is not None:
        yield world.decided.level(Level(guarantee.level))


# ------------------------------------------------------------- routes, silence and all-clears


def _settled(world: World) -> Truths:
    scope, decided, complete = world.scope.id, world.decided, world.end.complete
    rungs = range(len(world.pack.policy.routes))
    ends = [decided.ends_on(rung) for rung in rungs]
    not_one = some((opposite(some(ends)), at_least(2, ends)))
    knows_nothing = every(_says_nothing(world, choice) for choice in world.end.choices)
    sent_away = (decided.spoke, decided.ends_on(rungs[-1]), knows_nothing)
    return {
        (ONE_ROUTE, scope, ""): not world.possible(complete, not_one),
        (LEADS_ON, scope, ""): not world.possible(complete, some(_dead_ends(world))),
        (SILENCE, scope, ""): not world.possible(complete, opposite(decided.spoke)),
        (CLEAR, scope, ""): not world.possible(complete, *sent_away),
    }


def _dead_ends(world: World) -> Iterator[Term]:
    """Yield whether it ends where nobody reads it and the referrer is told nothing."""
    for rung, route in enumerate(world.pack.policy.routes):
        taken = [world.decided.variant(rung, number) for number in range(len(route.variants))]
        for variant, term in zip(route.variants, taken, strict=True):
            own = variant.destinations
            readers = route.destinations if own is None else own
            if not readers and not (variant.next_step or route.next_step):
                yield term
        if not route.destinations and not route.next_step:
            yield every((world.decided.ends_on(rung), opposite(some(taken))))


def _says_nothing(world: World, choice: Choice) -> Term:
    question, said = choice.question, choice.chosen
    if question is None:
        # What was known before nobody says; where nobody is asked, everything is said.
        return True if world.walks else some((opposite(choice.live), said.answer.not_known))
    if not question.unknown_allowed and not question.optional:
        return True
    return some((opposite(choice.live), said.answer.not_known, said.skipped))


# ------------------------------------------------------------------------ what is needed


def _rule_needed(world: World, number: int) -> Term:
    """Return whether the route would be another without a rule."""
    policy, decided = world.pack.policy, world.decided
    rule = policy.rules[number]
    others = [one for one in policy.rules if one.id != rule.id]

    def asked(rungs: Iterable[int]) -> Term:
        names = {policy.routes[rung].id for rung in rungs}
        return some(decided.rules[one.id] for one in others if one.route in names)

    rung, last = policy.rungs[rule.route], len(policy.routes)
    instead: list[Term] = [asked(range(rung + 1, last))]
    if policy.otherwise != rule.route:
        instead.append(opposite(asked(range(last))))
    alone = (decided.rules[rule.id], opposite(asked(range(rung + 1))))
    return every((*alone, some(instead)))


def _indicator_needed(world: World, number: int) -> Term:
    """Return whether the level of its area would be another without an indicator."""
    policy, decided = world.pack.policy, world.decided
    one = policy.indicators[number]
    if one.level == policy.levels[0].number:
        return False
    others = (
        decided.indicators[other.id]
        for other in policy.indicators
        if other.id != one.id and other.area == one.area and other.level >= one.level
    )
    return every((decided.indicators[one.id], opposite(some(others))))
