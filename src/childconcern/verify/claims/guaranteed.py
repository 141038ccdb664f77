"""The pack's own guarantees: of every journey, complete or cut short, and of any concern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from childconcern.conditions import Level
from childconcern.policy import Claim, Guarantee
from childconcern.verify.asking import Asking
from childconcern.verify.engine.solver import TRUE, Literal
from childconcern.verify.report import Finding, Verdict

__all__ = ["broken", "guarantee_findings"]

_CLAIM: Final = "guaranteed"


def guarantee_findings(askings: Sequence[Asking]) -> Iterator[Finding]:
    """Yield what becomes of each guarantee in each scope; an empty promise is none.

    Where a guarantee supposes what no concern of any scope ever is, nothing is
    claimed by it, and that is refused.

    Args:
        askings: Of all scopes, in order.
    """
    policy = askings[0].world.decided.policy
    for guarantee in policy.guarantees:
        if guarantee.claim is not Claim.UNCHANGED_EXCEPT:
            supposed = [one.solve(_supposed(one, guarantee)) for one in askings]
            if any(supposed):
                yield from (_finding(one, guarantee) for one in askings)
            else:
                yield _empty(askings[0], guarantee, sure=None not in supposed)


def _empty(asking: Asking, guarantee: Guarantee, *, sure: bool) -> Finding:
    about = f"guarantee {guarantee.id}"
    if not sure:
        return asking.unknown(_CLAIM, about)
    says = f"nothing is claimed by {guarantee.id}: no concern is ever as it says"
    return asking.finding(_CLAIM, about, Verdict.VIOLATED, says)


def _finding(asking: Asking, guarantee: Guarantee) -> Finding:
    kept = "journey, complete or cut short" if asking.world.stages else "concern"
    return asking.impossible(
        _CLAIM,
        f"guarantee {guarantee.id}",
        (broken(asking, guarantee),),
        f"{guarantee.id} is kept by every {kept}",
        f"{guarantee.id} is broken",
    )


def broken(asking: Asking, guarantee: Guarantee) -> Literal:
    """Return whether a guarantee is broken, by a journey that may be cut short."""
    return asking.gates.all_of((asking.world.begun, *_broken(asking, guarantee)))


def _when(asking: Asking, guarantee: Guarantee) -> Literal:
    return TRUE if guarantee.when is None else asking.world.decided.holds(guarantee.when)


def _supposed(asking: Asking, guarantee: Guarantee) -> tuple[Literal, ...]:
    """Return what must be possible, or else the guarantee claims nothing."""
    if guarantee.claim is Claim.ONLY_IF:
        return asking.world.begun, asking.gates.any_of(_spoken_of(asking, guarantee))
    return asking.world.begun, _when(asking, guarantee)


def _broken(asking: Asking, guarantee: Guarantee) -> tuple[Literal, ...]:
    decided, gates, when = asking.world.decided, asking.gates, _when(asking, guarantee)
    spoken_of = _spoken_of(asking, guarantee)
    match guarantee.claim:
        case Claim.NEVER_BELOW:
            return when, -decided.at_least[str(guarantee.route)]
        case Claim.ALWAYS:
            return when, -gates.all_of(spoken_of)
        case Claim.NEVER:
            return when, gates.any_of(spoken_of)
        case _:
            return -when, gates.any_of(spoken_of)


def _spoken_of(asking: Asking, guarantee: Guarantee) -> list[Literal]:
    decided, found = asking.world.decided, list[Literal]()
    if guarantee.route is not None:
        found.append(decided.routes[guarantee.route])
    if guarantee.duty is not None:
        found.append(decided.duties[guarantee.duty])
    if guarantee.level is not None:
        found.append(decided.level(Level(guarantee.level)))
    return found
