"""Real processes: two that want the same work, and one that is killed again and again."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from sql_bench import START, Ledger, request_for_service, submission
from sql_worker_program import KINDS

from childconcern.delivery import Call, DeliveryState
from childconcern_sql import SqlConfig, SqlOutbox, open_outbox

PROGRAMS: Final = Path(__file__).parent
REQUESTS: Final = 30
KILLS: Final = 10
CHANCE_OF_DYING_EARLY: Final = 0.2
SEED: Final = 20260302


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAMS / program), *arguments], stdout=subprocess.PIPE, text=True
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_processes_never_hold_one_submission(outbox: SqlOutbox, tmp_path: Path) -> None:
    references = [f"R-{number}" for number in range(40)]
    for reference in references:
        outbox.put(request_for_service(reference), (submission(reference),), now=START)
    workers = [start("sql_claiming_program.py", str(tmp_path), f"worker-{n}") for n in (1, 2)]
    assert [line_of(worker) for worker in workers] == ["ready", "ready"]

    (tmp_path / "go").touch()
    taken = [worker.communicate(timeout=20)[0].splitlines() for worker in workers]

    assert [worker.returncode for worker in workers] == [0, 0]
    assert all(taken)
    assert Counter(line for lines in taken for line in lines) == Counter(
        f"{submission(reference).key} 1" for reference in references
    )


def test_processes_that_open_a_new_store_at_once_make_one(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    workers = [start("sql_claiming_program.py", str(tmp_path), f"worker-{n}") for n in (1, 2, 3)]

    assert [worker.communicate(timeout=20)[0] for worker in workers] == ["ready\n"] * 3
    assert [worker.returncode for worker in workers] == [0, 0, 0]


def numbers(said: str) -> list[int]:
    return [int(line.removeprefix("put ")) for line in said.splitlines()]


def killed_at_random(folder: Path, chance: random.Random, first: int) -> int:
    """Start the program at request FIRST, kill it somewhere, and return the last that it put."""
    process = start("sql_worker_program.py", str(folder), str(first), str(REQUESTS))
    if chance.random() < CHANCE_OF_DYING_EARLY:
        time.sleep(chance.uniform(0, 0.6))
        said = ""
    else:
        said = line_of(process)
        time.sleep(chance.uniform(0, 0.06))
    process.kill()
    rest, _ = process.communicate(timeout=20)
    return max([first - 1, *numbers(said), *numbers(rest)])


def test_a_worker_that_is_killed_at_any_point_loses_nothing_and_repeats_nothing_needlessly(
    tmp_path: Path,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same points each time, as far as clocks allow
    last = 0
    for _ in range(KILLS):
        last = killed_at_random(tmp_path, chance, last + 1)
    # What it said was put is not put again: the store alone must still have it.
    final = start("sql_worker_program.py", str(tmp_path), str(last + 1), str(REQUESTS))
    final.communicate(timeout=20)
    assert final.returncode == 0

    wanted = [f"R-{number}" for number in range(1, REQUESTS + 1)]
    copies = {
        kind: Counter(Ledger(file=tmp_path / kind, capabilities=capabilities).copies())
        for kind, capabilities in KINDS.items()
    }
    for kind, counted in copies.items():
        keys = {submission(reference, destination=kind).key for reference in wanted}
        assert set(counted) == keys, kind
    assert set(copies["keeps-a-key-once"].values()) == {1}
    assert set(copies["searchable"].values()) == {1}
    doubled = {key for key, number in copies["keeps-every-copy"].items() if number > 1}
    outbox = open_outbox(SqlConfig(file=tmp_path / "queue.db"))
    told = {one.key for one in outbox.calls() if one.call is Call.POSSIBLE_DUPLICATE}
    assert doubled <= told
    assert all(
        one.state is DeliveryState.ACCEPTED
        for reference in wanted
        for one in outbox.standings(reference)
    )
    outbox.close()
