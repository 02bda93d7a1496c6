"""The record in an SQLite file: the embedded default."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from office.journal import chain, codec, opening
from office.journal.chain import Upcasts
from office.journal.faults import said, writing
from office.journal.local import Local
from office.journal.port import Entry, Event, Head, Projection
from office.journal.replay import Progress, Replay
from office.ports import Signer


class SqliteJournal:
    """A Journal. `path` is the workspace's folder, or its file. One object belongs to one thread.

    Raises NotAWorkspace, NewerFormat, Busy or DiskFault with a sentence. `progress(done, total)` is called while
    projections are read again, which happens when their shape has changed.
    """

    def __init__(
        self, path: Path | str, projections: Sequence[Projection] = (), *, create: bool = False,
        upcasts: Upcasts = codec.UPCASTS, progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self.path = opening.file_of(Path(path))
        if create:
            opening.create(self.path)
        self._upcasts = upcasts
        self._conn = opening.connect(self.path)
        try:
            self._replay = Replay(self._conn, projections, upcasts)
            self.local = Local(self._conn)
            with said():
                self._workspace = chain.founding(self._conn)
                self._replay.stand_up(progress)
        except BaseException:
            self._conn.close()
            raise

    @property
    def workspace(self) -> str:
        if not self._workspace:
            with said():
                self._workspace = chain.founding(self._conn)
        return self._workspace

    def append(
        self, events: Sequence[Event], *, reads: Mapping[str, int], at: datetime, signer: Signer
    ) -> tuple[Entry, ...]:
        """All or nothing, projections included. Raises Conflict, Reshaped, Busy, DiskFault; UnfitEvent for our mistakes."""
        drafts = [codec.draft(event) for event in events]
        stamp = codec.stamp(at)
        codec.check_name(signer.actor)
        if not drafts:
            return ()
        with writing(self._conn):
            chain.check_reads(self._conn, reads)
            last = chain.head(self._conn)
            self._replay.make_ready(last.seq)
            workspace = chain.founding(self._conn) if last.seq and not self._workspace else self._workspace
            entries = []
            for draft in drafts:
                entry = chain.extend(self._conn, draft, last, stamp, signer, workspace, self._upcasts)
                self._replay.apply(entry)
                last = Head(entry.seq, entry.digest)
                workspace = workspace or entry.digest.hex()
                entries.append(entry)
            self._replay.advance(last.seq)
        self._workspace = workspace
        return tuple(entries)

    def stream(self, name: str) -> tuple[Entry, ...]:
        with said():
            return chain.read_stream(self._conn, name, self._upcasts)

    def streams(self, prefix: str) -> tuple[str, ...]:
        with said():
            return chain.read_streams(self._conn, prefix)

    def entries(self, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        with said():
            yield from chain.read_entries(self._conn, after, limit, self._upcasts)

    def entry(self, seq: int) -> Entry | None:
        with said():
            return chain.read_entry(self._conn, seq, self._upcasts)

    def head(self) -> Head:
        with said():
            return chain.head(self._conn)

    def latest_time(self, after: int = 0) -> datetime | None:
        """The latest time that any entry after number `after` carries."""
        with said():
            (found,) = self._conn.execute("SELECT max(at) FROM entry WHERE seq > ?", (after,)).fetchone()
        return codec.moment(found) if found else None

    def data_version(self) -> int:
        return self.head().seq

    def query(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Rows by name or by place, for the queries. Reading only: a statement that writes is refused by SQLite.

        Raises Reshaped when it asks for tables that another version of Despatch has taken over.
        """
        with said():
            self._conn.execute("PRAGMA query_only = ON")
            try:
                cursor = self._conn.cursor()
                cursor.row_factory = sqlite3.Row
                return cursor.execute(sql, params).fetchall()
            except sqlite3.OperationalError:
                self._replay.check()
                raise
            finally:
                self._conn.execute("PRAGMA query_only = OFF")

    def rebuild(self, progress: Progress | None = None) -> None:
        """Every projection read again from the record, whatever its tables say."""
        self._replay.rebuild(progress)

    def tidy(self, full_text_table: str) -> None:
        """Merge a full-text index, so that words of deleted rows are gone from it."""
        with writing(self._conn):
            self._conn.execute(f'INSERT INTO "{full_text_table}" ("{full_text_table}") VALUES (\'optimize\')')  # noqa: S608

    def checkpoint(self) -> bool:
        """Move everything into the main file and empty the log beside it, so that what was deleted is gone from both.

        False when somebody else is reading just now; it may be tried again.
        """
        with said():
            blocked, _, _ = self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not blocked

    def close(self) -> None:
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
