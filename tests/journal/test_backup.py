"""Back-ups are whole copies, made while the record is in use."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from office.journal import backup
from office.journal.keys import MemorySigner
from office.journal.port import DiskFault
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.desk import NOON, append, drafted, minutes


def test_a_back_up_is_the_whole_record_in_one_file(
    journal: SqliteJournal, ann: MemorySigner, tmp_path: Path
) -> None:
    append(journal, ann, drafted())
    journal.local.scratch_set("draft", "half a sentence")
    kept = backup.make(journal.path, tmp_path / "kept", at=NOON)
    assert kept.name == "record-20261124T120000Z.db"
    assert verify(kept).head == journal.head()
    kept.chmod(0o400)
    assert verify(kept).whole
    kept.chmod(0o600)
    with SqliteJournal(kept) as restored:
        assert restored.local.scratch_get("draft") == "half a sentence"
        append(restored, ann, drafted())
    assert verify(kept).whole


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by their folder")
def test_only_its_owner_may_read_it(journal: SqliteJournal, tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        kept = backup.make(journal.path, tmp_path / "kept", at=NOON)
    finally:
        os.umask(umask)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_the_newest_five_are_kept_and_nothing_else_is_touched(journal: SqliteJournal, tmp_path: Path) -> None:
    (tmp_path / "record-of-a-meeting.db").write_text("not ours")
    for day in (3, 1, 4, 1, 5, 9, 2, 6):
        backup.make(journal.path, tmp_path, at=NOON + timedelta(days=day))
    assert [path.name[11:15] for path in backup.found_in(tmp_path)] == [
        "1203",
        "1130",
        "1129",
        "1128",
        "1127",
    ]
    assert (tmp_path / "record-of-a-meeting.db").exists()
    assert not list(tmp_path.glob(".*"))


def test_it_is_one_moment_of_the_record_while_others_write(
    journal: SqliteJournal, ann: MemorySigner, tmp_path: Path
) -> None:
    append(journal, ann, *(drafted(f"post-{n}", "x" * 2000) for n in range(1200)))
    done = threading.Event()

    def write() -> None:
        with SqliteJournal(journal.path) as other:
            while not done.is_set():
                append(other, ann, drafted())

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[tuple[int, int]] = []
    try:
        kept = [
            backup.make(journal.path, tmp_path, at=minutes(n), progress=lambda a, b: seen.append((a, b)))
            for n in range(3)
        ]
    finally:
        done.set()
        writer.join()
    assert all(verify(path).whole for path in kept)
    assert seen[-1][0] == seen[-1][1]


def test_a_folder_that_is_none_is_a_sentence(journal: SqliteJournal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DiskFault, match="Choose another folder"):
        backup.make(journal.path, tmp_path / "file" / "kept", at=NOON)
