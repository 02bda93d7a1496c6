"""The rehearsal plays itself; what it leaves is verified, and an altered record is named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.journeys.homes import Home, colours, played

SHOTS = 14


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("newcomer"))
    done = home.despatch("rehearse", "--tour", str(home.folder / "shots"))
    played(done)
    assert f"{SHOTS} screenshots and a summary are in" in done.stdout
    return home


def _workspace(home: Home) -> Path:
    (found,) = (home.data / "rehearsal").iterdir()
    return found


def test_the_tour_leaves_numbered_screenshots_that_show_something(home: Home) -> None:
    shots = sorted((home.folder / "shots").glob("*.png"))
    assert [int(shot.name[:2]) for shot in shots] == list(range(1, SHOTS + 1))
    assert min(colours(shot) for shot in shots) > 40
    assert home.reports() == []


def test_its_summary_tells_the_journey_and_that_the_record_is_whole(home: Home) -> None:
    summary = (home.folder / "shots" / "summary.md").read_text()
    assert "The record is whole." in summary
    assert "The journey was played to its end." in summary
    for shot in (home.folder / "shots").glob("*.png"):
        assert f"]({shot.name})" in summary


def test_verify_prints_counts_head_and_seal_and_then_names_what_was_altered(home: Home) -> None:
    folder = _workspace(home)
    whole = home.despatch("verify", str(folder))
    played(whole)
    lines = whole.stdout.splitlines()
    assert any("entries verified" in line for line in lines)
    assert any(line.startswith("Head: entry ") for line in lines)
    assert any("eal" in line for line in lines)
    assert "The record is whole." in lines
    connection = sqlite3.connect(folder / "record.db")
    with connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        (seq, body), *_ = connection.execute(
            "SELECT seq, json FROM body WHERE json LIKE '%flu jab%' ORDER BY seq"
        ).fetchall()
        connection.execute(
            "UPDATE body SET json = ? WHERE seq = ?", (body.replace("flu jab", "flu jag"), seq)
        )
    connection.close()
    altered = home.despatch("verify", str(folder))
    played(altered, 1)
    assert any(f"ntry {seq}" in line for line in altered.stdout.splitlines()), altered.stdout
    assert "The record is whole." not in altered.stdout
