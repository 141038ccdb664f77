"""The version of the tables in a file, so that no other version ever writes to it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Engine, insert, inspect, select

from childconcern_sql.connections import reading, writing
from childconcern_sql.errors import StoreRefusedError
from childconcern_sql.tables import TRIGGERS, metadata, schema

__all__ = ["SCHEMA_VERSION", "ensure_tables"]

SCHEMA_VERSION: Final = 1
"""The version of the tables that this plugin reads and writes."""


def ensure_tables(engine: Engine) -> None:
    """Make the tables where there are none; do nothing where they are of this version.

    Raises:
        StoreRefusedError: If they are of another version.
    """
    with reading(engine) as connection:
        version = _version(connection)
    if version is None:
        with writing(engine) as connection:
            # Another process may have made them in between.
            version = _version(connection)
            if version is None:
                version = _make(connection)
    if version != SCHEMA_VERSION:
        raise StoreRefusedError(
            f"the store's tables are of version {version}, not {SCHEMA_VERSION}",
            remedy="use the release of childconcern-sql that wrote them",
        )


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema.name):
        return None
    return connection.execute(select(schema.c.version)).scalar_one_or_none() or 0


def _make(connection: Connection) -> int:
    metadata.create_all(connection, checkfirst=False)
    for statement in TRIGGERS:
        connection.exec_driver_sql(statement)
    connection.execute(insert(schema).values(version=SCHEMA_VERSION))
    return SCHEMA_VERSION
