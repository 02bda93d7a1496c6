"""Making and opening a workspace's file: whatever it turns out to be, a sentence says so and what to do."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from office.journal import place, schema
from office.journal.faults import said
from office.journal.files import discard, put_in_place
from office.journal.port import Damaged, DiskFault, NewerFormat, NotAWorkspace

FILE_NAME = "record.db"
BUSY_SECONDS = 5.0
_MAGIC = b"SQLite format 3\0"
_FILE_ENDS = frozenset({".db", ".sqlite", ".sqlite3"})


def file_of(path: Path) -> Path:
    """A workspace is named by its folder or by its file; what is not there yet is a folder, unless it ends like a file."""
    return path if path.is_file() or path.suffix in _FILE_ENDS else path / FILE_NAME


def create(path: Path) -> None:
    """A new workspace: the folder 0700, the file 0600, made aside and put in its place whole."""
    place.refuse(path.parent)
    if path.exists():
        raise NotAWorkspace(f"There is something at {path} already. Open it, or choose another folder.")
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    umask = os.umask(0o077)
    try:
        _private_folder(path.parent)
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with said():
            schema.make(aside)
        put_in_place(aside, path, replace=False)
    except OSError as error:
        raise DiskFault(f"A workspace could not be made in {path.parent}: {error.strerror}.") from error
    finally:
        os.umask(umask)
        discard(aside)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that keeps the record's promises. Takes the same time whatever the file's size."""
    place.refuse(path.parent)
    look_at(path)
    _may_be_written(path)
    with said():
        conn = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS,
            cached_statements=256,
        )  # fmt: skip
    try:
        with said():
            _check_ours(conn, path)
            _promise(conn, path)
    except BaseException:
        conn.close()
        raise
    return conn


def connect_to_read(path: Path) -> sqlite3.Connection:
    """For looking only: a back-up, a stick that may not be written to, a copy on a share."""
    look_at(path)
    uri = path.absolute().as_uri()
    alone = not Path(f"{path}-wal").exists() and not _writable(path.parent)
    with said():
        conn = sqlite3.connect(
            f"{uri}?immutable=1" if alone else f"{uri}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
        )
    try:
        with said():
            _check_ours(conn, path)
            conn.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        conn.close()
        raise
    return conn


def look_at(path: Path) -> None:
    """What can be told without SQLite. Raises NotAWorkspace."""
    try:
        with path.open("rb") as file:
            beginning = file.read(100)
    except FileNotFoundError:
        raise NotAWorkspace(
            f"There is no workspace at {path}. Choose another folder, or make a new one."
        ) from None
    except OSError as error:
        raise NotAWorkspace(f"{path} cannot be read: {error.strerror}. Check who may open it.") from error
    if not beginning.startswith(_MAGIC[: len(beginning)]) or not beginning:
        raise NotAWorkspace(
            f"{path} is not a Despatch workspace. Choose another file, or the newest back-up."
        )
    if len(beginning) < 100:
        raise Damaged(f"{path} has been cut short. Keep it as it is, and open the newest back-up.")


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        folder.chmod(0o700)


def _may_be_written(path: Path) -> None:
    if not (_writable(path) and _writable(path.parent)):
        raise NotAWorkspace(
            f"{path} is read-only, and a record is written to all the time. Copy the workspace to a folder of your own."
        )
    if os.name != "nt" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _writable(path: Path) -> bool:
    # Root may write to everything: the permission itself is asked too. Windows' folders have none of that kind.
    return os.access(path, os.W_OK) and (os.name == "nt" or bool(path.stat().st_mode & 0o222))


def _check_ours(conn: sqlite3.Connection, path: Path) -> None:
    if conn.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise NotAWorkspace(f"{path} is a database, but not a Despatch workspace. Choose another file.")
    if conn.execute("PRAGMA user_version").fetchone()[0] > schema.SCHEMA:
        raise NewerFormat(
            f"{path} was made by a newer Despatch. Install that version here, then open it again."
        )
    if (
        not conn.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('entry', 'body')").fetchone()[0]
        == 2
    ):
        raise Damaged(f"{path} has lost its record. Keep it as it is, and open the newest back-up.")


def _promise(conn: sqlite3.Connection, path: Path) -> None:
    if conn.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise NotAWorkspace(
            f"A record cannot be kept safely in {path.parent}. Choose a folder on this computer's own disk."
        )
    for promise in (
        "synchronous = FULL", "fullfsync = ON", "foreign_keys = ON", "secure_delete = ON", "recursive_triggers = ON",
        "temp_store = MEMORY", "cache_size = -8000",
    ):  # fmt: skip
        conn.execute(f"PRAGMA {promise}")
    if conn.execute("PRAGMA user_version").fetchone()[0] < schema.SCHEMA:
        schema.migrate(conn)
