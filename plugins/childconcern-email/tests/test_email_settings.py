"""What the configuration takes, and what it refuses by naming the key."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from attrs import evolve

from childconcern.problems import Problem
from childconcern.registry import ConfigurationError
from childconcern.registry.configuration import section
from childconcern_email import (
    Content,
    EmailAlertsConfig,
    EmailConfig,
    EmailSettingError,
    MailSettings,
    Security,
)

GOOD: dict[str, Any] = {
    "host": "mail.council.example",
    "port": 587,
    "sender": "childconcern@council.example",
    "allowed_domains": ["council.example", "partner.example"],
    "recipients": ["front-door@council.example", "o'brien+duty@Partner.example"],
    "link": "https://requests.council.example/{reference}",
}
FILE = Path("/etc/childconcern/childconcern.toml")
Config = TypeVar("Config", bound=MailSettings)
LOGIN = {"username": "mail-user", "password_env": "MAIL_PASSWORD"}
LOOPBACK = {"host": "127.0.0.1", "insecure_loopback": True}


def structured(config_type: type[Config], **changed: object) -> Config:
    """Return the configuration that a section of a file gives."""
    return section(GOOD | changed, config_type, FILE, ("adapters", "front-door"))


def refused(config_type: type[MailSettings], **changed: object) -> Problem:
    """Return the one problem of a section that cannot be used."""
    with pytest.raises(ConfigurationError) as refusal:
        structured(config_type, **changed)
    (problem,) = refusal.value.problems
    return problem


def test_the_usual_configuration_encrypts_and_says_nothing_of_the_child() -> None:
    config = structured(EmailConfig)

    assert config.security is Security.STARTTLS
    assert config.content is Content.REFERENCE_ONLY
    assert not config.insecure_loopback


@pytest.mark.parametrize(
    "changed",
    [
        {"host": "127.0.0.1"},
        {"host": "::1", "insecure_loopback": True},
        LOOPBACK,
        {"security": "tls", "port": 465},
        LOGIN,
        {"username": "mail-user", "password_file": "/run/secrets/mail"},
        {"ehlo_name": "childconcern.council.example"},
        {"content": "full", "full_content_agreed_by": "Data protection lead", "link": ""},
        {"link": "https://requests.council.example:8443/open?ref={reference}&from=email"},
        {"link": "https://requests.council.example/queue"},
        {"link": "https://Requests.Council.example/queue"},
        {"subject_prefix": "New: request (Brookvale)"},
    ],
)
def test_a_sound_configuration_is_taken(changed: dict[str, object]) -> None:
    assert structured(EmailConfig, **changed).sender == GOOD["sender"]


BROKEN: list[tuple[str, Mapping[str, object]]] = [
    ("host", {"host": ""}),
    ("host", {"host": "mail.council.example\r\n"}),
    ("host", {"host": "mail council"}),
    ("host", {"host": "fe80::1%eth0"}),
    ("host", {"host": "999.1.2.3"}),
    ("port", {"port": 0}),
    ("port", {"port": 65536}),
    ("sender", {"sender": "not-an-address"}),
    ("sender", {"sender": "Team <team@council.example>"}),
    ("sender", {"sender": "a@council.example, b@council.example"}),
    ("sender", {"sender": "a@council.example\nBcc: b@x.example"}),
    ("sender", {"sender": "=?utf-8?q?a?=@council.example"}),
    ("sender", {"sender": '"a b"@council.example'}),
    ("sender", {"sender": "alice@council"}),
    ("sender", {"sender": f"{'a' * 65}@council.example"}),
    ("sender", {"sender": "caf\u00e9@council.example"}),
    ("sender", {"sender": "a..b@council.example"}),
    ("sender", {"sender": "-a@council.example"}),
    ("sender", {"sender": "a@-council.example"}),
    ("sender", {"sender": "a@council.123"}),
    ("allowed_domains", {"allowed_domains": []}),
    ("allowed_domains", {"allowed_domains": ["*.council.example"]}),
    ("allowed_domains", {"allowed_domains": ["@council.example"]}),
    ("recipients", {"recipients": []}),
    ("recipients", {"recipients": ["a@council.example, evil@x.example"]}),
    ("recipients", {"recipients": ["a@council.example;evil@x.example"]}),
    ("recipients", {"recipients": ["a@x.example@council.example"]}),
    ("recipients", {"recipients": ["a@council.example\u2028evil@x.example"]}),
    ("recipients", {"recipients": ["a@elsewhere.example"]}),
    ("recipients", {"recipients": ["a@sub.council.example"]}),
    ("recipients", {"recipients": ["a@council.example", "b@elsewhere.example"]}),
    ("recipients", {"recipients": ["a@evilcouncil.example"]}),
    ("recipients", {"recipients": ["a@council.example", "A@council.example"]}),
    ("recipients", {"recipients": [f"team{n}@council.example" for n in range(50)]}),
    ("insecure_loopback", {"insecure_loopback": True}),
    ("insecure_loopback", {"insecure_loopback": True, "host": "localhost"}),
    ("insecure_loopback", {"insecure_loopback": True, "host": "192.0.2.1"}),
    ("insecure_loopback", LOOPBACK | LOGIN),
    ("username", {"username": "mail-user"}),
    ("username", {"password_env": "MAIL_PASSWORD"}),
    ("username", LOGIN | {"password_file": "/run/secrets/mail"}),
    ("username", LOGIN | {"username": "child\nconcern"}),
    ("ehlo_name", {"ehlo_name": "x\r\nMAIL FROM:<a@b.example>"}),
    ("subject_prefix", {"subject_prefix": "x\r\nBcc: evil@x.example"}),
    ("subject_prefix", {"subject_prefix": "x=?utf-8?q?=0ABcc=3A_evil=40x.example?="}),
    ("subject_prefix", {"subject_prefix": "x\u2028Bcc: evil@x.example"}),
    ("subject_prefix", {"subject_prefix": ""}),
    ("full_content_agreed_by", {"content": "full"}),
    ("full_content_agreed_by", {"content": "full", "full_content_agreed_by": "  "}),
    ("full_content_agreed_by", {"full_content_agreed_by": "Data protection lead"}),
    ("link", {"link": ""}),
    ("link", {"link": "http://requests.council.example/{reference}"}),
    ("link", {"link": "https:///{reference}"}),
    ("link", {"link": "https://{reference}.council.example/"}),
    ("link", {"link": "https://requests.council.example@x.example/{reference}"}),
    ("link", {"link": "https://requests.council.example@requests.council.example/"}),
    ("link", {"link": "https://requests.council.example/{reference}/{reference}"}),
    ("link", {"link": "https://requests.council.example/{name}"}),
    ("link", {"link": "https://requests.council.example/ {reference}"}),
    ("link", {"link": "https://requests.council.example/\n{reference}"}),
    ("what_to_do", {"what_to_do": " "}),
    ("what_to_do", {"what_to_do": "x\x00"}),
]


@pytest.mark.parametrize(("key", "changed"), BROKEN)
def test_a_broken_setting_is_refused_by_its_key_and_never_shown(
    key: str, changed: Mapping[str, object]
) -> None:
    problem = refused(EmailConfig, **changed)

    assert problem.code == "email-setting"
    assert problem.message.startswith(f"email setting {key!r} ")
    assert problem.remedy
    assert [text for text in texts(changed.values()) if text in str(problem)] == []


def test_whoever_builds_a_configuration_in_python_gets_the_same_refusal() -> None:
    with pytest.raises(EmailSettingError) as refusal:
        evolve(structured(EmailConfig), recipients=("a@council.example, evil@x.example",))

    assert refusal.value.key == "recipients"
    assert refusal.value.code == "email-setting"


def texts(value: object) -> Iterator[str]:
    """Yield the texts in a setting that are long enough not to stand in a message by chance."""
    if isinstance(value, str):
        yield from [value] if len(value) > 4 else []
    elif isinstance(value, Iterable):
        for part in cast("Iterable[object]", value):
            yield from texts(part)


@pytest.mark.parametrize("value", ["plain", "none", "STARTTLS", ""])
def test_there_is_no_way_to_ask_for_a_connection_in_clear(value: str) -> None:
    problem = refused(EmailConfig, security=value)

    assert problem.message == "one of starttls, tls is needed here"
    assert problem.place.path[-1] == "security"


def test_a_misspelt_key_is_refused() -> None:
    assert refused(EmailConfig, insecure_loopbak=True).code == "unknown-key"


def test_paths_start_at_the_file_of_the_configuration() -> None:
    config = structured(
        EmailConfig, username="mail-user", password_file="mail-password", ca_file="ca.pem"
    )

    assert config.password_file == Path("/etc/childconcern/mail-password")
    assert config.ca_file == Path("/etc/childconcern/ca.pem")


@pytest.mark.parametrize("seconds", [0, -1, 121])
def test_an_alert_has_a_time_limit(seconds: int) -> None:
    without_link = {key: value for key, value in GOOD.items() if key != "link"}

    with pytest.raises(ConfigurationError, match="'within_seconds'"):
        section(without_link | {"within_seconds": seconds}, EmailAlertsConfig, FILE, ())


def test_alerts_take_the_same_settings() -> None:
    without_link = {key: value for key, value in GOOD.items() if key != "link"} | LOOPBACK

    assert section(without_link, EmailAlertsConfig, FILE, ()).within_seconds == 20


def test_a_configuration_does_not_show_addresses_or_where_the_password_is() -> None:
    config = structured(EmailConfig, **LOGIN)

    for hidden in ("front-door@", "o'brien", "childconcern@", "MAIL_PASSWORD", "mail-user"):
        assert hidden not in repr(config)
