"""The adapter: a request as one email, sent over an encrypted connection."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from attrs import frozen

from childconcern.problems import Problem
from childconcern.submission import (
    CannotTell,
    Lookup,
    NotSent,
    Outcome,
    Prepared,
    Rejected,
    RequestForService,
    Submission,
    UnrepresentableError,
)
from childconcern_email.config import EmailConfig
from childconcern_email.connection import Deadline, NoSessionError
from childconcern_email.handover import hand_over
from childconcern_email.headers import domain_of, is_header_text
from childconcern_email.message import Head, NotOurMessageError, read_head, write_message
from childconcern_email.session import open_session
from childconcern_email.trouble import trouble
from childconcern_email.wording import message_text

__all__ = ["MEDIA_TYPE", "EmailAdapter"]

MEDIA_TYPE: Final = "message/rfc822"
"""The media type of what the adapter prepares."""

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_DONE: Final = 250


@frozen
class EmailAdapter:
    """Sends requests for service by email, as :class:`EmailConfig` says.

    Mail cannot be searched and is not idempotent. Each attempt sends the same
    bytes with the same Message-ID, by which people and gateways can tell copies.
    """

    config: EmailConfig

    def prepare(self, request: RequestForService, key: str) -> Prepared:
        """Return the whole message, the same bytes every time.

        Its Date is the start of the day of the request in UTC, which is on the
        same day in the United Kingdom: no clock is read.

        Raises:
            UnrepresentableError: Where the reference or the key cannot stand in
                a header, or the text holds what no mail can carry.
        """
        head = self._head(request, key)
        text = message_text(request, key, self.config)
        return Prepared(body=write_message(head, text), media_type=MEDIA_TYPE)

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Send the message, and give up after ``within`` in all.

        What each way to end means is told by :func:`hand_over`. A message that
        was prepared for other recipients than are configured now is
        ``Rejected``, because it must go neither to the old nor unseen.
        """
        try:
            head = read_head(submission.body)
        except NotOurMessageError:
            return Rejected("not-our-message")
        if head.message_id != self._message_id(submission.key):
            return Rejected("key-of-another")
        if (head.sender, head.recipients) != (self.config.sender, self.config.recipients):
            return Rejected("addresses-changed")
        try:
            with open_session(self.config, Deadline.after(within)) as conversation:
                return hand_over(conversation, head, submission.body)
        except NoSessionError as error:
            return NotSent(error.reason)

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:  # noqa: ARG002 - the protocol's
        """Return that nobody can tell: a mailbox cannot be asked."""
        return CannotTell("not-searchable")

    def check(self, *, within: dt.timedelta) -> tuple[Problem, ...]:
        """Return what is wrong with the set-up, found by all steps but sending mail."""
        try:
            with open_session(self.config, Deadline.after(within)) as conversation:
                code, _ = conversation.noop()
        except NoSessionError as error:
            return (trouble(error.reason),)
        except OSError:
            return (trouble("connection-lost"),)
        return () if code == _DONE else (trouble(f"noop-{code}"),)

    def _head(self, request: RequestForService, key: str) -> Head:
        if not is_header_text(request.reference):
            raise UnrepresentableError("the reference", "it may not stand in a header")
        if _KEY.fullmatch(key) is None:
            raise UnrepresentableError("the key", "it may not stand in a header")
        day = dt.datetime.combine(request.on, dt.time(), tzinfo=dt.UTC)
        return Head(
            sender=self.config.sender,
            recipients=self.config.recipients,
            subject=f"{self.config.subject_prefix} {request.reference}",
            date=day,
            message_id=self._message_id(key),
        )

    def _message_id(self, key: str) -> str:
        return f"<{key}@{domain_of(self.config.sender)}>"
