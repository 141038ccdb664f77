"""TOML text for people to read, from plain values.

What is written reads back equal under ``tomllib``, keys in the same order:
the order of facts and rules in a pack has a meaning. So a table gets a block of
its own only where no plain value follows it; before one it is written inline
or, when too long for a line, as dotted keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias, cast

from childconcern.errors import ConcernError
from childconcern.problems import Place

__all__ = ["UnwritableError", "toml_text"]

Value: TypeAlias = "str | int | date | list[Value] | tuple[Value, ...] | Table"
Table: TypeAlias = Mapping[str, "Value"]

_WIDTH: Final = 100
_INDENT: Final = "    "
_DEEPEST: Final = 100  # twice what a pack may have, and far from Python's own limit
_SMALL: Final = 3  # keys; with more, a line no longer reads at a glance

# Exactly these: what derives from them may not print as they do. Any mapping is a table.
_WRITABLE: Final = frozenset({str, bool, int, date, list, tuple})
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
# Controls, and what cannot be seen or reorders what is seen, are written by number.
_UNSEEN: Final = "\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
_NOT_LITERAL: Final = re.compile(f"['{_UNSEEN}]")
_ESCAPED: Final = re.compile(rf'[\\"{_UNSEEN}]')
# In multi-line text only a quote that two others or the end follow, and never a newline.
_ESCAPED_IN_LINES: Final = re.compile(rf'(?!\n)[\\{_UNSEEN}]|"(?=""|\Z)')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SHORT_ESCAPES: Final = {
    "\\": r"\\",
    '"': r"\"",
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
}


class UnwritableError(ConcernError):
    """A document holds something that TOML, or this writer, has no form for."""

    code = "unwritable"

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(
            f"{str(place) or 'the document'}: {what} cannot be written as TOML",
            remedy="use text, true or false, whole numbers, dates, lists and tables",
        )


def toml_text(document: Mapping[str, object]) -> str:
    """Return a TOML document that reads back equal, its keys in the order given.

    Takes text, true and false, whole numbers, dates, lists (a tuple reads back
    as a list) and tables. Lists of tables become ``[[...]]`` blocks unless all
    are small; lines are broken at 100 columns where TOML allows it. The same
    document gives the same text everywhere.

    Raises:
        UnwritableError: for anything else: a date with a time, a key that is not
            text, text that is not Unicode, a whole number too long for Python to
            print, or nesting deeper than 100.
    """
    text = "\n\n".join(_blocks((), "", _checked(document)))
    return f"{text}\n" if text else ""


def _checked(document: Mapping[str, object]) -> Table:
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        fault = _fault(value) if len(path) <= _DEEPEST else "nesting this deep"
        if fault:
            raise UnwritableError(Place(path=path), fault)
        members = _members(cast("Value", value))
        waiting.extend(((*path, step), member) for step, member in members)
    return cast("Table", document)


def _fault(value: object) -> str:
    """Return what is wrong with a value, its members aside; empty when nothing is."""
    if isinstance(value, Mapping):
        faults = map(_key_fault, cast("Iterable[object]", value))
        return next((fault for fault in faults if fault), "")
    if type(value) not in _WRITABLE:
        return f"a value of type {type(value).__name__}"
    if isinstance(value, str) and _SURROGATE.search(value):
        return "text that is not Unicode"
    return _number_fault(value) if isinstance(value, int) else ""


def _key_fault(key: object) -> str:
    if type(key) is not str:
        return f"a key of type {type(key).__name__}"
    return "a key that is not Unicode" if _SURROGATE.search(key) else ""


def _number_fault(number: int) -> str:
    try:
        str(number)
    except ValueError:
        return "a whole number this long"
    return ""


def _members(value: Value) -> Iterable[tuple[str | int, Value]]:
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


def _blocks(path: tuple[str, ...], heading: str, table: Table) -> Iterator[str]:
    """Yield a table's own block, then those of the tables in it.

    A heading that the headings of all its members imply is left out.
    """
    items = list(table.items())
    first = _first_block(items)
    own = [line for key, value in items[:first] for line in _assignment((key,), value)]
    if own or not table or heading.startswith("[["):
        yield "\n".join([heading, *own]).removeprefix("\n")
    for key, value in items[first:]:
        inner = (*path, key)
        if isinstance(value, Mapping):
            yield from _blocks(inner, f"[{_dotted(inner)}]", value)
        else:
            for entry in cast("Iterable[Table]", value):
                yield from _blocks(inner, f"[[{_dotted(inner)}]]", entry)


def _first_block(items: list[tuple[str, Value]]) -> int:
    """Return the index from which every member has a block of its own.

    No plain value may follow a block, or it would belong to that block. A table
    of nothing but tables is written in one style, however small they are.
    """
    first = len(items)
    while first and _may_be_block(items[first - 1][1]):
        first -= 1
    if all(isinstance(value, Mapping) for _, value in items):
        return 0
    while first < len(items) and _reads_well_inline(*items[first]):
        first += 1
    return first


def _may_be_block(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def _reads_well_inline(name: str, value: Value) -> bool:
    if isinstance(value, Mapping):
        return _is_small(value) and _fits(f"{name} = {_inline(value)}")
    entries = cast("Iterable[Table]", value)
    return all(_is_small(entry) and _fits(f"{_INDENT}{_inline(entry)},") for entry in entries)


def _is_small(table: Table) -> bool:
    lists = (value if isinstance(value, list | tuple) else (value,) for value in table.values())
    return len(table) <= _SMALL and all(_is_short(one) for members in lists for one in members)


def _is_short(value: Value) -> bool:
    if isinstance(value, str):
        return "\n" not in value
    return not isinstance(value, list | tuple | Mapping)


def _fits(line: str) -> bool:
    return len(line) <= _WIDTH


def _assignment(keys: tuple[str, ...], value: Value) -> Iterator[str]:
    """Yield the lines that set a key; for a table too big for a line, one a member."""
    name = _dotted(keys)
    if isinstance(value, Mapping) and value and not _reads_well_inline(name, value):
        for key, member in value.items():
            yield from _assignment((*keys, key), member)
    elif isinstance(value, str) and "\n" in value:
        yield f'{name} = """\n{_ESCAPED_IN_LINES.sub(_escape, value)}"""'
    else:
        yield f"{name} = {_broken(value, indent='', before=f'{name} = ')}"


def _broken(value: Value, *, indent: str, before: str) -> str:
    """Return a value on one line, or a list that would be too long one element a line."""
    flat = _inline(value)
    if _fits(f"{before}{flat}") or not value or not isinstance(value, list | tuple):
        return flat
    inner = indent + _INDENT
    elements = (_broken(element, indent=inner, before=f"{inner},") for element in value)
    return "\n".join(["[", *(f"{inner}{element}," for element in elements), f"{indent}]"])


def _inline(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _quoted(value)
        case date():
            return value.isoformat()
        case Mapping():
            members = (f"{_key(key)} = {_inline(member)}" for key, member in value.items())
            return f"{{ {', '.join(members)} }}" if value else "{}"
        case _:
            return f"[{', '.join(map(_inline, value))}]"


def _dotted(keys: tuple[str, ...]) -> str:
    return ".".join(map(_key, keys))


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    """Return a string on one line, between single quotes where that spares escapes."""
    if _ESCAPED.search(text) and not _NOT_LITERAL.search(text):
        return f"'{text}'"
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _SHORT_ESCAPES.get(character, f"\\u{ord(character):04X}")
