"""What a carrier has taken from an exchange folder and put into it, remembered on this machine: lines of JSON, each on
disk before anything else happens, so that a restart does nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from office.journal.files import write_whole

Stat = tuple[int, int]
"""Size and time of change, as the share tells them."""


class Carried:
    """`path` is a file of this machine's own. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handled: dict[str, Stat] = {}
        self._digests: set[str] = set()
        self._ids: set[str] = set()
        self._begun: set[str] = set()
        self._put: set[str] = set()
        self._load()

    def handled(self, file: str, stat: Stat) -> bool:
        """Was this very file, unchanged since, dealt with already?"""
        return self._handled.get(file) == stat

    def knows(self, digest: str) -> bool:
        return digest in self._digests

    def knows_id(self, envelope_id: str) -> bool:
        return envelope_id in self._ids

    def was_begun(self, digest: str) -> bool:
        """Was it being taken when this machine stopped?"""
        return digest in self._begun

    def has_put(self, file: str) -> bool:
        return file in self._put

    def begin(self, digest: str) -> None:
        self._note({"begun": digest})

    def done(self, file: str, stat: Stat, digest: str = "", envelope_id: str = "") -> None:
        """Dealt with: taken, or kept aside. Without a digest only this file is remembered, not what is in it."""
        self._note({"file": file, "stat": list(stat), "digest": digest, "id": envelope_id})

    def put(self, file: str) -> None:
        self._note({"put": file})

    def removed(self, file: str) -> None:
        self._note({"removed": file})

    def _note(self, line: Mapping[str, Any]) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as out:
            out.write(json.dumps(line).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        self._learn(line)

    def _learn(self, line: Mapping[str, Any]) -> None:
        if "file" in line:
            self._handled[line["file"]] = (line["stat"][0], line["stat"][1])
            self._digests |= {line["digest"]} - {""}
            self._ids |= {line["id"]} - {""}
            self._begun.discard(line["digest"])
        if "begun" in line:
            self._begun.add(line["begun"])
        if "put" in line:
            self._put.add(line["put"])
        if "removed" in line:
            self._put.discard(line["removed"])

    def _load(self) -> None:
        """A last line that was cut short is as if it had not been written."""
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return
        for raw in text.split(b"\n"):
            try:
                self._learn(json.loads(raw))
            except (ValueError, KeyError, TypeError, IndexError):
                continue
        if text and not text.endswith(b"\n"):
            write_whole(self._path, text[: text.rfind(b"\n") + 1])
