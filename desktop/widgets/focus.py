"""The ring round whatever has the keyboard: yellow with an ink underline, always visible."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from desktop.widgets import theme

WIDTH = 3
OWN_RING = "paints_own_ring"
"""A dynamic property for what shows the focus itself (a calendar's day)."""


def paint_ring(painter: QPainter, box: QRectF, radius: float = 6) -> None:
    """The ring inside a box, for rows of lists."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = WIDTH / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), WIDTH))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.setPen(QPen(theme.colour("focus_ink"), 2))
    y = box.bottom() - 1
    painter.drawLine(
        QRectF(box.left() + radius, y, 0, 0).topLeft(), QRectF(box.right() - radius, y, 0, 0).topLeft()
    )
    painter.restore()


class _Ring(QWidget):
    """Lies round a widget, and lets everything through."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -3.5)
        painter.setPen(QPen(theme.colour("focus"), WIDTH))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(
            QPen(QColor(theme.tokens().focus_ink if not theme.tokens().dark else theme.tokens().focus), 2)
        )
        y = self.height() - 1
        painter.drawLine(8, y, self.width() - 8, y)


class FocusRing(QObject):
    """Follows the keyboard through the whole application. Made once, by the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._followed: list[QWidget] = []
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if now is None or now.property(OWN_RING) or isinstance(now, QAbstractItemView) or now.isWindow():
            return
        if not now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return
        self._ring = _Ring()
        target: QWidget | None = now
        while target is not None and not target.isWindow():
            target.installEventFilter(self)
            self._followed.append(target)
            target = target.parentWidget()
        self._place()

    def _leave(self) -> None:
        for widget in self._followed:
            if _alive(widget):
                widget.removeEventFilter(self)
        self._followed = []
        if self._ring is not None and _alive(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def _place(self) -> None:
        if not self._followed or self._ring is None or not _alive(self._ring):
            return
        target = self._followed[0]
        if not target.isVisible():
            self._ring.hide()
            return
        ground, box = _room_for(target)
        if self._ring.parentWidget() is not ground:
            self._ring.setParent(ground)
        self._ring.setGeometry(box)
        self._ring.show()
        self._ring.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kinds = (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.ParentChange,
        )
        if event.type() in kinds:
            self._place()
        return False


def _room_for(target: QWidget) -> tuple[QWidget, QRect]:
    """The nearest ground that has room for the ring, and where on it the ring lies."""
    around = QRect(QPoint(0, 0), target.size()).adjusted(-4, -4, 4, 5)
    ground = target.parentWidget()
    while True:
        box = QRect(target.mapTo(ground, around.topLeft()), around.size())
        if ground.isWindow() or ground.rect().contains(box) or _is_viewport(ground):
            return ground, box.intersected(ground.rect())
        ground = ground.parentWidget()


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)


def in_order(*regions: QWidget) -> None:
    """Lets Tab walk through the regions one after another, whenever their parts were made."""
    before: QWidget | None = None
    for region in regions:
        for stop in region.findChildren(QWidget):
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
