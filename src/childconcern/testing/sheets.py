"""Answer sheets: what one made-up person answered, whole enough to be decided about anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from attrs import evolve, field, frozen

from childconcern.decision import Decision
from childconcern.facts import Json, read_concern
from childconcern.journey import Journey
from childconcern.pack import Pack

__all__ = [
    "JsonObject",
    "Sheet",
    "day_for",
    "decision_about",
    "journey_of",
    "sheet_document",
    "without_what_was_set_aside",
]

JsonObject: TypeAlias = Mapping[str, Json]
"""A JSON object."""

_A_DAY = dt.date(2026, 11, 24)


@frozen(kw_only=True)
class Sheet:
    """What one person answered to one questionnaire on one day.

    The person is made up, so a sheet shows what it holds. Never make one of
    what a real person said.

    Attributes:
        on: The day on which ages and dates are read.
        questionnaire: Its id.
        given: What counts as said from the start, as JSON: what the service set, and what
            an earlier questionnaire recorded.
        answers: As JSON: ``question`` or ``question@item`` to a value, ``@group`` to item
            ids; in the order in which they were given.
    """

    on: dt.date
    questionnaire: str
    given: JsonObject = field(factory=dict[str, Json], hash=False)
    answers: JsonObject = field(factory=dict[str, Json], hash=False)


def day_for(pack: Pack) -> dt.date:
    """Return a day on which a pack is in force; the same each time it is asked for."""
    return pack.effective_from or _A_DAY


def sheet_document(sheet: Sheet) -> dict[str, Json]:
    """Return a sheet as JSON: what a service is sent."""
    return {
        "questionnaire": sheet.questionnaire,
        "on": sheet.on.isoformat(),
        "given": dict(sheet.given),
        "answers": dict(sheet.answers),
    }


def journey_of(pack: Pack, sheet: Sheet) -> Journey:
    """Return the journey that a sheet makes in a pack.

    Raises:
        ProblemsError: When what was given, or an answer, does not fit the pack.
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    given = read_concern(sheet.given, pack.vocabulary, partial=True)
    return pack.walk(sheet.answers, questionnaire=sheet.questionnaire, given=given, on=sheet.on)


def decision_about(pack: Pack, sheet: Sheet) -> Decision:
    """Return what a pack decides about a sheet.

    Raises:
        ProblemsError: When what was given, or an answer, does not fit the pack.
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    return pack.decide(journey_of(pack, sheet), on=sheet.on)


def without_what_was_set_aside(pack: Pack, sheet: Sheet) -> Sheet:
    """Return a sheet with only those answers that count, and the lists of items.

    Raises:
        ProblemsError: When what was given, or an answer, does not fit the pack.
        NoQuestionnaireError: When the pack has no such questionnaire.
    """
    aside = set(journey_of(pack, sheet).set_aside)
    return evolve(
        sheet, answers={key: one for key, one in sheet.answers.items() if key not in aside}
    )
