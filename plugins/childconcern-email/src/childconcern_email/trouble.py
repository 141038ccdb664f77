"""Why a mail server could not be used, said so that somebody can put it right."""

from __future__ import annotations

from typing import Final

from childconcern.problems import Place, Problem

__all__ = ["trouble"]

_REMEDIES: Final[dict[str, tuple[str, str]]] = {
    "name-not-found": ("host", "check the name, and whether this machine can look names up"),
    "name-lookup-timed-out": ("host", "check whether this machine can look names up"),
    "connect-timed-out": ("port", "check host, port and the firewall between"),
    "connection-refused": ("port", "check host and port: nothing listens there"),
    "unreachable": ("host", "check the network between this machine and the mail server"),
    "greeting": ("host", "ask who runs the mail server whether it serves this machine"),
    "ehlo": ("ehlo_name", "ask who runs the mail server which name it wants"),
    "starttls-not-offered": ("security", 'use a server or port with STARTTLS, or security = "tls"'),
    "starttls": ("security", "ask who runs the mail server why it refuses STARTTLS"),
    "tls-tampered": ("host", "something between changes the conversation: ask network security"),
    "tls-failed": ("security", "check port, and that the server speaks TLS 1.2 or later"),
    "certificate-refused": ("ca_file", "check host against the certificate, and who issued that"),
    "ca-file-unreadable": ("ca_file", "write the path of a file of certificates in PEM"),
    "password-missing": ("username", "put the password where password_env or password_file says"),
    "password-not-ascii": ("username", "set a password of printable ASCII and one line"),
    "auth": ("username", "check username and password with who runs the mail server"),
    "auth-not-offered": ("username", "leave username out, or use the port that takes logins"),
    "auth-impossible": ("username", "ask who runs the mail server to offer PLAIN or LOGIN"),
    "timed-out": ("host", "try again; ask who runs the mail server why it is slow"),
    "connection-lost": ("host", "try again; check that host and port are a mail server's"),
    "noop": ("host", "ask who runs the mail server why it takes no commands"),
}


def trouble(reason: str) -> Problem:
    """Return the problem behind a code such as ``auth-535``: the setting, and what to do."""
    known = reason if reason in _REMEDIES else reason.rpartition("-")[0]
    key, remedy = _REMEDIES[known]
    return Problem(
        code=f"email-{reason}",
        place=Place(path=("email", key)),
        message="the mail server cannot be used as it is set up",
        remedy=remedy,
    )
