"""A questionnaire that finishes early decides as one that asks everything, of whatever is said."""

import datetime as dt
from collections.abc import Iterator

from attrs import evolve

from childconcern.decision import decide
from childconcern.pack import Pack
from childconcern.verify import Scope
from trust.brute import quick_walks
from trust.journey_trees import Node, Sheet
from trust.truths import FINISHING, Truths

__all__ = ["finishing_early"]


def finishing_early(pack: Pack, scope: Scope, node: Node, on: dt.date) -> Truths:
    """Return whether nothing is decided otherwise where the last questionnaire finishes early.

    Args:
        pack: The pack itself.
        scope: One in which people are asked.
        node: Everything that happens where everything is asked.
        on: The day.
    """
    last = scope.questionnaires[-1].id
    sooner = evolve(
        pack,
        questionnaires=tuple(
            evolve(one, finish_early=one.id == last) for one in pack.questionnaires
        ),
    )
    with quick_walks():
        same = all(_decides_alike(sooner, last, sheet, on) for sheet in _complete(node))
    return {(FINISHING, scope.id, ""): same}


def _decides_alike(pack: Pack, questionnaire: str, sheet: Sheet, on: dt.date) -> bool:
    journey = pack.walk(sheet.answers, questionnaire=questionnaire, given=sheet.given, on=on)
    before, after = sheet.decision, decide(journey.concern, pack.policy, on=on)
    owed = tuple(one.id for one in pack.policy.duties if one.id in before.duties)
    same = (before.route, before.variant, owed) == (after.route, after.variant, after.duties)
    return same and journey.complete


def _complete(node: Node) -> Iterator[Sheet]:
    """Yield the end of each complete journey, once."""
    seen, waiting = set[int](), [node]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            if isinstance(one, Sheet):
                yield from (one,) if one.complete else ()
            else:
                waiting.extend(one.after.values())
