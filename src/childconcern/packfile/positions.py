"""Where each key of a TOML document stands, so that a problem can name its line.

``tomllib`` says what a document holds but not where. This scanner follows a
text that ``tomllib.loads`` has accepted and notes places only; it judges
nothing. It takes one pass, keeps a stack instead of calling itself, and each
of its patterns stands for one character, so no text can make it slow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final, TypeAlias

from attrs import define, field, frozen

__all__ = ["KeyPath", "Position", "TextPosition", "positions", "value_positions"]

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys, and positions in lists (from 0), that lead from the document to a value."""

Position: TypeAlias = tuple[int, int]
"""Line from 1 and column from 1, in characters."""

TextPosition: TypeAlias = tuple[int, int, bool]
"""Line, column, and whether the text stands there on one line exactly as it reads."""

# Each is what a run stops at.
_NOT_SPACE: Final = re.compile(r"[^ \t]")
_NOT_BLANK: Final = re.compile(r"[^ \t\n]")
_AFTER_BARE_KEY: Final = re.compile(r"[ \t.=\]]")
_AFTER_SCALAR: Final = re.compile(r"[,\]}#\n]")  # not a space: one may part a date from a time
_LINE_END: Final = re.compile(r"\n")


def positions(text: str) -> Mapping[KeyPath, Position]:
    """Return the place of every table, key and list element of an accepted document.

    A key, dotted or not, stands where it starts; a list element where its value
    starts; a table with a header at the header's ``[``, even when a longer header
    before it has already implied it. Tables and lists that no header of their
    own and no plain key makes stand where they are first implied. The document
    itself, the empty path, is not included.

    The text must be one that ``tomllib.loads`` accepts: any other gives places
    that mean nothing, or ``ValueError``. Paths are kept whole, so memory grows
    with nesting, and the caller bounds that first.
    """
    return _scanned(text).places


def value_positions(text: str) -> Mapping[KeyPath, TextPosition]:
    """Return where the text of every string value starts, after its quotes.

    Where the last element is true, the text stands on one line without escapes:
    its character at offset ``n`` is at the column given plus ``n``. The text
    must be one that ``tomllib.loads`` accepts.
    """
    return _scanned(text).texts


def _scanned(text: str) -> _Scan:
    # tomllib reads CRLF as LF, and allows no CR elsewhere: columns stay the same.
    scan = _Scan(_Cursor(text.replace("\r\n", "\n")))
    scan.run()
    return scan


@frozen
class _Quoted:
    start: Position
    source: str
    verbatim: bool


@define
class _Cursor:
    """A place in the text that only ever moves forward."""

    text: str
    at: int = 0
    _line: int = field(default=1, init=False)
    _line_start: int = field(default=0, init=False)
    _counted_to: int = field(default=0, init=False)

    def here(self) -> Position:
        """Return the line and column; newlines are counted once over all calls."""
        self._line += self.text.count("\n", self._counted_to, self.at)
        newline = self.text.rfind("\n", self._counted_to, self.at)
        self._line_start = max(self._line_start, newline + 1)
        self._counted_to = self.at
        return self._line, self.at - self._line_start + 1

    def stands_at(self, *starts: str) -> bool:
        return self.text.startswith(starts, self.at)

    def run_to(self, stop: re.Pattern[str]) -> str:
        """Move to where the pattern is next found, or the end; return what was passed."""
        start, found = self.at, stop.search(self.text, self.at)
        self.at = found.start() if found else len(self.text)
        return self.text[start : self.at]

    def skip_blanks(self) -> bool:
        """Pass over space, newlines and comments; return whether anything is left."""
        self.run_to(_NOT_BLANK)
        while self.stands_at("#"):
            self.run_to(_LINE_END)
            self.run_to(_NOT_BLANK)
        return self.at < len(self.text)

    def key(self) -> tuple[str, ...]:
        """Read a key, its parts and the space round its dots."""
        parts = [self._key_part()]
        while self.stands_at("."):
            self.at += 1
            parts.append(self._key_part())
        return tuple(parts)

    def _key_part(self) -> str:
        self.run_to(_NOT_SPACE)
        if self.stands_at('"', "'"):
            quoted = self.quoted()
            part = quoted.source if quoted.verbatim else _unescaped(quoted.source)
        else:
            part = self.run_to(_AFTER_BARE_KEY)
        self.run_to(_NOT_SPACE)
        return part

    def quoted(self) -> _Quoted:
        """Read a string of any of the four kinds."""
        mark = self.text[self.at]
        quotes = mark * 3 if self.stands_at(mark * 3) else mark
        self.at += len(quotes)
        if self.stands_at("\n"):  # only after three quotes, and no part of the text
            self.at += 1
        start, place = self.at, self.here()
        end = self._closing(quotes)
        self.at = end + len(quotes)
        source = self.text[start:end]
        return _Quoted(place, source, verbatim=mark == "'" or "\\" not in source)

    def _closing(self, quotes: str) -> int:
        end = self.text.index(quotes, self.at)
        while quotes[0] == '"' and self._is_escaped(end):
            end = self.text.index(quotes, end + 1)
        # One or two quotes may stand at the very end of a multi-line text.
        while len(quotes) > 1 and self.text.startswith(quotes, end + 1):
            end += 1
        return end

    def _is_escaped(self, at: int) -> bool:
        first = at
        while self.text[first - 1] == "\\":
            first -= 1
        return (at - first) % 2 == 1


def _unescaped(source: str) -> str:
    # Asking tomllib leaves one reading of escapes, whatever TOML version it knows.
    return next(iter(tomllib.loads(f'"{source}" = 0')))


@frozen
class _Open:
    """A list or an inline table whose end has not been met; only a list has indexes."""

    path: KeyPath
    indexes: Iterator[int] | None


@define
class _Scan:
    """What has been noted so far, and what is still open."""

    cursor: _Cursor
    places: dict[KeyPath, Position] = field(factory=dict[KeyPath, Position], init=False)
    texts: dict[KeyPath, TextPosition] = field(factory=dict[KeyPath, TextPosition], init=False)
    _table: KeyPath = field(default=(), init=False)
    _open: list[_Open] = field(factory=list[_Open], init=False)
    # Lists that [[headers]] make, each with its number of tables so far.
    _lengths: dict[KeyPath, int] = field(factory=dict[KeyPath, int], init=False)

    def run(self) -> None:
        while self.cursor.skip_blanks():
            if self._open:
                self._step_inside(self._open[-1])
            elif self.cursor.stands_at("["):
                self._header()
            else:
                self._assignment(self._table)

    def _header(self) -> None:
        place = self.cursor.here()
        width = 2 if self.cursor.stands_at("[[") else 1
        self.cursor.at += width
        path = self._path((), self.cursor.key(), place)
        self.cursor.at += width
        self._table = path if width == 1 else self._next_table(path, place)
        self.places[self._table] = place

    def _next_table(self, path: KeyPath, place: Position) -> KeyPath:
        self.places.setdefault(path, place)
        index = self._lengths.get(path, 0)
        self._lengths[path] = index + 1
        return (*path, index)

    def _path(self, table: KeyPath, key: tuple[str, ...], place: Position) -> KeyPath:
        """Return where a key leads from a table, noting each parent that it implies."""
        path = table
        for part in key[:-1]:
            path = (*path, part)
            self.places.setdefault(path, place)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return (*path, key[-1])

    def _assignment(self, table: KeyPath) -> None:
        place = self.cursor.here()
        path = self._path(table, self.cursor.key(), place)
        self.places[path] = place
        self.cursor.at += 1  # the equals sign
        self.cursor.run_to(_NOT_SPACE)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        if self.cursor.stands_at('"', "'"):
            quoted = self.cursor.quoted()
            as_it_reads = quoted.verbatim and "\n" not in quoted.source
            self.texts[path] = (*quoted.start, as_it_reads)
        elif self.cursor.stands_at("[", "{"):
            indexes = count() if self.cursor.stands_at("[") else None
            self._open.append(_Open(path, indexes))
            self.cursor.at += 1
        else:
            self.cursor.run_to(_AFTER_SCALAR)

    def _step_inside(self, container: _Open) -> None:
        if self.cursor.stands_at(","):
            self.cursor.at += 1
        elif self.cursor.stands_at("]", "}"):
            self.cursor.at += 1
            self._open.pop()
        elif container.indexes is None:
            self._assignment(container.path)
        else:
            path = (*container.path, next(container.indexes))
            self.places[path] = self.cursor.here()
            self._value(path)
