"""Tells a workspace that was copied, moved or restored from the one that this person used last on this machine.

The workspace keeps a mark of its installation; another is kept outside its folder, in the person's own state folder.
Where they differ, sending stays stopped until a person has taken over.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any, Literal

from office.journal import place
from office.journal.files import write_whole
from office.journal.sqlite import SqliteJournal

Recognition = Literal["same", "copied", "moved", "behind", "new"]
"""same: as it was left. copied: another file, machine or person's state. moved: the same file in another folder.
behind: older than what was seen here, so a back-up. new: never accepted anywhere."""

_SETTING = "installation"


def recognise(journal: SqliteJournal, state_dir: Path, device_id: str) -> Recognition:
    """`state_dir`: the person's own folder on this machine. Anything but "same" opens with sending stopped."""
    ours, seen = journal.local.setting_get(_SETTING), _seen(journal, state_dir)
    if ours is None and seen is None:
        return "new"
    if ours is None or seen is None or ours["id"] != seen["id"] or seen["device"] != device_id:
        return "copied"
    if _is_behind(journal, seen):
        return "behind"
    return _by_its_place(journal.path, seen)


def accept(journal: SqliteJournal, state_dir: Path, device_id: str) -> None:
    """A person has taken over here: from now on this file, in this place, is the one. Raises OSError, DiskFault.

    Any other copy on this machine is "copied" from now on.
    """
    mark = {"id": secrets.token_hex(16), "device": device_id, **_place(journal.path)}
    journal.local.setting_set(_SETTING, mark)
    _write(journal, state_dir, mark)


def note_head(journal: SqliteJournal, state_dir: Path) -> None:
    """Remember how far the record has come, outside of it. Cheap; call it after appending and when closing.

    Does nothing for a workspace that is not the one that was accepted here. Raises OSError.
    """
    ours, seen = journal.local.setting_get(_SETTING), _seen(journal, state_dir)
    if ours is None or seen is None or ours["id"] != seen["id"] or _is_behind(journal, seen):
        return
    if seen["seq"] != journal.head().seq:
        _write(journal, state_dir, {key: seen[key] for key in ("id", "device", "path", "inode", "volume")})


def _is_behind(journal: SqliteJournal, seen: dict[str, Any]) -> bool:
    if seen["seq"] == 0:
        return False
    entry = journal.entry(seen["seq"])
    return entry is None or entry.digest.hex() != seen["digest"]


def _by_its_place(path: Path, seen: dict[str, Any]) -> Recognition:
    here = _place(path)
    same_file = here["inode"] == seen["inode"] or here["inode"] == 0 or not _steady(path)
    if here["path"] == seen["path"]:
        return "same" if same_file else "copied"
    return "copied" if Path(seen["path"]).exists() else "moved"


def _place(path: Path) -> dict[str, Any]:
    stat = path.stat()
    return {"path": os.path.realpath(path), "inode": stat.st_ino, "volume": stat.st_dev}


def _steady(path: Path) -> bool:
    return place.file_system(place.nearest(path)) not in place.UNSTEADY_INODES


def _mark_file(journal: SqliteJournal, state_dir: Path) -> Path:
    return state_dir / f"workspace-{journal.workspace[:32]}.json"


def _seen(journal: SqliteJournal, state_dir: Path) -> dict[str, Any] | None:
    try:
        seen: dict[str, Any] = json.loads(_mark_file(journal, state_dir).read_text())
        return seen if {"id", "device", "path", "inode", "volume", "seq", "digest"} <= seen.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _write(journal: SqliteJournal, state_dir: Path, mark: dict[str, Any]) -> None:
    head = journal.head()
    state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({**mark, "seq": head.seq, "digest": head.digest.hex()}, indent=1, sort_keys=True)
    write_whole(_mark_file(journal, state_dir), text.encode())
