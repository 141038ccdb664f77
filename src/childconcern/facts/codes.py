"""Code sets of national returns, and the kind of fact that holds codes of one.

No rule reads a code. A set belongs to a year: when a department changes it, a
new set is added, and packs that name the old one go on meaning what they meant.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, TypeGuard, cast

from attrs import frozen

from childconcern.facts.kinds import Json
from childconcern.facts.values import Value
from childconcern.problems import Fault

__all__ = ["Code", "CodeSet", "ListedCode", "RetiredCode"]


@frozen
class ListedCode:
    """One code that can be used.

    Attributes:
        code: As the return writes it.
        label: As a person who fills in a form reads it.
        exclusive: It stands alone, where several codes can be given.
    """

    code: str
    label: str
    exclusive: bool = False


@frozen
class RetiredCode:
    """A code that earlier years had; it is refused, and people are told what to use.

    Attributes:
        code: As the return wrote it.
        label: What it meant.
        instead: The codes that took its place.
    """

    code: str
    label: str
    instead: tuple[str, ...]


@frozen(kw_only=True)
class CodeSet:
    """The codes of one item of a return, for some years.

    Attributes:
        id: Names the set and its year: ``dfe-ethnicity-2024``.
        name: What it lists.
        years: For which years' returns.
        source: Where the codes come from; the labels are our own words.
        codes: In the order in which people see them.
        retired: Codes that earlier years had.
    """

    id: str
    name: str
    years: str
    source: str
    codes: tuple[ListedCode, ...]
    retired: tuple[RetiredCode, ...] = ()

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each code's label, by code, in order."""
        return {one.code: one.label for one in self.codes}


def _is_codes(value: object) -> TypeGuard[frozenset[str]]:
    if type(value) is not frozenset:
        return False
    return all(type(one) is str for one in cast("frozenset[object]", value))


@frozen(kw_only=True)
class Code:
    """A code of a set, or several of them.

    Attributes:
        code_set: The codes that there are.
        many: Whether it holds several; an exclusive code then stands alone.
    """

    name: ClassVar[str] = "code"
    code_set: CodeSet
    many: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(self.code_set.labels)

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None."""
        if not self.many:
            return self._unlisted([value] if type(value) is str else [None])
        if not _is_codes(value):
            return Fault("not-codes", self._set)
        if not value:
            return Fault("no-code", self._set)
        alone = tuple(one.code for one in self.code_set.codes if one.exclusive)
        if len(value) > 1 and not value.isdisjoint(alone):
            return Fault("exclusive-option", (("exclusive", alone),))
        return self._unlisted(list(value))

    def from_json(self, value: object) -> Value | Fault:
        """Return the code, or the codes of a list, or why not."""
        if not self.many:
            return self.refusal(value) or str(value)
        if type(value) is not list:
            return Fault("not-codes", self._set)
        listed = cast("list[object]", value)
        if not all(type(one) is str for one in listed):
            return Fault("not-codes", self._set)
        chosen = frozenset(map(str, listed))
        if len(chosen) < len(listed):
            return Fault("repeated-option")
        return self.refusal(chosen) or chosen

    def from_typing(self, text: str) -> Value | Fault:
        """Return the code that was typed, small or large; several with commas between."""
        if not self.many:
            return self.from_json(text.strip().upper())
        return self.from_json([part.strip().upper() for part in text.split(",") if part.strip()])

    def to_json(self, value: Value) -> Json:
        """Return the code, or a list of codes in the order of the set."""
        if isinstance(value, frozenset):
            return [code for code in self.ids if code in value]
        return str(value)

    def words(self, value: Value) -> str:
        """Return a value for a worker to read, with its codes: "Learning (LD), Hearing (HEAR)"."""
        codes = self.to_json(value) if self.many else [value]
        labels = self.code_set.labels
        return ", ".join(f"{labels[str(one)]} ({one})" for one in cast("list[str]", codes))

    @property
    def _set(self) -> tuple[tuple[str, str], ...]:
        return (("code_set", self.code_set.id),)

    def _unlisted(self, codes: list[object]) -> Fault | None:
        """Return why some of these are no codes of the set, or None; never which of them."""
        if all(code in self.code_set.labels for code in codes):
            return None
        retired = tuple(one.code for one in self.code_set.retired)
        if any(code in retired for code in codes):
            return Fault("retired-code", (*self._set, ("retired", retired)))
        return Fault("not-a-code", self._set)
