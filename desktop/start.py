"""Starting with a window: the doors, a workspace, a rehearsal, or its tour; and ending without losing anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import places
from desktop.app import make_app
from desktop.doors import open_workspace
from desktop.front import Front
from desktop.house import House
from desktop.runner import Runner
from desktop.window import MainWindow
from desktop.working import Working
from office.rows import Changes
from office.rules.refusal import Refusal
from scheduler.clock import RehearsalNow, SystemNow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Session:
    """One opened workspace with its window. `end` stops everything in order."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.window = MainWindow()
        self.runner = Runner(house.record, self._unheard)
        self.working = Working(house, self._announce, self._told)
        self.front = Front(house, self.runner, self.window, self.working)
        self.window.close_wanted.connect(self._on_close)

    def begin(self) -> None:
        self.window.show()
        self.front.start()
        self.working.start()
        if not self.house.rehearsal:
            self.runner.on_network(self.house.look_for_credentials, lambda _: self.front.refresh())

    def end(self) -> None:
        self.front.stop()
        self.working.stop()
        self.runner.close()
        self.window.let_close()
        self.window.close()

    def _announce(self, changes: Changes) -> None:
        self.runner.announce(changes)

    def _told(self, told: str | Refusal) -> None:
        self.runner.report(self.front.hear)(told)

    def _unheard(self, error: BaseException) -> None:
        self.front.tell(error)

    def _on_close(self) -> None:
        self.front.leaving(self.end)


def rehearse(tour: Path | None) -> int:
    """A rehearsal in a fresh folder of its own. With `tour`, it plays itself and leaves screenshots there."""
    from desktop import rehearsal

    app = make_app(sys.argv)
    now = RehearsalNow()
    folder = places.rehearsals() / now().strftime("%Y%m%d-%H%M%S")
    house = rehearsal.begin(folder, now)
    rehearsal.tidy(places.rehearsals())
    if tour is not None:
        from desktop.tour import Tour

        return _play(app, Session(house), lambda session: Tour(session, tour))
    return _run(app, Session(house))


def run(folder: Path | None) -> int:
    """The workspace in `folder`, or the one that was open last, or the four doors."""
    app = make_app(sys.argv)
    chosen = folder or places.last_opened()
    if chosen is None:
        from desktop.reception import Reception

        return Reception(app).receive()
    opened = open_workspace(chosen, SystemNow())
    places.remember(chosen)
    return _run(app, Session(opened.house))


def _run(app: QApplication, session: Session) -> int:
    session.begin()
    return app.exec()


def _play(app: QApplication, session: Session, make: Callable[[Session], object]) -> int:
    session.begin()
    tour = make(session)
    return tour.play(app)  # type: ignore[attr-defined,no-any-return]
