"""What a sheet should come to, and sheets that come to it: partial answers are completed."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from attrs import frozen
from hypothesis import strategies as st

from childconcern.conditions import (
    Condition,
    condition_problems,
    condition_text,
    parse_condition,
)
from childconcern.decision import Decision
from childconcern.errors import ConcernError
from childconcern.facts import (
    Age,
    Aged,
    Born,
    Concern,
    Date,
    Due,
    Held,
    Json,
    PartialDate,
    WholeNumber,
    months_on,
)
from childconcern.pack import Pack
from childconcern.problems import errors_among
from childconcern.testing.drawing import number
from childconcern.testing.journeys import Journeys
from childconcern.testing.premises import is_so
from childconcern.testing.sheets import Sheet, decision_about
from childconcern.testing.thresholds import thresholds_of

__all__ = [
    "Completer",
    "Reach",
    "ReachError",
    "ReachKind",
    "boundaries",
    "check_reach",
    "comes_to",
    "reached",
    "reaching",
]


class ReachError(ConcernError):
    """Sheets are asked for that reach what a pack does not have, or never comes to."""

    code = "reach"


class ReachKind(enum.Enum):
    """What is to be reached."""

    ROUTE = "route"
    RULE = "rule"
    BOUNDARY = "boundary"
    CONDITION = "condition"


@frozen(kw_only=True)
class Reach:
    """What a sheet should come to.

    Make one with :meth:`route`, :meth:`rule`, :meth:`boundary` or :meth:`condition`.

    Attributes:
        kind: What is to be reached.
        id: Of the route, the rule or the boundary's fact; empty for a condition.
        number: Of a boundary: of months for an age, of days before the day for a date.
        when: The condition.
    """

    kind: ReachKind
    id: str = ""
    number: int | None = None
    when: Condition | None = None

    @classmethod
    def route(cls, route_id: str) -> Reach:
        """Return that a route is decided."""
        return cls(kind=ReachKind.ROUTE, id=route_id)

    @classmethod
    def rule(cls, rule_id: str) -> Reach:
        """Return that a rule applies."""
        return cls(kind=ReachKind.RULE, id=rule_id)

    @classmethod
    def boundary(cls, fact_id: str, at: int) -> Reach:
        """Return that a number, an age or a date, of some item, is exactly at a number."""
        return cls(kind=ReachKind.BOUNDARY, id=fact_id, number=at)

    @classmethod
    def condition(cls, when: Condition | str | None) -> Reach:
        """Return that a condition is certainly true of the concern; None always is.

        Raises:
            ConditionError: When a text is no condition.
        """
        parsed = parse_condition(when) if isinstance(when, str) else when
        return cls(kind=ReachKind.CONDITION, when=parsed)

    def __str__(self) -> str:
        """Return what is to be reached in a few words."""
        if self.kind is ReachKind.CONDITION:
            return "anything" if self.when is None else f"condition {condition_text(self.when)}"
        at = "" if self.number is None else f" at {self.number}"
        return f"{self.kind.value} {self.id}{at}"


Completer: TypeAlias = Callable[[Reach, Mapping[str, Json]], Sheet | None]
"""Completes partial answers to a sheet that reaches something; None where they cannot be.

None is an answer, not a shrug: fewer answers are kept then, and where none are it is said
that no journey reaches it. Whatever gives up must raise instead. ``completer_of`` makes one.

The partial answers name items by the ids in their own lists, ``@children``; where they
name items, the list is there.
"""


def boundaries(pack: Pack) -> tuple[Reach, ...]:
    """Return both sides of every number at which a condition of a pack changes."""
    return tuple(
        Reach.boundary(fact_id, at)
        for fact_id, thresholds in thresholds_of(pack).items()
        for at in dict.fromkeys(n for one in thresholds for n in (one - 1, one))
        if _can_be(pack, fact_id, at)
    )


def _can_be(pack: Pack, fact_id: str, at: int) -> bool:
    kind = pack.vocabulary.by_id[fact_id].kind
    return not isinstance(kind, WholeNumber) or kind.at_least <= at <= kind.at_most


def reached(pack: Pack, sheet: Sheet, reach: Reach) -> bool:
    """Return whether a sheet comes to something, by walking and deciding it.

    Raises:
        ProblemsError: When the sheet does not fit the pack.
    """
    return comes_to(decision_about(pack, sheet), reach)


def comes_to(decision: Decision, reach: Reach) -> bool:
    """Return whether something was reached by what was decided about."""
    match reach.kind:
        case ReachKind.ROUTE:
            return decision.route == reach.id
        case ReachKind.RULE:
            return reach.id in decision.outcome.rule_ids
        case ReachKind.BOUNDARY:
            held = _held(decision.concern, reach.id)
            return any(_is_at(one, reach.number, decision.on) for one in held)
        case _:
            return is_so(reach.when, decision)


def _held(concern: Concern, fact_id: str) -> Iterator[Held]:
    vocabulary = concern.vocabulary
    group_id = vocabulary.group_of[fact_id]
    if group_id is None:
        yield concern[fact_id]
        return
    place = vocabulary.group(group_id).index[fact_id]
    yield from (item.values[place] for item in concern.items(group_id))


def _is_at(held: Held, at: int | None, on: dt.date) -> bool:
    match held:
        case Born() | Due() | Aged():
            return months_on(held, on) == (at, at)
        case PartialDate():
            return held.days_before(on) == (at, at)
        case _:
            return type(held) is int and held == at


def reaching(journeys: Journeys, reach: Reach, completer: Completer) -> st.SearchStrategy[Sheet]:
    """Return strategies of complete sheets that reach something.

    A journey is drawn, some of its answers are kept, and the completer finds the
    rest; where it cannot, fewer are kept. So no draw is thrown away.

    Args:
        journeys: Of the pack and questionnaire.
        reach: What is to be reached.
        completer: Completes partial answers.

    Raises:
        ReachError: When the pack has nothing of that name.
    """
    check_reach(journeys.pack, reach)
    return _reaching(journeys, reach, completer)


def check_reach(pack: Pack, reach: Reach) -> None:
    """Refuse what a pack does not have.

    Raises:
        ReachError: When the pack has nothing of that name.
    """
    match reach.kind:
        case ReachKind.ROUTE:
            known = reach.id in pack.policy.rungs
        case ReachKind.RULE:
            known = reach.id in {rule.id for rule in pack.policy.rules}
        case ReachKind.BOUNDARY:
            fact = pack.vocabulary.by_id.get(reach.id)
            known = fact is not None and isinstance(fact.kind, WholeNumber | Age | Date)
        case _:
            known = reach.when is None or not errors_among(
                condition_problems(reach.when, pack.policy.terms, levels=True)
            )
    if not known:
        raise ReachError(f"the pack cannot reach {reach}", remedy="name what stands in the pack")


@st.composite
def _reaching(draw: st.DrawFn, journeys: Journeys, reach: Reach, completer: Completer) -> Sheet:
    wished = journeys.drawn(draw).answers
    kept = number(draw, 0, 2 ** len(wished) - 1)
    partial = {key: one for place, (key, one) in enumerate(wished.items()) if kept >> place & 1}
    while True:
        found = completer(reach, _with_lists(partial, wished))
        if found is not None:
            return _replayed(journeys.pack, found, reach)
        if not partial:
            remedy = "`childconcern prove` says what stands against it"
            raise ReachError(f"no complete journey ever reaches {reach}", remedy=remedy)
        partial = dict([*partial.items()][: len(partial) // 2])


def _with_lists(partial: Mapping[str, Json], wished: Mapping[str, Json]) -> dict[str, Json]:
    """Return partial answers with the lists of those items that they name."""
    named = any("@" in key for key in partial)
    lists = {key: one for key, one in wished.items() if named and key.startswith("@")}
    return {**lists, **partial}


def _replayed(pack: Pack, sheet: Sheet, reach: Reach) -> Sheet:
    if not reached(pack, sheet, reach):
        message = f"a sheet that was completed does not come to {reach}"
        raise ReachError(message, remedy="this is a fault of what completed it; do not trust it")
    return sheet
