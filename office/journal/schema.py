"""The journal's own tables and the fence round them.

To change them: 1. add a migration, a function of frozen SQL whose name never changes; 2. raise SCHEMA; 3. take a
back-up before it is applied; 4. regenerate nothing in tests/journal/data: old files must open. Projections are never
migrated (replay.py).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from office.journal.files import sync_file

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x44535054
"""`DSPT`, in SQLite's header, so that `file` and we can tell a workspace from any other database."""
SCHEMA = 1
"""`user_version`: the number of migrations. A larger one was made by a newer Despatch."""
ERASABLE = frozenset({"account.contact-named", "mention.noted", "person.named"})
"""The only kinds whose bodies may be erased. A fact that a rule depends on is never among them."""

RECORD = """
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    kind_version INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    device TEXT NOT NULL,
    body_digest BLOB NOT NULL CHECK (length(body_digest) = 32),
    previous BLOB NOT NULL UNIQUE CHECK (length(previous) = 32),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    UNIQUE (stream, version)
) STRICT;
CREATE INDEX entry_first ON entry (stream) WHERE version = 1;
CREATE TABLE body (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    nonce BLOB NOT NULL,
    json TEXT
) STRICT;
"""

# BEFORE INSERT also stops INSERT OR REPLACE: a replaced row is deleted without its DELETE trigger being asked.
FENCE = """
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'the record is append-only');
END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'the record is append-only');
END;
CREATE TRIGGER entry_continues_the_record BEFORE INSERT ON entry BEGIN
    SELECT RAISE(ABORT, 'an entry takes the next seq')
    WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry);
    SELECT RAISE(ABORT, 'an entry names the last digest')
    WHERE NEW.previous IS NOT coalesce((SELECT digest FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32));
    SELECT RAISE(ABORT, 'an entry takes the next version of its stream')
    WHERE NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM entry WHERE stream = NEW.stream);
END;
CREATE TRIGGER body_comes_with_its_entry BEFORE INSERT ON body BEGIN
    SELECT RAISE(ABORT, 'a body comes with its entry')
    WHERE NEW.seq IS NOT (SELECT max(seq) FROM entry) OR EXISTS (SELECT 1 FROM body WHERE seq = NEW.seq);
END;
CREATE TRIGGER body_is_never_removed BEFORE DELETE ON body BEGIN
    SELECT RAISE(ABORT, 'the record is append-only');
END;
CREATE TRIGGER body_is_only_erased BEFORE UPDATE ON body BEGIN
    SELECT RAISE(ABORT, 'a body is only ever erased')
    WHERE NEW.seq IS NOT OLD.seq OR NEW.json IS NOT NULL OR NEW.nonce IS NOT x'';
    SELECT RAISE(ABORT, 'this kind is never erased')
    WHERE (SELECT kind FROM entry WHERE seq = OLD.seq)
        NOT IN ('account.contact-named', 'mention.noted', 'person.named');
    SELECT RAISE(ABORT, 'the newest entry says what is erased')
    WHERE OLD.seq IS NOT (
        SELECT CASE e.kind WHEN 'record.erased' THEN json_extract(b.json, '$.seq') END
        FROM entry e JOIN body b ON b.seq = e.seq ORDER BY e.seq DESC LIMIT 1
    );
END;
"""

# Not the record: what the projections have read, and what belongs to this copy of the workspace alone.
BESIDE = """
CREATE TABLE projection (
    name TEXT PRIMARY KEY,
    shape INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    tables TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE scratch (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE mention (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    url TEXT NOT NULL,
    in_reply_to TEXT,
    summons INTEGER NOT NULL,
    digest TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    UNIQUE (account, remote_id)
) STRICT;
CREATE INDEX mention_at ON mention (account, at);
CREATE INDEX mention_keep_until ON mention (keep_until);
CREATE TABLE mention_newest (account TEXT PRIMARY KEY, remote_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE mention_erased (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
"""


def statements(script: str) -> list[str]:
    """One by one, since `executescript` would commit the open transaction."""
    found, pending = [], ""
    *pieces, rest = script.split(";")
    for piece in pieces:
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return [*found, rest.strip()] if (rest := pending + rest).strip() else found


def make(path: Path) -> None:
    """A new, empty workspace file. It is whole before WAL is switched on, so its header can be trusted from outside."""
    conn = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody knows of the file yet: it reaches the disk once, at the end.
        conn.execute("PRAGMA journal_mode = MEMORY")
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(conn)
        conn.execute("PRAGMA journal_mode = WAL")
    finally:
        conn.close()
    sync_file(path)


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the journal's own tables up to SCHEMA, each step in its own transaction."""
    # sqlite-utils takes 90 ms to load, and an ordinary opening does not need it.
    from sqlite_utils import Database, Migrations

    steps = Migrations("journal")
    steps(name="0001_record")(_record)
    steps.apply(Database(conn))


def _record(db: Database) -> None:
    for statement in statements(RECORD + FENCE + BESIDE):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 1")
