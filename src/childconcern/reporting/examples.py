"""The examples of a finding: one alone, two side by side, or none."""

from __future__ import annotations

from typing import Final

from childconcern.explanation import Block
from childconcern.reporting.answers import PackWords
from childconcern.reporting.telling import told
from childconcern.reporting.telling_two import Side, told_together
from childconcern.verify import Example

__all__ = ["examples_blocks"]

FIRST: Final = "First"
"""How the first of two journeys of one pack is called."""

THEN: Final = "Then"
"""How the second is called."""


def examples_blocks(examples: tuple[Example, ...], words: PackWords) -> tuple[Block, ...]:
    """Return one example told, or two side by side; nothing where there is none."""
    match examples:
        case (one,):
            return told(one, words)
        case (first, second):
            before = Side(name=FIRST, example=first, words=words)
            return told_together(before, Side(name=THEN, example=second, words=words))
        case _:
            return ()
