"""What an adapter is: bytes without input or output, then sending and looking up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from attrs import field, frozen

from childconcern.problems import Problem
from childconcern.submission.messages import Prepared, Submission
from childconcern.submission.outcomes import Lookup, Outcome
from childconcern.submission.requests import RequestForService

__all__ = ["API_VERSION", "Adapter", "AdapterSpec", "Capabilities"]

API_VERSION: tuple[int, int] = (1, 0)
"""The version of the adapter protocol; a plugin with another first number is refused."""


class Adapter(Protocol):
    """How requests reach one case system, mailbox or person.

    An adapter never retries by itself and never raises after the first byte
    left: whatever goes wrong from then on is ``Unknown``.
    """

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return the bytes to send: no clock, no network, the same bytes every time.

        Raises:
            UnrepresentableError: Naming the fact that cannot be carried.
        """
        ...

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Send the submission's bytes, and give up after ``within`` in all."""
        ...

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Ask whether the other side holds the submission's key."""
        ...

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Return what is wrong with the set-up; no child's data is sent to find out."""
        ...


@frozen(kw_only=True)
class Capabilities:
    """What the other side can do, as the adapter's author declares.

    Attributes:
        idempotent: The same key twice is stored once.
        searchable: A key can be looked up.
    """

    idempotent: bool = False
    searchable: bool = False


@frozen(kw_only=True)
class AdapterSpec:
    """What a plugin registers: data, from which an application makes adapters.

    Attributes:
        name: As configuration writes it; two plugins cannot share one.
        config_type: An attrs class; its fields are the keys of the configuration.
        factory: Makes an adapter from one such object.
        capabilities: What the other side can do.
        api: The version of the protocol that it was written for.
    """

    name: str
    config_type: type
    factory: Callable[..., Adapter]
    capabilities: Capabilities = field(factory=Capabilities)
    api: tuple[int, int] = API_VERSION
