"""Errors in sentences: our rules' no and the world's faults are told calmly; our own faults leave a report."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from accounts.platform import PlatformFailure
from accounts.vault import VaultFailure
from desktop import places
from desktop.phrases import reasons, tr
from office.desk import Refused
from office.journal.port import JournalFault
from office.journal.text import TextTooLong

KNOWN = (JournalFault, VaultFailure, PlatformFailure, TextTooLong)
"""The world's faults: each message is a sentence that says what is wrong and what to do."""


def sentence(error: BaseException) -> str:
    """What to tell a person about it. An error that is ours is reported into a file first."""
    if isinstance(error, Refused):
        return reasons(error.refusals)
    if isinstance(error, KNOWN):
        return str(error)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return tr("The computer said no: {why}{where}.").format(why=error.strerror or error, where=where)
    path = report(error)
    return tr("Something went wrong in Despatch, and nothing was done. A report is in {path}.").format(
        path=path
    )


def report(error: BaseException) -> Path:
    """A file that says where in Despatch it went wrong: no values, no texts, no secrets; only places in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"Python {sys.version.split()[0]} on {platform.platform()}",
        f"{type(error).__module__}.{type(error).__name__}",
    ]
    lines += [f"{Path(f.filename).parent.name}/{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    folder = places.state() / "reports"
    folder.mkdir(mode=0o700, exist_ok=True)
    number = len(list(folder.iterdir())) + 1
    path = folder / f"report-{number:04}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
