"""Files that were not taken: kept aside with the reason, under names made of their digests, and never opened again
by themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from office.journal.files import write_whole

MOST = 500
"""Notes. A share on which somebody pours files must not fill this disk."""
ROOM = 256 * 1024 * 1024
"""Bytes of kept files; beyond them only the note is kept."""


@dataclass(frozen=True)
class Kept:
    digest: str
    code: str
    facts: Mapping[str, Any]
    size: int
    name: str
    """What it was called where it came from; a stranger's words."""


class Aside:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes, code: str, facts: Mapping[str, Any], name: str = "", whole: bool = True) -> str:  # fmt: skip
        """Keep a file and why it was not taken; its digest. Raises OSError. `whole` False: only the note."""
        digest = hashlib.sha256(data).hexdigest()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        notes = {path.stem for path in self.folder.glob("*.json")}
        if digest not in notes and len(notes) >= MOST:
            return digest
        if whole and not self._file(digest).exists() and self._used() + len(data) <= ROOM:
            write_whole(self._file(digest), data)
        plain = {n: v for n, v in facts.items() if isinstance(v, str | int | bool)}
        note = {"code": code, "facts": plain, "size": len(data), "name": name[:300]}
        write_whole(self.folder / f"{digest}.json", json.dumps(note).encode())
        return digest

    def kept(self) -> Iterator[Kept]:
        for path in sorted(self.folder.glob("*.json")):
            try:
                note = json.loads(path.read_text("utf-8"))
                yield Kept(path.stem, note["code"], note["facts"], note["size"], note["name"])
            except (OSError, ValueError, KeyError, TypeError):
                continue

    def data(self, digest: str) -> bytes | None:
        try:
            return self._file(digest).read_bytes()
        except OSError:
            return None

    def drop(self, digest: str) -> None:
        """It has been taken after all, or a person has put it away."""
        self._file(digest).unlink(missing_ok=True)
        (self.folder / f"{digest}.json").unlink(missing_ok=True)

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.kept"

    def _used(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob("*.kept"))
