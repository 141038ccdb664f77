"""Reading a council's TOML strictly: every fault at once, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Final, cast

from attrs import define, field

from childconcern.errors import ProblemsError
from childconcern.packfile import KeyPath, Position, positions
from childconcern.problems import Place, Problem
from childconcern_liquidlogic.documents import cannot_be_written

__all__ = ["MappingError", "TableReader"]

_LARGEST: Final = 500_000
_MOST_DOTS: Final = 200  # tomllib takes a square of the parts of a dotted key
_DEEPEST: Final = 12
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


class MappingError(ProblemsError):
    """A mapping file cannot be used, and here is everything that is wrong with it."""

    code = "mapping-unusable"


@define
class TableReader:
    """Takes a document apart and notes what is wrong on the way.

    What is wrong is noted and read as missing, so that one run finds everything.

    Attributes:
        file: The file's name.
        problems: What was found so far.
    """

    file: str
    problems: list[Problem] = field(factory=list[Problem])
    _places: Mapping[KeyPath, Position] = field(factory=dict[KeyPath, Position])

    def refuse(self, code: str, path: KeyPath, message: str, remedy: str = "") -> None:
        """Note one problem."""
        line, column = self._place(path)
        place = Place(file=self.file, path=path, line=line, column=column)
        self.problems.append(Problem(code=code, place=place, message=message, remedy=remedy))

    def refuse_choice(self, path: KeyPath, choices: tuple[str, ...]) -> None:
        """Note that something else stands where only some words can."""
        remedy = f"use {', '.join(choices)}"
        self.refuse("not-a-choice", path, "this is none of what can stand here", remedy)

    def _place(self, path: KeyPath) -> tuple[int | None, int | None]:
        """Return where a path stands, or the nearest thing around it."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, (None, None))

    def document(self, raw: bytes) -> dict[str, object]:
        """Return what the file holds; nothing where it is no TOML."""
        if len(raw) > _LARGEST:
            self.refuse("too-large", (), f"the file has more than {_LARGEST} bytes")
            return {}
        try:
            text = raw.decode("utf-8")
            if max((line.count(".") for line in text.splitlines()), default=0) > _MOST_DOTS:
                self.refuse("too-deep", (), f"a line has more than {_MOST_DOTS} dots")
                return {}
            read: dict[str, object] = tomllib.loads(text)
        except UnicodeDecodeError:
            self.refuse("not-utf-8", (), "the file is not UTF-8", "save it as UTF-8")
            return {}
        except tomllib.TOMLDecodeError as error:
            self._refuse_syntax(str(error))
            return {}
        except RecursionError:
            self.refuse("too-deep", (), "the file nests too deeply")
            return {}
        if _depth(read) > _DEEPEST:
            self.refuse("too-deep", (), "the file nests too deeply")
            return {}
        self._places = positions(text)
        return read

    def _refuse_syntax(self, message: str) -> None:
        found = _TOML_PLACE.search(message)
        line, column = (int(found[1]), int(found[2])) if found else (None, None)
        place = Place(file=self.file, line=line, column=column)
        problem = Problem(code="not-toml", place=place, message="the file is not TOML from here on")
        self.problems.append(problem)

    def keys(
        self,
        table: Mapping[str, object],
        path: KeyPath,
        *,
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> None:
        """Refuse keys that are missing, and keys that nothing reads."""
        allowed = (*required, *optional)
        for key in table:
            if key not in allowed:
                wanted = f"use one of: {', '.join(allowed)}"
                self.refuse("unknown-key", (*path, key), "nothing reads this key", wanted)
        for key in required:
            if key not in table:
                self.refuse("missing-key", path, f"the key {key!r} is missing")

    def table(self, within: Mapping[str, object], key: str, path: KeyPath) -> dict[str, object]:
        """Return the table under a key; an empty one where there is none."""
        raw = within.get(key, {})
        if isinstance(raw, dict):
            return cast("dict[str, object]", raw)
        self.refuse("not-a-table", (*path, key), "a table is wanted here")
        return {}

    def tables(
        self, within: Mapping[str, object], key: str, path: KeyPath
    ) -> Iterator[tuple[dict[str, object], KeyPath]]:
        """Yield each table of a list under a key, with its path."""
        for raw, at in self._listed(within, key, path):
            if isinstance(raw, dict):
                yield cast("dict[str, object]", raw), at
            else:
                self.refuse("not-a-table", at, "a table is wanted here")

    def texts(self, within: Mapping[str, object], key: str, path: KeyPath) -> tuple[str, ...]:
        """Return the texts of a list under a key; a repeated one is refused."""
        found: list[str] = []
        for raw, at in self._listed(within, key, path):
            text = self._as_text(raw, at)
            if text in found:
                self.refuse("repeated", at, "this stands in the list already")
            elif text is not None:
                found.append(text)
        return tuple(found)

    def text(self, within: Mapping[str, object], key: str, path: KeyPath) -> str | None:
        """Return the text under a key; None where there is none."""
        return self._as_text(within[key], (*path, key)) if key in within else None

    def whole_number(self, within: Mapping[str, object], key: str, path: KeyPath) -> int | None:
        """Return the number from 1 under a key; None where there is none."""
        raw = within.get(key)
        if raw is None or (isinstance(raw, int) and not isinstance(raw, bool) and raw >= 1):
            return raw
        self.refuse("not-a-number", (*path, key), "a whole number from 1 is wanted here")
        return None

    def _listed(
        self, within: Mapping[str, object], key: str, path: KeyPath
    ) -> Iterator[tuple[object, KeyPath]]:
        raw = within.get(key, [])
        if not isinstance(raw, list):
            self.refuse("not-a-list", (*path, key), "a list is wanted here")
            return
        for at, one in enumerate(cast("list[object]", raw)):
            yield one, (*path, key, at)

    def _as_text(self, raw: object, path: KeyPath) -> str | None:
        if not isinstance(raw, str) or not raw.strip():
            self.refuse("not-a-text", path, "a text that is not empty is wanted here")
        elif cannot_be_written(raw):
            self.refuse("not-for-xml", path, "XML cannot hold a character of this text")
        else:
            return raw
        return None


def _depth(document: object) -> int:
    """Return how deeply a document nests, without calling itself."""
    level, depth = [document], 0
    while level:
        below: list[object] = []
        for one in level:
            if isinstance(one, dict):
                below.extend(cast("dict[str, object]", one).values())
            elif isinstance(one, list):
                below.extend(cast("list[object]", one))
        level, depth = below, depth + 1
    return depth
