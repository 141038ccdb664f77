"""From tables to documents: every wrong key and type, and what can still be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast

from attrs import field, frozen, has
from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn

from childconcern.packfile.collecting import Path
from childconcern.packfile.documents import LanguageDocument, OptionDocument
from childconcern.packfile.following import Losses
from childconcern.packfile.strictness import Hook, shape_problems, strict_converter
from childconcern.problems import Problem

__all__ = ["Structured", "plain_tables", "structured"]

T = TypeVar("T")


@frozen(kw_only=True)
class Structured(Generic[T]):
    """What came of a file's table.

    Attributes:
        document: Without the entries that had a fault; None where nothing could be kept.
        problems: Everything that is wrong with its shape.
        kept: For each list that lost entries, the positions of those that stayed.
        losses: What was lost, so that what speaks of it will not find it.
    """

    document: T | None
    problems: tuple[Problem, ...] = ()
    kept: Mapping[Path, tuple[int, ...]] = field(factory=dict[Path, tuple[int, ...]])
    losses: Losses = field(factory=Losses)

    def original(self, path: Path) -> Path:
        """Return where a path of the document leads in the file."""
        found: Path = ()
        for step in path:
            stayed = self.kept.get(found)
            found = (*found, stayed[step] if stayed and isinstance(step, int) else step)
        return found


def structured(table: Mapping[str, object], kind: type[T], file: str) -> Structured[T]:
    """Return a file's table as a document, and everything that is wrong with its shape.

    Entries with a fault are left out, so that the rest can still be looked at.
    """
    try:
        return Structured(document=_CONVERTER.structure(table, kind))
    except BaseValidationError as error:
        problems = tuple(shape_problems(error, (), file))
    unknown_keys = {one.place.path for one in problems if one.code == "unknown-key"}
    faulty = {_entry_around(one.place.path) for one in problems if one.code != "unknown-key"}
    kept: dict[Path, tuple[int, ...]] = {}
    losses = Losses()
    for path in faulty:
        if path[0] in table:
            losses.entry(path, _at(table, path))
    try:
        document = _CONVERTER.structure(_without(table, unknown_keys | faulty, (), kept), kind)
    except BaseValidationError:
        return Structured(document=None, problems=problems)
    return Structured(document=document, problems=problems, kept=kept, losses=losses)


def _entry_around(path: Path) -> Path:
    """Return the path of the nearest entry around a fault, or its own where none is."""
    for end in range(len(path), 0, -1):
        if isinstance(path[end - 1], int):
            return path[:end]
    # The members of these tables are entries, whatever they are called.
    match path:
        case ("groups", _, "facts", _, *_):
            return path[:4]
        case (("facts" | "groups" | "signs"), _, *_):
            return path[:2]
        case _:
            return path


def _at(table: Mapping[str, object], path: Path) -> object:
    value: Any = table
    for step in path:
        value = value[step]
    return value


def _without(
    value: object, doomed: set[Path], path: Path, kept: dict[Path, tuple[int, ...]]
) -> object:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        return {
            key: _without(inner, doomed, (*path, key), kept)
            for key, inner in members.items()
            if (*path, key) not in doomed
        }
    if isinstance(value, list):
        elements = cast("list[object]", value)
        stay = tuple(n for n in range(len(elements)) if (*path, n) not in doomed)
        if len(stay) < len(elements):
            kept[path] = stay
        return [_without(elements[n], doomed, (*path, n), kept) for n in stay]
    return value


def plain_tables(document: object) -> dict[str, Any]:
    """Return a document as tables again, without what has its default."""
    tables: dict[str, Any] = _CONVERTER.unstructure(document)
    return tables


def _or_plain_id(inner: Hook) -> Hook:
    """Let a plain text stand for a table with nothing but an id."""

    def hook(value: Any, wanted: Any) -> Any:
        return inner({"id": value} if type(value) is str else value, wanted)

    return hook


def _made() -> Converter:
    converter = strict_converter()
    for kind in (LanguageDocument, OptionDocument):
        converter.register_structure_hook(kind, _or_plain_id(converter.get_structure_hook(kind)))

    def omitting(wanted: Any) -> Callable[[Any], Any]:
        return make_dict_unstructure_fn(wanted, converter, _cattrs_omit_if_default=True)

    converter.register_unstructure_hook_factory(has)(omitting)
    converter.register_unstructure_hook(dt.date, lambda day: day)
    return converter


_CONVERTER = _made()
