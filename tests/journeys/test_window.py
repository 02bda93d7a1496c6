"""The window as a whole: one for a workspace, what quitting says, strangers' words, every screen dark and at 200 %."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.journeys.homes import Home, colours, end, played


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_second_start_brings_the_first_to_the_front(home: Home, tmp_path: Path) -> None:
    told = tmp_path / "folder"
    first = home.start("tests.journeys.plays", "brought_to_front", str(told))
    until = time.monotonic() + 60
    while not told.exists() and first.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    second = home.despatch("--workspace", told.read_text())
    played(end(first))
    played(second)


def test_quitting_lists_what_will_not_go_out(home: Home) -> None:
    played(home.play("quit_with_a_plan"))
    assert home.reports() == []


def test_strangers_words_stay_words(home: Home) -> None:
    done = home.play("strangers")
    played(done)
    print(done.stdout)
    assert home.reports() == []


@pytest.mark.parametrize(("mode", "percent"), [("dark", 100), ("light", 200), ("dark", 200)])
def test_every_screen_is_whole(home: Home, tmp_path: Path, mode: str, percent: int) -> None:
    """No button of a screen is cut."""
    home.state.mkdir(parents=True)
    (home.state / "window.ini").write_text(f"[look]\nmode={mode}\npercent={percent}\n")
    done = home.play("every_screen", str(tmp_path))
    played(done)
    assert min(colours(shot) for shot in tmp_path.glob("*.png")) > 20
