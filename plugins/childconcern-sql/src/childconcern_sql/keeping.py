"""Keeping a request and queueing what goes out for it: all or nothing, and once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, insert, select

from childconcern.decision import decision_document
from childconcern.delivery import ConflictError, DeliveryState, Standing
from childconcern.facts import canonical_json, concern_document
from childconcern.submission import RequestForService, Submission
from childconcern_sql.looking import standing
from childconcern_sql.tables import contacts, payloads, submissions

__all__ = ["keep"]

_RECEIVED: Final = "received"


def keep(
    connection: Connection,
    request: RequestForService,
    outgoing: tuple[Submission, ...],
    now: dt.datetime,
) -> tuple[Standing, ...]:
    """Keep a request and its submissions; return where each of these stands.

    Everything is looked at before anything is written, so that a refusal
    leaves nothing behind in a caller's transaction.

    Raises:
        ConflictError: If something else is kept under the reference or a key.
    """
    contact = _contact(request, now)
    contact_is_new = _is_new_contact(connection, contact)
    new = [one for one in _each_once(request, outgoing) if _is_new(connection, one)]
    if contact_is_new:
        connection.execute(insert(contacts).values(contact))
    for one in new:
        connection.execute(insert(submissions).values(_waiting(one, now)))
        connection.execute(insert(payloads).values(key=one.key, body=one.body))
    found = (standing(connection, one.key) for one in outgoing)
    return tuple(one for one in found if one is not None)


def _contact(request: RequestForService, now: dt.datetime) -> dict[str, object]:
    pack_id, pack_version, pack_digest = request.pack
    screened = request.screened
    return {
        "reference": request.reference,
        _RECEIVED: now,
        "on": request.on,
        "pack_id": pack_id,
        "pack_version": pack_version,
        "pack_digest": pack_digest,
        "facts": canonical_json(concern_document(request.concern)),
        "decision": canonical_json(decision_document(request.decision)),
        "screened": None if screened is None else canonical_json(decision_document(screened)),
        "route": request.route,
        "sent_anyway": request.sent_anyway,
    }


def _is_new_contact(connection: Connection, contact: Mapping[str, object]) -> bool:
    chosen = select(contacts).where(contacts.c.reference == contact["reference"])
    kept = connection.execute(chosen).mappings().one_or_none()
    if kept is None:
        return True
    if any(kept[name] != value for name, value in contact.items() if name != _RECEIVED):
        raise ConflictError(f"request {contact['reference']}")
    return False


def _each_once(
    request: RequestForService, outgoing: tuple[Submission, ...]
) -> tuple[Submission, ...]:
    by_key: dict[str, Submission] = {}
    for one in outgoing:
        if one.reference != request.reference or by_key.setdefault(one.key, one) != one:
            raise ConflictError(f"submission {one.key}")
    return tuple(by_key.values())


def _is_new(connection: Connection, submission: Submission) -> bool:
    kept = standing(connection, submission.key)
    if kept is None:
        return True
    before = (kept.sha256, kept.media_type, kept.reference, kept.destination)
    now = (submission.sha256, submission.media_type, submission.reference, submission.destination)
    if before != now:
        raise ConflictError(f"submission {submission.key}")
    return False


def _waiting(submission: Submission, now: dt.datetime) -> dict[str, object]:
    return {
        "key": submission.key,
        "reference": submission.reference,
        "destination": submission.destination,
        "adapter": submission.adapter,
        "sha256": submission.sha256,
        "media_type": submission.media_type,
        "state": DeliveryState.WAITING.value,
        "put": now,
        "changed": now,
        "next_at": now,
    }
