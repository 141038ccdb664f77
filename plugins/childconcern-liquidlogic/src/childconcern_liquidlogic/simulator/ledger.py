"""What the simulated case system holds: each key once, and safe on the disk."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import field, frozen

__all__ = ["HeldContact", "KeyInUse", "Ledger", "held_contacts"]

_TABLE = """
CREATE TABLE IF NOT EXISTS contacts (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    received_at TEXT NOT NULL,
    message TEXT NOT NULL
)
"""
_READ = "SELECT number, key, sha256, received_at, message FROM contacts"


@frozen(kw_only=True, repr=False)
class HeldContact:
    """One contact that was stored.

    Attributes:
        number: From 1, in the order of arrival.
        key: The sender's.
        sha256: Of the message, in 64 hexadecimal digits.
        received_at: When it came first, in UTC.
        message: The message's content in canonical XML.
    """

    number: int
    key: str
    sha256: str
    received_at: str
    message: str

    @property
    def contact_id(self) -> str:
        """The simulated system's own reference."""
        return f"SIM-{self.number:06}"

    def __repr__(self) -> str:
        """Show the reference, and not what is held."""
        return f"HeldContact({self.contact_id}, ...)"


@frozen
class KeyInUse:
    """Another message is held under the key."""


@frozen
class Ledger:
    """A SQLite file that outlives a power cut; open it with :meth:`opened`.

    Attributes:
        path: The file.
    """

    path: Path
    _connection: sqlite3.Connection = field()
    _lock: threading.Lock = field(factory=threading.Lock)

    @classmethod
    def opened(cls, path: Path) -> Ledger:
        """Return the ledger in a file, which is made for its owner alone where there is none."""
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(_TABLE)
        return cls(path, connection)

    def store(self, key: str, message: str) -> tuple[HeldContact, bool] | KeyInUse:
        """Hold a message; return it, and whether it was held already.

        The same key with the same message is held once; with another message it
        is refused. When this returns, the disk has it.
        """
        sha256 = hashlib.sha256(message.encode()).hexdigest()
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._transaction():
            held = self._find(key)
            if held is not None:
                return (held, True) if held.sha256 == sha256 else KeyInUse()
            self._connection.execute(
                "INSERT INTO contacts (key, sha256, received_at, message) VALUES (?, ?, ?, ?)",
                (key, sha256, now, message),
            )
            stored = self._find(key)
        return KeyInUse() if stored is None else (stored, False)

    def find(self, key: str) -> HeldContact | None:
        """Return what is held under a key; None for nothing."""
        with self._transaction():
            return self._find(key)

    def contacts(self) -> tuple[HeldContact, ...]:
        """Return everything that is held, in the order of arrival."""
        with self._transaction():
            return tuple(map(_contact, self._connection.execute(f"{_READ} ORDER BY number")))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _find(self, key: str) -> HeldContact | None:
        row = self._connection.execute(f"{_READ} WHERE key = ?", (key,)).fetchone()
        return None if row is None else _contact(row)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")


def held_contacts(path: Path) -> tuple[HeldContact, ...]:
    """Return what a ledger's file holds, while a simulator writes to it or after."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return tuple(map(_contact, connection.execute(f"{_READ} ORDER BY number")))


def _contact(row: tuple[int, str, str, str, str]) -> HeldContact:
    number, key, sha256, received_at, message = row
    return HeldContact(
        number=number, key=key, sha256=sha256, received_at=received_at, message=message
    )
