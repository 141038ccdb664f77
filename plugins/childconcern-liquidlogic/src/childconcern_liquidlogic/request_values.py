"""What a request for service has besides its answers, as texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from childconcern.decision import Decision, Reason
from childconcern.policy import Area
from childconcern.submission import RequestForService

__all__ = ["areas_not_explored", "duties", "reason_values", "reasons", "request_value"]


def request_value(name: str, request: RequestForService, key: str) -> str | None:
    """Return one of ``REQUEST_VALUES`` as text, or None where the request has none."""
    return key if name == "key" else _VALUES[name](request)


def reasons(request: RequestForService) -> tuple[Reason, ...]:
    """Return every reason once: those of the decision, then what only the screener gave."""
    both = (request.decision, *((request.screened,) if request.screened else ()))
    every = ((one.kind, one.id, one) for decision in both for one in decision.reasons)
    first: dict[tuple[str, str], Reason] = {}
    for kind, reason_id, reason in every:
        first.setdefault((kind, reason_id), reason)
    return tuple(first.values())


def duties(request: RequestForService) -> tuple[str, ...]:
    """Return every duty's id once: those of the decision, then what only the screener gave."""
    screened = request.screened.duties if request.screened else ()
    return tuple(dict.fromkeys((*request.decision.duties, *screened)))


def areas_not_explored(request: RequestForService) -> tuple[Area, ...]:
    """Return every area whose level might be higher, had the questions not finished early."""
    decision = request.decision
    return tuple(area for area in decision.policy.areas if area.id in decision.not_explored)


def reason_values(reason: Reason) -> dict[str, str | None]:
    """Return what ``from`` can take of a reason."""
    return {
        "reason-id": reason.id,
        "reason-kind": reason.kind,
        "reason-because": reason.because,
        "reason-source": reason.source,
    }


def _standing(request: RequestForService) -> Decision:
    """Return the decision whose route stands: the screener's where it is more urgent."""
    screened = request.screened
    if screened is not None and request.decision.route != request.route == screened.route:
        return screened
    return request.decision


def _level(request: RequestForService) -> str | None:
    """Return the level where it is certain: it never stands for what nobody asked about."""
    return None if request.decision.level_may_be_higher else _level_at_least(request)


def _level_at_least(request: RequestForService) -> str | None:
    level = request.decision.level
    return None if level is None else str(level)


def _promise(request: RequestForService) -> str | None:
    promise = _standing(request).respond_within
    return None if promise is None else promise.text


_VALUES: Final[dict[str, Callable[[RequestForService], str | None]]] = {
    "reference": lambda request: request.reference,
    "route": lambda request: request.route,
    "sent-anyway": lambda request: "true" if request.sent_anyway else "false",
    "pack-id": lambda request: request.pack[0],
    "pack-version": lambda request: request.pack[1],
    "pack-digest": lambda request: request.pack[2],
    "decided-on": lambda request: request.decision.on.isoformat(),
    "decided-route": lambda request: request.decision.route,
    "decided-variant": lambda request: request.decision.variant,
    "decided-level": _level,
    "decided-level-at-least": _level_at_least,
    "respond-within": _promise,
    "policy-id": lambda request: request.decision.policy.id,
    "policy-version": lambda request: request.decision.policy.version,
    "policy-digest": lambda request: request.decision.policy.digest,
}
