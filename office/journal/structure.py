"""Is the file itself as it was made: the tables, the fence round them, and indexes that agree with their tables?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from office.journal.findings import Findings
from office.journal.opening import connect_to_read
from office.journal.schema import FENCE, RECORD, statements

_STEPS = 200_000


def examine(path: Path, found: Findings, stop: Callable[[], bool]) -> None:
    """Through a connection of its own, so that it may run beside the reading of the chain."""
    with closing(connect_to_read(path)) as conn:
        _fence(conn, found)
        _indexes(conn, found, stop)


def _fence(conn: sqlite3.Connection, found: Findings) -> None:
    made = {_squeezed(statement) for statement in statements(RECORD + FENCE)}
    rows = conn.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ('entry', 'body') AND sql IS NOT NULL"
    ).fetchall()
    there = {_squeezed(sql): f"{kind} {name}" for kind, name, sql in rows}
    for what in sorted(made - there.keys()):
        found.add("fence", 0, what=f"{' '.join(what.split()[1:3])} is missing or altered")
    for sql in sorted(there.keys() - made):
        found.add("fence", 0, what=f"{there[sql]} is not ours")


def _indexes(conn: sqlite3.Connection, found: Findings, stop: Callable[[], bool]) -> None:
    conn.set_progress_handler(lambda: int(stop()), _STEPS)
    try:
        for table in ("entry", "body"):
            for (said,) in conn.execute(f"PRAGMA integrity_check({table})").fetchall():
                if said != "ok":
                    found.add("index", 0, what=said)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
    finally:
        conn.set_progress_handler(None, 0)


def _squeezed(sql: str) -> str:
    return " ".join(sql.rstrip("; \n").split())
