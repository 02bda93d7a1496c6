"""How a screen is laid out: a title line, and below it columns that go under each other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets import theme
from desktop.widgets.focus import OWN_RING
from desktop.widgets.labels import Heading, Secondary

ENOUGH = 500
"""A title that is longer than this wraps before the buttons beside it go below."""


class TitleLine(QWidget):
    """The screen's title, words beside it, and what can be done at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.aside = Heading(title, 1), Secondary("")
        self.title.widest = self.aside.widest = 2000
        self.left, self.right = QHBoxLayout(), QHBoxLayout()
        for row in (self.left, self.right):
            row.setSpacing(10)
        self.left.addWidget(self.title)
        self.left.addWidget(self.aside)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(10)
        self._whole.addLayout(self.left)
        self._whole.addStretch(1)
        self._whole.addLayout(self.right)
        self.setMinimumHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.aside.hide()

    def say(self, title: str, aside: str = "") -> None:
        self.title.setText(title)
        self.aside.setText(aside)
        self.aside.setVisible(bool(aside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = min(self.left.sizeHint().width(), theme.px(ENOUGH))
        direction = _direction(left + self.right.minimumSize().width() + 20 <= self.width())
        if direction != self._whole.direction():
            self._whole.setDirection(direction)
            self._align()

    def _align(self) -> None:
        flat = self._whole.direction() == QBoxLayout.Direction.LeftToRight
        for part in (self.left, self.right):
            self._whole.setAlignment(part, Qt.AlignmentFlag(0) if flat else Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            min(super().minimumSizeHint().width(), theme.px(200)), super().minimumSizeHint().height()
        )


class Columns(QWidget):
    """Two things side by side, the second with a width of its own; one under the other below `stack_below`."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        second_width: int = 360,
        stack_below: int = 860,
        gap: int = 18,
    ) -> None:
        super().__init__()
        self._second, self._width, self._below = second, second_width, stack_below
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(first, 1)
        self._box.addWidget(second, 0)

    def stacked(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def _arrange(self) -> None:
        flat = self.width() >= theme.px(self._below)
        self._box.setDirection(_direction(flat))
        room = round(self.width() * 0.45)
        self._second.setMaximumWidth(min(theme.px(self._width), room) if flat else 16_777_215)
        self._second.setMinimumWidth(min(theme.px(self._width), room) if flat else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()


class Page(QWidget):
    """A screen with the window's margins. `column` takes what it shows; where that does not fit, the page scrolls.

    `scrolls`: it is meant to be long (forms, cards), and never moves sideways.
    """

    def __init__(self, parent: QWidget | None = None, *, scrolls: bool = False, gap: int = 16) -> None:
        super().__init__(parent)
        self.setProperty(OWN_RING, True)
        inside = QWidget()
        inside.setProperty("part", "inside")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(gap)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(inside)
        if scrolls:
            self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroll)


def _direction(flat: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
