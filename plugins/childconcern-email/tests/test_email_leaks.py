"""No password and no word of a request in any log, output, error or representation."""

import base64
import datetime as dt
import logging
import traceback

import pytest
from attrs import evolve
from email_bench import (
    GONE,
    PASSWORD,
    SILENCE,
    Authority,
    Mailbox,
    Script,
    mail_server,
    scripted_server,
)
from email_requests import DUTY, FULL, request, submission

from childconcern.hooks import Notice
from childconcern.submission import UnrepresentableError
from childconcern_email import AlertNotSentError, EmailAdapter, EmailAlerts, EmailConfig
from childconcern_email.connection import Deadline, NoSessionError
from childconcern_email.session import open_session

NOTICE = Notice(
    reference="CC-1", key="k", destination="front-door", state="rejected", reason="data-554"
)
SECRETS = ("Zebedee", "Quill", "cheek", "aunt", PASSWORD, "invented pass")
ENCODED = tuple(
    base64.b64encode(secret).decode()
    for secret in (PASSWORD.encode(), f"\0cc\0{PASSWORD}".encode())
)


def assert_silent(shown: str) -> None:
    """Fail where anything secret stands in SHOWN."""
    assert [secret for secret in (*SECRETS, *ENCODED) if secret in shown] == []


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that was logged, but for the servers of the tests, which log what they hear."""
    ours = [record for record in caplog.records if record.name != "mail.log"]
    return "\n".join(logging.Formatter().format(record) for record in ours)


@pytest.mark.parametrize(
    "replies",
    [
        {},
        {"": b"554 no\r\n"},
        {"EHLO": b"odd\r\n"},
        {"MAIL": b"550 no\r\n"},
        {"RCPT": b"550 no\r\n"},
        {"DATA": GONE},
        {".": b"554 Zebedee Quill has a mark on the cheek\r\n"},
        {".": b"250 2.0.0 Ok Zebedee Quill: queued as Zebedee\r\n".replace(b"as Z", b"as\tZ")},
        {".": b"Zebedee Quill\r\n"},
        {".": GONE},
        {".": SILENCE},
    ],
)
def test_no_fault_of_a_server_lets_a_word_of_the_request_out(
    replies: dict[str, bytes],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted_server(Script(replies)) as port:
        adapter = EmailAdapter(evolve(FULL, port=port))
        waiting = submission(adapter)
        outcome = adapter.submit(waiting, within=dt.timedelta(seconds=0.3))
        shown = (adapter, adapter.config, waiting, outcome, adapter.check(within=dt.timedelta(0.1)))

    assert_silent("".join(map(repr, shown)) + "".join(map(str, shown)))
    assert_silent(logged(caplog))
    assert_silent("".join(capfd.readouterr()))


def logging_in(port: int, authority: Authority) -> EmailConfig:
    """Return a configuration with a password."""
    login = evolve(FULL, insecure_loopback=False, username="cc", password_env="CC_MAIL")
    return evolve(login, port=port, ca_file=authority.ca_file)


@pytest.mark.parametrize("known", [PASSWORD, f"{PASSWORD}\u00e9", f"{PASSWORD}\n", f"{PASSWORD}!"])
def test_a_password_is_never_shown(
    known: str,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("CC_MAIL", known)
    shown: list[object] = []
    with mail_server(Mailbox(), starttls=authority.server, login=True) as port:
        adapter = EmailAdapter(logging_in(port, authority))
        shown += [adapter, adapter.submit(submission(adapter), within=dt.timedelta(seconds=5))]
        shown += [adapter.check(within=dt.timedelta(seconds=5))]
        try:
            with open_session(adapter.config, Deadline.after(dt.timedelta(seconds=5))) as session:
                shown += [session, session.debuglevel]
                assert session.debuglevel == 0
        except NoSessionError as error:
            shown += [error, *traceback.format_exception(error)]
            assert_silent(repr(error.__context__))

    assert_silent("".join(map(repr, shown)) + "".join(map(str, shown)))
    assert_silent(logged(caplog))
    assert_silent("".join(capfd.readouterr()))


def test_a_refusal_to_prepare_does_not_show_what_was_refused() -> None:
    with pytest.raises(UnrepresentableError) as refused:
        EmailAdapter(FULL).prepare(request("\r\n".join(SECRETS)), "key")

    assert_silent("".join(traceback.format_exception(refused.value)))


def test_an_alert_that_fails_logs_no_more_than_a_code(
    caplog: pytest.LogCaptureFixture, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("CC_MAIL", f"{PASSWORD}!")
    with mail_server(Mailbox(), starttls=authority.server, login=True) as port:
        login = evolve(DUTY, insecure_loopback=False, username="cc", password_env="CC_MAIL")
        alerts = EmailAlerts(evolve(login, port=port, ca_file=authority.ca_file))
        with pytest.raises(AlertNotSentError) as unsent:
            alerts.needs_person(NOTICE)

    assert_silent("".join(traceback.format_exception(unsent.value)))
    assert "auth-535" in logged(caplog)
    assert_silent(logged(caplog))
