"""What the demonstration stands on: programs that it starts, two servers, lines that it prints."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

__all__ = [
    "WIDTH",
    "case_system",
    "childconcern",
    "expect",
    "killed",
    "mailbox",
    "show",
    "title",
    "wait_for",
]

PATIENCE_SECONDS = 60
WIDTH = 96


def childconcern(
    *arguments: str | Path, only: tuple[str, ...] = (), last: int = 0, quiet: bool = False
) -> str:
    """Run one verb as a person would, show what it says, and return it.

    Args:
        arguments: As they are typed.
        only: Show only the parts that begin with these words.
        last: Show only so many lines from the end.
        quiet: Show nothing.
    """
    done = subprocess.run(
        command_line(*arguments), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    said = (done.stdout + done.stderr).rstrip()
    if only:
        said = "\n\n".join(part for part in said.split("\n\n") if part.startswith(only))
    if not quiet:
        print(f"\n$ childconcern {' '.join(Path(one).name for one in map(str, arguments))}")
        for line in said.splitlines()[-last:]:
            show(line)
    if done.returncode not in {0, 1}:
        sys.exit(f"childconcern {arguments[0]} ended with {done.returncode}")
    return done.stdout


@contextmanager
def killed(*arguments: str | Path) -> Generator[None]:
    """Run one verb until something has happened, and kill it without a warning."""
    program = started(*arguments)
    try:
        yield
    finally:
        program.kill()
        program.wait()
    print(f"\n$ childconcern {arguments[0]}")
    show("(killed)")


@contextmanager
def case_system(ledger: Path, *faults: str) -> Generator[str]:
    """Serve the simulated case system, which does these things wrong in order."""
    played = [word for fault in faults for word in ("--fault", fault)]
    simulator = started("simulate", "liquidlogic", "--port", "0", "--ledger", ledger, *played)
    try:
        yield listening(simulator)
    finally:
        simulator.terminate()
        simulator.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def mailbox(folder: Path) -> Generator[int]:
    """Serve a mailbox on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    controller = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def listening(simulator: subprocess.Popen[str]) -> str:
    """Return the address at which the simulator says that it listens."""
    for line in simulator.stdout or ():
        if "http://" in line:
            return f"http://{line.partition('http://')[2].split()[0]}"
    sys.exit("the simulated case system did not start")


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start one verb that goes on."""
    return subprocess.Popen(
        command_line(*arguments), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def command_line(*arguments: str | Path) -> list[str]:
    """Return the command for this Python's own childconcern."""
    program = "from childconcern.cli import main; main()"
    return [sys.executable, "-u", "-c", program, *map(str, arguments)]


def wait_for(done: Callable[[], bool], what: str, *, pause: float = 0.1) -> None:
    """Look again and again until it is so; give up after a while."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if done():
            return
        time.sleep(pause)
    sys.exit(f"waited in vain for {what}")


def expect(so: object, what: str) -> None:
    """Say what was shown, or stop."""
    if not so:
        sys.exit(f"this is not so: {what}")
    print(f"  -> {what}")


def show(line: str) -> None:
    """Print a line; what does not fit on it goes on below."""
    hanging = "  | " + " " * (len(line) - len(line.lstrip(" -")))
    print(textwrap.fill(line, WIDTH, initial_indent="  | ", subsequent_indent=hanging) or "  |")


def title(text: str) -> None:
    """Print a step's title."""
    print(f"\n\n=== {text}")
