"""Everything that may happen in a tiny pack, as a tree: a question, its answers, what follows."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import frozen

from childconcern.decision import Decision
from childconcern.facts import Concern, Fact, Json
from childconcern.questionnaire import Question
from trust.said_values import Said

__all__ = [
    "ABSENT",
    "SILENT",
    "SKIPPED",
    "UNKNOWN",
    "Branch",
    "Document",
    "Node",
    "Order",
    "Sheet",
    "Token",
    "TooManyError",
]

ABSENT: Final = "absent"
"""Nothing was given of a fact, or nobody said who there is."""

SILENT: Final = "silent"
"""No answer, as where a journey was cut short."""

UNKNOWN: Final = "unknown"
"""The answer is "I don't know"."""

SKIPPED: Final = "skipped"
"""The question was passed by."""

Token: TypeAlias = str | int | Said
"""What was answered, or how many were listed; the same object wherever it is the same."""

Order: TypeAlias = tuple[int, int, int, int]
"""When a question is asked: stage, section, item and question."""

Document: TypeAlias = dict[str, Json]
"""As JSON."""


class TooManyError(Exception):
    """There are more journeys than can be looked at one by one."""


@frozen(kw_only=True, eq=False, repr=False)
class Sheet:
    """One journey at its end.

    Attributes:
        complete: Whether nothing is left to ask.
        questions: How many are asked, in all questionnaires.
        decision: What is decided; the same object for equal concerns.
        given: What was known before the last questionnaire.
        answers: What was answered in it, as JSON.
    """

    complete: bool
    questions: int
    decision: Decision
    given: Concern
    answers: Document


@frozen(kw_only=True, eq=False, repr=False)
class Branch:
    """A question, or something that may be known before, and what follows from each answer.

    Attributes:
        key: Such as ``screener/q1``, ``given/fact_0`` or ``request/@children``; without the item.
        order: Two branches with the same order are of the same question.
        fact: What its answer is; None where it says who there is.
        place: Of the item, or None.
        question: Which asks; None where it was known before, or says who there is.
        after: By answer, where it leads to the end of the last questionnaire.
    """

    key: str
    order: Order
    fact: Fact | None
    place: int | None
    question: Question | None
    after: "Mapping[Token, Node]"


Node: TypeAlias = Branch | Sheet
"""Where a journey stands."""
