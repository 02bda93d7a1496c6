"""The agenda: every delivery in order, under the day that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.views.calendar_days import Day, entry_said
from desktop.widgets import paint, theme
from desktop.widgets.pill import network
from desktop.widgets.rows import Index, RowDelegate, RowsModel
from office.rows import DeliveryRow


@dataclass(frozen=True)
class DayHead:
    """The line over a day's deliveries."""

    day: date
    today: bool
    periods: tuple[str, ...] = ()

    def said(self) -> str:
        name = times.date_words(self.day, year=True)
        return f"{name}, {tr('today')}" if self.today else name


AgendaRow = DayHead | DeliveryRow


def agenda(days: Sequence[Day]) -> list[AgendaRow]:
    """Days with something in them, and today."""
    rows: list[AgendaRow] = []
    for day in days:
        if day.entries or day.today:
            rows.append(DayHead(day.day, day.today, tuple(period.title for period, _ in day.bands)))
            rows += day.entries
    return rows


def said(row: AgendaRow) -> str:
    return row.said() if isinstance(row, DayHead) else entry_said(row)


class AgendaModel(RowsModel):
    """The heads cannot be chosen."""

    def __init__(self) -> None:
        super().__init__(said)

    def place_of(self, day: date) -> int:
        """The number of the first delivery of a day, or of its head; -1 if the day is not there."""
        heads = [n for n, row in enumerate(self.rows()) if isinstance(row, DayHead) and row.day == day]
        if not heads:
            return -1
        following = heads[0] + 1
        return (
            following
            if following < self.rowCount() and isinstance(self.rows()[following], DeliveryRow)
            else heads[0]
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        head = index.isValid() and isinstance(self.rows()[index.row()], DayHead)
        return Qt.ItemFlag.ItemIsEnabled if head else usual


class AgendaDelegate(RowDelegate):
    """A delivery in one line; a day's head above."""

    def height(self, row: AgendaRow, width: int) -> float:  # noqa: ARG002
        return 44 if isinstance(row, DayHead) else 46

    def paint_row(self, painter: QPainter, box: QRectF, row: AgendaRow) -> None:
        inside = box.adjusted(16, 0, -16, -1)
        if isinstance(row, DayHead):
            painter.fillRect(box, theme.colour("page"))
            paint.words(painter, inside, row.said(), theme.font(13.5, 700), theme.colour("ink"))
            if row.periods:
                aside = ", ".join(row.periods)
                paint.words(
                    painter, inside, aside, theme.font(theme.SECONDARY), theme.colour("hold"), paint.RIGHT
                )
            return
        paint_line(painter, inside, row)


def paint_line(painter: QPainter, inside: QRectF, row: DeliveryRow, at: str = "") -> None:
    """Time, account, title, handle, state."""
    at = at or (times.clock(row.start) if row.start else "")
    face = theme.font(13.5, digits=True)
    wide = max(theme.px(56), paint.width(at, face) + theme.px(14))
    paint.words(
        painter, QRectF(inside.left(), inside.top(), wide, inside.height()), at, face, theme.colour("ink2")
    )
    side = theme.px(18)
    left = inside.left() + wide
    paint.badge(painter, QRectF(left, inside.center().y() - side / 2, side, side), network(row.account))
    left += side + theme.px(10)
    state, tone = words.state(row.state)
    size = paint.pill_size(state)
    spot = QRectF(
        inside.right() - size.width(), inside.center().y() - size.height() / 2, size.width(), size.height()
    )
    paint.pill(painter, spot, state, tone)
    room = spot.left() - theme.px(14) - left
    strong, soft = theme.font(14, 600), theme.font(theme.SECONDARY)
    title = min(paint.width(row.title, strong) + 2, room)
    paint.words(
        painter, QRectF(left, inside.top(), title, inside.height()), row.title, strong, theme.colour("ink")
    )
    rest = QRectF(left + title + theme.px(10), inside.top(), room - title - theme.px(10), inside.height())
    if rest.width() > theme.px(60):
        paint.words(painter, rest, row.account.handle, soft, theme.colour("ink2"))
