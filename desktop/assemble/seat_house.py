"""A seat with its parts joined, without Qt: the folder, the key in the keyring, the exchange folder's carrier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from accounts.vault import Vault, kept_key
from office.desk import Refused
from office.journal.files import write_whole
from office.journal.keys import MemorySigner
from office.ports import Now, Signer
from office.rules.refusal import Refusal
from office.seats import Seat
from scheduler.carrier import Carrier, Side

EXCHANGE_FILE = "exchange"


class SeatHouse:
    """`answers`: what was signed since the start, by request, for saving as files."""

    def __init__(self, folder: Path, now: Now, vault: Vault) -> None:
        self.folder, self.now, self.vault = folder, now, vault
        self.seat = Seat(folder)
        self.fingerprint = self.seat.fingerprint
        self.answers: dict[str, bytes] = {}
        self._carrier: Carrier | None = None

    @property
    def exchange(self) -> Path | None:
        try:
            named = (self.folder / EXCHANGE_FILE).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        return Path(named) if named else None

    def set_exchange(self, folder: str) -> None:
        """Raises OSError."""
        write_whole(self.folder / EXCHANGE_FILE, folder.encode())

    def signer(self) -> Signer:
        """My key, from the keyring: blocks. Raises VaultFailure, Refused (`key.away`)."""
        card = self.seat.card
        private = kept_key(self.vault, card.key)
        if private is None:
            raise Refused(Refusal("key.away"))
        return MemorySigner(card.person or card.key, private)

    def carry(self, changed: Callable[[], None], told: Callable[[Refusal], None]) -> None:
        """Watch the exchange folder, if there is one."""
        if self.exchange is None:
            return
        seat = self.seat

        def take(data: bytes) -> object:
            taken = seat.receive(data, self.now())
            changed()
            return taken

        side = Side(seat.inboxes, take, lambda there: seat.pending_outgoing(there, self.now()), seat.aside)
        self._carrier = Carrier(self.exchange, self.folder / "carried.jsonl", side, told)
        self._carrier.start()

    def nudge(self) -> None:
        if self._carrier is not None:
            self._carrier.nudge()

    def close(self) -> None:
        if self._carrier is not None:
            self._carrier.stop()
