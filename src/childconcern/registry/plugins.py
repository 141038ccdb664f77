"""A plugin manager for each application: only what the configuration names is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from attrs import define, field, frozen

from childconcern.delivery import StoreSpec
from childconcern.errors import ConcernError
from childconcern.hooks import GROUP, HookSpecs, ObserverSpec, SimulatorSpec
from childconcern.submission import API_VERSION, AdapterSpec

__all__ = ["InstalledPlugin", "PluginError", "Registry", "installed_plugins", "load_plugins"]

S = TypeVar("S", AdapterSpec, StoreSpec, ObserverSpec, SimulatorSpec)


class PluginError(ConcernError):
    """A plugin that the configuration names cannot be used, so nothing starts.

    Attributes:
        plugin: Its name, as the configuration writes it.
    """

    code = "plugin"

    def __init__(self, plugin: str, what: str, *, remedy: str) -> None:
        super().__init__(f"plugin {plugin!r} {what}", remedy=remedy)
        self.plugin = plugin


@frozen(kw_only=True)
class InstalledPlugin:
    """A plugin that is installed; nothing of it has been imported.

    Attributes:
        name: As the configuration names it.
        distribution: That brings it.
        version: Of the distribution.
        module: That has its hooks.
    """

    name: str
    distribution: str
    version: str
    module: str


def installed_plugins() -> tuple[InstalledPlugin, ...]:
    """Return every plugin that is installed, by name, from metadata alone."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value))
    return tuple(_installed(entry) for entry in found)


def _installed(entry: EntryPoint) -> InstalledPlugin:
    brought_by = entry.dist
    return InstalledPlugin(
        name=entry.name,
        distribution="" if brought_by is None else brought_by.name,
        version="" if brought_by is None else brought_by.version,
        module=entry.value,
    )


@define
class Registry:
    """What the named plugins registered, each kind by name.

    Attributes:
        adapters: How requests are sent.
        stores: Where they wait.
        observers: Who is told that a person is needed.
        simulators: Other sides to try adapters against.
    """

    adapters: Mapping[str, AdapterSpec] = field(factory=dict[str, AdapterSpec])
    stores: Mapping[str, StoreSpec] = field(factory=dict[str, StoreSpec])
    observers: Mapping[str, ObserverSpec] = field(factory=dict[str, ObserverSpec])
    simulators: Mapping[str, SimulatorSpec] = field(factory=dict[str, SimulatorSpec])


def load_plugins(names: Iterable[str]) -> Registry:
    """Return what the named plugins register.

    Raises:
        PluginError: When one is not installed, installed twice, cannot be
            imported, has no hook or one that does not exist, registers
            something other than it should, or a name that another has.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(HookSpecs)
    for name in dict.fromkeys(names):
        _register(manager, name)
    hooks = manager.hook
    return Registry(
        adapters=_collected(hooks.childconcern_adapters, AdapterSpec),
        stores=_collected(hooks.childconcern_stores, StoreSpec),
        observers=_collected(hooks.childconcern_observers, ObserverSpec),
        simulators=_collected(hooks.childconcern_simulators, SimulatorSpec),
    )


def _register(manager: pluggy.PluginManager, name: str) -> None:
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        known = ", ".join(plugin.name for plugin in installed_plugins()) or "none"
        raise PluginError(name, "is not installed", remedy=f"install it; installed are: {known}")
    if len(found) > 1:
        homes = ", ".join(_installed(entry).distribution for entry in found)
        raise PluginError(name, f"is brought by {homes}", remedy="uninstall all but one")
    module = _imported(name, found[0])
    of = _whose(found[0])
    try:
        manager.register(module, name)
        manager.check_pending()
    except pluggy.PluginValidationError:
        what = f"{of} has a hook that is none here, or takes other arguments"
        raise PluginError(name, what, remedy="use a version made for this childconcern") from None
    except ValueError:
        # pluggy knows a module by itself and not by its name.
        what = f"{of} has the same module as another plugin that is named"
        raise PluginError(name, what, remedy="name one of both only") from None
    if not manager.get_hookcallers(module):
        what = f"{of} registers nothing"
        raise PluginError(name, what, remedy="mark its hooks with childconcern.hooks.hookimpl")


def _imported(name: str, entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:
        # At import nothing personal is at hand, and the name of what is missing helps.
        why = f"{type(error).__name__}: {error}".partition("\n")[0].removesuffix(": ")
        what = f"{_whose(entry)} cannot be imported ({why})"
        raise PluginError(name, what, remedy="see the error that led to this one") from error


def _whose(entry: EntryPoint) -> str:
    plugin = _installed(entry)
    return f"of {plugin.distribution} {plugin.version}".rstrip()


def _collected(hook: pluggy.HookCaller, kind: type[S]) -> dict[str, S]:
    """Return what each plugin registers for one hook; pluggy itself checks no types."""
    collected: dict[str, S] = {}
    for implementation in hook.get_hookimpls():
        for spec in _called(implementation.function, implementation.plugin_name, kind):
            if spec.name in collected:
                what = f"registers {spec.name!r}, which another plugin has registered"
                raise PluginError(implementation.plugin_name, what, remedy="name one of both only")
            collected[spec.name] = spec
    return collected


def _called(function: Callable[..., Any], plugin: str, kind: type[S]) -> Sequence[S]:
    try:
        specs = tuple(function())
    except Exception as error:
        what = f"failed in {function.__name__} ({type(error).__name__})"
        raise PluginError(plugin, what, remedy="see the error that led to this one") from error
    for spec in specs:
        if not isinstance(spec, kind):
            what = f"returns something other than {kind.__name__} from {function.__name__}"
            raise PluginError(plugin, what, remedy="mend the plugin")
        api: tuple[int, int] = getattr(spec, "api", API_VERSION)
        if api[0] != API_VERSION[0]:
            what = f"was written for version {api[0]} of the protocol, and this is {API_VERSION[0]}"
            raise PluginError(plugin, what, remedy="use a version made for this childconcern")
    return specs
