"""The window against a bare PySide6 window: until it is usable, and what it holds in memory when idle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

Measured = tuple[str, float, str]
ROUNDS = 5

BARE = """
import resource, sys, time
began = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("Despatch"))
window.resize(1360, 860)
def usable():
    took = time.perf_counter() - began
    QTimer.singleShot(1500, lambda: (print(took, resident()), app.quit()))
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
window.show()
QTimer.singleShot(0, usable)
app.exec()
"""
OURS = """
import resource, sys, time
began = time.perf_counter()
from pathlib import Path
import desktop.assemble.doors
from desktop.assemble.house import House, Signatories
from PySide6.QtCore import QTimer
from desktop.app import make_app
from desktop.session import Session
from accounts.vault import MemoryVault
from office.journal.keys import MemorySigner
from scheduler.now import SystemNow
app = make_app(sys.argv)
signer = MemorySigner.generate("nobody")
house = House(Path(sys.argv[1]), SystemNow(), signer, Signatories({}, None), MemoryVault(), rehearsal=True)
session = Session(house)
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
seen = []
def usable(row):
    if seen:
        return
    seen.append(row)
    took = time.perf_counter() - began
    QTimer.singleShot(1500, lambda: (print(took, resident(), flush=True), session.end()))
session.front.desk.shown.connect(usable)
session.begin()
app.exec()
"""


def window_usable(folder: Path) -> Measured:
    """From the interpreter's start of our code until Today and the header stand there with their rows."""
    ours, theirs = _runs(folder)
    ratio = median(o[0] for o in ours) / median(t[0] for t in theirs)
    detail = f"{median(o[0] for o in ours):.2f} s against {median(t[0] for t in theirs):.2f} s for a bare window; target 1.5"
    return "window usable", ratio, detail


def idle_memory(folder: Path) -> Measured:
    """Resident memory 1.5 s later."""
    ours, theirs = _runs(folder)
    ratio = median(o[1] for o in ours) / median(t[1] for t in theirs)
    detail = f"{median(o[1] for o in ours):.0f} MB against {median(t[1] for t in theirs):.0f} MB for a bare window; target 2.5"
    return "idle memory", ratio, detail


def _runs(folder: Path) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """In turn, so that both meet the same machine."""
    workspace = _workspace(folder)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_run(BARE, folder))
        ours.append(_run(OURS, folder, str(workspace)))
    return ours, theirs


def _workspace(folder: Path) -> Path:
    from desktop.assemble import rehearsal
    from scheduler.now import RehearsalNow

    place = folder / "workspace"
    if not place.exists():
        rehearsal.begin(place, RehearsalNow())
    return place


def _run(code: str, folder: Path, *arguments: str) -> tuple[float, float]:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESPATCH_STATE": str(folder / "state")}
    environ |= {"DESPATCH_DATA": str(folder / "data"), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


BENCHES = (window_usable, idle_memory)
