"""Preparing: decide again on all that was said, and make the messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from attrs import evolve

from childconcern.decision import Decision
from childconcern.errors import ConcernError
from childconcern.gathering import Told
from childconcern.journey import Unasked
from childconcern.pack import Pack
from childconcern.submission.adapters import Adapter
from childconcern.submission.messages import Submission, submission_key
from childconcern.submission.requests import RequestForService

__all__ = [
    "BadReferenceError",
    "NoAdapterError",
    "ScreenedElsewhereError",
    "prepare",
    "submissions",
]


class NoAdapterError(ConcernError):
    """A request must go somewhere that no adapter is configured for."""

    code = "no-adapter"

    def __init__(self, destination: str) -> None:
        super().__init__(
            f"no adapter is configured for the destination {destination!r}",
            remedy=f"add [destinations.{destination}] to the configuration",
        )
        self.destination = destination


class BadReferenceError(ConcernError):
    """A reference is empty, too long, or has characters that messages cannot carry."""

    code = "bad-reference"

    def __init__(self) -> None:
        super().__init__(
            "the reference cannot be used",
            remedy="give 6 to 64 letters, digits and -, made without anything personal",
        )


class ScreenedElsewhereError(ConcernError):
    """The screener was decided by another policy, whose ladder cannot be compared with this one."""

    code = "screened-elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "the screener was decided by another policy than the request",
            remedy="decide again about the screener's answers with this pack",
        )


def prepare(
    pack: Pack,
    told: Told,
    *,
    reference: str,
    on: dt.date,
    screened: Decision | None = None,
    send_anyway: bool = False,
) -> RequestForService:
    """Return the request: decided again; both decisions are kept, the more urgent route stands.

    Args:
        pack: What decides.
        told: Everything that was said, as ``gather`` returns it.
        reference: Opaque, given at first contact; nothing personal.
        on: The day of the decision.
        screened: What the screener decided.
        send_anyway: It goes at least where a concern goes for which no rule spoke.

    Raises:
        BadReferenceError: When the reference cannot be carried by every message.
        ScreenedElsewhereError: When another policy decided about the screener.
    """
    _check(pack, reference, screened)
    decision = _with_earlier_areas(pack, pack.decide(told, on=on), screened)
    route, destinations = _standing(pack, decision, screened, send_anyway=send_anyway)
    return RequestForService(
        reference=reference,
        pack=(pack.id, pack.version, pack.digest),
        on=on,
        concern=decision.concern,
        screened=screened,
        decision=decision,
        route=route,
        destinations=destinations,
        sent_anyway=send_anyway,
    )


def _check(pack: Pack, reference: str, screened: Decision | None) -> None:
    if not _is_reference(reference):
        raise BadReferenceError
    if screened is not None and screened.policy != pack.policy:
        raise ScreenedElsewhereError


def _with_earlier_areas(pack: Pack, decision: Decision, screened: Decision | None) -> Decision:
    """Return the decision with areas that the screener left unexplored, and nothing explored since.

    Whoever hands over a bare concern cannot say what was left unasked, so all counts that is.
    """
    if screened is None or not screened.not_explored:
        return decision
    concern, policy = decision.concern, pack.policy
    left = Unasked.all_of(concern).areas(policy, concern, decision.on)
    unexplored = {*decision.not_explored, *(set(left) & set(screened.not_explored))}
    areas = tuple(area.id for area in policy.areas if area.id in unexplored)
    return evolve(decision, not_explored=areas)


def _standing(
    pack: Pack, decision: Decision, screened: Decision | None, *, send_anyway: bool
) -> tuple[str, tuple[str, ...]]:
    """Return the more urgent route, and who receives it; duties of both decisions are owed."""
    decisions = (decision,) if screened is None else (decision, screened)
    standing = min(decisions, key=lambda one: pack.policy.rungs[one.route])
    readers = standing.readers
    if send_anyway and not readers:
        readers = pack.policy.route(pack.policy.otherwise).destinations
    told = (name for one in decisions for duty in one.outcome.duties for name in duty.destinations)
    return standing.route, tuple(dict.fromkeys((*readers, *told)))


def submissions(
    request: RequestForService, adapters: Mapping[str, tuple[str, Adapter]]
) -> tuple[Submission, ...]:
    """Return the messages of a request, one for each destination.

    Args:
        request: What is sent.
        adapters: For each destination the adapter's name and the adapter.

    Raises:
        NoAdapterError: When a destination has none; nothing is queued then.
        UnrepresentableError: When a message cannot carry something of it.
    """
    made: list[Submission] = []
    for destination in request.destinations:
        if destination not in adapters:
            raise NoAdapterError(destination)
        name, adapter = adapters[destination]
        key = submission_key(request.reference, destination)
        prepared = adapter.prepare(request, key)
        submission = Submission(
            key=key,
            reference=request.reference,
            destination=destination,
            adapter=name,
            body=prepared.body,
            media_type=prepared.media_type,
        )
        made.append(submission)
    return tuple(made)


def _is_reference(reference: str) -> bool:
    plain = reference.replace("-", "")
    return plain.isascii() and plain.isalnum() and 6 <= len(reference) <= 64  # noqa: PLR2004
