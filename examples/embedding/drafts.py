"""Drafts and records in one SQLite file: enough for one machine, and easy to replace."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

__all__ = ["Draft", "Drafts", "StaleDraftError"]

_TABLES = """
create table if not exists drafts (
    id text primary key,
    pack_digest text not null,
    version integer not null,
    answers text not null
);
create table if not exists records (
    draft_id text primary key references drafts (id),
    record text not null,
    sent_anyway integer not null default 0
);
"""


class StaleDraftError(Exception):
    """Somebody answered in another tab after this page was shown; nothing was saved."""


@frozen(kw_only=True, repr=False)  # no repr: answers must not reach a log by way of one
class Draft:
    """Answers so far.

    Attributes:
        id: Random; it says nothing, and only whoever began the draft knows it.
        pack_digest: The version of the pack that it was begun under.
        version: One more after each answer.
        answers: As the library reads them, answers set aside included.
    """

    id: str
    pack_digest: str
    version: int
    answers: Mapping[str, object]


@frozen(kw_only=True)
class Drafts:
    """Where drafts and records are kept.

    Attributes:
        file: The SQLite file; on a disk that is encrypted and backed up.
    """

    file: Path

    def begin(self, pack_digest: str) -> Draft:
        """Keep and return a draft without answers."""
        draft = Draft(id=uuid.uuid4().hex, pack_digest=pack_digest, version=0, answers={})
        with self._open() as database:
            database.execute("insert into drafts values (?, ?, 0, '{}')", (draft.id, pack_digest))
        return draft

    def find(self, draft_id: str) -> Draft | None:
        """Return a draft, or None where there is none of that id."""
        query = "select pack_digest, version, answers from drafts where id = ?"
        with self._open() as database:
            row = database.execute(query, (draft_id,)).fetchone()
        if row is None:
            return None
        answers = json.loads(row[2])
        return Draft(id=draft_id, pack_digest=row[0], version=row[1], answers=answers)

    def save(self, draft: Draft, answers: Mapping[str, object], pack_digest: str) -> Draft:
        """Keep new answers, if nobody else did since ``draft`` was read.

        Raises:
            StaleDraftError: When somebody did, or a decision has been made.
        """
        change = (
            "update drafts set answers = ?, pack_digest = ?, version = version + 1"
            " where id = ? and version = ? and id not in (select draft_id from records)"
        )
        values = (json.dumps(dict(answers)), pack_digest, draft.id, draft.version)
        with self._open() as database:
            if database.execute(change, values).rowcount != 1:
                raise StaleDraftError
        return Draft(
            id=draft.id, pack_digest=pack_digest, version=draft.version + 1, answers=answers
        )

    def conclude(self, draft: Draft, record: Mapping[str, object]) -> dict[str, object]:
        """Keep a record and return it; or the one there is, so that asking twice is safe.

        Raises:
            StaleDraftError: When an answer came between, so the record is not of this draft.
        """
        add = (
            "insert into records (draft_id, record) select id, ? from drafts"
            " where id = ? and version = ? on conflict (draft_id) do nothing"
        )
        with self._open() as database:
            database.execute(add, (json.dumps(dict(record)), draft.id, draft.version))
        kept = self.record(draft.id)
        if kept is None:
            raise StaleDraftError
        return kept

    def record(self, draft_id: str) -> dict[str, object] | None:
        """Return the record of a draft, or None where nothing was decided yet."""
        query = "select record, sent_anyway from records where draft_id = ?"
        with self._open() as database:
            row = database.execute(query, (draft_id,)).fetchone()
        if row is None:
            return None
        record: dict[str, object] = json.loads(row[0])
        return record | {"sent_anyway": bool(row[1])}

    def send_anyway(self, draft_id: str) -> None:
        """Note that the referrer sends it whatever was advised; noting it twice is once."""
        with self._open() as database:
            database.execute("update records set sent_anyway = 1 where draft_id = ?", (draft_id,))

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        # One connection a call: threads then share nothing but the file.
        database = sqlite3.connect(self.file, timeout=30, isolation_level="IMMEDIATE")
        try:
            database.executescript(_TABLES)
            with database:
                yield database
        finally:
            database.close()
