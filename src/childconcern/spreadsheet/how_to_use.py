"""The first sheet: what a person who writes examples must know, in few words."""

from __future__ import annotations

from typing import Final

__all__ = ["LINES"]

LINES: Final = (
    ("Worked examples", "One row is one example. Everybody in it must be invented."),
    ("Answers", "The sheet for examples in which somebody answers the questions."),
    ("Concerns", "The sheet for examples in which the facts are handed over, as the police do."),
    ("The first two rows", "Leave them. The first is for the program, the second for you."),
    ("An empty cell", "The question is left without an answer, or was not put."),
    ("unknown", "Somebody was asked and does not know. This is not the same as no."),
    ("skipped", "Somebody passed by a question that may be passed by."),
    ("not asked: QUESTION", "In facts: nobody was asked, because that question was not put."),
    ("Yes or no", "Write yes or no."),
    ("One of several", "Write the id or the words; the sheet Allowed lists both."),
    ("Several at once", "Put commas between them, or write each on a line of its own."),
    ("Several children", "Name them in the @ column: child-1, child-2. For nobody: none listed."),
    ("", "Answers about a second child need columns that end in @child-2; copy the headings."),
    ("Ages", "5 months, about 7, 2019-03-27 (born), due 2027-01-31."),
    ("Days", "A day as Excel knows it, or written 2026-11-23; of a birth also 2026-11 or 2026."),
    (
        "Duties",
        "All who must be told, with commas between; none if nobody; empty to leave it open.",
    ),
    ("Quotation marks", 'Text between "double quotes" is taken word for word.'),
    ("Formulas", "None. Write what a formula comes to."),
    ("Merged cells", "None. A hidden row is read like others."),
    ("When you are done", "Send the file back. What cannot be read is named by its cell."),
)
"""What stands in the first column, and what in the second."""
