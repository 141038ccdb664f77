"""The difference of two packs, found by going through both with the answers of one person."""

import datetime as dt
from collections.abc import Iterator

from attrs import define, field

from childconcern.decision import Decision
from childconcern.pack import Pack
from childconcern.questionnaire import Questionnaire
from childconcern.verify import Scope
from trust.brute import every_concern, values_of
from trust.journey_trees import Branch, Node, Sheet, TooManyError
from trust.truths import CHANGED, Key, Said, Truths

__all__ = ["changed_in", "region"]

_MOST_PAIRS = 150_000


def region(kind: str, about: str, was: str, now: str) -> str:
    """Return what a region is of, in words."""
    return f"{kind} {about}: {was} to {now}"


def changed_in(old: Pack, new: Pack, scope: Scope, on: dt.date, *, most: int) -> Truths:
    """Return each region in which two packs decide otherwise, and whether complete journeys do.

    Args:
        old: The pack before.
        new: The pack now, of the same vocabulary.
        scope: One that both have.
        on: The day.
        most: How many walks there may be in each.

    Raises:
        TooManyError: When there are more, or too many pairs of journeys.
    """
    values = values_of((old, new), on)
    trees = [
        every_concern(pack, _walked(pack, scope), on, most=most, values=values)
        for pack in (old, new)
    ]
    both = _Both(scope=scope.id)
    both.side_by_side(*trees)
    return both.found


def _walked(pack: Pack, scope: Scope) -> list[Questionnaire]:
    return [pack.questionnaire(one.id) for one in scope.questionnaires]


@define(kw_only=True, eq=False, repr=False)
class _Both:
    scope: str
    found: Truths = field(factory=dict[Key, Said])
    number: int = 0
    done: set[tuple[int, int]] = field(factory=set[tuple[int, int]])
    judged: set[tuple[int, int, bool]] = field(factory=set[tuple[int, int, bool]])

    def side_by_side(self, old: Node, new: Node) -> None:
        """Go through both: what both ask has one answer, what one asks has any."""
        if (id(old), id(new)) in self.done:
            return
        self.done.add((id(old), id(new)))
        self.number += 1
        if self.number > _MOST_PAIRS:
            raise TooManyError
        if isinstance(old, Sheet) and isinstance(new, Sheet):
            self._judge(old, new)
        elif isinstance(old, Branch) and isinstance(new, Branch) and old.order == new.order:
            for token, after in old.after.items():
                if token in new.after:
                    self.side_by_side(after, new.after[token])
        elif isinstance(old, Branch) and (isinstance(new, Sheet) or old.order < new.order):
            for after in old.after.values():
                self.side_by_side(after, new)
        elif isinstance(new, Branch):
            for after in new.after.values():
                self.side_by_side(old, after)

    def _judge(self, old: Sheet, new: Sheet) -> None:
        complete = old.complete and new.complete
        same = (id(old.decision.outcome), id(new.decision.outcome), complete)
        if same not in self.judged:
            self.judged.add(same)
            for kind, about, was, now in _differences(old.decision, new.decision):
                key = (CHANGED, self.scope, region(kind, about, was, now))
                self.found[key] = bool(self.found.get(key)) or complete


def _differences(old: Decision, new: Decision) -> Iterator[tuple[str, str, str, str]]:
    for kind, about, was, now in _compared(old, new):
        if was != now:
            yield kind, about, was, now


def _compared(old: Decision, new: Decision) -> Iterator[tuple[str, str, str, str]]:
    yield "route", "", old.route, new.route
    if old.route == new.route:
        about = f"route {new.route}"
        yield "variant", new.route, old.variant or "no variant", new.variant or "no variant"
        yield "readers", about, _names(old.readers), _names(new.readers)
        yield "then-ask", about, old.then_ask or "nothing", new.then_ask or "nothing"
    if old.level is not None and new.level is not None:
        yield "level", "", str(old.level), str(new.level)
    for area, level in new.levels.items():
        yield "area", area, str(old.levels[area]), str(level)
    for duty in new.policy.duties:
        owed = [duty.id in one.duties for one in (old, new)]
        yield "duty", duty.id, _owed(owed=owed[0]), _owed(owed=owed[1])


def _names(readers: tuple[str, ...]) -> str:
    return ", ".join(sorted(readers)) or "nobody"


def _owed(*, owed: bool) -> str:
    return "owed" if owed else "not owed"
