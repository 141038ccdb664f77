"""The kinds of fact that rules can read: each a closed or bounded domain.

A kind checks a value (``refusal``), reads what JSON holds (``from_json``) and
what a person typed (``from_typing``), and writes the one canonical JSON form
(``to_json``). A refusal is a :class:`~childconcern.problems.Fault` that tells
what the fact allows and never what was given.
"""

from __future__ import annotations

import re
from typing import ClassVar, TypeAlias, TypeGuard, cast

from attrs import frozen

from childconcern.facts.ages import Aged, Born, Due, age_from_text, age_from_typing, age_text
from childconcern.facts.dates import PartialDate, date_from_text, date_from_typing
from childconcern.facts.values import Value
from childconcern.problems import Fault

__all__ = ["Age", "AnyOf", "Date", "Json", "OneOf", "Option", "WholeNumber", "YesNo"]

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None
"""What a JSON document holds; numbers are integers."""

_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_MOST_DIGITS = 30
_TYPED_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)")


def _is_text(value: object) -> TypeGuard[str]:
    return type(value) is str


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int


def _is_options(value: object) -> TypeGuard[frozenset[object]]:
    return type(value) is frozenset


def _is_list_of_text(value: object) -> TypeGuard[list[str]]:
    return type(value) is list and all(map(_is_text, cast("list[object]", value)))


@frozen
class YesNo:
    """Yes or no, as True or False."""

    name: ClassVar[str] = "yes-no"

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        return None if type(value) is bool else Fault("not-yes-or-no")

    def from_json(self, value: object) -> Value | Fault:
        """Return the value that JSON holds as true or false, or why not."""
        return value if isinstance(value, bool) else Fault("not-yes-or-no")

    def from_typing(self, text: str) -> Value | Fault:
        """Return what ``yes``, ``y``, ``no`` or ``n`` means, in any case, or why not."""
        plain = text.strip().casefold()
        if plain in _YES | _NO:
            return plain in _YES
        return Fault("not-yes-or-no")

    def to_json(self, value: Value) -> Json:
        """Return true or false."""
        return bool(value)


@frozen
class OneOf:
    """Exactly one of some options.

    Attributes:
        options: Ids in the order in which people see them.
    """

    name: ClassVar[str] = "one-of"
    options: tuple[str, ...]

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if _is_text(value) and value in self.options:
            return None
        return Fault("not-an-option", (("options", self.options),))

    def from_json(self, value: object) -> Value | Fault:
        """Return the option that JSON names, or why not."""
        return self.refusal(value) or str(value)

    def from_typing(self, text: str) -> Value | Fault:
        """Return the option whose id was typed, or why not."""
        return self.from_json(text.strip().casefold())

    def to_json(self, value: Value) -> Json:
        """Return the option's id."""
        return str(value)


@frozen
class Option:
    """One option of an any-of fact.

    Attributes:
        id: Kebab-case, unique in its fact.
        exclusive: It stands alone: none of the others can be chosen with it.
        ordered: It has a place in the order in which the fact worsens: an exclusive
            option is then milder than all that do not stand alone. One that says
            something else, such as "not born yet", has none, and is compared with nothing.
    """

    id: str
    exclusive: bool = False
    ordered: bool = True


@frozen
class AnyOf:
    """At least one of some options; an exclusive one stands alone.

    Attributes:
        options: In the order in which people see them.
    """

    name: ClassVar[str] = "any-of"
    options: tuple[Option, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The options' ids, in order."""
        return tuple(option.id for option in self.options)

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if not _is_options(value):
            return Fault("not-options", (("options", self.ids),))
        if not value:
            return Fault("no-option", (("options", self.ids),))
        if not value <= set(self.ids):
            return Fault("not-an-option", (("options", self.ids),))
        alone = tuple(option.id for option in self.options if option.exclusive)
        if len(value) > 1 and not value.isdisjoint(alone):
            return Fault("exclusive-option", (("exclusive", alone),))
        return None

    def from_json(self, value: object) -> Value | Fault:
        """Return the options that a JSON list names, or why not."""
        if not _is_list_of_text(value):
            return Fault("not-options", (("options", self.ids),))
        chosen = frozenset(value)
        if len(chosen) < len(value):
            return Fault("repeated-option")
        return self.refusal(chosen) or chosen

    def from_typing(self, text: str) -> Value | Fault:
        """Return the options whose ids were typed with commas between them, or why not."""
        return self.from_json([part.strip().casefold() for part in text.split(",") if part.strip()])

    def to_json(self, value: Value) -> Json:
        """Return the options' ids, in the order of the fact."""
        return [option for option in self.ids if isinstance(value, frozenset) and option in value]


@frozen(kw_only=True)
class WholeNumber:
    """A whole number within bounds.

    Attributes:
        at_least: The smallest, inclusive.
        at_most: The largest, inclusive.
        unit: What is counted, such as ``days``; empty where the fact's name tells.
    """

    name: ClassVar[str] = "whole-number"
    at_least: int = 0
    at_most: int = 999
    unit: str = ""

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        read = self.from_json(value)
        return read if isinstance(read, Fault) else None

    def from_json(self, value: object) -> Value | Fault:
        """Return the number, or why not; a float or a bool is refused."""
        bounds = (("at_least", self.at_least), ("at_most", self.at_most))
        if not _is_number(value):
            return Fault("not-a-whole-number", bounds)
        return value if self.at_least <= value <= self.at_most else Fault("out-of-range", bounds)

    def from_typing(self, text: str) -> Value | Fault:
        """Return the number that was typed in digits, with commas for thousands, or why not."""
        found = _TYPED_NUMBER.fullmatch(text.strip())
        if found is None:
            return self.from_json(None)
        digits = found[0].replace(",", "")
        # Python refuses to read thousands of digits; no bound is that long.
        return self.from_json(int(digits) if len(digits) < _MOST_DIGITS else self.at_most + 1)

    def to_json(self, value: Value) -> Json:
        """Return the number."""
        return value if isinstance(value, int) else None


@frozen
class Age:
    """An age as it was said: a date of birth, a due date, months or years."""

    name: ClassVar[str] = "age"

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if not isinstance(value, Born | Due | Aged):
            return Fault("not-an-age")
        # What was put together by hand may be no age at all: month 13, or years below 0.
        return None if age_from_text(age_text(value)) == value else Fault("not-an-age")

    def from_json(self, value: object) -> Value | Fault:
        """Return the age that the canonical text says, or why not."""
        return age_from_text(value) if _is_text(value) else Fault("not-an-age")

    def from_typing(self, text: str) -> Value | Fault:
        """Return the age that a person typed, or why not."""
        return age_from_typing(text)

    def to_json(self, value: Value) -> Json:
        """Return the canonical text."""
        return age_text(value) if isinstance(value, Born | Due | Aged) else None


@frozen
class Date:
    """A day, a month of a year, or a year, from 1900 to 2100."""

    name: ClassVar[str] = "date"

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if isinstance(value, PartialDate) and date_from_text(value.text) == value:
            return None
        return Fault("not-a-date")

    def from_json(self, value: object) -> Value | Fault:
        """Return the date that ``YYYY[-MM[-DD]]`` says, or why not."""
        return date_from_text(value) if _is_text(value) else Fault("not-a-date")

    def from_typing(self, text: str) -> Value | Fault:
        """Return the date that a person typed, day first, or why not."""
        return date_from_typing(text)

    def to_json(self, value: Value) -> Json:
        """Return the canonical text."""
        return value.text if isinstance(value, PartialDate) else None
