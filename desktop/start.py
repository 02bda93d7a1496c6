"""Starting with a window: the doors, a workspace, a seat, a rehearsal, or its tour; and ending without losing anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desktop import places
from desktop.app import Despatch, make_app
from desktop.assemble.doors import Opened, open_seat, open_workspace
from desktop.assemble.house import House
from desktop.assemble.rehearsal import new_rehearsal
from desktop.reception import SEAT_FILE, Reception
from desktop.seat_session import SeatSession
from desktop.session import Session
from desktop.single import Single


class Begins(Protocol):
    """A session: a window with everything behind it."""

    window: object

    def begin(self) -> None: ...
    def end(self) -> None: ...


class Hall:
    """Holds the one session that is open, and the doors while none is."""

    def __init__(self, app: Despatch) -> None:
        self.app = app
        self.session: Begins | None = None
        self.reception: Reception | None = None

    def receive(self) -> None:
        self.reception = Reception(self.app, self._opened)
        self.reception.show()

    def _opened(self, start: Callable[[], Begins]) -> None:
        self.show(start())
        if self.reception is not None:
            self.reception.close()
            self.reception = None

    def show(self, session: Begins) -> None:
        self.session = session
        session.begin()


def session(house: House) -> Session:
    return Session(house)


def session_of(opened: Opened) -> Session:
    places.remember(opened.house.folder)
    return Session(opened.house, opened.standing, opened.keyring)


def seat_session(folder: Path) -> SeatSession:
    places.remember(folder)
    return SeatSession(open_seat(folder))


def rehearse(tour: Path | None) -> int:
    """A rehearsal in a fresh folder of its own. With `tour`, it plays itself and leaves screenshots there."""
    app = make_app(sys.argv)
    if tour is not None:
        from desktop.tour import Tour

        played = Tour(app, Session(new_rehearsal()), tour)
        status = played.play()
        sys.stdout.write("\n".join(played.told) + "\n")
        return status
    hall = Hall(app)
    hall.show(Session(new_rehearsal()))
    return app.exec()


def run(folder: Path | None) -> int:
    """The workspace or seat in `folder`, or the one that was open last, or the four doors. A second start for the same
    folder brings the first to the front and ends."""
    app = make_app(sys.argv)
    hall = Hall(app)
    chosen = folder or places.last_opened()
    if chosen is None:
        hall.receive()
        return app.exec()
    single = Single(chosen, app)
    if not single.claim():
        return 0
    begun = seat_session(chosen) if (chosen / SEAT_FILE).exists() else session_of(open_workspace(chosen))
    single.raise_wanted.connect(begun.to_front)
    hall.show(begun)
    return app.exec()
