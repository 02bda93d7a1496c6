"""Our line icons, tinted with a token and sharp at any size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.shelf import shelf


@lru_cache(maxsize=256)
def _renderer(name: str, ink: str, paper: str) -> QSvgRenderer:
    drawing = shelf("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", ink).replace('"paper"', f'"{paper}"')
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_icon(painter: QPainter, name: str, box: QRectF, ink: QColor | str) -> None:
    """Draws an icon into a box."""
    _renderer(name, QColor(ink).name(), theme.tokens().card).render(painter, box)


def icon(name: str, tint: str = "ink", size: int = 18) -> QIcon:
    """An icon for menus and the tray, in a token's colour."""
    made = QIcon()
    for ratio in (1, 2, 3):
        picture = QPixmap(size * ratio, size * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_icon(painter, name, QRectF(picture.rect()), theme.colour(tint))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        made.addPixmap(picture)
    return made


class Icon(QWidget):
    """An icon that stands beside words, and so says nothing to a screen reader by itself."""

    def __init__(self, name: str, tint: str = "ink2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tint, self._size = name, tint, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, tint: str) -> None:
        self._name, self._tint = name, tint
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._name, box, theme.colour(self._tint))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)
