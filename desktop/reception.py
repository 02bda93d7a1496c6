"""The first start: four doors, and what stands behind each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop import faults, places
from desktop.app import Despatch
from desktop.assemble import doors
from desktop.assemble.rehearsal import new_rehearsal
from desktop.phrases import tr
from desktop.runner import Runner
from desktop.views.welcome import WelcomeView
from desktop.views.welcome_pages import SetUpInput


class Reception(QObject):
    """Shows the doors; `opened(folder, start)` is called with where, and what begins the session behind the one that was chosen."""

    def __init__(self, app: Despatch, opened: Callable[[Path, Callable[[], Any]], None]) -> None:
        super().__init__(app)
        self._opened = opened
        self.view = WelcomeView(*doors.bodies_and_territories())
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

    def _begin(self, folder: Path, start: Callable[[], Any]) -> None:
        self.view.show_busy("")
        self._opened(folder, start)

    def _on_rehearse(self) -> None:
        from desktop import start

        self.view.show_busy(tr("Setting the stage…"))
        self.runner.on_network(
            new_rehearsal, lambda house: self._begin(house.folder, lambda: start.session(house))
        )

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
            lambda: doors.set_up(told),
            lambda opened: self._begin(opened.house.folder, lambda: start.session_of(opened)),
        )

    def _on_join(self, name: str, email: str, exchange: str) -> None:
        self.view.show_busy(tr("Making your key…"))
        self.runner.on_network(lambda: doors.new_seat(name, email, exchange), self._on_joined)

    def _on_joined(self, made: doors.Joined) -> None:
        """The fingerprint is shown until the person opens the seat, which waits for the welcome."""
        from desktop import start

        places.remember(made.folder)
        self.view.show_join(made.fingerprint, str(made.join), made.carried)
        self.view.join.opened_wanted.connect(
            lambda: self._begin(made.folder, lambda: start.seat_session(made.folder))
        )

    def _on_open(self, chosen: str) -> None:
        from desktop import start

        folder = Path(chosen)
        if (folder / start.SEAT_FILE).exists():
            self._begin(folder, lambda: start.seat_session(folder))
            return
        self.view.show_busy(tr("Opening…"))
        self.runner.on_network(
            lambda: doors.open_workspace(folder),
            lambda opened: self._begin(opened.house.folder, lambda: start.session_of(opened)),
        )
