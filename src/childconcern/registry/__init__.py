"""The registry: plugins that the configuration names, and what is made of them."""

from childconcern.registry.application import Application, open_application
from childconcern.registry.configuration import (
    Configuration,
    ConfigurationError,
    DeliverySection,
    read_configuration,
)
from childconcern.registry.plugins import (
    InstalledPlugin,
    PluginError,
    Registry,
    installed_plugins,
    load_plugins,
)

__all__ = [
    "Application",
    "Configuration",
    "ConfigurationError",
    "DeliverySection",
    "InstalledPlugin",
    "PluginError",
    "Registry",
    "installed_plugins",
    "load_plugins",
    "open_application",
    "read_configuration",
]
