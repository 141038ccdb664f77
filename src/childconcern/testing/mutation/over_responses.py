"""What can go wrong with what is promised and who is told: routes, variants and duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from childconcern.explanation import Wording, promise_words
from childconcern.pack import Pack
from childconcern.policy import (
    Duty,
    Immediately,
    RespondWithin,
    Route,
    Variant,
    WithinHours,
    WithinWorkingDays,
    policy_problems,
)
from childconcern.problems import Place, Problem
from childconcern.testing.mutation.drafts import Draft, no_faults, said
from childconcern.testing.mutation.originals import Original, exchanged

__all__ = ["response_drafts"]

_HOURS_OF_A_DAY: Final = 24

_Destinations = tuple[str, ...] | None


@frozen(kw_only=True, eq=False)
class _Party:
    """A route, variant or duty: it promises a time, and somebody is told.

    Attributes:
        subject: What it is, such as ``duty lado``.
        path: The ids that lead to it.
        part: The part itself.
        with_promise: Makes the pack with another promise of it.
        with_readers: Makes the pack in which others are told.
        without_follow_up: Makes the pack in which no questionnaire follows it, if one does.
    """

    subject: str
    path: tuple[str, ...]
    part: Route | Variant | Duty
    with_promise: Callable[[RespondWithin | None], Pack]
    with_readers: Callable[[_Destinations], Pack]
    without_follow_up: Callable[[], Pack] | None = None

    def draft(
        self, operator: str, field: str, detail: str, says: str, now: object, make: _Make
    ) -> Draft:
        """Return a draft with another value of one field."""
        return Draft(
            operator=operator,
            subject=self.subject,
            detail=detail,
            place=Place("policy.toml", (*self.path, field)),
            was=getattr(self.part, field),
            now=now,
            says=said(f"{self.subject.capitalize()}: {says}"),
            make=make,
            faults=_faults,
        )


_Make = Callable[[], Pack]


def _faults(pack: Pack) -> tuple[Problem, ...]:
    """Say what is wrong with routes, variants and duties; nothing else was changed."""
    return policy_problems(evolve(pack.policy, indicators=(), rules=(), guarantees=()))


def response_drafts(original: Original) -> Iterator[Draft]:
    """Yield promises that are broken, readers who are not told, and variants out of order."""
    parties = tuple(_parties(original))
    told = sorted({name for party in parties for name in party.part.destinations or ()})
    for party in parties:
        yield from _promises(party, original.wording)
        yield from _readers(party, tuple(told))
        if party.without_follow_up is not None:
            yield party.draft(
                "follow-up-dropped",
                "then_ask",
                "then_ask -> none",
                "no questionnaire follows.",
                None,
                party.without_follow_up,
            )
    for n, route in enumerate(original.policy.routes):
        yield from _order(original, n, route)


def _parties(original: Original) -> Iterator[_Party]:
    for n, route in enumerate(original.policy.routes):
        yield _of_route(original, n, route)
        for m, variant in enumerate(route.variants):
            yield _of_variant(original, (n, m), route, variant)
    for n, duty in enumerate(original.policy.duties):
        yield _of_duty(original, n, duty)


def _of_route(original: Original, n: int, route: Route) -> _Party:
    put = partial(_with_route, original, n)
    return _Party(
        subject=f"route {route.id}",
        path=("routes", route.id),
        part=route,
        with_promise=lambda now: put(evolve(route, respond_within=now)),
        with_readers=lambda now: put(evolve(route, destinations=now or ())),
        without_follow_up=(lambda: put(evolve(route, then_ask=None))) if route.then_ask else None,
    )


def _with_route(original: Original, n: int, route: Route) -> Pack:
    policy = original.policy
    changed = evolve(policy, routes=exchanged(policy.routes, n, route))
    return evolve(original.pack, policy=changed)


def _of_variant(original: Original, at: tuple[int, int], route: Route, variant: Variant) -> _Party:
    n, m = at

    def put(other: Variant) -> Pack:
        variants = exchanged(route.variants, m, other)
        return _with_route(original, n, evolve(route, variants=variants))

    follows = variant.then_ask is not None
    return _Party(
        subject=f"variant {route.id}/{variant.id}",
        path=("routes", route.id, "variants", variant.id),
        part=variant,
        with_promise=lambda now: put(evolve(variant, respond_within=now)),
        with_readers=lambda now: put(evolve(variant, destinations=now)),
        without_follow_up=(lambda: put(evolve(variant, then_ask=None))) if follows else None,
    )


def _of_duty(original: Original, n: int, duty: Duty) -> _Party:
    policy = original.policy

    def put(other: Duty) -> Pack:
        duties = exchanged(policy.duties, n, other)
        return evolve(original.pack, policy=evolve(policy, duties=duties))

    return _Party(
        subject=f"duty {duty.id}",
        path=("duties", duty.id),
        part=duty,
        with_promise=lambda now: put(evolve(duty, respond_within=now)),
        with_readers=lambda now: put(evolve(duty, destinations=now or ())),
    )


def _promises(party: _Party, wording: Wording) -> Iterator[Draft]:
    promise = party.part.respond_within
    if promise is None:
        return
    slips: list[tuple[str, RespondWithin]] = [("promise-slackened", _later(promise))]
    if isinstance(promise, WithinHours):
        slips.append(("hours-read-as-working-days", WithinWorkingDays(promise.hours)))
    for operator, now in slips:
        says = f"the response comes {promise_words(now, wording)}, not {promise.text}."
        detail = f"respond_within {promise.text} -> {now.text}"
        make = partial(party.with_promise, now)
        yield party.draft(operator, "respond_within", detail, says, now, make)
    detail = f"respond_within {promise.text} -> none"
    says = "nobody says by when there is a response."
    make = partial(party.with_promise, None)
    yield party.draft("promise-dropped", "respond_within", detail, says, None, make)


def _later(promise: RespondWithin) -> RespondWithin:
    """Return a promise that is kept later, as somebody short of staff might write it."""
    match promise:
        case Immediately():
            return WithinHours(1)
        case WithinHours(hours) if hours < _HOURS_OF_A_DAY:
            return WithinHours(2 * hours)
        case WithinHours(hours):
            return WithinWorkingDays(hours // _HOURS_OF_A_DAY + 1)
        case WithinWorkingDays(days):
            return WithinWorkingDays(days + 1)
        case _:
            return WithinWorkingDays(1)


def _readers(party: _Party, told: tuple[str, ...]) -> Iterator[Draft]:
    own = party.part.destinations or ()
    slips: list[tuple[str, str, str, _Destinations]] = []
    for n, name in enumerate(own):
        rest = (*own[:n], *own[n + 1 :])
        detail = f"without destination {name}"
        slips.append(("destination-dropped", detail, f"{name} is not told.", rest))
        at = told.index(name)
        others = [one for one in (*told[at + 1 :], *told[:at]) if one not in own]
        for other in others[:1]:
            detail, says = f"destination {name} -> {other}", f"{other} is told, and {name} is not."
            slips.append(("destination-swapped", detail, says, exchanged(own, n, other)))
    if own and isinstance(party.part, Variant):
        detail, says = "destinations -> none of its own", "only those who read its route are told."
        slips.append(("destination-dropped", detail, says, None))
    for operator, detail, says, now in slips:
        make = partial(party.with_readers, now)
        yield party.draft(operator, "destinations", detail, says, now, make)


def _order(original: Original, n: int, route: Route) -> Iterator[Draft]:
    for m, (first, second) in enumerate(pairwise(route.variants)):
        variants = exchanged(exchanged(route.variants, m, second), m + 1, first)
        yield Draft(
            operator="variants-swapped",
            subject=f"route {route.id}",
            detail=f"variant {second.id} before {first.id}",
            place=Place("policy.toml", ("routes", route.id, "variants")),
            was=tuple(variant.id for variant in route.variants),
            now=tuple(variant.id for variant in variants),
            says=said(f"In route {route.id}, variant {second.id} is looked at before {first.id}."),
            make=partial(_with_route, original, n, evolve(route, variants=variants)),
            faults=no_faults,
        )
