"""What a person does about a submission, and when what was sent is erased."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from childconcern.delivery import MOVES, Call, DeliveryState, NotStandingSoError, is_receipt
from childconcern_sql.tables import attempts, payloads, submissions

__all__ = ["answer", "erase", "send_again", "settle", "told"]


def send_again(connection: Connection, key: str, by: str, now: dt.datetime) -> None:
    """Queue what ended without a receipt once more.

    Raises:
        NotStandingSoError: If it did not end so, or its bytes are not there.
    """
    row = _row(connection, key)
    _check_move(row, DeliveryState.WAITING)
    if connection.execute(select(payloads.c.key).where(payloads.c.key == key)).first() is None:
        raise NotStandingSoError(key, "its bytes are not there")
    after: dict[str, object] = {
        "state": DeliveryState.WAITING.value,
        "call": None,
        "next_at": now,
    }
    _by_person(connection, row, "send-again", after, by, now)


def settle(connection: Connection, key: str, receipt: str, by: str, now: dt.datetime) -> None:
    """Count what ended without a receipt as accepted under the receipt that a person has.

    Raises:
        NotStandingSoError: If it did not end so, or the receipt is none.
    """
    row = _row(connection, key)
    _check_move(row, DeliveryState.ACCEPTED)
    if not is_receipt(receipt):
        raise NotStandingSoError(key, "what was given is no receipt")
    after: dict[str, object] = {
        "state": DeliveryState.ACCEPTED.value,
        "call": None,
        "receipt": receipt,
        "settled": now,
    }
    _by_person(connection, row, "settle", after, by, now)


def answer(connection: Connection, key: str, by: str, now: dt.datetime) -> None:
    """End the call for a person about what is accepted or being tried.

    Raises:
        NotStandingSoError: If nobody is called, a worker holds it, or it would
            be left to nobody.
    """
    row = _row(connection, key)
    state = DeliveryState(row["state"])
    if row["call"] is None:
        raise NotStandingSoError(key, "nobody is called about it")
    if state is DeliveryState.LEASED:
        raise NotStandingSoError(key, "a worker holds it just now")
    if state in {DeliveryState.REJECTED, DeliveryState.NEEDS_PERSON}:
        raise NotStandingSoError(key, "it would be left to nobody: send it again or settle it")
    _by_person(connection, row, "answer", {"state": state.value, "call": None}, by, now)


def told(connection: Connection, key: str, call: Call | None, now: dt.datetime) -> None:
    """Write down that somebody was told of that call, if it still stands."""
    connection.execute(
        update(submissions)
        .where(submissions.c.key == key, submissions.c.call == (call.value if call else None))
        .values(told=now)
    )


def erase(connection: Connection, settled_before: dt.datetime) -> int:
    """Erase the bytes of what was accepted before then, unless a person is called about it."""
    settled = select(submissions.c.key).where(
        submissions.c.state == DeliveryState.ACCEPTED.value,
        submissions.c.settled < settled_before,
        submissions.c.call.is_(None),
    )
    return connection.execute(delete(payloads).where(payloads.c.key.in_(settled))).rowcount


def _row(connection: Connection, key: str) -> RowMapping:
    chosen = select(submissions).where(submissions.c.key == key)
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise NotStandingSoError(key, "there is none of that key")
    return row


def _check_move(row: RowMapping, to: DeliveryState) -> None:
    state = DeliveryState(row["state"])
    # Of the states that a person may move, none is held by a worker.
    if state is DeliveryState.LEASED or to not in MOVES[state]:
        raise NotStandingSoError(row["key"], f"it is {state.value}")


def _by_person(
    connection: Connection,
    row: RowMapping,
    action: str,
    after: dict[str, object],
    by: str,
    now: dt.datetime,
) -> None:
    connection.execute(
        update(submissions).where(submissions.c.key == row["key"]).values(**after, changed=now)
    )
    connection.execute(
        insert(attempts).values(
            key=row["key"],
            action=action,
            attempt=row["attempts"],
            result="by-person",
            receipt=after.get("receipt"),
            state=after["state"],
            call=None,
            began=now,
            ended=now,
            by=by,
            lease_number=row["lease_number"],
        )
    )
