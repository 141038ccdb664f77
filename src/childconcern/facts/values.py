"""What a fact can hold: a plain value, or one of two ways of having none.

Not known and not asked are different things, and neither is "no".
"""

from __future__ import annotations

from typing import Final, TypeAlias, final

from childconcern.facts.ages import SaidAge
from childconcern.facts.dates import PartialDate
from childconcern.facts.related import Related

__all__ = ["NOT_ASKED", "NOT_KNOWN", "Held", "NotAsked", "NotKnown", "Value"]


@final
class NotKnown:
    """Somebody was asked and does not know."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the name of the one instance."""
        return "NOT_KNOWN"

    def __reduce__(self) -> str:
        """Copy and unpickle to the one instance, because checks are by identity."""
        return "NOT_KNOWN"


@final
class NotAsked:
    """Nobody was asked, so nothing may be concluded."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the name of the one instance."""
        return "NOT_ASKED"

    def __reduce__(self) -> str:
        """Copy and unpickle to the one instance, because checks are by identity."""
        return "NOT_ASKED"


NOT_KNOWN: Final = NotKnown()
NOT_ASKED: Final = NotAsked()

Value: TypeAlias = bool | int | str | frozenset[str] | SaidAge | PartialDate | Related
"""A value that was given: yes-no, number, option or text, options, age, date, relationships."""

Held: TypeAlias = Value | NotKnown | NotAsked
"""What a concern holds for one fact."""
