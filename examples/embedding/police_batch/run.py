"""Decide a batch of police notifications: ``run.py MAPPING PACK... < in.jsonl > out.jsonl``.

Exit codes: 0, every row was decided; 1, some were refused; 2, none could be.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

from attrs import asdict, evolve, frozen

sys.path.insert(0, str(Path(__file__).parents[1]))  # where front_door.py is

from front_door import FrontDoor, council_day, open_front_door

from childconcern import (
    ConcernError,
    ConcernRefusedError,
    Decision,
    Gathered,
    Pack,
    gather,
    read_concern,
)
from police_batch.lines import Fault, RowRefusedError, numbered_lines, row_of
from police_batch.mapping import FeedMapping, feed_mapping

ALL_GOOD, SOME_REFUSED, NOTHING_READABLE = 0, 1, 2


@frozen(kw_only=True)
class Batch:
    """What every row stands on; made once, and nothing in it changes.

    Attributes:
        front_door: The packs, and the hours of the council.
        mapping: What the columns mean.
        arrived: The day the file came. A row of a later day is refused: read on a wrong day,
            a baby would be older, and an injury that needs a doctor might pass for a small one.
    """

    front_door: FrontDoor
    mapping: FeedMapping
    arrived: dt.date

    def run(self, rows: BinaryIO, out: TextIO) -> Counter[str]:
        """Write one line for each line read, and return how many were decided and refused."""
        counted: Counter[str] = Counter()
        for number, line in numbered_lines(rows):
            if line is not None and not line.strip():
                counted["blank"] += 1
                continue
            said = self.said(line)
            counted["refused" if "problems" in said else "decided"] += 1
            out.write(json.dumps({"line": number, **said}) + "\n")
        return counted

    def said(self, line: bytes | None) -> dict[str, object]:
        """Return what is said of one line: a decision, or its problems; never neither."""
        reference: str | None = None
        try:
            row = row_of(line)
            reference = self.mapping.reference_of(row)
            gathered, pack, on = self.gathered(row)
            # Nobody is asked here. Walking tells what a person would have been asked: a safety
            # fact that the feed does not say is then *not known*, which is never an all-clear.
            decision = pack.decide(pack.walk({}, given=gathered, on=on), on=on)
        except RowRefusedError as refused:
            return _refused(reference, refused.faults)
        except ConcernRefusedError as refused:
            return _refused(reference, _faults(refused))
        except ConcernError as refused:
            return _refused(reference, (Fault(code=refused.code),))
        return {"reference": reference, **_shown(decision, pack), "differences": _differ(gathered)}

    def gathered(self, row: Mapping[str, object]) -> tuple[Gathered, Pack, dt.date]:
        """Return what the feed says with what the service knows, the pack, and the day."""
        sent_at = _time(row.get(self.mapping.received_at))
        faults: tuple[Fault, ...] = ()
        if sent_at is None:
            faults += (Fault(code="not-a-time", fact=self.mapping.received_at),)
        elif council_day(sent_at) > self.arrived:
            faults += (Fault(code="in-the-future", fact=self.mapping.received_at),)
        if self.mapping.reference_of(row) is None:
            faults += (Fault(code="not-a-reference", fact=self.mapping.reference),)
        try:
            facts = self.mapping.facts_of(row)
        except RowRefusedError as refused:
            raise RowRefusedError(*faults, *refused.faults) from None
        if sent_at is None or faults:
            raise RowRefusedError(*faults)
        pack = self.front_door.current(sent_at)
        stated = read_concern(facts, pack.vocabulary, partial=True)
        own = read_concern(dict(self.mapping.service), pack.vocabulary, partial=True)
        # The later wins: of what the service knows, a feed may say otherwise and is not believed.
        whole = gather(stated, own, self.front_door.given(pack, sent_at))
        return whole, pack, council_day(sent_at)


def _time(raw: object) -> dt.datetime | None:
    if not isinstance(raw, str):
        return None
    try:
        read = dt.datetime.fromisoformat(raw)
        council_day(read)  # refuses one without a zone, or so far off that it has no day here
    except (ValueError, OverflowError):
        return None
    return read


def _shown(decision: Decision, pack: Pack) -> dict[str, object]:
    """Return the decision by ids alone: no answer, and no words to go stale."""
    return {
        "on": decision.on.isoformat(),
        "pack": pack.digest,
        "route": decision.route,
        "variant": decision.variant,
        "duties": decision.duties,
        "level": decision.level,
        "not_explored": decision.not_explored,
        "reasons": [reason.id for reason in decision.reasons],
        "treated_as": list(dict.fromkeys(one.fact for one in decision.treated_as)),
        "complete": decision.complete,
    }


def _differ(gathered: Gathered) -> list[str]:
    return list(dict.fromkeys(one.fact for one in gathered.differences))


def _faults(refused: ConcernRefusedError) -> tuple[Fault, ...]:
    """Return the faults of a concern by fact: its places hold ids and positions alone."""
    found: list[Fault] = []
    for problem in refused.problems:
        fault = Fault(code=problem.code)
        for step in problem.place.path:
            fault = (
                evolve(fault, item=step + 1) if isinstance(step, int) else evolve(fault, fact=step)
            )
        found.append(fault)
    return tuple(found)


def _refused(reference: str | None, faults: tuple[Fault, ...]) -> dict[str, object]:
    shown = [asdict(one, filter=lambda _, value: value is not None) for one in faults]
    return {"reference": reference, "problems": shown}


def main() -> int:
    """Read standard input to its end; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mapping", type=Path)
    parser.add_argument("packs", nargs="+", type=Path, help="every version that may be needed")
    parser.add_argument("--bank-holiday", action="append", type=dt.date.fromisoformat, default=[])
    parser.add_argument("--arrived", type=dt.date.fromisoformat, help="YYYY-MM-DD; else today")
    asked = parser.parse_args()
    try:
        batch = Batch(
            front_door=open_front_door(asked.packs, frozenset(asked.bank_holiday)),
            mapping=feed_mapping(asked.mapping),
            arrived=asked.arrived or council_day(dt.datetime.now(dt.UTC)),
        )
        for pack in batch.front_door.packs.values():
            batch.mapping.check(pack.vocabulary)
    except (ConcernError, ValueError, OSError) as wrong:  # of our own files: no answers in it
        print(f"nothing was read: {wrong}", file=sys.stderr)
        return NOTHING_READABLE
    counted = batch.run(sys.stdin.buffer, sys.stdout)
    sys.stdout.flush()  # before the summary: whoever reads that has all the rows
    names = ("decided", "refused", "blank")
    print(", ".join(f"{counted[name]} {name}" for name in names), file=sys.stderr)
    if not counted["decided"]:
        return NOTHING_READABLE
    return SOME_REFUSED if counted["refused"] else ALL_GOOD


if __name__ == "__main__":
    sys.exit(main())
