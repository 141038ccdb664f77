"""A durable queue and record of contacts for childconcern, in one SQLite file."""

from childconcern_sql.config import SqlConfig
from childconcern_sql.errors import StoreFailedError, StoreRefusedError
from childconcern_sql.looking import LoggedStep
from childconcern_sql.outbox import SqlOutbox, open_outbox
from childconcern_sql.versions import SCHEMA_VERSION

__all__ = [
    "SCHEMA_VERSION",
    "LoggedStep",
    "SqlConfig",
    "SqlOutbox",
    "StoreFailedError",
    "StoreRefusedError",
    "open_outbox",
]
