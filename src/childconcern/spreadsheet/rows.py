"""One row of a sheet as a case, or every cell of it that cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, TypeAlias

from attrs import define, field, frozen

from childconcern.facts.dates import PartialDate, date_from_typing
from childconcern.facts.ids import is_kebab_case
from childconcern.facts.kinds import Json, YesNo
from childconcern.pack import Case, Expectation, Pack
from childconcern.problems import Fault
from childconcern.spreadsheet.cells import read_items
from childconcern.spreadsheet.columns import ANSWERS, SHEETS, Column
from childconcern.spreadsheet.opening import Cell
from childconcern.spreadsheet.texts import bare, listed

__all__ = ["Faults", "Row", "case_of"]

Faults: TypeAlias = list[tuple[str, tuple[str, str, str]]]
"""Cells, and of each its code, what is wrong, and what to do."""

_NONE: Final = "none"
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})


@frozen(kw_only=True)
class Row:
    """A row with what its columns mean.

    Attributes:
        sheet: Its name.
        number: From 1.
        columns: From column A.
        cells: From column A; perhaps fewer.
    """

    sheet: str
    number: int
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]

    @property
    def part(self) -> str:
        """What the middle columns hold, ``answers`` or ``concern``."""
        return SHEETS[self.sheet]

    def pairs(self, part: str) -> Iterator[tuple[Column, Cell]]:
        """Yield the columns of a part with cells that are not empty."""
        for column, cell in zip(self.columns, self.cells, strict=False):
            if column.part == part and (cell.value is not None or cell.fault):
                yield column, cell

    def ref(self, heading: str) -> str:
        """Return the cell of a column, or that of the case's id where there is no such one."""
        refs = {
            column.heading: cell.ref for column, cell in zip(self.columns, self.cells, strict=False)
        }
        return refs.get(heading) or refs.get("case.id") or f"{self.number}:{self.number}"


def case_of(row: Row, pack: Pack) -> tuple[Case | None, Faults]:
    """Return the case of a row, or none and why."""
    reader = _RowReader(row, pack)
    case = reader.case()
    return (None if reader.faults else case), reader.faults


@define
class _RowReader:
    row: Row
    pack: Pack
    faults: Faults = field(factory=list[tuple[str, tuple[str, str, str]]])

    def case(self) -> Case:
        said = {column.name: cell for column, cell in self.row.pairs("case")}
        case_id = self.text(said.get("id"))
        unread = "id" in said and said["id"].fault
        if not unread and not is_kebab_case(case_id):
            message = "a case has an id of a-z, 0-9 and hyphens"
            self.refuse(self.row.ref("case.id"), "bad-id", message, "write one")
        if "story" not in said:
            ref = self.row.ref("case.story")
            self.refuse(ref, "missing-story", "a case has a story", "write what happened")
        given = self.document("given")
        middle = self.document(self.row.part)
        answered = self.row.sheet == ANSWERS
        return Case(
            id=case_id,
            story=self.text(said.get("story")),
            on=self.day(said.get("on")),
            source=self.text(said.get("source")),
            signed_off_by=self.text(said.get("signed_off_by")),
            given=given or None,
            answers=middle if answered else None,
            concern=None if answered else middle,
            expect=self.expectation(),
        )

    def refuse(self, ref: str, code: str, message: str, remedy: str) -> None:
        self.faults.append((ref, (code, message, remedy)))

    def text(self, cell: Cell | None) -> str:
        """Return what a cell says, as text; numbers and days are written out."""
        if cell is None:
            return ""
        if cell.fault:
            code, message, remedy = cell.fault
            self.refuse(cell.ref, code, message, remedy)
        return bare(_plain(cell))

    def day(self, cell: Cell | None) -> dt.date:
        said = date_from_typing(self.text(cell))
        if isinstance(said, PartialDate) and said.day is not None:
            return said.first_day
        ref = cell.ref if cell else self.row.ref("case.on")
        if cell is None or not cell.fault:
            self.refuse(ref, "not-a-day", "a case is decided on a day", "write it as 2026-11-23")
        return dt.date.min

    # ------------------------------------------------------------ answers and facts

    def document(self, part: str) -> dict[str, object]:
        document: dict[str, object] = {}
        items: dict[tuple[str, str], dict[str, object]] = {}
        pairs = list(self.row.pairs(part))
        for column, cell in pairs:
            if column.lists_items:
                self._list(column, cell, document, items)
        for column, cell in pairs:
            if not column.lists_items:
                self._put(column, cell, document, items)
        return document

    def _list(
        self,
        column: Column,
        cell: Cell,
        document: dict[str, object],
        items: dict[tuple[str, str], dict[str, object]],
    ) -> None:
        text = self._checked(cell)
        if text is None:
            return
        read = read_items(text, can_be_unasked=column.part != "answers")
        if isinstance(read, Fault):
            message = "short names of people are needed here, each once, with commas between"
            self.refuse(cell.ref, read.code, message, "for nobody write: none listed")
        elif isinstance(read, dict) or column.part == "answers":
            document[column.name] = read
        else:
            held: list[dict[str, object]] = [{"id": one} for one in read]
            document[column.name] = held
            items |= {(column.name, str(one["id"])): one for one in held}

    def _put(
        self,
        column: Column,
        cell: Cell,
        document: dict[str, object],
        items: dict[tuple[str, str], dict[str, object]],
    ) -> None:
        value = self._value(column, cell)
        if isinstance(value, Fault):
            return
        if column.item is None or column.part == "answers":
            key = column.name if column.item is None else f"{column.name}@{column.item}"
            document[key] = value
            return
        item = items.get((str(column.group), column.item))
        if item is None:
            message = f"the column {column.part}.{column.group} does not list whom this is of"
            self.refuse(cell.ref, "unlisted-item", message, "list them there, or empty this cell")
        else:
            item[column.name] = value

    def _value(self, column: Column, cell: Cell) -> Json | Fault:
        text = self._checked(cell)
        domain = column.domain
        if text is None or domain is None:
            return Fault("unread")
        wrong = isinstance(cell.value, bool) and not isinstance(domain.fact.kind, YesNo)
        value = Fault("not-text") if wrong else domain.value(text)
        if isinstance(value, Fault):
            self.refuse(cell.ref, value.code, f"{column.heading}: {domain.allowed}", "mend it")
        return value

    def _checked(self, cell: Cell) -> str | None:
        """Return what a cell says; None, and a fault, where it cannot be used."""
        if cell.fault:
            self.text(cell)
            return None
        return _plain(cell)

    # ------------------------------------------------------------- what is expected

    def expectation(self) -> Expectation:
        said = {column.name: self._checked(cell) for column, cell in self.row.pairs("expect")}
        policy = self.pack.policy
        routes = {route.id: route.name for route in policy.routes}
        route = self._one("route", said.get("route"), routes) or ""
        variants = {one.id: one.name or "" for one in policy.route(route).variants} if route else {}
        levels = {str(one.number): one.name for one in policy.levels}
        level = self._one("level", said.get("level"), levels)
        if "route" not in said:
            ref = self.row.ref("expect.route")
            remedy = f"write one of {', '.join(routes)}"
            self.refuse(ref, "missing-route", "a case expects a route", remedy)
        return Expectation(
            route=route,
            variant=self._one("variant", said.get("variant"), variants),
            duties=self._duties(said.get("duties")),
            level=None if level is None else int(level),
            complete=self._complete(said.get("complete")),
        )

    def _one(self, name: str, said: str | None, allowed: dict[str, str]) -> str | None:
        if said is None:
            return None
        small = said.strip().casefold()
        found = [one for one in allowed if one.casefold() == small]
        found = found or [one for one, words in allowed.items() if words.casefold() == small]
        if len(found) == 1:
            return found[0]
        shown = f"one of {', '.join(allowed)}" if allowed else "there is none: leave it empty"
        ref = self.row.ref(f"expect.{name}")
        self.refuse(ref, f"unknown-{name}", f"expect.{name}: {shown}", "mend it")
        return None

    def _duties(self, said: str | None) -> tuple[str, ...] | None:
        if said is None:
            return None
        duties = tuple(one.casefold() for one in listed(said))
        known = tuple(duty.id for duty in self.pack.policy.duties)
        if duties == (_NONE,) and _NONE not in known:
            return ()
        if not set(duties) <= set(known):
            allowed = f"expect.duties: none, or some of {', '.join(known) or 'none'}"
            self.refuse(self.row.ref("expect.duties"), "unknown-duty", allowed, "mend it")
        return duties

    def _complete(self, said: str | None) -> bool | None:
        small = None if said is None else said.strip().casefold()
        if small is not None and small not in _YES | _NO:
            ref = self.row.ref("expect.complete")
            self.refuse(ref, "not-yes-or-no", "expect.complete: yes or no", "mend it")
        return None if small is None else small in _YES


def _plain(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)
