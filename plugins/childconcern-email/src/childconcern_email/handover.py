"""Handing one message over, and what each way in which that can end means.

Until the server asked for the message, nothing of it has left: a 4xx or a lost
connection is ``NotSent``, a 5xx is ``Rejected``. From the first byte on only the
server's last word counts, and silence is ``Unknown``.
"""

from __future__ import annotations

import re
from typing import Final

from childconcern.submission import Accepted, NotSent, Outcome, Rejected, Unknown
from childconcern_email.connection import Conversation
from childconcern_email.message import Head

__all__ = ["hand_over"]

_DONE: Final = 250
_WILL_FORWARD: Final = 251
_GO_ON: Final = 354
_REFUSED: Final = 400
_CLOSING: Final = 421
_FINAL: Final = 500
_LONGEST_ID: Final = 120
_QUEUED_AS: Final = re.compile(
    rb"\bqueued as ([A-Za-z0-9.-]{1,64})(?![A-Za-z0-9.-])", re.IGNORECASE
)
_LEADING_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


def hand_over(conversation: Conversation, head: Head, message: bytes) -> Outcome:
    """Entrust a message to a server that is ready, and return how that ended; never raise.

    Where some recipients were taken and some refused, the message goes to those
    that were taken, and the outcome is ``Unknown`` with the evidence
    ``partly-refused``: somebody holds it, not everybody does, and a person must see.
    """
    try:
        refused = _invitation(conversation, head, len(message))
    except TimeoutError:
        return NotSent("timed-out")
    except (OSError, ValueError):
        return NotSent("connection-lost")
    if not isinstance(refused, int):
        return refused
    outcome = _entrusted(conversation, head, message)
    return Unknown("partly-refused") if refused and isinstance(outcome, Accepted) else outcome


def _invitation(conversation: Conversation, head: Head, length: int) -> int | Outcome:
    """Bring the server to ask for the message: return the number of refused recipients.

    Where it does not ask, return the outcome.
    """
    size = f" SIZE={length}" if conversation.has_extn("size") else ""
    code, _ = conversation.docmd("MAIL", f"FROM:<{head.sender}>{size}")
    if code != _DONE:
        return _not_taken("sender", code)
    codes = [conversation.docmd("RCPT", f"TO:<{one}>")[0] for one in head.recipients]
    refused = [code for code in codes if code not in {_DONE, _WILL_FORWARD}]
    if len(refused) == len(codes):
        # With one that may yet be taken, trying again is worth it.
        return _not_taken("recipient", min(refused))
    code, _ = conversation.docmd("DATA")
    if code != _GO_ON:
        return _not_taken("data", code)
    if conversation.is_out_of_step:
        # Its next reply could be taken for the one to the message.
        conversation.close()
        return NotSent("out-of-step")
    return len(refused)


def _entrusted(conversation: Conversation, head: Head, message: bytes) -> Outcome:
    """Send the message and return what the server's last word means."""
    try:
        conversation.send(_LEADING_DOT.sub(b"..", message) + b".\r\n")
        code, text = conversation.getreply()
    except Exception:  # noqa: BLE001 - whatever went wrong, the server may hold it
        conversation.close()
        return Unknown("no-reply-to-message")
    if code == _DONE:
        return Accepted(_receipt(head, text))
    if code == _CLOSING:
        # A server that gives up, or a gateway before it, may have passed it on.
        return Unknown("message-421")
    return _not_taken("message", code) if code >= _REFUSED else Unknown(f"message-{code}")


def _not_taken(step: str, code: int) -> NotSent | Rejected:
    """Return what a refusal means: a 5xx is final, and all else may be tried again."""
    refusal = f"{step}-{code}"
    return Rejected(refusal) if code >= _FINAL else NotSent(refusal)


def _receipt(head: Head, text: bytes) -> str:
    """Return our message id, with the server's own where it says one.

    The rest of its reply is left out: a server may repeat what it was sent.
    """
    queued = _QUEUED_AS.search(text)
    own = head.message_id[:_LONGEST_ID]
    return f"{own} queued as {queued[1].decode()}" if queued else own
