"""A journey: what was asked, what was recorded, and what is next."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from attrs import field, frozen

from childconcern.facts import Concern
from childconcern.journey.unasked import NOTHING_UNASKED, Unasked

__all__ = ["Journey", "Why"]


class Why(enum.Enum):
    """Why a question is asked, or is not."""

    ALWAYS_ASKED = "always-asked"
    """Asked, because neither it nor its section has a condition."""
    CONDITION_MET = "condition-met"
    """Asked, because every condition holds, or would for some answer in place of *not known*."""
    SECTION_CLOSED = "section-closed"
    """Not asked, because the condition of its section is not met."""
    CONDITION_NOT_MET = "condition-not-met"
    """Not asked, because its own condition is not met."""
    ALREADY_RECORDED = "already-recorded"
    """Not asked, because its fact is recorded already."""
    NOBODY_TO_RELATE_TO = "nobody-to-relate-to"
    """Not asked, because it is about relationships to others, and none is listed."""
    CANNOT_MATTER = "cannot-matter"
    """Passed over, because no answer to it can change what happens any more."""

    @property
    def is_asked(self) -> bool:
        """Whether the question is live."""
        return self in {Why.ALWAYS_ASKED, Why.CONDITION_MET}


@frozen(kw_only=True, repr=False)
class Journey:
    """One walk through a questionnaire.

    Keys are ``question``, or ``question@item`` where it is asked of each item.

    Attributes:
        questionnaire: The questionnaire's id.
        path: The keys of live questions, in order, answered or not.
        next: The first live question with neither an answer nor a skip; or
            ``@group`` where its items must be listed first; None at the end.
        set_aside: Keys of answers to questions that are not live, and of relationships
            to items that are not listed: kept by the caller so that going back
            restores them, and otherwise unused.
        why: For each question and listed item, why it is asked or not.
        at_least_to_come: The fewest questions that are still to come.
        at_most_to_come: The most questions that are still to come.
        concern: What was given and what the live questions recorded. A safety
            fact whose live question has no answer is *not known*.
        not_explored: Ids of the areas, in the policy's order, whose level might be
            higher had nothing been passed over that cannot matter.
        unasked: What was passed over, here and in what was walked before; whoever
            gathers or goes on needs it to tell which areas that leaves.
    """

    questionnaire: str
    path: tuple[str, ...]
    next: str | None
    set_aside: tuple[str, ...]
    why: Mapping[str, Why] = field(hash=False)
    at_least_to_come: int
    at_most_to_come: int
    concern: Concern
    not_explored: tuple[str, ...] = ()
    unasked: Unasked = NOTHING_UNASKED

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask."""
        return self.next is None

    def __repr__(self) -> str:
        """Show where it stands, and no answer."""
        return f"Journey(questionnaire={self.questionnaire!r}, next={self.next!r}, ...)"
