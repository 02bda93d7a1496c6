"""The format is for ever: the page that describes it, a second verifier written from it, and a file made long ago."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from office.journal import codec, keys, schema, seals
from office.journal.keys import MemorySigner
from office.journal.port import Event, Head
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal import independent
from tests.journal.attacks import burgled
from tests.journal.desk import NOON, append, counting, drafted, key, minutes

DATA = Path(__file__).with_name("data")
PAGE = Path(__file__).parents[2] / "docs" / "record-format.md"
OLD = DATA / "record-1.sqlite3"
OLD_SEAL = DATA / "record-1.despatch-seal"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The file as it was made, on a disk where it may be written to."""
    return Path(shutil.copy(OLD, tmp_path / "record.db"))


def test_the_page_and_the_code_say_the_same() -> None:
    page = PAGE.read_text()
    for sql in schema.statements(schema.RECORD):
        for line in (line.strip().rstrip(",") for line in sql.splitlines()):
            name = line.split(" CHECK")[0].split(" UNIQUE CHECK")[0]
            assert "CREATE INDEX" in line or name in page, line
    assert all(f"`{kind}`" in page for kind in schema.ERASABLE)
    assert f"0x{schema.APPLICATION_ID:x}" in page


def test_the_pages_worked_example_is_right() -> None:
    page = PAGE.read_text()
    signer, nonce = MemorySigner("ann", bytes(range(32))), bytes(range(16))
    text = codec.canonical({"text": 'Dŵr £5\n"ok"', "n": 1})
    digest_of_body = codec.body_digest(nonce, text)
    said = [signer.public.hex(), signer.key_id, text.hex(), digest_of_body.hex()]
    last, workspace = bytes(32), ""
    for seq in (1, 2):
        at = f"2026-11-24T12:00:0{seq - 1}.000000Z"
        fields = codec.Fields(
            seq, "post-1", seq, "post.drafted", 1, at, "ann", signer.key_id, digest_of_body, last
        )
        last = codec.entry_digest(workspace, fields)
        workspace = workspace or last.hex()
        said += [last.hex(), signer.sign(last).hex()]
    place = type("Place", (), {"workspace": workspace, "head": lambda _: Head(2, last)})()
    said.append(
        seals.make(place, at=minutes(60), signer=signer).text().split('"signature":"')[1].split('"')[0]
    )
    assert [value for value in said if value not in page] == []


def test_a_file_made_long_ago_is_whole_to_both_verifiers() -> None:
    seal = seals.read(OLD_SEAL)
    report = verify(OLD, [seal])
    assert report.whole, report.lines()
    assert (report.entries, report.erased, report.unprotected) == (10, 1, 0)
    assert report.workspace == seal.workspace
    assert independent.verify(OLD, [seal.text()]) == []


def test_a_file_made_long_ago_is_read_replayed_and_written_to(old: Path, ann: MemorySigner) -> None:
    with SqliteJournal(old, [counting()]) as journal:
        assert [row["text"] for row in journal.query("SELECT text FROM post")] == ["Dŵr £5\n“Bin day” 👩🏽‍🚒"]
        assert journal.local.scratch_get("draft:1") == {"text": "half"}
        assert journal.stream("post-1")[1].body == {"list": [1, None, True, {"é": "", "e": []}]}
        append(journal, ann, drafted())
    assert verify(old, [seals.read(OLD_SEAL)]).unprotected == 1


def test_a_new_file_has_the_tables_that_the_old_one_has(old: Path, folder: Path) -> None:
    SqliteJournal(folder, create=True).close()
    schemas = []
    for path in (old, folder / "record.db"):
        conn = sqlite3.connect(path)
        schemas.append(
            dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
        )
        conn.close()
    assert schemas[0] == schemas[1]


def test_the_second_verifier_is_one(journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner) -> None:
    enrolled = Event("person-ben", "person.enrolled", {"roles": [], "keys": [key(ben)], "by": "ann"})
    append(journal, ann, enrolled, *(drafted(f"post-{n}", f"Text {n}") for n in range(5)), at=minutes(1))
    append(journal, ben, drafted())
    assert independent.verify(journal.path) == []
    with burgled(journal.path) as conn:
        conn.execute("UPDATE entry SET actor = 'ben' WHERE seq = 4")
    assert {seq for seq, _ in independent.verify(journal.path)} == {4}


PLACES = [
    *(
        ("entry", column)
        for column in ("seq", "stream", "version", "kind", "kind_version", "at", "actor", "device")
    ),
    *(("entry", column) for column in ("body_digest", "previous", "digest", "signature")),
    *(("body", column) for column in ("seq", "nonce", "json")),
]


@pytest.mark.parametrize(("table", "column"), PLACES, ids=lambda name: name)
def test_no_value_can_be_changed_unseen_by_either(
    table: str, column: str, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    """One value of one row at a time, at random: both verifiers name it, or the entry after it."""
    enrolled = Event("person-ben", "person.enrolled", {"roles": [], "keys": [key(ben)], "by": "ann"})
    append(journal, ann, enrolled, *(drafted(f"post-{n % 2}", f"Text {n}") for n in range(4)), at=NOON)
    append(journal, ben, drafted("post-0"), drafted("post-1"))
    journal.checkpoint()
    chance = random.Random(f"{table}.{column}")
    for seq in chance.sample(range(1, 9), 4):
        copy = Path(shutil.copy(journal.path, journal.path.with_name("copy.db")))
        with burgled(copy) as conn:
            read = "SELECT COLUMN FROM TABLE WHERE seq = ?".replace("COLUMN", column).replace("TABLE", table)
            write = "UPDATE TABLE SET COLUMN = ? WHERE seq = ?".replace("COLUMN", column).replace(
                "TABLE", table
            )
            (value,) = conn.execute(read, (seq,)).fetchone()
            conn.execute(write, (_changed(value, chance), seq))
        assert verify(copy).findings, (seq, column)
        assert independent.verify(copy), (seq, column)


def _changed(value: object, chance: random.Random) -> object:
    if isinstance(value, int):
        return value + chance.choice([100, 1000])
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]
    assert isinstance(value, str)
    place = chance.randrange(len(value))
    return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]


def test_a_key_is_named_as_the_page_says(ann: MemorySigner) -> None:
    assert keys.key_id(ann.public) == hashlib.sha256(ann.public).hexdigest()[:32]
