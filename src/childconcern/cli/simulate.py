"""``childconcern simulate``: the other side of an adapter, to try it without a council."""

from __future__ import annotations

from pathlib import Path

import click

from childconcern.errors import ConcernError
from childconcern.hooks import SimulatorOptions
from childconcern.registry import load_plugins

__all__ = ["NoSimulatorError", "NotServedError", "simulate"]

_HIGHEST_PORT = 65_535


class NoSimulatorError(ConcernError):
    """A plugin has no simulator."""

    code = "no-simulator"


class NotServedError(ConcernError):
    """A simulator cannot listen where it should, or cannot write its ledger."""

    code = "not-served"


@click.command(short_help="Serve a case system that is not there.")
@click.argument("plugin", default="liquidlogic")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--port",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8089,
    show_default=True,
    help="0 for any free one.",
)
@click.option(
    "--ledger",
    default="simulated-case-system.sqlite",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it keeps what it receives.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="Do this wrong once; may be given again. A wrong name lists them all.",
)
def simulate(plugin: str, host: str, port: int, ledger: Path, faults: tuple[str, ...]) -> None:
    """Serve a simulated case system for PLUGIN, until it is interrupted with Ctrl-C.

    PLUGIN is liquidlogic if it is left out. Give it invented contacts only.
    """
    simulators = load_plugins([plugin]).simulators
    if not simulators:
        message = f"plugin {plugin!r} has no simulator"
        raise NoSimulatorError(message, remedy="name another plugin")
    for spec in simulators.values():
        options = SimulatorOptions(
            host=host, port=port, ledger=ledger, faults=faults, announce=click.echo
        )
        try:
            spec.serve(options)
        except OSError as error:
            message = f"the simulator cannot start: {error.strerror or type(error).__name__}"
            remedy = f"give another --port than {port}, or another --ledger"
            raise NotServedError(message, remedy=remedy) from None
