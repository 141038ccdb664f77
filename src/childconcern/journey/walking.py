"""Walking: questions in order, each live or not by what is live so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from childconcern.errors import ConcernError
from childconcern.facts import Concern, Vocabulary, read_concern
from childconcern.journey.answers import read_answers
from childconcern.journey.journey import Journey
from childconcern.journey.mattering import Mattering
from childconcern.journey.unasked import NOTHING_UNASKED, Unasked
from childconcern.journey.walker import Walker
from childconcern.policy import RoutingPolicy
from childconcern.questionnaire import Questionnaire

__all__ = ["OtherGivenError", "walk"]


class OtherGivenError(ConcernError):
    """What was given speaks another vocabulary than the questionnaire."""

    code = "other-vocabulary"

    def __init__(self, what: str = "the given concern") -> None:
        super().__init__(
            f"{what} is of another vocabulary than the questionnaire",
            remedy="read it with the vocabulary of the pack that asks",
        )


def walk(
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    given: Concern | None = None,
    on: dt.date,
    policy: RoutingPolicy | None = None,
    then: Sequence[Questionnaire] = (),
    unasked: Unasked = NOTHING_UNASKED,
) -> Journey:
    """Return the journey that these answers make.

    Questions are in order and conditions look only back, so every journey ends,
    and the same answers in any order of arrival give the same one.

    Whoever has a pack calls ``pack.walk``, which knows what decides, what may follow
    and what was left unasked before. Without a policy everything is asked: that is
    never wrong, only longer.

    Args:
        questionnaire: What is asked.
        answers: As JSON: ``question`` or ``question@item`` to a value; ``@group`` to ids.
        given: What counts as live from the start, such as facts that the service set.
        on: The day on which ages and dates are read.
        policy: What decides, for a questionnaire that finishes early.
        then: Questionnaires that may follow this one: what they ask can matter too.
        unasked: What was left unasked by the journey in ``given``, as it tells.

    Raises:
        AnswersRefusedError: With every answer that does not fit its question.
        OtherGivenError: When ``given`` or ``policy`` is of another vocabulary.
        PolicyError: When a questionnaire finishes early and the policy has errors.
    """
    start = read_concern({}, questionnaire.vocabulary, partial=True) if given is None else given
    _check_vocabulary(questionnaire, start.vocabulary, "the given concern")
    read = read_answers(answers, questionnaire, start)
    if policy is not None and (questionnaire.finish_early or unasked != NOTHING_UNASKED):
        _check_vocabulary(questionnaire, policy.vocabulary, "the policy")
    mattering = _mattering(questionnaire, policy, then)
    return Walker(questionnaire, read, start, on, mattering, policy, unasked).walk()


def _check_vocabulary(questionnaire: Questionnaire, other: Vocabulary, what: str) -> None:
    vocabulary = questionnaire.vocabulary
    if other is not vocabulary and other != vocabulary:
        raise OtherGivenError(what)


def _mattering(
    questionnaire: Questionnaire, policy: RoutingPolicy | None, then: Sequence[Questionnaire]
) -> Mattering | None:
    """Return what can matter; None where everything is asked."""
    if policy is None or not questionnaire.finish_early:
        return None
    _ = policy.engine  # a policy with errors is refused here
    return Mattering(questionnaire=questionnaire, policy=policy, then=tuple(then))
