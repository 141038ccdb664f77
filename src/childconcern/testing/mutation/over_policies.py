"""What can go wrong with a policy but for its conditions: what is done, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from attrs import evolve

from childconcern.explanation.sentences import full_stop
from childconcern.policy import Indicator, RoutingPolicy, Rule
from childconcern.problems import Place
from childconcern.testing.mutation.drafts import Draft, no_faults, said
from childconcern.testing.mutation.mistaken_parts import never
from childconcern.testing.mutation.originals import Original, exchanged
from childconcern.testing.mutation.sites import policy_sites

__all__ = ["policy_drafts"]


def policy_drafts(original: Original) -> Iterator[Draft]:
    """Yield what can go wrong with the ladder, indicators and rules, and what can be missing."""
    yield from _otherwise(original)
    yield from _ladder(original)
    for n, indicator in enumerate(original.policy.indicators):
        yield from _levels(original, n, indicator)
        yield from _areas(original, n, indicator)
        yield _without_indicator(original, n, indicator)
    for n, rule in enumerate(original.policy.rules):
        yield from _routes(original, n, rule)
        yield _without_rule(original, n, rule)
    yield from _for_nobody(original)


def _draft(
    original: Original,
    operator: str,
    detail: str,
    path: tuple[str, ...],
    change: tuple[object, object],
    says: str,
    policy: RoutingPolicy,
) -> Draft:
    """Return a draft with another policy, which is right as it is made.

    ``change`` is what stands at ``path``, and what would stand there.
    """
    was, now = change
    subject = "policy" if len(path) == 1 else f"{path[0].removesuffix('s')} {path[1]}"
    return Draft(
        operator=operator,
        subject=subject,
        detail=detail,
        place=Place("policy.toml", path),
        was=was,
        now=now,
        says=said(says),
        make=lambda: evolve(original.pack, policy=policy),
        faults=no_faults,
    )


def _otherwise(original: Original) -> Iterator[Draft]:
    policy, wording = original.policy, original.wording
    now = policy.rungs[policy.otherwise]
    read = [rung for rung, route in enumerate(policy.routes) if route.is_read_by_a_person]
    above = [rung for rung in read if rung < now][-1:]
    below = [rung for rung in read if rung > now][:1]
    for operator, rungs in (("otherwise-higher", above), ("otherwise-lower", below)):
        for rung in rungs:
            other = policy.routes[rung].id
            says = (
                f"What no rule speaks of goes to {wording.route(other)} "
                f"in place of {wording.route(policy.otherwise)}."
            )
            detail = f"otherwise {policy.otherwise} -> {other}"
            yield _draft(
                original,
                operator,
                detail,
                ("otherwise",),
                (policy.otherwise, other),
                says,
                evolve(policy, otherwise=other),
            )


def _ladder(original: Original) -> Iterator[Draft]:
    policy, wording = original.policy, original.wording
    routes = policy.routes
    for n, (upper, lower) in enumerate(pairwise(routes)):
        swapped = exchanged(exchanged(routes, n, lower), n + 1, upper)
        says = f"{wording.route(lower.id)} counts as more urgent than {wording.route(upper.id)}."
        order = tuple(route.id for route in swapped)
        detail = f"{lower.id} above {upper.id}"
        changed = evolve(policy, routes=swapped)
        change = tuple(policy.rungs), order
        yield _draft(original, "ladder-swapped", detail, ("routes",), change, says, changed)


def _levels(original: Original, n: int, indicator: Indicator) -> Iterator[Draft]:
    numbers, was = original.policy.terms.levels, indicator.level
    at = numbers.index(was)
    lower, higher = numbers[:at][-1:], numbers[at + 1 :][:1]
    for operator, levels in (("indicator-level-lower", lower), ("indicator-level-higher", higher)):
        for level in levels:
            says = f"Indicator {indicator.id} gives level {level} in place of level {was}."
            yield _draft(
                original,
                operator,
                f"level {was} -> {level}",
                ("indicators", indicator.id, "level"),
                (was, level),
                says,
                _with_indicator(original, n, evolve(indicator, level=level)),
            )


def _areas(original: Original, n: int, indicator: Indicator) -> Iterator[Draft]:
    areas, was, wording = original.policy.terms.areas, indicator.area, original.wording
    at = areas.index(was)
    for area in (*areas[at + 1 :], *areas[:at])[:1]:
        says = (
            f"Indicator {indicator.id} counts for “{wording.area(area)}” "
            f"in place of “{wording.area(was)}”."
        )
        yield _draft(
            original,
            "indicator-area-swapped",
            f"area {was} -> {area}",
            ("indicators", indicator.id, "area"),
            (was, area),
            says,
            _with_indicator(original, n, evolve(indicator, area=area)),
        )


def _with_indicator(original: Original, n: int, indicator: Indicator) -> RoutingPolicy:
    indicators = exchanged(original.policy.indicators, n, indicator)
    return evolve(original.policy, indicators=indicators)


def _without_indicator(original: Original, n: int, indicator: Indicator) -> Draft:
    indicators = original.policy.indicators
    return _draft(
        original,
        "indicator-dropped",
        "indicator-dropped",
        ("indicators", indicator.id),
        (indicator, None),
        full_stop(f"Indicator {indicator.id} is missing: {indicator.because}"),
        evolve(original.policy, indicators=(*indicators[:n], *indicators[n + 1 :])),
    )


def _routes(original: Original, n: int, rule: Rule) -> Iterator[Draft]:
    policy, wording = original.policy, original.wording
    rung = policy.rungs[rule.route]
    higher, lower = policy.routes[:rung][-1:], policy.routes[rung + 1 :][:1]
    for operator, others in (("route-lower", lower), ("route-higher", higher)):
        for other in others:
            says = (
                f"Rule {rule.id} asks for {wording.route(other.id)} "
                f"in place of {wording.route(rule.route)}."
            )
            yield _draft(
                original,
                operator,
                f"route {rule.route} -> {other.id}",
                ("rules", rule.id, "route"),
                (rule.route, other.id),
                says,
                evolve(policy, rules=exchanged(policy.rules, n, evolve(rule, route=other.id))),
            )


def _without_rule(original: Original, n: int, rule: Rule) -> Draft:
    rules = original.policy.rules
    return _draft(
        original,
        "rule-dropped",
        "rule-dropped",
        ("rules", rule.id),
        (rule, None),
        full_stop(f"Rule {rule.id} is missing: {rule.because}"),
        evolve(original.policy, rules=(*rules[:n], *rules[n + 1 :])),
    )


def _for_nobody(original: Original) -> Iterator[Draft]:
    """Yield duties and variants that apply to nobody.

    They stay in the pack, because cases and guarantees name them: without them
    the pack would be refused, and that is no way to go wrong unseen.
    """
    for site in policy_sites(original):
        fact = original.top_fact(site.condition)
        if site.kind not in {"duty", "variant"} or fact is None:
            continue
        yield Draft(
            operator=f"{site.kind}-dropped",
            subject=site.subject,
            detail=f"{site.kind}-dropped",
            place=site.place,
            was=site.condition,
            now=never(fact),
            says=said(f"{site.subject.capitalize()} applies to nobody."),
            make=partial(site.put, never(fact)),
            faults=no_faults,
        )
