"""The exchange folder itself: is it there, what lies in it, and how a file is put into it whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from office.journal.files import sync_folder
from office.letters import JOINS, SUFFIX, Letter, There

MARK = "despatch-exchange.txt"
_BEGINS = "Despatch exchange folder, 1"
_WORDS = f"""{_BEGINS}

Despatch carries signed files between its users' computers through this folder.
Keep this file: without it Despatch takes the folder for one that is not connected.
"""
MOST = 5_000
"""Files looked at in one folder: a share on which somebody pours files must not stop everything else."""


class NotAnExchange(OSError):
    """The folder is there, but our mark is not in it: an empty mount point, or another folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(2, "the folder is not an exchange folder, or it is not connected", str(folder))


def prepare(folder: Path) -> None:
    """Make a folder an exchange folder, once, for everybody. Raises OSError."""
    if not (folder / MARK).exists():
        _write(folder, MARK, _WORDS.encode())
    _folder(folder, JOINS)


def check(folder: Path) -> None:
    """Raises OSError: it is away, cannot be read, or is not one. Nothing is ever written to where the mark is not."""
    try:
        with (folder / MARK).open("rb") as mark:
            found = mark.read(200)
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise
        raise NotAnExchange(folder) from error
    if not found.startswith(_BEGINS.encode()):
        raise NotAnExchange(folder)


def listing(folder: Path, inboxes: Sequence[str]) -> There:
    """Whole files of ours in the inboxes, in the folders beside them, and where people ask to join. Raises OSError."""
    above = {inbox.partition("/")[0] for inbox in inboxes if "/" in inbox}
    with os.scandir(folder) as found:
        top = [e.name for e in found if e.is_dir(follow_symlinks=False)]
    there = {name: _names(folder / name) for name in top if name == JOINS or name.startswith("to-")}
    for name in (n for n in top if n in above):
        with os.scandir(folder / name) as found:
            below = [e.name for e in found if e.is_dir(follow_symlinks=False)]
        there |= {f"{name}/{n}": _names(folder / name / n) for n in below if n.startswith("to-")}
    return there


def _names(folder: Path) -> frozenset[str]:
    names: set[str] = set()
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                    names.add(entry.name)
                if len(names) >= MOST:
                    break
    except FileNotFoundError:
        pass
    return frozenset(names)


def put(folder: Path, letter: Letter) -> None:
    """Write a file aside and rename it in. Raises OSError; then there is nothing under its name, or all of it."""
    _folder(folder, letter.folder)
    _write(folder / letter.folder, letter.name, letter.data)


def _folder(exchange: Path, name: str) -> None:
    """Folders below are as open as the exchange folder: who may use that, may use these."""
    mode = exchange.stat().st_mode & 0o7777
    path = exchange
    for part in name.split("/"):
        path /= part
        if path.is_symlink():
            raise NotADirectoryError(20, "a folder of the exchange is a link to somewhere else", str(path))
        if not path.is_dir():
            path.mkdir(exist_ok=True)
            with contextlib.suppress(OSError):  # shares that keep no modes of their own
                path.chmod(mode)


def _write(folder: Path, name: str, data: bytes) -> None:
    mode = folder.stat().st_mode & 0o666
    aside = folder / f"{name}.{secrets.token_hex(4)}.part"
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(OSError):
            aside.chmod(mode)
        aside.replace(folder / name)
        sync_folder(folder)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
