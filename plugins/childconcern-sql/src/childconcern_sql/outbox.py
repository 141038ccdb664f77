"""The store as an application sees it: one object, one file, a transaction for each call."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from attrs import frozen
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from childconcern.delivery import Attempt, Claim, Contact, Standing, utc
from childconcern.errors import ConcernError
from childconcern.submission import RequestForService, Submission
from childconcern_sql import looking, settling
from childconcern_sql.config import SqlConfig, database_path
from childconcern_sql.connections import check_connection, engine_for, reading, writing
from childconcern_sql.errors import failure
from childconcern_sql.keeping import keep
from childconcern_sql.leasing import claim, record
from childconcern_sql.looking import LoggedStep
from childconcern_sql.place import prepare_file
from childconcern_sql.versions import ensure_tables

__all__ = ["SqlOutbox", "open_outbox"]


def open_outbox(config: SqlConfig) -> SqlOutbox:
    """Open the store that the configuration names; make it where there is none.

    Raises:
        StoreRefusedError: If it could not keep its promises there.
        StoreFailedError: If the database fails.
    """
    path = prepare_file(database_path(config))
    engine = engine_for(path, config.busy_seconds)
    try:
        ensure_tables(engine)
    except ConcernError:
        engine.dispose()
        raise
    return SqlOutbox(path=path, engine=engine)


@frozen(kw_only=True, eq=False)
class SqlOutbox:
    """A durable queue of submissions and the contacts they came from, in one SQLite file.

    It keeps :class:`childconcern.delivery.Outbox`. What a method returned from
    is on the disk. Threads may share it; processes each open their own. Every
    method raises ``StoreFailedError`` where the database fails, and
    ``NotUtcError`` for a time that is not in UTC.

    Attributes:
        path: The file.
        engine: For transactions of a caller's own; see ``put``.
    """

    path: Path
    engine: Engine

    def put(
        self,
        request: RequestForService,
        submissions: tuple[Submission, ...],
        *,
        now: dt.datetime,
        connection: Connection | None = None,
    ) -> tuple[Standing, ...]:
        """Keep a request and queue its submissions, all or nothing; return where each stands.

        The same again changes nothing. With a ``connection`` it becomes part of
        the caller's transaction, and stands when that is committed.

        Raises:
            ConflictError: If other bytes are kept under a key, or another
                concern or decision under the reference.
            StoreRefusedError: If a request could be lost through the connection.
        """
        if connection is None:
            with writing(self.engine) as own:
                return keep(own, request, submissions, utc(now))
        try:
            check_connection(connection, self.path)
            return keep(connection, request, submissions, utc(now))
        except SQLAlchemyError as error:
            raise failure(error) from None

    def claim(
        self, *, owner: str, now: dt.datetime, lease: dt.timedelta, due: dt.datetime | None = None
    ) -> Claim | None:
        """Hold one submission that is due by ``due`` (``now`` if left out); None for none."""
        with writing(self.engine) as connection:
            by = utc(now if due is None else due)
            return claim(connection, owner=owner, now=utc(now), lease=lease, due=by)

    def record(self, claim: Claim, attempt: Attempt) -> None:
        """Write down a step and let go of the submission, both or neither.

        Raises:
            StaleLeaseError: If another lease stands; then nothing is written.
        """
        with writing(self.engine) as connection:
            record(connection, claim, attempt)

    def standing(self, key: str) -> Standing | None:
        """Return where a submission stands; None where there is none of that key."""
        with reading(self.engine) as connection:
            return looking.standing(connection, key)

    def standings(self, reference: str) -> tuple[Standing, ...]:
        """Return where a request's submissions stand, in the order of being put."""
        with reading(self.engine) as connection:
            return looking.standings(connection, reference)

    def overdue(self, *, older_than: dt.timedelta, now: dt.datetime) -> tuple[Standing, ...]:
        """Return what was put longer ago than that and has no receipt, oldest first."""
        with reading(self.engine) as connection:
            return looking.overdue(connection, utc(now) - older_than)

    def calls(self) -> tuple[Standing, ...]:
        """Return every submission for which a person is called, oldest first."""
        with reading(self.engine) as connection:
            return looking.calls(connection)

    def untold(self) -> tuple[Standing, ...]:
        """Return those calls of which nobody has been told yet, oldest first."""
        with reading(self.engine) as connection:
            return looking.untold(connection)

    def told(self, standing: Standing, *, now: dt.datetime) -> None:
        """Write down that somebody was told of the call that ``standing`` speaks of."""
        with writing(self.engine) as connection:
            settling.told(connection, standing.key, standing.call, utc(now))

    def contact(self, reference: str) -> Contact | None:
        """Return what was said and decided; None where nothing is kept of it."""
        with reading(self.engine) as connection:
            return looking.contact(connection, reference)

    def history(self, key: str) -> tuple[LoggedStep, ...]:
        """Return every step taken with a submission, in order."""
        with reading(self.engine) as connection:
            return looking.history(connection, key)

    def send_again(self, key: str, *, by: str, now: dt.datetime) -> None:
        """Queue what was rejected or needs a person once more, because a person says so.

        Raises:
            NotStandingSoError: If it is neither, or its bytes are not there.
        """
        with writing(self.engine) as connection:
            settling.send_again(connection, key, by, utc(now))

    def settle(self, key: str, *, receipt: str, by: str, now: dt.datetime) -> None:
        """Count what was rejected or needs a person as accepted, because a person has a receipt.

        Raises:
            NotStandingSoError: If it is neither, or the receipt is none.
        """
        with writing(self.engine) as connection:
            settling.settle(connection, key, receipt, by, utc(now))

    def answer(self, key: str, *, by: str, now: dt.datetime) -> None:
        """End the call for a person about what is accepted or still being tried.

        Raises:
            NotStandingSoError: If nobody is called, or it would be left to nobody.
        """
        with writing(self.engine) as connection:
            settling.answer(connection, key, by, utc(now))

    def erase_payloads(self, *, settled_before: dt.datetime) -> int:
        """Erase the bytes of what was accepted before then; return how many.

        Keys, hashes, times, receipts and contacts stay. So do bytes about which
        a person is called. The file's log is emptied too, unless somebody is
        reading it just then; the next call, or ``close``, does it in that case.
        """
        with writing(self.engine) as connection:
            erased = settling.erase(connection, utc(settled_before))
        self._empty_log()
        return erased

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _empty_log(self) -> None:
        # What was erased is erased; a log that cannot be emptied now is emptied later.
        with suppress(sqlite3.Error), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
