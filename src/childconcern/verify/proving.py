"""Everything that is proved of a pack, in one report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

from attrs import evolve

from childconcern.pack import Pack
from childconcern.policy import Claim
from childconcern.verify.asking import Asking
from childconcern.verify.claims.adding import adding_findings
from childconcern.verify.claims.aside import aside_findings
from childconcern.verify.claims.changing import changing_findings
from childconcern.verify.claims.guaranteed import guarantee_findings
from childconcern.verify.claims.idle import idle_notes
from childconcern.verify.claims.reachable import reachable_findings
from childconcern.verify.claims.settled import settled_findings, settled_notes
from childconcern.verify.claims.unknowing import unknowing_findings
from childconcern.verify.claims.unknowns import unknown_notes
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.worlds import scopes_of, world
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import Solver
from childconcern.verify.report import Finding, Note, Report

__all__ = ["CLAIMS", "askings_of", "prove"]

Told: TypeAlias = Finding | Note
_Claims: TypeAlias = Callable[[Sequence[Asking]], Iterator[Told]]


def prove(
    pack: Pack,
    *,
    on: dt.date,
    scopes: Sequence[str] | None = None,
    claims: Sequence[str] | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Return what is proved of a pack, and what is not, in every scope.

    Args:
        pack: Which one.
        on: The day on which ages and dates are read.
        scopes: The ids of questionnaires over whose journeys, and ``policy`` for any
            concern whatever; by default all of them.
        claims: The sorts of claims, of :data:`CLAIMS`; by default all of them.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over; then what is left to ask is unknown.

    Raises:
        NoSolverError: When python-sat is not installed.
    """
    askings = askings_of(pack, on=on, scopes=scopes, budget=budget, stop=stop)
    told = [one for claim in claims or CLAIMS for one in CLAIMS[claim](askings)]
    solvers = {id(one.gates.solver): one.gates.solver for one in askings}
    return Report(
        pack=pack.id,
        version=pack.version,
        digest=pack.digest,
        on=on.isoformat(),
        scopes=tuple(one.scope for one in askings),
        findings=tuple(one for one in told if isinstance(one, Finding)),
        notes=tuple(one for one in told if isinstance(one, Note)),
        left_out=tuple(
            one.id for one in pack.policy.guarantees if one.claim is Claim.UNCHANGED_EXCEPT
        ),
        steps=sum(solver.steps for solver in solvers.values()),
    )


def askings_of(
    pack: Pack,
    *,
    on: dt.date,
    scopes: Sequence[str] | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Asking, ...]:
    """Return what is needed to ask things of a pack, scope by scope, each with its own solver."""
    # What a pack tells apart, and what its conditions mean, is the same in every scope.
    like = Model(pack=pack, on=on)
    solver = partial(Solver, budget=budget, stop=stop)
    return tuple(
        Asking(world=world(evolve(like, gates=Gates(solver()), like=like), scope))
        for scope in scopes_of(pack)
        if scopes is None or scope.id in scopes
    )


def _each(
    claim: Callable[[Asking], Iterator[Told]],
) -> Callable[[Sequence[Asking]], Iterator[Told]]:
    def over_all(askings: Sequence[Asking]) -> Iterator[Told]:
        for asking in askings:
            yield from claim(asking)

    return over_all


def _reachable(askings: Sequence[Asking]) -> Iterator[Told]:
    return reachable_findings([one for one in askings if one.world.stages])


def _settled(askings: Sequence[Asking]) -> Iterator[Told]:
    for asking in askings:
        yield from settled_findings(asking)
        yield from settled_notes(asking)


def _idle(askings: Sequence[Asking]) -> Iterator[Told]:
    """Yield what changes no decision in any scope: it may be of use in one and in no other."""
    first, *others = ([*idle_notes(asking)] for asking in askings)
    elsewhere = [{note.about for note in notes} for notes in others]
    return (note for note in first if all(note.about in notes for notes in elsewhere))


def _guaranteed(askings: Sequence[Asking]) -> Iterator[Told]:
    return guarantee_findings(askings)


CLAIMS: Final[dict[str, _Claims]] = {
    "reachable": _reachable,
    "settled": _settled,
    "idle": _idle,
    "guaranteed": _guaranteed,
    "changing": _each(changing_findings),
    "unknowns": _each(unknown_notes),
    "adding": _each(adding_findings),
    "unknowing": _each(unknowing_findings),
    "aside": _each(aside_findings),
}
"""The sorts of claims that are proved, by name, in order."""
