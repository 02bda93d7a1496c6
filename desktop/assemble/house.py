"""An opened workspace with its parts joined, without Qt: for the window, the command line and the publisher alone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from accounts.accounts import Accounts, PlatformFactory, credentials_name, x_factory
from accounts.measures import capabilities, measure
from accounts.platform import Platform
from accounts.vault import Vault, VaultFailure
from office import accounts as office_accounts
from office.desk import Desk, Limits, Reading
from office.journal.media import FOLDER_NAME, MediaStore
from office.journal.projections import SCREENS
from office.journal.report import Report
from office.journal.sqlite import SqliteJournal
from office.ports import Now, Signer
from office.screens.shared import Looking
from scheduler.now import RehearsalNow
from scheduler.servertime import ServerTime

EXCHANGE = "exchange"
"""In this copy's settings: the exchange folder."""
PAUSED_HERE = "paused-here"
"""In this copy's settings: a pause that the record could not be told of (the keyring was away)."""


class Signatories:
    """Who is signed in here. In a rehearsal there are several people to switch between; otherwise one or nobody."""

    def __init__(self, people: Mapping[str, Signer], current: str | None) -> None:
        self._people = dict(people)
        self._current = current
        self._lock = threading.Lock()

    @property
    def current(self) -> Signer | None:
        with self._lock:
            return self._people.get(self._current) if self._current else None

    def switch(self, person: str) -> None:
        """Raises KeyError for somebody whose key is not here."""
        with self._lock:
            self._people[person]
            self._current = person

    def add(self, signer: Signer) -> None:
        with self._lock:
            self._people[signer.actor] = signer
            self._current = self._current or signer.actor

    def all(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._people)


@dataclass
class House:
    """`folder` holds despatch.sqlite and media/. `paused`: a local pause, which needs no key and no record."""

    folder: Path
    now: Now
    device: Signer
    people: Signatories
    vault: Vault
    rehearsal: bool = False
    paused: threading.Event = field(default_factory=threading.Event)
    here: threading.Event = field(default_factory=threading.Event)
    """Set while this workspace is where it belongs: not a copy that nobody has taken over."""
    servers: ServerTime = field(init=False)
    platforms: Accounts = field(init=False)
    _connected: frozenset[str] | None = None
    checked: Report | None = None
    """What verifying found last, since this start."""
    checked_at: datetime | None = None

    def __post_init__(self) -> None:
        self.servers = ServerTime(self.now)
        self.here.set()
        self.platforms = Accounts(self._facts, self.vault, self._factories())

    def _factories(self) -> dict[str, PlatformFactory]:
        def practice(account: office_accounts.Account, _vault: Vault) -> Platform:
            from accounts.platforms.practice import PracticePlatform

            folder = self.folder / "practice"
            return PracticePlatform(
                folder, account.id, account.handle, self.now, server_date=self.servers.told
            )

        locks = self.folder / "locks"
        return {"practice": practice, "x": x_factory(self.now, locks, self.servers.told)}  # type: ignore[dict-item]

    def _facts(self, account_id: str) -> office_accounts.Account:
        journal = SqliteJournal(self.folder)
        try:
            return office_accounts.account(Reading(journal), account_id)
        finally:
            journal.close()

    def record(self) -> Record:
        """A connection of its own to the record, for the thread that asks."""
        return Record(self)

    def desk(self) -> Desk:
        """A desk for the publisher's threads; whoever asks closes its journal."""
        return self.record().desk

    def measure(self, platform: str, text: str) -> tuple[int, int, str]:
        measured = measure(platform, text)
        return measured.length, measured.limit, measured.unit

    def limits(self, platform: str) -> Limits:
        known = capabilities(platform)
        return Limits(known.images, known.alt_limit)

    def platform(self, account_id: str) -> Platform:
        return self.platforms(account_id)

    def deadline(self, seconds: float = 30) -> datetime:
        """For one call to a platform that a person waits for. By the machine's own clock, which a rehearsal moves."""
        return self.now() + timedelta(seconds=seconds)

    @property
    def connected(self) -> frozenset[str] | None:
        """Accounts whose credentials are in the keyring, as looked up last; None: nobody has looked yet."""
        return self._connected

    def look_for_credentials(self) -> str:
        """Ask the keyring for each account's credentials. Blocks: network door. A sentence if it says no."""
        journal = SqliteJournal(self.folder)
        try:
            known = office_accounts.all_accounts(Reading(journal))
        finally:
            journal.close()
        try:
            held = {
                a.id for a in known if a.platform != "practice" and self.vault.get(credentials_name(a.id))
            }
        except VaultFailure as fault:
            self._connected = frozenset()
            return str(fault)
        self._connected = frozenset(held)
        return ""

    @property
    def rehearsal_clock(self) -> RehearsalNow | None:
        return self.now if isinstance(self.now, RehearsalNow) else None


class Record:
    """What work on the record's thread is given: the journal, a desk for whoever is signed in, and a look."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.journal = SqliteJournal(house.folder, SCREENS)
        self._desk = Desk(
            journal=self.journal,
            media=MediaStore(house.folder / FOLDER_NAME),
            signer=None,
            device=house.device,
            now=house.now,
            measure=house.measure,
            limits=house.limits,
            publisher_here=house.here.is_set,
            locally_paused=self._paused,
            server_clock=house.servers.last,
            unchecked_jump=house.servers.unchecked_jump,
        )

    @property
    def desk(self) -> Desk:
        return replace(self._desk, signer=self.house.people.current)

    def _paused(self) -> bool:
        """Here, or in another process that works on this copy."""
        return self.house.paused.is_set() or bool(self.journal.local.setting_get(PAUSED_HERE))

    def look(self) -> Looking:
        return Looking(self.desk, self.house.connected)

    def close(self) -> None:
        self.journal.close()
