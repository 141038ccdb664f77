"""What can be wrong with a spreadsheet, told by cell and never by what a cell says."""

from __future__ import annotations

from childconcern.errors import ConcernError, ProblemsError
from childconcern.problems import Place, Problem

__all__ = ["CasesNotWrittenError", "SpreadsheetError", "problem_at"]


class SpreadsheetError(ProblemsError):
    """A spreadsheet cannot be read, and here is every cell that keeps it from being."""

    code = "spreadsheet"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("nothing of this spreadsheet is taken", problems)


class CasesNotWrittenError(ConcernError):
    """Cases would come back different from how they were written, so they are not."""

    code = "cases-not-written"


def problem_at(where: str, code: str, message: str, remedy: str) -> Problem:
    """Return a problem of a cell such as ``Answers!F7``, of a sheet, or of the whole file."""
    return Problem(code=code, place=Place(file=where), message=message, remedy=remedy)
