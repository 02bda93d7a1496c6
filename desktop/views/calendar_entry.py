"""How a delivery is drawn in the calendar: its state in the ground and edge, its account, its time, its title."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.pill import network
from office.rows import DeliveryRow

SMALL, LARGE = 24.0, 58.0
"""An entry's height in the month and in the week."""

GROUNDS: dict[str, tuple[str, str]] = {
    "approved": ("accent_soft", "accent_line"),
    "due": ("accent_soft", "accent_line"),
    "sending": ("accent_soft", "accent_line"),
    "published": ("ok_soft", "line"),
    "held": ("hold_soft", "hold"),
    "missed": ("warn_soft", "warn"),
    "uncertain": ("bad_soft", "bad"),
    "rejected": ("bad_soft", "bad"),
    "refused": ("bad_soft", "bad"),
}
LOUD = ("uncertain", "rejected", "refused")


def paint_ground(painter: QPainter, box: QRectF, row_state: str, *, by_hand: bool = False) -> None:
    """The box that tells the state: dashed while it waits, hatched when held."""
    ground, edge = GROUNDS.get(row_state, ("card", "warn"))
    if by_hand and row_state == "approved":
        ground = "card"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    round_by = min(4.0, box.height() / 4)
    path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
    painter.fillPath(path, theme.colour(ground))
    if row_state == "held":
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        hatch = QColor(theme.colour("hold"))
        hatch.setAlphaF(0.16)
        painter.setPen(QPen(hatch, 4))
        for x in range(round(box.left() - box.height()), round(box.right()) + 12, 12):
            painter.drawLine(x, round(box.top()), round(x + box.height()), round(box.bottom()))
        painter.setClipping(False)
    pen = QPen(theme.colour(edge), 1)
    if row_state in ("in review", "draft"):
        pen.setStyle(Qt.PenStyle.DashLine)
    if row_state == "held":
        pen.setColor(_soft(theme.colour("hold")))
    painter.setPen(pen)
    painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPath(path)
    painter.restore()


def paint_entry(painter: QPainter, box: QRectF, row: DeliveryRow, *, large: bool) -> None:
    """One delivery in its box; with `large` the state stands below as a word."""
    paint_ground(painter, box, row.state, by_hand=row.account.platform == "handoff")
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    side, pad = theme.px(15), theme.px(7)
    line = QRectF(box.left(), box.top(), box.width(), theme.px(SMALL))
    mark = QRectF(box.left() + pad, line.center().y() - side / 2, side, side)
    paint.badge(painter, mark, network(row.account))
    strong = row.state in LOUD
    face = theme.font(theme.SECONDARY, 600 if strong else 400)
    digits = theme.font(theme.SECONDARY, 600 if strong else 400, digits=True)
    at = times.clock(row.start) if row.start else ""
    left = mark.right() + pad
    wide = paint.width(at, digits) + theme.px(5)
    paint.words(painter, QRectF(left, line.top(), wide, line.height()), at, digits, theme.colour("ink2"))
    if not large:
        room = QRectF(left + wide, line.top(), box.right() - left - wide - 4, line.height())
        paint.words(painter, room, row.title, face, theme.colour("ink"))
        painter.restore()
        return
    state, tone = words.state(row.state)
    state = tr("waiting") if row.state == "in review" else state
    aside = QRectF(left + wide, line.top(), box.right() - left - wide - pad, line.height())
    paint.words(painter, aside, state, theme.font(theme.SMALL, 600), theme.tokens().of(tone), paint.RIGHT)
    inside = box.width() - 2 * pad
    layout = paint.lines(row.title, face, inside, 2)
    painter.setPen(theme.colour("ink"))
    layout.draw(painter, QRectF(box.left() + pad, line.bottom() - theme.px(2), inside, 0).topLeft())
    painter.restore()


def _soft(full: QColor) -> QColor:
    colour = QColor(full)
    colour.setAlphaF(0.45)
    return colour
