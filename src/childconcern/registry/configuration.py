"""The configuration of an application: one TOML file, read strictly.

::

    plugins = ["sql", "liquidlogic"]

    [store.sql]
    file = "contacts.sqlite"

    [adapters.case-system]
    adapter = "liquidlogic"
    url = "https://cases.council.example/contacts"
    mapping = "liquidlogic-mapping.toml"

    [destinations]
    social-care = "case-system"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field
from cattrs.errors import BaseValidationError

from childconcern.delivery import DeliveryPolicy, WhenUnconfirmed
from childconcern.errors import ProblemsError
from childconcern.packfile.reading import read_file
from childconcern.packfile.strictness import shape_problems, strict_converter
from childconcern.problems import Place, Problem

__all__ = [
    "Configuration",
    "ConfigurationError",
    "DeliverySection",
    "read_configuration",
    "section",
]

T = TypeVar("T")


class ConfigurationError(ProblemsError):
    """A configuration cannot be used, and here is everything that is wrong with it."""

    code = "configuration"


@define(kw_only=True)
class DeliverySection:
    """``[delivery]``: how hard to try; times in seconds.

    Attributes:
        attempts: How often, before a person is called.
        first_wait_seconds: After the first attempt; each wait is twice the one before.
        longest_wait_seconds: However often it was tried.
        lease_seconds: How long a worker holds a submission before it counts as dead.
        send_within_seconds: How long one attempt may take; shorter than the lease.
        when_unconfirmed: ``resend`` or ``ask-a-person``.
        by_destination: Another choice, for some destinations.
    """

    attempts: int = 5
    first_wait_seconds: int = 30
    longest_wait_seconds: int = 900
    lease_seconds: int = 180
    send_within_seconds: int = 60
    when_unconfirmed: WhenUnconfirmed = WhenUnconfirmed.RESEND
    by_destination: dict[str, WhenUnconfirmed] = field(factory=dict[str, WhenUnconfirmed])

    def policy(self) -> DeliveryPolicy:
        """Return the delivery policy; DeliveryPolicyError where it cannot be."""
        return DeliveryPolicy(
            attempts=self.attempts,
            first_wait=dt.timedelta(seconds=self.first_wait_seconds),
            longest_wait=dt.timedelta(seconds=self.longest_wait_seconds),
            lease=dt.timedelta(seconds=self.lease_seconds),
            send_within=dt.timedelta(seconds=self.send_within_seconds),
            when_unconfirmed=self.when_unconfirmed,
            by_destination=self.by_destination,
        )


@define(kw_only=True)
class Configuration:
    """What stands in the file.

    Attributes:
        plugins: Those to import; no other is.
        store: One section, named as a store is, with its settings.
        adapters: For each name of your choosing the settings of an adapter, with
            ``adapter`` saying which.
        destinations: For each destination of the pack the name of an adapter.
        observers: For each observer that should be told, its settings.
        delivery: How hard to try.
    """

    plugins: list[str] = field(factory=list[str])
    store: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]])
    adapters: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]])
    destinations: dict[str, str] = field(factory=dict[str, str])
    observers: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]])
    delivery: DeliverySection = field(factory=DeliverySection)


def read_configuration(path: Path) -> Configuration:
    """Return the configuration in a file.

    Raises:
        ConfigurationError: With every key and value that is wrong.
    """
    read = read_file(path)
    if isinstance(read, Problem):
        raise ConfigurationError("the configuration cannot be read", (read,)) from None
    configuration = section(read.table, Configuration, path, ())
    problems = tuple(_problems(configuration, path))
    if problems:
        raise ConfigurationError("the configuration cannot be used", problems) from None
    return configuration


def section(table: Mapping[str, object], kind: type[T], path: Path, within: tuple[str, ...]) -> T:
    """Return one section of a configuration as its class; relative paths start at the file.

    Raises:
        ConfigurationError: With every key and value that is wrong.
    """
    try:
        return strict_converter(path.parent).structure(table, kind)
    except BaseValidationError as error:
        problems = tuple(shape_problems(error, within, path.name))
    raise ConfigurationError("the configuration cannot be used", problems) from None


def _problems(configuration: Configuration, path: Path) -> list[Problem]:
    found: list[Problem] = []

    def add(where: tuple[str, ...], message: str, remedy: str) -> None:
        place = Place(file=path.name, path=where)
        found.append(Problem(code="configuration", place=place, message=message, remedy=remedy))

    if len(configuration.store) > 1:
        add(("store",), "there is more than one store", "keep one: a request is in one place")
    for name, settings in configuration.adapters.items():
        if not isinstance(settings.get("adapter"), str):
            add(("adapters", name), "it does not say which adapter", 'write adapter = "..."')
    for destination, name in configuration.destinations.items():
        if name not in configuration.adapters:
            known = ", ".join(configuration.adapters) or "none"
            add(
                ("destinations", destination), f"there is no adapter {name!r}", f"there are {known}"
            )
    for destination in configuration.delivery.by_destination:
        if destination not in configuration.destinations:
            where = ("delivery", "by_destination", destination)
            known = ", ".join(configuration.destinations) or "none"
            add(where, "there is no such destination", f"there are {known}")
    return found
