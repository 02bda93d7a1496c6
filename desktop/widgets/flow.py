"""A layout that fills a line and goes on with the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays its items side by side, wrapping like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Takes out all that is in it, and forgets the widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, box: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inside = box.marginsRemoved(margins)
        x, y, tall = inside.x(), inside.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.widget() is not None and item.widget().isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inside.width(), 1), 1 << 20))
            if row and x + size.width() > inside.right() + 1:
                self._place(row, tall, move=move)
                x, y, tall, row = inside.x(), y + tall + self._line_gap, 0, []
            row.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            tall = max(tall, size.height())
        self._place(row, tall, move=move)
        return y + tall - box.y() + margins.bottom()

    def _place(self, row: list[tuple[QLayoutItem, QRect]], tall: int, *, move: bool) -> None:
        if move:
            for item, place in row:
                item.setGeometry(place.translated(0, (tall - place.height()) // 2))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() for item in self._items) + self._gap * max(0, len(self._items) - 1)
        tall = max((item.sizeHint().height() for item in self._items), default=0)
        margins = self.contentsMargins()
        return QSize(wide + margins.left() + margins.right(), tall + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
