"""Which column of a feed says which fact, and what its words mean; as data that one can review."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import cattrs
from attrs import define, field, frozen

from childconcern import Vocabulary, read_concern
from childconcern.facts import AnyOf
from police_batch.lines import Fault, RowRefusedError

__all__ = ["Column", "FeedMapping", "GroupColumns", "feed_mapping"]

_REFERENCE: Final = re.compile(r"[A-Z0-9][A-Z0-9/-]{2,39}")
"""Letters, digits, strokes: a name or a date of birth would not pass for one by accident."""


@frozen(kw_only=True)
class Column:
    """One column of the feed.

    Attributes:
        fact: The fact that it says.
        values: What each word of the feed means; None where it is in the fact's own words.
        unknown: Words that mean *not known*; JSON's ``null`` always does.
        required: Whether a row without it is refused.
    """

    fact: str
    values: Mapping[str, Any] | None = None
    unknown: tuple[str, ...] = ()
    required: bool = False


@frozen(kw_only=True)
class GroupColumns:
    """A column that holds a list of objects, such as the children.

    Attributes:
        column: Its name.
        columns: Those of each object in the list.
        required: Whether a row without it is refused.
    """

    column: str
    columns: Mapping[str, Column]
    required: bool = True


@frozen(kw_only=True)
class FeedMapping:
    """Everything that is known about a feed.

    Attributes:
        reference: The column with the sender's own number for the row.
        received_at: The column with the time it was sent, zone included.
        ignored: Columns that say no fact, and are known not to.
        service: Facts that are so for every row of this feed, by id.
        columns: The columns, by name.
        groups: Lists, by the id of their group.
    """

    reference: str
    received_at: str
    ignored: tuple[str, ...] = ()
    service: Mapping[str, Any] = field(factory=dict[str, Any])
    columns: Mapping[str, Column]
    groups: Mapping[str, GroupColumns] = field(factory=dict[str, GroupColumns])

    def reference_of(self, row: Mapping[str, object]) -> str | None:
        """Return the reference of a row, or None where there is none that may be shown."""
        raw = row.get(self.reference)
        return raw if isinstance(raw, str) and _REFERENCE.fullmatch(raw) else None

    def facts_of(self, row: Mapping[str, object]) -> dict[str, object]:
        """Return what a row says, by fact, as ``read_concern`` takes it.

        Raises:
            RowRefusedError: With every column that is missing, unknown, or says
                what the mapping has no meaning for. Nothing is taken for "no".
        """
        reader = _Reader()
        lists = {one.column for one in self.groups.values()}
        own = {self.reference, self.received_at, *self.ignored, *lists}
        facts = reader.facts(row, self.columns, own, None)
        for group_id, group in self.groups.items():
            if group.column in row:
                facts[group_id] = reader.items(group_id, row[group.column], group)
            elif group.required:
                reader.faults.append(Fault(code="missing-column", fact=group_id))
        if reader.faults:
            raise RowRefusedError(*reader.faults)
        return facts

    def check(self, vocabulary: Vocabulary) -> None:
        """Raise where the mapping says what the vocabulary has no place for.

        Raises:
            ConcernRefusedError: With the facts and values that do not fit.
            ValueError: When two columns say one fact, so one would be lost.
        """
        read_concern(dict(self.service), vocabulary, partial=True)
        for one in _meanings(self.columns, vocabulary):
            read_concern(one, vocabulary, partial=True)
        for group_id, group in self.groups.items():
            for one in ({}, *_meanings(group.columns, vocabulary)):
                read_concern({group_id: [{"id": "item-1", **one}]}, vocabulary, partial=True)


@define
class _Reader:
    """Reads one row, and keeps every fault."""

    faults: list[Fault] = field(factory=list[Fault])

    def facts(
        self,
        row: Mapping[str, object],
        columns: Mapping[str, Column],
        others: Collection[str],
        item: int | None,
    ) -> dict[str, object]:
        facts: dict[str, object] = {}
        for at, name in enumerate(row, 1):
            if name not in columns and name not in others:
                # Its name is text of the feed, and may be anything: say only where.
                self.faults.append(Fault(code="unknown-column", item=item, at=at))
        for name, column in columns.items():
            if name in row:
                facts[column.fact] = self._meaning(column, row[name], item)
            elif column.required:
                self.faults.append(Fault(code="missing-column", fact=column.fact, item=item))
        return facts

    def items(self, group_id: str, raw: object, group: GroupColumns) -> list[dict[str, object]]:
        listed = cast("list[object]", raw) if isinstance(raw, list) else [None]
        if not listed:
            self.faults.append(Fault(code="empty-list", fact=group_id))
        items: list[dict[str, object]] = []
        for number, one in enumerate(listed, 1):
            if isinstance(one, dict):
                row = cast("dict[str, object]", one)
                facts = self.facts(row, group.columns, (), number)
                items.append({"id": f"item-{number}", **facts})
            else:
                self.faults.append(Fault(code="not-a-list-of-objects", fact=group_id))
        return items

    def _meaning(self, column: Column, raw: object, item: int | None) -> object:
        if raw is None or (isinstance(raw, str) and raw in column.unknown):
            return None
        if column.values is None:
            # An object could say "not asked" of a fact about safety; a feed may not.
            if not isinstance(raw, dict):
                return raw
        elif isinstance(raw, str) and raw in column.values:
            return column.values[raw]
        elif isinstance(raw, list):
            words = cast("list[object]", raw)
            if all(isinstance(one, str) and one in column.values for one in words):
                return [column.values[str(one)] for one in words]
        self.faults.append(Fault(code="no-meaning", fact=column.fact, item=item))
        return None


def feed_mapping(file: Path) -> FeedMapping:
    """Return the mapping in a file.

    Raises:
        ValueError: When it is no TOML, or a key of it is missing, misspelt or wrong.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    converter = cattrs.Converter(forbid_extra_keys=True)
    try:
        return converter.structure(table, FeedMapping)
    except cattrs.BaseValidationError as wrong:
        raise ValueError("; ".join(cattrs.transform_error(wrong))) from None


def _meanings(columns: Mapping[str, Column], vocabulary: Vocabulary) -> Iterator[dict[str, object]]:
    facts = [column.fact for column in columns.values()]
    if len(set(facts)) < len(facts):
        raise ValueError("two columns say one fact")
    for column in columns.values():
        yield {column.fact: None}
        kind = vocabulary.by_id[column.fact].kind if column.fact in vocabulary.by_id else None
        for value in (column.values or {}).values():
            yield {column.fact: [value] if isinstance(kind, AnyOf) else value}
