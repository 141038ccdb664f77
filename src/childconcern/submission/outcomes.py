"""How sending can end. A time-out is ``Unknown``, because the other side may hold it."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from attrs import frozen

__all__ = [
    "Absent",
    "Accepted",
    "CannotTell",
    "Found",
    "Lookup",
    "NotSent",
    "Outcome",
    "Rejected",
    "Unknown",
]


@frozen
class Accepted:
    """The other side holds it and said so.

    Attributes:
        receipt: Its own reference; never empty.
    """

    receipt: str


@frozen
class Rejected:
    """The other side refused it and holds nothing; sending it again changes nothing.

    Attributes:
        code: The other side's, or ours where it gave none.
    """

    code: str


@frozen
class NotSent:
    """The other side holds nothing, because nothing left or it was turned away; try again.

    Attributes:
        reason: A code such as ``connection-refused``.
        retry_after: How long the other side asked us to wait.
    """

    reason: str
    retry_after: dt.timedelta | None = None


@frozen
class Unknown:
    """Something was sent and no answer can be relied on: the other side may hold it.

    Attributes:
        evidence: A code such as ``read-timeout``; never a part of the message.
    """

    evidence: str


Outcome: TypeAlias = Accepted | Rejected | NotSent | Unknown
"""How one attempt to send ended."""


@frozen
class Found:
    """The other side holds it, under this receipt."""

    receipt: str


@frozen
class Absent:
    """The other side was asked and holds nothing under the key."""


@frozen
class CannotTell:
    """The other side could not be asked, or its answer settles nothing.

    Attributes:
        reason: A code such as ``not-searchable``.
    """

    reason: str


Lookup: TypeAlias = Found | Absent | CannotTell
"""What looking up a key showed."""
