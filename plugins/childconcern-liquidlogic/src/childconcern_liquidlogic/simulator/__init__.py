"""A simulated case system, for demonstrations, acceptance tests and this plugin's own."""

from childconcern.hooks import SimulatorOptions
from childconcern_liquidlogic.simulator.faults import FAULTS, UnknownFaultError
from childconcern_liquidlogic.simulator.ledger import HeldContact, held_contacts
from childconcern_liquidlogic.simulator.server import Simulator

__all__ = [
    "FAULTS",
    "HeldContact",
    "Simulator",
    "UnknownFaultError",
    "held_contacts",
    "serve",
]


def serve(options: SimulatorOptions) -> None:
    """Answer as a simulated case system until Ctrl-C; what it stored stays in the ledger.

    Raises:
        UnknownFaultError: A fault of the options is none that can be played.
        OSError: The address is not free, or the ledger cannot be written.
    """
    try:
        _serve(options)
    except KeyboardInterrupt:
        options.announce("Stopped; the ledger keeps what was stored")


def _serve(options: SimulatorOptions) -> None:
    simulator = Simulator(
        options.ledger,
        host=options.host,
        port=options.port,
        faults=options.faults,
        announce=options.announce,
    )
    try:
        simulator.serve_forever()
    finally:
        simulator.close()
