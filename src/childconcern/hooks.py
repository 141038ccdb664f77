"""Every hook on one screen.

Hooks register things and never decide. A plugin is a distribution with an entry
point in the group ``childconcern``; only plugins that the configuration names
are imported, and one of those that is broken stops the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol

import pluggy
from attrs import frozen

from childconcern.delivery import Notice, StoreSpec
from childconcern.submission import AdapterSpec

__all__ = [
    "GROUP",
    "HookSpecs",
    "Notice",
    "Observer",
    "ObserverSpec",
    "SimulatorOptions",
    "SimulatorSpec",
    "hookimpl",
]

GROUP: Final = "childconcern"
"""The entry point group, and the name under which pluggy knows the project."""

hookspec: Final = pluggy.HookspecMarker(GROUP)
hookimpl: Final = pluggy.HookimplMarker(GROUP)
"""Marks a plugin's implementation of a hook."""


class Observer(Protocol):
    """Somebody who is told when a submission needs a person."""

    def needs_person(self, notice: Notice) -> None:
        """Tell a person; what it raises is noted and changes nothing."""
        ...


@frozen(kw_only=True)
class ObserverSpec:
    """What a plugin registers so that people are told.

    Attributes:
        name: As configuration writes it.
        config_type: An attrs class; its fields are the keys of the configuration.
        factory: Makes an observer from one such object.
    """

    name: str
    config_type: type
    factory: Callable[..., Observer]


@frozen(kw_only=True)
class SimulatorOptions:
    """How a simulator is run.

    Attributes:
        host: A loopback address.
        port: 0 for any free one.
        ledger: Where it keeps what it receives.
        faults: What it does wrong on purpose, in order, one a request.
        announce: Told one line when it listens, and when it receives something.
    """

    host: str
    port: int
    ledger: Path
    faults: tuple[str, ...]
    announce: Callable[[str], None]


@frozen(kw_only=True)
class SimulatorSpec:
    """What a plugin registers so that its other side can be tried without a council.

    Attributes:
        name: The adapter's name.
        serve: Serves until it is interrupted.
    """

    name: str
    serve: Callable[[SimulatorOptions], None]


class HookSpecs:
    """What plugins can implement."""

    @hookspec
    def childconcern_adapters(self) -> Iterable[AdapterSpec]:  # type: ignore[empty-body]  # a specification
        """Return the adapters of this plugin."""

    @hookspec
    def childconcern_stores(self) -> Iterable[StoreSpec]:  # type: ignore[empty-body]  # a specification
        """Return the stores of this plugin."""

    @hookspec
    def childconcern_observers(self) -> Iterable[ObserverSpec]:  # type: ignore[empty-body]  # a specification
        """Return the observers of this plugin."""

    @hookspec
    def childconcern_simulators(self) -> Iterable[SimulatorSpec]:  # type: ignore[empty-body]  # a specification
        """Return the simulators of this plugin."""
