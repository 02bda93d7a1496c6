"""The publisher without a window: for an always-on machine that holds the platform tokens."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from desktop.assemble.doors import open_workspace
from desktop.assemble.working import Working
from desktop.phrases import refusal_line, tr
from office.rows import Changes
from office.rules.refusal import Refusal


def dispatch(folder: Path) -> int:
    """Send what is due until it is told to stop (Ctrl+C, SIGTERM). Exit status 1 when this copy may not send."""
    opened = open_workspace(folder)
    if opened.standing not in ("same", "new"):
        sys.stderr.write(
            tr("Sending is stopped here: this is a copy. Open it in a window, and take over.") + "\n"
        )
        return 1
    if opened.keyring:
        sys.stderr.write(opened.keyring + "\n")
        return 1
    done = threading.Event()
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_: done.set())
    working = Working(opened.house, _changed, _tell)
    working.start()
    sys.stdout.write(tr("Despatch sends what is due. Stop it with Ctrl+C.") + "\n")
    sys.stdout.flush()
    done.wait()
    return 0 if working.stop() else 1


def _changed(_changes: Changes) -> None:
    """There is no window to load again."""


def _tell(told: str | Refusal) -> None:
    sys.stderr.write((told if isinstance(told, str) else refusal_line(told)) + "\n")
