"""Whatever is wrong with a file, a sentence says so, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from office.journal import schema
from office.journal.keys import MemorySigner
from office.journal.port import Busy, Damaged, DiskFault, JournalFault, NewerFormat, NotAWorkspace
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.desk import append, counting, drafted

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by their folder")


@pytest.fixture
def closed(journal: SqliteJournal, ann: MemorySigner) -> Path:
    """A workspace's file with three hundred entries, and nobody in it."""
    append(journal, ann, *(drafted(f"post-{n}", "x" * 300) for n in range(300)))
    journal.close()
    return journal.path


def test_a_workspace_is_opened_by_its_folder_or_its_file(closed: Path) -> None:
    for path in (closed, closed.parent, str(closed.parent)):
        with SqliteJournal(path) as journal:
            assert journal.head().seq == 301


@posix
def test_only_its_owner_may_read_it(folder: Path, ann: MemorySigner) -> None:
    umask = os.umask(0)
    try:
        with SqliteJournal(folder, create=True) as journal:
            append(journal, ann, drafted())
            modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        assert os.umask(umask) == 0
    assert modes == dict.fromkeys(["record.db", "record.db-wal", "record.db-shm"], 0o600)
    assert folder.stat().st_mode & 0o777 == 0o700


@posix
def test_a_file_that_others_could_read_is_closed_to_them(closed: Path) -> None:
    closed.chmod(0o664)
    SqliteJournal(closed).close()
    assert closed.stat().st_mode & 0o777 == 0o600


def test_an_existing_workspace_is_never_made_again(closed: Path) -> None:
    with pytest.raises(NotAWorkspace, match="already"):
        SqliteJournal(closed, create=True)
    assert [path.name for path in closed.parent.iterdir()] == ["record.db"]
    assert verify(closed).whole


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DiskFault, match="could not be made"):
        SqliteJournal(tmp_path / "file" / "workspace", create=True)


def _garbage(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Dear all, please find attached")


def _cut(length: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:length])

    return cut


def _other_database(path: Path) -> None:
    path.unlink()
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE entry (seq INTEGER)")
    conn.close()


def _pragma(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute(statement)
        conn.close()

    return change


def _first_page_overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(3900))


@posix
@pytest.mark.parametrize(
    ("spoil", "fault", "sentence"),
    [
        pytest.param(Path.unlink, NotAWorkspace, "There is no workspace at", id="missing"),
        pytest.param(_empty, NotAWorkspace, "is not a Despatch workspace", id="empty"),
        pytest.param(_garbage, NotAWorkspace, "is not a Despatch workspace", id="garbage"),
        pytest.param(_text, NotAWorkspace, "is not a Despatch workspace", id="a letter"),
        pytest.param(_cut(10), Damaged, "cut short.*open the newest back-up", id="cut within its first words"),
        pytest.param(_cut(5000), Damaged, "cut short.*open the newest back-up", id="cut within its second page"),
        pytest.param(_cut(40960), Damaged, "cut short.*open the newest back-up", id="cut between two pages"),
        pytest.param(_first_page_overwritten, Damaged, "damaged.*open the newest back-up", id="overwritten"),
        pytest.param(_other_database, NotAWorkspace, "a database, but not a Despatch workspace", id="another database"),
        pytest.param(
            _pragma(f"PRAGMA user_version = {schema.SCHEMA + 1}"), NewerFormat, "newer Despatch. Install that version",
            id="made by a newer Despatch",
        ),
        pytest.param(_pragma("DROP TABLE body"), Damaged, "lost its record", id="a table gone"),
        pytest.param(lambda path: path.chmod(0o400), NotAWorkspace, "read-only.*Copy the workspace", id="read-only"),
        pytest.param(
            lambda path: path.parent.chmod(0o500), NotAWorkspace, "read-only.*Copy the workspace", id="a read-only folder"
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_worked_with(
    spoil: Callable[[Path], None], fault: type[JournalFault], sentence: str, closed: Path
) -> None:
    spoil(closed)
    before = closed.read_bytes() if closed.exists() else None
    try:
        with pytest.raises(fault, match=sentence) as refused:
            SqliteJournal(closed, [counting()])
        assert type(refused.value) is fault
        assert (closed.read_bytes() if closed.exists() else None) == before
    finally:
        closed.parent.chmod(0o700)


def test_a_folder_without_a_workspace_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace, match="There is no workspace at"):
        SqliteJournal(tmp_path)


def test_a_synced_folder_is_refused_with_advice(closed: Path, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - Department for Tests" / "workspace"
    shutil.copytree(closed.parent, synced)
    with pytest.raises(NotAWorkspace, match=r"OneDrive.*on this computer's own disk"):
        SqliteJournal(synced)
    with pytest.raises(NotAWorkspace, match=r"Dropbox.*exchange folder"):
        SqliteJournal(tmp_path / "Dropbox" / "new", create=True)
    assert not (tmp_path / "Dropbox").exists()


def test_an_unfinished_making_is_not_in_the_way(folder: Path, ann: MemorySigner) -> None:
    folder.mkdir()
    (folder / ".record.db.0badcafe.new").write_bytes(b"half")
    with SqliteJournal(folder, create=True) as journal:
        append(journal, ann, drafted())


def test_the_promises_of_a_connection(journal: SqliteJournal) -> None:
    promised = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000,
        "application_id": schema.APPLICATION_ID, "user_version": schema.SCHEMA, "temp_store": 2,
    }  # fmt: skip
    kept = {name: journal.query(f"PRAGMA {name}")[0][0] for name in promised}
    assert kept == promised


def test_a_script_is_taken_apart_statement_by_statement() -> None:
    script = "A; B 'x;y'; -- c; d\nCREATE TRIGGER t AFTER INSERT ON x BEGIN D; E; END; F"
    assert schema.statements(script) == [
        "A;", "B 'x;y';", "-- c; d\nCREATE TRIGGER t AFTER INSERT ON x BEGIN D; E; END;", "F",
    ]  # fmt: skip
    assert schema.statements("A;\n") == ["A;"]
    assert schema.statements("") == []


class TestDisk:
    def test_a_full_disk_is_a_sentence_and_nothing_was_written(
        self, journal: SqliteJournal, ann: MemorySigner
    ) -> None:
        with SqliteJournal(journal.path, [counting()]) as full:
            append(full, ann, drafted("post-1", "Before"))
            pages = full.query("PRAGMA page_count")[0][0]
            full.query(f"PRAGMA max_page_count = {pages + 2}")
            with pytest.raises(DiskFault, match=r"The disk is full\. Nothing was written"):
                append(full, ann, *(drafted(f"post-{n}", "x" * 5000) for n in range(20)))
            assert full.head().seq == 2
            assert full.query("SELECT count(*) FROM post")[0][0] == 1
            with SqliteJournal(journal.path) as other:
                append(other, ann, drafted("post-1", "By another"))
            full.query(f"PRAGMA max_page_count = {pages + 100_000}")
            append(full, ann, drafted("post-1", "After"))
        assert verify(journal.path).whole

    @pytest.mark.parametrize("method", ["scratch_set", "setting_set"])
    def test_autosave_on_a_full_disk_is_the_same_sentence(self, method: str, journal: SqliteJournal) -> None:
        pages = journal.query("PRAGMA page_count")[0][0]
        journal.query(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFault, match="full"):
            getattr(journal.local, method)("draft", "x" * 100_000)

    def test_a_busy_record_is_a_sentence(self, journal: SqliteJournal, ann: MemorySigner) -> None:
        journal.query("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(journal.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="try again"):
            append(journal, ann, drafted())
        other.execute("ROLLBACK")
        other.close()
        append(journal, ann, drafted())

    def test_a_record_damaged_while_in_use_is_a_sentence(self, closed: Path) -> None:
        content = bytearray(closed.read_bytes())
        for page in range(8192, len(content), 4096):
            content[page : page + 200] = os.urandom(200)
        closed.write_bytes(content)
        with pytest.raises(Damaged, match="newest back-up"), SqliteJournal(closed) as journal:
            list(journal.entries())
