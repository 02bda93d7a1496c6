"""A person's name can go from the record for good, and the record stays whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from office.journal import backup
from office.journal.erasure import NotErasable, erase, sweep
from office.journal.keys import MemorySigner
from office.journal.port import Entry, Event, JournalFault, Projection
from office.journal.schema import ERASABLE, FENCE
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.attacks import burgled
from tests.journal.desk import NOON, append, drafted, minutes

NAME = "Aurelia Quillfeather"


def _named(person: str = "person-cat", name: str = NAME) -> Event:
    return Event(person, "person.named", {"name": name, "email": "cat@example.gov.uk"})


def _apply(execute: Callable[..., Any], entry: Entry) -> None:
    if entry.kind == "person.named" and entry.body is not None:
        execute("INSERT INTO people (rowid, name) VALUES (?, ?)", (entry.seq, entry.body["name"]))
    elif entry.kind == "record.erased" and entry.body is not None:
        execute("DELETE FROM people WHERE rowid = ?", (entry.body["seq"],))


SEARCH = Projection("people", 1, ("people",), "CREATE VIRTUAL TABLE people USING fts5 (name);", _apply)


def _files_holding(words: str, folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        if any(word.lower().encode() in content for word in words.split()):
            found.append(path.name)
    return found


def test_the_name_is_gone_from_every_file_and_the_chain_is_whole(
    journal: SqliteJournal, ann: MemorySigner
) -> None:
    with SqliteJournal(journal.path, [SEARCH]) as opened:
        append(opened, ann, _named("person-dan", "Dan"), _named(), drafted())
        assert _files_holding(NAME, journal.path.parent)
        certificate = erase(opened, 3, "asked by the person", at=minutes(1), signer=ann)
        assert opened.query("SELECT count(*) FROM people")[0][0] == 1
        assert _files_holding(NAME, journal.path.parent) == []
        assert opened.stream("person-cat")[0].body is None
        assert opened.stream("workspace")[-1].body == {
            "seq": 3, "stream": "person-cat", "kind": "person.named", "reason": "asked by the person",
        }  # fmt: skip
    report = verify(journal.path)
    assert report.whole
    assert report.erased == 1
    assert "1 body lawfully erased; an entry says so of each." in report.lines()
    assert certificate["erased"] == {
        "entry": 3, "kind": "person.named", "stream": "person-cat", "written": NOON.isoformat(),
    }  # fmt: skip
    assert certificate["by"]["actor"] == "ann"
    assert certificate["swept"] is True
    assert "cannot be turned back" in certificate["remains"][0]


def test_a_guessed_name_cannot_be_checked_against_what_stays(
    journal: SqliteJournal, ann: MemorySigner
) -> None:
    append(journal, ann, _named())
    erase(journal, 2, "left", at=NOON, signer=ann)
    assert tuple(journal.query("SELECT nonce, json FROM body WHERE seq = 2")[0]) == (b"", None)


def test_rebuilding_after_an_erasure_does_not_bring_it_back(
    journal: SqliteJournal, ann: MemorySigner
) -> None:
    append(journal, ann, _named())
    erase(journal, 2, "left", at=NOON, signer=ann)
    with SqliteJournal(journal.path, [SEARCH]) as opened:
        assert opened.query("SELECT count(*) FROM people")[0][0] == 0


@pytest.mark.parametrize(
    ("seq", "why"), [(1, "never erased"), (3, "never erased"), (9, "no entry 9"), (2, "already")]
)
def test_what_is_not_erased(seq: int, why: str, journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, _named(), drafted())
    erase(journal, 2, "left", at=NOON, signer=ann)
    with pytest.raises(NotErasable, match=why):
        erase(journal, seq, "because", at=NOON, signer=ann)
    assert journal.head().seq == 4


def test_an_erasure_cannot_be_slipped_past_the_fence(journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, _named(), drafted())
    with pytest.raises(sqlite3.IntegrityError, match="never erased"):
        append(journal, ann, Event("workspace", "record.erased", {"seq": 3}))
    with pytest.raises(JournalFault, match="no body"):
        append(journal, ann, Event("workspace", "record.erased", {"seq": 99}))
    assert journal.head().seq == 3
    append(journal, ann, Event("workspace", "record.erased", {"seq": 2}), drafted())
    assert verify(journal.path).whole


def test_the_fence_lists_what_the_code_lists() -> None:
    assert all(f"'{kind}'" in FENCE for kind in ERASABLE)
    assert FENCE.count(", ".join(f"'{kind}'" for kind in sorted(ERASABLE))) == 1


def test_an_unlawful_erasure_shows(journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, drafted(), _named())
    append(journal, ann, Event("workspace", "record.erased", {"seq": 3}))
    with burgled(journal.path) as conn:
        conn.execute("UPDATE body SET json = NULL, nonce = x'' WHERE seq = 2")
    assert [(f.code, f.seq) for f in verify(journal.path).findings] == [("body-missing", 2)]


def test_a_body_that_came_back_shows(journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, _named())
    nonce, text = journal.query("SELECT nonce, json FROM body WHERE seq = 2")[0]
    erase(journal, 2, "left", at=NOON, signer=ann)
    with burgled(journal.path) as conn:
        conn.execute("UPDATE body SET json = ?, nonce = ? WHERE seq = 2", (text, nonce))
    assert [(f.code, f.seq) for f in verify(journal.path).findings] == [("not-erased", 3)]


def test_the_certificate_says_what_remains_where(journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, _named())
    kept = backup.make(journal.path, journal.path.parent / backup.FOLDER_NAME, at=NOON)
    reader = sqlite3.connect(journal.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM entry").fetchone()
    journal.query("PRAGMA busy_timeout = 10")
    certificate = erase(journal, 2, "left", at=NOON, signer=ann)
    assert certificate["swept"] is False
    assert any("log beside the record" in place for place in certificate["remains"])
    assert any(kept.name in place for place in certificate["remains"])
    reader.execute("ROLLBACK")
    reader.close()
    assert sweep(journal)
    assert _files_holding(NAME, journal.path.parent) == [kept.name]


def test_a_verification_that_goes_on_knows_of_an_erasure_that_came_later(
    journal: SqliteJournal, ann: MemorySigner
) -> None:
    append(journal, ann, _named())
    first = verify(journal.path)
    erase(journal, 2, "left", at=NOON, signer=ann)
    second = verify(journal.path, after=first.checkpoint)
    assert second.whole
    assert second.erased == 1
