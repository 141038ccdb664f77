"""What can differ in a decision, each with all that it can be in two packs.

What is renamed is the same. Urgency is that of the new ladder: what has no rung
there cannot be compared with what has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from attrs import frozen

from childconcern.conditions import Level, LevelOf, LevelTest
from childconcern.pack.written import Renaming
from childconcern.policy import Duty, Route
from childconcern.policy.response import BeforeFact, RespondWithin
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.together import Together
from childconcern.verify.difference.ways import (
    NOBODY,
    NOT_OWED,
    OWED,
    Way,
    higher,
    owed_way,
    read_by,
    sideways,
    sooner,
    urgency,
)
from childconcern.verify.encoding.deciding import Decisions
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import TRUE, Literal

__all__ = ["Aspect", "aspects_of"]

_NO_VARIANT = "no variant"
_NO_PROMISE = "no time"
_NOTHING = "nothing"


@frozen(kw_only=True, repr=False)
class Aspect:
    """One thing that is decided, in two packs.

    Attributes:
        kind: What sort of thing.
        about: Of what; empty where there is only one.
        old: All that it can be in the old pack, each with whether it is so.
        new: All that it can be in the new one.
        same: What is in the old pack, and what is the same in the new one.
        way: Which way it goes from one to another.
    """

    kind: str
    about: str = ""
    old: Mapping[str, Literal]
    new: Mapping[str, Literal]
    same: Mapping[str, str]
    way: Callable[[str, str], Way] = sideways

    def pairs(self, gates: Gates) -> dict[tuple[str, str], Literal]:
        """Return all that is different from the one to the other, each with whether it is so."""
        found = {
            (was, now): gates.all_of((before, after))
            for was, before in self.old.items()
            for now, after in self.new.items()
            if self.same.get(was) != now
        }
        return {pair: literal for pair, literal in found.items() if literal != -TRUE}


def aspects_of(both: Together) -> Iterator[Aspect]:
    """Yield everything that can differ in what two packs decide, in one order."""
    matching, old, new = both.matching, both.old.decided, both.new.decided
    ids = matching.now(Renaming.ROUTES)
    way = partial(urgency, matching)
    yield Aspect(kind="route", old=old.routes, new=new.routes, same=ids, way=way)
    for was, now in ids.items():
        yield from _of_route(both, old.policy.route(was), new.policy.route(now))
    yield from _levels(both)
    yield from _duties(both)


# ------------------------------------------------------------------------------ routes


def _of_route(both: Together, was: Route, now: Route) -> Iterator[Aspect]:
    """Yield what can differ where the route is the same."""
    old, new = _variants(both.old.decided, was), _variants(both.new.decided, now)
    yield Aspect(
        kind="variant",
        about=now.id,
        old=old,
        new=new,
        same={**both.matching.now(Renaming.VARIANTS, now.id), _NO_VARIANT: _NO_VARIANT},
    )
    before, after = _said_of(was, both.matching), _said_of(now, None)
    ways = (("promise", 0, sooner), ("readers", 1, read_by), ("then-ask", 2, sideways))
    for kind, place, way in ways:
        yield _plain(
            kind,
            f"route {now.id}",
            _grouped(both.gates, old, {name: said[place] for name, said in before.items()}),
            _grouped(both.gates, new, {name: said[place] for name, said in after.items()}),
            way,
        )


def _variants(decided: Decisions, route: Route) -> dict[str, Literal]:
    names = (None, *(one.id for one in route.variants))
    return {name or _NO_VARIANT: decided.variants[route.id, name] for name in names}


def _said_of(route: Route, matching: Matching | None) -> dict[str, tuple[str, str, str]]:
    """Return for each variant of a route its promise, its readers and what is asked next."""
    found = dict[str, tuple[str, str, str]]()
    for one in (None, *route.variants):
        promise = (one and one.respond_within) or route.respond_within
        own = None if one is None else one.destinations
        then = (one and one.then_ask) or route.then_ask
        if matching is not None and then is not None:
            then = matching.now(Renaming.QUESTIONNAIRES).get(then, then)
        found[_NO_VARIANT if one is None else one.id] = (
            _promise(promise, matching),
            _names(route.destinations if own is None else own),
            then or _NOTHING,
        )
    return found


def _promise(promise: RespondWithin | None, matching: Matching | None) -> str:
    if isinstance(promise, BeforeFact) and matching is not None:
        facts = matching.now(Renaming.FACTS)
        promise = BeforeFact(facts.get(promise.fact, promise.fact))
    return _NO_PROMISE if promise is None else promise.text


def _names(destinations: Iterable[str]) -> str:
    return ", ".join(sorted(destinations)) or NOBODY


def _grouped(
    gates: Gates, literals: Mapping[str, Literal], said: Mapping[str, str]
) -> dict[str, Literal]:
    """Return for each thing that is said whether it is, of the variants that say it."""
    found = dict[str, list[Literal]]()
    for name, literal in literals.items():
        found.setdefault(said[name], []).append(literal)
    return {one: gates.any_of(each) for one, each in found.items()}


def _plain(
    kind: str,
    about: str,
    old: Mapping[str, Literal],
    new: Mapping[str, Literal],
    way: Callable[[str, str], Way],
) -> Aspect:
    """Return an aspect in which what is called the same is the same."""
    same = {name: name for name in old}
    return Aspect(kind=kind, about=about, old=old, new=new, same=same, way=way)


# -------------------------------------------------------------------- levels and duties


def _levels(both: Together) -> Iterator[Aspect]:
    """Yield the highest level, and that of each area, where both packs have levels."""
    old, new = both.old.decided, both.new.decided
    if old.policy.levels and new.policy.levels:
        yield _plain("level", "", _each(old, Level), _each(new, Level), higher)
        for now, was in both.matching.same(Renaming.AREAS).items():
            before, after = _each(old, partial(LevelOf, was)), _each(new, partial(LevelOf, now))
            yield _plain("area", now, before, after, higher)


def _each(decided: Decisions, test: Callable[[int], LevelTest]) -> dict[str, Literal]:
    """Return for each level whether it is that one, and no higher one."""
    numbers = [level.number for level in decided.policy.levels]
    found, above = dict[str, Literal](), -TRUE
    for number in reversed(numbers):
        reached = decided.level(test(number))
        found[str(number)] = decided.model.gates.all_of((reached, -above))
        above = reached
    return dict(reversed(found.items()))


def _duties(both: Together) -> Iterator[Aspect]:
    """Yield whether each duty of either pack is owed, and what is promised of it in both."""
    old, new = both.old.decided, both.new.decided
    same = both.matching.same(Renaming.DUTIES)
    for duty in new.policy.duties:
        was = old.duties[same[duty.id]] if duty.id in same else -TRUE
        yield _plain("duty", duty.id, _owed(was), _owed(new.duties[duty.id]), owed_way)
    for duty in old.policy.duties:
        if duty.id not in same.values():
            yield _plain("duty", duty.id, _owed(old.duties[duty.id]), _owed(-TRUE), owed_way)
    before = {duty.id: duty for duty in old.policy.duties}
    for duty in new.policy.duties:
        if duty.id in same:
            yield from _of_duty(both, before[same[duty.id]], duty)


def _owed(literal: Literal) -> dict[str, Literal]:
    return {OWED: literal, NOT_OWED: -literal}


def _of_duty(both: Together, was: Duty, now: Duty) -> Iterator[Aspect]:
    """Yield what can differ where the duty is owed in both."""
    old, new = both.old.decided.duties[was.id], both.new.decided.duties[now.id]
    about = f"duty {now.id}"
    promises = _promise(was.respond_within, both.matching), _promise(now.respond_within, None)
    yield _plain("promise", about, {promises[0]: old}, {promises[1]: new}, sooner)
    readers = _names(was.destinations), _names(now.destinations)
    yield _plain("readers", about, {readers[0]: old}, {readers[1]: new}, read_by)
