"""What is wrong with a policy: everything at once, as problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from childconcern.conditions import Condition, circular_signs, condition_problems
from childconcern.facts.faults import vocabulary_problems
from childconcern.facts.ids import is_kebab_case, is_name
from childconcern.policy.nouns import Claim, Guarantee, Indicator, Route
from childconcern.policy.response import (
    BeforeFact,
    RespondWithin,
    respond_within_from_text,
)
from childconcern.policy.written import WrittenPolicy
from childconcern.problems import Place, Problem, Severity

__all__ = ["policy_problems", "problems"]


def problems(policy: WrittenPolicy) -> tuple[Problem, ...]:
    """Return everything that is wrong with a policy and its vocabulary."""
    return (*vocabulary_problems(policy.vocabulary), *policy_problems(policy))


def policy_problems(policy: WrittenPolicy) -> tuple[Problem, ...]:
    """Return everything that is wrong with a policy, its vocabulary taken as good."""
    return (
        *_otherwise_problems(policy),
        *_scheme_problems(policy),
        *_sign_problems(policy),
        *_indicator_problems(policy),
        *_route_problems(policy),
        *_rule_problems(policy),
        *_duty_problems(policy),
        *_guarantee_problems(policy),
    )


def _otherwise_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    path = ("otherwise",)
    if not policy.routes:
        yield _problem("no-routes", ("routes",), "there is no route", "list the ladder's rungs")
    if not policy.otherwise:
        message = "otherwise is missing: the route when no rule applies"
        yield _problem("otherwise-missing", path, message, "name a route that a person reads")
    elif policy.otherwise not in policy.rungs:
        message = f"there is no route {policy.otherwise!r}"
        yield _problem("unknown-route", path, message, "name a route that a person reads")
    elif not policy.route(policy.otherwise).is_read_by_a_person:
        message = "nobody reads the route for which no rule spoke: it has no destinations"
        yield _problem(
            "otherwise-unread", path, message, "silence is no all-clear: add destinations"
        )


def _scheme_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    yield from _ids(((area.id, ("areas", n)) for n, area in enumerate(policy.areas)), "area")
    for position, area in enumerate(policy.areas):
        yield from _wording(area.name, ("areas", position, "name"))
    if policy.areas and not policy.levels:
        message = "there are areas and no level that they could be at"
        yield _problem("no-levels", ("levels",), message, "list levels from the lowest up")
    numbers = [level.number for level in policy.levels]
    for position, level in enumerate(policy.levels):
        yield from _wording(level.name, ("levels", position, "name"))
        if position and level.number <= numbers[position - 1]:
            message = "level numbers are unique and ascend"
            path = ("levels", position, "number")
            yield _problem("levels-not-ascending", path, message, "list levels from the lowest up")


def _sign_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    taken = {*policy.vocabulary.by_id, *policy.vocabulary.group_index}
    circular = circular_signs(policy.signs)
    seen = Counter[str]()
    for sign in policy.signs:
        path = ("signs", sign.id)
        seen[sign.id] += 1
        if not is_name(sign.id):
            message = "a sign's id is snake_case and no word that conditions use"
            yield _problem("bad-id", path, message, "use small letters, digits and _")
        if sign.id in taken or seen[sign.id] > 1:
            message = f"the id {sign.id!r} is used twice; facts, groups and signs share their names"
            yield _problem("duplicate-id", path, message, "give each its own id")
        if sign.id in circular:
            message = f"the sign {sign.id} is explained by itself"
            yield _problem("circular-signs", path, message, "signs may use others, not in circles")
        yield from _condition(policy, sign.when, (*path, "when"))


def _indicator_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    yield from _ids(
        ((one.id, ("indicators", n)) for n, one in enumerate(policy.indicators)), "indicator"
    )
    for position, indicator in enumerate(policy.indicators):
        path = ("indicators", position)
        yield from _place_of_indicator(policy, indicator, path)
        yield from _condition(policy, indicator.when, (*path, "when"))
        yield from _wording(indicator.because, (*path, "because"))
        if not indicator.source.strip():
            message = "an indicator has a source"
            remedy = 'name the document and section, or "local"'
            yield _problem("missing-source", (*path, "source"), message, remedy)


def _place_of_indicator(
    policy: WrittenPolicy, indicator: Indicator, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    if indicator.area not in policy.terms.areas:
        message = f"there is no area {indicator.area!r}"
        remedy = f"there are {', '.join(policy.terms.areas) or 'none'}"
        yield _problem("unknown-area", (*path, "area"), message, remedy)
    if indicator.level not in policy.terms.levels:
        message = f"there is no level {indicator.level}"
        remedy = f"there are {', '.join(map(str, policy.terms.levels)) or 'none'}"
        yield _problem("unknown-level", (*path, "level"), message, remedy)


def _route_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    yield from _ids(((one.id, ("routes", n)) for n, one in enumerate(policy.routes)), "route")
    for position, route in enumerate(policy.routes):
        path = ("routes", position)
        yield from _wording(route.name, (*path, "name"))
        if not route.next_step.strip():
            message = f"route {route.id} does not say what the referrer does next"
            remedy = "nobody should be left without a next step"
            yield _problem(
                "missing-next-step", (*path, "next_step"), message, remedy, Severity.WARNING
            )
        yield from _destinations(route.destinations, path)
        yield from _promise(policy, route.respond_within, path)
        yield from _variant_problems(policy, route, path)


def _variant_problems(
    policy: WrittenPolicy, route: Route, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    places = ((one.id, (*path, "variants", n)) for n, one in enumerate(route.variants))
    yield from _ids(places, "variant")
    for position, variant in enumerate(route.variants):
        place = (*path, "variants", position)
        yield from _condition(policy, variant.when, (*place, "when"))
        yield from _destinations(variant.destinations or (), place)
        yield from _promise(policy, variant.respond_within, place)
        if variant.destinations == () and route.destinations:
            message = f"in the variant {variant.id} nobody reads what others of its route read"
            remedy = "give it destinations, or leave the key out to keep the route's"
            yield _problem("variant-unread", (*place, "destinations"), message, remedy)


def _rule_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    yield from _ids(((one.id, ("rules", n)) for n, one in enumerate(policy.rules)), "rule")
    for position, rule in enumerate(policy.rules):
        path = ("rules", position)
        if rule.route not in policy.rungs:
            message = f"there is no route {rule.route!r}"
            remedy = f"there are {', '.join(policy.rungs) or 'none'}"
            yield _problem("unknown-route", (*path, "route"), message, remedy)
        yield from _condition(policy, rule.when, (*path, "when"), levels=True)
        yield from _wording(rule.because, (*path, "because"))


def _duty_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    yield from _ids(((one.id, ("duties", n)) for n, one in enumerate(policy.duties)), "duty")
    for position, duty in enumerate(policy.duties):
        path = ("duties", position)
        yield from _condition(policy, duty.when, (*path, "when"), levels=True)
        yield from _wording(duty.because, (*path, "because"))
        yield from _destinations(duty.destinations, path)
        yield from _promise(policy, duty.respond_within, path)


def _guarantee_problems(policy: WrittenPolicy) -> Iterator[Problem]:
    places = ((one.id, ("guarantees", n)) for n, one in enumerate(policy.guarantees))
    yield from _ids(places, "guarantee")
    duties = {duty.id for duty in policy.duties}
    for position, guarantee in enumerate(policy.guarantees):
        path = ("guarantees", position)
        if guarantee.when is not None:
            yield from _condition(policy, guarantee.when, (*path, "when"), levels=True)
        if guarantee.route is not None and guarantee.route not in policy.rungs:
            message = f"there is no route {guarantee.route!r}"
            yield _problem("unknown-route", (*path, "route"), message, "name a rung of the ladder")
        if guarantee.duty is not None and guarantee.duty not in duties:
            message = f"there is no duty {guarantee.duty!r}"
            yield _problem("unknown-duty", (*path, "duty"), message, "name a duty of this policy")
        if guarantee.level is not None and guarantee.level not in policy.terms.levels:
            message = f"there is no level {guarantee.level}"
            yield _problem("unknown-level", (*path, "level"), message, "name a level's number")
        for fact in guarantee.facts:
            if fact not in policy.vocabulary.by_id:
                message = f"there is no fact {fact!r}"
                yield _problem("unknown-fact", (*path, "facts"), message, "see facts.toml")
        yield from _claim_problems(guarantee, path)


def _claim_problems(guarantee: Guarantee, path: tuple[str | int, ...]) -> Iterator[Problem]:
    named = (guarantee.route, guarantee.duty, guarantee.level)
    complete, form = any(one is not None for one in named), "a route, a duty or a level"
    if guarantee.claim is Claim.NEVER_BELOW:
        complete, form = guarantee.route is not None, "a route"
    elif guarantee.claim is Claim.UNCHANGED_EXCEPT:
        complete = bool(guarantee.facts) or guarantee.when is not None
        form = "facts or a condition"
    if not complete:
        message = f"the claim {guarantee.claim.value!r} needs {form}"
        yield _problem("incomplete-guarantee", path, message, "say what is guaranteed")


def _condition(
    policy: WrittenPolicy,
    condition: Condition,
    path: tuple[str | int, ...],
    *,
    levels: bool = False,
) -> tuple[Problem, ...]:
    return condition_problems(condition, policy.terms, levels=levels, place=Place(path=path))


def _ids(places: Iterable[tuple[str, tuple[str | int, ...]]], what: str) -> Iterator[Problem]:
    seen = Counter[str]()
    for name, path in places:
        seen[name] += 1
        if seen[name] > 1:
            message = f"the {what} id {name!r} is used twice, so a decision could not cite either"
            yield _problem("duplicate-id", (*path, "id"), message, f"give each {what} its own id")
        if not is_kebab_case(name):
            message = f"the id of this {what} is not kebab-case"
            yield _problem("bad-id", (*path, "id"), message, "use a-z, 0-9 and -")


def _wording(text: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not text.strip():
        yield _problem("missing-wording", path, "there are no words here", "people read this")


def _destinations(destinations: tuple[str, ...], path: tuple[str | int, ...]) -> Iterator[Problem]:
    path = (*path, "destinations")
    if not all(map(is_kebab_case, destinations)):
        yield _problem("bad-id", path, "a destination's id is kebab-case", "use a-z, 0-9 and -")
    if len(set(destinations)) < len(destinations):
        yield _problem("duplicate-id", path, "a destination is listed twice", "list each once")


def _promise(
    policy: WrittenPolicy, promise: RespondWithin | None, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    path = (*path, "respond_within")
    if isinstance(promise, BeforeFact):
        if promise.fact not in policy.vocabulary.index:
            message = f"there is no fact {promise.fact!r} of the whole concern"
            yield _problem("unknown-fact", path, message, "name a fact that is not of a group")
    elif promise is not None and respond_within_from_text(promise.text) != promise:
        message = f"{promise.text!r} is no time to respond in"
        yield _problem("bad-response-time", path, message, "give 1 to 9999 hours or working days")


def _problem(
    code: str,
    path: tuple[str | int, ...],
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    place = Place(path=path)
    return Problem(code=code, place=place, message=message, remedy=remedy, severity=severity)
