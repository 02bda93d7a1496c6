"""The tray icon: the publisher stays there when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.phrases import tr
from desktop.widgets.labels import shown
from desktop.widgets.shelf import shelf
from desktop.widgets.status import next_words
from office.rows import HeaderRow


class Tray(QObject):
    """`open_wanted`, `pause_wanted`, `quit_wanted`. Where there is no tray, `there()` is False and nothing shows."""

    open_wanted = Signal()
    pause_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(QIcon(str(shelf("icons", "despatch.svg"))), self)
        self._menu = QMenu()
        self._next = self._menu.addAction(tr("Nothing is due to go out"))
        self._next.setEnabled(False)
        self._menu.addSeparator()
        for words, signal in (
            (tr("Open Despatch"), self.open_wanted),
            (tr("Pause all"), self.pause_wanted),
            (tr("Quit"), self.quit_wanted),
        ):
            self._menu.addAction(words).triggered.connect(lambda _=False, wish=signal: wish.emit())
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.open_wanted)

    @staticmethod
    def there() -> bool:
        """Is there a tray on this desktop?"""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        if self.there():
            self._icon.show()

    def hide(self) -> None:
        self._icon.hide()

    def show_header(self, row: HeaderRow) -> None:
        words = next_words(row)
        self._next.setText(shown(words).replace("&", "&&"))
        self._icon.setToolTip(shown(f"Despatch: {row.workspace}\n{words}"))

    def say(self, title: str, text: str) -> None:
        """A message beside the tray; it leads to the window."""
        self._icon.showMessage(shown(title), shown(text), self._icon.icon(), 10_000)

    def _on_activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()
