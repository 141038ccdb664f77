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
from typing import Final

from attrs import frozen

from childconcern.cli.inputs import read_day
from childconcern.decision import Decision
from childconcern.errors import ConcernError
from childconcern.facts import Json, read_concern
from childconcern.gathering import Told, gather
from childconcern.journey import Journey
from childconcern.pack import Pack
from childconcern.submission import RequestForService, prepare

__all__ = [
    "BadRequestError",
    "IncompleteRequestError",
    "SavedRequest",
    "prepared_request",
    "request_document",
    "saved_request",
]


class BadRequestError(ConcernError):
    """A request's file is not made as it must be."""

    code = "bad-request"

    def __init__(self, what: str) -> None:
        super().__init__(f"the request cannot be used: {what}", remedy=_FORM)


class IncompleteRequestError(ConcernError):
    """A compulsory question of a request has no answer."""

    code = "incomplete-request"

    def __init__(self, questionnaire: str, key: str) -> None:
        super().__init__(
            f"question {key!r} of {questionnaire!r} has no answer",
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
    given: Json
    answers: Mapping[str, dict[str, Json]]
    send_anyway: bool = False

    def __repr__(self) -> str:
        """Hide what was answered."""
        return "SavedRequest(...)"


_KEYS: Final = frozenset({"reference", "on", "given", "answers", "send_anyway"})
_FORM: Final = "it is an object with reference, on (YYYY-MM-DD), answers, given and send_anyway"


def saved_request(document: Json, pack: Pack) -> SavedRequest:
    """Return the request that a JSON document holds.

    Raises:
        BadRequestError: When it has other keys, or values of other types.
    """
    if not isinstance(document, dict) or not document.keys() <= _KEYS:
        raise BadRequestError("it is no object of the known keys")
    given, anyway = document.get("given", {}), document.get("send_anyway", False)
    reference, on = document.get("reference"), read_day(str(document.get("on")))
    if not isinstance(reference, str) or on is None:
        raise BadRequestError("it has no reference, or no day")
    if not isinstance(given, dict) or not isinstance(anyway, bool):
        raise BadRequestError("given is no object, or send_anyway neither true nor false")
    answers = document.get("answers")
    known = [questionnaire.id for questionnaire in pack.questionnaires]
    if not isinstance(answers, dict) or not answers.keys() <= set(known):
        raise BadRequestError(f"answers is no object with {', '.join(known)}")
    objects = {name: one for name, one in answers.items() if isinstance(one, dict)}
    if len(objects) < len(answers):
        raise BadRequestError("the answers to each questionnaire are no object")
    return SavedRequest(
        reference=reference, on=on, given=given, answers=objects, send_anyway=anyway
    )


def request_document(saved: SavedRequest) -> dict[str, object]:
    """Return a request as it stands in its file."""
    return {
        "reference": saved.reference,
        "on": saved.on.isoformat(),
        "given": saved.given,
        "answers": dict(saved.answers),
        "send_anyway": saved.send_anyway,
    }


def prepared_request(saved: SavedRequest, pack: Pack) -> RequestForService:
    """Return the request for service that a saved request makes: walked, gathered, decided.

    The first questionnaire is needed, and so is the one that its decision asks
    for next; a referrer who sends anyway can leave out what they like.

    Raises:
        ConcernError: When an answer is refused, or a compulsory one is missing.
    """
    known: Told = read_concern(saved.given, pack.vocabulary, partial=True)
    needed: set[str | None] = {pack.questionnaire().id, *saved.answers}
    journeys: list[Journey] = []
    screened: Decision | None = None
    for questionnaire in pack.questionnaires:
        if questionnaire.id not in needed:
            continue
        answers = saved.answers.get(questionnaire.id, {})
        journey = pack.walk(answers, questionnaire=questionnaire.id, given=known, on=saved.on)
        if journey.next is not None and not saved.send_anyway:
            raise IncompleteRequestError(questionnaire.id, _question(journey.next))
        journeys.append(journey)
        known = journey
        if screened is None:
            screened = pack.decide(journey, on=saved.on)
            needed.add(screened.then_ask)
    return prepare(
        pack,
        gather(*journeys),
        reference=saved.reference,
        on=saved.on,
        screened=screened,
        send_anyway=saved.send_anyway,
    )


def _question(key: str) -> str:
    """Return the question of a key; the item is the caller's own."""
    return key if key.startswith("@") else key.partition("@")[0]
