"""The real window on a real screen (Xvfb), by keyboard only, with keys that come from outside the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.homes import Home, colours, end, played

TOOLS = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(TOOLS), reason=f"not installed: {', '.join(TOOLS)}"),
]


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen of its own, with a number that is free."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp", "-screen", "0", "1400x900x24"]
    process = subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    process.terminate()
    process.wait(10)


def _keys(screen: str, *arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], env={**os.environ, "DISPLAY": screen}, check=True, timeout=30)


def _until(there: Path) -> None:
    end_ = time.monotonic() + 60
    while not there.exists() and time.monotonic() < end_:
        time.sleep(0.05)
    assert there.exists(), f"{there.name} did not come"


def test_a_post_is_asked_for_and_everything_paused_without_a_mouse(tmp_path: Path, screen: str) -> None:
    home, told = Home(tmp_path / "home"), tmp_path / "told"
    told.mkdir()
    despatch = home.start(
        "tests.journeys.plays", "by_keyboard", str(told), QT_QPA_PLATFORM="xcb", DISPLAY=screen
    )
    try:
        _until(told / "ready")
        # No window manager runs here: somebody has to give the window the keyboard.
        _keys(screen, "search", "--onlyvisible", "--name", "Despatch", "windowfocus", "--sync")
        _keys(screen, "key", "ctrl+n")
        _until(told / "editor")
        _keys(screen, "type", "--delay", "20", "Book your flu jab now.")
        _until(told / "typed")
        _until(told / "chosen")
        _keys(screen, "key", "ctrl+Return")
        _until(told / "asked")
        _keys(screen, "key", "ctrl+shift+p")
        _until(told / "paused")
        _keys(screen, "key", "ctrl+q")
    finally:
        if despatch.poll() is None and not (told / "paused").exists():
            despatch.terminate()
        done = end(despatch)
    played(done)
    assert colours(told / "paused.png") > 40
    assert home.reports() == []
