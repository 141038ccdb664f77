"""Strict reading: what a table holds has just the keys and types of its class.

``cattrs`` does the work. What it raises carries the rejected value, so none of
its words leave this module: only paths and what is needed instead.
"""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import pathlib
from collections.abc import Callable, Iterator
from typing import Any, Final, cast, get_origin

from attrs import fields_dict, has
from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory, list_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from childconcern.errors import ConcernError
from childconcern.packfile.collecting import Path
from childconcern.packfile.reading import MOST_NUMBER
from childconcern.problems import Place, Problem

__all__ = ["Hook", "guarded", "shape_problems", "strict_converter"]

Hook = Callable[[Any, Any], Any]
"""How ``cattrs`` turns a value into what is wanted."""


_NUMBER: Final = f"a whole number of at most {MOST_NUMBER}"


class _WrongTypeError(Exception):
    """A value is of another type than is needed."""


def strict_converter(folder: pathlib.Path = pathlib.Path()) -> Converter:
    """Return a converter that takes no value of another type, and no key too many.

    Args:
        folder: Where relative paths in a file start.
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, _only(str, "a text"))
    converter.register_structure_hook(int, guarded(_bounded, int, _NUMBER))
    converter.register_structure_hook(bool, _only(bool, "true or false"))
    converter.register_structure_hook(dt.date, _only(dt.date, "a date, without quotation marks"))
    to_path = guarded(lambda value, _: folder / value, str, "a path in quotation marks")
    converter.register_structure_hook(pathlib.Path, to_path)
    converter.register_structure_hook_func(_is_enum, _member)

    def lists(wanted: Any) -> Hook:
        return guarded(list_structure_factory(wanted, converter), list, "a list")

    def tuples(wanted: Any) -> Hook:
        return guarded(homogenous_tuple_structure_factory(wanted, converter), list, "a list")

    def tables(wanted: Any) -> Hook:
        return guarded(converter.gen_structure_mapping(wanted), dict, "a table")

    def documents(wanted: Any) -> Hook:
        inner = make_dict_structure_fn(wanted, converter, _cattrs_forbid_extra_keys=True)
        return guarded(inner, dict, "a table")

    converter.register_structure_hook_factory(_is_a(list))(lists)
    converter.register_structure_hook_factory(_is_a(tuple))(tuples)
    converter.register_structure_hook_factory(_is_a(dict))(tables)
    converter.register_structure_hook_factory(has)(documents)
    return converter


def guarded(inner: Hook, kind: type, needed: str) -> Hook:
    """Return a hook that takes values of one type only, and says what is needed."""

    def hook(value: Any, wanted: Any) -> Any:
        if type(value) is not kind:
            raise _WrongTypeError(needed)
        return inner(value, wanted)

    return hook


def _bounded(value: int, _: Any) -> int:
    if abs(value) > MOST_NUMBER:
        raise _WrongTypeError(_NUMBER)
    return value


def _only(kind: type, needed: str) -> Hook:
    return guarded(lambda value, _: value, kind, needed)


def _is_a(origin: type) -> Callable[[Any], bool]:
    def asked(kind: Any) -> bool:
        found: object = get_origin(kind)
        return found is origin

    return asked


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _member(value: Any, wanted: type[enum.Enum]) -> enum.Enum:
    for member in wanted:
        if type(value) is str and member.value == value:
            return member
    raise _WrongTypeError(f"one of {', '.join(str(member.value) for member in wanted)}")


def shape_problems(error: BaseException, path: Path, file: str) -> Iterator[Problem]:
    """Yield what ``cattrs`` found, each with its path and without any value."""
    path = (*path, *_step(error))
    if isinstance(error, BaseExceptionGroup):
        for inner in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from shape_problems(inner, path, file)
    elif isinstance(error, ForbiddenExtraKeysError):
        keys = tuple(fields_dict(error.cl)) if has(error.cl) else ()
        for key in sorted(error.extra_fields):
            close = difflib.get_close_matches(key, keys, 1)
            remedy = f"did you mean {close[0]}?" if close else f"it can have {', '.join(keys)}"
            message = "there is no such key here"
            yield _problem("unknown-key", file, (*path, key), message, remedy)
    elif isinstance(error, KeyError):
        message = f"{path[-1]} is missing here"
        yield _problem("missing-key", file, path, message, "give it")
    elif isinstance(error, ConcernError):
        yield _problem(error.code, file, path, error.message, error.remedy)
    else:
        needed = str(error) if isinstance(error, _WrongTypeError) else "something else"
        yield _problem("wrong-type", file, path, f"{needed} is needed here", "mend the value")


def _step(error: BaseException) -> tuple[str | int, ...]:
    return tuple(
        note.name if isinstance(note, AttributeValidationNote) else note.index
        for note in getattr(error, "__notes__", ())
        if isinstance(note, AttributeValidationNote | IterableValidationNote)
    )


def _problem(
    code: str, file: str, path: tuple[str | int, ...], message: str, remedy: str
) -> Problem:
    return Problem(code=code, place=Place(file=file, path=path), message=message, remedy=remedy)
