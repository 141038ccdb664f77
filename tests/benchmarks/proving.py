"""Measure proving: ``python tests/benchmarks/proving.py``, with ``--write PAGE`` into a page too.

Every figure is taken in a process of its own, so that memory is that of one
task. The prover and z3 are asked the same about the same made-up packs in the
same run, and must find the same.
"""

from __future__ import annotations

import argparse
import json
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeAlias

from attrs import field, frozen
from tables import figure, replaced, table

ENGINES: Final = ("childconcern", "z3")
SIZES: Final = {40: 60, 80: 300, 150: 1000, 300: 3000}
LIMIT_SECONDS: Final = 120
QUICK_SECONDS: Final = 2
TIMES: Final = 3
TANGLED: Final = 0.15
MODULAR: Final = 0.0
UNKNOWN: Final = "unknown"
MOST_MEBIBYTES: Final = 300
CHILD: Final = Path(__file__).with_name("proving_tasks.py")


@frozen(kw_only=True)
class Task:
    """One thing that is measured.

    Attributes:
        says: What is asked.
        wanted: The seconds that it may take, by the number of questions.
        cross: The share of rules that join two sections.
        engines: Those that can do it.
        may_be_unknown: The numbers of questions for which UNKNOWN is an answer too.
    """

    says: str
    wanted: Mapping[int, float] = field(factory=dict[int, float])
    cross: float = TANGLED
    engines: tuple[str, ...] = ENGINES
    may_be_unknown: frozenset[int] = frozenset()


SIZED: Final = {
    "reachable": Task(
        says="all reachable, one route for everybody",
        wanted={40: 0.05, 80: 0.1, 150: 0.3, 300: 1.5},
    ),
    "guarantees": Task(
        says="five guarantees, one of them refuted", wanted={40: 0.05, 80: 0.1, 150: 0.3, 300: 1}
    ),
    "difference": Task(
        says="difference of two packs, an example of each",
        wanted={40: 0.05, 80: 0.1, 150: 0.3, 300: 1},
    ),
    "worse": Task(
        says="a worse answer never lowers, every question",
        wanted={40: 0.1, 80: 0.6, 150: 3, 300: 15},
    ),
    "counts-modular": Task(
        says="exact counts per route, modular",
        wanted={40: 2, 80: 10},
        cross=MODULAR,
        engines=ENGINES[:1],
        may_be_unknown=frozenset({150, 300}),
    ),
    "counts-tangled": Task(
        says="exact counts per route, 15 in 100 rules join two sections",
        wanted={40: 2, 80: 60},
        engines=ENGINES[:1],
        may_be_unknown=frozenset({80, 150, 300}),
    ),
}
"""What is measured of made-up packs of every size."""

REAL: Final = {
    "riverbank": Task(says="everything that is proved of riverbank", engines=ENGINES[:1]),
    "hillshire": Task(says="everything that is proved of hillshire", engines=ENGINES[:1]),
    "mutation": Task(says="200 mutants of riverbank", wanted={0: 20}, engines=ENGINES[:1]),
}
"""What is measured of the packs that come with the library."""


@frozen(kw_only=True)
class Figure:
    """What one task came to with one engine.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of CPU time.
        mebibytes: The most memory that the process had.
        found: What the engine found.
    """

    wall: float
    cpu: float
    mebibytes: float
    found: tuple[str, ...]


Cell: TypeAlias = tuple[str, str, int]
"""A task, an engine, and how many questions the pack has."""


class WentWrongError(Exception):
    """An engine stopped with an error, or two of them disagree."""


def main() -> int:
    """Measure what is chosen, and show or write it; return 1 where engines disagree."""
    chosen = _chosen()
    try:
        measured = measure(chosen.tasks, chosen.sizes, chosen.engines, chosen.limit)
    except WentWrongError as error:
        tell(str(error))
        return 1
    shown = report(measured, chosen)
    print(shown)
    if chosen.write is not None:
        page = chosen.write.read_text("utf-8")
        chosen.write.write_text(replaced(page, shown), "utf-8")
    return 0


@frozen(kw_only=True)
class Chosen:
    """What was asked for on the command line."""

    sizes: tuple[int, ...]
    tasks: tuple[str, ...]
    engines: tuple[str, ...]
    limit: int
    write: Path | None


def _chosen() -> Chosen:
    parser = argparse.ArgumentParser(description="Measure proving, beside z3.")
    names = (*SIZED, *REAL)
    sizes = ", ".join(map(str, SIZES))
    parser.add_argument("--sizes", type=_numbers, default=tuple(SIZES)[:-1], help=f"of {sizes}")
    parser.add_argument("--tasks", type=_words, default=names, help=f"of {', '.join(names)}")
    parser.add_argument("--engines", type=_words, default=ENGINES, help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--limit", type=int, default=LIMIT_SECONDS, help="CPU seconds, for each")
    parser.add_argument("--write", type=Path, help="a page with markers to put the tables between")
    given = parser.parse_args()
    return Chosen(
        sizes=given.sizes,
        tasks=given.tasks,
        engines=given.engines,
        limit=given.limit,
        write=given.write,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


# --------------------------------------------------------------------------- measuring


def measure(
    tasks: Sequence[str], sizes: Sequence[int], engines: Sequence[str], limit: int
) -> dict[Cell, Figure | None]:
    """Return every figure; None where the limit was too short, for that size and all above.

    Raises:
        WentWrongError: When an engine stops with an error, or two disagree.
    """
    found = dict[Cell, Figure | None]()
    for name in tasks:
        task = SIZED.get(name) or REAL[name]
        for engine in (one for one in task.engines if one in engines):
            for size in sizes if name in SIZED else (0,):
                cell = (name, engine, size)
                tell(" ".join(map(str, cell)))
                found[cell] = best_of(cell, task.cross, limit)
                if found[cell] is None:
                    break
    for name in tasks:
        for size in sizes:
            _compare(name, size, [found.get((name, engine, size)) for engine in engines])
    return found


def best_of(cell: Cell, cross: float, limit: int) -> Figure | None:
    """Return the middle one of three runs where they are quick, or else the only one."""
    first = once(cell, cross, limit)
    if first is None or first.cpu > QUICK_SECONDS:
        return first
    more = [once(cell, cross, limit) for _ in range(TIMES - 1)]
    return sorted((first, *(one for one in more if one)), key=lambda one: one.cpu)[TIMES // 2]


def once(cell: Cell, cross: float, limit: int) -> Figure | None:
    """Return what one run took; None where it was stopped at the limit."""
    name, engine, size = cell
    given = (name, engine, size, SIZES.get(size, 0), cross, limit)
    command = [sys.executable, str(CHILD), *map(str, given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGXCPU:
        return None
    if done.returncode:
        raise WentWrongError(f"{name} with {engine}: {done.stderr}")
    told = json.loads(done.stdout)
    return Figure(
        wall=told["wall"], cpu=told["cpu"], mebibytes=told["mebibytes"], found=tuple(told["found"])
    )


def _compare(name: str, size: int, figures: Sequence[Figure | None]) -> None:
    several = {one.found for one in figures if one is not None}
    if len(several) > 1:
        first, second, *_ = map(set, several)
        apart = ", ".join(sorted(first ^ second))
        raise WentWrongError(f"{name}, {size} questions: the engines disagree about {apart}")


# --------------------------------------------------------------------------- reporting


def report(measured: Mapping[Cell, Figure | None], chosen: Chosen) -> str:
    """Return all that was measured, as Markdown."""
    names = ("python-sat", "z3-solver")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    parts = [f"{platform.python_implementation()} {platform.python_version()}, {versions}."]
    for size in chosen.sizes:
        rows = [*_rows(measured, [name for name in chosen.tasks if name in SIZED], size)]
        parts += [f"{size} questions, {SIZES[size]:,} rules:", table(_HEADS, rows)]
    real = [*_rows(measured, [name for name in chosen.tasks if name in REAL], 0)]
    if real:
        parts += ["The packs that come with the library:", table(_HEADS, real)]
    return "\n\n".join(parts)


_HEADS: Final = (
    *("", "wanted, s", "childconcern, CPU s", "by the clock, s", "MiB"),
    *("z3, CPU s", "by the clock, s", "MiB", "reached"),
)


def _rows(
    measured: Mapping[Cell, Figure | None], tasks: Sequence[str], size: int
) -> Iterator[tuple[str, ...]]:
    for name in tasks:
        task = SIZED.get(name) or REAL[name]
        wanted = task.wanted.get(size)
        cells = [(name, engine, size) for engine in ENGINES]
        ours, z3 = (measured.get(cell) for cell in cells)
        stopped = ["stopped" if cell in measured else "" for cell in cells]
        yield (
            task.says,
            "" if wanted is None else f"{wanted:g}",
            *_shown(ours, stopped[0]),
            *_shown(z3, stopped[1]),
            _reached(task, size, ours),
        )


def _shown(one: Figure | None, otherwise: str) -> tuple[str, str, str]:
    if one is None:
        return otherwise, "", ""
    after = "UNKNOWN after " if UNKNOWN in one.found else ""
    return f"{after}{figure(one.cpu)}", figure(one.wall), figure(one.mebibytes)


def _reached(task: Task, size: int, ours: Figure | None) -> str:
    wanted, may_be_unknown = task.wanted.get(size), size in task.may_be_unknown
    if ours is None or (wanted is None and not may_be_unknown):
        return ""
    unknown = UNKNOWN in ours.found
    late = wanted is not None and ours.cpu > wanted and not (unknown and may_be_unknown)
    missed = [
        *(["time"] if late else []),
        *(["UNKNOWN"] if unknown and not may_be_unknown else []),
        *(["memory"] if ours.mebibytes > MOST_MEBIBYTES else []),
    ]
    return f"no: {' and '.join(missed)}" if missed else "yes"


def tell(words: str) -> None:
    """Say on the other stream how far it is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
