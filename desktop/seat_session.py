"""One opened seat with its window."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop import faults
from desktop.app import Despatch
from desktop.assemble.seat_house import SeatHouse
from desktop.phrases import refusal_line, tr
from desktop.runner import Runner
from desktop.views.seat import SeatView
from desktop.widgets.cards import Toast
from desktop.wishes.seat import SeatWishes
from office.rules.refusal import Refusal

MINUTE = 20_000


class SeatWindow(QMainWindow):
    """The seat's frame."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Despatch: a seat"))
        self.resize(1160, 800)
        self.setMinimumSize(640, 480)
        self.view = SeatView()
        self.setCentralWidget(self.view)
        self._toast = Toast(self)

    def say(self, words: str) -> None:
        self._toast.say(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        QApplication.quit()


class SeatSession:
    def __init__(self, house: SeatHouse) -> None:
        self.house = house
        self.window = SeatWindow()
        self.runner = Runner(lambda: house.seat, self._tell)
        self.wishes = SeatWishes(self.window.view, house, self.runner, self.window)
        self.wishes.join()
        self._timer = QTimer(self.window)
        self._timer.timeout.connect(self.wishes.reload)

    def begin(self) -> None:
        app = QApplication.instance()
        if isinstance(app, Despatch):
            app.aboutToQuit.connect(self.end)
        self.window.show()
        self.wishes.reload()
        self._timer.start(MINUTE)
        reload = self.runner.report(lambda _: self.wishes.reload())
        hear = self.runner.report(self._hear)
        self.house.carry(lambda: reload(None), hear)

    def to_front(self) -> None:
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def end(self) -> None:
        self._timer.stop()
        self.house.close()
        self.runner.close()

    def _hear(self, told: Refusal) -> None:
        self.window.say(refusal_line(told))

    def _tell(self, error: BaseException) -> None:
        self.window.say(faults.sentence(error))
