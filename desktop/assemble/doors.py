"""The doors: setting up a workspace, opening one, and what stands in the way.

What only a seat needs is loaded by a seat: a window is to be there at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accounts.vault import KeyringVault, Vault, VaultFailure, keep_key, kept_key
from desktop import places
from desktop.assemble.house import PAUSED_HERE, House, Signatories
from office import accounts, workspace
from office.desk import Refused, new_id
from office.journal import copies
from office.journal.keys import MemorySigner
from office.journal.port import NotAWorkspace
from office.journal.projections import SCREENS
from office.journal.sqlite import SqliteJournal
from office.packs import places as known_places
from office.ports import Now, Signer
from office.rules.refusal import Refusal
from scheduler.now import SystemNow

if TYPE_CHECKING:
    from desktop.assemble.seat_house import SeatHouse

SYSTEM_NOW = SystemNow()
SERVICE = "Despatch"
"""Our name in the keyring; keys are kept under their own ids, tokens under their accounts'."""
NO_KEYS = "The keys of this workspace are not on this computer: it opens for reading, and nothing is sent from here."
HERE = "here"
"""In this copy's settings: whose keys are kept on this machine."""


@dataclass(frozen=True)
class SetUp:
    """What the set-up asks. `exchange` and `handle` may be empty."""

    department: str
    body_type: str
    territory: str
    name: str
    email: str
    folder: Path
    exchange: str = ""
    platform: str = "practice"
    handle: str = ""


@dataclass(frozen=True)
class Opened:
    """`standing`: same, new, moved, copied or behind (office.journal.copies). Anything but same and new opens with
    sending stopped until a person takes over. `keyring`: a sentence when keys could not be read."""

    house: House
    standing: str
    keyring: str = ""


def set_up(given: SetUp, vault: Vault | None = None, now: Now = SYSTEM_NOW) -> Opened:
    """Found a workspace. Keys go into the keyring first: a keyring that says no leaves nothing behind.
    The exchange folder comes next: one that cannot be written to must not leave half a workspace.

    Blocks (keyring, disk): not for the Qt thread. Raises VaultFailure, JournalFault, Refused, OSError.
    """
    vault = vault or KeyringVault(SERVICE)
    _check(given)
    vault.check()
    founder, device = MemorySigner.generate(new_id()), MemorySigner.generate(new_id())
    for signer in (founder, device):
        keep_key(vault, signer.key_id, signer.private_bytes())
    if given.exchange:
        from scheduler.exchange import prepare

        prepare(Path(given.exchange))
    journal = SqliteJournal(given.folder, SCREENS, create=True)
    try:
        workspace.found(
            journal,
            given.department,
            given.body_type,
            given.territory,
            given.name,
            given.email,
            founder,
            device,
            now(),
        )
        _note_here(journal, founder, device)
        journal.local.setting_set("exchange", given.exchange)
    finally:
        journal.close()
    opened = open_workspace(given.folder, vault, now)
    if given.handle:
        record = opened.house.record()
        try:
            accounts.add(
                record.desk, given.platform, given.handle, given.department, given.body_type, given.territory
            )
        finally:
            record.close()
    return opened


def _check(given: SetUp) -> None:
    """Everything that could be wrong with what was filled in, before a key or a folder is made. Raises Refused."""
    refusals = []
    if not given.department.strip():
        refusals.append(Refusal("workspace.no-department"))
    if not given.name.strip():
        refusals.append(Refusal("person.no-name"))
    if given.exchange and not Path(given.exchange).is_dir():
        refusals.append(Refusal("exchange.not-there", {"folder": given.exchange}))
    if refusals:
        raise Refused(*refusals)


def _note_here(journal: SqliteJournal, person: Signer, device: Signer) -> None:
    here = {
        "person": {"id": person.actor, "key": person.key_id},
        "device": {"id": device.actor, "key": device.key_id},
    }
    journal.local.setting_set(HERE, here)


def open_workspace(
    folder: Path,
    vault: Vault | None = None,
    now: Now = SYSTEM_NOW,
    progress: Callable[[int, int], None] | None = None,
) -> Opened:
    """Open a workspace. With the keyring away it opens for reading, scratch drafts and a local pause.

    Blocks. Raises JournalFault with a sentence when it is missing, damaged, newer, read-only or on a network share.
    """
    vault = vault or KeyringVault(SERVICE)
    journal = SqliteJournal(folder, SCREENS, progress=progress)
    try:
        if not journal.workspace:
            raise NotAWorkspace(f"{folder} was never set up. Set up your department, or open another folder.")
        here: dict[str, Any] = journal.local.setting_get(HERE) or {}
        device, said = _device(here, vault)
        standing = copies.recognise(journal, places.state(), device.actor)
        paused = bool(journal.local.setting_get(PAUSED_HERE))
        if standing == "new":
            copies.accept(journal, places.state(), device.actor)
    finally:
        journal.close()
    people, sentence = _people(here, vault)
    if not said and not _enrolled(folder, device):
        said = NO_KEYS
    house = House(folder, now, device, people, vault)
    if paused:
        house.paused.set()
    if standing not in ("same", "new") or said:
        house.here.clear()
    return Opened(house, standing, said or sentence)


def _enrolled(folder: Path, device: Signer) -> bool:
    """Is this machine's key one that the record knows?"""
    journal = SqliteJournal(folder)
    try:
        return bool(journal.stream(f"device-{device.actor}"))
    finally:
        journal.close()


def _device(here: dict[str, Any], vault: Vault) -> tuple[MemorySigner, str]:
    """This machine's key; a throw-away one, which nobody has enrolled and which signs nothing, when it is away."""
    told = here.get("device", {})
    try:
        private = kept_key(vault, told["key"]) if told else None
    except VaultFailure as fault:
        return MemorySigner.generate(told["id"]), str(fault)
    if private is None:
        return MemorySigner.generate(new_id()), ""
    return MemorySigner(told["id"], private), ""


def _people(here: dict[str, Any], vault: Vault) -> tuple[Signatories, str]:
    told = here.get("person", {})
    try:
        private = kept_key(vault, told["key"]) if told else None
    except VaultFailure as fault:
        return Signatories({}, None), str(fault)
    if private is None:
        return Signatories({}, None), ""
    signer = MemorySigner(told["id"], private)
    return Signatories({signer.actor: signer}, signer.actor), ""


@dataclass(frozen=True)
class Joined:
    """A new seat: read `fingerprint` out; send the file `join`, unless the exchange folder carries it."""

    folder: Path
    fingerprint: str
    join: Path
    carried: bool


def new_seat(
    name: str, email: str, exchange: str, vault: Vault | None = None, now: Now = SYSTEM_NOW
) -> Joined:
    """A key in the keyring, a seat's folder, and the join request as a file in it.

    Blocks. Raises VaultFailure (nothing is left behind), Refused without a name, OSError.
    """
    from desktop.assemble import files
    from desktop.assemble.seat_house import SeatHouse
    from office.seats import Seat

    if not name.strip():
        raise Refused(Refusal("person.no-name"))
    vault = vault or KeyringVault(SERVICE)
    vault.check()
    signer = MemorySigner.generate(new_id())
    keep_key(vault, signer.key_id, signer.private_bytes())
    folder = places.workspace(f"seat {name}")
    seat = Seat.create(folder, name.strip(), email.strip(), signer, now())
    SeatHouse(folder, now, vault).set_exchange(exchange)
    path = files.write(folder / f"join-{signer.key_id[:12]}.despatch", seat.join_envelope())
    return Joined(folder, seat.fingerprint, path, bool(exchange))


def open_seat(folder: Path) -> SeatHouse:
    """Raises SeatFault with a sentence."""
    from desktop.assemble.seat_house import SeatHouse

    return SeatHouse(folder, SYSTEM_NOW, KeyringVault(SERVICE))


def bodies_and_territories() -> tuple[dict[str, str], dict[str, str]]:
    """What set-up offers: id -> title, twice."""
    told = known_places()
    return dict(told["body_types"]), dict(told["territories"])
