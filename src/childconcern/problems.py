"""Faults as data: many can be found at once, and raising is for the caller.

A :class:`Fault` says what is wrong with one answer; a :class:`Problem` says
what is wrong with one place of a pack. Neither holds an answer.
"""

from __future__ import annotations

import enum

from attrs import field, frozen

__all__ = ["Fault", "Place", "Problem", "Severity", "errors_among"]


@frozen
class Fault:
    """Why a value was refused, by code and parameters, so that any language can word it.

    Attributes:
        code: Stable and short, such as ``not-an-option``.
        parameters: What the fact allows, by name; never what was given.
    """

    code: str
    parameters: tuple[tuple[str, str | int | tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        """Return the code and its parameters in one line."""
        if not self.parameters:
            return self.code
        shown = ", ".join(
            f"{name}: {', '.join(value) if isinstance(value, tuple) else value}"
            for name, value in self.parameters
        )
        return f"{self.code} ({shown})"


class Severity(enum.Enum):
    """Whether a problem stops a pack from being used."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Place:
    """Where in a pack, or in something built by hand.

    Attributes:
        file: The file's name in the pack's folder; empty for what was built by hand.
        path: Keys and positions (from 0) that lead to the place.
        line: From 1; None where no file was read.
        column: From 1, in characters; None where no file was read.
    """

    file: str = ""
    path: tuple[str | int, ...] = ()
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return the place as people write it: ``policy.toml:12:1 rules[3].when``."""
        dotted = ""
        for step in self.path:
            if isinstance(step, int):
                dotted += f"[{step}]"
            else:
                dotted += f".{step}" if dotted else step
        position = "".join(f":{n}" for n in (self.line, self.column) if n is not None)
        return " ".join(part for part in (f"{self.file}{position}", dotted) if part)


@frozen(kw_only=True)
class Problem:
    """One fault in a pack or a policy: what is wrong, where, and what to do.

    Attributes:
        code: Stable and short; tests and programs look for it.
        place: Where it is.
        message: What is wrong, in one sentence without an answer in it.
        remedy: What to do about it.
        severity: An error stops the pack; a warning is worth a look.
    """

    code: str
    place: Place = field(factory=Place)
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return one line: place, code, message and remedy."""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.code}: {self.message}{remedy}".removeprefix(": ")


def errors_among(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return those problems that stop a pack from being used, in their order."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
