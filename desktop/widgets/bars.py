"""Small horizontal bars: a name, a length, a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import paint, theme
from desktop.widgets.labels import named

Bar = tuple[str, int, str]
"""Name, number, and the token it is drawn in."""


class Bars(QWidget):
    """Compares a few numbers; a screen reader is told them all."""

    ROW = 25.5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        named(self, ", ".join(f"{name}: {number}" for name, number, _ in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(self.ROW * len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, strong = theme.font(13), theme.font(13, 700, digits=True)
        names = max((paint.width(name, face) for name, _, _ in self._bars), default=0) + theme.px(14)
        numbers = max((paint.width(f"{n:,}", strong) for _, n, _ in self._bars), default=0) + theme.px(24)
        most = max((number for _, number, _ in self._bars), default=0) or 1
        room = max(0.0, self.width() - names - numbers)
        for row, (name, number, token) in enumerate(self._bars):
            line = QRectF(0, row * theme.px(self.ROW), self.width(), theme.px(self.ROW))
            paint.words(painter, QRectF(0, line.top(), names, line.height()), name, face, theme.colour("ink"))
            tall = theme.px(9)
            wide = max(tall, room * 0.77 * number / most) if number else 0
            bar = QRectF(names, line.center().y() - tall / 2, wide, tall)
            if number:
                paint.rounded(painter, bar, tall / 2, theme.colour(token))
            box = QRectF(self.width() - numbers, line.top(), numbers - theme.px(11), line.height())
            paint.words(painter, box, f"{number:,}", strong, theme.colour("ink"), paint.RIGHT)
