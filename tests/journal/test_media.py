"""The media store gives back exactly what was put into it, or says what is wrong."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from office.journal.media import MediaFault, MediaStore

PICTURE = b"\x89PNG not really" * 100


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


def test_what_is_put_is_got_by_its_digest(store: MediaStore) -> None:
    digest = store.put(PICTURE)
    assert digest == hashlib.sha256(PICTURE).hexdigest()
    assert store.get(digest) == PICTURE
    assert store.has(digest)
    assert store.path(digest) == store.folder / digest[:2] / digest[2:]


def test_the_same_bytes_are_stored_once(store: MediaStore) -> None:
    first = store.path(store.put(PICTURE)).stat()
    assert store.path(store.put(PICTURE)).stat().st_ino == first.st_ino
    assert [p.name for p in store.folder.rglob("*") if p.is_file()] == [
        hashlib.sha256(PICTURE).hexdigest()[2:]
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by their folder")
def test_nobody_else_may_read_them(store: MediaStore) -> None:
    umask = os.umask(0)
    try:
        path = store.path(store.put(PICTURE))
    finally:
        os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == store.folder.stat().st_mode & 0o777 == 0o700


def test_a_missing_file_is_named(store: MediaStore) -> None:
    digest = store.put(PICTURE)
    store.path(digest).unlink()
    assert not store.has(digest)
    with pytest.raises(MediaFault, match=r"missing.*Attach it again"):
        store.get(digest)


@pytest.mark.parametrize("changed", [b"", PICTURE[:-1], PICTURE[:-1] + b"!"])
def test_a_changed_file_is_never_given_out(store: MediaStore, changed: bytes) -> None:
    digest = store.put(PICTURE)
    store.path(digest).write_bytes(changed)
    with pytest.raises(MediaFault, match="has been changed"):
        store.get(digest)
    store.put(PICTURE)
    assert store.get(digest) == PICTURE


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_digest_is_a_way_into_the_folder(store: MediaStore, digest: str) -> None:
    with pytest.raises(ValueError, match="not a digest"):
        store.get(digest)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way")
    with pytest.raises(MediaFault, match="could not be stored"):
        MediaStore(tmp_path / "media").put(PICTURE)


def test_one_can_be_removed(store: MediaStore) -> None:
    digest = store.put(PICTURE)
    assert store.remove(digest)
    assert not store.remove(digest)
