"""Whoever knows nothing is not sent away: no rule takes "I don't know" for an all-clear.

What comes to ``otherwise``, because no rule spoke, is read by a person and is
none, even where that route is the least urgent.
"""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.verify.asking import Asking
from childconcern.verify.encoding.worlds import Choice
from childconcern.verify.engine.solver import TRUE, Literal
from childconcern.verify.report import Finding

__all__ = ["unknowing_findings"]


def unknowing_findings(asking: Asking) -> Iterator[Finding]:
    """Yield whether somebody who only says "not known" can end on the least urgent rung."""
    world = asking.world
    least = world.decided.policy.routes[-1].id
    ignorant = [_nothing(asking, one) for one in world.choices.values()]
    yield asking.impossible(
        "not-knowing-is-no-all-clear",
        "answered only with not known",
        (world.complete, *ignorant, world.decided.routes[least], -world.decided.otherwise),
        f"no rule sends it to {least}",
        f"a rule sends it to {least}",
    )


def _nothing(asking: Asking, one: Choice) -> Literal:
    """Return whether nothing was said, where it is allowed to say nothing."""
    question, gates = one.question, asking.gates
    if question is None:
        # What the service sets is no answer of anybody's; of the policy alone all is as if asked.
        return TRUE if asking.world.stages else gates.any_of((-one.live, one.state.not_known))
    if not (question.unknown_allowed or question.optional):
        return TRUE
    return gates.any_of((-one.live, one.state.not_known, one.skipped))
