"""A pack from its folder: the pack, or every problem with file, line and place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from childconcern.errors import ProblemsError
from childconcern.pack import Pack
from childconcern.packfile.assembling import Assembly
from childconcern.packfile.placing import placed
from childconcern.packfile.reading import read_folder
from childconcern.packfile.upgrading import UPGRADES, Upgrade, upgraded
from childconcern.problems import Problem, errors_among

__all__ = ["PackError", "PackReport", "load_pack", "read_pack"]


class PackError(ProblemsError):
    """A pack cannot be used, and here is everything that is wrong with it."""

    code = "pack"


@frozen(kw_only=True)
class PackReport:
    """What came of reading a pack.

    Attributes:
        pack: The pack; None where it has an error.
        problems: Errors and warnings, file by file, line by line.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]


def load_pack(folder: str | Path) -> Pack:
    """Return the pack in a folder.

    Raises:
        PackError: With every error, its file, line and place, and what to do.
    """
    report = read_pack(folder)
    if report.pack is None:
        name = Path(folder).resolve().name
        raise PackError(f"pack {name!r} cannot be used", errors_among(report.problems)) from None
    return report.pack


def read_pack(folder: str | Path, *, upgrades: Mapping[int, Upgrade] = UPGRADES) -> PackReport:
    """Return the pack in a folder with its warnings, or every problem that it has.

    Args:
        folder: Where ``pack.toml`` stands.
        upgrades: How files of an older schema become those of the next.
    """
    files, unread = read_folder(Path(folder))
    tables, schema_problems = upgraded({name: one.table for name, one in files.items()}, upgrades)
    if schema_problems:
        # What another schema means by its keys is not known, so nothing is said of them.
        return PackReport(pack=None, problems=placed((*unread, *schema_problems), files))
    assembly = Assembly(tables, unread)
    pack = assembly.pack()
    problems = assembly.problems(pack)
    usable = None if errors_among(problems) else pack
    return PackReport(pack=usable, problems=placed(problems, files))
