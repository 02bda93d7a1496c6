"""Whole files: private, on disk before anybody goes on, and renamed in so that nobody sees half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, 0600, in place of what was there. Raises OSError."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        write_private(aside, content)
        put_in_place(aside, path, replace=True)
    finally:
        discard(aside)


def write_private(path: Path, content: bytes) -> None:
    """A new file, 0600, on disk before it returns. Raises OSError, also when there is one already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(aside: Path, path: Path, *, replace: bool) -> None:
    """Rename a whole file in, on disk before it returns. Without `replace`, an existing file is an OSError."""
    if replace:
        aside.replace(path)
    elif os.name == "nt":
        aside.rename(path)
    else:
        _link(aside, path)
    sync_folder(path.parent)


def _link(aside: Path, path: Path) -> None:
    """A rename that does not replace: two who make the same file at once do not both believe that it is theirs."""
    try:
        path.hardlink_to(aside)
    except OSError as error:
        # FAT knows no links: there, looking first has to do.
        if error.errno not in _NO_LINKS or path.exists():
            raise
        aside.rename(path)
    else:
        aside.unlink()


def discard(path: Path) -> None:
    """Remove what may be left of a file made aside; whatever stands in the way is told elsewhere."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Make what was written to it last."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in it last. Windows keeps folders by itself and cannot open one; nor can some shares."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)
