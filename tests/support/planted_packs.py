"""The small pack with faults planted in it, and what is proved of it."""

import datetime as dt
from pathlib import Path
from typing import Final, TypeAlias

from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.reporting import NotesTold, describe_report, document_text
from childconcern.verify import Report, prove
from support.small_pack import SMALL_PACK, with_edit

__all__ = ["ON", "Planted", "planted", "planted_folder", "proved", "told"]

ON: Final = dt.date(2026, 11, 23)

Planted: TypeAlias = tuple[str, str, str]
"""A file, what stands in it once, and what stands there instead."""


def planted_folder(folder: Path, *edits: Planted) -> Path:
    """Write the small pack with some edits into a folder, and return it."""
    files = dict(SMALL_PACK)
    for file, old, new in edits:
        files = with_edit(files, file, old, new)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def planted(folder: Path, *edits: Planted) -> Pack:
    """Return the small pack with some edits."""
    return load_pack(planted_folder(folder, *edits))


def proved(pack: Pack, *claims: str, scopes: tuple[str, ...] = ()) -> Report:
    """Return what is proved of a pack, of some claims and scopes or of all."""
    return prove(pack, on=ON, scopes=scopes or None, claims=claims or None)


def told(report: Report, pack: Pack) -> str:
    """Return a report as people read it in a terminal, without what fails nothing."""
    return document_text(describe_report(report, pack, notes=NotesTold.NONE))
