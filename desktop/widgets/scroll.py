"""Grounds that scroll, and two columns that become one where the text is large or the window small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets import theme


class Scroller(QScrollArea):
    """Scrolls up and down only. Put things into `column`."""

    def __init__(self, label: str = "", parent: QWidget | None = None, *, gap: int = 14) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("part", "inside")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(gap)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)


class SideBySide(QWidget):
    """`left` and `right` side by side, each scrolling by itself, `foot` under the right one; or, narrower than
    `narrowest` (at text size 100 %), one over the other in one scroll. A list scrolls by itself (`is_list`)."""

    GAP = 18
    LIST_HEIGHT = 230

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        foot: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        shares: tuple[int, int] = (680, 410),
        narrowest: int = 760,
        is_list: bool = False,
    ) -> None:
        super().__init__(parent)
        self._left, self._right, self._foot = left, right, foot
        self._shares, self._narrowest, self._is_list = shares, narrowest, is_list
        self._stacked: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self.GAP)
        self._grid.setVerticalSpacing(14)
        self._one, self._two = Scroller(), Scroller()
        for scroller in (self._one, self._two):
            scroller.setParent(self)
            scroller.hide()
        self._arrange(stacked=False)

    @property
    def stacked(self) -> bool:
        return bool(self._stacked)

    def to_top(self) -> None:
        """Shows the beginning of the right column again."""
        self._two.to_top()
        if self.stacked:
            self._one.to_top()

    def _arrange(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        focus = self.window().focusWidget()
        for widget in (self._left, self._right, self._foot, self._one, self._two):
            if widget is not None:
                self._grid.removeWidget(widget)
        if stacked:
            self._arrange_one()
        else:
            self._arrange_two()
        for widget in (self._left, self._right):
            widget.show()
        if focus is not None and self.isAncestorOf(focus):
            focus.setFocus()

    def _arrange_one(self) -> None:
        self._one.column.addWidget(self._left)
        self._one.column.addWidget(self._right, 1)
        self._size_list()
        self._grid.addWidget(self._one, 0, 0, 1, 2)
        if self._foot is not None:
            self._grid.addWidget(self._foot, 1, 0, 1, 2)
        self._one.show()
        self._two.hide()

    def _arrange_two(self) -> None:
        rows = 1 if self._foot is None else 2
        self._two.column.addWidget(self._right)
        if self._is_list:
            self._left.setMinimumHeight(0)
            self._left.setMaximumHeight(1 << 20)
            self._grid.addWidget(self._left, 0, 0, rows, 1)
            self._one.hide()
        else:
            self._one.column.addWidget(self._left)
            self._grid.addWidget(self._one, 0, 0, rows, 1)
            self._one.show()
        self._grid.addWidget(self._two, 0, 1)
        if self._foot is not None:
            self._grid.addWidget(self._foot, 1, 1)
        self._two.show()
        for number, share in enumerate(self._shares):
            self._grid.setColumnStretch(number, share)
            self._grid.setColumnMinimumWidth(number, 0)

    def _choose(self) -> None:
        self._arrange(stacked=self.width() < theme.px(self._narrowest))
        if self._stacked:
            self._size_list()

    def _size_list(self) -> None:
        if self._is_list:
            self._left.setFixedHeight(max(theme.px(110), min(theme.px(self.LIST_HEIGHT), self.height() // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose()
        super().changeEvent(event)


def reveal(widget: QWidget) -> None:
    """Scrolls to a widget, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _reveal(widget))


def _reveal(widget: QWidget) -> None:
    """Something taller than the window is shown from its beginning."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.widget() is not None:
            if widget.height() > around.viewport().height():
                top = widget.mapTo(around.widget(), QPoint(0, 0)).y()
                around.verticalScrollBar().setValue(max(0, top - 16))
            else:
                around.ensureWidgetVisible(widget, 0, 24)
        around = around.parentWidget()
