"""The command line, ``childconcern``: one thin file a verb.

It needs the extra ``cli``: ``python -m pip install "childconcern[cli]"``.
"""

from __future__ import annotations

import sys

__all__ = ["main"]

_NEEDED = frozenset({"click", "rich"})


def main() -> None:
    """Run the program ``childconcern`` with the arguments it was started with."""
    try:
        from childconcern.cli.program import program  # noqa: PLC0415 - click may not be there
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write('the command line needs: python -m pip install "childconcern[cli]"\n')
        sys.exit(2)
    program(prog_name="childconcern")
