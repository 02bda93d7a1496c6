"""What this copy of the workspace keeps beside the record: autosaved drafts, settings, and what citizens said.

None of it is in the record. `SqliteJournal.local` is one; it shares the journal's connection and its thread.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from office.journal.faults import said, writing
from office.journal.mentions import Mentions


class Local:
    """Values are JSON; what cannot be written as JSON is a TypeError. Faults as the journal's."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.mentions = Mentions(conn)

    def scratch_set(self, key: str, value: Any) -> None:
        """Editor autosave. Half-typed text is kept as it is, lone surrogates too."""
        self._set("INSERT OR REPLACE INTO scratch VALUES (?, ?)", key, value)

    def scratch_get(self, key: str) -> Any | None:
        return self._get("SELECT json FROM scratch WHERE key = ?", key)

    def scratch_keys(self, prefix: str = "") -> tuple[str, ...]:
        with said():
            rows = self._conn.execute(
                "SELECT key FROM scratch WHERE key >= ? AND substr(key, 1, ?) = ? ORDER BY key",
                (prefix, len(prefix), prefix),
            )
            return tuple(key for (key,) in rows.fetchall())

    def scratch_drop(self, key: str) -> None:
        """Nothing happens when there is none."""
        with writing(self._conn):
            self._conn.execute("DELETE FROM scratch WHERE key = ?", (key,))

    def setting_set(self, key: str, value: Any) -> None:
        self._set("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, value)

    def setting_get(self, key: str) -> Any | None:
        return self._get("SELECT json FROM setting WHERE key = ?", key)

    def _set(self, statement: str, key: str, value: Any) -> None:
        text = json.dumps(value)
        with writing(self._conn):
            self._conn.execute(statement, (key, text))

    def _get(self, statement: str, key: str) -> Any | None:
        with said():
            row = self._conn.execute(statement, (key,)).fetchone()
        return json.loads(row[0]) if row else None
