"""Real mail servers on this machine: a good one, and one that says what it is told to."""

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from attrs import define, field, frozen

HOST = "127.0.0.1"
PASSWORD = "an invented pass phrase"


@frozen
class Authority:
    """Certificates that the tests issue, and the file by which a client trusts them."""

    server: ssl.SSLContext
    other_host: ssl.SSLContext
    ca_file: Path


def new_authority(folder: Path) -> Authority:
    """Return an authority, and servers' contexts for this host and for another one."""
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return Authority(
        server=_context(authority, HOST, folder),
        other_host=_context(authority, "mail.elsewhere.example", folder),
        ca_file=file,
    )


def _context(authority: trustme.CA, host: str, folder: Path) -> ssl.SSLContext:
    file = str(folder / f"{host}.pem")
    authority.issue_cert(host).private_key_and_cert_chain_pem.write_to_path(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@frozen
class Stored:
    """One message as a mail server holds it."""

    content: bytes
    mail_from: str
    rcpt_tos: tuple[str, ...]
    encrypted: bool


@define
class Mailbox:
    """What a mail server holds, and how it answers.

    Attributes:
        refused: Recipients that it refuses, and with which reply.
        last_word: Its reply to a message; None to take it.
        seconds: How long it waits, having stored a message, before it replies.
    """

    refused: dict[str, str] = field(factory=dict[str, str])
    last_word: str | None = None
    seconds: float = 0.0
    stored: list[Stored] = field(factory=list[Stored])
    heard: bytearray = field(factory=bytearray)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: Sequence[str],
    ) -> str:
        """Take a recipient, or refuse it."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Store a message, wait, and reply."""
        if self.last_word is None:
            self.stored.append(_stored(session, envelope))
        await asyncio.sleep(self.seconds)
        return self.last_word or "250 2.0.0 Ok: queued as 4ABC123"


def _stored(session: Session, envelope: Envelope) -> Stored:
    content = envelope.content
    return Stored(
        content=content.encode() if isinstance(content, str) else content or b"",
        mail_from=envelope.mail_from or "",
        rcpt_tos=tuple(envelope.rcpt_tos),
        encrypted=session.ssl is not None,
    )


class _HeardSMTP(SMTP):
    """A server that keeps everything that it is told, as it reads it."""

    def data_received(self, data: bytes) -> None:
        self.event_handler.heard.extend(data)
        super().data_received(data)


def _login(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=False)


@contextlib.contextmanager
def mail_server(
    mailbox: Mailbox,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    without: Sequence[str] = (),
) -> Generator[int, None, None]:
    """Run a mail server for as long as the context is open, and give its port."""

    def protocol() -> SMTP:
        return _HeardSMTP(
            mailbox,
            hostname="mail.council.example",
            tls_context=starttls,
            # It does not know of TLS from the first byte, and warns of a login without TLS.
            auth_required=login and tls is None,
            auth_require_tls=not login or tls is None,
            auth_exclude_mechanism=without,
            authenticator=_login if login else None,
            loop=loop,
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        creating = loop.create_server(protocol, HOST, 0, ssl=tls)
        server = asyncio.run_coroutine_threadsafe(creating, loop).result(5)
        yield server.sockets[0].getsockname()[1]
        asyncio.run_coroutine_threadsafe(_wound_up(server), loop).result(5)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _wound_up(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.01)


SILENCE = b""
"""Instead of a reply: say nothing more, and keep the connection open."""

GONE = b"(gone)"
"""Instead of a reply: close the connection."""


@define
class Script:
    """What a server says to each command, however odd; the message's end is ``.``.

    Attributes:
        replies: By command; anything else gets ``250 OK``.
        slow: The command whose reply comes a byte at a time, a twentieth of a second apart.
        heard: Everything that it was told.
    """

    replies: Mapping[str, bytes] = field(factory=dict[str, bytes])
    slow: str | None = None
    heard: bytearray = field(factory=bytearray)

    def answer(self, connection: socket.socket) -> None:
        """Talk to one client until it or the script ends."""
        usual = {"": b"220 ready\r\n", "DATA": b"354 go on\r\n"}
        with connection, connection.makefile("rb") as lines, contextlib.suppress(OSError):
            command, reading_message = "", False
            while True:
                reply = self.replies.get(command, usual.get(command, b"250 OK\r\n"))
                if reply == GONE:
                    return
                if not reading_message:
                    self._say(connection, reply, slowly=command == self.slow)
                line = lines.readline()
                if not line:
                    return
                self.heard.extend(line)
                invited = command == "DATA" and reply.startswith(b"354")
                reading_message = (invited or command == "TEXT") and line != b".\r\n"
                command = "TEXT" if reading_message else line.split()[0].decode().upper()

    def _say(self, connection: socket.socket, reply: bytes, *, slowly: bool) -> None:
        for part in [reply[n : n + 1] for n in range(len(reply))] if slowly else [reply]:
            connection.sendall(part)
            time.sleep(0.05 if slowly else 0)


@contextlib.contextmanager
def scripted_server(
    script: Script, tls: ssl.SSLContext | None = None
) -> Generator[int, None, None]:
    """Run a server that follows a script, for one client after the other, and give its port."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with contextlib.suppress(OSError):
                script.answer(tls.wrap_socket(connection, server_side=True) if tls else connection)

    listening = socket.create_server((HOST, 0))
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        # Closing alone would leave the thread waiting for a client.
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
