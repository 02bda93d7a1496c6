"""How a row of a list is drawn: its ground, its line, the focus ring; a screen's own delegate draws the rest."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.widgets import theme
from desktop.widgets.focus import paint_ring
from desktop.widgets.paint import rounded
from desktop.widgets.row_models import Index, RowRole


class RowDelegate(QStyledItemDelegate):
    """Draws a row's ground, its line and the focus ring; a screen's own delegate draws the rest in `paint_row`."""

    HEIGHT = 64.0

    def paint_row(self, painter: QPainter, box: QRectF, row: Any) -> None:
        """Draws what the row says into its box."""
        raise NotImplementedError

    def height(self, row: Any, width: int) -> float:  # noqa: ARG002
        """The row's height at text size 100 %, scaled by the delegate."""
        return self.HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        uniform = isinstance(view, QListView) and view.uniformItemSizes()
        row = None if uniform else index.data(RowRole)
        return QSize(max(width, 1), theme.px(self.height(row, width)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        box = QRectF(option.rect)
        painter.save()
        painter.setClipRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), theme.colour("accent_fill"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line2"))
        row = index.data(RowRole)
        if row is None:
            self._paint_waiting(painter, box, tokens.line2)
        else:
            self.paint_row(painter, box, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_waiting(self, painter: QPainter, box: QRectF, ground: str) -> None:
        tall = theme.px(10)
        rounded(
            painter,
            QRectF(box.left() + 16, box.center().y() - tall / 2, box.width() * 0.4, tall),
            tall / 2,
            ground,
        )
