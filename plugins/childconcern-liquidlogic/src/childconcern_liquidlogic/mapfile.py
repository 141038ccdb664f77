"""A mapping file, read strictly: a :class:`MessageMapping`, or every fault in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import define

from childconcern.facts.ids import is_kebab_case, is_snake_case
from childconcern.packfile import KeyPath
from childconcern.problems import Place, Problem
from childconcern_liquidlogic.elements import ElementReader
from childconcern_liquidlogic.mapping import (
    ITEM_VALUES,
    LISTS,
    REQUEST_VALUES,
    Codes,
    ContractNames,
    MessageMapping,
    Repeat,
)
from childconcern_liquidlogic.tables import MappingError, TableReader

__all__ = ["load_mapping", "read_mapping"]

_SCHEMA: Final = 1
_NAMES: Final = ("submit", "find", "key", "receipt", "held", "fault_code")


def load_mapping(path: Path) -> MessageMapping:
    """Return the mapping in a file.

    Raises:
        MappingError: The file cannot be read, or something in it is wrong.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        problem = Problem(
            code="no-such-file",
            place=Place(file=path.name),
            message="the file cannot be read",
            remedy="look at its name, and at who may read it",
        )
        raise MappingError("this mapping cannot be used", (problem,)) from None
    return read_mapping(raw, path.name)


def read_mapping(raw: bytes, file: str) -> MessageMapping:
    """Return the mapping that a file's bytes hold.

    Raises:
        MappingError: With everything that is wrong, by code, line and place.
    """
    tables = TableReader(file)
    document = tables.document(raw)
    reader = _MappingReader(tables, ElementReader(tables))
    mapping = None if tables.problems else reader.mapping(document)
    if tables.problems or mapping is None:
        raise MappingError("this mapping cannot be used", tuple(tables.problems))
    return mapping


@define
class _MappingReader:
    tables: TableReader
    elements: ElementReader

    def mapping(self, document: Mapping[str, object]) -> MessageMapping:
        self.tables.keys(
            document,
            (),
            required=("schema", "contract", "elements"),
            optional=("title", "defaults", "codes", "repeats", "not_sent"),
        )
        if document.get("schema", _SCHEMA) != _SCHEMA:
            self.tables.refuse("schema-version", ("schema",), "this version reads schema 1")
        self.tables.text(document, "title", ())
        self._read_defaults(document)
        self._read_codes(document)
        mapping = MessageMapping(
            file=self.tables.file,
            contract=self._contract(document),
            elements=self.elements.elements(document, (), REQUEST_VALUES, in_repeat=False),
            repeats=tuple(self._repeats(document)),
            not_sent=frozenset(self._fact_ids(document, "not_sent", ())),
        )
        self._refuse_contradictions(mapping)
        return mapping

    def _read_defaults(self, document: Mapping[str, object]) -> None:
        table = self.tables.table(document, "defaults", ())
        self.tables.keys(table, ("defaults",), optional=("not_known", "not_asked"))
        for key in ("not_known", "not_asked"):
            self.elements.defaults[key] = self.elements.absence(table, key, ("defaults",))

    def _read_codes(self, document: Mapping[str, object]) -> None:
        everything = self.tables.table(document, "codes", ())
        for name in everything:
            path = ("codes", name)
            if not is_kebab_case(name):
                self.tables.refuse("bad-id", path, "a code table's name is kebab-case")
            table = self.tables.table(everything, name, ("codes",))
            read = {option: self.tables.text(table, option, path) for option in table}
            kept = {option: code for option, code in read.items() if code is not None}
            self.elements.codes[name] = Codes(name, kept)

    def _contract(self, document: Mapping[str, object]) -> ContractNames:
        path, table = ("contract",), self.tables.table(document, "contract", ())
        if "contract" in document:
            required = (*_NAMES, "permanent_faults", "stores_a_key_once")
            self.tables.keys(table, path, required=required)
        if table.get("stores_a_key_once", True) is not True:
            message = "this adapter tells the queue that the same key is stored once"
            remedy = "use it only where the other side promises that, and say true"
            self.tables.refuse("not-idempotent", (*path, "stores_a_key_once"), message, remedy)
        name = {key: self.tables.text(table, key, path) or "" for key in _NAMES}
        faults = frozenset(self.tables.texts(table, "permanent_faults", path))
        return ContractNames(**name, permanent_faults=faults)

    def _repeats(self, document: Mapping[str, object]) -> Iterator[Repeat]:
        seen: set[tuple[str, ...]] = set()
        for table, path in self.tables.tables(document, "repeats", ()):
            self.tables.keys(
                table, path, required=("element", "elements"), optional=("group", "list", "also")
            )
            group = self.tables.text(table, "group", path)
            of_list = self.tables.text(table, "list", path)
            values = (*REQUEST_VALUES, *self._values_within(table, group, of_list, path))
            name = self.elements.path(table, path, in_repeat=False)
            if name in seen:
                self.tables.refuse("repeated", path, "this element is repeated for already")
            seen.add(name)
            yield Repeat(
                path=name,
                group=group,
                list=of_list,
                also=self._fact_ids(table, "also", path),
                elements=self.elements.elements(table, path, values, in_repeat=True),
            )

    def _values_within(
        self, table: Mapping[str, object], group: str | None, of_list: str | None, path: KeyPath
    ) -> tuple[str, ...]:
        if ("group" in table) == ("list" in table):
            self.tables.refuse("group-or-list", path, "give 'group' or 'list', and only one")
        if group is not None and not is_snake_case(group):
            self.tables.refuse("bad-id", (*path, "group"), "a group's id is snake_case")
        if of_list is not None and of_list not in LISTS:
            self.tables.refuse_choice((*path, "list"), tuple(LISTS))
        if "also" in table and of_list != "other-answers":
            self.tables.refuse("unknown-key", (*path, "also"), "'also' is for other answers")
        return ITEM_VALUES if of_list is None else LISTS.get(of_list, ())

    def _fact_ids(self, table: Mapping[str, object], key: str, path: KeyPath) -> tuple[str, ...]:
        ids = self.tables.texts(table, key, path)
        if not all(map(is_snake_case, ids)):
            self.tables.refuse("bad-id", (*path, key), "a fact's id is snake_case")
        return ids

    def _refuse_contradictions(self, mapping: MessageMapping) -> None:
        if mapping.sent & mapping.not_sent:
            message = (
                f"sent by an element as well: {', '.join(sorted(mapping.sent & mapping.not_sent))}"
            )
            self.tables.refuse("sent-and-not-sent", ("not_sent",), message)
        for name in self.elements.codes:
            if name not in self.elements.used_codes:
                self.tables.refuse("unused-codes", ("codes", name), "no element uses this table")
