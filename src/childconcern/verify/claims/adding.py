"""One more child never lowers the response: a worry about one never hides another."""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.verify.asking import Asking
from childconcern.verify.report import Finding

__all__ = ["adding_findings"]


def adding_findings(asking: Asking) -> Iterator[Finding]:
    """Yield for each group whether one more item, of whom anything is said, lowers the response.

    Both journeys are complete and share every other answer, and some rule
    speaks in both.
    """
    world, gates = asking.world, asking.gates
    begun = world.stages[-1].start if world.stages else world.start
    for group_id, listed in begun.listed.items():
        if not listed.present or (world.stages and not listed.own):
            continue
        other, room = world.with_one_more(group_id)
        first, second = world.decided, other.decided
        lower = gates.any_of(
            [gates.all_of((one, -second.at_least[name])) for name, one in first.at_least.items()]
        )
        yield asking.impossible(
            "one-more-never-lowers-the-response",
            f"one more of {group_id}",
            (world.complete, other.complete, room, lower, -first.otherwise, -second.otherwise),
            "the route is never less urgent",
            "the route of the second, with one more, is less urgent",
            other,
        )
