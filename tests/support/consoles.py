"""Console blocks of a page, run as a reader would run them.

A line ``$ command`` is run by bash; the lines below it are what it must show,
with ``...`` for anything. A command that ends badly must be followed by
``$ echo $?`` and its number. A command with ``&`` at its end is left running
until the page ends; what is shown below it is waited for.
"""

import doctest
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import field, frozen

__all__ = ["Command", "Console", "commands"]

LONGEST_SECONDS: Final = 120
PROMPT: Final = "$ "
STATUS: Final = "echo $?"


@frozen(kw_only=True)
class Command:
    r"""One command and what a page says it shows.

    Attributes:
        text: What stands after the prompt, over several lines where they end in ``\``.
        shown: The lines below it, without space at their ends.
    """

    text: str
    shown: str

    @property
    def stays(self) -> bool:
        """Whether it is left running."""
        return self.text.endswith("&")


def commands(block: str) -> Iterator[Command]:
    """Yield the commands of BLOCK in order; ValueError where it does not begin with one."""
    lines = block.strip("\n").split("\n")
    if not lines[0].startswith(PROMPT):
        raise ValueError(f"a console block begins with {PROMPT!r}, not with {lines[0]!r}")
    while lines:
        text = lines.pop(0).removeprefix(PROMPT)
        while text.endswith("\\") and lines:
            text += "\n" + lines.pop(0)
        shown: list[str] = []
        while lines and not lines[0].startswith(PROMPT):
            shown.append(lines.pop(0))
        yield Command(text=text, shown=_tidy("\n".join(shown)))


@frozen
class Console:
    """One reader at a keyboard, in FOLDER, from the top of a page to its end.

    Attributes:
        folder: Where the commands run.
        running: What was left running, in the order it was started.
    """

    folder: Path
    running: list[subprocess.Popen[str]] = field(factory=list[subprocess.Popen[str]])

    def run(self, block: str) -> str:
        """Run every command of BLOCK; return what differs, or nothing."""
        status = 0
        todo = list(commands(block))
        for index, command in enumerate(todo):
            if command.stays:
                got = self._start(command)
            else:
                status, got = self._finish(command.text, status)
            if not _alike(command.shown, got):
                return f"$ {command.text}\nthe page shows:\n{command.shown}\nit printed:\n{got}"
            if status and not (index + 1 < len(todo) and todo[index + 1].text == STATUS):
                return f"$ {command.text}\nended with {status}, and the page does not say so"
        return ""

    def close(self) -> None:
        """End what was left running."""
        for process in reversed(self.running):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=LONGEST_SECONDS)
            if process.stdout:
                process.stdout.close()
        self.running.clear()

    def _finish(self, text: str, status: int) -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-c", f"(exit {status})\n{text}"],
            cwd=self.folder,
            env=_environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=LONGEST_SECONDS,
            check=False,
        )
        return done.returncode, _tidy(done.stdout)

    def _start(self, command: Command) -> str:
        process = subprocess.Popen(
            ["bash", "-c", command.text.removesuffix("&")],
            cwd=self.folder,
            env=_environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # so that what it starts is ended with it
        )
        self.running.append(process)
        # A program that never says what the page shows would keep us waiting for ever.
        patience = threading.Timer(LONGEST_SECONDS, process.kill)
        patience.start()
        expected = len(command.shown.splitlines())
        output = process.stdout or ()
        got = [line for _, line in zip(range(expected), output, strict=False)]
        patience.cancel()
        return _tidy("".join(got))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _alike(shown: str, got: str) -> bool:
    checker = doctest.OutputChecker()
    return checker.check_output(f"{shown}\n", f"{got}\n", doctest.ELLIPSIS)


def _environment(folder: Path) -> Mapping[str, str]:
    """Return the least a program needs, so that no page depends on whose machine it is."""
    programs = str(Path(sys.executable).parent)
    return {
        "COLUMNS": "100",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PATH": os.pathsep.join([programs, os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
        "TERM": "dumb",
        "TZ": "Europe/London",
    }
