"""The file and the disk under it: of its owner alone from creation on, and on this machine."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from childconcern_sql.errors import StoreRefusedError

__all__ = ["file_system", "prepare_file"]

_NETWORK: Final = frozenset(
    {
        *("9p", "afs", "ceph", "cifs", "coda", "davfs", "gfs", "gfs2", "glusterfs", "gpfs"),
        *("lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "vboxsf"),
        *("fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs"),
        *("fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.blobfuse", "fuse.blobfuse2"),
    }
)
_MOUNTS: Final = Path("/proc/self/mountinfo")
_OTHERS: Final = 0o077
_OCTAL = re.compile(r"\\([0-7]{3})")


def prepare_file(path: Path) -> Path:
    """Return the file's full path; make it, with mode 0600, if it is not there.

    SQLite gives the files beside it (``-wal``, ``-shm``) the same mode.

    Raises:
        StoreRefusedError: If the folder is missing or on a network, or if
            others may read or write the file.
    """
    folder = path.parent.resolve()
    if not folder.is_dir():
        raise StoreRefusedError("the store's folder is not there", remedy="make it, with mode 0700")
    _refuse_network(folder)
    full = folder / path.name
    _make(full)
    mode = full.stat().st_mode
    if not stat.S_ISREG(mode):
        raise StoreRefusedError("the store's path is not a file", remedy="name another")
    if os.name == "posix" and mode & _OTHERS:
        raise StoreRefusedError("others may open the store's file", remedy="set its mode to 0600")
    return full


def file_system(folder: Path, mounts: str) -> str | None:
    """Return the type of the file system that holds ``folder``; None where it is not said.

    Args:
        folder: An absolute path without links.
        mounts: Lines as in Linux's ``/proc/self/mountinfo``; of several mounts
            on one point the last one holds.
    """
    found: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        words, kinds = fields.split(" "), rest.split(" ")
        point = Path(_OCTAL.sub(_character, words[4] if len(words) > 4 else ""))  # noqa: PLR2004
        if folder.is_relative_to(point) and len(point.parts) >= found[0]:
            found = (len(point.parts), kinds[0])
    return found[1]


def _refuse_network(folder: Path) -> None:
    mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    if file_system(folder, mounts) in _NETWORK or folder.drive.startswith("\\\\"):
        raise StoreRefusedError(
            "the store's folder is on a network, where locks and writes cannot be relied on",
            remedy="name a folder on a disk of this machine",
        )


def _make(path: Path) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    try:
        os.close(os.open(path, flags, 0o600))
    except FileExistsError:
        return
    if os.name == "posix":
        # Without this the file's name could be lost with the power, and all of it.
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def _character(octal: re.Match[str]) -> str:
    return chr(int(octal[1], 8))
