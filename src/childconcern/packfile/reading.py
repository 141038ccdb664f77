"""The files of a pack as tables: bounded, UTF-8, TOML, not too deep."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias, cast

from attrs import evolve, frozen

from childconcern.facts.ids import is_kebab_case
from childconcern.pack.wording import is_language
from childconcern.problems import Place, Problem

__all__ = [
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_NUMBER",
    "OWN_NAMES",
    "Table",
    "TextFile",
    "read_file",
    "read_folder",
    "wording_file_name",
]

MOST_BYTES: Final = 2_000_000
"""The largest file that is read; a council's whole policy is a few hundred kilobytes."""

MOST_DEPTH: Final = 50
"""The deepest nesting of tables, lists and dotted keys."""

MOST_NUMBER: Final = 999_999_999
"""The largest number, either way; a condition has no longer one."""

OWN_NAMES: Final = frozenset({"pack", "facts", "policy", "cases"})
"""Names of files that no questionnaire can have."""

_MOST_DOTS: Final = 1000
"""The most dots on a line: ``tomllib`` takes a square of the parts of a dotted key."""

Table: TypeAlias = dict[str, object]
"""A table as ``tomllib`` gives it."""


@frozen(kw_only=True)
class TextFile:
    """One file that could be read.

    Attributes:
        name: In the pack's folder.
        text: What stands in it.
        table: What it says.
    """

    name: str
    text: str
    table: Table


def read_folder(folder: Path) -> tuple[Mapping[str, TextFile], tuple[Problem, ...]]:
    """Return the pack's files by name, and what kept any from being read.

    ``pack.toml`` names the questionnaires; ``cases.toml`` may be missing.
    """
    files: dict[str, TextFile] = {}
    problems: list[Problem] = []

    def take(name: str, *, needed: bool = True) -> None:
        if not needed and not (folder / name).exists():
            return
        read = read_file(folder / name)
        if isinstance(read, Problem):
            problems.append(evolve(read, place=evolve(read.place, file=name)))
        else:
            files[name] = evolve(read, name=name)

    take("pack.toml")
    take("facts.toml")
    for name in _questionnaires(files):
        take(f"{name}.toml")
    take("policy.toml")
    take("cases.toml", needed=False)
    for language in _other_languages(files):
        take(wording_file_name(language), needed=False)
    return files, tuple(problems)


def _questionnaires(files: Mapping[str, TextFile]) -> list[str]:
    listed = files["pack.toml"].table.get("questionnaires") if "pack.toml" in files else None
    if not isinstance(listed, list):
        return []
    # An id that is no id is told of later; it must not lead out of the folder.
    ids = cast("list[object]", listed)
    names = (name for name in ids if isinstance(name, str) and is_kebab_case(name))
    return [name for name in dict.fromkeys(names) if name not in OWN_NAMES]


def wording_file_name(language: str) -> str:
    """Return the name of a language's file in the pack's folder."""
    return f"wording/{language}.toml"


def _other_languages(files: Mapping[str, TextFile]) -> list[str]:
    """Return the languages after the first, which is the one that the pack is written in."""
    listed = files["pack.toml"].table.get("languages") if "pack.toml" in files else None
    entries = cast("list[object]", listed)[1:] if isinstance(listed, list) else []
    tables = (cast("Table", one).get("id") if isinstance(one, dict) else one for one in entries)
    # As with questionnaires, what is no language must not lead out of the folder.
    names = (name for name in tables if isinstance(name, str) and is_language(name))
    return list(dict.fromkeys(names))


def read_file(path: Path) -> TextFile | Problem:
    """Return one file's text and table, or why it could not be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        message = "the file is not there, or cannot be opened"
        return _problem("missing-file", path, message, "a pack is a folder; see how to write one")
    if len(content) > MOST_BYTES:
        remedy = f"a pack's file has at most {MOST_BYTES} bytes"
        return _problem("file-too-large", path, "the file is too large", remedy)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _problem("not-utf-8", path, "the file is not UTF-8", "save it as UTF-8", line)
    return _parsed(path, text.replace("\r\n", "\n"))


def _parsed(path: Path, text: str) -> TextFile | Problem:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            message = "a line has too many dots"
            return _problem("nested-too-deeply", path, message, _FLATTEN, number)
    try:
        table = tomllib.loads(text)
    except RecursionError:
        return _problem("nested-too-deeply", path, "the file is nested too deeply", _FLATTEN)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line_number = int(found[1]) if found else text.count("\n") + 1
        column = int(found[2]) if found else None
        return _problem("not-toml", path, "this is not TOML", _TOML_HINT, line_number, column)
    except ValueError:
        # Python refuses to read thousands of digits; tomllib lets that through.
        return _too_long_number(path, text)
    if _depth(table) > MOST_DEPTH:
        return _problem("nested-too-deeply", path, "the file is nested too deeply", _FLATTEN)
    return TextFile(name=path.name, text=text, table=table)


_FLATTEN: Final = f"nest at most {MOST_DEPTH} deep; a pack needs no more than six"
_TOML_HINT: Final = "look for a missing quotation mark, bracket or = on this line, or a key twice"


def _too_long_number(path: Path, text: str) -> Problem:
    before = re.split(r"[0-9_]{1000}", text, maxsplit=1)[0]
    line = before.count("\n") + 1
    remedy = f"write a number of at most {MOST_NUMBER}"
    return _problem("number-too-long", path, "a number is too long", remedy, line)


def _depth(table: Table) -> int:
    """Return how deep tables and lists stand in each other, without calling itself."""
    depth = 0
    level: list[object] = [table]
    while level:
        depth += 1
        level = [inner for outer in level for inner in _inside(outer)]
    return depth


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        inside = list(cast("Table", value).values())
    else:
        inside = cast("list[object]", value)
    return [inner for inner in inside if isinstance(inner, dict | list)]


def _problem(
    code: str,
    path: Path,
    message: str,
    remedy: str,
    line: int | None = None,
    column: int | None = None,
) -> Problem:
    place = Place(file=path.name, line=line, column=column)
    return Problem(code=code, place=place, message=message, remedy=remedy)
