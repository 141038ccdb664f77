"""What ids look like.

Fact, group and sign ids stand in conditions, so they are snake_case; every
other id is kebab-case. Item ids belong to the caller and are opaque.
"""

from __future__ import annotations

import keyword
import re
from typing import Final

__all__ = [
    "CONDITION_WORDS",
    "RESERVED_OPTION",
    "is_item_id",
    "is_kebab_case",
    "is_name",
    "is_snake_case",
]

CONDITION_WORDS: Final = frozenset(
    {
        "all_items",
        "all_of",
        "any_item",
        "any_of",
        "areas_at",
        "asked",
        "count",
        "count_items",
        "count_options",
        "days_since",
        "known",
        "level",
        "level_of",
        "months",
        "none_of",
        "years",
    }
)
"""Words that a condition already uses, so that no fact, group or sign may."""

RESERVED_OPTION: Final = "unknown"
"""Not knowing is never an option of a fact."""

_SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_KEBAB: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST: Final = 100


def is_snake_case(text: str) -> bool:
    """Return whether ``text`` is made like a fact's id."""
    return len(text) <= _LONGEST and _SNAKE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Return whether a fact, group or sign may have ``text`` as its id."""
    return is_snake_case(text) and text not in CONDITION_WORDS and not keyword.iskeyword(text)


def is_kebab_case(text: str) -> bool:
    """Return whether ``text`` is made like the id of an option, a question or a rule."""
    return len(text) <= _LONGEST and _KEBAB.fullmatch(text) is not None


def is_item_id(text: str) -> bool:
    """Return whether ``text`` can be an item's id: short, printable and without ``@``."""
    return 0 < len(text) <= _LONGEST and text.isprintable() and "@" not in text
