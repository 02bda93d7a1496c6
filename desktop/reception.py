"""The first start: four doors, and what stands behind each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from accounts.vault import KeyringVault, keep_key
from desktop import doors, faults, files, places
from desktop.app import Despatch
from desktop.phrases import tr
from desktop.runner import Runner
from desktop.views.welcome import WelcomeView
from desktop.views.welcome_pages import SetUpInput
from office.desk import Refused, new_id
from office.journal.keys import MemorySigner
from office.packs import places as known_places
from office.rules.refusal import Refusal
from office.seats import Seat
from scheduler.clock import SystemNow

SEAT_FILE = "seat.json"


class Reception(QObject):
    """Shows the doors; `opened(start)` is called with what begins the session behind the one that was chosen."""

    def __init__(self, app: Despatch, opened: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(app)
        self._opened = opened
        told = known_places()
        self.view = WelcomeView(told["body_types"], told["territories"])
        self.view.setWindowTitle("Despatch")
        self.view.resize(960, 720)
        self.runner = Runner(lambda: None, self._tell)
        self.view.rehearse_wanted.connect(self._on_rehearse)
        self.view.set_up_wanted.connect(self._on_set_up)
        self.view.join_wanted.connect(self._on_join)
        self.view.open_wanted.connect(self._on_open)

    def show(self) -> None:
        self.view.show()

    def close(self) -> None:
        self.runner.close()
        self.view.close()

    def _tell(self, error: BaseException) -> None:
        self.view.show_fault(faults.sentence(error))

    def _begin(self, start: Callable[[], None]) -> None:
        self.view.show_busy("")
        self._opened(start)

    def _on_rehearse(self) -> None:
        from desktop import start

        self.view.show_busy(tr("Setting the stage…"))
        self.runner.on_network(start.new_rehearsal, lambda house: self._begin(lambda: start.session(house)))

    def _on_set_up(self, given: SetUpInput) -> None:
        from desktop import start

        self.view.show_busy(tr("Making your keys, and beginning the record…"))
        told = doors.SetUp(
            given.department,
            given.body_type,
            given.territory,
            given.name,
            given.email,
            places.workspace(given.department),
            given.exchange,
            "practice",
            given.handle,
        )
        self.runner.on_network(
            lambda: doors.set_up(told, SystemNow()),
            lambda opened: self._begin(lambda: start.session_of(opened)),
        )

    def _on_join(self, name: str, email: str, exchange: str) -> None:
        self.view.show_busy(tr("Making your key…"))
        self.runner.on_network(lambda: _new_seat(name, email, exchange), self._on_joined)

    def _on_joined(self, made: tuple[Seat, Path, str]) -> None:
        """The fingerprint is shown until the person opens the seat, which waits for the welcome."""
        from desktop import start

        seat, path, exchange = made
        places.remember(path.parent)
        self.view.show_join(seat.fingerprint, str(path), bool(exchange))
        self.view.join.opened_wanted.connect(lambda: self._begin(lambda: start.seat_session(path.parent)))

    def _on_open(self, chosen: str) -> None:
        from desktop import start

        folder = Path(chosen)
        if (folder / SEAT_FILE).exists():
            self._begin(lambda: start.seat_session(folder))
            return
        self.view.show_busy(tr("Opening…"))
        self.runner.on_network(
            lambda: doors.open_workspace(folder, SystemNow()),
            lambda opened: self._begin(lambda: start.session_of(opened)),
        )


def _new_seat(name: str, email: str, exchange: str) -> tuple[Seat, Path, str]:
    """A key in the keyring, a seat's folder, and the join request as a file in it. Blocks. Raises VaultFailure."""
    if not name.strip():
        raise Refused(Refusal("person.no-name"))
    vault = KeyringVault(doors.SERVICE)
    vault.check()
    signer = MemorySigner.generate(new_id())
    keep_key(vault, signer.key_id, signer.private_bytes())
    folder = places.workspace(f"seat {name}")
    seat = Seat.create(folder, name.strip(), email.strip(), signer, SystemNow()())
    path = files.write(folder / f"join-{signer.key_id[:12]}.despatch", seat.join_envelope())
    (folder / "exchange").write_text(exchange, encoding="utf-8")
    return seat, path, exchange
