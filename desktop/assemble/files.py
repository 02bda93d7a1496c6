""".despatch files on disk: read whole and bounded, written whole."""

from __future__ import annotations

from pathlib import Path

from desktop.assemble.house import Record
from office.aside import Aside
from office.envelopes import LIMIT
from office.incoming import Received, receive_by_hand
from office.journal.files import write_whole


def read(path: Path) -> bytes:
    """At most a little more than a file of ours may have: `open_envelope` says so of a larger one. Raises OSError."""
    with path.open("rb") as file:
        return file.read(LIMIT + 1)


def write(path: Path, data: bytes) -> Path:
    """Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        write_whole(path, data)
    return path


def take(record: Record, path: Path) -> Received:
    """A file opened by hand, into the record; what is refused is kept aside. Raises Refused (EnvelopeFault),
    JournalFault, OSError."""
    aside = Aside(record.house.folder / "kept-aside")
    return receive_by_hand(record.desk, read(path), aside, path.name)
