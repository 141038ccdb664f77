"""How each fault is played: what is stored, and what goes over the line after that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from attrs import frozen

from childconcern_liquidlogic.documents import SOAP
from childconcern_liquidlogic.simulator.service import (
    NAMESPACE,
    ServiceReply,
    SimulatedService,
    fault_reply,
)

__all__ = ["Hang", "HangUp", "HttpReply", "Play", "Raw", "play"]

_DEEP: Final = 100_000
_PIECES_OF_HUGE: Final = 4_096
_PAGE: Final = b"<!DOCTYPE html><title>Case system</title><p>This is no SOAP reply.</p>"
_DRIP_SECONDS: Final = 0.05


@frozen(kw_only=True, repr=False)
class HttpReply:
    """An ordinary HTTP reply.

    Attributes:
        status: The HTTP status.
        media_type: With parameters.
        body: The whole of it.
        location: Where a redirect points; None for no redirect.
    """

    status: int
    media_type: str = "text/xml; charset=utf-8"
    body: bytes
    location: str | None = None

    def __repr__(self) -> str:
        """Show the status and hide the body."""
        return f"HttpReply({self.status}, {len(self.body)} bytes)"


@frozen
class Hang:
    """Nothing is said, and the line stays open."""


@frozen
class HangUp:
    """Nothing is said, and the line is closed."""


@frozen(repr=False)
class Raw:
    """Bytes that go over the line as they are, before it is closed.

    Attributes:
        pieces: In order.
        pause: Seconds after each.
    """

    pieces: Iterator[bytes]
    pause: float = 0.0


Play: TypeAlias = HttpReply | Hang | HangUp | Raw
"""What goes over the line."""


def play(fault: str | None, service: SimulatedService, request: bytes) -> Play:
    """Return what a request is answered with; what that stores is on the disk by then."""
    if fault is None:
        return _http(service.reply(request))
    if fault in _WITHOUT_STORING:
        return _WITHOUT_STORING[fault]()
    return _AFTER_STORING[fault](service.reply(request))


def _http(reply: ServiceReply) -> HttpReply:
    return HttpReply(status=reply.status, body=reply.body)


def _xml(body: bytes) -> HttpReply:
    return HttpReply(status=200, body=body)


def _envelope(content: bytes) -> bytes:
    start = f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Body>'.encode()
    return start + content + b"</soap:Body></soap:Envelope>"


def _head(length: int) -> bytes:
    return (
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n"
        f"Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ).encode()


def _page(status: int) -> HttpReply:
    return HttpReply(status=status, media_type="text/html; charset=utf-8", body=_PAGE)


def _redirect() -> HttpReply:
    return HttpReply(status=307, media_type="text/html", body=_PAGE, location="/elsewhere")


def _dripped(reply: ServiceReply) -> Raw:
    whole = _head(len(reply.body)) + reply.body
    return Raw((whole[at : at + 1] for at in range(len(whole))), _DRIP_SECONDS)


def _cut_short(reply: ServiceReply) -> Raw:
    half = reply.body[: len(reply.body) // 2]
    return Raw(iter((_head(len(reply.body)), half)))


def _huge(_: ServiceReply) -> Raw:
    def pieces() -> Iterator[bytes]:
        yield _head(10**12)
        for _ in range(_PIECES_OF_HUGE):
            yield b" " * 65_536

    return Raw(pieces())


def _without_receipt(reply: ServiceReply) -> HttpReply:
    return _xml(re.sub(rb"<ContactId>[^<]*", b"<ContactId>", reply.body))


def _about_another(reply: ServiceReply) -> HttpReply:
    return _xml(re.sub(rb"<Key>[^<]*", b"<Key>another-key-altogether", reply.body))


def _with_document_type(reply: ServiceReply) -> HttpReply:
    entities = b'<!ENTITY a "0123456789">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)
    )
    declaration, _, rest = reply.body.partition(b"?>")
    doctype = b"?><!DOCTYPE e [" + entities + b"]>"
    return _xml(declaration + doctype + re.sub(rb"<ContactId>[^<]*", b"<ContactId>&j;", rest))


_WITHOUT_STORING: Final[dict[str, Callable[[], Play]]] = {
    "drop": HangUp,
    "hang": Hang,
    "busy-html": lambda: _page(503),
    "login-page": lambda: _page(200),
    "redirect": _redirect,
    "permanent-fault": lambda: _http(fault_reply("Client", "InvalidContact")),
    "retryable-fault": lambda: _http(fault_reply("Server", "TryLater")),
    "unknown-fault": lambda: _http(fault_reply("Server", "NobodyKnowsThisCode")),
    "not-http": lambda: Raw(iter((b"220 mail.example ready\r\n" * 3,))),
}

_AFTER_STORING: Final[dict[str, Callable[[ServiceReply], Play]]] = {
    "store-then-hang": lambda _: Hang(),
    "store-then-drop": lambda _: HangUp(),
    "slow-drip": _dripped,
    "truncated-xml": lambda reply: _xml(reply.body[: len(reply.body) // 2]),
    "cut-short": _cut_short,
    "empty-body": lambda _: _xml(b""),
    "empty-soap-body": lambda _: _xml(_envelope(b"")),
    "no-receipt": _without_receipt,
    "another-key": _about_another,
    "foreign-namespace": lambda reply: _xml(
        reply.body.replace(NAMESPACE.encode(), b"urn:example:another-contract")
    ),
    "document-type": _with_document_type,
    "deep-nesting": lambda _: _xml(_envelope(b"<a>" * _DEEP + b"</a>" * _DEEP)),
    "huge-reply": _huge,
}
