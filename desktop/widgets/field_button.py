"""A button that looks like something to fill in: it shows what was chosen, and opens where it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import paint, theme
from desktop.widgets.buttons import Faced
from desktop.widgets.icons import paint_icon


class FieldButton(Faced):
    """Checked while it is open."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paint_face(self, painter: QPainter, box: QRectF) -> None:
        side = theme.px(14)
        icon = QRectF(box.right() - side, box.center().y() - side / 2, side, side)
        paint.words(painter, box.adjusted(0, 0, -side - 4, 0), self.words(), self.font(), self.ink())
        paint_icon(painter, "up" if self.isChecked() else "down", icon, theme.colour("ink2"))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(theme.px(18), 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), super().sizeHint().height())
