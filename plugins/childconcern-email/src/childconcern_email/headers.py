"""What may stand in a header: plain characters, and nothing that a program could unfold.

A line break in a header starts the next one, and older versions of Python's
``email`` package make line breaks out of encoded words (``=?utf-8?q?=0A...?=``).
So nothing but printable ASCII is allowed, and no encoded word. A name that
needs more belongs into the text of the message.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final

__all__ = [
    "LONGEST_HEADER_TEXT",
    "domain_of",
    "is_address",
    "is_header_text",
    "is_host",
    "is_host_name",
    "is_ip_address",
    "shown",
]

LONGEST_HEADER_TEXT: Final = 120
"""The most characters of one part of a header, such as a reference."""

_LONGEST_ADDRESS: Final = 254
_LONGEST_LOCAL_PART: Final = 64
_LONGEST_HOST: Final = 253
_ENCODED_WORD: Final = "=?"
_HEADER_TEXT: Final = re.compile(r"[!-~]+(?: [!-~]+)*")
_LOCAL_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+'&-]*(?:\.[A-Za-z0-9_+'&-]+)*")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NOT_SHOWN: Final = re.compile(r"[^!-~]+")


def is_header_text(text: str, longest: int = LONGEST_HEADER_TEXT) -> bool:
    """Return whether ``text`` may be a part of a header, as it stands.

    Words of printable ASCII with one space between them, at most ``longest``
    characters in all, and nothing like an encoded word.
    """
    return (
        len(text) <= longest
        and _ENCODED_WORD not in text
        and _HEADER_TEXT.fullmatch(text) is not None
    )


def is_address(text: str) -> bool:
    """Return whether ``text`` is one plain email address: no name, no comma, no quotes."""
    local, at, domain = text.rpartition("@")
    return (
        bool(at)
        and len(text) <= _LONGEST_ADDRESS
        and len(local) <= _LONGEST_LOCAL_PART
        and _LOCAL_PART.fullmatch(local) is not None
        and "." in domain
        and is_host_name(domain)
    )


def is_host(text: str) -> bool:
    """Return whether ``text`` is the name or the IP address of a machine."""
    return is_host_name(text) or is_ip_address(text)


def is_ip_address(text: str) -> bool:
    """Return whether ``text`` is an IPv4 or IPv6 address, without a zone."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def is_host_name(text: str) -> bool:
    """Return whether ``text`` is the name of a machine or a domain, in ASCII."""
    labels = text.split(".")
    return (
        len(text) <= _LONGEST_HOST
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdecimal()
    )


def domain_of(address: str) -> str:
    """Return the domain of an address, in small letters."""
    return address.rpartition("@")[2].lower()


def shown(text: str) -> str:
    """Return as much of ``text`` as a header may show, and never nothing.

    For alerts, which must go out whatever they are about; a message to a
    council refuses instead.
    """
    plain = " ".join(_NOT_SHOWN.sub(" ", text).split()).replace(_ENCODED_WORD, "= ?")
    return plain[:LONGEST_HEADER_TEXT].rstrip() or "?"
