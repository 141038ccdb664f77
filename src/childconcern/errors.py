"""What childconcern raises, under one root.

Every error has a stable ``code`` for programs and a message for people: what is
wrong, where, and what to do. No message ever holds an answer, a name or a date
of birth, because messages reach logs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from childconcern.problems import Problem

__all__ = ["ConcernError", "ProblemsError"]


class ConcernError(Exception):
    """The root of everything this library raises on purpose.

    Attributes:
        code: Stable and short; programs branch on it.
        message: What is wrong, and where.
        remedy: What the person who caused it can do.
    """

    code: ClassVar[str] = "childconcern"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{message}; {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class ProblemsError(ConcernError):
    """Something that was built or read has faults, and here is every one.

    Attributes:
        problems: All that was found, in the order of the files they stand in.
    """

    code = "problems"

    def __init__(self, what: str, problems: tuple[Problem, ...]) -> None:
        lines = "".join(f"\n  {problem}" for problem in problems)
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        super().__init__(f"{what}: {count}{lines}")
        self.problems = problems
