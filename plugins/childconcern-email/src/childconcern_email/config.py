"""What can be configured: requests to a council, and alerts to people on duty."""

from __future__ import annotations

import enum
import re
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from attrs import Attribute, field, frozen

from childconcern_email.headers import is_host
from childconcern_email.message import can_be_sent
from childconcern_email.settings import EmailSettingError, MailSettings, subject_prefix_fits

__all__ = ["Content", "EmailAlertsConfig", "EmailConfig", "link_to"]

_PLACE: Final = "{reference}"
_LINK: Final = re.compile(r"https://[!#-;=?-Z\[\]_a-z~]+")
_LONGEST_WAIT: Final = 120


class Content(enum.Enum):
    """What a request for service says in an email."""

    REFERENCE_ONLY = "reference-only"
    FULL = "full"


_Text: TypeAlias = "Attribute[str]"


def _agreed_by_fits(
    config: EmailConfig, attribute: Attribute[str | None], value: str | None
) -> None:
    agreed = value is not None and bool(value.strip())
    if agreed != (config.content is Content.FULL):
        raise EmailSettingError(
            attribute.name,
            'must say who agreed to content = "full", and stands only with it',
            remedy='name who agreed, or write content = "reference-only"',
        )


def _link_fits(config: EmailConfig, attribute: _Text, value: str) -> None:
    if not value and config.content is Content.FULL:
        return
    server = urlsplit(value.replace(_PLACE, "")).hostname or ""
    bare = value.replace(_PLACE, "", 1)
    sound = _LINK.fullmatch(bare) is not None and is_host(server) and "@" not in bare
    if not sound or not value.lower().startswith(f"https://{server}"):
        raise EmailSettingError(
            attribute.name,
            "is no link by which the council's staff can open the request",
            remedy="write https://requests.council.example/{reference}",
        )


def _what_to_do_fits(_: object, attribute: Attribute[str | None], value: str | None) -> None:
    if value is not None and not (value.strip() and can_be_sent(value)):
        raise EmailSettingError(
            attribute.name, "is empty or holds a control character", remedy="use plain words"
        )


def _within_fits(_: object, attribute: Attribute[int], value: int) -> None:
    if not 0 < value <= _LONGEST_WAIT:
        raise EmailSettingError(attribute.name, "is out of range", remedy="use 1 to 120 seconds")


def link_to(template: str, reference: str) -> str:
    """Return the link to one request: the reference is quoted, and cannot leave its place."""
    return template.replace(_PLACE, quote(reference, safe=""))


@frozen(kw_only=True)
class EmailConfig(MailSettings):
    """Requests for service by email; the keys of :class:`MailSettings`, and these.

    Attributes:
        subject_prefix: Stands before the reference in the subject.
        content: ``reference-only`` (the default) says nothing that could
            identify a child; ``full`` sends everything that was said.
        full_content_agreed_by: Who agreed to ``full``, by role; compulsory with it.
        link: Where staff open a request, https only; ``{reference}`` stands for
            the reference. It may be left out with ``full``.
        what_to_do: What the message asks the reader to do, where the usual
            sentence does not fit.
    """

    subject_prefix: str = field(default="Request for service", validator=subject_prefix_fits)
    content: Content = Content.REFERENCE_ONLY
    full_content_agreed_by: str | None = field(default=None, validator=_agreed_by_fits)
    link: str = field(default="", validator=_link_fits)
    what_to_do: str | None = field(default=None, validator=_what_to_do_fits)


@frozen(kw_only=True)
class EmailAlertsConfig(MailSettings):
    """Alerts by email; the keys of :class:`MailSettings`, and these.

    Attributes:
        subject_prefix: Stands before the reference in the subject.
        within_seconds: How long an alert may take in all, from 1 to 120.
    """

    subject_prefix: str = field(default="A person is needed", validator=subject_prefix_fits)
    within_seconds: int = field(default=20, validator=_within_fits)
