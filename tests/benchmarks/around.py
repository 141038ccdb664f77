"""What stands around deciding: making a policy ready, importing, memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Final

from attrs import frozen
from hand_written import compiled_chain
from measuring import cpu_seconds
from ours import ON, conditions, policy, read
from rivals import compiled_table
from same_policy import Answers, SameRule

from childconcern.decision import decide

__all__ = ["Cost", "imported", "made_ready", "memory"]

_TIMES: Final = 9
MILLISECONDS: Final = 1_000
KIBIBYTE: Final = 1_024

IMPORTS: Final = {
    "attrs and pluggy": "import attrs, pluggy",
    "childconcern": "import childconcern",
    "childconcern, to decide": "from childconcern import decide, read_concern",
    "childconcern, to load a pack and decide": (
        "from childconcern import decide, load_pack, read_concern"
    ),
}


@frozen
class Cost:
    """What something took, as medians.

    Attributes:
        name: What it was.
        milliseconds: Of CPU time.
        ratio: To the first of its table, within each round.
    """

    name: str
    milliseconds: float
    ratio: float


def made_ready(rules: Sequence[SameRule]) -> list[Cost]:
    """Return what it takes from the text of the rules to the first decision."""
    whens = conditions(rules)
    works: dict[str, Callable[[], object]] = {
        "hand-written, first true rule: compiled by Python": lambda: compiled_chain(rules),
        "childconcern: conditions read, objects made, engine ready": lambda: policy(rules, whens),
        "zen-engine: table read and compiled": lambda: compiled_table(rules),
    }
    return _rounds({name: _timing(work) for name, work in works.items()})


def _timing(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: cpu_seconds(work)


def imported() -> list[Cost]:
    """Return what imports take, each in an interpreter of its own."""
    return _rounds({name: _importing(statement) for name, statement in IMPORTS.items()})


def _importing(statement: str) -> Callable[[], float]:
    source = f"import time\nbegan = time.process_time()\n{statement}\n"
    source += "print(time.process_time() - began)\n"

    def seconds() -> float:
        done = subprocess.run(
            [sys.executable, "-c", source], check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    return seconds


def _rounds(works: Mapping[str, Callable[[], float]]) -> list[Cost]:
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(_TIMES):
        for name, work in works.items():
            times[name].append(work())
    first = next(iter(times.values()))
    return [
        Cost(
            name,
            median(taken) * MILLISECONDS,
            median(one / base for one, base in zip(taken, first, strict=True)),
        )
        for name, taken in times.items()
    ]


def memory(rules: Sequence[SameRule], answers: Sequence[Answers]) -> tuple[float, float]:
    """Return the KiB of a policy ready to decide, and those it holds after all the concerns."""
    whens, concerns = conditions(rules), read(answers)
    policy(rules, whens)  # what is made once for all policies is not counted
    tracemalloc.start()
    used = policy(rules, whens)
    ready, _ = tracemalloc.get_traced_memory()
    for one in concerns:
        decide(one, used, on=ON)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return ready / KIBIBYTE, after / KIBIBYTE
