"""A picture from the media store, with round corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.icons import paint_icon
from desktop.widgets.labels import named
from office.rows import MediaRow

BIGGEST = 4096
"""Thumbs are small; anything larger than this (a bomb) is not unfolded."""


class Picture(QWidget):
    """Shows a thumb cut to fill its box; a name instead where there is none."""

    def __init__(self, width: float = 150, height: float = 88, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = (width, height)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_media(self, media: MediaRow | None) -> None:
        self._image = thumb_of(media)
        named(self, tr("Picture"), media.alt or media.name if media else tr("No picture"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size[0]), theme.px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        edge = QPainterPath()
        edge.addRoundedRect(box, 6, 6)
        painter.setClipPath(edge)
        painter.fillRect(box, theme.colour("neutral_soft"))
        if self._image.isNull():
            side = theme.px(24)
            place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, "image", place, theme.colour("ink3"))
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.drawImage(place, self._image)


def thumb_of(media: MediaRow | None) -> QImage:
    """The thumb as an image; a null image where it is not one."""
    if media is None or not media.thumb:
        return QImage()
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImageReader

    data = QByteArray(media.thumb)
    buffer = QBuffer(data)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > BIGGEST:
        return QImage()
    return reader.read()
