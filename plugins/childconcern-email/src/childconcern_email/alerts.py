"""An observer that sends a short email to who is on duty when a person is needed."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from typing import ClassVar, Final

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern.hooks import Notice
from childconcern.submission import Accepted, NotSent, Outcome, Rejected, Unknown
from childconcern_email.config import EmailAlertsConfig
from childconcern_email.connection import Deadline, NoSessionError
from childconcern_email.handover import hand_over
from childconcern_email.headers import domain_of, shown
from childconcern_email.message import Head, write_message
from childconcern_email.session import open_session

__all__ = ["AlertNotSentError", "EmailAlerts"]

_log: Final = logging.getLogger(__name__)


class AlertNotSentError(ConcernError):
    """An alert may not have reached who is on duty.

    Attributes:
        outcome: How sending it ended.
    """

    code: ClassVar[str] = "email-alert-not-sent"

    def __init__(self, outcome: NotSent | Rejected | Unknown) -> None:
        super().__init__(
            f"no alert by email can be relied on: {outcome}",
            remedy="put the mail server or the settings right; the alert is sent again",
        )
        self.outcome = outcome


@frozen
class EmailAlerts:
    """Tells people by email that a request needs one of them, as :class:`EmailAlertsConfig` says.

    The message holds only what a notice holds, which is nothing personal.
    """

    config: EmailAlertsConfig

    def needs_person(self, notice: Notice) -> None:
        """Send one alert.

        Raises:
            AlertNotSentError: Where it may not have gone out, so that it does
                not count as told and is sent again; it is also in the log.
        """
        outcome = self._sent(notice)
        if not isinstance(outcome, Accepted):
            error = AlertNotSentError(outcome)
            _log.error("%s: %s", shown(notice.reference), error)
            raise error

    def _sent(self, notice: Notice) -> Outcome:
        now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
        head = self._head(notice, now)
        message = write_message(head, _text(notice))
        deadline = Deadline.after(dt.timedelta(seconds=self.config.within_seconds))
        try:
            with open_session(self.config, deadline) as conversation:
                return hand_over(conversation, head, message)
        except NoSessionError as error:
            return NotSent(error.reason)

    def _head(self, notice: Notice, now: dt.datetime) -> Head:
        # With the time in it: the same alert an hour later is no copy that a gateway may drop.
        seed = f"{now.isoformat()}\n{notice.key}\n{notice.state}\n{notice.reason}"
        unique = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:32]
        return Head(
            sender=self.config.sender,
            recipients=self.config.recipients,
            subject=f"{self.config.subject_prefix} {shown(notice.reference)}",
            date=now,
            message_id=f"<alert-{unique}@{domain_of(self.config.sender)}>",
        )


def _text(notice: Notice) -> str:
    particulars = (
        f"Reference: {shown(notice.reference)}",
        f"Destination: {shown(notice.destination)}",
        f"State: {shown(notice.state)}",
        f"Reason: {shown(notice.reason)}",
        f"Key: {shown(notice.key)}",
    )
    return (
        "A request for service did not get through by itself, and a person is needed now.\n\n"
        + "\n".join(particulars)
        + "\n\nFind the request by its reference, make sure that its destination has it, and\n"
        "record what you did. Nobody reads replies to this message.\n"
    )
