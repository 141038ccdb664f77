"""One step of delivery at a time: take one that is due, act, write down what came of it.

It reads no clock and opens nothing: the clock, the store and the adapters are
handed in. A worker that dies at any point loses nothing, because a lease that
runs out brings the submission back as one that may have arrived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, field, frozen

from childconcern.delivery.machine import (
    Situation,
    Transition,
    after_lookup,
    after_lost_lease,
    after_outcome,
    next_action,
    when_not_set_up,
)
from childconcern.delivery.policy import DeliveryPolicy, utc
from childconcern.delivery.records import Attempt, Claim, StaleLeaseError
from childconcern.delivery.results import (
    ADAPTER_RAISED,
    LEASE_EXPIRED,
    NO_TIME_LEFT,
    NOT_SET_UP,
    checked_lookup,
    checked_outcome,
)
from childconcern.delivery.store import Queue
from childconcern.delivery.table import Action
from childconcern.submission import (
    Adapter,
    CannotTell,
    Capabilities,
    Lookup,
    NotSent,
    Outcome,
    Submission,
    Unknown,
)

__all__ = ["Channel", "deliver_due", "deliver_one"]


@frozen(kw_only=True)
class Channel:
    """How one destination is reached.

    Attributes:
        name: The adapter's name, as its specification says it.
        adapter: What sends.
        capabilities: What the other side can do.
    """

    name: str
    adapter: Adapter
    capabilities: Capabilities = field(factory=Capabilities)


@frozen(kw_only=True)
class _Step:
    result: Outcome | Lookup
    transition: Transition
    action: Action | None = None


def deliver_due(
    queue: Queue,
    channels: Mapping[str, Channel],
    policy: DeliveryPolicy,
    *,
    owner: str,
    now: Callable[[], dt.datetime],
) -> Iterator[Attempt]:
    """Yield each step taken with what was due at the start, until nothing of it is.

    It ends: a submission takes three steps at most (a lease that ran out, a
    look-up, sending), and whatever waits is left for the next call.
    """
    due = utc(now())
    while (
        attempt := deliver_one(queue, channels, policy, owner=owner, now=now, due=due)
    ) is not None:
        yield attempt


def deliver_one(
    queue: Queue,
    channels: Mapping[str, Channel],
    policy: DeliveryPolicy,
    *,
    owner: str,
    now: Callable[[], dt.datetime],
    due: dt.datetime | None = None,
) -> Attempt | None:
    """Take one step with one submission that is due; return it, or None where none is.

    Args:
        queue: Where submissions wait.
        channels: How each destination is reached, by its id.
        policy: How hard to try.
        owner: Who takes the step: opaque, of this worker alone.
        now: The clock, in UTC.
        due: Take only what was due by then, in UTC; what is due now if left out.

    Raises:
        NotUtcError: If the clock does not give UTC.
    """
    began = utc(now())
    claim = queue.claim(owner=owner, now=began, lease=policy.lease, due=due)
    if claim is None:
        return None
    channel = channels.get(claim.submission.destination)
    attempt = _attempt(claim, _step(claim, channel, policy, now), began, utc(now()))
    try:
        queue.record(claim, attempt)
    except StaleLeaseError:
        return evolve(attempt, recorded=False)
    return attempt


def _attempt(claim: Claim, step: _Step, began: dt.datetime, ended: dt.datetime) -> Attempt:
    submission = claim.submission
    return Attempt(
        key=submission.key,
        reference=submission.reference,
        destination=submission.destination,
        adapter=submission.adapter,
        action=step.action,
        number=submission.attempt - (step.action is Action.LOOK_UP),
        result=step.result,
        transition=step.transition,
        began=began,
        ended=ended,
    )


def _step(
    claim: Claim, channel: Channel | None, policy: DeliveryPolicy, now: Callable[[], dt.datetime]
) -> _Step:
    submission = claim.submission
    # Bytes made for one adapter must never leave through another.
    if channel is None or channel.name != submission.adapter:
        situation = _situation(claim, Capabilities(), policy)
        return _Step(result=NotSent(NOT_SET_UP), transition=when_not_set_up(situation))
    situation = _situation(claim, channel.capabilities, policy)
    action = next_action(claim.state, channel.capabilities)
    if action is None:
        return _Step(result=Unknown(LEASE_EXPIRED), transition=after_lost_lease(situation))
    # Whoever sends after the lease ended could send beside the next worker.
    within = min(policy.send_within, claim.until - utc(now()))
    if within <= dt.timedelta(0):
        late = NotSent(NO_TIME_LEFT)
        return _Step(result=late, transition=after_outcome(late, situation))
    if action is Action.SUBMIT:
        outcome = _submitted(channel.adapter, submission, within)
        return _Step(action=action, result=outcome, transition=after_outcome(outcome, situation))
    lookup = _looked_up(channel.adapter, submission, within)
    return _Step(action=action, result=lookup, transition=after_lookup(lookup, situation))


def _situation(claim: Claim, capabilities: Capabilities, policy: DeliveryPolicy) -> Situation:
    looks_up = next_action(claim.state, capabilities) is Action.LOOK_UP
    return Situation(
        state=claim.state,
        attempt=claim.submission.attempt - looks_up,
        destination=claim.submission.destination,
        capabilities=capabilities,
        policy=policy,
        call=claim.call,
    )


def _submitted(adapter: Adapter, submission: Submission, within: dt.timedelta) -> Outcome:
    try:
        outcome: object = adapter.submit(submission, within=within)
    except Exception:  # noqa: BLE001 - another's fault of any kind: something may have left
        # The exception's text may hold a part of the message, so it goes no further.
        return Unknown(ADAPTER_RAISED)
    return checked_outcome(outcome)


def _looked_up(adapter: Adapter, submission: Submission, within: dt.timedelta) -> Lookup:
    try:
        lookup: object = adapter.lookup(submission, within=within)
    except Exception:  # noqa: BLE001 - another's fault of any kind: nothing was learnt
        return CannotTell(ADAPTER_RAISED)
    return checked_lookup(lookup)
