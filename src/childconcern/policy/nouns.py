"""The parts of a routing policy: what is worrying, what is done, and who is told."""

from __future__ import annotations

import enum

from attrs import frozen

from childconcern.conditions import Condition
from childconcern.policy.response import RespondWithin

__all__ = [
    "Area",
    "Claim",
    "Duty",
    "Guarantee",
    "Indicator",
    "NamedLevel",
    "Route",
    "Rule",
    "Variant",
]


@frozen(kw_only=True)
class Area:
    """One area of concern, such as neglect.

    Attributes:
        id: Kebab-case.
        name: As people read it.
    """

    id: str
    name: str


@frozen(kw_only=True)
class NamedLevel:
    """One level of need of a threshold document; a level is not a route.

    Attributes:
        number: Ascends with need.
        name: As people read it.
    """

    number: int
    name: str


@frozen(kw_only=True)
class Indicator:
    """One sentence of a threshold document: when this is so, the area is at this level.

    Attributes:
        id: Kebab-case and stable; decisions cite it.
        area: The area's id.
        level: The level's number.
        when: Applies where this is certainly true.
        because: The reason, as a referrer may read it.
        source: Document and section; ``local`` for a local habit.
    """

    id: str
    area: str
    level: int
    when: Condition
    because: str
    source: str


@frozen(kw_only=True)
class Variant:
    """Other words or destinations for one rung, such as out of hours.

    What is None is the route's own.

    Attributes:
        id: Kebab-case; unique in its route.
        when: The first variant for which this is certainly true is taken.
        name: As people read it.
        next_step: What the referrer does now.
        respond_within: The promise.
        then_ask: The questionnaire that follows.
        destinations: Who receives it.
    """

    id: str
    when: Condition
    name: str | None = None
    next_step: str | None = None
    respond_within: RespondWithin | None = None
    then_ask: str | None = None
    destinations: tuple[str, ...] | None = None


@frozen(kw_only=True)
class Route:
    """One rung of the ladder: how urgent it is, and what kind of help.

    Attributes:
        id: Kebab-case and stable.
        name: As people read it.
        next_step: What the referrer does now; empty where a pack gives none.
        respond_within: The promise, or None.
        then_ask: The questionnaire that follows, or None.
        destinations: Who receives it; with none of them nobody reads it.
        variants: Other words for the same rung.
    """

    id: str
    name: str
    next_step: str = ""
    respond_within: RespondWithin | None = None
    then_ask: str | None = None
    destinations: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()

    @property
    def is_read_by_a_person(self) -> bool:
        """Whether somebody receives what takes this route."""
        return bool(self.destinations)


@frozen(kw_only=True)
class Rule:
    """One sentence of a policy: when this is so, at least this route.

    Attributes:
        id: Kebab-case and stable; decisions cite it.
        when: Applies where this is certainly true.
        route: The rung of the ladder that it asks for.
        because: The reason, as a referrer may read it.
        source: Document and section it comes from; None for a local habit.
    """

    id: str
    when: Condition
    route: str
    because: str
    source: str | None = None


@frozen(kw_only=True)
class Duty:
    """Who else must be told: added to the route, never instead of it.

    Attributes:
        id: Kebab-case and stable; decisions cite it.
        when: Applies where this is certainly true.
        because: The reason, as a referrer may read it.
        source: Document and section it comes from; None for a local habit.
        next_step: What must be done, where it is not said in the reason.
        respond_within: By when.
        destinations: Who receives it.
    """

    id: str
    when: Condition
    because: str
    source: str | None = None
    next_step: str | None = None
    respond_within: RespondWithin | None = None
    destinations: tuple[str, ...] = ()


class Claim(enum.Enum):
    """What a guarantee claims."""

    NEVER_BELOW = "never below"
    ALWAYS = "always"
    NEVER = "never"
    ONLY_IF = "only if"
    UNCHANGED_EXCEPT = "unchanged except"


@frozen(kw_only=True)
class Guarantee:
    """What must be true of every journey.

    Attributes:
        id: Kebab-case.
        claim: What is claimed.
        when: Of which concerns it is claimed.
        route: The route it speaks of, if any.
        duty: The duty it speaks of, if any.
        level: The level it speaks of, if any.
        facts: Those that may change, for ``unchanged except``.
        because: Why it is claimed.
        source: Document and section it comes from.
    """

    id: str
    claim: Claim
    when: Condition | None = None
    route: str | None = None
    duty: str | None = None
    level: int | None = None
    facts: tuple[str, ...] = ()
    because: str = ""
    source: str | None = None
