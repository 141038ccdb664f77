"""What can go wrong on the way to a case system, by name, to be played on demand."""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from childconcern.errors import ConcernError

__all__ = ["FAULTS", "ArmedFault", "Script", "UnknownFaultError", "armed_faults"]

FAULTS: Final[Mapping[str, str]] = {
    "drop": "says nothing and hangs up; nothing is stored",
    "hang": "says nothing and keeps the line open; nothing is stored",
    "busy-html": "answers 503 with a page; nothing is stored",
    "login-page": "answers 200 with a page to sign in; nothing is stored",
    "redirect": "answers 307 and points elsewhere; nothing is stored",
    "permanent-fault": "answers with a fault that will stay; nothing is stored",
    "retryable-fault": "answers with a fault that will pass; nothing is stored",
    "unknown-fault": "answers with a fault that the contract does not know; nothing is stored",
    "not-http": "answers with something that is no HTTP; nothing is stored",
    "store-then-hang": "stores, says nothing and keeps the line open",
    "store-then-drop": "stores, says nothing and hangs up",
    "slow-drip": "stores, and answers a byte at a time, from the first header on",
    "truncated-xml": "stores, and answers with half a reply",
    "cut-short": "stores, announces a whole reply, sends half of it and hangs up",
    "empty-body": "stores, and answers 200 with nothing",
    "empty-soap-body": "stores, and answers with an envelope around nothing",
    "no-receipt": "stores, and answers without a reference",
    "another-key": "stores, and answers about another key",
    "foreign-namespace": "stores, and answers in another contract's words",
    "document-type": "stores, and answers with a document type full of entities",
    "deep-nesting": "stores, and answers with elements a hundred thousand deep",
    "huge-reply": "stores, and never stops answering",
}
"""Each fault, and what the simulator does."""

_FORM: Final = re.compile(r"(find/)?([a-z-]+)(?:\*([1-9][0-9]{0,3}))?")


class UnknownFaultError(ConcernError):
    """A fault was asked for that the simulator cannot play."""

    code = "unknown-fault"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"the simulator has no fault {text!r}",
            remedy=f"write NAME, NAME*3 or find/NAME with one of: {', '.join(FAULTS)}",
        )


@frozen
class ArmedFault:
    """A fault that waits for its request.

    Attributes:
        name: One of :data:`FAULTS`.
        find: It is for a look-up, and not for a submission.
    """

    name: str
    find: bool = False


def armed_faults(text: str) -> tuple[ArmedFault, ...]:
    """Return the faults that ``NAME``, ``NAME*3`` or ``find/NAME`` asks for.

    Raises:
        UnknownFaultError: There is no such fault.
    """
    found = _FORM.fullmatch(text)
    if found is None or found[2] not in FAULTS:
        raise UnknownFaultError(text)
    return (ArmedFault(found[2], bool(found[1])),) * int(found[3] or 1)


@define
class Script:
    """The faults still to be played: each request takes the next one of its sort."""

    _waiting: deque[ArmedFault] = field(factory=deque[ArmedFault])
    _lock: threading.Lock = field(factory=threading.Lock)

    def arm(self, text: str) -> None:
        """Add faults at the end.

        Raises:
            UnknownFaultError: There is no such fault.
        """
        faults = armed_faults(text)
        with self._lock:
            self._waiting.extend(faults)

    def next_fault(self, *, find: bool) -> str | None:
        """Take the next fault for a look-up or for a submission; None for a good answer."""
        with self._lock:
            for fault in self._waiting:
                if fault.find is find:
                    self._waiting.remove(fault)
                    return fault.name
        return None
