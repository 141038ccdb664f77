"""Sending to real servers on this machine, and every way in which that can end."""

import datetime as dt
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from attrs import evolve
from email_bench import (
    GONE,
    HOST,
    PASSWORD,
    SILENCE,
    Authority,
    Mailbox,
    Script,
    mail_server,
    scripted_server,
)
from email_requests import FULL, NAME, request, submission

from childconcern.submission import (
    Accepted,
    CannotTell,
    NotSent,
    Outcome,
    Rejected,
    Submission,
    Unknown,
)
from childconcern_email import EmailAdapter, EmailConfig, Security

SOON = dt.timedelta(seconds=5)
AT_ONCE = dt.timedelta(seconds=0.2)
FIRST, SECOND = FULL.recipients


def encrypted(config: EmailConfig, port: int, authority: Authority) -> EmailConfig:
    """Return a configuration that trusts the authority of the tests."""
    return evolve(config, port=port, insecure_loopback=False, ca_file=authority.ca_file)


def sent(config: EmailConfig, within: dt.timedelta = SOON) -> Outcome:
    """Return how sending an invented request ended."""
    adapter = EmailAdapter(config)
    return adapter.submit(submission(adapter), within=within)


def test_a_request_arrives_byte_for_byte_over_starttls(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.server) as port:
        outcome = sent(encrypted(FULL, port, authority))

    (stored,) = mailbox.stored
    assert outcome == Accepted(
        "<e7431fbfb026c5df4865ebdd8a50b72e@council.example> queued as 4ABC123"
    )
    assert stored.content == submission(EmailAdapter(FULL)).body
    assert (stored.mail_from, stored.rcpt_tos) == (FULL.sender, FULL.recipients)
    assert stored.encrypted


def test_a_request_arrives_over_tls_from_the_first_byte(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, tls=authority.server) as port:
        outcome = sent(evolve(encrypted(FULL, port, authority), security=Security.TLS))

    assert isinstance(outcome, Accepted)
    assert len(mailbox.stored) == 1


def test_a_request_sent_twice_arrives_as_the_same_bytes() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        outcomes = {sent(evolve(FULL, port=port)) for _ in range(2)}

    first, second = mailbox.stored
    assert len(outcomes) == 1
    assert first.content == second.content


def test_a_server_without_starttls_is_told_nothing_but_greetings(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        outcome = sent(encrypted(FULL, port, authority))

    assert outcome == NotSent("starttls-not-offered")
    assert bytes(mailbox.heard) == b"ehlo council.example\r\nQUIT\r\n"
    assert mailbox.stored == []


def test_a_server_that_refuses_starttls_is_told_nothing_but_greetings(authority: Authority) -> None:
    script = Script({"EHLO": b"250-hello\r\n250 STARTTLS\r\n", "STARTTLS": b"454 not now\r\n"})
    with scripted_server(script) as port:
        outcome = sent(encrypted(FULL, port, authority))

    assert outcome == NotSent("starttls-454")
    assert bytes(script.heard) == b"ehlo council.example\r\nSTARTTLS\r\nQUIT\r\n"


def test_words_slipped_in_before_encryption_end_the_conversation(authority: Authority) -> None:
    slipped_in = b"220 go on\r\n250 AUTH PLAIN\r\n"
    script = Script({"EHLO": b"250-hello\r\n250 STARTTLS\r\n", "STARTTLS": slipped_in})
    with scripted_server(script) as port:
        outcome = sent(encrypted(FULL, port, authority))

    assert outcome == NotSent("tls-tampered")
    assert FULL.sender.encode() not in script.heard


@pytest.mark.parametrize("security", list(Security))
def test_a_server_with_anothers_certificate_gets_no_message(
    authority: Authority, security: Security
) -> None:
    mailbox = Mailbox()
    tls = authority.other_host if security is Security.TLS else None
    starttls = authority.other_host if security is Security.STARTTLS else None
    with mail_server(mailbox, starttls=starttls, tls=tls) as port:
        outcome = sent(evolve(encrypted(FULL, port, authority), security=security))

    assert outcome == NotSent("certificate-refused")
    assert b"MAIL" not in mailbox.heard


def test_a_certificate_that_nobody_vouches_for_is_refused(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.server) as port:
        outcome = sent(evolve(encrypted(FULL, port, authority), ca_file=None))

    assert outcome == NotSent("certificate-refused")
    assert mailbox.stored == []


def test_a_port_without_tls_gets_no_message(authority: Authority) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        outcome = sent(evolve(encrypted(FULL, port, authority), security=Security.TLS))

    assert outcome == NotSent("tls-failed")
    assert b"MAIL" not in mailbox.heard


def test_the_keys_of_the_connection_are_written_nowhere(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    with mail_server(Mailbox(), starttls=authority.server) as port:
        outcome = sent(encrypted(FULL, port, authority))

    assert isinstance(outcome, Accepted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a certificate"])
def test_a_broken_file_of_certificates_trusts_nobody(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "authority.pem"
    if content:
        file.write_bytes(content)

    outcome = sent(evolve(FULL, insecure_loopback=False, ca_file=file))

    assert outcome == NotSent("ca-file-unreadable")


def logging_in(port: int, authority: Authority) -> EmailConfig:
    """Return a configuration that logs in with the password of the environment."""
    with_login = evolve(FULL, insecure_loopback=False, username="cc", password_env="CC_MAIL")
    return encrypted(with_login, port, authority)


@pytest.mark.parametrize("security", list(Security))
def test_a_server_that_wants_a_login_gets_one(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    monkeypatch.setenv("CC_MAIL", PASSWORD)
    mailbox = Mailbox()
    tls = authority.server if security is Security.TLS else None
    starttls = authority.server if security is Security.STARTTLS else None
    with mail_server(mailbox, starttls=starttls, tls=tls, login=True) as port:
        outcome = sent(evolve(logging_in(port, authority), security=security))

    assert isinstance(outcome, Accepted)
    assert b"AUTH " in mailbox.heard
    assert len(mailbox.stored) == 1


def test_a_password_is_read_from_its_file_at_each_attempt(
    authority: Authority, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    with mail_server(Mailbox(), starttls=authority.server, login=True) as port:
        config = evolve(logging_in(port, authority), password_env=None, password_file=file)
        absent = sent(config)
        file.write_text("an older one\n", encoding="utf-8")
        refused = sent(config)
        file.write_text(f"{PASSWORD}\n", encoding="utf-8")
        accepted = sent(config)

    assert (absent, refused) == (NotSent("password-missing"), NotSent("auth-535"))
    assert isinstance(accepted, Accepted)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("wrong", "auth-535"),
        ("", "password-missing"),
        ("caf\u00e9", "password-not-ascii"),
        ("two\nlines", "password-not-ascii"),
    ],
)
def test_a_refused_login_can_be_tried_again_when_it_is_put_right(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, password: str, reason: str
) -> None:
    monkeypatch.setenv("CC_MAIL", password)
    mailbox = Mailbox()
    with mail_server(mailbox, starttls=authority.server, login=True) as port:
        outcome = sent(logging_in(port, authority))

    assert outcome == NotSent(reason)
    assert b"MAIL" not in mailbox.heard


def test_a_login_is_not_left_out_where_the_server_takes_none(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC_MAIL", PASSWORD)
    mailbox = Mailbox()
    with mail_server(mailbox, tls=authority.server) as port:
        outcome = sent(evolve(logging_in(port, authority), security=Security.TLS))

    assert outcome == NotSent("auth-not-offered")
    assert mailbox.stored == []


def test_a_login_in_no_way_that_we_know_is_not_sent(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC_MAIL", PASSWORD)
    known = ("LOGIN", "PLAIN")
    with mail_server(Mailbox(), starttls=authority.server, login=True, without=known) as port:
        outcome = sent(logging_in(port, authority))

    assert outcome == NotSent("auth-impossible")


def test_a_connection_lost_while_logging_in_is_not_sent(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC_MAIL", PASSWORD)
    script = Script({"EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n", "AUTH": GONE})
    with scripted_server(script, authority.server) as port:
        outcome = sent(evolve(logging_in(port, authority), security=Security.TLS))

    assert outcome == NotSent("connection-lost")


def test_some_refused_recipients_are_seen_by_a_person_and_the_rest_have_it() -> None:
    mailbox = Mailbox(refused={SECOND: "550 5.1.1 no such person"})
    with mail_server(mailbox) as port:
        outcome = sent(evolve(FULL, port=port))

    (stored,) = mailbox.stored
    assert outcome == Unknown("partly-refused")
    assert stored.rcpt_tos == (FIRST,)


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (("550 no", "551 no"), Rejected("recipient-550")),
        (("550 no", "450 later"), NotSent("recipient-450")),
        (("452 full", "451 later"), NotSent("recipient-451")),
    ],
)
def test_with_no_recipient_taken_nothing_is_sent(
    replies: tuple[str, str], expected: Outcome
) -> None:
    mailbox = Mailbox(refused=dict(zip(FULL.recipients, replies, strict=True)))
    with mail_server(mailbox) as port:
        outcome = sent(evolve(FULL, port=port))

    assert outcome == expected
    assert b"DATA" not in mailbox.heard


def test_a_partly_refused_message_that_is_then_refused_is_held_by_nobody() -> None:
    mailbox = Mailbox(refused={SECOND: "550 no such person"}, last_word="554 5.7.1 no")
    with mail_server(mailbox) as port:
        outcome = sent(evolve(FULL, port=port))

    assert outcome == Rejected("message-554")


MESSAGE_ID = "<e7431fbfb026c5df4865ebdd8a50b72e@council.example>"
LONG_LINE = b"250 " + b"x" * 70_000 + b"\r\n"
ENDLESS = b"250-x\r\n" * 20_000


@pytest.mark.parametrize(
    ("command", "reply", "expected", "left"),
    [
        ("", b"554 not you\r\n", NotSent("greeting-554"), False),
        ("", b"hello\r\n", NotSent("connection-lost"), False),
        ("", GONE, NotSent("connection-lost"), False),
        ("EHLO", b"502 what\r\n", NotSent("ehlo-502"), False),
        ("EHLO", LONG_LINE, NotSent("connection-lost"), False),
        ("EHLO", ENDLESS, NotSent("connection-lost"), False),
        ("MAIL", b"550 no\r\n", Rejected("sender-550"), False),
        ("MAIL", b"451 later\r\n", NotSent("sender-451"), False),
        ("MAIL", b"552 too big\r\n", Rejected("sender-552"), False),
        ("RCPT", b"421 closing\r\n", NotSent("recipient-421"), False),
        ("RCPT", b"252 perhaps\r\n", NotSent("recipient-252"), False),
        ("RCPT", GONE, NotSent("connection-lost"), False),
        ("DATA", b"554 no\r\n", Rejected("data-554"), False),
        ("DATA", b"451 later\r\n", NotSent("data-451"), False),
        ("DATA", b"250 odd\r\n", NotSent("data-250"), False),
        ("DATA", GONE, NotSent("connection-lost"), False),
        ("DATA", b"354 go on\r\n250 taken already\r\n", NotSent("out-of-step"), False),
        (".", b"250\r\n", Accepted(MESSAGE_ID), True),
        (
            ".",
            b"250-2.0.0\r\n250 Ok\r\n",
            Accepted(MESSAGE_ID),
            True,
        ),
        (".", b"451 later\r\n", NotSent("message-451"), True),
        (".", b"554 no\r\n", Rejected("message-554"), True),
        (".", b"421 closing\r\n", Unknown("message-421"), True),
        (".", b"251 odd\r\n", Unknown("message-251"), True),
        (".", b"354 odd\r\n", Unknown("message-354"), True),
        (".", b"\r\n250 Ok\r\n", Unknown("no-reply-to-message"), True),
        (".", b"25\r\n", Unknown("no-reply-to-message"), True),
        (".", b"250-half\r\n550 other half\r\n", Unknown("no-reply-to-message"), True),
        (".", b"650 odd\r\n", Unknown("no-reply-to-message"), True),
        (".", b"\xff\xfe\x00\r\n", Unknown("no-reply-to-message"), True),
        (".", LONG_LINE, Unknown("no-reply-to-message"), True),
        (".", GONE, Unknown("no-reply-to-message"), True),
        ("QUIT", b"500 odd\r\n", Accepted(MESSAGE_ID), True),
        ("QUIT", GONE, Accepted(MESSAGE_ID), True),
    ],
)
def test_each_reply_has_one_meaning(
    command: str, reply: bytes, expected: Outcome, *, left: bool
) -> None:
    script = Script({command: reply})
    with scripted_server(script) as port:
        outcome = sent(evolve(FULL, port=port))

    assert outcome == expected
    assert (NAME.encode() in script.heard) is left


def test_a_message_stored_without_a_reply_in_time_is_unknown() -> None:
    mailbox = Mailbox(seconds=30)
    with mail_server(mailbox) as port:
        started = time.monotonic()
        outcome = sent(evolve(FULL, port=port), AT_ONCE)
        elapsed = time.monotonic() - started

    assert outcome == Unknown("no-reply-to-message")
    assert len(mailbox.stored) == 1
    assert elapsed < 2


@pytest.mark.parametrize(
    ("command", "reply", "expected"),
    [
        ("", b"220 " + b"ready " * 20 + b"\r\n", NotSent("timed-out")),
        ("EHLO", b"250-x\r\n" * 20 + b"250 x\r\n", NotSent("timed-out")),
        ("MAIL", b"250 " + b"x" * 100 + b"\r\n", NotSent("timed-out")),
        (".", b"250 " + b"x" * 100 + b"\r\n", Unknown("no-reply-to-message")),
    ],
)
def test_a_reply_that_trickles_in_does_not_outlast_the_deadline(
    command: str, reply: bytes, expected: Outcome
) -> None:
    with scripted_server(Script({command: reply}, slow=command)) as port:
        started = time.monotonic()
        outcome = sent(evolve(FULL, port=port), AT_ONCE)
        elapsed = time.monotonic() - started

    assert outcome == expected
    assert elapsed < 2


@pytest.mark.parametrize("command", ["", "EHLO", "MAIL", "RCPT", "DATA"])
def test_silence_before_the_message_is_not_sent(command: str) -> None:
    with scripted_server(Script({command: SILENCE})) as port:
        outcome = sent(evolve(FULL, port=port), AT_ONCE)

    assert outcome == NotSent("timed-out")


def test_a_handshake_that_hangs_is_not_sent(authority: Authority) -> None:
    with socket.create_server((HOST, 0)) as listening:
        config = encrypted(FULL, listening.getsockname()[1], authority)
        outcome = sent(evolve(config, security=Security.TLS), AT_ONCE)

    assert outcome == NotSent("timed-out")


def test_a_goodbye_that_hangs_does_not_spoil_a_receipt() -> None:
    with scripted_server(Script({"QUIT": SILENCE})) as port:
        outcome = sent(evolve(FULL, port=port), AT_ONCE)

    assert isinstance(outcome, Accepted)


def test_a_port_where_nobody_listens_is_not_sent() -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]

    assert sent(evolve(FULL, port=port)) == NotSent("connection-refused")


def test_an_address_where_no_server_can_be_is_not_sent() -> None:
    everybody = evolve(FULL, insecure_loopback=False, host="255.255.255.255")

    assert sent(everybody) == NotSent("unreachable")


def test_a_server_that_takes_no_more_connections_is_not_sent() -> None:
    with socket.create_server((HOST, 0), backlog=0) as listening, ExitStack() as waiting:
        port = listening.getsockname()[1]
        for _ in range(3):
            crowd = waiting.enter_context(socket.socket())
            crowd.setblocking(False)  # noqa: FBT003 - socket's own signature
            crowd.connect_ex((HOST, port))

        assert sent(evolve(FULL, port=port), AT_ONCE) == NotSent("connect-timed-out")


def test_a_name_that_nobody_has_is_not_sent() -> None:
    config = evolve(FULL, insecure_loopback=False, host="mail.invalid")

    outcome = sent(config, dt.timedelta(seconds=1))

    assert outcome in {NotSent("name-not-found"), NotSent("name-lookup-timed-out")}


def test_no_time_at_all_is_not_sent() -> None:
    assert isinstance(sent(FULL, dt.timedelta()), NotSent)


def test_a_story_cannot_end_the_message_and_start_another() -> None:
    story = (
        ".\r\n.\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<evil@x.example>\r\nDATA\r\n..\nFrom here"
    )
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        adapter = EmailAdapter(evolve(FULL, port=port, what_to_do=".\n..\n.x"))
        smuggling = submission(adapter, request(story=story))
        adapter.submit(smuggling, within=SOON)

    (stored,) = mailbox.stored
    assert stored.content == smuggling.body
    assert b"\r\n.\r\n" in smuggling.body


def test_a_message_for_other_addresses_than_are_configured_now_goes_to_nobody() -> None:
    script = Script()
    with scripted_server(script) as port:
        prepared = submission(EmailAdapter(FULL))
        moved = evolve(FULL, port=port, recipients=("new-front-door@council.example",))
        renamed = evolve(FULL, port=port, sender="other@council.example")
        outcomes = [EmailAdapter(one).submit(prepared, within=SOON) for one in (moved, renamed)]

    assert outcomes == [Rejected("addresses-changed"), Rejected("addresses-changed")]
    assert bytes(script.heard) == b""


def test_a_message_under_the_key_of_another_goes_to_nobody() -> None:
    adapter = EmailAdapter(FULL)
    swapped = evolve(submission(adapter), key="0" * 32)

    assert adapter.submit(swapped, within=SOON) == Rejected("key-of-another")


def test_bytes_that_are_no_message_of_ours_go_to_nobody() -> None:
    adapter = EmailAdapter(FULL)
    damaged = evolve(
        submission(adapter), body=b"Bcc: evil@x.example\r\n" + submission(adapter).body
    )

    assert adapter.submit(damaged, within=SOON) == Rejected("not-our-message")


def test_a_mailbox_cannot_be_searched() -> None:
    adapter = EmailAdapter(FULL)
    waiting: Submission = submission(adapter)

    assert adapter.lookup(waiting, within=SOON) == CannotTell("not-searchable")
