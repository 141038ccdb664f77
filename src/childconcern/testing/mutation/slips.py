"""A slip: one piece of a condition, and what somebody wrote in its place."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from childconcern.conditions import Condition, condition_text
from childconcern.explanation import Wording, condition_words

__all__ = ["Slip", "in_words", "shortened"]

_MOST_CHARACTERS: Final = 90
"""How much of a condition an id shows."""

_MOST_SAID: Final = 240
"""How much of a condition a sentence shows."""


@frozen(kw_only=True)
class Slip:
    """What stands in place of a piece of a condition.

    Attributes:
        operator: The id of the operator.
        now: What stands there now.
        lost: The part that was left out of it, where that is all.
        gained: The part that was added to it, where that is all.
    """

    operator: str
    now: Condition
    lost: Condition | None = None
    gained: Condition | None = None

    def detail(self, was: Condition) -> str:
        """Return what changed, in the words of conditions and in one line."""
        if self.lost is not None:
            return f"{self.operator} {shortened(condition_text(self.lost))}"
        if self.gained is not None:
            return f"{self.operator} {shortened(condition_text(self.gained))}"
        before, after = condition_text(was), condition_text(self.now)
        if max(len(before), len(after)) > _MOST_CHARACTERS:
            return f"{self.operator} in {shortened(before)}"
        return f"{before} -> {after}"

    def says(self, was: Condition, wording: Wording) -> str:
        """Return what changed in plain English, to follow "In so-and-so,"."""
        if self.lost is not None:
            return f"this no longer counts: {in_words(self.lost, wording)}."
        if self.gained is not None:
            more = "must be so as well" if self.operator == "conjunct-added" else "will do instead"
            return f"this {more}: {in_words(self.gained, wording)}."
        return (
            f"this is asked: {in_words(self.now, wording)}. It should be: {in_words(was, wording)}."
        )


def in_words(condition: Condition, wording: Wording) -> str:
    """Return a condition in plain English and in one line, its middle left out if it is long."""
    return shortened(condition_words(condition, wording), _MOST_SAID)


def shortened(text: str, most: int = _MOST_CHARACTERS) -> str:
    """Return a text of at most so many characters; the middle goes first."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 5]} ... {text[-end:]}"
