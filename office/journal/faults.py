"""What SQLite says, in a sentence for the person at the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from office.journal.port import Busy, Damaged, DiskFault, JournalFault, NotAWorkspace

_SENTENCES: dict[int, tuple[type[JournalFault], str]] = {
    sqlite3.SQLITE_BUSY: (
        Busy,
        "Another program has been writing to the record for more than five seconds. Nothing was written; try again.",
    ),
    sqlite3.SQLITE_FULL: (
        DiskFault,
        "The disk is full. Nothing was written. Make some room on it, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        DiskFault,
        "The record's file may not be written to. Nothing was written. Check the file's and its folder's permissions.",
    ),
    sqlite3.SQLITE_IOERR: (
        DiskFault,
        "The disk did not take what was written to it. Nothing was recorded. Have the disk looked at, and keep a back-up.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Damaged,
        "The record's file is damaged or has been cut short. Keep it as it is, and open the newest back-up.",
    ),
    sqlite3.SQLITE_NOTADB: (
        NotAWorkspace,
        "This file is not a Despatch workspace, or it has been overwritten. Open the newest back-up.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        DiskFault,
        "The record's file cannot be opened. Check that it and its folder are there and that you may write to them.",
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_READONLY]


def fault(error: sqlite3.Error) -> JournalFault | None:
    """None when the world is not to blame: then it is a mistake of ours, and stays what it is."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (found := _SENTENCES.get(code & 0xFF)) is None:
        return None
    kind, sentence = found
    return kind(sentence)


@contextmanager
def said() -> Iterator[None]:
    """SQLite's errors inside become the journal's faults."""
    try:
        yield
    except sqlite3.Error as error:
        if (found := fault(error)) is None:
            raise
        raise found from error


@contextmanager
def writing(conn: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: the lock is taken first, and whatever goes wrong leaves nothing behind."""
    with said():
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
