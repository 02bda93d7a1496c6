"""Workspaces that are missing, read-only, newer, truncated, not ours or on a full disk: one sentence, exit status 1."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.homes import Home, played

FILE = "record.db"
MAKE = """
import sys
from pathlib import Path
from desktop.assemble.rehearsal import begin
from scheduler.now import RehearsalNow
begin(Path(sys.argv[1]), RehearsalNow())
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("whole"))
    folder = home.folder / "workspace"
    subprocess.run([sys.executable, "-c", MAKE, str(folder)], env=home.environment(), check=True)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "workspace"))


def _refused(home: Home, folder: Path, *says: str) -> None:
    """In one line, which says what to do; nothing of ours went wrong."""
    done = home.despatch("--workspace", str(folder))
    played(done, 1)
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("This plugin")]
    assert len(lines) == 1, done.stderr
    assert any(words in lines[0] for words in says), lines[0]
    assert home.reports() == []


def test_missing(home: Home, tmp_path: Path) -> None:
    _refused(home, tmp_path / "nowhere", "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_folder(home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _refused(home, tmp_path / "empty", "empty")
    assert not list((tmp_path / "empty").iterdir())


@pytest.mark.parametrize(
    "content", [b"", b"A letter to the editor.\n" * 400, os.urandom(8192)], ids=["empty", "text", "noise"]
)
def test_not_ours(home: Home, tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / FILE).write_bytes(content)
    _refused(home, folder, "other")
    assert (folder / FILE).read_bytes() == content


def test_somebody_elses_database(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    connection = sqlite3.connect(folder / FILE)
    connection.execute("CREATE TABLE invoice (id INTEGER)")
    connection.close()
    _refused(home, folder, "other")


def test_truncated(home: Home, folder: Path) -> None:
    size = (folder / FILE).stat().st_size
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (folder / name).unlink(missing_ok=True)
    with (folder / FILE).open("r+b") as file:
        file.truncate(size // 2 + 100)
    _refused(home, folder, "damaged", "cut", "whole", "back-up")


def test_newer(home: Home, folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE)
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {number + 1}")
    connection.close()
    _refused(home, folder, "newer")


def test_a_seat_whose_file_is_broken(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "seat"
    folder.mkdir()
    (folder / "seat.json").write_text("{")
    _refused(home, folder, "seat")


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="not installed: setpriv (util-linux)")
def test_read_only(home: Home, folder: Path) -> None:
    """File modes do not stop root, unless it has given that power away."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    less = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    despatch = [sys.executable, "-m", "desktop.cli", "--workspace", str(folder)]
    done = subprocess.run(
        [*(less if os.geteuid() == 0 else []), *despatch],
        env=home.environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    played(done, 1)
    assert "read" in done.stderr, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_sentence(home: Home, folder: Path) -> None:
    """A file size limit stands for the disk: SQLite is told the same."""
    limited = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "size = max(p.stat().st_size for p in Path(sys.argv[2]).iterdir() if p.is_file())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
        "from desktop import cli\nsys.exit(cli.main(['--workspace', sys.argv[2]]))\n"
    )
    for name in (f"{FILE}-wal", f"{FILE}-shm"):
        (folder / name).unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", limited, "despatch", str(folder)],
        env=home.environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    played(done, 1)
    assert "disk" in done.stderr or "full" in done.stderr or "written" in done.stderr, done.stderr


def test_pictures_that_are_none_or_too_much_are_a_sentence_in_the_editor(home: Home, tmp_path: Path) -> None:
    made = {
        "gone.png": None,
        "letter.png": b"This is a letter.",
        "bomb.png": _png(40_000, 40_000),
        "cut.png": _noise(tmp_path)[:20_000],
        "big.png": _png(8, 8) + b"\0" * 60_000_000,
        "good.png": _png(64, 64),
    }
    for name, data in made.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    done = home.play("bad_pictures", *(str(tmp_path / name) for name in made))
    played(done)
    assert home.reports() == []


def _noise(folder: Path) -> bytes:
    Image.effect_noise((320, 180), 60).save(folder / "noise.png")
    return (folder / "noise.png").read_bytes()


def _png(width: int, height: int) -> bytes:
    """One bit a pixel, all black: small on disk whatever its size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
