"""What this distribution registers: one adapter, and a simulated case system."""

from __future__ import annotations

from collections.abc import Iterable

from childconcern.hooks import SimulatorSpec, hookimpl
from childconcern.submission import AdapterSpec, Capabilities
from childconcern_liquidlogic.adapter import make_adapter
from childconcern_liquidlogic.config import LiquidLogicConfig
from childconcern_liquidlogic.simulator import serve

__all__ = ["childconcern_adapters", "childconcern_simulators"]


@hookimpl
def childconcern_adapters() -> Iterable[AdapterSpec]:
    """Register the adapter ``liquidlogic``.

    Mapping files must state that the other side stores a key once and can be
    asked for one, which is what the capabilities promise to the queue.
    """
    return [
        AdapterSpec(
            name="liquidlogic",
            config_type=LiquidLogicConfig,
            factory=make_adapter,
            capabilities=Capabilities(idempotent=True, searchable=True),
        )
    ]


@hookimpl
def childconcern_simulators() -> Iterable[SimulatorSpec]:
    """Register the simulated case system ``liquidlogic``."""
    return [SimulatorSpec(name="liquidlogic", serve=serve)]
