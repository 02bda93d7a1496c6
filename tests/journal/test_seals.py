"""Seals travel as small files and are believed only when they are whole."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from office.journal import seals
from office.journal.keys import MemorySigner
from office.journal.seals import Seal, SealFault
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import NOON, append, drafted, minutes


@pytest.fixture
def seal(journal: SqliteJournal, ann: MemorySigner, desk: MemorySigner) -> Seal:
    append(journal, ann, drafted())
    return seals.make(journal, at=NOON, signer=desk)


def test_a_seal_says_where_the_record_is(seal: Seal, journal: SqliteJournal, desk: MemorySigner) -> None:
    head = journal.head()
    assert (seal.workspace, seal.seq, seal.digest) == (journal.workspace, head.seq, head.digest.hex())
    assert (seal.at, seal.key, seal.public) == (NOON, desk.key_id, desk.public)
    assert seal.genuine


def test_it_is_read_back_from_its_text(seal: Seal) -> None:
    assert seals.parse(seal.text()) == seal
    assert len(seal.text()) < 600
    assert seal.text().count("\n") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 3},
        {"digest": "ab" * 32},
        {"workspace": "ab" * 32},
        {"at": minutes(1)},
        {"key": "ab" * 16},
        {"public": bytes(32)},
        {"signature": bytes(64)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_seal_is_not_genuine(change: dict[str, object], seal: Seal) -> None:
    changed = replace(seal, **change)  # type: ignore[arg-type]
    assert not changed.genuine
    assert not seals.parse(changed.text()).genuine


def test_another_key_put_in_its_place_is_another_key(seal: Seal, ann: MemorySigner) -> None:
    assert not replace(seal, public=ann.public, key=ann.key_id).genuine


@pytest.mark.parametrize(
    "field", ["at", "despatch-seal", "digest", "key", "public", "seq", "signature", "workspace"]
)
@pytest.mark.parametrize("value", [None, "", "x", -1, 1.5, True, [], {}, "2026-11-24T12:00:00Z"])
def test_a_broken_seal_is_a_sentence(field: str, value: object, seal: Seal) -> None:
    fields = json.loads(seal.text())
    for broken in ({**fields, field: value}, {k: v for k, v in fields.items() if k != field}):
        try:
            assert not seals.parse(json.dumps(broken)).genuine
        except SealFault:
            continue


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", "[" * 3000, "x" * 100_000, '{"despatch-seal": 2}', "\0"]
)
def test_what_is_no_seal_is_a_sentence(text: str) -> None:
    with pytest.raises(SealFault, match="not a Despatch seal"):
        seals.parse(text)


def test_an_empty_record_is_not_sealed(folder: Path, desk: MemorySigner) -> None:
    with SqliteJournal(folder, create=True) as journal, pytest.raises(SealFault, match="nothing to seal"):
        seals.make(journal, at=NOON, signer=desk)


def test_a_folder_of_seals(
    seal: Seal, journal: SqliteJournal, ann: MemorySigner, desk: MemorySigner, tmp_path: Path
) -> None:
    kept = tmp_path / "seals"
    kept.mkdir()
    append(journal, ann, drafted())
    later = seals.make(journal, at=minutes(5), signer=desk)
    paths = [seals.write(one, kept) for one in (later, seal)]
    (kept / "half.despatch-seal").write_text(seal.text()[:100])
    (kept / "notes.txt").write_text("not a seal")
    found, faults = seals.read_folder(kept)
    assert found == (seal, later)
    assert len(faults) == 1
    assert "half.despatch-seal" in faults[0]
    assert all(path.suffix == seals.SUFFIX for path in paths)
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}


def test_evidence_is_not_written_over(
    seal: Seal, tmp_path: Path, desk: MemorySigner, journal: SqliteJournal
) -> None:
    path = seals.write(seal, tmp_path)
    again = seals.make(journal, at=minutes(9), signer=desk)
    assert seals.write(again, tmp_path) == path
    assert seals.read(path) == seal
    other = replace(seal, digest="cd" * 32)
    assert seals.write(other, tmp_path) != path
    path.write_text("spoilt")
    seals.write(seal, tmp_path)
    assert seals.read(path) == seal


def test_a_folder_that_is_not_there_is_a_sentence(seal: Seal, tmp_path: Path) -> None:
    with pytest.raises(SealFault, match="could not be kept"):
        seals.write(seal, tmp_path / "nowhere")
    with pytest.raises(SealFault, match="cannot be read"):
        seals.read_folder(tmp_path / "nowhere")
    with pytest.raises(SealFault, match="cannot be read"):
        seals.read(tmp_path / "nowhere.despatch-seal")
