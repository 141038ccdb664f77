"""What becomes of one message, step by step: functions over the table, no input or output."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from attrs import evolve, field, frozen

from childconcern.delivery.policy import DeliveryPolicy, WhenUnconfirmed
from childconcern.delivery.results import LEASE_EXPIRED, checked_lookup, checked_outcome
from childconcern.delivery.table import (
    TRANSITIONS,
    Action,
    Call,
    DeliveryState,
    Event,
    Resend,
    Row,
)
from childconcern.submission import (
    Absent,
    Accepted,
    CannotTell,
    Capabilities,
    Found,
    Lookup,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)

__all__ = [
    "Situation",
    "Transition",
    "after_lookup",
    "after_lost_lease",
    "after_outcome",
    "next_action",
    "when_not_set_up",
]


@frozen(kw_only=True)
class Situation:
    """What a transition depends on, apart from what happened.

    Attributes:
        state: Where it stood when a worker took it.
        attempt: How often it was sent, this time included.
        destination: Who receives it.
        capabilities: What the other side can do.
        policy: How hard delivery tries.
        call: Why a person has been called already.
    """

    state: DeliveryState = DeliveryState.WAITING
    attempt: int
    destination: str
    capabilities: Capabilities
    policy: DeliveryPolicy
    call: Call | None = None


@frozen(kw_only=True)
class Transition:
    """What a store must write down after a step.

    Attributes:
        state: Where it stands from now on.
        wait: How long until the next step; zero keeps its place in the queue.
        call: Why a person is called, or has been and still is; None for nobody.
        receipt: The other side's reference, for what is accepted.
    """

    state: DeliveryState
    wait: dt.timedelta = dt.timedelta(0)
    call: Call | None = None
    receipt: str | None = field(default=None, repr=False)


def next_action(state: DeliveryState, capabilities: Capabilities) -> Action | None:
    """Return what a worker does with a submission in ``state``; None for nothing.

    What may have arrived is looked up first where that is possible.
    """
    if state is DeliveryState.WAITING:
        return Action.SUBMIT
    if state is DeliveryState.UNCONFIRMED:
        return Action.LOOK_UP if capabilities.searchable else Action.SUBMIT
    return None


def after_outcome(outcome: Outcome, situation: Situation) -> Transition:
    """Return what follows an attempt to send.

    An ``Accepted`` without a usable receipt counts as ``Unknown``.
    """
    match checked := checked_outcome(outcome):
        case Accepted(receipt):
            return _transition(Event.ACCEPTED, situation, receipt=receipt)
        case Rejected():
            return _transition(Event.REJECTED, situation)
        case NotSent(retry_after=retry_after):
            return _transition(Event.NOT_SENT, situation, retry_after=retry_after)
        case Unknown():
            searchable = situation.capabilities.searchable
            return _transition(
                Event.UNKNOWN_CAN_LOOK_UP if searchable else Event.UNKNOWN, situation
            )
        case _:
            assert_never(checked)


def after_lookup(lookup: Lookup, situation: Situation) -> Transition:
    """Return what follows a look-up.

    ``Found`` without a usable receipt counts as ``CannotTell``.
    """
    match checked := checked_lookup(lookup):
        case Found(receipt):
            return _transition(Event.FOUND, situation, receipt=receipt)
        case Absent():
            return _transition(Event.ABSENT, situation)
        case CannotTell():
            return _transition(Event.CANNOT_TELL, situation)
        case _:
            assert_never(checked)


def after_lost_lease(situation: Situation) -> Transition:
    """Return what follows when a worker took it and was never heard of again.

    It may have been sent. The lease was longer than any attempt to send, so the
    other side has had its time, and the next step need not wait.
    """
    return evolve(after_outcome(Unknown(LEASE_EXPIRED), situation), wait=dt.timedelta(0))


def when_not_set_up(situation: Situation) -> Transition:
    """Return what follows when no adapter stands for the destination: a person is called."""
    return _transition(Event.NOT_SET_UP, situation)


def _transition(
    event: Event,
    situation: Situation,
    *,
    receipt: str | None = None,
    retry_after: dt.timedelta | None = None,
) -> Transition:
    row = TRANSITIONS[event][_resend(situation)]
    wait = situation.policy.wait_after(situation.attempt, retry_after)
    return Transition(
        state=row.state or _still(situation.state),
        wait=wait if row.waits else dt.timedelta(0),
        call=_call(row, situation),
        receipt=receipt,
    )


def _resend(situation: Situation) -> Resend:
    if situation.capabilities.idempotent:
        return Resend.HARMLESS
    asks = situation.policy.for_destination(situation.destination) is WhenUnconfirmed.ASK_A_PERSON
    # Each copy is one more that somebody must sort out, so their number is bounded.
    if asks or situation.attempt >= situation.policy.attempts:
        return Resend.FORBIDDEN
    return Resend.MARKED


def _still(state: DeliveryState) -> DeliveryState:
    # Invariant: what may have arrived stays unconfirmed, or it would be sent without a look.
    return state if state is DeliveryState.WAITING else DeliveryState.UNCONFIRMED


def _call(row: Row, situation: Situation) -> Call | None:
    if row.call is not None:
        return row.call
    if situation.call is Call.POSSIBLE_DUPLICATE:
        return situation.call
    late = situation.attempt >= situation.policy.attempts
    return Call.LATE if late and row.state is not DeliveryState.ACCEPTED else None
