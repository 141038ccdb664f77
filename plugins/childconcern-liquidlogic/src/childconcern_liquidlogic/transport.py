"""One HTTP exchange: these bytes there, and at most so many bytes back, in time.

It is written on ``http.client`` because that follows no redirect, asks no
proxy and no ``.netrc``, logs nothing, and lets every single read be timed, so
that a reply that drips, headers included, ends with the deadline. What it must
tell its caller above all is whether anything may have been sent.
"""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from childconcern_liquidlogic.connecting import Endpoint, NotReachedError, open_connection
from childconcern_liquidlogic.deadline import Deadline, DeadlinePassedError

__all__ = ["NoReply", "Reply", "exchange"]

_PIECE: Final = 65_536
_MOST_HEADER_BYTES: Final = 65_536


@frozen(repr=False)
class Reply:
    """What came back, before anybody believes it.

    Attributes:
        status: The HTTP status.
        media_type: Small, without parameters; empty where none was given.
        body: What was read.
    """

    status: int
    media_type: str
    body: bytes

    def __repr__(self) -> str:
        """Show the status and hide the body."""
        return f"Reply({self.status}, {len(self.body)} bytes)"


@frozen
class NoReply:
    """Nothing usable came back.

    Attributes:
        sent: Whether anything may have left this machine.
        reason: A code such as ``read-timeout``.
    """

    sent: bool
    reason: str


class _TooMuchError(OSError):
    """The reply is longer than anybody wants to read."""


def exchange(
    endpoint: Endpoint, headers: Mapping[str, str], body: bytes, deadline: Deadline
) -> Reply | NoReply:
    """Post ``body`` and return what came back, or why nothing did.

    It never raises for anything that the network or the other side does, and it
    is over soon after the deadline at the latest.
    """
    try:
        line = _Line(open_connection(endpoint, deadline), endpoint, deadline)
    except NotReachedError as error:
        return NoReply(sent=False, reason=error.reason)
    try:
        return _posted(endpoint, line, headers, body)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return NoReply(line.sent, _why_nothing(error, sent=line.sent))
    finally:
        line.hang_up()


def _why_nothing(error: Exception, *, sent: bool) -> str:
    match error:
        case DeadlinePassedError() | TimeoutError():
            return "read-timeout" if sent else "no-time-left"
        case _TooMuchError():
            return "reply-too-large"
        case OSError() | http.client.IncompleteRead():
            return "connection-lost"
        case _:
            return "not-http"


def _posted(
    endpoint: Endpoint, line: _Line, headers: Mapping[str, str], body: bytes
) -> Reply | NoReply:
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
    # Invariant: it prints nothing, and it never connects again by itself.
    connection.set_debuglevel(0)
    connection.auto_open = 0
    connection.sock = line
    connection.request(
        "POST",
        endpoint.target,
        body=body,
        headers={**headers, "Accept-Encoding": "identity", "Connection": "close"},
    )
    response = connection.getresponse()
    received = response.read(endpoint.most_reply_bytes + 1)
    if len(received) > endpoint.most_reply_bytes:
        return NoReply(sent=True, reason="reply-too-large")
    if response.length:
        return NoReply(sent=True, reason="reply-cut-short")
    if response.getheader("Content-Encoding", "identity") != "identity":
        return NoReply(sent=True, reason="reply-encoded")
    media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(response.status, media_type, received)


@define
class _Line:
    """A socket as ``http.client`` uses it, on which every wait is counted.

    Attributes:
        sent: Whether anything may have left this machine.
    """

    _socket: socket.socket
    _endpoint: Endpoint
    _deadline: Deadline
    sent: bool = False
    _received: int = field(default=0, init=False)

    def sendall(self, data: bytes) -> None:
        """Send everything, or fail by the deadline."""
        rest = memoryview(data)
        while rest:
            self._socket.settimeout(self._deadline.seconds_left(self._endpoint.read_seconds))
            self.sent = True
            rest = rest[self._socket.send(rest[:_PIECE]) :]

    def receive_into(self, buffer: memoryview) -> int:
        """Read what there is, with a new look at the deadline each time."""
        self._socket.settimeout(self._deadline.seconds_left(self._endpoint.read_seconds))
        number = self._socket.recv_into(buffer)
        self._received += number
        if self._received > self._endpoint.most_reply_bytes + _MOST_HEADER_BYTES:
            raise _TooMuchError
        return number

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the reading end."""
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Keep the line: ``http.client`` closes its end before the reply has been read."""

    def hang_up(self) -> None:
        """Close the socket; what the other side still says is not waited for."""
        self._socket.close()


class _Incoming(io.RawIOBase):
    """What comes in on a line."""

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what is passed
        return self._line.receive_into(buffer)
