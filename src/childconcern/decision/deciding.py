"""The decision function."""

from __future__ import annotations

import datetime as dt

from childconcern.decision.decision import Decision
from childconcern.errors import ConcernError
from childconcern.facts import Concern
from childconcern.policy import RoutingPolicy

__all__ = ["OtherVocabularyError", "decide"]


class OtherVocabularyError(ConcernError):
    """A concern speaks another vocabulary than the policy that should decide about it."""

    code = "other-vocabulary"

    def __init__(self) -> None:
        super().__init__(
            "the concern is of another vocabulary than the policy",
            remedy="read it again with the vocabulary of the pack that decides",
        )


def decide(
    concern: Concern,
    policy: RoutingPolicy,
    *,
    on: dt.date,
    complete: bool | None = None,
    not_explored: tuple[str, ...] = (),
) -> Decision:
    """Return what ``policy`` says of ``concern`` on that day.

    It reads no clock, no chance and no file, and never fails for a concern of
    the policy's vocabulary: all rules that apply are reasons, the most urgent
    of their routes wins, and with none it is ``policy.otherwise``, which a
    person reads.

    Args:
        concern: What is known.
        policy: A council's rules.
        on: The day on which ages and dates are read.
        complete: Whether the journey behind the concern was complete; it is
            only recorded.
        not_explored: Areas that a journey which finished early did not explore; they
            are only recorded.

    Raises:
        OtherVocabularyError: When the concern was read with another vocabulary.
        PolicyError: When the policy has errors, which ``problems`` lists.
    """
    vocabulary = policy.vocabulary
    if concern.vocabulary is not vocabulary and concern.vocabulary != vocabulary:
        raise OtherVocabularyError
    return Decision(policy.engine.outcome(concern, on), concern, policy, on, complete, not_explored)
