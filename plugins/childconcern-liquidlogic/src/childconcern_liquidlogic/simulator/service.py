"""What the simulated case system answers: the invented contract, without HTTP."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final

from attrs import frozen
from lxml import etree

from childconcern_liquidlogic.contract import Contract
from childconcern_liquidlogic.documents import (
    SOAP,
    Node,
    RefusedXmlError,
    body_content,
    local_name,
    parsed,
    written,
)
from childconcern_liquidlogic.simulator.ledger import HeldContact, KeyInUse, Ledger

__all__ = ["NAMESPACE", "ServiceReply", "SimulatedService", "fault_reply"]

NAMESPACE: Final = "urn:example:childconcern:invented-contact-service:1"
"""The invented contract's."""

_WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"


@frozen(repr=False)
class ServiceReply:
    """One answer.

    Attributes:
        status: The HTTP status that goes with it.
        body: The envelope.
    """

    status: int
    body: bytes

    def __repr__(self) -> str:
        """Show the status and hide the body."""
        return f"ServiceReply({self.status}, {len(self.body)} bytes)"


@frozen
class SimulatedService:
    """The two operations of the invented contract.

    Attributes:
        contract: The invented one.
        ledger: Where contacts are held.
        announce: Told the reference of each contact when it is stored.
        credentials: The user name and password that are asked for, or None.
    """

    contract: Contract
    ledger: Ledger
    announce: Callable[[str], None]
    credentials: tuple[str, str] | None = None

    def is_lookup(self, request: bytes) -> bool:
        """Return whether a request asks for a key, and does not submit one."""
        try:
            return local_name(body_content(parsed(request))) == "FindContact"
        except RefusedXmlError:
            return False

    def reply(self, request: bytes) -> ServiceReply:
        """Return the answer to a request; what is stored is on the disk by then."""
        try:
            envelope = parsed(request)
            content = self.contract.body_of(request)
        except RefusedXmlError:
            return fault_reply("Client", "InvalidContact")
        if not self._is_known(envelope):
            return fault_reply("Client", "NotAuthorised")
        key = content.findtext(f"{{{NAMESPACE}}}Key") or ""
        if content.tag == f"{{{NAMESPACE}}}FindContact":
            return self._found(key)
        if content.tag == f"{{{NAMESPACE}}}SubmitContact":
            return self._submitted(key, content)
        return fault_reply("Client", "InvalidContact")

    def _submitted(self, key: str, content: Node) -> ServiceReply:
        canonical = etree.tostring(content, method="c14n", exclusive=True).decode()
        stored = self.ledger.store(key, canonical)
        if isinstance(stored, KeyInUse):
            return fault_reply("Client", "KeyInUse")
        held, already = stored
        if not already:
            self.announce(f"Stored {held.contact_id}")
        return _reply("SubmitContactResponse", key, held, {"StoredAlready": already})

    def _found(self, key: str) -> ServiceReply:
        held = self.ledger.find(key)
        return _reply("FindContactResponse", key, held, {"Held": held is not None})

    def _is_known(self, envelope: Node) -> bool:
        if self.credentials is None:
            return True
        token = f"{{{SOAP}}}Header/{{{_WSSE}}}Security/{{{_WSSE}}}UsernameToken/{{{_WSSE}}}"
        given = [envelope.findtext(f"{token}{name}") or "" for name in ("Username", "Password")]
        pairs = zip(given, self.credentials, strict=True)
        matches = [hmac.compare_digest(one.encode(), other.encode()) for one, other in pairs]
        return all(matches)


def fault_reply(side: str, code: str) -> ServiceReply:
    """Return a fault: ``Client`` or ``Server``, and a code."""
    body, envelope = _envelope()
    fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
    etree.SubElement(fault, "faultcode").text = f"soap:{side}"
    etree.SubElement(fault, "faultstring").text = "The contact service refused the request"
    detail = etree.SubElement(fault, "detail")
    contact_fault = etree.SubElement(
        detail, f"{{{NAMESPACE}}}ContactFault", nsmap={None: NAMESPACE}
    )
    etree.SubElement(contact_fault, f"{{{NAMESPACE}}}Code").text = code
    return ServiceReply(500, written(envelope))


def _reply(name: str, key: str, held: HeldContact | None, flag: dict[str, bool]) -> ServiceReply:
    texts = {"Key": key}
    if held is not None:
        texts["ContactId"] = held.contact_id
    texts |= {flagged: "true" if value else "false" for flagged, value in flag.items()}
    if held is not None:
        texts["ReceivedAt"] = held.received_at
    order = ("Key", "Held", "ContactId", "StoredAlready", "ReceivedAt")
    body, envelope = _envelope()
    content = etree.SubElement(body, f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})
    for part in order:
        if part in texts:
            etree.SubElement(content, f"{{{NAMESPACE}}}{part}").text = texts[part]
    return ServiceReply(200, written(envelope))


def _envelope() -> tuple[Node, Node]:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    return etree.SubElement(envelope, f"{{{SOAP}}}Body"), envelope
