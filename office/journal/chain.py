"""The chain's rows: reading entries, checking what a decision read, and adding to the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from office.journal import codec
from office.journal.codec import Draft, Upcast
from office.journal.port import Conflict, Entry, Head, JournalFault
from office.ports import Signer

PAGE = 1000
_SELECT = (
    "SELECT e.seq, e.stream, e.version, e.kind, e.kind_version, e.at, e.actor, e.device, b.json, e.digest, e.previous"
    " FROM entry e LEFT JOIN body b ON b.seq = e.seq"
)
ERASED = "record.erased"

Upcasts = Mapping[tuple[str, int], Upcast]


def head(conn: sqlite3.Connection) -> Head:
    row = conn.execute("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, codec.GENESIS)


def founding(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT digest FROM entry WHERE seq = 1").fetchone()
    return row[0].hex() if row else ""


def version(conn: sqlite3.Connection, stream: str) -> int:
    found: int | None = conn.execute("SELECT max(version) FROM entry WHERE stream = ?", (stream,)).fetchone()[
        0
    ]
    return found or 0


def check_reads(conn: sqlite3.Connection, reads: Mapping[str, int]) -> None:
    """Raises Conflict for the first stream that is not where the decision saw it."""
    for stream, expected in reads.items():
        if (found := version(conn, stream)) != expected:
            raise Conflict(stream, expected, found)


def read_stream(conn: sqlite3.Connection, stream: str, upcasts: Upcasts) -> tuple[Entry, ...]:
    rows = conn.execute(f"{_SELECT} WHERE e.stream = ? ORDER BY e.version", (stream,)).fetchall()
    return tuple(_entry(row, upcasts) for row in rows)


def read_streams(conn: sqlite3.Connection, prefix: str) -> tuple[str, ...]:
    rows = conn.execute(
        "SELECT stream FROM entry WHERE version = 1 AND stream >= ? AND stream < ? ORDER BY seq",
        (prefix, prefix + "\x7f"),
    )
    return tuple(stream for (stream,) in rows.fetchall())


def read_entries(
    conn: sqlite3.Connection, after: int, limit: int | None, upcasts: Upcasts
) -> Iterator[Entry]:
    """By the page, so that no read transaction stays open and holds up checkpoints."""
    while limit is None or limit > 0:
        wanted = PAGE if limit is None else min(PAGE, limit)
        rows = conn.execute(f"{_SELECT} WHERE e.seq > ? ORDER BY e.seq LIMIT ?", (after, wanted)).fetchall()
        for row in rows:
            yield _entry(row, upcasts)
        if len(rows) < wanted:
            return
        after = rows[-1][0]
        limit = None if limit is None else limit - wanted


def extend(
    conn: sqlite3.Connection, draft: Draft, last: Head, at: str, signer: Signer, workspace: str, upcasts: Upcasts
) -> Entry:  # fmt: skip
    """Add one entry after `last`, inside the caller's write transaction. The signature binds it to its place."""
    event = draft.event
    fields = codec.Fields(
        last.seq + 1, event.stream, version(conn, event.stream) + 1, event.kind, event.kind_version,
        at, signer.actor, signer.key_id, draft.body_digest, last.digest,
    )  # fmt: skip
    digest = codec.entry_digest(workspace, fields)
    conn.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, digest, signer.sign(digest)),
    )
    conn.execute("INSERT INTO body VALUES (?, ?, ?)", (fields.seq, draft.nonce, draft.json))
    if event.kind == ERASED:
        _erase(conn, event.body)
    return _entry((*fields[:8], draft.json, digest, last.digest), upcasts)


def read_entry(conn: sqlite3.Connection, seq: int, upcasts: Upcasts) -> Entry | None:
    row = conn.execute(f"{_SELECT} WHERE e.seq = ?", (seq,)).fetchone()
    return _entry(row, upcasts) if row else None


def _erase(conn: sqlite3.Connection, body: Mapping[str, object]) -> None:
    # The nonce goes too: with it, a guessed name could be checked against the digest that stays.
    done = conn.execute(
        "UPDATE body SET json = NULL, nonce = x'' WHERE seq = ? AND json IS NOT NULL", (body.get("seq"),)
    )
    if done.rowcount != 1:
        raise JournalFault(f"Entry {body.get('seq')} has no body that could be erased.")


def _entry(row: tuple[Any, ...], upcasts: Upcasts) -> Entry:
    seq, stream, number, kind, kind_version, at, actor, device, text, digest, previous = row
    body = None if text is None else codec.loads(text)
    if upcasts:
        kind_version, body = codec.raised(kind, kind_version, body, upcasts)
    return Entry(
        seq, stream, number, kind, kind_version, codec.moment(at), actor, device, body, digest, previous
    )
