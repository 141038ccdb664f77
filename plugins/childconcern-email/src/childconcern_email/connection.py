"""One conversation with a mail server, under one deadline and with strict replies.

``smtplib`` times each read by itself, so a server that sends a byte a second
holds its caller for ever, and it reads odd replies kindly. Here every wait
counts against one deadline, and a reply that is not exactly one is no reply.
"""

from __future__ import annotations

import datetime as dt
import queue
import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NoReturn, TypeAlias

from attrs import frozen

from childconcern.errors import ConcernError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["Conversation", "Deadline", "NoSessionError", "connected"]

_MOST_LINES: Final = 100
_LONGEST_LINE: Final = 8 * 1024
_CHUNK: Final = 4096
_REPLY_LINE: Final = re.compile(rb"([2-5][0-9]{2})(?:[ -][^\r\n]*)?\r?\n")
_GOODBYE_SECONDS: Final = 2.0
_SocketName: TypeAlias = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
_Address: TypeAlias = tuple[socket.AddressFamily, socket.SocketKind, int, str, _SocketName]


class NoSessionError(ConcernError):
    """A mail server could not be got ready, so nothing of a message was sent.

    Attributes:
        reason: A code such as ``starttls-not-offered``.
    """

    code: ClassVar[str] = "email-no-session"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the mail server could not be used: {reason}")
        self.reason = reason


@frozen
class Deadline:
    """The moment at which everything must be over.

    Attributes:
        ends: On the machine's monotonic clock, in seconds.
    """

    ends: float

    @classmethod
    def after(cls, within: dt.timedelta) -> Deadline:
        """Return the moment that is ``within`` from now."""
        return cls(time.monotonic() + within.total_seconds())

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            TimeoutError: Where none are.
        """
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def at_most(self, seconds: float) -> Deadline:
        """Return this deadline, or one that is ``seconds`` from now where that is earlier."""
        return Deadline(min(self.ends, time.monotonic() + seconds))


def connected(host: str, port: int, deadline: Deadline) -> socket.socket:
    """Return a connection to the first address of ``host`` that takes one.

    Raises:
        NoSessionError: Where none does in time.
    """
    addresses = _addresses(host, port, deadline)
    reason = "name-not-found"
    for tried, address in enumerate(addresses):
        try:
            # Each address gets its share, so that a dead one does not use up the time.
            return _connection(address, deadline.left() / (len(addresses) - tried))
        except TimeoutError:
            reason = "connect-timed-out"
        except ConnectionRefusedError:
            reason = "connection-refused"
        except OSError:
            reason = "unreachable"
    raise NoSessionError(reason)


def _connection(address: _Address, seconds: float) -> socket.socket:
    family, kind, protocol, _, name = address
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(seconds)
        connection.connect(name)
    except OSError:
        connection.close()
        raise
    return connection


def _addresses(host: str, port: int, deadline: Deadline) -> Sequence[_Address]:
    """Return the addresses of a host; looking up a name knows no time limit of its own."""
    answers: queue.SimpleQueue[Sequence[_Address]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError:
            answers.put([])

    # A thread that is left behind only ever looks up a name.
    threading.Thread(target=look_up, daemon=True).start()
    try:
        return answers.get(timeout=deadline.left())
    except (queue.Empty, TimeoutError):
        raise NoSessionError("name-lookup-timed-out") from None


class Conversation(smtplib.SMTP):
    """SMTP over a connection that is open, with one deadline for all of it.

    Every method raises OSError (``smtplib.SMTPException`` is one) when the
    connection is lost, the time is over or a reply makes no sense. Its
    ``debuglevel`` stays 0: what it would print holds passwords and messages.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, ehlo_name: str) -> None:
        # Without a host smtplib connects nothing; without a name it would ask the network for one.
        super().__init__(local_hostname=ehlo_name)
        self.sock = connection
        self._deadline = deadline
        self._unread = b""

    @property
    def is_out_of_step(self) -> bool:
        """Whether the server said something that nobody asked for."""
        return bool(self._unread)

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on under TLS, with a certificate that is verified for ``host``.

        What the server offers must be asked for again with EHLO, which forgets
        what it offered before.
        """
        connection = self._open_socket()
        self.sock = context.wrap_socket(connection, server_hostname=host)
        # Invariant: nothing that was said before TLS is believed after it.
        self._unread = b""

    def send(self, s: ReadableBuffer | str) -> None:
        """Send bytes, within what is left of the time."""
        self._open_socket()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Return the code and text of one whole reply, and accept nothing else as one."""
        lines = [self._line()]
        while lines[-1][3:4] == b"-" and len(lines) <= _MOST_LINES:
            lines.append(self._line())
        if len(lines) > _MOST_LINES or len({line[:3] for line in lines}) > 1:
            self._give_up()
        return int(lines[0][:3]), b"\n".join(line[4:].strip() for line in lines)

    def goodbye(self) -> None:
        """Say goodbye where that is still possible, and close the connection."""
        self._deadline = self._deadline.at_most(_GOODBYE_SECONDS)
        try:
            self.docmd("QUIT")
        except OSError:
            pass
        finally:
            self.close()

    def _line(self) -> bytes:
        while b"\n" not in self._unread:
            if len(self._unread) > _LONGEST_LINE:
                self._give_up()
            received = self._open_socket().recv(_CHUNK)
            if not received:
                self._give_up()
            self._unread += received
        line, newline, self._unread = self._unread.partition(b"\n")
        if _REPLY_LINE.fullmatch(line + newline) is None:
            self._give_up()
        return line

    def _open_socket(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        self.sock.settimeout(self._deadline.left())
        return self.sock

    def _give_up(self) -> NoReturn:
        self.close()
        raise smtplib.SMTPServerDisconnected("the server's reply is no reply")
