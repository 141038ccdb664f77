"""An application: a configuration with its plugins, store and adapters, ready to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from childconcern.delivery import (
    Channel,
    DeliveryPolicy,
    Notice,
    Outbox,
    StoreSpec,
    notice_about,
)
from childconcern.errors import ConcernError
from childconcern.hooks import Observer, ObserverSpec
from childconcern.problems import Place, Problem
from childconcern.registry.configuration import (
    Configuration,
    ConfigurationError,
    read_configuration,
    section,
)
from childconcern.registry.plugins import Registry, load_plugins
from childconcern.submission import Adapter, AdapterSpec

__all__ = ["Application", "open_application"]

S = TypeVar("S")
T = TypeVar("T")


@frozen(kw_only=True)
class Application:
    """Everything that runs, made from one configuration.

    Attributes:
        outbox: Where requests wait; close it at the end.
        channels: How each destination is reached, by its id.
        policy: How hard delivery tries.
        observers: Who is told that a person is needed, by name.
    """

    outbox: Outbox
    channels: Mapping[str, Channel]
    policy: DeliveryPolicy
    observers: Mapping[str, Observer]

    @property
    def adapters(self) -> Mapping[str, tuple[str, Adapter]]:
        """For each destination the adapter's name and the adapter, as ``submissions`` asks."""
        return {place: (one.name, one.adapter) for place, one in self.channels.items()}

    def tell_people(self, *, now: Callable[[], dt.datetime]) -> tuple[str, ...]:
        """Tell every observer of each call for a person that nobody has been told of.

        Returns the names of observers that failed: telling never stops delivery.
        A call counts as told once one observer was told; with none configured it
        stays in ``outbox.calls()`` for whoever looks.
        """
        failed: list[str] = []
        for standing in self.outbox.untold() if self.observers else ():
            notice = notice_about(standing)
            if notice is None:
                continue
            done = [name for name, one in self.observers.items() if _told(one, notice)]
            failed += [name for name in self.observers if name not in done]
            if done:
                self.outbox.told(standing, now=now())
        return tuple(dict.fromkeys(failed))


def _told(observer: Observer, notice: Notice) -> bool:
    try:
        observer.needs_person(notice)
    except Exception:  # noqa: BLE001 - another's fault of any kind must not stop delivery
        return False
    return True


def open_application(path: Path) -> Application:
    """Return what a configuration file describes, with its store open.

    Raises:
        ConfigurationError: With what is wrong with the file.
        PluginError: When a plugin that it names cannot be used.
        ConcernError: When a store or an adapter refuses its settings.
    """
    configuration = read_configuration(path)
    registry = load_plugins(configuration.plugins)
    adapters = _adapters(configuration, registry, path)
    observers = _observers(configuration, registry, path)
    policy = configuration.delivery.policy()
    return Application(
        outbox=_outbox(configuration, registry, path),
        channels={place: adapters[name] for place, name in configuration.destinations.items()},
        policy=policy,
        observers=observers,
    )


def _outbox(configuration: Configuration, registry: Registry, path: Path) -> Outbox:
    if not configuration.store:
        raise _refused(path, ("store",), "there is no store", "write [store.sql]")
    ((name, settings),) = configuration.store.items()
    spec = _found(registry.stores, name, path, ("store", name))
    return _made(spec, spec.factory, settings, path, ("store", name))


def _adapters(
    configuration: Configuration, registry: Registry, path: Path
) -> Mapping[str, Channel]:
    channels: dict[str, Channel] = {}
    for name, settings in configuration.adapters.items():
        where = ("adapters", name)
        spec = _found(registry.adapters, str(settings["adapter"]), path, where)
        own = {key: value for key, value in settings.items() if key != "adapter"}
        adapter = _made(spec, spec.factory, own, path, where)
        channels[name] = Channel(name=spec.name, adapter=adapter, capabilities=spec.capabilities)
    return channels


def _observers(
    configuration: Configuration, registry: Registry, path: Path
) -> Mapping[str, Observer]:
    made: dict[str, Observer] = {}
    for name, settings in configuration.observers.items():
        spec = _found(registry.observers, name, path, ("observers", name))
        made[name] = _made(spec, spec.factory, settings, path, ("observers", name))
    return made


def _made(
    spec: AdapterSpec | StoreSpec | ObserverSpec,
    make: Callable[..., T],
    settings: Mapping[str, object],
    path: Path,
    where: tuple[str, ...],
) -> T:
    """Return what a plugin makes of its settings; whatever it raises stops the start."""
    try:
        return make(section(settings, spec.config_type, path, where))
    except ConcernError:
        raise
    except Exception as error:  # noqa: BLE001 - another's fault; its text may hold a password
        message = f"the plugin failed to set it up ({type(error).__name__})"
        raise _refused(path, where, message, "check its settings, then the plugin") from None


def _found(specs: Mapping[str, S], name: str, path: Path, where: tuple[str, ...]) -> S:
    if name not in specs:
        known = ", ".join(specs) or "none"
        message = f"no plugin that is named in plugins registers {name!r}"
        raise _refused(path, where, message, f"registered are: {known}")
    return specs[name]


def _refused(path: Path, where: tuple[str, ...], message: str, remedy: str) -> ConfigurationError:
    place = Place(file=path.name, path=where)
    problem = Problem(code="configuration", place=place, message=message, remedy=remedy)
    return ConfigurationError("the configuration cannot be used", (problem,))
