"""A moment after which nobody waits any longer."""

from __future__ import annotations

import datetime as dt
import time

from attrs import frozen

__all__ = ["Deadline", "DeadlinePassedError"]


class DeadlinePassedError(OSError):
    """There is no time left; whoever was waited for has not answered."""


@frozen
class Deadline:
    """A moment of the machine's steady clock, which no change of the time of day moves.

    Attributes:
        at: Seconds of ``time.monotonic``.
    """

    at: float

    @classmethod
    def after(cls, within: dt.timedelta) -> Deadline:
        """Return the moment that is ``within`` from now."""
        return cls(time.monotonic() + within.total_seconds())

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self.at

    def seconds_left(self, at_most: float) -> float:
        """Return how long to wait for one step: what is left, but not over ``at_most``.

        Raises:
            DeadlinePassedError: Nothing is left.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise DeadlinePassedError
        return min(left, at_most)
