"""Where things lie on this computer: workspaces, rehearsals, state, reports."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data() -> Path:
    """Where workspaces are kept unless an administrator says otherwise (`DESPATCH_DATA`). Folder 0700."""
    given = os.environ.get("DESPATCH_DATA")
    return _made(Path(given) if given else Path(platformdirs.user_data_dir("despatch", appauthor=False)))


def state() -> Path:
    """Marks, reports and settings of this operating system account. Folder 0700."""
    given = os.environ.get("DESPATCH_STATE")
    return _made(Path(given) if given else Path(platformdirs.user_state_dir("despatch", appauthor=False)))


def workspace(name: str) -> Path:
    """A folder for a new workspace, named after the department; not there yet."""
    plain = "".join(c if c.isalnum() else "-" for c in name.casefold()).strip("-")[:40] or "workspace"
    folder = data() / plain
    number = 2
    while folder.exists():
        folder = data() / f"{plain}-{number}"
        number += 1
    return folder


def rehearsals() -> Path:
    return _made(data() / "rehearsal")


def last_opened() -> Path | None:
    """The workspace or seat that was open last, if it is still there."""
    try:
        folder = Path((state() / "last-opened").read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return folder if folder.is_dir() else None


def remember(folder: Path) -> None:
    (state() / "last-opened").write_text(str(folder), encoding="utf-8")


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
