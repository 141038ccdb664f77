"""CPU time of engines, each measured beside the hand-written one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle
from statistics import median
from time import process_time
from typing import Final, TypeAlias, TypeVar

from attrs import frozen

__all__ = [
    "FIFTHS",
    "Contestant",
    "Figure",
    "Pass",
    "Said",
    "cpu_seconds",
    "disagreements",
    "fifths",
    "measured",
]

Said: TypeAlias = tuple[str, tuple[str, ...] | None]
"""A route, and the ids of all rules that apply, or None where an engine does not tell."""

MICROSECONDS: Final = 1_000_000
FIFTHS: Final = 5

_Given = TypeVar("_Given")


@frozen
class Pass:
    """What is timed at once.

    Attributes:
        work: Decides.
        decisions: How many times.
    """

    work: Callable[[], None]
    decisions: int

    def seconds(self) -> float:
        """Return the CPU time of one decision."""
        return cpu_seconds(self.work) / self.decisions


@frozen(kw_only=True)
class Contestant:
    """One way of deciding.

    Attributes:
        name: With its version where it is somebody else's.
        gives: What a call returns.
        said: Returns what it says of every concern, in order.
        ready: Returns what is timed in the next pass; making it ready is not.
        passes: How many passes are measured.
    """

    name: str
    gives: str
    said: Callable[[], Sequence[Said]]
    ready: Callable[[], Pass]
    passes: int


@frozen
class Figure:
    """What was measured, as medians over the passes.

    Attributes:
        microseconds: For one decision.
        ratio: To the hand-written first hit, within each pair.
    """

    microseconds: float
    ratio: float


def fifths(run: Callable[[Sequence[_Given]], None], given: Sequence[_Given]) -> Callable[[], Pass]:
    """Return passes for the slow: each takes the next fifth, and five take everything."""
    parts = cycle([given[start::FIFTHS] for start in range(FIFTHS)])

    def ready() -> Pass:
        part = next(parts)
        return Pass(lambda: run(part), len(part))

    return ready


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call, over all threads."""
    began = process_time()
    work()
    return process_time() - began


def disagreements(contestant: Contestant, expected: Sequence[tuple[str, tuple[str, ...]]]) -> int:
    """Return of how many concerns it says something else than the plainest reading."""
    said = contestant.said()
    return abs(len(said) - len(expected)) + sum(
        route != expected_route or (ids is not None and ids != expected_ids)
        for (route, ids), (expected_route, expected_ids) in zip(said, expected, strict=False)
    )


def measured(contestant: Contestant, beside: Contestant) -> Figure:
    """Return a contestant's figure, each pass between two of ``beside``."""
    times, ratios = list[float](), list[float]()
    other = beside.ready()
    for _ in range(contestant.passes):
        work = contestant.ready()
        before, time, after = other.seconds(), work.seconds(), other.seconds()
        times.append(time * MICROSECONDS)
        ratios.append(time / ((before + after) / 2))
    return Figure(median(times), median(ratios))
