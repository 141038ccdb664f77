"""Where the store may stand, and who may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve
from sql_bench import START, request_for_service, submission

from childconcern_sql import SCHEMA_VERSION, SqlConfig, SqlOutbox, StoreRefusedError, open_outbox
from childconcern_sql.place import file_system

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:25 / /srv/shared\\040files rw - nfs4 server:/files rw
31 22 0:26 / /srv/shared\\040files/local rw shared:1 - ext4 /dev/vdb rw
32 22 0:27 / /srv/home rw - ext4 /dev/vdc rw
33 22 0:28 / /srv/home rw - fuse.sshfs people@host.example:/ rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/srv/shared files", "nfs4"),
        ("/srv/shared files/deep/down", "nfs4"),
        ("/srv/shared files/local", "ext4"),
        ("/srv/shared files and more", "ext4"),
        ("/srv/home/queue", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_and_last_mount(
    folder: str, kind: str
) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_without_a_list_of_mounts_nothing_is_known() -> None:
    assert file_system(Path("/var/lib"), "") is None


def test_a_folder_on_a_network_is_refused(
    tmp_path: Path, config: SqlConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("22 1 0:25 / / rw - nfs4 server:/files rw\n", encoding="utf-8")
    monkeypatch.setattr("childconcern_sql.place._MOUNTS", mounts)

    with pytest.raises(StoreRefusedError, match="network"):
        open_outbox(config)

    assert not (tmp_path / "queue.db").exists()


def test_every_file_of_the_store_is_its_owners_alone_from_the_start(
    tmp_path: Path, config: SqlConfig
) -> None:
    before = os.umask(0)
    try:
        outbox = open_outbox(config)
        outbox.put(request_for_service(), (submission(),), now=START)
        modes = {
            file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("queue.db*")
        }
        outbox.close()
    finally:
        os.umask(before)

    assert modes == {"queue.db": 0o600, "queue.db-wal": 0o600, "queue.db-shm": 0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_file_that_others_may_open_is_refused(
    tmp_path: Path, config: SqlConfig, mode: int
) -> None:
    file = tmp_path / "queue.db"
    file.touch()
    file.chmod(mode)

    with pytest.raises(StoreRefusedError, match="others may open"):
        open_outbox(config)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefusedError, match="folder is not there"):
        open_outbox(SqlConfig(url=f"sqlite:///{tmp_path / 'no' / 'queue.db'}"))


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefusedError, match="not a file"):
        open_outbox(SqlConfig(url=f"sqlite:///{tmp_path}"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "no plain file"),
        ("sqlite:///", "memory"),
        ("sqlite:///:memory:", "memory"),
        ("sqlite:///file::memory:?cache=shared&uri=true", "no plain file"),
        ("sqlite:///file:queue.db", "no plain file"),
        ("sqlite:///queue.db?mode=memory", "no plain file"),
        ("postgresql://service:hunter2@db.example/queue", "cannot use 'postgresql' yet"),
        ("sqlite+aiosqlite:///queue.db", "cannot use 'sqlite+aiosqlite' yet"),
        ("sqlite:///queue.db", "relative path"),
        ("queue.db", "not a database address"),
    ],
)
def test_an_address_where_requests_could_be_lost_is_refused(url: str, said: str) -> None:
    with pytest.raises(StoreRefusedError) as refused:
        open_outbox(SqlConfig(url=url))

    assert said in str(refused.value)
    assert "hunter2" not in f"{refused.value} {SqlConfig(url=url)!r}"


@pytest.mark.parametrize(
    "config", [SqlConfig(), SqlConfig(file=Path("queue.db"), url="sqlite:////queue.db")]
)
def test_a_store_has_a_file_or_a_url_and_not_both(config: SqlConfig) -> None:
    with pytest.raises(StoreRefusedError, match="no file, or a file and a url"):
        open_outbox(config)


def test_a_file_is_where_it_was_when_the_store_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outbox = open_outbox(SqlConfig(file=Path("queue.db")))

    assert outbox.path == tmp_path.resolve() / "queue.db"
    outbox.close()


def test_a_commit_waits_for_the_disk(outbox: SqlOutbox) -> None:
    with outbox.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 0])
def test_tables_of_another_version_are_refused_and_left_alone(
    config: SqlConfig, outbox: SqlOutbox, version: int
) -> None:
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("UPDATE childconcern_schema SET version = ?", (version,))
        raw.commit()

    with pytest.raises(StoreRefusedError, match=f"version {version}"):
        open_outbox(config)


def test_a_version_that_was_lost_is_refused(config: SqlConfig, outbox: SqlOutbox) -> None:
    with closing(sqlite3.connect(outbox.path)) as raw:
        raw.execute("DELETE FROM childconcern_schema")
        raw.commit()

    with pytest.raises(StoreRefusedError, match="version"):
        open_outbox(config)


def test_the_store_can_share_a_file_with_a_callers_own_tables(
    config: SqlConfig, tmp_path: Path
) -> None:
    file = tmp_path / "queue.db"
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE drafts (id INTEGER)")
        raw.commit()

    outbox = open_outbox(config)

    assert outbox.calls() == ()
    outbox.close()


def test_a_file_that_is_no_database_is_refused(config: SqlConfig, tmp_path: Path) -> None:
    file = tmp_path / "queue.db"
    file.touch(mode=0o600)
    file.write_bytes(b"Not a database at all. " * 100)

    with pytest.raises(StoreRefusedError, match="SQLITE_NOTADB"):
        open_outbox(config)


def test_a_file_that_another_program_holds_is_refused_in_time(
    config: SqlConfig, tmp_path: Path
) -> None:
    file = tmp_path / "queue.db"
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreRefusedError, match="held by another program"):
            open_outbox(evolve(config, busy_seconds=0))
