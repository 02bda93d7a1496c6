"""The four doors, and setting up a department with a real keyring: present, absent, locked."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.keyring_session import KeyringSession, missing_tools
from tests.journeys.homes import Home, played

real_keyring = [
    pytest.mark.real_keyring,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]
ITEMS = """
import json, secretstorage
items = secretstorage.get_default_collection(secretstorage.dbus_init()).get_all_items()
print(json.dumps({item.get_label(): item.get_secret().decode() for item in items}))
"""
LOCK = "import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()"


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[KeyringSession]:
    folder = tmp_path / "k"
    folder.mkdir()
    with KeyringSession(folder) as session:
        yield session


def _nothing_made(home: Home) -> None:
    assert not list(home.folder.rglob("record.db*"))
    assert not home.data.exists() or not list(home.data.iterdir())
    assert home.reports() == []


@pytest.mark.parametrize("play", ["close_doors", "rehearse"])
def test_the_doors_open_and_close(tmp_path: Path, play: str) -> None:
    home = Home(tmp_path)
    played(home.play(play))
    assert home.reports() == []


@pytest.mark.parametrize("play", ["set_up_refused", "join_refused"])
def test_without_a_keyring_a_sentence_says_what_to_do_and_nothing_is_begun(tmp_path: Path, play: str) -> None:
    home = Home(tmp_path)
    played(home.play(play, "gnome-keyring"))
    _nothing_made(home)


class TestWithAKeyring:
    pytestmark = real_keyring

    def test_keys_are_in_the_keyring_only_and_opening_again_signs_in(
        self, tmp_path: Path, keyring: KeyringSession
    ) -> None:
        home = Home(tmp_path, keyring)
        played(home.play("set_up"))
        kept = json.loads(keyring.run(ITEMS).stdout)
        keys = [secret for label, secret in kept.items() if "key" in label]
        assert len(keys) == 2, list(kept)
        everything = [
            p.read_bytes() for p in home.folder.rglob("*") if p.is_file() and home.data in p.parents
        ]
        assert everything
        assert not any(key.encode() in data for key in keys for data in everything)
        played(home.play("open_again"))
        played(home.despatch("verify", str(home.workspace())))
        keyring.run(LOCK)
        played(home.play("open_without_keyring", "keyring"))
        assert _paused_entries(home) == 0
        assert home.reports() == []

    def test_what_is_missing_is_said_and_then_it_goes(self, tmp_path: Path, keyring: KeyringSession) -> None:
        home = Home(tmp_path, keyring)
        played(home.play("set_up_unfilled"))
        assert [p.name for p in home.data.iterdir()] == ["department-for-journeys"]
        assert home.reports() == []

    def test_an_exchange_folder_that_cannot_be_leaves_nothing_half_made(
        self, tmp_path: Path, keyring: KeyringSession
    ) -> None:
        home = Home(tmp_path, keyring)
        taken = tmp_path / "share"
        (taken / "despatch-exchange.txt").mkdir(parents=True)
        (taken / "joins").write_text("a file stands where a folder has to be")
        for where in (tmp_path / "nowhere", taken):
            played(home.play("set_up_where_nothing_can_carry", str(where), str(home.data)))
            shutil.rmtree(home.data)
            shutil.rmtree(home.state)
        played(home.play("set_up"))
        assert [p.name for p in home.data.iterdir()] == ["department-for-journeys"]
        assert home.reports() == []

    def test_a_locked_keyring_is_a_sentence_and_nothing_is_begun(
        self, tmp_path: Path, keyring: KeyringSession
    ) -> None:
        home = Home(tmp_path, keyring)
        keyring.run(LOCK)
        played(home.play("set_up_refused", "Unlock it"))
        _nothing_made(home)


def _paused_entries(home: Home) -> int:
    connection = sqlite3.connect(home.workspace() / "record.db")
    try:
        return connection.execute("SELECT count(*) FROM entry WHERE kind LIKE 'pause%'").fetchone()[0]
    finally:
        connection.close()
