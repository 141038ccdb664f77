"""Cases to and from a spreadsheet, in which practitioners write worked examples."""

from childconcern.spreadsheet.errors import CasesNotWrittenError, SpreadsheetError
from childconcern.spreadsheet.keeping import Change, Kept, kept_cases
from childconcern.spreadsheet.reading import read_cases
from childconcern.spreadsheet.writing import write_cases

__all__ = [
    "CasesNotWrittenError",
    "Change",
    "Kept",
    "SpreadsheetError",
    "kept_cases",
    "read_cases",
    "write_cases",
]
