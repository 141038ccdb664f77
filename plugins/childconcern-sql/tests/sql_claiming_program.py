"""A program that takes everything it can, writes down what it took, and lets go of none of it.

Its arguments are the folder and its own name. It waits for a file ``go``, so
that several begin at one time.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

from childconcern_sql import SqlConfig, open_outbox


def main(folder: Path, name: str) -> None:
    """Take everything and print its keys."""
    outbox = open_outbox(SqlConfig(file=folder / "queue.db"))
    print("ready", flush=True)  # noqa: T201 - this is how the test hears of it
    while not (folder / "go").exists():
        time.sleep(0.001)
    taken = iter(
        lambda: outbox.claim(
            owner=name, now=dt.datetime.now(dt.UTC), lease=dt.timedelta(minutes=10)
        ),
        None,
    )
    for claim in taken:
        print(claim.submission.key, claim.number, flush=True)  # noqa: T201 - as above
        # Whoever writes without a pause keeps the others out.
        time.sleep(0.003)
    outbox.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
