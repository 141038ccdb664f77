"""Where the store is: one file, and which addresses are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from attrs import field, frozen
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from childconcern_sql.errors import StoreRefusedError

__all__ = ["SqlConfig", "database_path"]

_DRIVERS: Final = frozenset({"sqlite", "sqlite+pysqlite"})


@frozen(kw_only=True)
class SqlConfig:
    """The section ``sql`` of a configuration; it has a file or a url, not both.

    Attributes:
        file: The database file. In a configuration a relative path starts at
            the configuration's own folder.
        url: ``sqlite:////an/absolute/path.db``. Other databases will be named
            so, with a password perhaps, so it is never shown.
        busy_seconds: How long to wait while another process writes.
    """

    file: Path | None = None
    url: str | None = field(default=None, repr=False)
    busy_seconds: int = 10


def database_path(config: SqlConfig) -> Path:
    """Return the file that the configuration names.

    Raises:
        StoreRefusedError: If it names another database, none, one in memory, or
            one that depends on the folder a program was started in.
    """
    if (config.file is None) == (config.url is None):
        raise StoreRefusedError("the store has no file, or a file and a url", remedy=_SAY)
    return config.file if config.file is not None else _path_of(str(config.url))


def _path_of(address: str) -> Path:
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreRefusedError("the store's url is not a database address", remedy=_SAY) from None
    if url.drivername not in _DRIVERS:
        raise StoreRefusedError(f"this store cannot use {url.drivername!r} yet", remedy=_SAY)
    if url.query or url.database is None or url.database.startswith("file:"):
        raise StoreRefusedError("the store's url names no plain file", remedy=_SAY)
    if url.database in {"", ":memory:"}:
        raise StoreRefusedError("a store in memory would lose every request", remedy=_SAY)
    path = Path(url.database)
    if not path.is_absolute():
        # Two programs started in two folders would have two queues, one of them unseen.
        raise StoreRefusedError("the store's url is a relative path", remedy=_SAY)
    return path


_SAY: Final = 'write file = "queue.db", or url = "sqlite:////an/absolute/path.db"'
