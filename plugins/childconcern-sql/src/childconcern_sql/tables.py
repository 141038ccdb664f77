"""The tables: what was said and decided, what was sent, and every attempt, each apart."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from childconcern.delivery import Call, DeliveryState, utc

__all__ = [
    "TRIGGERS",
    "Instant",
    "attempts",
    "contacts",
    "metadata",
    "payloads",
    "schema",
    "submissions",
]

_AS_TEXT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"


class Instant(TypeDecorator[dt.datetime]):
    """A time in UTC, as text that sorts as time does: ``2026-03-02T09:00:00.000000Z``."""

    impl = String(27)
    cache_ok = True
    """Statements with it can be kept by SQLAlchemy."""

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Return what is stored; refuse what is not in UTC."""
        del dialect
        return None if value is None else utc(value).strftime(_AS_TEXT)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """Return what was stored, in UTC."""
        del dialect
        return None if value is None else dt.datetime.fromisoformat(value)


def _one_of(column: str, allowed: type[DeliveryState | Call]) -> CheckConstraint:
    listed = ", ".join(f"'{member.value}'" for member in allowed)
    return CheckConstraint(f"{column} IN ({listed})")


metadata = MetaData()
"""All tables of the store."""

schema = Table(
    "childconcern_schema",
    metadata,
    Column("version", Integer, primary_key=True),
)
"""The version of the tables."""

contacts = Table(
    "childconcern_contacts",
    metadata,
    Column("reference", String, primary_key=True),
    Column("received", Instant, nullable=False),
    Column("on", Date, nullable=False),
    Column("pack_id", String, nullable=False),
    Column("pack_version", String, nullable=False),
    Column("pack_digest", String, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("decision", LargeBinary, nullable=False),
    Column("screened", LargeBinary),
    Column("route", String, nullable=False),
    Column("sent_anyway", Boolean, nullable=False),
)
"""What was said and decided, apart from any payload."""

submissions = Table(
    "childconcern_submissions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("reference", String, ForeignKey(contacts.c.reference), nullable=False, index=True),
    Column("destination", String, nullable=False),
    Column("adapter", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String, nullable=False),
    Column("state", String, nullable=False),
    Column("call", String),
    Column("told", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("put", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("next_at", Instant),
    Column("lease_owner", String),
    Column("lease_number", Integer, nullable=False, default=0),
    Column("lease_until", Instant),
    Column("settled", Instant),
    Column("receipt", String),
    _one_of("state", DeliveryState),
    _one_of("call", Call),
    CheckConstraint("length(sha256) = 64"),
    CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)"),
    CheckConstraint("(state = 'accepted') = (receipt IS NOT NULL AND settled IS NOT NULL)"),
    CheckConstraint("state NOT IN ('rejected', 'needs-person') OR call IS NOT NULL"),
    CheckConstraint("(state IN ('waiting', 'unconfirmed', 'leased')) = (next_at IS NOT NULL)"),
    Index("childconcern_submissions_due", "state", "next_at"),
)
"""Where each message stands."""

payloads = Table(
    "childconcern_payloads",
    metadata,
    Column("key", String, ForeignKey(submissions.c.key), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The bytes of messages, which can be erased."""

attempts = Table(
    "childconcern_attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String, ForeignKey(submissions.c.key), nullable=False, index=True),
    Column("action", String),
    Column("attempt", Integer, nullable=False),
    Column("result", String, nullable=False),
    Column("evidence", String),
    Column("receipt", String),
    Column("state", String, nullable=False),
    Column("call", String),
    Column("began", Instant, nullable=False),
    Column("ended", Instant, nullable=False),
    Column("by", String, nullable=False),
    Column("lease_number", Integer, nullable=False),
)
"""Every step that was taken, only ever added to."""

TRIGGERS: Final = tuple(
    f"CREATE TRIGGER childconcern_attempts_no_{change.lower()} "
    f"BEFORE {change} ON childconcern_attempts "
    "BEGIN SELECT RAISE(ABORT, 'attempts are only ever added to'); END"
    for change in ("UPDATE", "DELETE")
)
"""What keeps history from being rewritten, as statements for SQLite."""
