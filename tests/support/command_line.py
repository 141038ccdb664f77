"""The command line as its users meet it: in this process, in one of its own, at a terminal."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import define, field
from click.testing import CliRunner, Result

from childconcern.cli.program import program

__all__ = ["DAY", "RIVERBANK", "Terminal", "as_json", "at_terminal", "run", "run_process"]

ROOT: Final = Path(__file__).parents[2]
RIVERBANK: Final = ROOT / "examples" / "packs" / "riverbank"
DAY: Final = "2026-11-23"
PATIENCE_SECONDS: Final = 30.0
_PROGRAM: Final = "from childconcern.cli import main; main()"
# A terminal sends Ctrl-C to the session that it controls.
_OWN_TERMINAL: Final = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\r")


def run(*arguments: str | Path, said: str | bytes | None = None) -> Result:
    """Run the program in this process; what it raises besides ending is a fault of its own."""
    result = CliRunner().invoke(program, [str(one) for one in arguments], input=said)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def as_json(text: str) -> Any:  # noqa: ANN401 - whatever was printed, looked at by the test
    """Return what a program reads."""
    return json.loads(text)


def run_process(
    *arguments: str | Path,
    said: bytes = b"",
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, arguments)],
        input=said,
        capture_output=True,
        check=False,
        env=dict(os.environ) | dict(env or {}),
        cwd=folder,
        timeout=PATIENCE_SECONDS,
    )
    assert b"Traceback" not in done.stderr
    return done


@define
class Terminal:
    """Somebody at a terminal, who reads what is shown and types.

    Attributes:
        process: The program.
        line: Its other end.
        shown: Everything that was shown so far, without colours.
        read: How much of it was waited for.
    """

    process: subprocess.Popen[bytes]
    line: int
    shown: str = ""
    read: int = field(default=0)

    def expect(self, text: str) -> str:
        """Wait until TEXT is shown; return what came up to it since the last wait."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (found := self.shown.find(text, self.read)) < 0:
            if time.monotonic() > until or not self._more():
                raise AssertionError(f"{text!r} was not shown after {self.shown[self.read :]!r}")
        start, self.read = self.read, found + len(text)
        return self.shown[start : self.read]

    def type(self, *lines: str) -> None:
        """Type each line at a prompt of its own."""
        for line in lines:
            self.expect("> ")
            self.send(f"{line}\n")

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self.line, keys.encode())

    def press(self, key: str, until: str) -> None:
        r"""Press a key such as Ctrl-C, ``\x03``, again and again until something is shown.

        Between its prompt and its reading a program may not notice it.
        """
        while until not in self.shown[self.read :] and self.process.poll() is None:
            self.send(key)
            for _ in range(10):
                if until not in self.shown[self.read :]:
                    self._more(within=0.1)
        self.expect(until)

    def end(self) -> int:
        """Wait for the program's end and return its exit code."""
        while self._more():
            pass
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def _more(self, *, within: float = 1.0) -> bool:
        ready, _, _ = select.select([self.line], [], [], within)
        if not ready:
            return self.process.poll() is None
        try:
            content = os.read(self.line, 65_536)
        except OSError:
            return False  # Linux says so when nobody is at the other end
        self.shown += _ESCAPES.sub("", content.decode(errors="replace"))
        return bool(content)


@contextmanager
def at_terminal(*arguments: str | Path, columns: int = 80) -> Generator[Terminal]:
    """Run the program at a real terminal of so many columns; it is ended at the end."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, columns))
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN_TERMINAL + _PROGRAM, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=dict(os.environ) | {"TERM": "xterm", "PYTHONUTF8": "1"},
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait(timeout=PATIENCE_SECONDS)
        os.close(ours)
