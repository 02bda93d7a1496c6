"""What works on this computer and what does not, in sentences: for a person, and for whoever helps them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from accounts.vault import KeyringVault, VaultFailure
from desktop import places
from office.journal.place import refuse
from office.journal.port import NotAWorkspace


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'well ' if self.well else 'LOOK '} {self.what}: {self.sentence}"


def examine() -> tuple[Finding, ...]:
    """Python, the keyring, the folder for workspaces, the display."""
    return (_python(), _keyring(), _folder(places.data()), _display())


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), f"{version}; 3.11 or later is needed.")


def _keyring() -> Finding:
    try:
        KeyringVault("Despatch").check()
    except VaultFailure as fault:
        return Finding("Keyring", False, str(fault))
    return Finding("Keyring", True, "secrets can be kept in the operating system's keyring.")


def _folder(folder: Path) -> Finding:
    try:
        refuse(folder)
    except NotAWorkspace as fault:
        return Finding("Workspaces", False, str(fault))
    return Finding("Workspaces", os.access(folder, os.W_OK), f"kept in {folder}.")


def _display() -> Finding:
    shown = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return Finding(
        "Display", shown, "there is one." if shown else "none; only the tour and commands work here."
    )
