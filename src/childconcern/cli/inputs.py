"""What every verb takes: packs, days, and JSON read strictly."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Final, NoReturn

import click

from childconcern.errors import ConcernError
from childconcern.facts import Json

__all__ = [
    "BadJsonError",
    "config_option",
    "on_option",
    "pack_argument",
    "read_day",
    "read_json",
    "today",
    "write_json",
]

_MOST_BYTES: Final = 10_000_000

pack_argument = click.argument(
    "pack", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
"""A pack's folder."""

config_option = click.option(
    "--config",
    "config",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The application's configuration.",
)
"""A configuration file."""


class BadJsonError(ConcernError):
    """A file that should hold JSON does not, or not as it must."""

    code = "bad-json"


def read_day(text: str) -> dt.date | None:
    """Return the day that is written YYYY-MM-DD, or None; other ways of ISO 8601 are none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def today() -> dt.date:
    """Return the machine's local date; only the command line reads it."""
    return dt.datetime.now().astimezone().date()


def _day(_: click.Context, __: click.Parameter, text: str | None) -> dt.date:
    day = today() if text is None else read_day(text)
    if day is None:
        raise click.BadParameter("a day is written YYYY-MM-DD")
    return day


on_option = click.option(
    "--on",
    "on",
    callback=_day,
    metavar="DAY",
    help="The day it is, as YYYY-MM-DD; today if left out.",
)
"""The day on which ages and dates are read."""


def read_json(name: Path | str) -> Json:
    """Return what a JSON file holds; ``-`` is standard input.

    Raises:
        BadJsonError: When it is no JSON, too large, has a key twice, or is not UTF-8.
    """
    shown = "standard input" if str(name) == "-" else str(name)
    try:
        with click.open_file(str(name), "rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        raise BadJsonError(f"{shown} cannot be opened", remedy="name a file that exists") from None
    if len(content) > _MOST_BYTES:
        raise BadJsonError(f"{shown} is too large", remedy=f"at most {_MOST_BYTES} bytes are read")
    try:
        text = content.decode("utf-8-sig")
        document: Json = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise BadJsonError(f"{shown} is not UTF-8", remedy="save it as UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadJsonError(f"{shown} is not JSON at {where}", remedy="mend it there") from None
    except (RecursionError, ValueError):
        remedy = "nest less, and write smaller numbers"
        raise BadJsonError(f"{shown} cannot be read", remedy=remedy) from None
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise BadJsonError("an object of the JSON has a key twice", remedy="keep one of them")
    return members


def _no_constant(_: str) -> NoReturn:
    raise BadJsonError("the JSON has NaN or Infinity in it", remedy="write a whole number")


def write_json(path: Path, document: object) -> None:
    """Write a document so that a reader sees the old file or the new one, never half.

    Only the owner can read it: it holds what people said. When this returns,
    the disk has it.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(opened, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
