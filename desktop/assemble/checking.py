"""Verifying a workspace with every seal that can be found: the keyring's, the named folder's, and files given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from accounts.vault import Vault, VaultFailure
from office import sealing
from office.journal import seals
from office.journal.port import JournalFault
from office.journal.report import Report
from office.journal.seals import Seal, SealFault
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify as look

SEAL_NAME = "seal/{workspace}"


def keep(vault: Vault, seal: Seal, folder: Path | None) -> tuple[str, ...]:
    """Keep a seal in the keyring and in the named folder; a sentence for each place where it could not be kept.
    May block on the keyring: network door."""
    said = []
    try:
        vault.put(SEAL_NAME.format(workspace=seal.workspace), seal.text())
    except VaultFailure as fault:
        said.append(str(fault))
    if folder is not None:
        try:
            seals.write(seal, folder)
        except SealFault as fault:
            said.append(str(fault))
    return tuple(said)


def known(workspace: str, vault: Vault | None, folder: Path | None) -> list[Seal]:
    """The seals kept for this workspace; places that cannot be read are passed over, as they prove nothing."""
    found: list[Seal] = []
    if vault is not None:
        try:
            text = vault.get(SEAL_NAME.format(workspace=workspace))
            found += [seals.parse(text)] if text else []
        except (VaultFailure, SealFault):
            found += []
    if folder is not None and folder.is_dir():
        found += [s for s in seals.read_folder(folder)[0] if s.workspace == workspace]
    return found


def verify(
    folder: Path,
    files: Sequence[Path] = (),
    *,
    vault: Vault | None = None,
    signatures: bool = True,
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Report:
    """Look at the whole record of the workspace in `folder`. Raises JournalFault (SealFault for a file given)."""
    given = [seals.read(path) for path in files]
    place = _named(folder)

    def found(workspace: str) -> list[Seal]:
        return [*given, *known(workspace, vault, place)]

    return look(folder, found, signatures=signatures, progress=progress, should_stop=should_stop)


def _named(folder: Path) -> Path | None:
    """The folder of seals that this copy names; None for a copy that may not even be written beside."""
    try:
        journal = SqliteJournal(folder)
    except JournalFault:
        return None
    try:
        named = journal.local.setting_get(sealing.FOLDER)
    finally:
        journal.close()
    return Path(named) if isinstance(named, str) and named else None
