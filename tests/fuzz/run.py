"""Fuzz every target with atheris: ``python tests/fuzz/run.py -max_total_time=60``.

What stands on the command line is libFuzzer's. It is no part of the suite:
atheris has no wheel for every platform.
"""

import importlib
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, cast

__all__ = ["main"]


class Atheris(Protocol):
    """As much of atheris as is used here."""

    def instrument_imports(self, include: list[str]) -> AbstractContextManager[object]:
        """Make what is imported inside tell which branches it takes."""
        ...

    def Setup(self, arguments: list[str], target: Callable[[bytes], None]) -> object:  # noqa: N802
        """Take the command line."""
        ...

    def Fuzz(self) -> None:  # noqa: N802 - atheris' name
        """Run until time is over or something is raised."""
        ...


def main() -> None:
    """Throw bytes at the target that their first byte names, starting from what is good."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    atheris = cast("Atheris", importlib.import_module("atheris"))
    with atheris.instrument_imports(include=["childconcern"]):
        fuzz = importlib.import_module("fuzz.targets")
    targets: list[Callable[[bytes], bool]] = list(fuzz.TARGETS)
    corpus = Path(tempfile.mkdtemp(prefix="corpus-"))
    for number, (target, content) in enumerate(fuzz.SEEDS):
        (corpus / f"seed-{number}").write_bytes(bytes([targets.index(target)]) + content)

    def choose(content: bytes) -> None:
        if content:
            targets[content[0] % len(targets)](content[1:])

    atheris.Setup([*sys.argv, str(corpus)], choose)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
