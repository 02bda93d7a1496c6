"""The application: fonts, icon, look, the focus ring, and what happens when something goes wrong."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from desktop import faults, places
from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.focus import FocusRing
from desktop.widgets.labels import PlainLabel
from desktop.widgets.sheet import Sheet
from desktop.widgets.shelf import shelf
from desktop.window import MainWindow

NAME = "Despatch"


class Look(QObject):
    """Light or dark, and the text's size: kept for this person, and following the system where it is asked to."""

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        mode = str(settings.value("look/mode", "system"))
        self.mode = mode if mode in theme.MODES else "system"
        self.percent = _percent(settings.value("look/percent", 100))
        app.styleHints().colorSchemeChanged.connect(self._on_system)
        self._apply()

    def join(self, window: MainWindow) -> None:
        """Lets a window show and change the look, and gives it the size that it had last."""
        window.show_look(self.mode, self.percent)
        window.look_wanted.connect(self.choose)
        kept = self._settings.value("window/geometry")
        if kept is not None:
            window.restoreGeometry(kept)

    def leave(self, window: QWidget) -> None:
        """Keeps the window's size."""
        self._settings.setValue("window/geometry", window.saveGeometry())

    def choose(self, mode: str, percent: int) -> None:
        self.mode, self.percent = mode, percent
        self._settings.setValue("look/mode", mode)
        self._settings.setValue("look/percent", percent)
        self._apply()

    def _on_system(self, _scheme: object) -> None:
        if self.mode in ("system", "contrast"):
            self._apply()

    def _apply(self) -> None:
        theme.apply(self._app, self.mode, self.percent)


class Trouble(QObject):
    """What nobody expected, told calmly once: our rules' no and the world's faults as they are, ours with a report."""

    _happened = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open: Sheet | None = None
        self._happened.connect(self._on_happened)

    def catch_all(self) -> None:
        """From now on errors in slots and threads come here, and Despatch goes on."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        self._happened.emit(error)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self._happened.emit(args.exc_value)

    def _on_happened(self, error: BaseException) -> None:
        words = faults.sentence(error)
        if self._open is not None:
            return
        sheet = Sheet(tr("Something needs your attention"), QApplication.activeWindow(), wide=520)
        sheet.column.addWidget(PlainLabel(words, selectable=True))
        sheet.column.addStretch(1)
        sheet.add_close(tr("Go on"))
        sheet.finished.connect(self._on_closed)
        self._open = sheet
        sheet.open()

    def _on_closed(self, _result: int) -> None:
        self._open = None


class Despatch(QApplication):
    """`look` is joined to a window with `app.look.join(window)`."""

    def __init__(self, argv: Sequence[str]) -> None:
        super().__init__(list(argv))
        self.setApplicationName(NAME)
        self.setDesktopFileName("despatch")
        self.setWindowIcon(QIcon(str(shelf("icons", "despatch.svg"))))
        theme.load_fonts()
        settings = QSettings(str(places.state() / "window.ini"), QSettings.Format.IniFormat)
        self.look = Look(self, settings)
        self.ring = FocusRing(self)
        self.trouble = Trouble(self)


def make_app(argv: Sequence[str]) -> Despatch:
    """The one application. Call it once, before any window."""
    app = Despatch(argv)
    app.trouble.catch_all()
    return app


def _percent(kept: object) -> int:
    try:
        return max(100, min(200, int(str(kept))))
    except ValueError:
        return 100
