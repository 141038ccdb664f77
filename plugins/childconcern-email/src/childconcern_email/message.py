"""A message as bytes, and back: what was written is read again before anything is sent.

The head is eight lines, none of them folded, each printable ASCII; the text is
quoted-printable UTF-8. So a header cannot be slipped in, and the message has
the same bytes under every version of Python.
"""

from __future__ import annotations

import datetime as dt
import email
import re
import unicodedata
from email.headerregistry import Address, AddressHeader, DateHeader
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from attrs import Attribute, field, frozen

from childconcern.submission import UnrepresentableError
from childconcern_email.headers import is_address, is_header_text

__all__ = ["Head", "NotOurMessageError", "can_be_sent", "read_head", "write_message"]

_LONGEST_SUBJECT: Final = 300
_UNFOLDED: Final = SMTP.clone(max_line_length=998)
_QUOTED: Final = SMTP.clone(max_line_length=76)
_NAMES: Final = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
)
_LINE: Final = re.compile(rb"([A-Za-z-]+): [!-~]+(?: [!-~]+)*")
_ODD: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n|[^\r\n\t -~]")


class NotOurMessageError(UnrepresentableError):
    """Bytes are not exactly such a message as this plugin writes."""

    def __init__(self) -> None:
        super().__init__("the request", "its bytes do not read back as what was written")


def _address_fits(_: object, attribute: Attribute[str], value: str) -> None:
    if not is_address(value):
        raise UnrepresentableError(attribute.name, "it is no plain email address")


def _addresses_fit(
    _: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]
) -> None:
    if not value or not all(map(is_address, value)):
        raise UnrepresentableError(attribute.name, "one is no plain email address")


def _subject_fits(_: object, attribute: Attribute[str], value: str) -> None:
    if not is_header_text(value, _LONGEST_SUBJECT):
        raise UnrepresentableError(attribute.name, "it holds what may not stand in a header")


def _message_id_fits(_: object, attribute: Attribute[str], value: str) -> None:
    if not (value.startswith("<") and value.endswith(">") and is_address(value[1:-1])):
        raise UnrepresentableError(attribute.name, "it is no message id")


def _date_fits(_: object, attribute: Attribute[dt.datetime], value: dt.datetime) -> None:
    if value.utcoffset() != dt.timedelta() or value.microsecond:
        raise UnrepresentableError(attribute.name, "it is no whole second of UTC")


@frozen(kw_only=True)
class Head:
    """Everything that differs between the heads of two messages; nothing personal.

    Attributes:
        sender: One address.
        recipients: One address each.
        subject: Printable ASCII, at most 300 characters.
        date: In UTC, a whole second.
        message_id: With its angle brackets.
    """

    sender: str = field(repr=False, validator=_address_fits)
    recipients: tuple[str, ...] = field(repr=False, validator=_addresses_fit)
    subject: str = field(validator=_subject_fits)
    date: dt.datetime = field(validator=_date_fits)
    message_id: str = field(validator=_message_id_fits)


def can_be_sent(text: str) -> bool:
    """Return whether mail can carry ``text``: its only control characters are newlines and tabs."""
    return all(
        character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
        for character in text
    )


def write_message(head: Head, text: str) -> bytes:
    """Return the message that says ``text``: the same bytes at every call.

    Raises:
        UnrepresentableError: Where ``text`` holds what no mail can carry.
        NotOurMessageError: Where the bytes would read back as anything else.
    """
    if not can_be_sent(text):
        raise UnrepresentableError("the text of the message", "it holds a control character")
    message = EmailMessage(policy=_QUOTED)
    message["From"] = _address(head.sender)
    message["To"] = tuple(_address(recipient) for recipient in head.recipients)
    message["Subject"] = head.subject
    message["Date"] = head.date
    message["Message-ID"] = head.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    written = message.as_bytes(policy=_UNFOLDED)
    if read_head(written) != head:
        raise NotOurMessageError
    return written


def _address(plain: str) -> Address:
    local, _, domain = plain.rpartition("@")
    return Address(username=local, domain=domain)


def read_head(message: bytes) -> Head:
    """Return what the head of a message says.

    Raises:
        NotOurMessageError: Where a header is missing, added, folded or twice
            there, an address is more than an address, or a line ends oddly.
    """
    head, _, text = message.partition(b"\r\n\r\n")
    lines = [_LINE.fullmatch(line) for line in head.split(b"\r\n")]
    names = tuple(line[1].decode() if line else "" for line in lines)
    if names != _NAMES or _ODD.search(text) or not text.endswith(b"\r\n"):
        raise NotOurMessageError
    try:
        return _parsed_head(message)
    except Exception:  # noqa: BLE001 - Python's parser meets odd headers with errors of any kind
        raise NotOurMessageError from None


def _parsed_head(message: bytes) -> Head:
    parsed = email.message_from_bytes(message, policy=SMTP)
    found: dict[str, object] = {name.lower(): value for name, value in parsed.items()}
    sender, recipients, date = found["from"], found["to"], found["date"]
    if not (isinstance(sender, AddressHeader) and isinstance(recipients, AddressHeader)):
        raise NotOurMessageError
    if not isinstance(date, DateHeader) or date.datetime is None:
        raise NotOurMessageError
    return Head(
        sender=str(sender),
        recipients=_listed(recipients),
        subject=str(found["subject"]),
        date=date.datetime,
        message_id=str(found["message-id"]),
    )


def _listed(header: AddressHeader) -> tuple[str, ...]:
    """Return the addresses, where the header lists them and says nothing else."""
    listed = tuple(map(str, header.addresses))
    if ", ".join(listed) != str(header):
        raise NotOurMessageError
    return listed
