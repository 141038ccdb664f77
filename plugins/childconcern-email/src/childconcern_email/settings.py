"""How mail leaves: the settings of requests and of alerts alike, each checked on its own.

A fault names the key and never shows what was given.
"""

from __future__ import annotations

import enum
import ipaddress
from pathlib import Path
from typing import ClassVar, Final, TypeAlias

from attrs import Attribute, field, frozen

from childconcern.errors import ConcernError
from childconcern_email.headers import (
    domain_of,
    is_address,
    is_header_text,
    is_host,
    is_host_name,
    is_ip_address,
)

__all__ = ["EmailSettingError", "MailSettings", "Security", "subject_prefix_fits"]

_HIGHEST_PORT: Final = 65535
_MOST_RECIPIENT_CHARACTERS: Final = 800


class EmailSettingError(ConcernError):
    """A setting of the email plugin cannot be used.

    Attributes:
        key: The setting, as the configuration writes it.
    """

    code: ClassVar[str] = "email-setting"

    def __init__(self, key: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"email setting {key!r} {reason}", remedy=remedy)
        self.key = key


class Security(enum.Enum):
    """How the connection is encrypted; there is no third way."""

    STARTTLS = "starttls"
    TLS = "tls"


_Text: TypeAlias = "Attribute[str]"
_MaybeText: TypeAlias = "Attribute[str | None]"
_Texts: TypeAlias = "Attribute[tuple[str, ...]]"


def _host_fits(_: object, attribute: _Text, value: str) -> None:
    if not is_host(value):
        raise EmailSettingError(
            attribute.name, "is no machine's name", remedy="write a host name or an IP address"
        )


def _port_fits(_: object, attribute: Attribute[int], value: int) -> None:
    if not 0 < value <= _HIGHEST_PORT:
        raise EmailSettingError(
            attribute.name, "is no port", remedy="usual are 587 with starttls and 465 with tls"
        )


def _address_fits(_: object, attribute: _Text, value: str) -> None:
    if not is_address(value):
        raise EmailSettingError(
            attribute.name, "is no plain email address", remedy="write team@council.example"
        )


def _domains_fit(_: object, attribute: _Texts, value: tuple[str, ...]) -> None:
    if not value or not all(is_host_name(domain) for domain in value):
        raise EmailSettingError(
            attribute.name,
            "must list the domains that may receive mail",
            remedy='write whole domains such as "council.example", without a star',
        )


def _recipients_fit(settings: MailSettings, attribute: _Texts, value: tuple[str, ...]) -> None:
    allowed = {domain.lower() for domain in settings.allowed_domains}
    key = attribute.name
    if not value or not all(is_address(one) for one in value):
        raise EmailSettingError(
            key, "must list plain email addresses", remedy="write each address by itself"
        )
    if not {domain_of(one) for one in value} <= allowed:
        raise EmailSettingError(
            key, "go to a domain that is not allowed", remedy="add it to allowed_domains"
        )
    if len({one.lower() for one in value}) < len(value):
        raise EmailSettingError(key, "name one twice", remedy="list each address once")
    if sum(map(len, value)) > _MOST_RECIPIENT_CHARACTERS:
        raise EmailSettingError(key, "are too many", remedy="use a shared mailbox")


def _loopback_fits(settings: MailSettings, attribute: Attribute[bool], value: bool) -> None:  # noqa: FBT001 - attrs calls validators so
    if not value:
        return
    host = settings.host
    if not (is_ip_address(host) and ipaddress.ip_address(host).is_loopback):
        raise EmailSettingError(
            attribute.name,
            "is only for this machine",
            remedy="leave it out, or write 127.0.0.1 or ::1 as host",
        )
    if settings.username is not None:
        raise EmailSettingError(
            attribute.name,
            "would send a password in clear",
            remedy="leave out either it or username",
        )


def _username_fits(settings: MailSettings, attribute: _MaybeText, value: str | None) -> None:
    given = (settings.password_env is not None) + (settings.password_file is not None)
    if value is not None and not is_header_text(value):
        raise EmailSettingError(
            attribute.name, "holds unusual characters", remedy="use printable ASCII"
        )
    if given != (0 if value is None else 1):
        raise EmailSettingError(
            attribute.name,
            "needs one place for its password, and a password needs a username",
            remedy="write username with password_env or with password_file",
        )


def _ehlo_name_fits(_: object, attribute: _MaybeText, value: str | None) -> None:
    if value is not None and not is_host_name(value):
        raise EmailSettingError(
            attribute.name, "is no machine's name", remedy="write a full host name"
        )


def subject_prefix_fits(_: object, attribute: _Text, value: str) -> None:
    """Refuse a subject that could be more than a subject.

    Raises:
        EmailSettingError: For anything but printable ASCII with single spaces.
    """
    if not is_header_text(value):
        raise EmailSettingError(
            attribute.name,
            "cannot stand in a header",
            remedy="use at most 120 printable ASCII characters and no =? or double space",
        )


@frozen(kw_only=True)
class MailSettings:
    """Where mail is handed over, from whom and to whom.

    Attributes:
        host: Name or IP address of the mail server; its certificate must bear it.
        port: Usually 587 with starttls and 465 with tls.
        security: ``starttls`` (the default) or ``tls``; both need TLS 1.2 or
            later and a certificate that can be verified.
        insecure_loopback: True for a server on this very machine, by its IP
            address 127.0.0.1 or ::1, without TLS and without a password.
        ca_file: Certificates (PEM) to trust instead of the machine's own.
        username: To log in with; none where the server asks for none.
        password_env: The environment variable that holds the password.
        password_file: The file that holds the password and no more.
        ehlo_name: How this machine calls itself; the sender's domain if left out.
        sender: Address in From, which also receives what bounces.
        allowed_domains: The domains that may receive mail; no sub-domain of
            theirs may unless it is listed.
        recipients: Addresses, each within the allowed domains.
    """

    host: str = field(validator=_host_fits)
    port: int = field(validator=_port_fits)
    security: Security = Security.STARTTLS
    insecure_loopback: bool = field(default=False, validator=_loopback_fits)
    ca_file: Path | None = None
    username: str | None = field(default=None, repr=False, validator=_username_fits)
    password_env: str | None = field(default=None, repr=False)
    password_file: Path | None = field(default=None, repr=False)
    ehlo_name: str | None = field(default=None, validator=_ehlo_name_fits)
    sender: str = field(repr=False, validator=_address_fits)
    allowed_domains: tuple[str, ...] = field(validator=_domains_fit)
    recipients: tuple[str, ...] = field(repr=False, validator=_recipients_fit)
