"""The command line, ``childconcern``: one thin file a verb.

It needs the extra ``cli``: ``pip install "childconcern[cli]"``.
"""

from childconcern.cli.main import main

__all__ = ["main"]
