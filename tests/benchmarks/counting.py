"""Measure exact counts: ``python tests/benchmarks/counting.py``.

Each engine counts the same journeys for every route, in a process of its own, so that
its memory is its own and it can be ended. All that is counted must be the same.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import product
from time import process_time
from typing import Final

from attrs import asdict, frozen
from knowledge_compiler import by_apply, by_clauses
from made_journeys import MadeJourneys, made_journeys
from tables import figure, table

from childconcern.verify.engine.diagram import Budget, Diagram

__all__ = ["main"]

SIZES: Final = ((40, 60), (80, 300))
JOINING: Final = (0.0, 0.03, 0.15)
KIBIBYTES_IN_A_MEBIBYTE: Final = 1_024
DEPTH: Final = 10_000
CLAUSES: Final = "pysdd, from clauses, balanced"

Counted = Iterator[tuple[int | None, int]]
"""Each count, or None where it is not known, and how many nodes that took."""


def _by_diagram(nodes: int) -> Callable[[MadeJourneys], Counted]:
    def counted(made: MadeJourneys) -> Counted:
        diagram = Diagram(made.gates, made.variables, Budget(nodes=nodes))
        for wanted in made.wanted:
            yield diagram.count(wanted), diagram.spent

    return counted


def _engines(nodes: int) -> dict[str, Callable[[MadeJourneys], Counted]]:
    return {
        "diagram": _by_diagram(nodes),
        "pysdd, joined, balanced": lambda made: by_apply(made, "balanced"),
        "pysdd, joined, right": lambda made: by_apply(made, "right"),
        CLAUSES: lambda made: by_clauses(made, "balanced"),
    }


def _engines_for(questions: int) -> list[str]:
    # What takes too long for a small model needs not be tried on a large one.
    return [name for name in _engines(0) if name != CLAUSES or questions == SIZES[0][0]]


@frozen(kw_only=True)
class Run:
    """What one engine needed for one model.

    Attributes:
        counts: For each route, as far as it came; None where it is not known.
        nodes: For each count.
        seconds: Of CPU time.
        mebibytes: The most memory of the whole process.
    """

    counts: list[int | None]
    nodes: list[int]
    seconds: float
    mebibytes: int


def main() -> int:
    """Measure every engine on every model and show it; 1 where two counts differ."""
    parser = argparse.ArgumentParser(description="Measure exact counts, beside pysdd.")
    parser.add_argument("--nodes", type=int, default=1_000_000, help="the budget of one count")
    parser.add_argument("--seconds", type=int, default=30, help="after which a process is ended")
    parser.add_argument("--seeds", type=int, default=2, help="how many models of each shape")
    parser.add_argument("--only", nargs=5, help="in this process: engine and model")
    chosen = parser.parse_args()
    if chosen.only:
        engine, *model = chosen.only
        print(json.dumps(asdict(run_of(_engines(chosen.nodes)[engine], model))))
        return 0
    versions = f"Python {platform.python_version()}, pysdd {version('pysdd')}"
    print(f"{versions}; {chosen.nodes:,} nodes a count, {chosen.seconds} s a process\n")
    rows, alike = list[Sequence[str]](), True
    for (questions, rules), joining in product(SIZES, JOINING):
        for seed in range(1, chosen.seeds + 1):
            model = [str(questions), str(rules), str(joining), str(seed)]
            runs = {name: ended_run(name, model, chosen) for name in _engines_for(questions)}
            alike = agree([run for run in runs.values() if run]) and alike
            rows += [_row(model, name, run, chosen.seconds) for name, run in runs.items()]
            print(f"{', '.join(model)}: {'' if alike else 'DIFFERENT '}counted", file=sys.stderr)
    print(table(HEADS, rows))
    return 0 if alike else 1


def ended_run(engine: str, model: Sequence[str], chosen: argparse.Namespace) -> Run | None:
    """Return what an engine needed in a process of its own; None where that had to be ended."""
    options = ["--nodes", str(chosen.nodes), "--only", engine, *model]
    try:
        done = subprocess.run(
            [sys.executable, __file__, *options],
            check=True,
            capture_output=True,
            text=True,
            timeout=chosen.seconds,
        )
    except subprocess.TimeoutExpired:
        return None
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def run_of(count: Callable[[MadeJourneys], Counted], model: Sequence[str]) -> Run:
    """Return what an engine needs in this process."""
    sys.setrecursionlimit(DEPTH)  # what pysdd makes is as deep as there are variables
    questions, rules, joining, seed = model
    made = made_journeys(int(questions), int(rules), float(joining), int(seed))
    began = process_time()
    found = [*count(made)]
    seconds = process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Run(
        counts=[number for number, _ in found],
        nodes=[nodes for _, nodes in found],
        seconds=seconds,
        mebibytes=peak // KIBIBYTES_IN_A_MEBIBYTE,
    )


def agree(runs: Sequence[Run]) -> bool:
    """Return whether no two counts of the same differ."""
    counts = zip(*(run.counts for run in runs), strict=True)
    return all(len({one for one in route if one is not None}) <= 1 for route in counts)


def _row(model: Sequence[str], engine: str, run: Run | None, seconds: int) -> tuple[str, ...]:
    questions, rules, joining, seed = model
    shape = (f"{questions}, {rules}", f"{float(joining):.0%}", seed, engine)
    if run is None:
        return (*shape, "0", f"over {seconds}", "", "")
    known = sum(count is not None for count in run.counts)
    nodes = f"{sum(run.nodes):,}"
    return (*shape, str(known), figure(run.seconds), nodes, str(run.mebibytes))


HEADS: Final = (
    *("questions, rules", "joining", "seed", "engine"),
    *("routes counted", "seconds", "nodes", "MiB"),
)


if __name__ == "__main__":
    sys.exit(main())
