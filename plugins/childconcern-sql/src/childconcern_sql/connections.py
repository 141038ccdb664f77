"""Connections to the file, each one set so that what is committed is on the disk."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from childconcern_sql.errors import StoreRefusedError, failure

__all__ = ["check_connection", "engine_for", "reading", "writing"]

_FULL: Final = 2
_LOGGER: Final = "childconcern_sql"
_READS: Final = "childconcern_reads"
_PAUSE_SECONDS: Final = 0.05


def engine_for(path: Path, busy_seconds: int) -> Engine:
    """Return an engine for the file; every transaction locks it for writing at its start.

    Raises:
        StoreRefusedError: If the file is no database, or cannot keep a write-ahead log.
    """
    _into_wal(path, busy_seconds)
    # Rows and parameters hold what was said. SQLAlchemy would log rows for a host that logs all.
    logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGER}").setLevel(logging.WARNING)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        logging_name=_LOGGER,
        connect_args={"timeout": busy_seconds},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """Give a transaction that holds the file for writing, and commit it at the end.

    Raises:
        StoreFailedError: Where the database fails; then nothing is kept.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise failure(error) from None


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """Give a transaction that sees one state of the file and keeps nobody from writing.

    Raises:
        StoreFailedError: Where the database fails.
    """
    try:
        with engine.connect().execution_options(**{_READS: True}) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise failure(error) from None


def check_connection(connection: Connection, path: Path) -> None:
    """Refuse a caller's connection through which a request could be lost.

    Raises:
        StoreRefusedError: If it leads to another database, or would commit
            without waiting for the disk or without checking foreign keys.
    """
    if connection.dialect.name != "sqlite":
        raise StoreRefusedError("the connection is not to this store's database", remedy=_USE)
    files = {row[2] for row in connection.exec_driver_sql("PRAGMA database_list")}
    if not any(file and Path(str(file)).samefile(path) for file in files):
        raise StoreRefusedError("the connection is to another database", remedy=_USE)
    if _pragma(connection, "synchronous") < _FULL:
        raise StoreRefusedError("the connection does not wait for the disk", remedy=_USE)
    if not _pragma(connection, "foreign_keys"):
        raise StoreRefusedError("the connection does not check foreign keys", remedy=_USE)


_USE: Final = "use a connection of the store's own engine"


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _into_wal(path: Path, busy_seconds: int) -> None:
    last = time.monotonic() + busy_seconds
    while (mode := _wal_mode(path, busy_seconds)) is None:
        if time.monotonic() > last:
            raise StoreRefusedError("the store's file is held by another program", remedy=_AGAIN)
        time.sleep(_PAUSE_SECONDS)
    if mode != "wal":
        raise StoreRefusedError("the store's file cannot keep a write-ahead log", remedy=_DISK)


def _wal_mode(path: Path, busy_seconds: int) -> str | None:
    """Return the journal mode after asking for a write-ahead log; None while it is locked."""
    try:
        with closing(sqlite3.connect(path, timeout=busy_seconds)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
            return str(mode)
    except sqlite3.DatabaseError as error:
        # SQLite does not wait for this lock, whatever the time-out says.
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            return None
        raise StoreRefusedError(
            f"the store's file cannot be used ({error.sqlite_errorname})", remedy=_DISK
        ) from None


_AGAIN: Final = "end what holds it, then start again"
_DISK: Final = "name a file of this store's own, or a new one, on a disk of this machine"


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    # The driver must not open transactions by itself: `_begin` does.
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten.
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
