"""Seals: signed copies of the record's head, kept where whoever could cut the record cannot reach them."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from office.journal import keys
from office.journal.codec import canonical, moment, stamp
from office.journal.files import write_whole
from office.journal.port import Head, JournalFault
from office.ports import Signer

SUFFIX = ".despatch-seal"
FORMAT = 1
_MOST_CHARACTERS = 4096
_HEX = re.compile(r"[0-9a-f]{64}")


class SealFault(JournalFault):
    """Not a seal, or one that could not be kept. The message is a sentence."""


class Sealable(Protocol):
    @property
    def workspace(self) -> str: ...
    def head(self) -> Head: ...


@dataclass(frozen=True)
class Seal:
    """`digest` is entry `seq`'s, in hexadecimal. `public` comes along so that a seal can be checked by itself."""

    workspace: str
    seq: int
    digest: str
    at: datetime
    key: str
    public: bytes
    signature: bytes

    @property
    def genuine(self) -> bool:
        """The signature is by the key that it names. Whose key that is, the record knows."""
        return keys.key_id(self.public) == self.key and keys.verify(
            self.public, self.signature, self._message()
        )

    @property
    def file_name(self) -> str:
        return f"{self.workspace[:12]}-{self.seq:09}-{self.digest[:8]}{SUFFIX}"

    def text(self) -> str:
        """One line of JSON."""
        fields = {
            "at": stamp(self.at),
            "despatch-seal": FORMAT,
            "digest": self.digest,
            "key": self.key,
            "public": b64encode(self.public).decode(),
            "seq": self.seq,
            "signature": b64encode(self.signature).decode(),
            "workspace": self.workspace,
        }
        return canonical(fields).decode() + "\n"

    def _message(self) -> bytes:
        return _message(self.workspace, self.seq, self.digest, self.at, self.key)


def make(journal: Sealable, *, at: datetime, signer: Signer) -> Seal:
    """Raises SealFault while there is nothing to seal."""
    head = journal.head()
    if head.seq == 0:
        raise SealFault("The record is empty: there is nothing to seal yet.")
    workspace, digest = journal.workspace, head.digest.hex()
    signature = signer.sign(_message(workspace, head.seq, digest, at, signer.key_id))
    return Seal(workspace, head.seq, digest, at, signer.key_id, signer.public, signature)


def parse(text: str) -> Seal:
    """Raises SealFault. What it says is not yet believed: `genuine`, and the record, tell."""
    try:
        return _parse(json.loads(text) if len(text) <= _MOST_CHARACTERS else None)
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
        raise SealFault("This is not a Despatch seal, or it has been changed or cut short.") from error


def write(seal: Seal, folder: Path | str) -> Path:
    """Keep it as a file. One that is there already stays: evidence is not written over. Raises SealFault."""
    path = Path(folder) / seal.file_name
    try:
        if not (path.exists() and _readable(path)):
            write_whole(path, seal.text().encode())
    except OSError as error:
        raise SealFault(
            f"The seal could not be kept in {folder}: {error.strerror}. Check that folder."
        ) from error
    return path


def read(path: Path | str) -> Seal:
    """Raises SealFault."""
    try:
        with Path(path).open("rb") as file:
            return parse(file.read(_MOST_CHARACTERS + 1).decode("ascii", "replace"))
    except OSError as error:
        raise SealFault(f"{path} cannot be read: {error.strerror}.") from error
    except SealFault as error:
        raise SealFault(f"{path}: {error}") from error


def read_folder(folder: Path | str) -> tuple[tuple[Seal, ...], tuple[str, ...]]:
    """All seals in a folder, oldest head first, and a sentence for each file that is none. Raises SealFault."""
    folder = Path(folder)
    found, faults = [], []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError as error:
        raise SealFault(f"The folder of seals, {folder}, cannot be read: {error.strerror}.") from error
    for path in paths:
        try:
            found.append(read(path))
        except SealFault as fault:
            faults.append(str(fault))
    return tuple(sorted(found, key=lambda seal: (seal.seq, seal.at))), tuple(faults)


def _parse(fields: Any) -> Seal:
    if not isinstance(fields, dict) or len(fields) != 8:
        raise ValueError("not a seal")
    if type(fields["despatch-seal"]) is not int or fields["despatch-seal"] != FORMAT:
        raise ValueError("not a seal of this format")
    seq, workspace, digest = fields["seq"], fields["workspace"], fields["digest"]
    if type(seq) is not int or seq < 1 or not _HEX.fullmatch(workspace) or not _HEX.fullmatch(digest):
        raise ValueError("not a place in a record")
    at = moment(fields["at"])
    if stamp(at) != fields["at"]:
        raise ValueError("not a time as seals write it")
    public, signature = (b64decode(fields[name], validate=True) for name in ("public", "signature"))
    return Seal(workspace, seq, digest, at, str(fields["key"]), public, signature)


def _message(workspace: str, seq: int, digest: str, at: datetime, key: str) -> bytes:
    return canonical(["despatch-seal", FORMAT, workspace, seq, digest, stamp(at), key])


def _readable(path: Path) -> bool:
    try:
        return read(path).genuine
    except SealFault:
        return False
