"""The elements of a mapping file: where each text comes from, and what stands in for none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import define, field

from childconcern.facts.ids import is_snake_case
from childconcern.packfile import KeyPath
from childconcern_liquidlogic.mapping import (
    Absence,
    Codes,
    Constant,
    Element,
    FromFact,
    FromRequest,
    LeaveOut,
    Part,
    Refuse,
    Send,
    Source,
)
from childconcern_liquidlogic.tables import TableReader

__all__ = ["ElementReader"]

_PATH: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(?:/[A-Za-z_][A-Za-z0-9_.-]*)*")
_PARTS: Final = {part.value: part for part in Part}
_ABSENCES: Final = ("leave-out", "refuse", '{ send = "text" }')
_KEYS: Final = (
    "fact",
    "part",
    "from",
    "value",
    "codes",
    "at_most",
    "not_known",
    "not_asked",
    "missing",
)


@define
class ElementReader:
    """Reads elements, once code tables and defaults are known.

    Attributes:
        tables: Where problems are noted.
        codes: The code tables, by name.
        used_codes: Those that an element uses.
        defaults: What stands in for no answer where an element does not say.
    """

    tables: TableReader
    codes: dict[str, Codes] = field(factory=dict[str, Codes])
    used_codes: set[str] = field(factory=set[str])
    defaults: dict[str, Absence | None] = field(factory=dict[str, "Absence | None"])

    def elements(
        self,
        within: Mapping[str, object],
        path: KeyPath,
        values: tuple[str, ...],
        *,
        in_repeat: bool,
    ) -> tuple[Element, ...]:
        """Return the elements in a list, of which ``from`` may take some values."""
        found: dict[tuple[str, ...], Element] = {}
        for table, at in self.tables.tables(within, "elements", path):
            self.tables.keys(table, at, required=("element",), optional=_KEYS)
            name = self.path(table, at, in_repeat=in_repeat)
            if name in found:
                self.tables.refuse("repeated", at, "this element has a source already")
            found[name] = self._element(table, at, name, values)
        if "elements" in within and not found:
            self.tables.refuse("no-elements", (*path, "elements"), "at least one is wanted")
        return tuple(found.values())

    def path(
        self, table: Mapping[str, object], path: KeyPath, *, in_repeat: bool
    ) -> tuple[str, ...]:
        """Return the names that lead to an element; none for the repeated one itself."""
        text = self.tables.text(table, "element", path)
        if text is None or (text == "." and in_repeat):
            return ()
        if not _PATH.fullmatch(text):
            remedy = "write names with / between them, such as Children/Child"
            self.tables.refuse("bad-path", (*path, "element"), "these are no XML names", remedy)
        return tuple(text.split("/"))

    def _element(
        self,
        table: Mapping[str, object],
        path: KeyPath,
        name: tuple[str, ...],
        values: tuple[str, ...],
    ) -> Element:
        source = self._source(table, path, values)
        self._refuse_misplaced(table, source, path)
        if isinstance(source, FromFact):
            not_known = self.absence(table, "not_known", path) or self._default("not_known", path)
            not_asked = self.absence(table, "not_asked", path) or self._default("not_asked", path)
        else:
            not_known = not_asked = self.absence(table, "missing", path) or LeaveOut()
        return Element(
            path=name,
            source=source,
            codes=self._codes(table, path),
            at_most=self.tables.whole_number(table, "at_most", path),
            not_known=not_known,
            not_asked=not_asked,
        )

    def _source(
        self, table: Mapping[str, object], path: KeyPath, values: tuple[str, ...]
    ) -> Source:
        given = [key for key in ("fact", "from", "value") if key in table]
        if len(given) != 1:
            self.tables.refuse("one-source", path, "give 'fact', 'from' or 'value', and only one")
            return Constant("")
        text = self.tables.text(table, given[0], path) or ""
        if given == ["value"]:
            return Constant(text)
        if given == ["from"]:
            if text and text not in values:
                self.tables.refuse_choice((*path, "from"), values)
            return FromRequest(text)
        if text and not is_snake_case(text):
            self.tables.refuse("bad-id", (*path, "fact"), "a fact's id is snake_case")
        part = self.tables.text(table, "part", path)
        if part is not None and part not in _PARTS:
            self.tables.refuse_choice((*path, "part"), tuple(_PARTS))
        return FromFact(text, _PARTS.get(part or ""))

    def _refuse_misplaced(self, table: Mapping[str, object], source: Source, path: KeyPath) -> None:
        allowed = {
            FromFact: ("part", "codes", "at_most", "not_known", "not_asked"),
            FromRequest: ("codes", "at_most", "missing"),
            Constant: (),
        }[type(source)]
        for key in ("part", "codes", "at_most", "not_known", "not_asked", "missing"):
            if key in table and key not in allowed:
                message = "this key means nothing for such a source"
                self.tables.refuse("unknown-key", (*path, key), message)

    def _codes(self, table: Mapping[str, object], path: KeyPath) -> Codes | None:
        name = self.tables.text(table, "codes", path)
        if name is None:
            return None
        self.used_codes.add(name)
        if name not in self.codes:
            self.tables.refuse("no-such-codes", (*path, "codes"), "there is no such code table")
        return self.codes.get(name)

    def absence(self, table: Mapping[str, object], key: str, path: KeyPath) -> Absence | None:
        """Return what stands in for no answer; None where it is not said."""
        if key not in table:
            return None
        match table[key]:
            case "leave-out":
                return LeaveOut()
            case "refuse":
                return Refuse()
            case dict():
                inside, at = self.tables.table(table, key, path), (*path, key)
                self.tables.keys(inside, at, required=("send",))
                return Send(self.tables.text(inside, "send", at) or "")
            case _:
                self.tables.refuse_choice(
                    (*path, key), ("leave-out", "refuse", '{ send = "text" }')
                )
                return LeaveOut()

    def _default(self, key: str, path: KeyPath) -> Absence:
        default = self.defaults.get(key)
        if default is None:
            remedy = f"say {key} here, or for all elements in [defaults]"
            message = "nobody has said what is sent without an answer"
            self.tables.refuse("absence-not-said", path, message, remedy)
        return default or Refuse()
