"""Finding out what is wrong with the set-up without sending anything."""

import datetime as dt

import pytest
from attrs import evolve
from email_bench import PASSWORD, Authority, Mailbox, Script, mail_server, scripted_server
from email_requests import FULL

from childconcern.problems import Severity
from childconcern_email import EmailAdapter
from childconcern_email.trouble import trouble

SOON = dt.timedelta(seconds=5)

REASONS = {
    "name-not-found": "host",
    "name-lookup-timed-out": "host",
    "connect-timed-out": "port",
    "connection-refused": "port",
    "unreachable": "host",
    "greeting-554": "host",
    "ehlo-502": "ehlo_name",
    "starttls-not-offered": "security",
    "starttls-454": "security",
    "tls-tampered": "host",
    "tls-failed": "security",
    "certificate-refused": "ca_file",
    "ca-file-unreadable": "ca_file",
    "password-missing": "username",
    "password-not-ascii": "username",
    "auth-535": "username",
    "auth-not-offered": "username",
    "auth-impossible": "username",
    "timed-out": "host",
    "connection-lost": "host",
    "noop-502": "host",
}


@pytest.mark.parametrize(("reason", "key"), REASONS.items())
def test_every_reason_names_a_setting_and_what_to_do(reason: str, key: str) -> None:
    problem = trouble(reason)

    assert problem.code == f"email-{reason}"
    assert problem.place.path == ("email", key)
    assert problem.remedy
    assert problem.severity is Severity.ERROR


def test_a_sound_set_up_has_no_problem_and_sends_no_mail(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC_MAIL", PASSWORD)
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.server, login=True) as port:
        login = evolve(FULL, insecure_loopback=False, username="cc", password_env="CC_MAIL")
        config = evolve(login, port=port, ca_file=authority.ca_file)
        problems = EmailAdapter(config).check(within=SOON)

    assert problems == ()
    assert mailbox.heard.endswith(b"noop\r\nQUIT\r\n")
    assert b"MAIL" not in mailbox.heard


@pytest.mark.parametrize(
    ("reply", "code"),
    [(b"502 what\r\n", "email-noop-502"), (b"odd\r\n", "email-connection-lost")],
)
def test_a_server_that_takes_no_command_is_a_problem(reply: bytes, code: str) -> None:
    with scripted_server(Script({"NOOP": reply})) as port:
        (problem,) = EmailAdapter(evolve(FULL, port=port)).check(within=SOON)

    assert problem.code == code


def test_a_certificate_that_nobody_vouches_for_is_a_problem(authority: Authority) -> None:
    with mail_server(Mailbox(), starttls=authority.server) as port:
        config = evolve(FULL, port=port, insecure_loopback=False)
        (problem,) = EmailAdapter(config).check(within=SOON)

    assert problem.code == "email-certificate-refused"
