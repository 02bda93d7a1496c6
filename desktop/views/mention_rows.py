"""A mention as a row in the queue."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.views.strangers import one_line
from desktop.widgets import paint, theme
from desktop.widgets.pill import network
from desktop.widgets.rows import RowDelegate
from office.rows import MentionRow


def left(row: MentionRow, now: datetime) -> tuple[str, str]:
    """How long is left to answer; for what is dealt with, that it is."""
    if row.state in ("answered", "closed", "handed over"):
        return tr(row.state), "ok" if row.state == "answered" else "neutral"
    return times.left(row.due, now)


def class_line(row: MentionRow) -> str:
    """What it is, or what it may be, and with whom."""
    if row.triage:
        said = words.triage_line(row.triage)
    elif row.suggested:
        said = tr("{kind}? Not decided yet").format(kind=words.triage(row.suggested))
    else:
        said = tr("Not decided yet")
    return f"{said}. {tr('With {name}').format(name=row.taken_by)}" if row.taken_by else said


def said(row: MentionRow, now: datetime | None) -> str:
    """What a screen reader reads."""
    due = left(row, now)[0] if now else ""
    return f"{row.author}, {words.platform(row.account)}, {one_line(row.text, 200)}, {class_line(row)}, {due}"


class MentionDelegate(RowDelegate):
    """Who, what they said in two lines, what it is, and how long is left. All rows are of one height."""

    HEIGHT = 109.0

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def paint_row(self, painter: QPainter, box: QRectF, row: MentionRow) -> None:
        px, inside = theme.px, box.adjusted(16, theme.px(11), -16, -theme.px(9))
        right = self._paint_left(painter, inside, row)
        side = px(18)
        paint.badge(painter, QRectF(inside.left(), inside.top() + px(2), side, side), network(row.account))
        name = QRectF(inside.left() + px(28), inside.top(), right - inside.left() - px(38), px(22))
        paint.words(painter, name, one_line(row.author, 80), theme.font(13.5, 600), theme.colour("ink"))
        painter.setPen(theme.colour("ink"))
        text = paint.lines(one_line(row.text), theme.font(13.5), inside.width(), 2)
        text.draw(painter, QPointF(inside.left(), inside.top() + px(26)))
        line = QRectF(inside.left(), inside.bottom() - px(20), inside.width(), px(18))
        paint.words(painter, line, class_line(row), theme.font(theme.SECONDARY), theme.colour("ink2"))

    def _paint_left(self, painter: QPainter, box: QRectF, row: MentionRow) -> float:
        if self.now is None:
            return box.right()
        text, tone = left(row, self.now)
        size = paint.pill_size(text)
        place = QRectF(box.right() - size.width(), box.top() - theme.px(1), size.width(), size.height())
        paint.pill(painter, place, text, tone)
        return place.left()
