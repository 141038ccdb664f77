"""The simulated case system as a web server: one process, this machine only by default."""

from __future__ import annotations

import io
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from socketserver import ThreadingMixIn
from types import TracebackType
from typing import Final, Self, TextIO
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIEnvironment

from attrs import define, field

from childconcern_liquidlogic.connecting import is_loopback
from childconcern_liquidlogic.contract import load_contract
from childconcern_liquidlogic.simulator.faults import Script
from childconcern_liquidlogic.simulator.ledger import HeldContact, Ledger
from childconcern_liquidlogic.simulator.playing import Hang, HangUp, HttpReply, Play, Raw, play
from childconcern_liquidlogic.simulator.service import SimulatedService

__all__ = ["Simulator"]

_PATH: Final = "/contacts"
_LARGEST_REQUEST: Final = 20_000_000
_CONNECTION: Final = "childconcern.connection"
_SILENCE: Final = 30.0
_STATUSES: Final = {
    200: "200 OK",
    307: "307 Temporary Redirect",
    404: "404 Not Found",
    413: "413 Content Too Large",
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
}


class Simulator:
    """A case system that is not there: it stores what it is sent, and fails on demand.

    It is a context manager: it listens from the start, answers in a thread of
    its own within ``with``, or in the caller's through :meth:`serve_forever`.
    """

    def __init__(
        self,
        ledger: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        faults: Iterable[str] = (),
        credentials: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        """Listen at once.

        Args:
            ledger: The file in which contacts are held.
            host: Where to listen; another machine can reach anything but a loopback address.
            port: 0 for any that is free.
            faults: Played in order, ``NAME``, ``NAME*3`` or ``find/NAME`` each.
            credentials: A user name and a password to ask for.
            tls: With a certificate, to answer ``https``.
            announce: Told where it listens and, by number, what it stored.

        Raises:
            UnknownFaultError: A fault is none that can be played.
            OSError: The address is not free, or the ledger cannot be written.
        """
        self._script = Script()
        for fault in faults:
            self._script.arm(fault)
        self._ledger = Ledger.opened(ledger)
        tell = announce or _say_nothing
        service = SimulatedService(load_contract(), self._ledger, tell, credentials)
        self._application = _Application(service, self._script, tell)
        self._server = self._listening(host, port, tls)
        self._thread: threading.Thread | None = None
        self.url = self._address(host, "https" if tls else "http")
        tell(f"A simulated case system listens at {self.url}")
        if not is_loopback(host):
            tell("Other machines can reach it: give it invented contacts only")

    def _listening(self, host: str, port: int, tls: ssl.SSLContext | None) -> _Server:
        try:
            server = _Server((host, port), tls)
        except OSError:
            self._ledger.close()
            raise
        server.set_app(self._application)
        return server

    def _address(self, host: str, scheme: str) -> str:
        shown = f"[{host}]" if ":" in host else host
        return f"{scheme}://{shown}:{self._server.server_address[1]}{_PATH}"

    def arm(self, fault: str) -> None:
        """Play one more fault: ``NAME``, ``NAME*3`` or ``find/NAME``.

        Raises:
            UnknownFaultError: There is no such fault.
        """
        self._script.arm(fault)

    @property
    def contacts(self) -> tuple[HeldContact, ...]:
        """What is held, in the order of arrival."""
        return self._ledger.contacts()

    @property
    def requests(self) -> tuple[tuple[str, bytes], ...]:
        """Every request since the start, its path and the bytes that came."""
        return tuple(self._application.requests)

    def serve_forever(self) -> None:
        """Answer until :meth:`close` is called from another thread, or Ctrl-C."""
        self._server.serve_forever(poll_interval=0.02)

    def close(self) -> None:
        """Stop answering, end what hangs, and close the ledger."""
        self._application.closing.set()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()
        self._ledger.close()

    def __enter__(self) -> Self:
        """Answer in a thread of its own."""
        self._thread = threading.Thread(target=self.serve_forever, name="simulator", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def _say_nothing(_: str) -> None:
    """Announce to nobody."""


@define
class _Application:
    """The WSGI application."""

    service: SimulatedService
    script: Script
    announce: Callable[[str], None]
    closing: threading.Event = field(factory=threading.Event)
    requests: list[tuple[str, bytes]] = field(factory=list[tuple[str, bytes]])

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        played = self._played(path, environ)
        connection = environ[_CONNECTION]
        if isinstance(played, HttpReply):
            headers = [("Content-Type", played.media_type)]
            if played.location is not None:
                headers.append(("Location", played.location))
            start_response(_STATUSES[played.status], headers)
            return [played.body]
        self._play_on_the_line(played, connection)
        start_response(_STATUSES[500], [])
        return []

    def _played(self, path: str, environ: WSGIEnvironment) -> Play:
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length) > _LARGEST_REQUEST:
            return HttpReply(status=413, body=b"")
        request = environ["wsgi.input"].read(int(length))
        self.requests.append((path, request))
        if path != _PATH or environ.get("REQUEST_METHOD") != "POST":
            return HttpReply(status=404, body=b"")
        fault = self.script.next_fault(find=self.service.is_lookup(request))
        if fault is not None:
            self.announce(f"Playing the fault {fault}")
        return play(fault, self.service, request)

    def _play_on_the_line(self, played: Hang | HangUp | Raw, line: socket.socket) -> None:
        try:
            if isinstance(played, Hang):
                self.closing.wait()
            elif isinstance(played, Raw):
                for piece in played.pieces:
                    line.sendall(piece)
                    if played.pause and self.closing.wait(played.pause):
                        break
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # whoever asked has gone


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        connection.settimeout(_SILENCE)
        if self._tls is not None:
            # The handshake waits for the thread that answers, so that nobody can block the rest.
            connection = self._tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a traceback could show what came."""


class _Handler(WSGIRequestHandler):
    def get_environ(self) -> WSGIEnvironment:
        return {**super().get_environ(), _CONNECTION: self.connection}

    def get_stderr(self) -> TextIO:
        return io.StringIO()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""
