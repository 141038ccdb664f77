"""Which part of a policy should have spoken where a guarantee is broken, and what it lacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from childconcern.conditions import Condition
from childconcern.explanation import Block, Bullets, Paragraph, Several
from childconcern.policy import Claim, Duty, Guarantee, Indicator, Rule
from childconcern.reporting.outcomes import because
from childconcern.reporting.weighing import Weighed, reads

__all__ = ["expected"]


def expected(guarantee: Guarantee, found: Weighed) -> Iterator[Block]:
    """Yield what should have spoken, where it can be told, or that nothing could have.

    It is the rule, indicator or duty that reads something of what the guarantee
    supposes, and that lacks the fewest parts.

    Args:
        guarantee: What is broken.
        found: The example that breaks it.
    """
    if guarantee.when is None:
        return
    if guarantee.claim is Claim.ONLY_IF:
        yield Paragraph("It may only come to this with what is missing here:")
        yield Bullets(found.lacking(guarantee.when))
        return
    yield from _for_route(guarantee, guarantee.when, found)
    if guarantee.claim is Claim.ALWAYS:
        yield from _for_level(guarantee, guarantee.when, found)
        yield from _for_duty(guarantee, found)


def _for_route(guarantee: Guarantee, when: Condition, found: Weighed) -> Iterator[Block]:
    policy = found.pack.policy
    if guarantee.route is None:
        return
    name, rung = found.wording.route(guarantee.route), policy.rungs[guarantee.route]
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            rules = [one for one in policy.rules if policy.rungs[one.route] <= rung]
            wanted = f"rule asks for {name} or more"
        case Claim.NEVER:
            rules = [one for one in policy.rules if policy.rungs[one.route] < rung]
            wanted = f"rule asks for anything more urgent than {name}"
        case _:
            rules = [one for one in policy.rules if one.route == guarantee.route]
            wanted = f"rule asks for {name}"
    yield from _nearest(rules, when, found, wanted)


def _for_level(guarantee: Guarantee, when: Condition, found: Weighed) -> Iterator[Block]:
    if guarantee.level is None:
        return
    raising = [one for one in found.pack.policy.indicators if one.level >= guarantee.level]
    level = found.wording.level(guarantee.level)
    yield from _nearest(raising, when, found, f"indicator gives level {level} or more")


def _for_duty(guarantee: Guarantee, found: Weighed) -> Iterator[Block]:
    for duty in found.pack.policy.duties:
        if duty.id == guarantee.duty and not found.holds(duty.when):
            yield from _should(duty, found)


def _nearest(
    parts: Sequence[Indicator | Rule], when: Condition, found: Weighed, wanted: str
) -> Iterator[Block]:
    supposed = reads(when, found.wording)
    near = [
        one
        for one in parts
        if not supposed.isdisjoint(reads(one.when, found.wording)) and not found.holds(one.when)
    ]
    if near:
        yield from _should(min(near, key=lambda one: _far(one, supposed, found)), found)
    elif not any(found.holds(one.when) for one in parts):
        yield Paragraph(f"No {wanted} that reads anything of what is supposed.")


def _far(part: Indicator | Rule, supposed: Iterable[str], found: Weighed) -> tuple[int, int]:
    """Return how far a part is from speaking; of those as near, who reads more comes first."""
    read = reads(part.when, found.wording)
    return len(found.lacking(part.when)), -len(read.intersection(supposed))


def _should(part: Indicator | Rule | Duty, found: Weighed) -> Iterator[Block]:
    yield Paragraph("What comes nearest to speaking, and what is missing for it:")
    yield Bullets((Several(because(part), found.lacking(part.when)),))
