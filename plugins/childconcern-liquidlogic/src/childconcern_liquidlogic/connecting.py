"""Reaching the other side: name, socket, TLS. Until that is done, nothing has been sent."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern_liquidlogic.deadline import Deadline, DeadlinePassedError

__all__ = ["Endpoint", "NotReachedError", "is_loopback", "open_connection"]

_Addresses: TypeAlias = list[tuple[int, tuple[object, ...]]]

_HTTPS_PORT: Final = 443
_HTTP_PORT: Final = 80


class NotReachedError(ConcernError):
    """No connection was made, so nothing was sent.

    Attributes:
        reason: A code such as ``connection-refused``.
    """

    code = "not-reached"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the case system was not reached: {reason}",
            remedy="look at the address, the network and the certificate",
        )
        self.reason = reason


@frozen(kw_only=True)
class Endpoint:
    """Where the service is, and how long to wait for it.

    Attributes:
        url: Of ``https``, or of ``http`` on this machine.
        ca_file: Certificates to trust instead of the system's; None for the system's.
        connect_seconds: The longest wait for a connection.
        read_seconds: The longest silence.
        most_reply_bytes: A longer reply is not read.
    """

    url: str
    ca_file: Path | None = None
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    most_reply_bytes: int = 1_000_000

    @property
    def is_tls(self) -> bool:
        """Whether the address is of ``https``."""
        return urlsplit(self.url).scheme == "https"

    @property
    def host(self) -> str:
        """The host's name or number."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port, with the scheme's own where none is given."""
        return urlsplit(self.url).port or (_HTTPS_PORT if self.is_tls else _HTTP_PORT)

    @property
    def target(self) -> str:
        """What stands in the request line."""
        parts = urlsplit(self.url)
        return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine: ``localhost`` or a loopback number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def open_connection(endpoint: Endpoint, deadline: Deadline) -> socket.socket:
    """Return a connected socket, behind a checked certificate for ``https``.

    Raises:
        NotReachedError: With the reason; nothing was sent.
    """
    try:
        # A certificate file that is missing or broken is found before anybody is called.
        trusted = _trusted(endpoint) if endpoint.is_tls else None
        plain = _connected(endpoint, deadline)
        return plain if trusted is None else _secured(plain, trusted, endpoint, deadline)
    except DeadlinePassedError:
        raise NotReachedError("no-time-left") from None


def _trusted(endpoint: Endpoint) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(
            cafile=None if endpoint.ca_file is None else str(endpoint.ca_file)
        )
    except (OSError, ssl.SSLError):
        raise NotReachedError("ca-file-unusable") from None
    # A debugging habit of the environment may not write the session's secrets to a file.
    context.keylog_filename = None  # type: ignore[assignment]  # which is how it is unset
    return context


def _connected(endpoint: Endpoint, deadline: Deadline) -> socket.socket:
    reason = "name-not-found"
    for family, address in _addresses(endpoint, deadline):
        if not endpoint.is_tls and not is_loopback(str(address[0])):
            reason = "plain-http-leaves-this-machine"
            continue
        candidate = socket.socket(family, socket.SOCK_STREAM)
        try:
            candidate.settimeout(deadline.seconds_left(endpoint.connect_seconds))
            candidate.connect(address)
        except OSError as error:
            candidate.close()
            reason = _why_not(error)
        else:
            return candidate
    raise NotReachedError(reason)


def _why_not(error: OSError) -> str:
    match error:
        case DeadlinePassedError():
            return "no-time-left"
        case ConnectionRefusedError():
            return "connection-refused"
        case TimeoutError():
            return "connect-timeout"
        case _:
            return "no-connection"


def _addresses(endpoint: Endpoint, deadline: Deadline) -> _Addresses:
    """Return what the name stands for; the resolver's own patience is not ours.

    The system's resolver cannot be told to hurry, so it runs beside us, and if
    it is too slow it is left behind.
    """
    found: queue.SimpleQueue[_Addresses | None] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            infos = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
            found.put([(int(family), tuple(address)) for family, _, _, _, address in infos])
        except (OSError, UnicodeError):
            found.put(None)

    threading.Thread(target=look_up, name="childconcern-resolver", daemon=True).start()
    try:
        addresses = found.get(timeout=deadline.seconds_left(endpoint.connect_seconds))
    except queue.Empty:
        raise NotReachedError("name-lookup-timeout") from None
    if addresses is None:
        raise NotReachedError("name-not-found")
    return addresses


def _secured(
    plain: socket.socket, context: ssl.SSLContext, endpoint: Endpoint, deadline: Deadline
) -> ssl.SSLSocket:
    try:
        # Python counts this time over the whole handshake, so a slow drip ends too.
        plain.settimeout(deadline.seconds_left(endpoint.connect_seconds))
        return context.wrap_socket(plain, server_hostname=endpoint.host)
    except ssl.SSLCertVerificationError:
        plain.close()
        raise NotReachedError("certificate-not-trusted") from None
    except TimeoutError:
        plain.close()
        raise NotReachedError("tls-timeout") from None
    except (OSError, ValueError):
        plain.close()
        raise NotReachedError("tls-failed") from None
