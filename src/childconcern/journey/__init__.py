"""Journeys: from answers to what was asked, what was recorded, and what is next."""

from childconcern.journey.answers import SKIPPED, AnswersRefusedError, Skipped
from childconcern.journey.journey import Journey, Why
from childconcern.journey.unasked import NOTHING_UNASKED, Unasked
from childconcern.journey.walking import OtherGivenError, walk

__all__ = [
    "NOTHING_UNASKED",
    "SKIPPED",
    "AnswersRefusedError",
    "Journey",
    "OtherGivenError",
    "Skipped",
    "Unasked",
    "Why",
    "walk",
]
