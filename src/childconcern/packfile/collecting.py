"""Problems gathered while a file is read, and the texts that can have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from attrs import define, field

from childconcern.conditions import Condition, ConditionError, Named, parse_condition
from childconcern.packfile.following import Losses
from childconcern.policy import RespondWithin, respond_within_from_text
from childconcern.problems import Place, Problem

__all__ = ["Collector", "Path"]

T = TypeVar("T")
Path = tuple[str | int, ...]
"""Keys and positions that lead to a place of a file."""

_NO_CONDITION: Final = Named("")


@define
class Collector:
    """What is wrong with one file, as far as has been read.

    Attributes:
        file: Its name.
        problems: In the order in which they were found.
        losses: What could not be read, so that it is not looked for.
    """

    file: str
    problems: list[Problem] = field(factory=list[Problem])
    losses: Losses = field(factory=Losses)

    def add(self, code: str, path: Path, message: str, remedy: str) -> None:
        """Note a problem at a path."""
        place = Place(file=self.file, path=path)
        self.problems.append(Problem(code=code, place=place, message=message, remedy=remedy))

    def condition(self, text: str, path: Path) -> Condition:
        """Return the condition that a text says; where it says none, note why.

        The column of the problem is that in the text, until the text is placed.
        """
        try:
            return parse_condition(text)
        except ConditionError as error:
            for problem in error.problems:
                place = Place(file=self.file, path=path, column=problem.place.column)
                noted = Problem(
                    code=problem.code, place=place, message=problem.message, remedy=problem.remedy
                )
                self.problems.append(noted)
        return _NO_CONDITION

    def maybe(self, read: Callable[[str, Path], T], text: str | None, path: Path) -> T | None:
        """Return what ``read`` makes of a text, or None where there is none."""
        return None if text is None else read(text, path)

    def promise(self, text: str, path: Path) -> RespondWithin | None:
        """Return the promise that a text makes; where it makes none, note why."""
        promise = respond_within_from_text(text)
        if promise is None:
            message = "this is no time to respond in"
            remedy = 'write "immediately", "4 hours", "1 working day" or "before home_time"'
            self.add("bad-response-time", path, message, remedy)
        return promise
