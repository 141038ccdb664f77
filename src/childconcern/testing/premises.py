"""Whether a condition is certainly true of a concern, levels included, as a policy reads it."""

from __future__ import annotations

from childconcern.conditions import (
    ConcernView,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    expand,
    truth,
)
from childconcern.decision import Decision

__all__ = ["is_so"]


def is_so(when: Condition | None, decision: Decision) -> bool:
    """Return whether a condition is certainly true of what was decided about; None always is."""
    if when is None:
        return True
    levels = decision.levels

    def holds(test: LevelTest) -> bool:
        match test:
            case Level(at_least):
                return max(levels.values(), default=at_least - 1) >= at_least
            case LevelOf(area, at_least):
                return levels[area] >= at_least
            case _:
                return sum(1 for one in levels.values() if one >= test.level) >= test.at_least

    view = ConcernView(concern=decision.concern, on=decision.on, levels=holds)
    return truth(expand(when, decision.policy.terms.meanings), view)[0]
