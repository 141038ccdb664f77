"""When somebody will respond, as a promise that can be checked later."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from attrs import frozen

from childconcern.facts.ids import is_snake_case

__all__ = [
    "BeforeFact",
    "Immediately",
    "RespondWithin",
    "WithinHours",
    "WithinWorkingDays",
    "respond_within_from_text",
]

_FORM: Final = re.compile(r"([1-9][0-9]{0,3}) (hour|hours|working day|working days)")


@frozen
class Immediately:
    """Now: somebody acts while the referrer is still there."""

    @property
    def text(self) -> str:
        """As written in ``policy.toml``."""
        return "immediately"


@frozen
class WithinHours:
    """Within so many hours of the request, by the clock."""

    hours: int

    @property
    def text(self) -> str:
        """As written in ``policy.toml``."""
        return f"{self.hours} hour{'' if self.hours == 1 else 's'}"


@frozen
class WithinWorkingDays:
    """Within so many working days; the service that has the calendar counts them."""

    working_days: int

    @property
    def text(self) -> str:
        """As written in ``policy.toml``."""
        return f"{self.working_days} working day{'' if self.working_days == 1 else 's'}"


@frozen
class BeforeFact:
    """Before the time that a fact gives, such as when the child next goes home."""

    fact: str

    @property
    def text(self) -> str:
        """As written in ``policy.toml``."""
        return f"before {self.fact}"


RespondWithin: TypeAlias = Immediately | WithinHours | WithinWorkingDays | BeforeFact
"""A promise to respond."""


def respond_within_from_text(text: str) -> RespondWithin | None:
    """Return the promise that ``text`` makes, or None where it makes none.

    It is ``immediately``, ``4 hours``, ``1 working day`` or ``before home_time``.
    """
    if text == "immediately":
        return Immediately()
    if text.startswith("before ") and is_snake_case(text.removeprefix("before ")):
        return BeforeFact(text.removeprefix("before "))
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    number, unit = int(found[1]), found[2]
    return WithinHours(number) if unit.startswith("hour") else WithinWorkingDays(number)
