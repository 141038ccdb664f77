"""A program that puts requests and delivers them, until it is done or killed.

Its arguments are the folder, the number of the first request and that of the
last. It prints ``put N`` when request N is on the disk, and ends when nothing
waits any more.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path

from attrs import frozen
from sql_bench import Ledger, request_for_service, submission

from childconcern.delivery import Channel, DeliveryPolicy, DeliveryState, deliver_due
from childconcern.submission import Capabilities, Lookup, Outcome, Submission
from childconcern_sql import SqlConfig, open_outbox

KINDS = {
    "keeps-a-key-once": Capabilities(idempotent=True),
    "searchable": Capabilities(searchable=True),
    "keeps-every-copy": Capabilities(),
}
POLICY = DeliveryPolicy(
    attempts=1000,
    first_wait=dt.timedelta(milliseconds=5),
    longest_wait=dt.timedelta(milliseconds=20),
    lease=dt.timedelta(milliseconds=400),
    send_within=dt.timedelta(milliseconds=300),
)


@frozen(kw_only=True)
class SlowLedger(Ledger):
    """A ledger at the end of a slow line: there is time to die before and after it writes."""

    def submit(self, submission: Submission, *, within: dt.timedelta) -> Outcome:
        """Write the key down."""
        time.sleep(0.004)
        outcome = super().submit(submission, within=within)
        time.sleep(0.004)
        return outcome

    def lookup(self, submission: Submission, *, within: dt.timedelta) -> Lookup:
        """Say whether the key was written down."""
        time.sleep(0.002)
        return super().lookup(submission, within=within)


def channels(folder: Path) -> dict[str, Channel]:
    """Return a receiver of each kind."""
    return {
        kind: Channel(
            name="ledger",
            adapter=SlowLedger(file=folder / kind, capabilities=capabilities),
            capabilities=capabilities,
        )
        for kind, capabilities in KINDS.items()
    }


def now() -> dt.datetime:
    """Return the time in UTC."""
    return dt.datetime.now(dt.UTC)


def main(folder: Path, first: int, last: int) -> None:
    """Put and deliver everything."""
    outbox = open_outbox(SqlConfig(file=folder / "queue.db"))
    owner = f"worker-{os.getpid()}"
    for number in range(first, last + 1):
        reference = f"R-{number}"
        outgoing = tuple(submission(reference, destination=kind) for kind in KINDS)
        outbox.put(request_for_service(reference), outgoing, now=now())
        print(f"put {number}", flush=True)  # noqa: T201 - this is how the test hears of it
        for _ in deliver_due(outbox, channels(folder), POLICY, owner=owner, now=now):
            pass
    while any(
        one.state is not DeliveryState.ACCEPTED
        for one in outbox.overdue(older_than=-dt.timedelta(hours=1), now=now())
    ):
        for _ in deliver_due(outbox, channels(folder), POLICY, owner=owner, now=now):
            pass
        time.sleep(0.01)
    outbox.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
