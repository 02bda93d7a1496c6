"""A small window over the window: a title, something to read or choose, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Heading, named


class Sheet(QDialog):
    """Escape closes it. What it says goes into `column`; buttons into `foot`, at the right."""

    def __init__(self, title: str, parent: QWidget | None = None, *, wide: int = 560) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        named(self, title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(16)
        whole.addWidget(Heading(title, 1))
        inside = QWidget()
        inside.setProperty("part", "inside")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(10)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole.addWidget(self._scroll, 1)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        whole.addLayout(self.foot)
        self.resize(min(theme.px(wide), 1100), min(theme.px(560), 800))

    def add_close(self, words: str = "") -> Button:
        """A button that closes the sheet."""
        button = Button(words or tr("Close"), parent=self)
        button.clicked.connect(self.accept)
        self.foot.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys scroll, whatever has the keyboard."""
        bar = self._scroll.verticalScrollBar()
        steps: dict[int, int] = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        step = steps.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)
