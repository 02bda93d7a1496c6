"""The SQLite journal keeps the contract, and the fence round its tables holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from office.journal.keys import MemorySigner
from office.journal.port import Journal, Reshaped
from office.journal.sqlite import SqliteJournal
from tests.journal.contract import JournalContract, Opener
from tests.journal.desk import append, counting, drafted


class TestSqliteJournal(JournalContract):
    @pytest.fixture
    def open_journal(self, folder: Path) -> Iterator[Opener]:
        with ExitStack() as opened:

            def open_journal(**options: Any) -> Journal:
                return opened.enter_context(SqliteJournal(folder, create=not folder.exists(), **options))

            yield open_journal

    def rows(self, journal: Journal, sql: str) -> Sequence[Any]:
        assert isinstance(journal, SqliteJournal)
        return journal.query(sql)


@pytest.fixture
def raw(journal: SqliteJournal) -> Iterator[sqlite3.Connection]:
    """Anybody's own connection to the file, without our settings."""
    conn = sqlite3.connect(journal.path, isolation_level=None)
    conn.execute("PRAGMA recursive_triggers = OFF")
    yield conn
    conn.close()


FORGED = "'k', 1, 'a', 'a', 'd', zeroblob(32), digest, zeroblob(32), zeroblob(64) FROM entry"

REFUSED = [
    "UPDATE entry SET actor = 'ben'",
    "UPDATE entry SET seq = 9 WHERE seq = 2",
    "DELETE FROM entry WHERE seq = 2",
    "DELETE FROM body",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
    "REPLACE INTO entry SELECT 3, 'post-1', 3, " + FORGED + " WHERE seq = 2",
    "INSERT INTO entry SELECT 9, 'post-9', 1, " + FORGED + " WHERE seq = 2",
    "INSERT INTO entry SELECT 3, 'post-9', 1, " + FORGED + " WHERE seq = 1",
    "INSERT OR REPLACE INTO entry SELECT 3, 'post-1', 1, " + FORGED + " WHERE seq = 2",
    "INSERT OR IGNORE INTO entry SELECT 1, 'post-9', 1, " + FORGED + " WHERE seq = 2",
    "UPDATE body SET json = '{}'",
    "UPDATE body SET json = NULL",
    "UPDATE body SET json = NULL, nonce = x''",
    "UPDATE body SET nonce = x'00'",
    "INSERT OR REPLACE INTO body VALUES (2, x'00', '{}')",
    "INSERT INTO body VALUES (3, x'00', '{}')",
    "INSERT INTO body SELECT seq, nonce, '{}' FROM body WHERE seq = 2 ON CONFLICT DO UPDATE SET json = '{}'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_fence_refuses(
    statement: str, journal: SqliteJournal, raw: sqlite3.Connection, ann: MemorySigner
) -> None:
    append(journal, ann, drafted())
    before = raw.execute("SELECT * FROM entry JOIN body USING (seq)").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    assert raw.execute("SELECT * FROM entry JOIN body USING (seq)").fetchall() == before
    assert append(journal, ann, drafted())[0].seq == 3


def test_a_query_cannot_write(journal: SqliteJournal) -> None:
    with pytest.raises(Exception, match="may not be written"):
        journal.query("DELETE FROM setting")
    with pytest.raises(Exception, match="no such table"):
        journal.query("SELECT * FROM nobody")
    assert journal.query("SELECT 1 AS one")[0]["one"] == 1


def test_a_running_older_despatch_stops_writing_when_a_newer_one_takes_the_tables(
    journal: SqliteJournal, ann: MemorySigner
) -> None:
    with SqliteJournal(journal.path, [counting(shape=1)]) as older:
        append(older, ann, drafted())
        with SqliteJournal(journal.path, [counting(shape=2)]) as newer:
            with pytest.raises(Reshaped):
                append(older, ann, drafted())
            assert older.head().seq == 2
            append(newer, ann, drafted())
            with pytest.raises(Reshaped):
                older.query("SELECT gone FROM post")


def test_rebuilding_mends_a_table_that_somebody_edited(
    journal: SqliteJournal, raw: sqlite3.Connection, ann: MemorySigner
) -> None:
    with SqliteJournal(journal.path, [counting()]) as opened:
        append(opened, ann, drafted(text="True"))
        raw.execute("UPDATE post SET text = 'False'")
        opened.rebuild()
        assert [row["text"] for row in opened.query("SELECT text FROM post")] == ["True"]


def test_a_failed_append_leaves_no_open_transaction(journal: SqliteJournal, ann: MemorySigner) -> None:
    class Interrupted(MemorySigner):
        def sign(self, message: bytes) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        append(journal, Interrupted("ann", b"i" * 32), drafted())
    with SqliteJournal(journal.path) as other:
        append(other, ann, drafted())
    assert [entry.seq for entry in journal.entries()] == [1, 2]
