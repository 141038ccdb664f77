"""``childconcern new``: a small pack of your own to begin with."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from childconcern.errors import ConcernError
from childconcern.packfile import load_pack

__all__ = ["FolderInUseError", "new"]

_FILES = ("pack.toml", "facts.toml", "screener.toml", "policy.toml", "cases.toml")


class FolderInUseError(ConcernError):
    """A folder has something in it that would be overwritten."""

    code = "folder-in-use"


@click.group(short_help="Begin a pack of your own.")
def new() -> None:
    """Begin something new."""


@new.command("pack", short_help="Write a small pack with comments.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new_pack(folder: Path) -> None:
    """Write a small pack with comments into FOLDER, ready for `check` and `ask`."""
    if folder.exists() and any(folder.iterdir()):
        message = f"the folder {folder.name!r} has something in it"
        raise FolderInUseError(message, remedy="name an empty folder, or one that does not exist")
    folder.mkdir(parents=True, exist_ok=True)
    starter = files("childconcern.cli") / "starter"
    for name in _FILES:
        (folder / name).write_bytes((starter / name).read_bytes())
    pack = load_pack(folder)
    click.echo(f"wrote {folder}: {len(pack.policy.rules)} rules, {len(pack.cases)} cases")
    click.echo(f"next: childconcern check {shlex.quote(str(folder))}")
