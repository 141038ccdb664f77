"""How hard delivery tries: numbers and choices that a council sets."""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from childconcern.errors import ConcernError, ProblemsError
from childconcern.problems import Place, Problem

__all__ = ["DeliveryPolicy", "DeliveryPolicyError", "NotUtcError", "WhenUnconfirmed", "utc"]

_MOST_GROWTH: Final = 10.0
_MOST_STEPS: Final = 100


class DeliveryPolicyError(ProblemsError):
    """A delivery policy contradicts itself; it is refused before anything is sent."""

    code = "delivery-policy"


class NotUtcError(ConcernError):
    """A clock gave a time without a zone, or not in UTC, so leases could not be compared."""

    code = "not-utc"

    def __init__(self) -> None:
        super().__init__(
            "a time for delivery is not in UTC",
            remedy="pass datetimes that are aware and in UTC, such as datetime.now(UTC)",
        )


class WhenUnconfirmed(enum.Enum):
    """What to do when nobody can say whether a receiver that keeps every copy holds it."""

    RESEND = "resend"
    ASK_A_PERSON = "ask-a-person"


@frozen(kw_only=True)
class DeliveryPolicy:
    """How often, how long and how carefully delivery tries.

    Attributes:
        attempts: How often it is sent without a receipt before a person is
            called. Where sending again does no harm it goes on after that, at
            the longest wait; where it could make one more copy it stops.
        first_wait: After the first attempt.
        longest_wait: However often it was tried, and whatever the other side asks.
        growth: How much longer each wait is than the one before, 1 to 10.
        lease: How long a worker holds a submission before it counts as dead.
        send_within: How long one attempt or look-up may take; shorter than the lease.
        when_unconfirmed: For destinations that are not named below.
        by_destination: For some destinations, another choice.

    Raises:
        DeliveryPolicyError: With everything in it that cannot be.
    """

    attempts: int = 5
    first_wait: dt.timedelta = dt.timedelta(seconds=30)
    longest_wait: dt.timedelta = dt.timedelta(minutes=15)
    growth: float = 2.0
    lease: dt.timedelta = dt.timedelta(minutes=3)
    send_within: dt.timedelta = dt.timedelta(minutes=1)
    when_unconfirmed: WhenUnconfirmed = WhenUnconfirmed.RESEND
    by_destination: Mapping[str, WhenUnconfirmed] = field(
        factory=dict[str, WhenUnconfirmed], hash=False
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        if problems := tuple(_problems(self)):
            raise DeliveryPolicyError("this delivery policy cannot be used", problems)

    def for_destination(self, destination: str) -> WhenUnconfirmed:
        """Return the choice for one destination."""
        return self.by_destination.get(destination, self.when_unconfirmed)

    def wait_after(self, attempt: int, asked: dt.timedelta | None = None) -> dt.timedelta:
        """Return how long to wait after the attempt of that number, from 1.

        It is as long as the other side ``asked`` for, if that is longer, but
        never longer than ``longest_wait``: a receiver may not put off a child.
        """
        longest = self.longest_wait.total_seconds()
        steps = min(max(attempt, 1) - 1, _MOST_STEPS)
        grown = min(self.first_wait.total_seconds() * self.growth**steps, longest)
        return min(max(dt.timedelta(seconds=grown), asked or dt.timedelta(0)), self.longest_wait)


def utc(moment: dt.datetime) -> dt.datetime:
    """Return ``moment`` if it is aware and in UTC.

    Raises:
        NotUtcError: If it is not.
    """
    if moment.utcoffset() != dt.timedelta(0):
        raise NotUtcError
    return moment


def _problems(policy: DeliveryPolicy) -> list[Problem]:
    none = dt.timedelta(0)
    checks = (
        ("attempts", policy.attempts >= 1, "is below 1"),
        ("first_wait", policy.first_wait > none, "is not above zero"),
        ("longest_wait", policy.longest_wait >= policy.first_wait, "is shorter than first_wait"),
        ("growth", _is_growth(policy.growth), "is not from 1 to 10"),
        ("send_within", policy.send_within > none, "is not above zero"),
        ("lease", policy.lease > policy.send_within, "is not longer than send_within"),
    )
    return [
        Problem(
            code=f"delivery-{name.replace('_', '-')}",
            place=Place(path=(name,)),
            message=f"{name} {what}",
            remedy=_REMEDIES.get(name, "change it"),
        )
        for name, right, what in checks
        if not right
    ]


def _is_growth(growth: float) -> bool:
    return math.isfinite(growth) and 1.0 <= growth <= _MOST_GROWTH


_REMEDIES: Final = {
    "lease": "make the lease longer, or a second worker could send while the first still does",
}
