"""What the store answers: where submissions stand, what was decided, what was done."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen
from sqlalchemy import Connection, RowMapping, Select, select

from childconcern.delivery import Call, Contact, DeliveryState, Standing
from childconcern_sql.tables import attempts, contacts, submissions

__all__ = [
    "LoggedStep",
    "calls",
    "contact",
    "history",
    "overdue",
    "standing",
    "standings",
    "untold",
]


@frozen(kw_only=True)
class LoggedStep:
    """One line of a submission's history; lines are added and never changed.

    Attributes:
        action: ``submit`` or ``look-up``; of a person ``send-again``, ``settle``
            or ``answer``; None where a worker only wrote down what it found.
        attempt: How often it was sent, this time included.
        result: What came back, such as ``accepted`` or ``unknown``.
        evidence: The code that came with it.
        receipt: The other side's reference, where one came.
        state: Where it stood after.
        call: Why a person was called after it.
        began: In UTC.
        ended: In UTC.
        by: The worker, or the person.
        lease_number: Of the lease it was done under.
    """

    action: str | None
    attempt: int
    result: str
    evidence: str | None
    receipt: str | None = field(repr=False)
    state: DeliveryState
    call: Call | None
    began: dt.datetime
    ended: dt.datetime
    by: str
    lease_number: int


def standing(connection: Connection, key: str) -> Standing | None:
    """Return where a submission stands."""
    found = _standings(connection, select(submissions).where(submissions.c.key == key))
    return found[0] if found else None


def standings(connection: Connection, reference: str) -> tuple[Standing, ...]:
    """Return where a request's submissions stand, in the order of being put."""
    return _standings(connection, select(submissions).where(submissions.c.reference == reference))


def overdue(connection: Connection, put_before: dt.datetime) -> tuple[Standing, ...]:
    """Return what was put before then and has no receipt."""
    return _standings(
        connection,
        select(submissions).where(
            submissions.c.put < put_before,
            submissions.c.state != DeliveryState.ACCEPTED.value,
        ),
    )


def calls(connection: Connection) -> tuple[Standing, ...]:
    """Return every submission for which a person is called."""
    return _standings(connection, select(submissions).where(submissions.c.call.is_not(None)))


def untold(connection: Connection) -> tuple[Standing, ...]:
    """Return every submission for which a person is called and nobody was told."""
    called = submissions.c.call.is_not(None)
    return _standings(connection, select(submissions).where(called, submissions.c.told.is_(None)))


def contact(connection: Connection, reference: str) -> Contact | None:
    """Return what was said and decided under a reference."""
    found = connection.execute(select(contacts).where(contacts.c.reference == reference))
    row = found.mappings().one_or_none()
    if row is None:
        return None
    return Contact(
        reference=row["reference"],
        received=row["received"],
        on=row["on"],
        pack=(row["pack_id"], row["pack_version"], row["pack_digest"]),
        facts=row["facts"],
        decision=row["decision"],
        screened=row["screened"],
        route=row["route"],
        sent_anyway=row["sent_anyway"],
    )


def history(connection: Connection, key: str) -> tuple[LoggedStep, ...]:
    """Return every step taken with a submission, in order."""
    rows = connection.execute(
        select(attempts).where(attempts.c.key == key).order_by(attempts.c.number)
    )
    return tuple(_logged(row) for row in rows.mappings())


def _logged(row: RowMapping) -> LoggedStep:
    return LoggedStep(
        action=row["action"],
        attempt=row["attempt"],
        result=row["result"],
        evidence=row["evidence"],
        receipt=row["receipt"],
        state=DeliveryState(row["state"]),
        call=Call(row["call"]) if row["call"] else None,
        began=row["began"],
        ended=row["ended"],
        by=row["by"],
        lease_number=row["lease_number"],
    )


def _standings(connection: Connection, chosen: Select[*tuple[object, ...]]) -> tuple[Standing, ...]:
    rows = connection.execute(chosen.order_by(submissions.c.number)).mappings()
    return tuple(_standing(row) for row in rows)


def _standing(row: RowMapping) -> Standing:
    return Standing(
        key=row["key"],
        reference=row["reference"],
        destination=row["destination"],
        adapter=row["adapter"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        put=row["put"],
        next_at=row["next_at"],
        settled=row["settled"],
        receipt=row["receipt"],
        call=Call(row["call"]) if row["call"] else None,
    )
