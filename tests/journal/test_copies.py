"""A workspace that is not the one that was left here is known as what it is."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from office.journal import backup, copies
from office.journal.keys import MemorySigner
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import NOON, append, drafted


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def left(journal: SqliteJournal, state: Path, ann: MemorySigner) -> Path:
    """A workspace that was accepted, used, noted and closed."""
    copies.accept(journal, state, "desk")
    append(journal, ann, drafted(), drafted())
    copies.note_head(journal, state)
    journal.close()
    return journal.path


def recognised(path: Path, state: Path, device: str = "desk") -> str:
    with SqliteJournal(path) as journal:
        return copies.recognise(journal, state, device)


def test_a_founded_workspace_is_new_until_it_is_accepted(journal: SqliteJournal, state: Path) -> None:
    assert copies.recognise(journal, state, "desk") == "new"
    copies.accept(journal, state, "desk")
    assert copies.recognise(journal, state, "desk") == "same"


def test_the_same_workspace_is_the_same_again(left: Path, state: Path) -> None:
    assert recognised(left, state) == "same"


def test_appending_by_others_here_does_not_make_it_another(
    left: Path, state: Path, ann: MemorySigner
) -> None:
    with SqliteJournal(left) as journal:
        append(journal, ann, drafted())
    assert recognised(left, state) == "same"


def test_on_another_machine_or_for_another_person_it_is_a_copy(
    left: Path, state: Path, tmp_path: Path
) -> None:
    assert recognised(left, tmp_path / "somebody else's state") == "copied"
    assert recognised(left, state, device="laptop") == "copied"


def test_a_copy_beside_the_original_is_a_copy(left: Path, state: Path, tmp_path: Path) -> None:
    shutil.copytree(left.parent, tmp_path / "copy")
    assert recognised(tmp_path / "copy", state) == "copied"
    assert recognised(left, state) == "same"


def test_a_copy_put_in_the_originals_place_is_a_copy(left: Path, state: Path) -> None:
    shutil.copy2(left, left.with_suffix(".new"))
    left.with_suffix(".new").replace(left)
    assert recognised(left, state) == "copied"


def test_a_workspace_in_another_folder_has_moved(left: Path, state: Path, tmp_path: Path) -> None:
    left.parent.rename(tmp_path / "elsewhere")
    assert recognised(tmp_path / "elsewhere", state) == "moved"


def test_a_restored_back_up_is_behind(left: Path, state: Path, tmp_path: Path, ann: MemorySigner) -> None:
    kept = backup.make(left, tmp_path / "backups", at=NOON)
    with SqliteJournal(left) as journal:
        append(journal, ann, drafted())
        copies.note_head(journal, state)
    left.write_bytes(kept.read_bytes())
    assert recognised(left, state) == "behind"


def test_a_restored_back_up_that_went_on_is_still_behind(
    left: Path, state: Path, tmp_path: Path, ann: MemorySigner
) -> None:
    kept = backup.make(left, tmp_path / "backups", at=NOON)
    with SqliteJournal(left) as journal:
        append(journal, ann, drafted())
        copies.note_head(journal, state)
    left.write_bytes(kept.read_bytes())
    with SqliteJournal(left) as journal:
        append(journal, ann, drafted(), drafted())
        copies.note_head(journal, state)
        assert copies.recognise(journal, state, "desk") == "behind"


def test_once_somebody_has_taken_over_it_is_the_one_and_the_other_is_not(
    left: Path, state: Path, tmp_path: Path
) -> None:
    shutil.copytree(left.parent, tmp_path / "copy")
    with SqliteJournal(tmp_path / "copy") as copy:
        copies.accept(copy, state, "desk")
        assert copies.recognise(copy, state, "desk") == "same"
    assert recognised(left, state) == "copied"


def test_a_copy_does_not_note_its_head(left: Path, state: Path, tmp_path: Path, ann: MemorySigner) -> None:
    shutil.copytree(left.parent, tmp_path / "copy")
    with SqliteJournal(left) as journal:
        copies.accept(journal, state, "desk")
    with SqliteJournal(tmp_path / "copy") as copy:
        append(copy, ann, drafted())
        copies.note_head(copy, state)
    assert recognised(left, state) == "same"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "null", '{"id": 1}'])
def test_a_broken_mark_is_as_none(content: str, left: Path, state: Path) -> None:
    (mark,) = state.iterdir()
    mark.write_text(content)
    assert recognised(left, state) == "copied"


def test_noting_is_not_writing_to_the_record(left: Path, state: Path) -> None:
    with SqliteJournal(left) as journal:
        before = sqlite3.connect(left).execute("PRAGMA data_version").fetchone()
        copies.note_head(journal, state)
        assert sqlite3.connect(left).execute("PRAGMA data_version").fetchone() == before
