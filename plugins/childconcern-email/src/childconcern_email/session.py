"""A mail server made ready: connected, encrypted, verified and logged in, or not used at all."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from childconcern_email.connection import Conversation, Deadline, NoSessionError, connected
from childconcern_email.headers import domain_of
from childconcern_email.settings import MailSettings, Security

__all__ = ["open_session", "verifying_context"]

_READY: Final = 220
_DONE: Final = 250


@contextmanager
def open_session(settings: MailSettings, deadline: Deadline) -> Generator[Conversation, None, None]:
    """Give a conversation to which a message may be entrusted, and end it afterwards.

    Raises:
        NoSessionError: Where the server cannot be reached, is not who it should
            be, offers no encryption or refuses the login. Nothing was sent to
            it but greetings.
    """
    context = None if settings.insecure_loopback else verifying_context(settings.ca_file)
    password = None if settings.username is None else _password(settings)
    connection = connected(settings.host, settings.port, deadline)
    name = settings.ehlo_name or domain_of(settings.sender)
    conversation = Conversation(connection, deadline, name)
    try:
        if reason := _refusal(conversation, settings, context, password):
            raise NoSessionError(reason)
        yield conversation
    finally:
        conversation.goodbye()


def verifying_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return how to speak TLS: version 1.2 or later, with a certificate that must be verified.

    It is built from nothing, because Python's default context would write the
    keys of the connection to a file that the environment names.

    Raises:
        NoSessionError: Where the file of certificates cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is None:
        context.load_default_certs()
        return context
    try:
        context.load_verify_locations(cafile=ca_file)
    except OSError:
        raise NoSessionError("ca-file-unreadable") from None
    return context


def _password(settings: MailSettings) -> str:
    if settings.password_file is not None:
        password = _first_line(settings.password_file)
    else:
        password = os.environ.get(settings.password_env or "", "")
    if not password:
        raise NoSessionError("password-missing")
    if not (password.isascii() and password.isprintable()):
        raise NoSessionError("password-not-ascii")
    return password


def _first_line(file: Path) -> str:
    """Return the file's text without its last line end; nothing where it cannot be read."""
    try:
        return file.read_text("utf-8").removesuffix("\n")
    except (OSError, ValueError):
        return ""


def _refusal(
    conversation: Conversation,
    settings: MailSettings,
    context: ssl.SSLContext | None,
    password: str | None,
) -> str | None:
    """Return why the server cannot be used, or None when it is ready."""
    try:
        return _not_greeted(conversation, settings, context) or _not_logged_in(
            conversation, settings.username, password
        )
    except ssl.SSLCertVerificationError:
        return "certificate-refused"
    except ssl.SSLError:
        return "tls-failed"
    except TimeoutError:
        return "timed-out"
    except OSError:
        return "connection-lost"


def _not_greeted(
    conversation: Conversation, settings: MailSettings, context: ssl.SSLContext | None
) -> str | None:
    if context is not None and settings.security is Security.TLS:
        conversation.secure(context, settings.host)
    code, _ = conversation.getreply()
    if code != _READY:
        return f"greeting-{code}"
    code, _ = conversation.ehlo()
    if code != _DONE:
        return f"ehlo-{code}"
    if context is not None and settings.security is Security.STARTTLS:
        return _not_encrypted(conversation, context, settings.host)
    return None


def _not_encrypted(conversation: Conversation, context: ssl.SSLContext, host: str) -> str | None:
    if not conversation.has_extn("starttls"):
        return "starttls-not-offered"
    code, _ = conversation.docmd("STARTTLS")
    if code != _READY:
        return f"starttls-{code}"
    if conversation.is_out_of_step:
        return "tls-tampered"
    conversation.secure(context, host)
    code, _ = conversation.ehlo()
    return None if code == _DONE else f"ehlo-{code}"


def _not_logged_in(
    conversation: Conversation, username: str | None, password: str | None
) -> str | None:
    if username is None or password is None:
        return None
    try:
        conversation.login(username, password)
    except smtplib.SMTPAuthenticationError as refused:
        return f"auth-{refused.smtp_code}"
    except smtplib.SMTPServerDisconnected:
        return "connection-lost"
    except smtplib.SMTPNotSupportedError:
        return "auth-not-offered"
    except (smtplib.SMTPException, ValueError):
        return "auth-impossible"
    return None
