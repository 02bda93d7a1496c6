"""Back-ups: a whole copy of the file, made while it is in use, the newest five kept."""

from __future__ import annotations

import re
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from office.journal import opening
from office.journal.faults import said
from office.journal.files import discard, put_in_place, sync_file
from office.journal.port import DiskFault
from office.journal.replay import Progress

KEEP = 5
FOLDER_NAME = "backups"
_NAME = re.compile(r"record-\d{8}T\d{6}Z\.db")
_STEP = 2000


def make(
    path: Path | str, folder: Path | str, *, at: datetime, keep: int = KEEP, progress: Progress | None = None
) -> Path:
    """Copy the workspace's file into `folder`, 0600 and whole; then delete all but the newest `keep` of ours there.

    Uses a connection of its own: any thread may call it, and nobody is kept from writing. The copy is one moment of the
    record. Pictures are not in it: `media` is only ever added to, and is copied as it is. Raises DiskFault.
    """
    folder = Path(folder)
    target = folder / f"record-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    aside = folder / f".{target.name}.{secrets.token_hex(4)}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside.touch(mode=0o600, exist_ok=False)
        with closing(opening.connect_to_read(opening.file_of(Path(path)))) as source, said():
            _copy(source, aside, progress)
        put_in_place(aside, target, replace=True)
        for old in found_in(folder)[keep:]:
            old.unlink()
    except OSError as error:
        raise DiskFault(
            f"A back-up could not be made in {folder}: {error.strerror}. Choose another folder."
        ) from error
    finally:
        discard(aside)
    return target


def found_in(folder: Path) -> tuple[Path, ...]:
    """Our back-ups there, the newest first."""
    if not folder.is_dir():
        return ()
    return tuple(sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True))


def found_beside(path: Path) -> tuple[Path, ...]:
    """Those in the workspace's own folder for them."""
    return found_in(path.parent / FOLDER_NAME)


def _copy(source: sqlite3.Connection, aside: Path, progress: Progress | None) -> None:
    with closing(sqlite3.connect(aside, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        # One read transaction, so that pages copied early and late are of the same moment.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if progress is None:
            source.backup(target)
        else:
            source.backup(target, pages=_STEP, progress=lambda _, left, total: progress(total - left, total))
        source.execute("COMMIT")
        # A copy is one file, which can be read from a stick that may not be written to.
        target.execute("PRAGMA journal_mode = DELETE")
    sync_file(aside)
