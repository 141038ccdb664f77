"""What a store must do so that nothing is lost, as types for those who write one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from attrs import frozen

from childconcern.delivery.records import Attempt, Claim, Contact, Standing
from childconcern.submission import API_VERSION, RequestForService, Submission

__all__ = [
    "Outbox",
    "Queue",
    "StoreSpec",
]


class Queue(Protocol):
    """What a worker needs of a store."""

    def claim(
        self,
        *,
        owner: str,
        now: dt.datetime,
        lease: dt.timedelta,
        due: dt.datetime | None = None,
    ) -> Claim | None:
        """Hold one submission that is due by ``due`` (``now`` if left out); None for none.

        No two workers ever hold one at a time by the same clock. A lease that
        ran out is due again. It is on disk before this returns.
        """
        ...

    def record(self, claim: Claim, attempt: Attempt) -> None:
        """Write down a step and let go of the submission, both or neither.

        Raises:
            StaleLeaseError: If owner and number are not those of the lease that
                stands; then nothing is written.
        """
        ...


class Outbox(Queue, Protocol):
    """A durable queue of submissions, and the contacts they came from."""

    def put(
        self, request: RequestForService, submissions: tuple[Submission, ...], *, now: dt.datetime
    ) -> tuple[Standing, ...]:
        """Keep a request and queue its submissions, all or nothing; return where each stands.

        The same again changes nothing.

        Raises:
            ConflictError: If other bytes are kept under a key, or another
                concern or decision under the reference.
        """
        ...

    def standing(self, key: str) -> Standing | None:
        """Return where a submission stands; None where there is none of that key."""
        ...

    def standings(self, reference: str) -> tuple[Standing, ...]:
        """Return where a request's submissions stand, in the order of being put."""
        ...

    def overdue(self, *, older_than: dt.timedelta, now: dt.datetime) -> tuple[Standing, ...]:
        """Return what was put longer ago than that and has no receipt, oldest first.

        Any process can ask: a dead worker cannot report itself.
        """
        ...

    def calls(self) -> tuple[Standing, ...]:
        """Return every submission for which a person is called, oldest first."""
        ...

    def untold(self) -> tuple[Standing, ...]:
        """Return those calls of which nobody has been told yet, oldest first.

        A call that changed its reason has not been told.
        """
        ...

    def told(self, standing: Standing, *, now: dt.datetime) -> None:
        """Write down that somebody was told of the call that ``standing`` speaks of.

        Write it after telling: who dies in between tells again, and nobody is
        forgotten. It does nothing where another call stands by now.
        """
        ...

    def contact(self, reference: str) -> Contact | None:
        """Return what was said and decided; None where nothing is kept of it."""
        ...

    def send_again(self, key: str, *, by: str, now: dt.datetime) -> None:
        """Queue what was rejected or needs a person once more, because a person says so.

        Raises:
            NotStandingSoError: If it is neither, or its bytes are not there.
        """
        ...

    def settle(self, key: str, *, receipt: str, by: str, now: dt.datetime) -> None:
        """Count what was rejected or needs a person as accepted, because a person has a receipt.

        Raises:
            NotStandingSoError: If it is neither, or the receipt is none.
        """
        ...

    def answer(self, key: str, *, by: str, now: dt.datetime) -> None:
        """End the call for a person about what is accepted or still being tried.

        Raises:
            NotStandingSoError: If nobody is called, or it would be left to nobody.
        """
        ...

    def erase_payloads(self, *, settled_before: dt.datetime) -> int:
        """Erase the bytes of what was accepted before then; return how many.

        Keys, hashes, times, receipts and contacts stay.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


@frozen(kw_only=True)
class StoreSpec:
    """What a plugin registers: data, from which an application opens an outbox.

    Attributes:
        name: As configuration writes it; two plugins cannot share one.
        config_type: An attrs class; its fields are the keys of the configuration.
        factory: Opens an outbox from one such object.
        api: The version of the protocol that it was written for.
    """

    name: str
    config_type: type
    factory: Callable[..., Outbox]
    api: tuple[int, int] = API_VERSION
