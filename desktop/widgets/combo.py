"""A choice in a box, which the wheel does not change in passing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.widgets.labels import shown


class Combo(QComboBox):
    """Names with their words. `picked(name)` only when a person picks."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(self._on_activated)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """(name, words) each; a chosen name that is not among them is shown as it is, and kept."""
        names = [name for name, _ in choices]
        if [self.itemData(n) for n in range(self.count())] != names:
            self.clear()
            for name, words in choices:
                self.addItem(shown(words), name)
        self.choose(chosen)

    def choose(self, name: str) -> None:
        number = self.findData(name)
        if number < 0 and name:
            self.addItem(shown(name), name)
            number = self.count() - 1
        self.setCurrentIndex(number)

    def chosen(self) -> str:
        return str(self.currentData() or "")

    def _on_activated(self, _index: int) -> None:
        self.picked.emit(self.chosen())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())
