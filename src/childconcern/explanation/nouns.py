"""An explanation: what a decision means, for the person who reads it."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import Attribute, field, frozen

from childconcern.decision import ReasonKind
from childconcern.errors import ConcernError

__all__ = [
    "DutyWords",
    "Explanation",
    "LevelWords",
    "NotKnownWords",
    "PolicyWords",
    "Reader",
    "ReasonWords",
    "UnexplainedError",
]


class UnexplainedError(ConcernError):
    """An explanation was put together that gives no reason."""

    code = "unexplained"

    def __init__(self) -> None:
        super().__init__(
            "an explanation gives no reason for its route",
            remedy="give its reasons, or say that no rule spoke; explain() does",
        )


class Reader(enum.Enum):
    """Who an explanation is for."""

    REFERRER = "referrer"
    WORKER = "worker"


@frozen(kw_only=True)
class ReasonWords:
    """One reason.

    Attributes:
        id: Of the indicator, rule or duty.
        kind: Which of them it is.
        because: The reason, as a referrer may read it.
        leads_to: For a worker, what it leads to: "at least ...", "Neglect at
            level 3"; empty for a referrer and for a duty.
        source: Document and section; empty where the policy gives none.
    """

    id: str
    kind: ReasonKind
    because: str
    leads_to: str = ""
    source: str = ""


@frozen(kw_only=True)
class DutyWords:
    """Who else must be told, or what else must be done.

    Attributes:
        id: Of the duty.
        next_step: What must be done, a sentence each; none where the policy
            says it in the reason alone.
        by_when: By when, such as "within 4 hours"; empty where it is not said.
        because: The reason.
        told: Who receives it besides, in words; empty where nobody does.
    """

    id: str
    next_step: tuple[str, ...]
    by_when: str
    because: str
    told: str


@frozen(kw_only=True)
class NotKnownWords:
    """A fact that was not known, and how that was treated.

    Attributes:
        about: What was not known, such as "whether a child is in danger"; of
            an item with its place, such as "(child 2)", and never with its id.
        counted_as: What it counted as, in words; empty where it was not read as
            any answer.
    """

    about: str
    counted_as: str


@frozen(kw_only=True)
class LevelWords:
    """The level of one area.

    Attributes:
        area: The area's name.
        level: The level's number.
        name: The level's name.
        raised: Whether it is above the lowest level.
        explored: Whether all was asked that could raise it: the questions may have
            finished early, when nothing that happens could hang on it any more.
    """

    area: str
    level: int
    name: str
    raised: bool
    explored: bool = True


@frozen(kw_only=True)
class PolicyWords:
    """Which rules spoke.

    Attributes:
        council: Whose they are; empty where the pack does not say.
        id: Of the policy.
        version: Of the policy.
        digest: The SHA-256 of policy and vocabulary.
    """

    council: str
    id: str
    version: str
    digest: str


def _gives_a_reason(
    explanation: Explanation,
    attribute: Attribute[tuple[ReasonWords, ...]],  # noqa: ARG001 - what attrs calls it with
    reasons: tuple[ReasonWords, ...],
) -> None:
    if not any(one.kind == "rule" for one in reasons) and not explanation.no_rule_spoke:
        raise UnexplainedError


@frozen(kw_only=True)
class Explanation:
    """What a decision means, in words. It never holds what a person typed.

    Attributes:
        reader: Who it is for.
        route: The route's id.
        variant: The variant's id, or None.
        title: The route in words.
        next_step: What the referrer does now, a sentence each.
        promise: When somebody will respond, as a sentence.
        duties: Who else must be told.
        no_rule_spoke: That no rule applied and what that means, a sentence
            each; none where a rule applied.
        reasons: For a referrer the rules that led to the route, then what else
            was noted; for a worker every reason of the decision.
        not_known: What was not known, and how it was treated; for a referrer
            only where it counted as something.
        not_asked: For a worker, what was not asked and could have mattered.
        levels: For a worker, the level of every area.
        journey: Whether all questions were answered; for a referrer only where
            they were not.
        always: What a referrer can do whatever the decision.
        advice: That it is advice, and that a person decides.
        policy: Which rules spoke.
        on: The day it was decided for.
        language: That of its words, such as ``en``.
        nearest: For a worker, which few other answers would alter the route, a sentence each,
            where somebody looked.
    """

    reader: Reader
    route: str
    variant: str | None
    title: str
    next_step: tuple[str, ...]
    promise: str
    duties: tuple[DutyWords, ...]
    no_rule_spoke: tuple[str, ...]
    reasons: tuple[ReasonWords, ...] = field(validator=_gives_a_reason)
    not_known: tuple[NotKnownWords, ...]
    not_asked: tuple[str, ...]
    levels: tuple[LevelWords, ...]
    journey: str
    always: tuple[str, ...]
    advice: tuple[str, ...]
    policy: PolicyWords
    on: dt.date
    language: str = "en"
    nearest: tuple[str, ...] = ()
