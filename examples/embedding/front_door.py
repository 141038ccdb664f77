"""What every service that embeds the library does, whatever its framework.

A service holds the packs it may need, keeps answers, and has the clock and the
calendar; the library does the rest. Copy this file and make it yours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from childconcern import (
    AnswersRefusedError,
    Concern,
    Pack,
    concern_document,
    decision_document,
    explain,
    explanation_text,
    load_pack,
    pack_in_force,
    read_concern,
)
from childconcern.facts import Json

__all__ = [
    "COUNCIL_TIME",
    "FrontDoor",
    "council_day",
    "fitting_answers",
    "open_front_door",
    "question_of",
]

COUNCIL_TIME: Final = ZoneInfo("Europe/London")
OPENS, CLOSES, FRIDAY = 9, 17, 4


@frozen(kw_only=True)
class FrontDoor:
    """One per process, made at the start and shared by all threads: nothing in it changes.

    Attributes:
        packs: Every version that a draft may have begun under, by digest.
        bank_holidays: Days on which nobody answers; yours come from the council's calendar.
    """

    packs: Mapping[str, Pack]
    bank_holidays: frozenset[dt.date] = frozenset()

    def current(self, now: dt.datetime) -> Pack:
        """Return the version for a draft that begins now."""
        return pack_in_force(self.packs.values(), council_day(now))

    def given(self, pack: Pack, now: dt.datetime) -> Concern:
        """Return the facts that only a service with a clock can set; never ask a browser."""
        known: dict[str, Json] = {"out_of_hours": self._is_closed(now)}
        asked_for = {one: value for one, value in known.items() if one in pack.vocabulary.index}
        return read_concern(asked_for, pack.vocabulary, partial=True)

    def record(
        self, pack: Pack, answers: Mapping[str, object], now: dt.datetime
    ) -> dict[str, object]:
        """Return all that must be stored so that this decision can be made again years later.

        It is personal data: keep it where answers may be, and out of every log.
        """
        on, given = council_day(now), self.given(pack, now)
        journey = pack.walk(answers, given=given, on=on)
        decision = pack.decide(journey, on=on)
        explanation = explain(decision, pack)
        return {
            "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
            "questionnaire": journey.questionnaire,
            "answers": dict(answers),
            "given": concern_document(given),
            "concern": concern_document(journey.concern),
            "on": on.isoformat(),
            "decided_at": now.astimezone(dt.UTC).isoformat(),
            "decision": decision_document(decision),  # the policy's digest is in it
            "said": explanation_text(explanation),  # the words that the referrer read
        }

    def _is_closed(self, now: dt.datetime) -> bool:
        there = now.astimezone(COUNCIL_TIME)
        closed_day = there.weekday() > FRIDAY or there.date() in self.bank_holidays
        return closed_day or not OPENS <= there.hour < CLOSES


def open_front_door(
    folders: Iterable[str | Path], bank_holidays: frozenset[dt.date] = frozenset()
) -> FrontDoor:
    """Return the front door with the packs in these folders.

    Raises:
        PackError: When any has a problem. Let it stop the process: a service that
            starts without its rules would tell somebody that nothing is wrong.
    """
    packs = [load_pack(folder) for folder in folders]
    return FrontDoor(packs={pack.digest: pack for pack in packs}, bank_holidays=bank_holidays)


def council_day(now: dt.datetime) -> dt.date:
    """Return the day it is at the council; at 23:30 UTC in summer that is tomorrow's."""
    if now.tzinfo is None:
        raise ValueError("a time without a zone may be another day; use an aware one")
    return now.astimezone(COUNCIL_TIME).date()


def fitting_answers(answers: Mapping[str, object], pack: Pack, on: dt.date) -> dict[str, object]:
    """Return the answers that still fit when a draft moves to another version of its pack.

    What no longer fits is asked again, never guessed. Ids are never used for
    another question, so an answer that fits still means what it meant.
    """
    groups = {f"@{one}" for one in pack.vocabulary.group_index}
    known = groups | set(pack.questionnaire().questions)
    kept = {key: one for key, one in answers.items() if question_of(key) in known}
    try:
        pack.walk(kept, on=on)
    except AnswersRefusedError as refused:
        wrong = {problem.place.path[0] for problem in refused.problems}
        return {key: one for key, one in kept.items() if question_of(key) not in wrong}
    return kept


def question_of(key: str) -> str:
    """Return the question of ``question@item``; a list such as ``@children`` is its own."""
    return key.partition("@")[0] or key
