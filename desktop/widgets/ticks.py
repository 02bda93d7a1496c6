"""A box to tick or one of several to choose, with words that wrap and a second line of explanation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.labels import PlainLabel, Secondary, named


class Tick(QWidget):
    """`ticked(bool)` only when a person ticks it, by mouse or keyboard; pressing the words does the same."""

    ticked = Signal(bool)

    def __init__(
        self, text: str, more: str = "", parent: QWidget | None = None, *, radio: bool = False
    ) -> None:
        super().__init__(parent)
        self.box: QAbstractButton = QRadioButton() if radio else QCheckBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.clicked.connect(self.ticked)
        self._words, self._more = PlainLabel(text), Secondary(more)
        column = QVBoxLayout()
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._more)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setFocusProxy(self.box)
        self.say(text, more)

    def say(self, text: str, more: str = "") -> None:
        self._words.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        named(self.box, text, more)

    def words(self) -> str:
        return self._words.words()

    def isChecked(self) -> bool:
        return self.box.isChecked()

    def setChecked(self, on: bool) -> None:
        """Asks for nothing: only a person's tick does."""
        self.box.setChecked(on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and self.box.isEnabled():
            self.box.click()
        super().mouseReleaseEvent(event)


class Options(QWidget):
    """One of several, one under another. `picked(name)` only when a person picks."""

    picked = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._ticks: dict[str, Tick] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def add(self, name: str, text: str, more: str = "") -> Tick:
        tick = Tick(text, more, radio=True)
        self._ticks[name] = tick
        self._group.addButton(tick.box)
        self._column.addWidget(tick)
        tick.ticked.connect(self._on_ticked)
        return tick

    def choose(self, name: str) -> None:
        if name in self._ticks:
            self._ticks[name].setChecked(True)

    def chosen(self) -> str:
        return next((name for name, tick in self._ticks.items() if tick.isChecked()), "")

    def _on_ticked(self, _on: bool) -> None:
        self.picked.emit(self.chosen())
