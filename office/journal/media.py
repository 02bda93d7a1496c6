"""Pictures and films, kept by the digest of their bytes beside the record."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from office.journal.files import write_whole
from office.journal.port import JournalFault

FOLDER_NAME = "media"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class MediaFault(JournalFault):
    """A stored file is missing, is not what it was, or could not be stored. The message is a sentence."""


class MediaStore:
    """`folder` is the workspace's `media` folder; files lie in it as `ab/cdef...`. Any thread may use one."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def put(self, content: bytes) -> str:
        """Store the bytes, on disk before it returns; their SHA-256 in hexadecimal. The same bytes are stored once."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        try:
            if not _holds(path, digest):
                self._write(path, content)
        except OSError as error:
            raise MediaFault(
                f"The file could not be stored: {error.strerror}. Make some room on the disk."
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes, looked at again: they are what was stored, or a MediaFault says what is wrong."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise MediaFault(
                f"The file {digest[:12]} is missing from the workspace's media folder. Attach it again, or restore it from a back-up."
            ) from None
        except OSError as error:
            raise MediaFault(f"The file {digest[:12]} cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise MediaFault(
                f"The file {digest[:12]} has been changed since it was attached. Attach it again, or restore it from a back-up."
            )
        return content

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Where it lies, whether it is there or not. Raises ValueError for what is not a digest."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a digest: {digest!r}")
        return self.folder / digest[:2] / digest[2:]

    def remove(self, digest: str) -> bool:
        """For erasing what a person sent us, and for nothing that a post used. False when there was none."""
        try:
            self.path(digest).unlink()
        except FileNotFoundError:
            return False
        return True

    def _write(self, path: Path, content: bytes) -> None:
        for folder in (self.folder, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, content)


def _holds(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False
