"""A workspace on a real disk, its founder and its device."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office.journal.keys import MemorySigner
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import append, founded


@pytest.fixture
def ann() -> MemorySigner:
    return MemorySigner("ann", b"a" * 32)


@pytest.fixture
def ben() -> MemorySigner:
    return MemorySigner("ben", b"b" * 32)


@pytest.fixture
def desk() -> MemorySigner:
    """The device's own key."""
    return MemorySigner("desk", b"d" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def journal(folder: Path, ann: MemorySigner, desk: MemorySigner) -> Iterator[SqliteJournal]:
    """Founded, and nothing else."""
    with SqliteJournal(folder, create=True) as journal:
        append(journal, ann, founded(ann, desk))
        yield journal
