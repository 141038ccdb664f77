"""A request as a file: what was answered, questionnaire by questionnaire.

::

    {
      "reference": "RB-2026-7K2M9Q",
      "on": "2026-11-23",
      "given": {"out_of_hours": false},
      "answers": {"screener": {...}, "request": {...}},
      "send_anyway": false
    }
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from childconcern.decide import Decision, decide
from childconcern.errors import ConcernError
from childconcern.facts import Concern, read_concern
from childconcern.gather import gather
from childconcern.journey import Journey, walk
from childconcern.pack import Pack
from childconcern.submission import RequestForService, prepare

__all__ = [
    "BadRequestError",
    "IncompleteRequestError",
    "SavedRequest",
    "prepared_request",
    "saved_request",
]


class BadRequestError(ConcernError):
    """A request's file is not made as it must be."""

    code = "bad-request"


class IncompleteRequestError(ConcernError):
    """A compulsory question of a request has no answer."""

    code = "incomplete-request"

    def __init__(self, questionnaire: str, key: str) -> None:
        super().__init__(
            f"question {key!r} of {questionnaire} has no answer",
            remedy="answer it, or null for not known; or --send-anyway to send what there is",
        )


@frozen(kw_only=True, repr=False)
class SavedRequest:
    """What stands in a request's file.

    Attributes:
        reference: Opaque; nothing personal.
        on: The day it was made.
        given: What the service set, as JSON.
        answers: For each questionnaire its answers, as JSON.
        send_anyway: The referrer sends it whatever the route.
    """

    reference: str
    on: dt.date
    given: Mapping[str, object]
    answers: Mapping[str, Mapping[str, object]]
    send_anyway: bool = False


_KEYS = frozenset({"reference", "on", "given", "answers", "send_anyway"})


def saved_request(document: Any, pack: Pack) -> SavedRequest:  # noqa: ANN401 - whatever a file holds
    """Return the request that a JSON document holds.

    Raises:
        BadRequestError: When it has other keys, or values of other types.
    """
    if not isinstance(document, dict) or not document.keys() <= _KEYS:
        raise BadRequestError("the request is no object of the known keys", remedy=_FORM)
    answers = document.get("answers")
    known = {questionnaire.id for questionnaire in pack.questionnaires}
    if (
        not isinstance(answers, dict)
        or not answers.keys() <= known
        or not all(isinstance(one, dict) for one in answers.values())
    ):
        remedy = f"answers is an object with {', '.join(known)}"
        raise BadRequestError("the request's answers cannot be read", remedy=remedy)
    given, anyway = document.get("given", {}), document.get("send_anyway", False)
    reference, on = document.get("reference"), document.get("on")
    if not (
        isinstance(reference, str)
        and isinstance(on, str)
        and isinstance(given, dict)
        and isinstance(anyway, bool)
    ):
        raise BadRequestError("the request lacks its reference or day", remedy=_FORM)
    return SavedRequest(
        reference=reference, on=_day(on), given=given, answers=answers, send_anyway=anyway
    )


_FORM = "it has reference, on (YYYY-MM-DD), given, answers and send_anyway"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadRequestError("the request's day cannot be read", remedy=_FORM) from None


def prepared_request(saved: SavedRequest, pack: Pack) -> RequestForService:
    """Return the request for service that a saved request makes: walked, gathered, decided.

    Raises:
        ConcernError: When an answer is refused, or a compulsory one is missing.
    """
    known = read_concern(dict(saved.given), pack.vocabulary, partial=True)
    journeys: list[Journey] = []
    screened: Decision | None = None
    for questionnaire in pack.questionnaires:
        if questionnaire.id not in saved.answers:
            continue
        journey = walk(questionnaire, saved.answers[questionnaire.id], given=known, on=saved.on)
        if journey.next is not None and not saved.send_anyway:
            raise IncompleteRequestError(
                questionnaire.id, journey.next.partition("@")[0] or journey.next
            )
        journeys.append(journey)
        known = journey.concern
        if screened is None:
            screened = decide(known, pack.policy, on=saved.on, complete=journey.complete)
    return prepare(
        pack,
        _gathered(known, journeys),
        reference=saved.reference,
        on=saved.on,
        screened=screened,
        complete=all(journey.complete for journey in journeys),
        send_anyway=saved.send_anyway,
    )


def _gathered(known: Concern, journeys: list[Journey]) -> Concern:
    return gather(known, *journeys).concern
