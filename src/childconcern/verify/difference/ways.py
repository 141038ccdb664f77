"""Which way something goes from one to another: up, down, or neither."""

from __future__ import annotations

import enum
from typing import Final

from childconcern.pack.written import Renaming
from childconcern.policy.response import (
    Immediately,
    WithinHours,
    WithinWorkingDays,
    respond_within_from_text,
)
from childconcern.verify.difference.matching import Matching

__all__ = [
    "NOBODY",
    "NOT_OWED",
    "OWED",
    "Direction",
    "Way",
    "higher",
    "owed_way",
    "read_by",
    "sideways",
    "sooner",
    "urgency",
]

OWED: Final = "owed"
"""Said of a duty that applies."""

NOT_OWED: Final = "not owed"
"""Said of a duty that does not apply, or is not there."""

NOBODY: Final = "nobody"
"""Who reads what has no destinations."""


class Direction(enum.Enum):
    """Which way a response goes."""

    UP = "up"
    """More urgent, or a duty more."""
    DOWN = "down"
    """Less urgent, or a duty less."""
    SIDEWAYS = "sideways"
    """Neither, or nobody can say."""


Way = tuple[Direction, str]
"""Which way it goes, and why where that is not plain; or else empty."""


def sideways(_was: str, _now: str) -> Way:
    """Return that it goes neither way."""
    return Direction.SIDEWAYS, ""


def urgency(matching: Matching, was: str, now: str) -> Way:
    """Return which way a route goes, by the new ladder."""
    same, rungs = matching.now(Renaming.ROUTES).get(was), matching.new.policy.rungs
    if same is None:
        return Direction.SIDEWAYS, f"{was} has no rung on the new ladder to be compared with {now}"
    found = Direction.UP if rungs[now] < rungs[same] else Direction.DOWN
    before, old_now = matching.old.policy.rungs, matching.same(Renaming.ROUTES).get(now)
    if old_now is not None and (before[old_now] < before[was]) != (rungs[now] < rungs[same]):
        return found, "by the new ladder; by the old one it is the other way round"
    return found, ""


def sooner(was: str, now: str) -> Way:
    """Return which way a promise goes: sooner is up; hours and working days are not compared."""
    before, after = respond_within_from_text(was), respond_within_from_text(now)
    if after is None or isinstance(before, Immediately):
        return Direction.DOWN, ""
    if before is None or isinstance(after, Immediately):
        return Direction.UP, ""
    match before, after:
        case WithinHours(one), WithinHours(other):
            return Direction.UP if other < one else Direction.DOWN, ""
        case WithinWorkingDays(one), WithinWorkingDays(other):
            return Direction.UP if other < one else Direction.DOWN, ""
        case _:
            return Direction.SIDEWAYS, "which of the two times is sooner hangs on the day"


def read_by(was: str, now: str) -> Way:
    """Return which way readers go: from nobody to somebody is up."""
    if now == NOBODY:
        return Direction.DOWN, ""
    return (Direction.UP, "") if was == NOBODY else (Direction.SIDEWAYS, "")


def higher(was: str, now: str) -> Way:
    """Return which way a level goes, by its number."""
    return Direction.UP if int(now) > int(was) else Direction.DOWN, ""


def owed_way(_was: str, now: str) -> Way:
    """Return which way a duty goes: one more is up."""
    return Direction.UP if now == OWED else Direction.DOWN, ""
