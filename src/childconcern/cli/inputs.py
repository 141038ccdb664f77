"""What every verb takes: packs, days, and JSON read strictly."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from childconcern.errors import ConcernError

__all__ = [
    "BadJsonError",
    "config_option",
    "on_option",
    "pack_argument",
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


class _Day(click.ParamType[dt.date]):
    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        text = str(value)
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            self.fail("a day is written YYYY-MM-DD", param, ctx)
        if day.isoformat() != text:
            self.fail("a day is written YYYY-MM-DD", param, ctx)
        return day


def today() -> dt.date:
    """Return the machine's local date; only the command line reads it."""
    return dt.datetime.now().astimezone().date()


on_option = click.option(
    "--on", "on", type=_Day(), default=today, help="The day it is, YYYY-MM-DD; today if left out."
)
"""The day on which ages and dates are read."""


def read_json(path: Path | str) -> Any:  # noqa: ANN401 - whatever a file holds, until it is looked at
    """Return what a JSON file holds; ``-`` is standard input.

    Raises:
        BadJsonError: When it is no JSON, too large, has a key twice, or is not UTF-8.
    """
    name = str(path)
    try:
        with click.open_file(name, "rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        raise BadJsonError(f"{name} cannot be opened", remedy="give a file that exists") from None
    if len(content) > _MOST_BYTES:
        raise BadJsonError(f"{name} is too large", remedy=f"at most {_MOST_BYTES} bytes are read")
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError:
        raise BadJsonError(f"{name} is not UTF-8", remedy="save it as UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadJsonError(f"{name} is not JSON at {where}", remedy="mend it there") from None
    except (RecursionError, ValueError):
        remedy = "nest less, and write smaller numbers"
        raise BadJsonError(f"{name} cannot be read", remedy=remedy) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise BadJsonError("an object of the JSON has a key twice", remedy="keep one of them")
    return members


def _no_constant(_: str) -> NoReturn:
    raise BadJsonError("the JSON has NaN or Infinity in it", remedy="write a whole number")


def write_json(path: Path, document: object) -> None:
    """Write a document so that a reader sees the old file or the new one, never half.

    Only the owner can read it: it holds what people said.
    """
    part = path.with_name(f"{path.name}.part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.replace(path)
