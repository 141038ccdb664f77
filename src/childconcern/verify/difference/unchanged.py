"""``unchanged except``: a guarantee about two packs, that of before and that of now.

Whatever the same person says to both, route, variant and duties are the same in
both but where one of these is so in the new pack: its ``when`` holds; or one of
its ``facts`` is held, of the whole or of some item, and is not the least
worrying answer of the order that the fact has; of a number, all of that end which no
condition tells apart. A fact without an order is an exception wherever anything
is held of it, *not known* too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee
from childconcern.verify.asking import Asking
from childconcern.verify.claims.orders import mildest
from childconcern.verify.difference.aspects import aspects_of
from childconcern.verify.difference.comparing import smallest
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.together import Together, worlds_together
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import FALSE, Literal
from childconcern.verify.report import Finding, Verdict

__all__ = ["unchanged_except_findings"]

_CLAIM = "guaranteed"
_COMPARED = ("route", "variant", "duty")


def unchanged_except_findings(
    old: Pack,
    new: Pack,
    *,
    on: dt.date,
    scopes: Sequence[str] | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Finding, ...]:
    """Return what becomes of each ``unchanged except`` of a pack, against the version before.

    Each is proved scope by scope, of journeys that are complete or cut short. One whose
    exceptions are everything claims nothing, and is refused.

    Args:
        old: The version before.
        new: The pack whose guarantees they are.
        on: The day on which ages and dates are read.
        scopes: As of :func:`~childconcern.verify.difference.difference`.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over; then what is left to ask is unknown.

    Raises:
        NoSolverError: When python-sat is not installed.
        ReplayError: When an example does not come out as the solver found it.
    """
    claimed = [one for one in new.policy.guarantees if one.claim is Claim.UNCHANGED_EXCEPT]
    if not claimed:
        return ()
    matching = Matching(old=old, new=new)
    worlds = [*worlds_together(matching, on=on, scopes=scopes, budget=budget, stop=stop)]
    return tuple(one for guarantee in claimed for one in _findings(worlds, guarantee))


def _findings(worlds: Sequence[Together], guarantee: Guarantee) -> Iterator[Finding]:
    others = [(both, _otherwise(both, guarantee)) for both in worlds]
    left = [both.gates.solver.solve((both.begun, -other)) for both, other in others]
    if any(left) or not worlds:
        yield from (_finding(both, guarantee, other) for both, other in others)
        return
    asking, about = Asking(world=worlds[0].new), f"guarantee {guarantee.id}"
    if None in left:
        yield asking.unknown(_CLAIM, about)
        return
    says = f"nothing is claimed by {guarantee.id}: everything is an exception"
    yield asking.finding(_CLAIM, about, Verdict.VIOLATED, says)


def _finding(both: Together, guarantee: Guarantee, other: Literal) -> Finding:
    asking, about = Asking(world=both.new), f"guarantee {guarantee.id}"
    shows = both.gates.all_of((-other, _differs(both)))
    answer = both.gates.solver.solve((both.begun, shows))
    if answer is None:
        return asking.unknown(_CLAIM, about)
    if not answer:
        says = f"but for its exceptions all is decided as before: {guarantee.id} is kept"
        return asking.finding(_CLAIM, about, Verdict.PROVED, says)
    says = f"{guarantee.id} is broken: the second is decided otherwise than the first was before"
    shown = smallest(both, both.begun, shows)
    return asking.finding(_CLAIM, about, Verdict.VIOLATED, says, shown)


def _differs(both: Together) -> Literal:
    """Return whether route, variant or a duty differs."""
    return both.gates.any_of(
        [
            literal
            for aspect in aspects_of(both)
            if aspect.kind in _COMPARED
            for literal in aspect.pairs(both.gates).values()
        ]
    )


def _otherwise(both: Together, guarantee: Guarantee) -> Literal:
    """Return whether it is one of the exceptions."""
    when = guarantee.when
    holds = FALSE if when is None else both.new.decided.holds(when)
    speaks = (one for fact_id in guarantee.facts for one in _speaks(both, fact_id))
    return both.gates.any_of((holds, *speaks))


def _speaks(both: Together, fact_id: str) -> Iterator[Literal]:
    """Yield whether something worse is held of a fact than its least worrying answer."""
    world, gates = both.new, both.gates
    group_id = world.model.vocabulary.group_of[fact_id]
    if group_id is None:
        yield _worrying(both, fact_id, world.top[fact_id])
        return
    items = world.groups[group_id]
    for present, slots in zip(items.present, items.slots, strict=True):
        yield gates.all_of((present, _worrying(both, fact_id, slots[fact_id])))


def _worrying(both: Together, fact_id: str, state: State) -> Literal:
    model = both.new.model
    fact = model.vocabulary.by_id[fact_id]
    mild = FALSE
    if fact.worse is not None:
        mild = mildest(both.gates, fact, model.domains[fact_id], state)
    return both.gates.all_of((-state.not_asked, -mild))
