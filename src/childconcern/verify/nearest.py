"""The nearest other outcome: the fewest answers whose change would alter the route.

An answer is changed where both journeys ask for it and it is another one; one
that was set aside counts again where its question is asked again. What only the
second journey asks is free: it is told what would then be asked, and changes
nothing by itself. What the service set stays, and so does who is listed; a group
of which nobody was listed may be, where it is asked for. Where the first journey
is complete the second is; an answer that is not given yet counts as a change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from childconcern.decision import decide
from childconcern.facts import read_concern
from childconcern.pack import Pack
from childconcern.verify.changes import Changeable
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.saying import walked_through
from childconcern.verify.encoding.worlds import scopes_of, world
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import Solver
from childconcern.verify.examples.telling import Sheet
from childconcern.verify.nearby import Change, Nearest, Search, Toward, UnsettledNearestError

__all__ = ["Change", "Nearest", "Toward", "UnsettledNearestError", "nearest"]


def nearest(
    pack: Pack,
    sheet: Sheet,
    *,
    on: dt.date,
    questionnaire: str | None = None,
    toward: Toward = Toward.ANY,
    most: int | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Nearest | None:
    """Return the fewest changes of answers that alter the route; None where none can.

    Of several as near: the next route on the ladder, and the changes that come last.

    Args:
        pack: Whose policy decides.
        sheet: What was given and answered.
        on: The day.
        questionnaire: The last one walked; by default the last in the sheet, or the pack's first.
        toward: Which other routes are looked for.
        most: The most changes that are looked at; None for any number.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over.

    Raises:
        ConcernError: When what was given or answered is refused.
        ReplayError: When what is found does not come out so.
        UnsettledNearestError: When the budget or the time ran out.
    """
    asked = pack.questionnaire(questionnaire or next(reversed([*sheet.answers]), None))
    scope = next(one for one in scopes_of(pack) if one.id == asked.id)
    begun = read_concern(sheet.given, pack.vocabulary, partial=True)
    through = walked_through(scope, begun, sheet.answers, on)
    model = Model(pack=pack, on=on, gates=Gates(Solver(budget=budget, stop=stop)))
    said = Changeable(
        world=world(model, scope, known=_known(pack, sheet)), begun=begun, walked=through
    )
    decision = decide(through[-1].journey.concern, pack.policy, on=on)
    return Search(said=said, sheet=sheet, route=decision.route, most=most).found(toward)


def _known(pack: Pack, sheet: Sheet) -> frozenset[str]:
    """Return the facts that may be known before: those of the service, and what was given."""
    vocabulary = pack.vocabulary
    known = {one.id for one in vocabulary.by_id.values() if one.set_by_service}
    known |= sheet.given.keys() & vocabulary.index.keys()
    for group in vocabulary.groups:
        known |= {fact.id for fact in group.facts} if group.id in sheet.given else set()
    return frozenset(known)
