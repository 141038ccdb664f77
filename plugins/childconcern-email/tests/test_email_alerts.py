"""Telling who is on duty that a person is needed, and never getting in delivery's way."""

import email
import email.policy
import logging
import socket
import time

import pytest
from attrs import evolve
from email_bench import (
    GONE,
    HOST,
    SILENCE,
    Authority,
    Mailbox,
    Script,
    mail_server,
    scripted_server,
)
from email_requests import DUTY

from childconcern.hooks import Notice
from childconcern.submission import NotSent, Outcome, Rejected, Unknown
from childconcern_email import AlertNotSentError, EmailAlerts
from childconcern_email.message import read_head

NOTICE = Notice(
    reference="CC-2026-000123",
    key="e7431fbfb026c5df4865ebdd8a50b72e",
    destination="front-door",
    state="rejected",
    reason="recipient-550",
)


def test_an_alert_says_which_request_needs_a_person_and_why(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.server) as port:
        config = evolve(DUTY, port=port, insecure_loopback=False, ca_file=authority.ca_file)
        EmailAlerts(config).needs_person(NOTICE)

    (stored,) = mailbox.stored
    message = email.message_from_bytes(stored.content, policy=email.policy.SMTP)
    text = str(message.get_content())
    assert stored.rcpt_tos == ("duty@council.example",)
    assert stored.encrypted
    assert message["Subject"] == "A person is needed CC-2026-000123"
    assert message["Auto-Submitted"] == "auto-generated"
    for said in ("CC-2026-000123", "front-door", "rejected", "recipient-550"):
        assert said in text


@pytest.mark.parametrize(
    "odd",
    [
        "x\r\nBcc: evil@x.example",
        "=?utf-8?q?=0ABcc=3A_evil=40x.example?=",
        "x\u2028y",
        "\ud800",
        "\x00",
        "",
        " " * 500,
        "caf\u00e9",
        "=" * 119 + "=?",
    ],
)
def test_an_alert_goes_out_whatever_it_is_about(odd: str) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        EmailAlerts(evolve(DUTY, port=port)).needs_person(
            Notice(reference=odd, key=odd, destination=odd, state=odd, reason=odd)
        )

    (stored,) = mailbox.stored
    message = email.message_from_bytes(stored.content, policy=email.policy.SMTP)
    assert message["Bcc"] is None
    assert len(message.keys()) == 9


def test_two_alerts_are_never_taken_for_copies_of_one() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        alerts = EmailAlerts(evolve(DUTY, port=port))
        alerts.needs_person(NOTICE)
        alerts.needs_person(evolve(NOTICE, state="needs-person"))

    ids = {read_head(stored.content).message_id for stored in mailbox.stored}
    assert len(ids) == 2


def test_an_alert_that_cannot_go_out_does_not_count_as_told_and_is_an_error_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]

    with pytest.raises(AlertNotSentError) as unsent:
        EmailAlerts(evolve(DUTY, port=port)).needs_person(NOTICE)

    (record,) = caplog.records
    assert unsent.value.outcome == NotSent("connection-refused")
    assert unsent.value.code == "email-alert-not-sent"
    assert record.levelno == logging.ERROR
    assert record.name == "childconcern_email.alerts"
    assert record.getMessage().startswith("CC-2026-000123: no alert by email can be relied on")


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [
        ({".": b"554 no\r\n"}, Rejected("message-554")),
        ({"RCPT": b"550 no\r\n"}, Rejected("recipient-550")),
        ({".": GONE}, Unknown("no-reply-to-message")),
    ],
)
def test_an_alert_that_may_not_have_arrived_does_not_count_as_told(
    replies: dict[str, bytes], outcome: Outcome
) -> None:
    with (
        scripted_server(Script(replies)) as port,
        pytest.raises(AlertNotSentError) as unsent,
    ):
        EmailAlerts(evolve(DUTY, port=port)).needs_person(NOTICE)

    assert unsent.value.outcome == outcome


def test_an_alert_does_not_hold_up_delivery_for_longer_than_it_may() -> None:
    with scripted_server(Script({".": SILENCE})) as port:
        started = time.monotonic()
        with pytest.raises(AlertNotSentError):
            EmailAlerts(evolve(DUTY, port=port, within_seconds=1)).needs_person(NOTICE)
        elapsed = time.monotonic() - started

    assert elapsed < 3
