"""The ways in which a pack can go wrong, each with a name.

They are the mistakes that people make who write, copy and amend rules, not slips
of a program. Those over conditions follow the fault classes for Boolean
specifications of Kuhn (1999) and of Lau and Yu (2005); those over rules and
ladders the fault model for access control policies of Martin and Xie (2007); a
copied condition is the inconsistent clone of Juergens and others (2009).
"""

from __future__ import annotations

import enum
from typing import Final

from attrs import frozen

__all__ = ["OPERATORS", "Family", "Operator", "family_of"]


class Family(enum.Enum):
    """What sort of mistake it is."""

    OUTCOME = "outcome"
    """The right thing is seen, and the wrong thing is done."""
    LEFT_OUT = "left-out"
    """A whole sentence or question is missing, or applies to nobody."""
    THRESHOLD = "threshold"
    """A number is not the right one."""
    LOGIC = "logic"
    """And, or, not, any and all are mistaken for each other."""
    PARTS = "parts"
    """A condition asks for too much or too little."""
    OPTIONS = "options"
    """An answer is missing from a list, or wrongly in it."""
    UNKNOWN = "unknown"
    """Not knowing and not having been asked are taken for something else."""
    WRONG_FACT = "wrong-fact"
    """Something else is asked about."""
    VISIBILITY = "visibility"
    """A question is asked of too many people or too few."""
    ANSWERS = "answers"
    """What people may answer is too much or too little."""
    RESPONSE = "response"
    """Who is told, by when, and in which words."""


@frozen
class Operator:
    """One way in which a pack can go wrong.

    Attributes:
        id: Kebab-case and stable.
        family: What sort of mistake it is.
        about: What it does, in words.
    """

    id: str
    family: Family
    about: str


_BY_FAMILY: Final[dict[Family, dict[str, str]]] = {
    Family.OUTCOME: {
        "route-lower": "a rule asks for the next less urgent route",
        "route-higher": "a rule asks for the next more urgent route",
        "ladder-swapped": "two neighbouring routes of the ladder change places",
        "otherwise-lower": "what no rule speaks of takes a less urgent route",
        "otherwise-higher": "what no rule speaks of takes a more urgent route",
        "indicator-level-lower": "an indicator gives the next lower level",
        "indicator-level-higher": "an indicator gives the next higher level",
        "indicator-area-swapped": "an indicator counts for another area",
    },
    Family.LEFT_OUT: {
        "rule-dropped": "a rule is missing",
        "indicator-dropped": "an indicator is missing",
        "duty-dropped": "a duty applies to nobody",
        "variant-dropped": "a variant applies to nobody",
        "question-never-asked": "a question is asked of nobody",
        "question-dropped": "a question is missing",
        "section-never-asked": "a section is asked of nobody",
    },
    Family.THRESHOLD: {
        "threshold-one-less": "a constant is one smaller",
        "threshold-one-more": "a constant is one larger",
        "bound-inclusive-swapped": "a bound includes its constant, or no longer does",
        "bound-dropped": "one of two bounds is missing",
        "unit-swapped": "months are read as years, or years as months",
        "count-one-less": "a count asks for one fewer",
        "count-one-more": "a count asks for one more",
        "level-one-lower": "a test asks for the next lower level",
        "level-one-higher": "a test asks for the next higher level",
    },
    Family.LOGIC: {
        "or-for-and": "or stands where and should",
        "and-for-or": "and stands where or should",
        "every-and-an-or": "each of several ands is an or",
        "every-or-an-and": "each of several ors is an and",
        "not-dropped": "a not is missing",
        "not-added": "a not stands where none should",
        "not-spread": "not (a or b) is written as not a or not b",
        "brackets-forgotten": "brackets are missing, so that other parts belong together",
        "any-item-for-all-items": "any of a group will do where all should",
        "all-items-for-any-item": "all of a group are needed where any should do",
        "no-exception-for-all-items": "all is read as no exception, which is so of nobody listed",
        "any-option-for-all-options": "any of the options will do where all should",
        "all-options-for-any-option": "all of the options are needed where any should do",
    },
    Family.PARTS: {
        "conjunct-dropped": "one of several conditions is missing, so more is let in",
        "disjunct-dropped": "one of several ways in is missing",
        "counted-part-dropped": "one of the conditions that are counted is missing",
        "conjunct-added": "one more condition must be met, taken from elsewhere in the pack",
        "disjunct-added": "there is one more way in, taken from elsewhere in the pack",
        "condition-dropped": "it applies to everybody",
    },
    Family.OPTIONS: {
        "option-dropped": "an option is missing from a list",
        "option-added": "a list has a neighbouring option as well",
        "option-swapped": "a list has a neighbouring option instead",
    },
    Family.UNKNOWN: {
        "guard-dropped": "whether something is known or was asked is no longer looked at",
        "asked-for-known": "having been asked is taken for knowing",
        "known-for-asked": "not knowing is taken for not having been asked",
        "unknown-counts-as-dropped": "not knowing a safety fact counts for nothing",
        "unknown-counts-as-least": "not knowing a safety fact counts as its least worrying answer",
    },
    Family.WRONG_FACT: {
        "wrong-fact": "another fact of the same kind is tested",
        "wrong-sign": "another sign is named",
        "wrong-area": "the level of another area is tested",
        "wrong-fact-recorded": "a question records another fact of the same kind",
        "condition-copied": "the condition of the neighbour was copied and not amended",
    },
    Family.VISIBILITY: {
        "gate-added": "a question is asked under one more condition",
        "gate-dropped": "a question is asked of everybody whom its section is asked of",
        "section-gate-added": "a section is asked under one more condition",
        "section-gate-dropped": "a section is asked of everybody",
        "ask-again-dropped": "a question is no longer asked again",
        "ask-for-more-dropped": "it is no longer asked which more there are",
        "section-fewer-items": "a section lists fewer of its group",
    },
    Family.ANSWERS: {
        "unknown-not-allowed": "a question no longer takes that somebody does not know",
        "question-made-optional": "a question may be skipped",
        "question-made-compulsory": "a question may no longer be skipped",
        "option-made-exclusive": "an option stands alone, so nothing else can be said with it",
        "option-made-plain": "an option such as none can be chosen with others",
        "group-fewer-needed": "a group may be left with one fewer",
        "group-more-needed": "a group must have one more",
        "group-fewer-allowed": "a group can have one fewer",
    },
    Family.RESPONSE: {
        "promise-slackened": "somebody responds later",
        "promise-dropped": "nobody says by when there is a response",
        "hours-read-as-working-days": "hours have become working days",
        "destination-dropped": "somebody is no longer told",
        "destination-swapped": "somebody else is told",
        "variants-swapped": "two neighbouring variants change places",
        "follow-up-dropped": "no questionnaire follows",
    },
}

OPERATORS: Final[tuple[Operator, ...]] = tuple(
    Operator(name, family, about)
    for family, operators in _BY_FAMILY.items()
    for name, about in operators.items()
)
"""Every way in which mutants go wrong, family by family."""

_FAMILY_OF: Final = {operator.id: operator.family for operator in OPERATORS}


def family_of(operator_id: str) -> Family:
    """Return what sort of mistake an operator makes; KeyError where there is no such operator."""
    return _FAMILY_OF[operator_id]
