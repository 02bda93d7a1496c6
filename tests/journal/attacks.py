"""What somebody with the file, a copy of SQLite and bad intentions can do to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from office.journal import codec
from office.journal.keys import MemorySigner

Columns = tuple[object, ...]


@contextmanager
def burgled(path: Path, *, repaired: bool = True) -> Iterator[sqlite3.Connection]:
    """The file with its fence down; put up again afterwards, word for word, as if nothing had been."""
    conn = sqlite3.connect(path, isolation_level=None)
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.execute("PRAGMA foreign_keys = OFF")
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    try:
        yield conn
    finally:
        for _, sql in triggers if repaired else ():
            conn.execute(sql)
        conn.close()


def rechain(conn: sqlite3.Connection, start: int, signer_of: Callable[[str], MemorySigner]) -> None:
    """Make every digest and signature from `start` on fit again, with whatever keys the attacker has."""
    rows = conn.execute("SELECT * FROM entry WHERE seq >= ? ORDER BY seq", (start,)).fetchall()
    conn.execute("DELETE FROM entry WHERE seq >= ?", (start,))
    last = conn.execute("SELECT digest FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    previous = last[0] if last else codec.GENESIS
    first = conn.execute("SELECT digest FROM entry WHERE seq = 1").fetchone()
    workspace = first[0].hex() if first else ""
    for seq, row in enumerate(rows, start):
        fields = codec.Fields(*row[:10])
        signer = signer_of(fields.actor)
        fields = fields._replace(seq=seq, device=signer.key_id, previous=previous)
        previous = codec.entry_digest(workspace, fields)
        conn.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*fields, previous, signer.sign(previous)),
        )
        workspace = workspace or previous.hex()


def rewrite_body(conn: sqlite3.Connection, seq: int, text: str) -> None:
    """A new body whose digest is put into its entry."""
    conn.execute("UPDATE body SET json = ? WHERE seq = ?", (text, seq))
    (nonce,) = conn.execute("SELECT nonce FROM body WHERE seq = ?", (seq,)).fetchone()
    conn.execute(
        "UPDATE entry SET body_digest = ? WHERE seq = ?", (codec.body_digest(nonce, text.encode()), seq)
    )


def both(conn: sqlite3.Connection, *statements: str) -> None:
    """Each statement about TABLE, for the bodies and for the entries."""
    for table in ("body", "entry"):
        for statement in statements:
            conn.execute(statement.replace("TABLE", table))
