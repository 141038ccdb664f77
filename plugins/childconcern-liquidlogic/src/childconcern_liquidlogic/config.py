"""The configuration of one case system, and everything that can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from childconcern.errors import ProblemsError
from childconcern.problems import Place, Problem
from childconcern_liquidlogic.connecting import Endpoint, is_loopback
from childconcern_liquidlogic.credentials import Credentials

__all__ = ["LiquidLogicConfig", "SetUpError", "config_problems"]

_LONGEST_WAIT: Final = 600
_MOST_REPLY: Final = 50_000_000


class SetUpError(ProblemsError):
    """The configuration cannot be used, and here is everything that is wrong with it."""

    code = "set-up-unusable"


@frozen(kw_only=True)
class LiquidLogicConfig:
    """One case system, as the configuration file describes it.

    It stores what it is given; :func:`config_problems` says what is wrong with it.

    Attributes:
        url: Where the service is: ``https``, or ``http`` on this machine.
        mapping: The council's mapping file.
        wsdl: The supplier's WSDL; None for the invented sample.
        xsd: The supplier's XSD; given with ``wsdl`` or not at all.
        username: Sent in a UsernameToken header; None for no header.
        password_env: The environment variable that holds the password.
        password_file: The file that holds it; one of the two is given with ``username``.
        ca_file: Certificates to trust instead of the system's.
        connect_seconds: The longest wait for a connection, 1 to 600.
        read_seconds: The longest silence of the other side, 1 to 600.
        most_reply_bytes: A longer reply is not read.
    """

    url: str
    mapping: Path
    wsdl: Path | None = None
    xsd: Path | None = None
    username: str | None = None
    password_env: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    connect_seconds: int = 10
    read_seconds: int = 30
    most_reply_bytes: int = 1_000_000

    @property
    def endpoint(self) -> Endpoint:
        """Where to send, and how long to wait."""
        return Endpoint(
            url=self.url,
            ca_file=self.ca_file,
            connect_seconds=self.connect_seconds,
            read_seconds=self.read_seconds,
            most_reply_bytes=self.most_reply_bytes,
        )

    @property
    def credentials(self) -> Credentials | None:
        """Whose name is sent; None for nobody's."""
        if self.username is None:
            return None
        return Credentials(self.username, self.password_env, self.password_file)


def config_problems(config: LiquidLogicConfig) -> tuple[Problem, ...]:
    """Return what is wrong with a configuration, by key; files are not opened."""
    return tuple(
        Problem(code=code, place=Place(path=(key,)), message=message, remedy=remedy)
        for code, key, message, remedy in _wrong(config)
    )


def _wrong(config: LiquidLogicConfig) -> Iterator[tuple[str, str, str, str]]:
    yield from _wrong_with_url(config.url)
    if (config.wsdl is None) != (config.xsd is None):
        yield "wsdl-and-xsd", "wsdl", "'wsdl' and 'xsd' go together", "give both, or neither"
    passwords = [one for one in (config.password_env, config.password_file) if one is not None]
    if config.username is not None and len(passwords) != 1:
        remedy = "name an environment variable or a file, and only one of them"
        yield "one-password", "username", "a user name needs one place for its password", remedy
    if config.username is None and passwords:
        yield "no-username", "username", "a password needs a user name", "give 'username'"
    for key, seconds in (
        ("connect_seconds", config.connect_seconds),
        ("read_seconds", config.read_seconds),
    ):
        if not 1 <= seconds <= _LONGEST_WAIT:
            yield "out-of-range", key, "these seconds are out of range", "give 1 to 600"
    if not 1 <= config.most_reply_bytes <= _MOST_REPLY:
        remedy = f"give 1 to {_MOST_REPLY}"
        yield "out-of-range", "most_reply_bytes", "this number is out of range", remedy


def _wrong_with_url(url: str) -> Iterator[tuple[str, str, str, str]]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in {"https", "http"} or not host or port == 0 or not plain:
        yield "bad-url", "url", "this is no address of https", "write https://host/path"
        return
    if parts.username is not None or parts.password is not None or parts.fragment:
        message = "an address has no name, password or fragment in it"
        yield "bad-url", "url", message, "use 'username' and 'password_env' or 'password_file'"
    if parts.scheme == "http" and not is_loopback(host):
        message = "plain http would show a child's story to the network"
        yield "plain-http", "url", message, "use https; http is for this machine alone"
