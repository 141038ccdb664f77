"""``policy.toml`` and the routing policy, each from the other."""

from __future__ import annotations

from childconcern.conditions import Sign, condition_text
from childconcern.facts import Vocabulary
from childconcern.packfile.collecting import Collector, Path
from childconcern.packfile.documents import (
    AreaDocument,
    DutyDocument,
    GuaranteeDocument,
    IndicatorDocument,
    LevelDocument,
    PolicyDocument,
    RouteDocument,
    RuleDocument,
    SignDocument,
    VariantDocument,
)
from childconcern.policy import (
    Area,
    Claim,
    Duty,
    Guarantee,
    Indicator,
    NamedLevel,
    RespondWithin,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
)

__all__ = ["policy_file_document", "policy_from", "signs_from"]


def signs_from(document: PolicyDocument, collector: Collector) -> tuple[Sign, ...]:
    """Return the signs of ``policy.toml``; what is wrong is noted."""
    return tuple(
        Sign(
            id=name, when=collector.condition(sign.when, ("signs", name, "when")), about=sign.about
        )
        for name, sign in document.signs.items()
    )


def policy_from(
    document: PolicyDocument,
    identity: tuple[str, str],
    vocabulary: Vocabulary,
    signs: tuple[Sign, ...],
    collector: Collector,
) -> RoutingPolicy:
    """Return the policy that ``policy.toml`` describes; what is wrong is noted."""
    return RoutingPolicy(
        id=identity[0],
        version=identity[1],
        vocabulary=vocabulary,
        otherwise=document.otherwise,
        areas=tuple(Area(id=area.id, name=area.name) for area in document.areas),
        levels=tuple(NamedLevel(number=one.number, name=one.name) for one in document.levels),
        signs=signs,
        indicators=_indicators(document, collector),
        routes=tuple(
            _route(one, ("routes", n), collector) for n, one in enumerate(document.routes)
        ),
        rules=_rules(document, collector),
        duties=_duties(document, collector),
        guarantees=_guarantees(document, collector),
    )


def _indicators(document: PolicyDocument, collector: Collector) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            id=one.id,
            area=one.area,
            level=one.level,
            when=collector.condition(one.when, ("indicators", n, "when")),
            because=one.because,
            source=one.source,
        )
        for n, one in enumerate(document.indicators)
    )


def _rules(document: PolicyDocument, collector: Collector) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=one.id,
            route=one.route,
            when=collector.condition(one.when, ("rules", n, "when")),
            because=one.because,
            source=one.source,
        )
        for n, one in enumerate(document.rules)
    )


def _duties(document: PolicyDocument, collector: Collector) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            id=one.id,
            when=collector.condition(one.when, ("duties", n, "when")),
            because=one.because,
            source=one.source,
            next_step=one.next_step,
            respond_within=_promise(one.respond_within, ("duties", n), collector),
            destinations=tuple(one.destinations),
        )
        for n, one in enumerate(document.duties)
    )


def _route(document: RouteDocument, path: Path, collector: Collector) -> Route:
    return Route(
        id=document.id,
        name=document.name,
        next_step=document.next_step,
        respond_within=_promise(document.respond_within, path, collector),
        then_ask=document.then_ask,
        destinations=tuple(document.destinations),
        variants=tuple(
            _variant(one, (*path, "variants", n), collector)
            for n, one in enumerate(document.variants)
        ),
    )


def _variant(document: VariantDocument, path: Path, collector: Collector) -> Variant:
    named = document.destinations
    return Variant(
        id=document.id,
        when=collector.condition(document.when, (*path, "when")),
        name=document.name,
        next_step=document.next_step,
        respond_within=_promise(document.respond_within, path, collector),
        then_ask=document.then_ask,
        destinations=None if named is None else tuple(named),
    )


def _guarantees(document: PolicyDocument, collector: Collector) -> tuple[Guarantee, ...]:
    claims = {claim.value: claim for claim in Claim}
    made: list[Guarantee] = []
    for n, one in enumerate(document.guarantees):
        path: Path = ("guarantees", n)
        if one.claim not in claims:
            message = f"there is no claim {one.claim!r}"
            collector.add(
                "unknown-claim", (*path, "claim"), message, f"there are {', '.join(claims)}"
            )
            continue
        guarantee = Guarantee(
            id=one.id,
            claim=claims[one.claim],
            when=collector.maybe(collector.condition, one.when, (*path, "when")),
            route=one.route,
            duty=one.duty,
            level=one.level,
            facts=tuple(one.facts),
            because=one.because,
            source=one.source,
        )
        made.append(guarantee)
    return tuple(made)


def _promise(text: str | None, path: Path, collector: Collector) -> RespondWithin | None:
    return collector.maybe(collector.promise, text, (*path, "respond_within"))


def policy_file_document(policy: RoutingPolicy) -> PolicyDocument:
    """Return ``policy.toml`` for a policy."""
    return PolicyDocument(
        otherwise=policy.otherwise,
        areas=[AreaDocument(id=area.id, name=area.name) for area in policy.areas],
        levels=[LevelDocument(number=one.number, name=one.name) for one in policy.levels],
        signs={
            sign.id: SignDocument(when=condition_text(sign.when), about=sign.about)
            for sign in policy.signs
        },
        indicators=[_indicator_document(one) for one in policy.indicators],
        routes=[_route_document(route) for route in policy.routes],
        rules=[_rule_document(rule) for rule in policy.rules],
        duties=[_duty_document(duty) for duty in policy.duties],
        guarantees=[_guarantee_document(one) for one in policy.guarantees],
    )


def _indicator_document(indicator: Indicator) -> IndicatorDocument:
    return IndicatorDocument(
        id=indicator.id,
        area=indicator.area,
        level=indicator.level,
        when=condition_text(indicator.when),
        because=indicator.because,
        source=indicator.source,
    )


def _rule_document(rule: Rule) -> RuleDocument:
    return RuleDocument(
        id=rule.id,
        route=rule.route,
        when=condition_text(rule.when),
        because=rule.because,
        source=rule.source,
    )


def _duty_document(duty: Duty) -> DutyDocument:
    return DutyDocument(
        id=duty.id,
        when=condition_text(duty.when),
        because=duty.because,
        source=duty.source,
        next_step=duty.next_step,
        respond_within=None if duty.respond_within is None else duty.respond_within.text,
        destinations=list(duty.destinations),
    )


def _route_document(route: Route) -> RouteDocument:
    return RouteDocument(
        id=route.id,
        name=route.name,
        next_step=route.next_step,
        respond_within=None if route.respond_within is None else route.respond_within.text,
        then_ask=route.then_ask,
        destinations=list(route.destinations),
        variants=[_variant_document(variant) for variant in route.variants],
    )


def _variant_document(variant: Variant) -> VariantDocument:
    return VariantDocument(
        id=variant.id,
        when=condition_text(variant.when),
        name=variant.name,
        next_step=variant.next_step,
        respond_within=None if variant.respond_within is None else variant.respond_within.text,
        then_ask=variant.then_ask,
        destinations=None if variant.destinations is None else list(variant.destinations),
    )


def _guarantee_document(guarantee: Guarantee) -> GuaranteeDocument:
    return GuaranteeDocument(
        id=guarantee.id,
        claim=guarantee.claim.value,
        when=None if guarantee.when is None else condition_text(guarantee.when),
        route=guarantee.route,
        duty=guarantee.duty,
        level=guarantee.level,
        facts=list(guarantee.facts),
        because=guarantee.because,
        source=guarantee.source,
    )
