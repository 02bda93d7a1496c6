"""Keeps the projections at the head of the record: in step while appending, rebuilt by replay when their shape changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from office.journal import chain
from office.journal.chain import Upcasts
from office.journal.faults import writing
from office.journal.port import Entry, Projection, Reshaped
from office.journal.schema import statements

BATCH = 2000
_ADVANCE = "UPDATE projection SET seq = ?1 WHERE seq < ?1 AND name IN (SELECT value FROM json_each(?2))"

Progress = Callable[[int, int], None]
"""`progress(done, total)`, in entries."""


class Replay:
    """The projections of one connection, and how far each has read."""

    def __init__(self, conn: sqlite3.Connection, projections: Sequence[Projection], upcasts: Upcasts) -> None:
        names = [projection.name for projection in projections]
        if len(set(names)) != len(names):
            raise ValueError("two projections have the same name")
        self._conn, self._projections, self._upcasts = conn, tuple(projections), upcasts
        self._names = json.dumps(names)

    def stand_up(self, progress: Progress | None = None) -> None:
        """At the opening: make, reshape and catch up whatever is not as it should be. Costs nothing when all is well."""
        if not self._projections:
            return
        if self._ill_shaped():
            with writing(self._conn):
                for projection in self._ill_shaped():
                    self._make_anew(projection)
        while self._catch_up_a_batch(progress):
            pass

    def rebuild(self, progress: Progress | None = None) -> None:
        """Read everything again from the record, whatever the tables say."""
        with writing(self._conn):
            for projection in self._projections:
                self._make_anew(projection)
        self.stand_up(progress)

    def make_ready(self, head: int) -> None:
        """Inside a write transaction, before its entries: the tables are ours and have read everything so far.

        Raises Reshaped when another version of Despatch has taken them over. A program that appends without
        projections leaves them behind; they are brought up here.
        """
        behind = {name: seq for name, seq in self._places().items() if seq < head}
        if behind:
            self._apply_after(behind, limit=None)

    def check(self) -> None:
        """Raises Reshaped when another version of Despatch has taken the tables over."""
        self._places()

    def apply(self, entry: Entry) -> None:
        for projection in self._projections:
            projection.apply(self._conn.execute, entry)

    def advance(self, seq: int) -> None:
        if self._projections:
            self._conn.execute(_ADVANCE, (seq, self._names))

    def _catch_up_a_batch(self, progress: Progress | None) -> bool:
        total = chain.head(self._conn).seq
        if all(seq >= total for seq in self._places().values()):
            return False
        with writing(self._conn):
            reached = self._apply_after(self._places(), limit=BATCH)
        if progress is not None:
            progress(min(reached, total), total)
        return True

    def _apply_after(self, places: dict[str, int], limit: int | None) -> int:
        due = [
            (projection, places[projection.name])
            for projection in self._projections
            if projection.name in places
        ]
        reached = min(places.values())
        for entry in chain.read_entries(self._conn, reached, limit, self._upcasts):
            for projection, place in due:
                if place < entry.seq:
                    projection.apply(self._conn.execute, entry)
            reached = entry.seq
        self._conn.execute(_ADVANCE, (reached, json.dumps(list(places))))
        return reached

    def _stored(self) -> dict[str, tuple[int, int]]:
        return {
            name: (shape, seq)
            for name, shape, seq in self._conn.execute("SELECT name, shape, seq FROM projection")
        }

    def _places(self) -> dict[str, int]:
        stored = self._stored()
        places = {}
        for projection in self._projections:
            shape, seq = stored.get(projection.name, (None, 0))
            if shape != projection.shape:
                raise Reshaped(
                    "Another version of Despatch has opened this workspace. Close this one and start it again."
                )
            places[projection.name] = seq
        return places

    def _ill_shaped(self) -> list[Projection]:
        stored = self._stored()
        return [p for p in self._projections if stored.get(p.name, (None, 0))[0] != p.shape]

    def _make_anew(self, projection: Projection) -> None:
        row = self._conn.execute(
            "SELECT tables FROM projection WHERE name = ?", (projection.name,)
        ).fetchone()
        old = json.loads(row[0]) if row else []
        self._drop([*projection.tables, *old])
        for statement in statements(projection.create):
            self._conn.execute(statement)
        self._conn.execute(
            "INSERT OR REPLACE INTO projection VALUES (?, ?, 0, ?)",
            (projection.name, projection.shape, json.dumps(list(projection.tables))),
        )

    def _drop(self, tables: Iterable[str]) -> None:
        for table in dict.fromkeys(tables):
            kind = self._conn.execute(
                "SELECT type FROM sqlite_master WHERE name = ? AND type IN ('table', 'view')", (table,)
            ).fetchone()
            if kind:
                self._conn.execute(f'DROP {kind[0]} "{table}"')
