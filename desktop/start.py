"""Starting with a window: the doors, a workspace, a seat, a rehearsal, or its tour; and ending without losing anything.

What only one way of starting needs is loaded by that way: the window is to be there at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop import places
from desktop.app import Despatch, make_app
from desktop.assemble.doors import Opened, open_seat, open_workspace
from desktop.assemble.house import House
from desktop.faults import JournalFault
from desktop.phrases import tr
from desktop.session import Session
from desktop.single import Single

if TYPE_CHECKING:
    from desktop.reception import Reception
    from desktop.seat_session import SeatSession

SEAT_FILE = "seat.json"


class Begins(Protocol):
    """A session: a window with everything behind it."""

    def to_front(self) -> None: ...
    def begin(self) -> None: ...
    def end(self) -> None: ...


class Hall:
    """Holds the one session that is open, and the doors while none is. One window per workspace: a second start brings
    the first to the front."""

    def __init__(self, app: Despatch) -> None:
        self.app = app
        self.session: Begins | None = None
        self.reception: Reception | None = None
        app.aboutToQuit.connect(self._leave_doors)

    def receive(self, fault: str = "") -> None:
        """The four doors. `fault`: why the workspace that was open last could not be opened."""
        from desktop.reception import Reception

        self.reception = Reception(self.app, self._opened)
        self.reception.show()
        if fault:
            self.reception.view.show_fault(fault)

    def _opened(self, folder: Path, start: Callable[[], Begins]) -> None:
        if not self.enter(folder, start) and self.reception is not None:
            self.reception.view.show_fault(tr("It is open already, and was brought to the front."))
        else:
            self._leave_doors()

    def _leave_doors(self) -> None:
        """Also when their window is closed: their threads would keep the process."""
        if self.reception is not None:
            self.reception.close()
            self.reception = None

    def enter(self, folder: Path, start: Callable[[], Begins]) -> bool:
        """False where it is open already; its window was brought to the front."""
        single = Single(folder, self.app)
        if not single.claim():
            return False
        try:
            self.session = start()
        except BaseException:
            single.release()
            raise
        single.raise_wanted.connect(self.session.to_front)
        self.session.begin()
        return True


def session(house: House) -> Session:
    return Session(house)


def session_of(opened: Opened) -> Session:
    places.remember(opened.house.folder)
    return Session(opened.house, opened.standing, opened.keyring)


def seat_session(folder: Path) -> SeatSession:
    from desktop.seat_session import SeatSession

    places.remember(folder)
    return SeatSession(open_seat(folder))


def rehearse(tour: Path | None) -> int:
    """A rehearsal in a fresh folder of its own. With `tour`, it plays itself and leaves screenshots there."""
    from desktop.assemble.rehearsal import new_rehearsal

    app = make_app(sys.argv)
    house = new_rehearsal()
    if tour is not None:
        from desktop.tour import Tour

        played = Tour(app, Session(house), tour)
        status = played.play()
        sys.stdout.write("\n".join(played.told) + "\n")
        return status
    Hall(app).enter(house.folder, lambda: Session(house))
    return app.exec()


def run(folder: Path | None) -> int:
    """The workspace or seat in `folder`, or the one that was open last, or the four doors. A second start for the same
    folder brings the first to the front and ends. Raises JournalFault for a `folder` that cannot be opened."""
    app = make_app(sys.argv)
    hall = Hall(app)
    chosen = folder or places.last_opened()
    if chosen is None:
        hall.receive()
        return app.exec()
    try:
        if not hall.enter(chosen, lambda: _session(chosen)):
            return 0
    except JournalFault as fault:
        if folder is not None:
            raise
        hall.receive(str(fault))
    return app.exec()


def _session(folder: Path) -> Begins:
    return seat_session(folder) if (folder / SEAT_FILE).exists() else session_of(open_workspace(folder))
