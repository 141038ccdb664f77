"""XML that is not trusted, and texts that XML can carry.

Everything that comes in is parsed without a document type, without entities,
without the network and within libxml2's own limits of depth and size. Nothing
here ever puts a text of a document into an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree

from childconcern.errors import ConcernError

__all__ = [
    "SOAP",
    "Node",
    "RefusedXmlError",
    "Steps",
    "body_content",
    "cannot_be_written",
    "children",
    "leaves",
    "local_name",
    "parsed",
    "steps_text",
    "steps_to",
    "written",
]

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
"""The namespace of SOAP 1.1 envelopes."""

# The type of an element has no public name.
Node: TypeAlias = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
"""One XML element."""

Steps: TypeAlias = tuple[tuple[str, int], ...]
"""Where a node stands below another: local names, each with its position among namesakes."""

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class RefusedXmlError(ConcernError):
    """A document came in that is not what it should be.

    Attributes:
        reason: A code such as ``reply-not-xml``; never a part of the document.
    """

    code = "refused-xml"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"an XML document was refused: {reason}",
            remedy="look at what answers at the configured address",
        )
        self.reason = reason


def cannot_be_written(text: str) -> bool:
    """Return whether ``text`` has a character that no XML 1.0 document can hold."""
    return _NOT_XML.search(text) is not None


def parsed(document: bytes) -> Node:
    """Return the root of a document that came from elsewhere.

    Raises:
        RefusedXmlError: It is not well-formed XML, or it has a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        raise RefusedXmlError("not-xml") from None
    if root.getroottree().docinfo.doctype:
        raise RefusedXmlError("has-a-document-type")
    return root


def body_content(envelope: Node) -> Node:
    """Return the one element in the body of a SOAP 1.1 envelope.

    Raises:
        RefusedXmlError: It is no such envelope, or its body has none or several.
    """
    if envelope.tag != f"{{{SOAP}}}Envelope":
        raise RefusedXmlError("not-soap")
    bodies = envelope.findall(f"{{{SOAP}}}Body")
    if len(bodies) != 1 or len(bodies[0]) != 1:
        raise RefusedXmlError("not-one-body")
    return bodies[0][0]


def written(node: Node) -> bytes:
    """Return a node as a document of its own: UTF-8, with its declaration."""
    return etree.tostring(node, xml_declaration=True, encoding="utf-8")


def children(node: Node) -> Iterator[Node]:
    """Yield the elements right below a node, in order."""
    yield from node.iterchildren(tag=etree.Element)


def local_name(node: Node) -> str:
    """Return a node's name without its namespace."""
    return etree.QName(node).localname


def leaves(node: Node) -> Iterator[tuple[Steps, str]]:
    """Yield each element without elements in it, and its text, in document order."""
    waiting: list[tuple[Steps, Node]] = [((), node)]
    while waiting:
        steps, current = waiting.pop()
        seen: Counter[str] = Counter()
        below: list[tuple[Steps, Node]] = []
        for child in children(current):
            name = local_name(child)
            below.append(((*steps, (name, seen[name])), child))
            seen[name] += 1
        if not below:
            yield steps, current.text or ""
        waiting.extend(reversed(below))


def steps_to(node: Node, top: Node) -> Steps:
    """Return where ``node`` stands below ``top``; nothing where it is ``top`` itself."""
    steps: list[tuple[str, int]] = []
    while node is not top:
        before = node.itersiblings(tag=str(node.tag), preceding=True)
        steps.append((local_name(node), sum(1 for _ in before)))
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return tuple(reversed(steps))


def steps_text(steps: Steps) -> str:
    """Return steps as people write them: ``Children/Child[2]/Name``, counted from 1."""
    return "/".join(f"{name}[{at + 1}]" if at else name for name, at in steps)
