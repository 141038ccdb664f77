"""What people get to see of a decision, and whether it is less than it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from childconcern.decision import Decision
from childconcern.policy import (
    Immediately,
    RespondWithin,
    WithinHours,
    WithinWorkingDays,
)

__all__ = ["is_as_soon", "lowers", "response", "response_changes"]

_HOURS_OF_A_DAY = 24
_NONE = "none"


def response(decision: Decision) -> Mapping[str, str]:
    """Return what people get to see of a decision, line by line.

    It is the route, its variant, the level of each area, the promise, who
    receives it, which questionnaire follows, and what each duty asks: all that a
    mistake can spoil but the words.
    """
    lines = {
        "route": decision.route,
        "variant": decision.variant or _NONE,
        "level": str(decision.level),
        "respond within": _text(decision.respond_within),
        "read by": ", ".join(decision.readers) or _NONE,
        "then ask": decision.then_ask or _NONE,
    }
    lines |= {f"level of {area}": str(level) for area, level in decision.levels.items()}
    for duty in decision.outcome.duties:
        told = (_text(duty.respond_within), ", ".join(duty.destinations) or _NONE)
        lines[f"duty {duty.id}"] = "; ".join(told)
    return lines


def _text(promise: RespondWithin | None) -> str:
    return _NONE if promise is None else promise.text


def response_changes(before: Decision, after: Decision) -> tuple[str, ...]:
    """Return what differs in the response, such as ``route: consult -> universal``."""
    was, now = response(before), response(after)
    return tuple(
        f"{name}: {was.get(name, _NONE)} -> {now.get(name, _NONE)}"
        for name in dict.fromkeys((*was, *now))
        if was.get(name) != now.get(name)
    )


def lowers(before: Decision, after: Decision) -> bool:
    """Return whether somebody is worse off by the second decision in any respect.

    The route stands lower on the ladder of the first decision's policy, the highest
    level is lower, or a duty is lost; or, on the same route, or for the same duty, the
    response comes later or may do so, or somebody is no longer told; or no questionnaire
    follows any more. What is raised elsewhere does not make up for it. A level that
    moves from one area to another is a change, and lowers nothing.
    """
    return any(_losses(before, after))


def _losses(before: Decision, after: Decision) -> Iterator[bool]:
    yield not before.policy.at_least_as_urgent(after.route, before.route)
    yield (after.level or 0) < (before.level or 0)
    if after.route == before.route:
        yield not is_as_soon(after.respond_within, before.respond_within)
        yield not set(before.readers) <= set(after.readers)
        yield before.then_ask is not None and after.then_ask is None
    others = {duty.id: duty for duty in after.outcome.duties}
    for duty in before.outcome.duties:
        other = others.get(duty.id)
        yield other is None or not is_as_soon(other.respond_within, duty.respond_within)
        yield other is None or not set(duty.destinations) <= set(other.destinations)


def is_as_soon(now: RespondWithin | None, was: RespondWithin | None) -> bool:
    """Return whether a promise is kept certainly no later than another.

    A working day is at least 24 hours, and how much more depends on the calendar;
    what is before a time that a fact gives can be any time.
    """
    if was is None or now == was or isinstance(now, Immediately):
        return True
    match now, was:
        case WithinHours(hours), WithinHours(most):
            return hours <= most
        case WithinHours(hours), WithinWorkingDays(days):
            return hours <= _HOURS_OF_A_DAY * days
        case WithinWorkingDays(days), WithinWorkingDays(most):
            return days <= most
        case _:
            return False
