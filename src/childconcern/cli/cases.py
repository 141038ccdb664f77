"""``childconcern cases``: worked examples to a spreadsheet, and from it into ``cases.toml``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from childconcern.cli.inputs import pack_argument
from childconcern.cli.output import console, hang, json_option, print_json
from childconcern.errors import ConcernError
from childconcern.packfile import load_pack

if TYPE_CHECKING:
    from childconcern.spreadsheet import Change

__all__ = ["NoSpreadsheetError", "cases"]

_FILE: Final = "cases.toml"
_WORDS: Final = {
    "new": "new",
    "changed": "changed",
    "removed": "taken out",
    "kept": "not in the spreadsheet, kept (--remove takes it out)",
}

file_argument = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
"""A spreadsheet."""


class NoSpreadsheetError(ConcernError):
    """The spreadsheet cannot be opened or written, or what reads it is not installed."""

    code = "no-spreadsheet"


@click.group("cases", short_help="Worked examples to and from a spreadsheet.")
def cases() -> None:
    """Take worked examples to a spreadsheet (.xlsx) and back.

    Everybody in them must be invented.
    """


@cases.command("export", short_help="Write the cases of a pack into a spreadsheet.")
@pack_argument
@file_argument
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export_verb(pack: Path, file: Path, force: bool) -> None:  # noqa: FBT001 - click's flags
    """Write the cases of PACK into FILE, with room for more."""
    _need_extra()
    from childconcern.spreadsheet import write_cases  # noqa: PLC0415 - an extra

    if file.exists() and not force:
        remedy = "name another, or say --force"
        raise NoSpreadsheetError(f"{file} is there already", remedy=remedy)
    loaded = load_pack(pack)
    content = write_cases(loaded)
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
    number = len(loaded.cases)
    hang(console(), f"wrote {file}: {number} case{'' if number == 1 else 's'}")


@cases.command("import", short_help="Bring cases from a spreadsheet into a pack.")
@pack_argument
@file_argument
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--remove", is_flag=True, help="Take out cases that the spreadsheet lacks.")
@json_option
def import_verb(
    pack: Path,
    file: Path,
    dry_run: bool,  # noqa: FBT001 - click passes flags by name
    remove: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Bring the cases of FILE into cases.toml of PACK, and say what changed.

    Nothing is written when any cell cannot be read; each is named. A case that
    did not change stays as it is written, with its comments.
    """
    _need_extra()
    from childconcern.spreadsheet import kept_cases, read_cases  # noqa: PLC0415 - an extra

    loaded, path = load_pack(pack), pack / _FILE
    # As bytes: line ends stay as they are.
    text = path.read_bytes().decode() if path.exists() else ""
    read = read_cases(_content(file), loaded, file=file.name)
    kept = kept_cases(text, loaded, read, remove=remove)
    writes = kept.text != text and not dry_run
    if writes:
        part = path.with_name(f"{_FILE}.part")
        part.write_bytes(kept.text.encode())
        part.replace(path)
    if as_json:
        print_json({"changes": [_document(one) for one in kept.changes], "written": writes})
    else:
        _tell(kept.changes, path if writes else None)


def _need_extra() -> None:
    try:
        import_module("openpyxl")
    except ImportError:
        message = "the library that reads and writes spreadsheets is not installed"
        remedy = 'python -m pip install "childconcern[spreadsheet]"'
        raise NoSpreadsheetError(message, remedy=remedy) from None


def _content(file: Path) -> bytes:
    """Return what a file holds, and no more of it than can be used."""
    from childconcern.spreadsheet.opening import MOST_BYTES  # noqa: PLC0415 - an extra

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        remedy = "name a file that exists"
        raise NoSpreadsheetError(f"{file} cannot be opened", remedy=remedy) from None


def _document(change: Change) -> dict[str, object]:
    return {"case": change.case, "what": change.what, "where": list(change.where)}


def _tell(changes: tuple[Change, ...], written: Path | None) -> None:
    out = console()
    for change in changes:
        where = f": {', '.join(change.where)}" if change.where else ""
        hang(out, f"{change.case}: {_WORDS[change.what]}{where}")
    if not any(change.what != "kept" for change in changes):
        hang(out, "nothing changed")
    elif written is None:
        hang(out, "nothing was written")
    else:
        hang(out, f"wrote {written}; now run childconcern check {written.parent}")
