"""Sealing the record: a signed copy of its head, made by this machine's device and noted in the record."""

from __future__ import annotations

from pathlib import Path

from office.desk import Desk
from office.journal import seals
from office.journal.port import Event
from office.journal.seals import Seal

FOLDER = "seals"
"""In this copy's settings: the folder that an administrator names (a share, a records system)."""


def seal(desk: Desk) -> Seal:
    """Seal the head as it is now, and say so in the record. The seal must then be kept somewhere else (`keep`).

    Raises SealFault for an empty record.
    """
    made = seals.make(desk.journal, at=desk.now(), signer=desk.device)
    noted = Event("workspace", "record.sealed", {"seq": made.seq, "digest": made.digest})
    desk.journal.append([noted], reads={}, at=desk.now(), signer=desk.device)
    desk.journal.local.setting_set("last-seal", made.text())
    return made


def last(desk: Desk) -> Seal | None:
    """The last seal made by this copy, as noted beside the record: for showing, not for proving."""
    text = desk.journal.local.setting_get("last-seal")
    return seals.parse(text) if isinstance(text, str) else None


def folder(desk: Desk) -> Path | None:
    """Where an administrator wants seals to be kept."""
    named = desk.journal.local.setting_get(FOLDER)
    return Path(named) if isinstance(named, str) and named else None


def set_folder(desk: Desk, path: Path | None) -> None:
    desk.journal.local.setting_set(FOLDER, str(path) if path else "")
