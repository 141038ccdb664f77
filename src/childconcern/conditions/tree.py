"""What a condition is: a small closed tree, and nothing else.

What cannot be proved cannot be written, so there is no arithmetic, no text
other than option ids, and no code of an author's. Every node is frozen and two
equal conditions are equal trees.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

__all__ = [
    "AllItems",
    "And",
    "AnyItem",
    "AreasAt",
    "Asked",
    "Bound",
    "Compare",
    "Condition",
    "Count",
    "CountItems",
    "Has",
    "Is",
    "Known",
    "Level",
    "LevelOf",
    "LevelTest",
    "Measure",
    "Named",
    "Not",
    "Or",
    "Test",
    "children",
    "walk_tree",
]


@frozen
class Named:
    """A yes-no fact that is yes, or a sign that is so: ``immediate_danger``."""

    name: str


class Measure(enum.Enum):
    """How a number is read from a fact."""

    NUMBER = "number"
    MONTHS = "months"
    YEARS = "years"
    DAYS_SINCE = "days_since"


@frozen
class Bound:
    """One end of a comparison.

    Attributes:
        value: A non-negative whole number.
        inclusive: Whether the value itself is within.
    """

    value: int
    inclusive: bool = True


@frozen(kw_only=True)
class Compare:
    """A number within bounds: ``6 <= months(age) < 12``, ``weeks_missed >= 3``.

    Attributes:
        fact: A whole number, an age or a date.
        measure: How it is read.
        low: The lower end, or None.
        high: The upper end, or None; one of both is given.
    """

    fact: str
    measure: Measure
    low: Bound | None = None
    high: Bound | None = None

    @property
    def smallest(self) -> int | None:
        """The smallest whole number that satisfies it, or None for any."""
        return None if self.low is None else self.low.value + (not self.low.inclusive)

    @property
    def largest(self) -> int | None:
        """The largest whole number that satisfies it, or None for any."""
        return None if self.high is None else self.high.value - (not self.high.inclusive)


@frozen
class Is:
    """A one-of fact is one of these: ``role == 'teacher'``, ``role in ['teacher', 'police']``."""

    fact: str
    options: tuple[str, ...]


@frozen
class Has:
    """An any-of fact has so many of these options.

    ``'bruise' in injuries``, ``any_of``, ``all_of`` and ``none_of`` are such
    counts: at least one, all of them, and not at least one.
    """

    fact: str
    options: tuple[str, ...]
    at_least: int = 1


@frozen
class Known:
    """A value was given: ``known(age)``."""

    fact: str


@frozen
class Asked:
    """Somebody was asked, and said a value or that they do not know: ``asked(age)``."""

    fact: str


@frozen
class Not:
    """The opposite."""

    part: Condition


@frozen
class And:
    """All of them; two or more."""

    parts: tuple[Condition, ...]


@frozen
class Or:
    """One of them at least; two or more."""

    parts: tuple[Condition, ...]


@frozen
class Count:
    """So many of them at least: ``count(a, b, c) >= 2``."""

    parts: tuple[Condition, ...]
    at_least: int


@frozen
class AnyItem:
    """It is so of one item at least: ``any_item(children, not moves_alone)``."""

    group: str
    part: Condition


@frozen
class AllItems:
    """It is so of every item, and there is one: ``all_items(children, years(age) >= 10)``."""

    group: str
    part: Condition


@frozen
class CountItems:
    """It is so of so many items at least: ``count_items(children, known(age)) >= 2``."""

    group: str
    part: Condition
    at_least: int


@frozen
class Level:
    """The highest level of any area: ``level >= 3``."""

    at_least: int


@frozen
class LevelOf:
    """The level of one area: ``level_of('neglect') >= 3``."""

    area: str
    at_least: int


@frozen
class AreasAt:
    """How many areas are at a level or above: ``areas_at(2) >= 3``."""

    level: int
    at_least: int


LevelTest: TypeAlias = Level | LevelOf | AreasAt
"""A test of what indicators added up to."""

Test: TypeAlias = Named | Compare | Is | Has | Known | Asked
"""A test of one fact; a name may also be a sign's."""

Condition: TypeAlias = Test | LevelTest | Not | And | Or | Count | AnyItem | AllItems | CountItems
"""Any condition."""


def children(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly inside one."""
    match condition:
        case Not(part) | AnyItem(_, part) | AllItems(_, part) | CountItems(_, part, _):
            return (part,)
        case And(parts) | Or(parts) | Count(parts, _):
            return parts
        case _:
            return ()


def walk_tree(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and everything inside it, outermost first, in order."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))
