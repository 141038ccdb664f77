"""What an implementation decides about a sheet, and what an implementation is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias, cast

from attrs import field, frozen

from childconcern.decision import Decision
from childconcern.errors import ConcernError, ProblemsError
from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.testing.sheets import Sheet, decision_about

__all__ = [
    "EVERYTHING",
    "Implementation",
    "NoDecisionError",
    "Outcome",
    "decided_by",
    "differences",
    "outcome_document",
    "outcome_of",
    "read_outcome",
]


class NoDecisionError(ConcernError):
    """An implementation was asked about a sheet and gave no decision that can be read."""

    code = "no-decision"

    def __init__(self, what: str, remedy: str = "it answers with a decision document") -> None:
        super().__init__(f"the implementation gave no decision: {what}", remedy=remedy)


@frozen(kw_only=True)
class Outcome:
    """What was decided: the part of a decision that every system has to get right.

    Attributes:
        route: The route's id.
        variant: The variant's id, or None.
        duties: The ids of all duties.
        level: The highest level of any area; None where there are no levels, or where the
            implementation does not say.
        complete: Whether the journey was complete; None where it does not say.
        rule_spoke: Whether a rule asked for the route; None where it does not say.
    """

    route: str
    variant: str | None = None
    duties: frozenset[str] = frozenset()
    level: int | None = None
    complete: bool | None = None
    rule_spoke: bool | None = field(default=None, eq=False)


Implementation: TypeAlias = Callable[[Sheet], Outcome]
"""Whatever decides about a sheet. It raises ``NoDecisionError`` where it gives no decision."""

EVERYTHING: Final = ("route", "variant", "duties", "level", "complete")
"""What can be compared of two outcomes."""


def outcome_of(decision: Decision) -> Outcome:
    """Return what every system has to get right of a decision."""
    return Outcome(
        route=decision.route,
        variant=decision.variant,
        duties=frozenset(decision.duties),
        level=decision.level,
        complete=decision.complete,
        rule_spoke=bool(decision.outcome.rules),
    )


def decided_by(pack: Pack) -> Implementation:
    """Return the implementation that a pack itself is."""

    def decide(sheet: Sheet) -> Outcome:
        try:
            return outcome_of(decision_about(pack, sheet))
        except ProblemsError as refused:
            codes = ", ".join(sorted({problem.code for problem in refused.problems}))
            remedy = "the sheet is of another pack, or of another version of it"
            raise NoDecisionError(f"the answers are refused ({codes})", remedy) from None

    return decide


def differences(
    expected: Outcome, decided: Outcome, compared: tuple[str, ...] = EVERYTHING
) -> Iterator[str]:
    """Yield what differs between two outcomes, a few words each.

    Whether the journey is complete, and the level, are compared only where both say.

    Args:
        expected: What should be decided.
        decided: What was.
        compared: Which of ``EVERYTHING``.
    """
    for name in compared:
        wanted, found = (_part(one, name) for one in (expected, decided))
        silent = name in {"complete", "level"} and "" in (wanted, found)
        if wanted != found and not silent:
            yield f"{name} {found or 'none'} instead of {wanted or 'none'}"


def _part(outcome: Outcome, name: str) -> str:
    match name:
        case "duties":
            return ", ".join(sorted(outcome.duties))
        case "complete":
            return "" if outcome.complete is None else ("no", "yes")[outcome.complete]
        case "level":
            return "" if outcome.level is None else str(outcome.level)
        case "variant":
            return outcome.variant or ""
        case _:
            return outcome.route


def outcome_document(outcome: Outcome) -> dict[str, Json]:
    """Return an outcome as JSON: the keys of a decision document that it has."""
    return {
        "route": outcome.route,
        "variant": outcome.variant,
        "duties": [*sorted(outcome.duties)],
        "level": outcome.level,
        "complete": outcome.complete,
    }


def read_outcome(document: object) -> Outcome:
    """Return the outcome that a decision document tells; other keys are passed over.

    Raises:
        NoDecisionError: When it tells none, with the key that is wrong and never its value.
    """
    if not isinstance(document, Mapping):
        raise NoDecisionError("its answer is no JSON object")
    told = cast("Mapping[object, object]", document)
    return Outcome(
        route=_text(told, "route"),
        variant=None if told.get("variant") is None else _text(told, "variant"),
        duties=_duties(told),
        level=_level(told),
        complete=_complete(told),
        rule_spoke=_rule_spoke(told.get("reasons")),
    )


def _text(told: Mapping[object, object], key: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not value:
        raise NoDecisionError(f"its {key} is no text")
    return value


def _duties(told: Mapping[object, object]) -> frozenset[str]:
    value = told.get("duties")
    listed = cast("list[object]", value) if isinstance(value, list) else [None]
    duties = frozenset(one for one in listed if isinstance(one, str))
    if len(duties) < len(listed):
        raise NoDecisionError("its duties are no list of different ids")
    return duties


def _level(told: Mapping[object, object]) -> int | None:
    value = told.get("level")
    if value is not None and type(value) is not int:
        raise NoDecisionError("its level is no whole number, and not null")
    return value


def _complete(told: Mapping[object, object]) -> bool | None:
    value = told.get("complete")
    if value is not None and not isinstance(value, bool):
        raise NoDecisionError("its complete is neither true nor false, and not null")
    return value


def _rule_spoke(reasons: object) -> bool | None:
    """Return whether a rule is among the reasons; None where they are not told."""
    if not isinstance(reasons, list):
        return None
    return any(_is_of_a_rule(one) for one in cast("list[object]", reasons))


def _is_of_a_rule(reason: object) -> bool:
    if not isinstance(reason, Mapping):
        return False
    return cast("Mapping[object, object]", reason).get("kind") == "rule"
