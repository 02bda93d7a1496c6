"""One opened workspace with its window, from showing it to ending it without losing anything."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import Despatch
from desktop.assemble.house import House
from desktop.front import Front
from desktop.phrases import plural, tr
from desktop.runner import Runner
from desktop.tray import Tray
from desktop.views.leaving import LeavingSheet
from desktop.window import MainWindow
from desktop.works import Works
from office.rows import Changes
from office.rules.refusal import Refusal

AT_THE_LATEST = 3_000
"""Milliseconds after the start: the publisher is set to work even if the window's first rows have not come."""
COPIED = {
    "copied": "This is a copy of a workspace that is somewhere else. Sending is stopped here, so that nothing goes out twice.",
    "moved": "This workspace has been moved. Sending is stopped until somebody takes over here.",
    "behind": "This workspace was restored from a back-up: it is behind what was recorded last. Sending is stopped.",
}


class Session:
    """`standing` and `keyring`: what the opening found (desktop.doors.Opened)."""

    def __init__(self, house: House, standing: str = "same", keyring: str = "") -> None:
        self.house, self._standing, self._keyring = house, standing, keyring
        self.window = MainWindow()
        self.runner = Runner(house.record, self._unheard)
        self.working = Works(house, self._announce, self._told)
        self.front = Front(house, self.runner, self.window, self.working)
        self.tray = Tray(self.window)
        self.window.close_wanted.connect(self.leave)
        self.tray.open_wanted.connect(self.to_front)
        self.tray.quit_wanted.connect(self._on_quit)
        self.tray.pause_wanted.connect(self.window.pause_wanted)
        self.front.desk.shown.connect(self.tray.show_header)

    def begin(self) -> None:
        app = QApplication.instance()
        if isinstance(app, Despatch):
            app.look.join(self.window)
            app.setQuitOnLastWindowClosed(not self.tray.there())
        self.window.show()
        self._set_to_work = QTimer(self.window, singleShot=True, interval=AT_THE_LATEST)
        self._set_to_work.timeout.connect(self._on_set_to_work)
        self.front.desk.shown.connect(self._on_shown)
        self.front.start()
        self._set_to_work.start()
        if not self.house.rehearsal:
            self.tray.show()
            self.runner.on_network(self.house.look_for_credentials, self._on_credentials)
        if self._standing in COPIED:
            self.front.take_over(tr(COPIED[self._standing]))
        elif self._keyring:
            self.front.say(self._keyring)

    def _on_set_to_work(self) -> None:
        """Loading the publisher and opening its record take their time: not on the Qt thread."""
        self.runner.on_network(self.working.start, lambda _: self.working.nudge())

    def _on_shown(self, _row: object) -> None:
        """The first time the window stands: now the publisher and what it needs are loaded."""
        if self._set_to_work.isActive():
            self._set_to_work.start(0)

    def to_front(self) -> None:
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def leave(self) -> None:
        """Closing keeps the publisher in the tray, where there is one; otherwise it quits, and says what will not go out."""
        if self.tray.there() and not self.house.rehearsal:
            self.window.hide()
            self.tray.say("Despatch", tr("Despatch goes on sending. Quit it here, in the tray."))
            return
        self._on_quit()

    def _on_quit(self) -> None:
        self.front.desk.unsent(self._on_pending, lambda _: self.end())

    def _on_pending(self, rows: tuple) -> None:
        if not rows:
            self.end()
            return
        words = plural(
            len(rows),
            "{n} post will not go out while Despatch is closed.",
            "{n} posts will not go out while Despatch is closed.",
        )
        sheet = LeavingSheet(words, rows, self.house.now(), self.window)
        sheet.quit_wanted.connect(self.end)
        sheet.open()

    def end(self) -> None:
        """Everything in order: no new sends, what is under way finishes, the record is drained, the window closes."""
        self.front.stop()
        self._set_to_work.stop()
        # What is under way may take a while to finish: nobody looks at a window that does not answer.
        self.window.hide()
        self.working.stop()
        self.runner.close()
        self.tray.hide()
        app = QApplication.instance()
        if isinstance(app, Despatch):
            app.look.leave(self.window)
        self.window.let_close()
        self.window.close()
        QApplication.quit()

    def _announce(self, changes: Changes) -> None:
        self.runner.announce(changes)

    def _told(self, told: str | Refusal) -> None:
        self.runner.report(self.front.hear)(told)

    def _on_credentials(self, sentence: str) -> None:
        if sentence:
            self.front.say(sentence)
        self.front.refresh()

    def _unheard(self, error: BaseException) -> None:
        self.front.tell(error)
