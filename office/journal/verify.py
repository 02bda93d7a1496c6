"""Is the record whole? Every byte is looked at again; no trigger, index or projection is believed.

Altered, inserted, removed and reordered entries show in the chain; a cut tail only against a seal; and who signed what
only against the keys that the record itself enrolled. It shows tampering, it does not prevent it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from office.journal import opening
from office.journal.faults import said
from office.journal.port import Damaged
from office.journal.replay import Progress
from office.journal.report import Checkpoint, Report
from office.journal.scan import Scan
from office.journal.seals import Seal
from office.journal.signatures import Signatures
from office.journal.sqlite import SqliteJournal
from office.journal.structure import examine

PAGE = 2000
# The tables' own order is read, never an index, which might lie.
_ROWS = """
SELECT e.seq, e.stream, e.version, e.kind, e.kind_version, e.at, e.actor, e.device, e.body_digest, e.previous,
    e.digest, e.signature, b.nonce, CAST(b.json AS BLOB)
FROM entry e NOT INDEXED LEFT JOIN body b NOT INDEXED ON b.seq = e.seq WHERE e.seq > ? ORDER BY e.seq LIMIT ?
"""


def verify(
    source: SqliteJournal | Path | str, seals: Iterable[Seal] | Callable[[str], Iterable[Seal]] = (), *, workspace: str | None = None,
    signatures: bool = True, after: Checkpoint | None = None, progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None, workers: int | None = None,
) -> Report:  # fmt: skip
    """Look at everything, through a connection of its own: any thread may call it, beside a journal in use.

    `seals`: those that the caller holds, or a function that finds them once the workspace's id is known.
    `workspace`: the pinned id, if the caller has one. `signatures=False`: the chain alone, which is much faster.
    `after`: go on where a report's checkpoint says. `workers`: threads for signatures, as many as cores by default.
    Raises NotAWorkspace, NewerFormat or Damaged when it cannot be read at all.
    """
    path = source.path if isinstance(source, SqliteJournal) else opening.file_of(Path(source))
    stop = should_stop or (lambda: False)
    try:
        with (
            closing(opening.connect_to_read(path)) as conn,
            said(),
            ThreadPoolExecutor(1, "structure") as beside,
        ):
            scan = Scan(conn, after)
            structure = beside.submit(examine, path, scan.found, stop) if after is None else None
            stopped = _read(conn, scan, signatures, workers, progress, stop)
            if structure is not None:
                structure.result()
            if not stopped:
                scan.finish(workspace)
            sealed = scan.compare_seals(seals(scan.workspace) if callable(seals) else seals, stopped)
    except sqlite3.Error as error:
        raise Damaged("The record's tables are not those of a record. Keep the file as it is.") from error
    return Report(
        workspace=scan.workspace, entries=scan.count, after=after.seq if after else 0, head=scan.head,
        erased=scan.erased, sealed=sealed, findings=scan.found.in_order(), more=scan.found.more,
        signatures=signatures, stopped=stopped, checkpoint=scan.checkpoint(),
    )  # fmt: skip


def _read(
    conn: sqlite3.Connection, scan: Scan, signatures: bool, workers: int | None, progress: Progress | None,
    stop: Callable[[], bool],
) -> bool:  # fmt: skip
    """True when it was asked to stop before the end. By the page, so that nobody's checkpoint is held up."""
    total = conn.execute("SELECT coalesce(max(seq), 0) FROM entry NOT INDEXED").fetchone()[0]
    with Signatures(scan.found, workers) as checks:
        while not stop():
            before = scan.head.seq
            signed = [
                (row[0], public, row[11], row[10])
                for row in conn.execute(_ROWS, (before, PAGE))
                if (public := scan.look_at(row)) is not None
            ]
            if signatures:
                checks.add(signed)
            if scan.head.seq == before:
                return False
            if progress is not None:
                progress(min(scan.head.seq, total), total)
        return True
