"""What stores and workers hand each other, and how a store says no."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from attrs import field, frozen

from childconcern.delivery.machine import Transition
from childconcern.delivery.table import Action, Call, DeliveryState
from childconcern.errors import ConcernError
from childconcern.submission import Lookup, Outcome, Submission

__all__ = [
    "Attempt",
    "Claim",
    "ConflictError",
    "Contact",
    "NotStandingSoError",
    "Notice",
    "StaleLeaseError",
    "Standing",
    "notice_about",
]


class ConflictError(ConcernError):
    """Something else is already kept under the same key or reference.

    Taking it for the same would lose one of the two.
    """

    code: ClassVar[str] = "conflict"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is already kept, with other content",
            remedy="put a changed request under a reference of its own",
        )


class StaleLeaseError(ConcernError):
    """A worker held a submission for too long, and somebody else has taken it since."""

    code: ClassVar[str] = "stale-lease"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"submission {key} is no longer held by this worker; nothing was written",
            remedy="leave it to the worker that holds it now",
        )


class NotStandingSoError(ConcernError):
    """A person asked for what cannot be done with a submission as it stands."""

    code: ClassVar[str] = "not-standing-so"

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"submission {key}: {why}", remedy="look at where it stands now")


@frozen(kw_only=True)
class Claim:
    """A submission that one worker holds until a given time.

    Attributes:
        submission: What to send; its ``attempt`` is the number that sending it
            now would have.
        state: Where it stood before; ``LEASED`` when another worker held it and
            was never heard of again.
        call: Why a person has been called already.
        owner: Who holds it.
        number: Of the lease; above that of every earlier lease of the submission.
        until: When others may take it, in UTC.
    """

    submission: Submission
    state: DeliveryState
    call: Call | None
    owner: str
    number: int
    until: dt.datetime


@frozen(kw_only=True)
class Attempt:
    """One step that a worker took.

    Attributes:
        key: The submission's.
        reference: The request's.
        destination: Who receives it.
        adapter: The adapter's name.
        action: What was done; None where there was nothing to do but to write
            down that a lease ran out or that the destination is not set up.
        number: How often it was sent, this time included.
        result: What came back; it holds codes and the other side's reference alone.
        transition: What follows.
        began: In UTC.
        ended: In UTC.
        recorded: False where another worker had taken it, so that nothing was written.
    """

    key: str
    reference: str
    destination: str
    adapter: str
    action: Action | None
    number: int
    result: Outcome | Lookup = field(repr=False)
    transition: Transition
    began: dt.datetime
    ended: dt.datetime
    recorded: bool = True


@frozen(kw_only=True)
class Standing:
    """Where one submission stands; nothing personal.

    Attributes:
        key: Its own.
        reference: The request's.
        destination: Who receives it.
        adapter: The adapter's name.
        sha256: Of the bytes, kept after they are erased.
        media_type: Of the bytes.
        state: Where it stands.
        attempts: How often it was sent.
        put: When it was queued, in UTC.
        next_at: When the next step is due, in UTC; None where nothing more happens by itself.
        settled: When it was accepted, in UTC.
        receipt: The other side's reference.
        call: Why a person is called; None for nobody.
    """

    key: str
    reference: str
    destination: str
    adapter: str
    sha256: str
    media_type: str
    state: DeliveryState
    attempts: int
    put: dt.datetime
    next_at: dt.datetime | None
    settled: dt.datetime | None
    receipt: str | None = field(repr=False)
    call: Call | None


@frozen(kw_only=True)
class Notice:
    """What a person is told of a submission that needs one; nothing personal.

    Attributes:
        reference: The request's.
        key: The submission's.
        destination: Who should receive it.
        state: Where it stands, such as ``rejected``.
        reason: Why a person is called, such as ``possible-duplicate``.
    """

    reference: str
    key: str
    destination: str
    state: str
    reason: str


def notice_about(standing: Standing) -> Notice | None:
    """Return what to tell a person; None where nobody is called."""
    if standing.call is None:
        return None
    return Notice(
        reference=standing.reference,
        key=standing.key,
        destination=standing.destination,
        state=standing.state.value,
        reason=standing.call.value,
    )


@frozen(kw_only=True, repr=False)
class Contact:
    """What was said and decided, apart from what was sent, so that it outlives the message.

    Attributes:
        reference: Opaque, given at first contact.
        received: When it was put, in UTC.
        on: The day of the decision.
        pack: Id, version and digest of the pack that decided.
        facts: The merged concern's document, as canonical JSON.
        decision: The decision's document, as canonical JSON.
        screened: That of the screener's decision; None where there was none.
        route: What stands until a person lowers it.
        sent_anyway: The referrer sent it although the route did not ask for it.
    """

    reference: str
    received: dt.datetime
    on: dt.date
    pack: tuple[str, str, str]
    facts: bytes
    decision: bytes
    screened: bytes | None
    route: str
    sent_anyway: bool

    def __repr__(self) -> str:
        """Show the reference, which holds nothing personal, and no more."""
        return f"Contact(reference={self.reference!r}, ...)"
