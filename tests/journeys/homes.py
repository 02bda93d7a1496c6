"""Homes: a folder each for a person's Despatch, with a keyring of their own where one is wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.accounts.keyring_session import KeyringSession

ROOT = Path(__file__).parents[2]
PATIENCE = 100


class Home:
    """Where a person's Despatch keeps everything. `DESPATCH_DATA` and `DESPATCH_STATE` point here."""

    def __init__(self, folder: Path, keyring: KeyringSession | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._keyring = folder, keyring
        self.data, self.state = folder / "despatch", folder / "state"

    def environment(self, **more: str) -> dict[str, str]:
        base = dict(self._keyring._environment) if self._keyring else self._without_keyring()
        ours = {"DESPATCH_DATA": str(self.data), "DESPATCH_STATE": str(self.state), "PYTHONPATH": str(ROOT)}
        return base | ours | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"} | more

    def _without_keyring(self) -> dict[str, str]:
        gone = f"unix:path={self.folder / 'no-bus'}"
        return {**os.environ, "HOME": str(self.folder), "DBUS_SESSION_BUS_ADDRESS": gone}

    def start(self, module: str, *argv: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *argv], cwd=ROOT, env=self.environment(**more),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def despatch(self, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
        """What a person would type after `despatch`."""
        return end(self.start("desktop.cli", *argv, **more))

    def play(self, name: str, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A play of plays.py, to its end."""
        return end(self.start("tests.journeys.plays", name, *argv, **more))

    def workspace(self) -> Path:
        (found,) = (p for p in self.data.iterdir() if (p / "record.db").exists())
        return found

    def reports(self) -> list[str]:
        """Faults of our own that Despatch has noted."""
        return [path.read_text() for path in sorted((self.state / "reports").glob("*"))]


def end(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        err += "\nit did not end"
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def played(done: subprocess.CompletedProcess[str], status: int = 0) -> None:
    """It ended as it should, without a traceback."""
    told = f"exit status {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
    assert done.returncode == status, told
    assert "Traceback" not in done.stderr, told


def colours(path: Path) -> int:
    """How many different colours a picture has, looked at every few pixels."""
    image = QImage(str(path))
    assert not image.isNull(), f"{path} is no picture"
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})
