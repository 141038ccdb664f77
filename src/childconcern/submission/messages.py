"""Messages: the exact bytes that are sent, and the key under which they are."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from attrs import frozen

from childconcern.errors import ConcernError

__all__ = ["Prepared", "Submission", "UnrepresentableError", "submission_key"]


class UnrepresentableError(ConcernError):
    """A request holds something that the other side's message cannot carry.

    It is raised before anything is queued, so that the referrer can still mend it.
    """

    code: ClassVar[str] = "unrepresentable"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            f"{where} cannot be put into the message: {reason}",
            remedy="change the answer, or the council's mapping file",
        )
        self.where = where
        self.reason = reason


@frozen(kw_only=True, repr=False)
class Prepared:
    """The exact bytes of a message.

    Attributes:
        body: What is sent, the same at every attempt.
        media_type: Such as ``text/xml; charset=utf-8``.
    """

    body: bytes
    media_type: str

    def __repr__(self) -> str:
        """Hide the message."""
        return f"Prepared({len(self.body)} bytes)"


@frozen(kw_only=True, repr=False)
class Submission:
    """One message to one destination, as it waits in the queue.

    Attributes:
        key: Opaque; the same for the same request and destination, for ever.
        reference: The request's.
        destination: Who receives it.
        adapter: The adapter's name.
        body: What is sent.
        media_type: Of the body.
        attempt: From 1; above 1 the other side may hold it already.
    """

    key: str
    reference: str
    destination: str
    adapter: str
    body: bytes
    media_type: str
    attempt: int = 1

    @property
    def sha256(self) -> str:
        """The SHA-256 of the body, in 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    def __repr__(self) -> str:
        """Show the key and destination, which hold nothing personal, and no more."""
        return f"Submission(key={self.key!r}, destination={self.destination!r}, ...)"


def submission_key(reference: str, destination: str) -> str:
    """Return the key of a request at a destination: opaque, and the same at every call."""
    seed = f"childconcern submission 1\n{reference}\n{destination}"
    return hashlib.sha256(seed.encode()).hexdigest()[:32]
