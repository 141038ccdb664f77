"""One HTTP exchange with servers that do not mean well."""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve
from liquidlogic_bench import Authority

from childconcern_liquidlogic.connecting import Endpoint, is_loopback
from childconcern_liquidlogic.deadline import Deadline
from childconcern_liquidlogic.transport import NoReply, Reply, exchange

HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:example:x"'}
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: Text/XML; charset=utf-8\r\nContent-Length: 4\r\n\r\n<a/>"


def request_on(connection: socket.socket) -> bytes:
    """Return a whole request: its head, and as much body as that announces."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Generator[Endpoint]:
    """Yield where a server stands that answers one caller so."""

    def serve() -> None:
        try:
            connection, _ = listening.accept()
            with connection:
                answer(connection)
        except OSError:
            return  # the caller has hung up, or none came

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Endpoint(url=f"http://127.0.0.1:{listening.getsockname()[1]}/contacts?a=b")
        # Whoever still waits for a caller is told that none will come.
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def post(endpoint: Endpoint, *, within: float = 2.0, body: bytes = b"<hello/>") -> Reply | NoReply:
    """Return what comes back."""
    return exchange(endpoint, HEADERS, body, Deadline.after(dt.timedelta(seconds=within)))


def answering(reply: bytes) -> Callable[[socket.socket], None]:
    """Return an answer that reads the request and sends these bytes."""

    def answer(connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(reply)

    return answer


def test_a_plain_reply_is_read() -> None:
    with server(answering(GOOD)) as endpoint:
        reply = post(endpoint)

    assert reply == Reply(200, "text/xml", b"<a/>")


def test_the_request_holds_what_was_given_and_asks_for_no_extras() -> None:
    seen: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        seen.append(request_on(connection))
        connection.sendall(GOOD)

    with server(answer) as endpoint:
        post(endpoint, body=b"\x00exact bytes\xff")

    head, _, body = seen[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /contacts?a=b HTTP/1.1\r\n")
    assert sorted(line.partition(b":")[0] for line in head.split(b"\r\n")[1:]) == [
        b"Accept-Encoding",
        b"Connection",
        b"Content-Length",
        b"Content-Type",
        b"Host",
        b"SOAPAction",
    ]
    assert body == b"\x00exact bytes\xff"


def test_a_chunked_reply_is_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    with server(answering(head + b"2\r\n<a\r\n2\r\n/>\r\n0\r\n\r\n")) as endpoint:
        assert post(endpoint) == Reply(200, "text/xml", b"<a/>")


REPLIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "connection-lost"),
    "half a status": (b"HTTP/1.1 2", "not-http"),
    "another protocol": (b"SSH-2.0-example\r\n", "not-http"),
    "a status that is none": (b"HTTP/1.1 abc OK\r\n\r\n", "not-http"),
    "endless headers": (
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % at for at in range(500)) + b"\r\n",
        "not-http",
    ),
    "one long header": (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "not-http"),
    "less than announced": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 90\r\n\r\n<a/>",
        "reply-cut-short",
    ),
    "half a chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<a/>",
        "connection-lost",
    ),
    "chunks of no size": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<a/>",
        "connection-lost",
    ),
    "packed": (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<a/>",
        "reply-encoded",
    ),
    "too much announced": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + b" " * 2_000_000,
        "reply-too-large",
    ),
    "too much unannounced": (
        b"HTTP/1.0 200 OK\r\n\r\n" + b" " * 2_000_000,
        "reply-too-large",
    ),
}


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_that_is_none_leaves_the_question_open(name: str) -> None:
    reply, reason = REPLIES[name]
    with server(answering(reply)) as endpoint:
        assert post(endpoint) == NoReply(sent=True, reason=reason)


def ended_within(seconds: float, endpoint: Endpoint, body: bytes = b"<hello/>") -> Reply | NoReply:
    """Return what comes back, which must be there by the deadline and a little more."""
    started = time.monotonic()
    result = post(endpoint, within=seconds, body=body)
    assert time.monotonic() - started < seconds + 1.0
    return result


LATE = NoReply(sent=True, reason="read-timeout")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n"


@pytest.mark.parametrize("start", [b"", HEAD, HEAD + b"\r\n"], ids=["status", "header", "body"])
def test_a_drip_ends_with_the_deadline_wherever_it_drips(start: bytes) -> None:
    def answer(connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(start)
        while True:
            connection.sendall(b"X")
            time.sleep(0.05)

    with server(answer) as endpoint:
        assert ended_within(0.3, endpoint) == LATE


def test_a_server_that_never_stops_saying_continue_is_left() -> None:
    def answer(connection: socket.socket) -> None:
        request_on(connection)
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.05)

    with server(answer) as endpoint:
        assert ended_within(0.3, endpoint) == LATE


def test_a_flood_ends_when_it_is_too_much_and_not_when_time_is_up() -> None:
    def answer(connection: socket.socket) -> None:
        request_on(connection)
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)

    with server(answer) as endpoint:
        assert post(endpoint, within=30) == NoReply(sent=True, reason="reply-too-large")


def test_a_server_that_does_not_listen_to_the_end_is_left() -> None:
    silence = threading.Event()

    with server(lambda _: none(silence.wait(5))) as endpoint:
        result = ended_within(0.3, endpoint, body=b" " * 20_000_000)
        silence.set()

    assert result == LATE


def none(_: object) -> None:
    """Return nothing, whatever came before."""


def secure(endpoint: Endpoint, ca_file: Path | None = None) -> Endpoint:
    """Return the same place, asked for over TLS."""
    return evolve(endpoint, url=endpoint.url.replace("http:", "https:"), ca_file=ca_file)


def test_a_handshake_that_hangs_or_drips_ends_in_time_with_nothing_sent() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            connection.sendall(b"\x02")
            time.sleep(0.05)

    silence = threading.Event()
    with server(lambda _: none(silence.wait(5))) as hanging, server(drip) as dripping:
        for endpoint in (hanging, dripping):
            result = ended_within(0.3, secure(endpoint))
            assert result == NoReply(sent=False, reason="tls-timeout")
        silence.set()


def test_a_server_without_tls_is_sent_nothing_over_https() -> None:
    with server(lambda line: line.sendall(b"hello, who is there?\r\n" * 9)) as endpoint:
        assert post(secure(endpoint)) == NoReply(sent=False, reason="tls-failed")


def test_certificates_that_cannot_be_read_are_found_before_anybody_is_called(
    tmp_path: Path,
) -> None:
    nonsense = tmp_path / "ca.pem"
    nonsense.write_text("no certificate", encoding="utf-8")
    endpoint = Endpoint(url="https://127.0.0.1:9/", ca_file=nonsense)

    assert post(endpoint) == NoReply(sent=False, reason="ca-file-unusable")


def test_a_name_that_stands_for_nothing_is_not_sent_to() -> None:
    result = post(Endpoint(url="https://nobody.invalid/contacts"), within=5)

    assert isinstance(result, NoReply)
    assert not result.sent
    assert result.reason in {"name-not-found", "name-lookup-timeout"}


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    silence = threading.Event()

    def slow(*_: object, **__: object) -> list[object]:
        silence.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)

    result = ended_within(0.3, Endpoint(url="https://case-system.example/contacts"))
    silence.set()

    assert result == NoReply(sent=False, reason="name-lookup-timeout")


def test_plain_http_never_leaves_this_machine() -> None:
    result = post(Endpoint(url="http://192.0.2.1/contacts"))

    assert result == NoReply(sent=False, reason="plain-http-leaves-this-machine")


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    with server(answering(GOOD)) as endpoint:
        assert isinstance(post(endpoint), Reply)


def test_debugging_http_for_the_whole_program_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)

    with server(answering(GOOD)) as endpoint:
        assert isinstance(post(endpoint, body=b"canary"), Reply)

    assert capfd.readouterr() == ("", "")


def test_the_keys_of_a_session_are_written_to_no_file(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    context = authority.server_context("127.0.0.1")
    context.keylog_filename = None  # type: ignore[assignment]  # which is how it is unset

    def answer(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            request_on(secured)
            secured.sendall(GOOD)

    with server(answer) as endpoint:
        assert post(secure(endpoint, authority.ca_file)) == Reply(200, "text/xml", b"<a/>")

    # OpenSSL writes a first line when it is asked to, before it is asked not to.
    assert b"SECRET" not in (keys.read_bytes() if keys.exists() else b"")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104  # it stands for every address
        ("192.0.2.7", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, *, expected: bool) -> None:
    assert is_loopback(host) is expected
