"""Holding a submission and letting go of it, so that no two workers ever hold one."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    case,
    insert,
    or_,
    select,
    update,
)

from childconcern.delivery import (
    END_STATES,
    Attempt,
    Call,
    Claim,
    DeliveryState,
    StaleLeaseError,
    evidence_code,
    result_name,
)
from childconcern.submission import Submission
from childconcern_sql.tables import attempts, payloads, submissions

__all__ = ["claim", "record"]

_PENDING: Final = (DeliveryState.WAITING.value, DeliveryState.UNCONFIRMED.value)
_NOTHING: Final = dt.timedelta(0)


def claim(
    connection: Connection,
    *,
    owner: str,
    now: dt.datetime,
    lease: dt.timedelta,
    due: dt.datetime,
) -> Claim | None:
    """Hold the submission that has been due for longest; None where none is due.

    One whose bytes are not those that were put is never sent: it is set aside,
    a person is called, and the next one is taken.
    """
    while (row := _first_due(connection, now, lease, due)) is not None:
        if _is_sound(row):
            return _hold(connection, row, owner, now, now + lease)
        _set_aside(connection, row, owner, now)
    return None


def record(connection: Connection, held: Claim, attempt: Attempt) -> None:
    """Write down a step and let go of the submission.

    Raises:
        StaleLeaseError: If another lease stands.
    """
    changed = connection.execute(
        update(submissions)
        .where(
            submissions.c.key == held.submission.key,
            submissions.c.state == DeliveryState.LEASED.value,
            submissions.c.lease_owner == held.owner,
            submissions.c.lease_number == held.number,
        )
        .values(_after(attempt))
    )
    if changed.rowcount != 1:
        raise StaleLeaseError(held.submission.key)
    connection.execute(insert(attempts).values(_logged(held, attempt)))


def _first_due(
    connection: Connection, now: dt.datetime, lease: dt.timedelta, due: dt.datetime
) -> RowMapping | None:
    chosen = (
        select(submissions, payloads.c.body)
        .outerjoin(payloads, payloads.c.key == submissions.c.key)
        .where(_is_due(now, lease, due))
        .order_by(submissions.c.next_at, submissions.c.number)
        .limit(1)
    )
    return connection.execute(chosen).mappings().one_or_none()


def _is_due(now: dt.datetime, lease: dt.timedelta, due: dt.datetime) -> ColumnElement[bool]:
    pending = submissions.c.state.in_(_PENDING)
    leased = submissions.c.state == DeliveryState.LEASED.value
    # Changed in the future: the clock was put back, and by it a child could wait for days.
    put_back = submissions.c.changed > now + lease
    return or_(
        and_(pending, or_(submissions.c.next_at <= due, put_back)),
        and_(leased, or_(submissions.c.lease_until <= now, put_back)),
    )


def _is_sound(row: RowMapping) -> bool:
    body = row["body"]
    return isinstance(body, bytes) and hashlib.sha256(body).hexdigest() == row["sha256"]


def _hold(
    connection: Connection, row: RowMapping, owner: str, now: dt.datetime, until: dt.datetime
) -> Claim:
    number: int = row["lease_number"] + 1
    connection.execute(
        update(submissions)
        .where(submissions.c.key == row["key"])
        .values(
            state=DeliveryState.LEASED.value,
            lease_owner=owner,
            lease_number=number,
            lease_until=until,
            changed=now,
        )
    )
    return Claim(
        submission=Submission(
            key=row["key"],
            reference=row["reference"],
            destination=row["destination"],
            adapter=row["adapter"],
            body=row["body"],
            media_type=row["media_type"],
            attempt=row["attempts"] + 1,
        ),
        state=DeliveryState(row["state"]),
        call=Call(row["call"]) if row["call"] else None,
        owner=owner,
        number=number,
        until=until,
    )


def _set_aside(connection: Connection, row: RowMapping, owner: str, now: dt.datetime) -> None:
    after = {"state": DeliveryState.NEEDS_PERSON.value, "call": Call.DAMAGED.value}
    connection.execute(
        update(submissions)
        .where(submissions.c.key == row["key"])
        .values(**after, told=None, changed=now, next_at=None, lease_owner=None, lease_until=None)
    )
    connection.execute(
        insert(attempts).values(
            **after,
            key=row["key"],
            attempt=row["attempts"],
            result=Call.DAMAGED.value,
            began=now,
            ended=now,
            by=owner,
            lease_number=row["lease_number"],
        )
    )


def _after(attempt: Attempt) -> dict[str, object]:
    after = attempt.transition
    call = after.call.value if after.call else None
    values: dict[str, object] = {
        "state": after.state.value,
        "call": call,
        # Whoever was told of this call need not be told again; of another one they must.
        "told": case((submissions.c.call == call, submissions.c.told), else_=None),
        "attempts": attempt.number,
        "changed": attempt.ended,
        "lease_owner": None,
        "lease_until": None,
    }
    if after.state is DeliveryState.ACCEPTED:
        values |= {"receipt": after.receipt, "settled": attempt.ended}
    if after.state in END_STATES:
        values["next_at"] = None
    elif after.wait > _NOTHING:
        values["next_at"] = attempt.ended + after.wait
    return values


def _logged(held: Claim, attempt: Attempt) -> dict[str, object]:
    after = attempt.transition
    return {
        "key": attempt.key,
        "action": attempt.action.value if attempt.action else None,
        "attempt": attempt.number,
        "result": result_name(attempt.result),
        "evidence": evidence_code(attempt.result),
        "receipt": after.receipt,
        "state": after.state.value,
        "call": after.call.value if after.call else None,
        "began": attempt.began,
        "ended": attempt.ended,
        "by": held.owner,
        "lease_number": held.number,
    }
