"""What adapters bring back, checked before anybody believes it.

Adapters are written by others. What one returns is taken for ``Unknown`` unless
it is what the protocol allows, and a code that does not look like one is
replaced, because codes are kept and logged and may hold no child's words.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, TypeGuard, assert_never

from childconcern.submission import (
    Absent,
    Accepted,
    CannotTell,
    Found,
    Lookup,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)

__all__ = [
    "ADAPTER_RAISED",
    "LEASE_EXPIRED",
    "NOT_AN_OUTCOME",
    "NOT_SET_UP",
    "NO_RECEIPT",
    "NO_TIME_LEFT",
    "UNFIT_CODE",
    "checked_lookup",
    "checked_outcome",
    "evidence_code",
    "is_receipt",
    "result_name",
]

ADAPTER_RAISED: Final = "adapter-raised"
"""The adapter failed with an error of its own."""

LEASE_EXPIRED: Final = "lease-expired"
"""A worker held the submission and was heard of no more."""

NOT_AN_OUTCOME: Final = "not-an-outcome"
"""The adapter returned something else than an outcome."""

NOT_SET_UP: Final = "not-set-up"
"""No adapter is configured for the destination, or another than the bytes were made for."""

NO_RECEIPT: Final = "no-receipt"
"""The other side said yes without a receipt."""

NO_TIME_LEFT: Final = "no-time-left"
"""The lease ended before anything could be sent."""

UNFIT_CODE: Final = "unfit-code"
"""The adapter gave a code that may hold more than a code."""


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_LONGEST_RECEIPT: Final = 200


def is_receipt(receipt: object) -> TypeGuard[str]:
    """Return whether it can be another system's reference: 1 to 200 printable characters."""
    return (
        isinstance(receipt, str)
        and receipt.isprintable()
        and len(receipt.strip()) >= 1
        and len(receipt) <= _LONGEST_RECEIPT
    )


def checked_outcome(outcome: object) -> Outcome:
    """Return an outcome that can be relied on; ``Unknown`` where it cannot."""
    match outcome:
        case Accepted(receipt):
            return outcome if is_receipt(receipt) else Unknown(NO_RECEIPT)
        case Rejected(code):
            return Rejected(_code(code))
        case NotSent(reason, retry_after):
            return NotSent(_code(reason), _wait(retry_after))
        case Unknown(code):
            return Unknown(_code(code))
        case _:
            return Unknown(NOT_AN_OUTCOME)


def checked_lookup(lookup: object) -> Lookup:
    """Return a look-up's answer that can be relied on; ``CannotTell`` where it cannot."""
    match lookup:
        case Found(receipt):
            return lookup if is_receipt(receipt) else CannotTell(NO_RECEIPT)
        case Absent():
            return lookup
        case CannotTell(reason):
            return CannotTell(_code(reason))
        case _:
            return CannotTell(NOT_AN_OUTCOME)


def evidence_code(result: Outcome | Lookup) -> str | None:
    """Return the code that a result brought with it, as a log may keep it; None for none."""
    match result:
        case Rejected(code) | NotSent(code) | Unknown(code) | CannotTell(code):
            return _code(code)
        case Accepted() | Found() | Absent():
            return None
        case _:
            assert_never(result)


_NAMES: Final[dict[type, str]] = {
    Accepted: "accepted",
    Rejected: "rejected",
    NotSent: "not-sent",
    Unknown: "unknown",
    Found: "found",
    Absent: "absent",
    CannotTell: "cannot-tell",
}


def result_name(result: Outcome | Lookup) -> str:
    """Return a result's stable name, such as ``not-sent``."""
    return _NAMES[type(result)]


def _code(code: object) -> str:
    return code if isinstance(code, str) and _CODE.fullmatch(code) else UNFIT_CODE


def _wait(retry_after: object) -> dt.timedelta | None:
    return retry_after if isinstance(retry_after, dt.timedelta) else None
