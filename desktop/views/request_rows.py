"""A request for approval as a row in a list."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop import times
from desktop.phrases import sentence_case, tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.pill import network
from desktop.widgets.rows import RowDelegate
from office.rows import RequestRow

KINDS = {
    "post": "Post",
    "reply": "Reply in own words",
    "resume": "Resume after a pause",
    "lift": "End or shorten a period",
    "exception": "Exception to a period",
    "person": "Somebody would join",
    "join": "Somebody would join",
    "delete": "Delete a published post",
    "clock": "Correct the clock",
    "template": "Approved answer",
}


def kind_words(kind: str) -> str:
    return tr(KINDS[kind]) if kind in KINDS else words.category(kind)


def second_line(row: RequestRow, now: datetime) -> str:
    """`Campaign. Stage 1 of 2. Today 14:00`."""
    first = words.category(row.category) if row.kind == "post" and row.category else kind_words(row.kind)
    said = [first]
    if row.stages > 1:
        stage = tr("Stage {stage} of {stages}").format(stage=row.stage, stages=row.stages)
        said.append(stage)
    if row.start is not None:
        said.append(sentence_case(times.when(row.start, now)))
    elif row.kind == "reply":
        said.append(tr("Waiting {span}").format(span=times.span(now - row.asked)))
    return ". ".join(said)


def said(row: RequestRow, now: datetime) -> str:
    """What a screen reader reads."""
    due = times.needed_by(row.due, now) if row.due else ""
    where = words.platforms(row.accounts)
    return ", ".join(part for part in (row.title, second_line(row, now), where, due) if part)


def due_pill(row: RequestRow, now: datetime) -> tuple[str, str]:
    """`by 13:45` and how urgent that is."""
    if row.due is None:
        return "", "neutral"
    if row.due <= now:
        return tr("too late"), "bad"
    if row.due - now < timedelta(hours=2):
        return times.by(row.due, now), "bad"
    today = times.local(row.due).date() == times.local(now).date()
    return times.by(row.due, now), "warn" if today else "neutral"


class RequestDelegate(RowDelegate):
    """Its title, what it is, and until when it is needed."""

    HEIGHT = 94.0

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def paint_row(self, painter: QPainter, box: QRectF, row: RequestRow) -> None:
        if self.now is None:
            return
        px, left = theme.px, box.left() + 16
        wide = box.width() - 32
        title = QRectF(left, box.top() + px(13), wide, px(19))
        paint.words(painter, title, row.title, theme.font(13.5, 600), theme.colour("ink"))
        line = QRectF(left, title.bottom() + px(1), wide, px(18))
        paint.words(
            painter, line, second_line(row, self.now), theme.font(theme.SECONDARY), theme.colour("ink2")
        )
        self._paint_foot(painter, QRectF(left, line.bottom() + px(5), wide, px(24)), row, self.now)

    def _paint_foot(self, painter: QPainter, box: QRectF, row: RequestRow, now: datetime) -> None:
        side, x = theme.px(18), box.left()
        for account in row.accounts[:6]:
            place = QRectF(x, box.center().y() - side / 2, side, side)
            paint.badge(painter, place, network(account))
            x += side + theme.px(10)
        text, tone = due_pill(row, now)
        if text:
            size = paint.pill_size(text)
            place = QRectF(
                box.right() - size.width(), box.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint.pill(painter, place, text, tone)
