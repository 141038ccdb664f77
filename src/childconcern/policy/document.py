"""A policy as a JSON document, from which its digest is made."""

from __future__ import annotations

from childconcern.conditions import Sign, condition_text
from childconcern.facts import (
    AnyOf,
    Code,
    Fact,
    Group,
    Json,
    OneOf,
    Option,
    Relationships,
    Vocabulary,
    WholeNumber,
    digest,
)
from childconcern.policy.nouns import Duty, Guarantee, Indicator, Route, Rule, Variant
from childconcern.policy.response import RespondWithin
from childconcern.policy.written import WrittenPolicy

__all__ = ["policy_digest", "policy_document", "vocabulary_document"]


def policy_digest(policy: WrittenPolicy) -> str:
    """Return the SHA-256 of all that the policy and its vocabulary say, in hexadecimal."""
    return digest(policy_document(policy))


def vocabulary_document(vocabulary: Vocabulary) -> Json:
    """Return a vocabulary as JSON; facts and groups in their order."""
    return {
        "facts": [_fact(fact) for fact in vocabulary.facts],
        "groups": [_group(group) for group in vocabulary.groups],
    }


def policy_document(policy: WrittenPolicy) -> Json:
    """Return a policy as JSON; conditions as their canonical text."""
    return {
        "id": policy.id,
        "version": policy.version,
        "vocabulary": vocabulary_document(policy.vocabulary),
        "otherwise": policy.otherwise,
        "areas": [{"id": area.id, "name": area.name} for area in policy.areas],
        "levels": [{"number": level.number, "name": level.name} for level in policy.levels],
        "signs": [_sign(sign) for sign in policy.signs],
        "indicators": [_indicator(indicator) for indicator in policy.indicators],
        "routes": [_route(route) for route in policy.routes],
        "rules": [_rule(rule) for rule in policy.rules],
        "duties": [_duty(duty) for duty in policy.duties],
        "guarantees": [_guarantee(guarantee) for guarantee in policy.guarantees],
    }


def _fact(fact: Fact) -> Json:
    document: dict[str, Json] = {
        "id": fact.id,
        "kind": fact.kind.name,
        "about": fact.about,
        "worse": list(fact.worse) if isinstance(fact.worse, tuple) else fact.worse,
        "set_by_service": fact.set_by_service,
    }
    if fact.unknown_counts_as is not None:
        document["unknown_counts_as"] = fact.kind.to_json(fact.unknown_counts_as)
    match fact.kind:
        case OneOf(options):
            document["options"] = list(options)
        case AnyOf(options):
            document["options"] = [_option(one) for one in options]
        case WholeNumber():
            document["at_least"] = fact.kind.at_least
            document["at_most"] = fact.kind.at_most
            document["unit"] = fact.kind.unit
        case Code():
            document["code_set"] = fact.kind.code_set.id
            document["many"] = fact.kind.many
        case Relationships():
            document["to"] = fact.kind.to
            document["options"] = list(fact.kind.options)
        case _:
            pass
    return document


def _option(option: Option) -> Json:
    """Return an option; what was added to the format later is there only where it is used."""
    document: dict[str, Json] = {"id": option.id, "exclusive": option.exclusive}
    return document if option.ordered else {**document, "ordered": False}


def _group(group: Group) -> Json:
    return {
        "id": group.id,
        "about": group.about,
        "at_least": group.at_least,
        "at_most": group.at_most,
        "facts": [_fact(fact) for fact in group.facts],
    }


def _sign(sign: Sign) -> Json:
    return {"id": sign.id, "when": condition_text(sign.when), "about": sign.about}


def _indicator(indicator: Indicator) -> Json:
    return {
        "id": indicator.id,
        "area": indicator.area,
        "level": indicator.level,
        "when": condition_text(indicator.when),
        "because": indicator.because,
        "source": indicator.source,
    }


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "route": rule.route,
        "when": condition_text(rule.when),
        "because": rule.because,
        "source": rule.source,
    }


def _duty(duty: Duty) -> Json:
    return {
        "id": duty.id,
        "when": condition_text(duty.when),
        "because": duty.because,
        "source": duty.source,
        "next_step": duty.next_step,
        "respond_within": _promise(duty.respond_within),
        "destinations": list(duty.destinations),
    }


def _route(route: Route) -> Json:
    return {
        "id": route.id,
        "name": route.name,
        "next_step": route.next_step,
        "respond_within": _promise(route.respond_within),
        "then_ask": route.then_ask,
        "destinations": list(route.destinations),
        "variants": [_variant(variant) for variant in route.variants],
    }


def _variant(variant: Variant) -> Json:
    return {
        "id": variant.id,
        "when": condition_text(variant.when),
        "name": variant.name,
        "next_step": variant.next_step,
        "respond_within": _promise(variant.respond_within),
        "then_ask": variant.then_ask,
        "destinations": None if variant.destinations is None else list(variant.destinations),
    }


def _guarantee(guarantee: Guarantee) -> Json:
    return {
        "id": guarantee.id,
        "claim": guarantee.claim.value,
        "when": None if guarantee.when is None else condition_text(guarantee.when),
        "route": guarantee.route,
        "duty": guarantee.duty,
        "level": guarantee.level,
        "facts": list(guarantee.facts),
        "because": guarantee.because,
        "source": guarantee.source,
    }


def _promise(respond_within: RespondWithin | None) -> str | None:
    return None if respond_within is None else respond_within.text
