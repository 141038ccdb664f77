"""What the plugin registers: one adapter and one observer, both named ``email``."""

from __future__ import annotations

from collections.abc import Iterable

from childconcern.hooks import ObserverSpec, hookimpl
from childconcern.submission import AdapterSpec, Capabilities
from childconcern_email.adapter import EmailAdapter
from childconcern_email.alerts import EmailAlerts
from childconcern_email.config import EmailAlertsConfig, EmailConfig

__all__ = ["childconcern_adapters", "childconcern_observers"]


@hookimpl
def childconcern_adapters() -> Iterable[AdapterSpec]:
    """Return how requests for service are sent by email."""
    return (
        AdapterSpec(
            name="email",
            config_type=EmailConfig,
            factory=EmailAdapter,
            capabilities=Capabilities(idempotent=False, searchable=False),
        ),
    )


@hookimpl
def childconcern_observers() -> Iterable[ObserverSpec]:
    """Return how people are told by email that one of them is needed."""
    return (ObserverSpec(name="email", config_type=EmailAlertsConfig, factory=EmailAlerts),)
