"""A decision: route, duties, levels, and every reason for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import frozen

from childconcern.facts import (
    Concern,
    Fact,
    Held,
    Json,
    NotAsked,
    NotKnown,
    concern_document,
    digest,
)
from childconcern.policy import Duty, Indicator, Outcome, RespondWithin, RoutingPolicy, Rule

__all__ = ["Decision", "Reason", "ReasonKind", "Treated", "decision_document"]

ReasonKind: TypeAlias = Literal["indicator", "rule", "duty"]
"""Which sort of sentence of the policy applied."""


@frozen(kw_only=True)
class Reason:
    """One sentence of the policy that applied.

    Attributes:
        id: Of the indicator, rule or duty.
        kind: Which of them it is.
        because: The reason, as a referrer may read it.
        source: Document and section; None where the policy gives none.
    """

    id: str
    kind: ReasonKind
    because: str
    source: str | None


@frozen(kw_only=True, repr=False)
class Treated:
    """A safety fact that was not known, and what it was read as.

    Attributes:
        fact: Its id.
        item: The item's id, or None for a top-level fact.
        value: What it counted as, as in JSON.
    """

    fact: str
    item: str | None
    value: Json

    def __repr__(self) -> str:
        """Show the fact and no more."""
        return f"Treated(fact={self.fact!r}, ...)"


# Without slots it is made, and read, in half the time; it is as frozen.
@frozen(repr=False, slots=False)
class Decision:
    """What a policy says of one concern on one day. It advises; people decide.

    Attributes:
        outcome: What the policy says of all concerns that it cannot tell apart.
        concern: What it was decided about.
        policy: What decided.
        on: The day it was decided for.
        complete: Whether the journey was complete; None where none was walked.
        not_explored: The areas whose level might be higher, had the journey not
            finished early. Nothing that happens next hangs on them.
    """

    outcome: Outcome
    concern: Concern
    policy: RoutingPolicy
    on: dt.date
    complete: bool | None = None
    not_explored: tuple[str, ...] = ()

    @property
    def route(self) -> str:
        """The id of the rung, which says how urgent it is and what kind of help."""
        return self.outcome.route.id

    @property
    def variant(self) -> str | None:
        """The id of the route's variant that applies, or None."""
        return None if self.outcome.variant is None else self.outcome.variant.id

    @property
    def duties(self) -> tuple[str, ...]:
        """The ids of the duties that apply, in the policy's order."""
        return tuple(duty.id for duty in self.outcome.duties)

    @property
    def level(self) -> int | None:
        """The highest level of any area; None where the policy has no levels."""
        return self.outcome.standing.level

    @property
    def level_may_be_higher(self) -> bool:
        """Whether an area that nobody explored might have raised the highest level."""
        highest = self.level
        return highest is not None and any(
            one.level > highest for one in self.policy.indicators if one.area in self.not_explored
        )

    @property
    def levels(self) -> dict[str, int]:
        """The level of every area, by the area's id."""
        areas = (area.id for area in self.policy.areas)
        return dict(zip(areas, self.outcome.standing.levels, strict=True))

    @property
    def name(self) -> str:
        """The route's name, or the variant's."""
        own = self.outcome.variant and self.outcome.variant.name
        return own or self.outcome.route.name

    @property
    def next_step(self) -> str:
        """What the referrer does now, in the route's words or the variant's."""
        own = self.outcome.variant and self.outcome.variant.next_step
        return own or self.outcome.route.next_step

    @property
    def respond_within(self) -> RespondWithin | None:
        """The promise, of the variant or the route; None where none is made."""
        own = self.outcome.variant and self.outcome.variant.respond_within
        return own or self.outcome.route.respond_within

    @property
    def then_ask(self) -> str | None:
        """The questionnaire that follows, or None."""
        own = self.outcome.variant and self.outcome.variant.then_ask
        return own or self.outcome.route.then_ask

    @property
    def readers(self) -> tuple[str, ...]:
        """Who receives it by its route or variant; with none of them nobody reads it."""
        variant = self.outcome.variant
        own = None if variant is None else variant.destinations
        return self.outcome.route.destinations if own is None else own

    @property
    def destinations(self) -> tuple[str, ...]:
        """Who receives it, its readers first and then those of duties, each once."""
        told = (name for duty in self.outcome.duties for name in duty.destinations)
        return tuple(dict.fromkeys((*self.readers, *told)))

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that applied, indicators, rules, then duties, in the policy's order."""
        return (
            *(_reason(one, "indicator") for one in self.outcome.standing.indicators),
            *(_reason(one, "rule") for one in self.outcome.rules),
            *(_reason(one, "duty") for one in self.outcome.duties),
        )

    @cached_property
    def treated_as(self) -> tuple[Treated, ...]:
        """Every safety fact that was not known, and what it counted as."""
        return tuple(_treated(self.concern))

    @cached_property
    def concern_digest(self) -> str:
        """The SHA-256 of what the policy could read, which is personal data and is never logged."""
        return digest(concern_document(self.concern, self.policy.reads))

    def __repr__(self) -> str:
        """Show the route, and nothing of the concern."""
        return f"Decision(route={self.route!r}, on={self.on.isoformat()}, ...)"


def decision_document(decision: Decision) -> dict[str, Json]:
    """Return a decision as JSON: what ``childconcern decide`` prints, and what is stored.

    ``not_explored`` stands in it only where an area was not explored, so a decision
    that was stored before it could be said is still the same.
    """
    promise = decision.respond_within
    areas: dict[str, Json] = (
        {"not_explored": list(decision.not_explored)} if decision.not_explored else {}
    )
    return {
        "route": decision.route,
        "variant": decision.variant,
        "duties": list(decision.duties),
        "level": decision.level,
        "levels": dict(decision.levels),
        "reasons": [
            {"id": one.id, "kind": one.kind, "because": one.because, "source": one.source}
            for one in decision.reasons
        ],
        "treated_as": [
            {"fact": one.fact, "item": one.item, "value": one.value} for one in decision.treated_as
        ],
        "respond_within": None if promise is None else promise.text,
        "on": decision.on.isoformat(),
        "complete": decision.complete,
        **areas,
        "policy": {
            "id": decision.policy.id,
            "version": decision.policy.version,
            "digest": decision.policy.digest,
        },
        "concern_digest": decision.concern_digest,
    }


def _reason(applied: Indicator | Rule | Duty, kind: ReasonKind) -> Reason:
    return Reason(id=applied.id, kind=kind, because=applied.because, source=applied.source)


def _treated(concern: Concern) -> Iterator[Treated]:
    vocabulary = concern.vocabulary
    yield from _treated_values(vocabulary.facts, concern.values, None)
    for group, items in zip(vocabulary.groups, concern.groups, strict=True):
        if not isinstance(items, NotAsked):
            for item in items:
                yield from _treated_values(group.facts, item.values, item.id)


def _treated_values(
    facts: tuple[Fact, ...], values: tuple[Held, ...], item: str | None
) -> Iterator[Treated]:
    for fact, held in zip(facts, values, strict=True):
        if isinstance(held, NotKnown) and fact.unknown_counts_as is not None:
            value = fact.kind.to_json(fact.unknown_counts_as)
            yield Treated(fact=fact.id, item=item, value=value)
