"""What is asked of the prover, and of z3, about a made-up pack: the same questions.

``python proving_tasks.py TASK ENGINE QUESTIONS RULES CROSS LIMIT`` measures one of them
and prints the figures; it is stopped after so many seconds of CPU time. The pack is
built and everything is imported before the clock starts. What is found is printed too:
every engine must find the same.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, TypeAlias

from attrs import frozen
from big_models import big_pack, changed

from childconcern import load_pack
from childconcern.pack import Pack
from childconcern.verify import Finding, Verdict, askings_of, prove
from childconcern.verify.counting import JourneyCounter, count_per_route
from childconcern.verify.difference import difference
from childconcern.verify.engine.diagram import Budget

__all__ = ["WORK", "main"]

ON: Final = dt.date(2026, 11, 24)
PACKS: Final = Path(__file__).parents[2] / "examples" / "packs"
KIBIBYTES: Final = 1024
MUTANTS: Final = 200
NODES: Final = 300_000
"""The most nodes for one count: what ``childconcern paths`` may use unless told otherwise."""

Found: TypeAlias = frozenset[str]


@frozen
class Size:
    """How large a made-up pack is.

    Attributes:
        questions: How many are asked.
        rules: How many there are.
        cross: The share of them that joins two sections.
    """

    questions: int
    rules: int
    cross: float

    def pack(self) -> Pack:
        """Return the pack, with everything planted that can be."""
        return big_pack(self.questions, self.rules, cross=self.cross)


Work: TypeAlias = Callable[[], Found]
"""What is timed."""

Ready: TypeAlias = Callable[[Size], Work]
"""Makes work ready."""


def main(arguments: list[str]) -> None:
    """Measure one task, and print what it took and what was found, as JSON."""
    task, engine, questions, rules, cross, limit = arguments
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
    import_module("pysat.solvers")
    work = WORK[task, engine](Size(int(questions), int(rules), float(cross)))
    gc.collect()
    began, cpu_before = perf_counter(), process_time()
    found = work()
    wall, cpu = perf_counter() - began, process_time() - cpu_before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES
    print(json.dumps({"wall": wall, "cpu": cpu, "mebibytes": most, "found": sorted(found)}))


# --------------------------------------------------------------------------- the prover


def _violated(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are violated; ValueError where something is not known."""
    listed = [*findings]
    if any(one.verdict is Verdict.UNKNOWN for one in listed):
        raise ValueError("a verdict is not known")
    return [one for one in listed if one.verdict is Verdict.VIOLATED]


def _proved(pack: Pack, *claims: str) -> list[Finding]:
    report = prove(pack, on=ON, scopes=["screener"], claims=claims)
    return _violated(report.findings)


def _reachable(size: Size) -> Work:
    pack = size.pack()

    def work() -> Found:
        return frozenset(
            one.about if one.claim == "reachable" else "total"
            for one in _proved(pack, "reachable", "settled")
        )

    return work


def _guarantees(size: Size) -> Work:
    pack = size.pack()
    return lambda: frozenset(
        one.about.removeprefix("guarantee ") for one in _proved(pack, "guaranteed")
    )


def _difference(size: Size) -> Work:
    old = size.pack()
    new = changed(old)

    def work() -> Found:
        found = difference(old, new, on=ON, scopes=["screener"])
        if found.unknown:
            raise ValueError("a difference is not known")
        return frozenset(
            f"{one.old} to {one.new}"
            for one in found.regions
            if one.kind == "route" and one.complete  # all that z3 is asked
        )

    return work


def _worse(size: Size) -> Work:
    pack = size.pack()

    def work() -> Found:
        return frozenset(
            one.about.partition(":")[0].removeprefix("screener/").replace("-", "_")
            for one in _proved(pack, "changing")
            if one.claim != "a-worse-answer-never-loses-a-duty"  # z3 is not asked of duties
        )

    return work


def _counts(size: Size) -> Work:
    pack = size.pack()

    def work() -> Found:
        (asking,) = askings_of(pack, on=ON, scopes=["screener"])
        counter = JourneyCounter((asking.world,), Budget(nodes=NODES))
        counted = count_per_route(counter)
        if None in counted.values():
            return frozenset({"unknown"})
        return frozenset(f"{route or 'all'}: {number}" for route, number in counted.items())

    return work


def _whole(name: str) -> Ready:
    def ready(_: Size) -> Work:
        pack = load_pack(PACKS / name)
        return lambda: frozenset(
            f"{one.claim} {one.about}" for one in _violated(prove(pack, on=ON).findings)
        )

    return ready


def _mutation(_: Size) -> Work:
    # What other tasks do not need is not in their memory.
    run = import_module("childconcern.testing.mutation").mutation_run
    pack = load_pack(PACKS / "riverbank")
    return lambda: frozenset(
        f"{row.mutant.id}: {row.fate.value}" for row in run(pack, on=ON, most=MUTANTS).rows
    )


# ------------------------------------------------------------------------------- and z3


def _z3(name: str, *, with_next: bool = False) -> Ready:
    def ready(size: Size) -> Work:
        task: Callable[..., Found] = getattr(import_module("z3_tasks"), name)
        pack = size.pack()
        packs = (pack, changed(pack)) if with_next else (pack,)
        return lambda: task(*packs)

    return ready


WORK: Final[Mapping[tuple[str, str], Ready]] = {
    ("reachable", "childconcern"): _reachable,
    ("reachable", "z3"): _z3("unreachable"),
    ("guarantees", "childconcern"): _guarantees,
    ("guarantees", "z3"): _z3("broken_guarantees"),
    ("difference", "childconcern"): _difference,
    ("difference", "z3"): _z3("changed_routes", with_next=True),
    ("worse", "childconcern"): _worse,
    ("worse", "z3"): _z3("lowered_by"),
    ("counts-modular", "childconcern"): _counts,
    ("counts-tangled", "childconcern"): _counts,
    ("riverbank", "childconcern"): _whole("riverbank"),
    ("hillshire", "childconcern"): _whole("hillshire"),
    ("mutation", "childconcern"): _mutation,
}
"""How each task is made ready for each engine that can do it."""


if __name__ == "__main__":
    main(sys.argv[1:])
