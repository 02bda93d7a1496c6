"""What goes out today, with the present moment between what went and what will."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import Secondary, named, plain_tip
from desktop.widgets.pill import network
from office.rows import DeliveryRow

MOST = 12
QUIET = ("approved", "published", "due", "sending")


class GoingRow(QPushButton):
    """One post at one time: when, where, what, and its state where that needs a word."""

    def __init__(self, deliveries: Sequence[DeliveryRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deliveries = tuple(deliveries)
        first = self.deliveries[0]
        self._time = times.clock(first.start) if first.start else ""
        self._pill, self._tone = _state(self.deliveries)
        self.setObjectName("goingRow")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        accounts = words.platforms([d.account for d in self.deliveries])
        named(self, ", ".join(w for w in (self._time, first.title, accounts, self._pill) if w))
        plain_tip(self, first.title)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            paint.rounded(painter, box.adjusted(-6, 0, 6, 0), 6, theme.colour("hover"))
        paint.words(painter, box, self._time, theme.font(13.5, digits=True), theme.colour("ink2"))
        left, side = float(theme.px(51)), theme.px(18)
        for delivery in self.deliveries[:4]:
            paint.badge(
                painter, QRectF(left, box.center().y() - side / 2, side, side), network(delivery.account)
            )
            left += side + theme.px(9)
        room = box.width() - left
        if self._pill:
            size = paint.pill_size(self._pill)
            room -= size.width() + theme.px(10)
        face = theme.font(13.5)
        wide = min(paint.width(self.deliveries[0].title, face) + 2, room)
        paint.words(
            painter, QRectF(left, 0, wide, box.height()), self.deliveries[0].title, face, theme.colour("ink")
        )
        if self._pill:
            spot = QRectF(
                left + wide + theme.px(9), box.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint.pill(painter, spot, self._pill, self._tone)


class NowLine(QWidget):
    """Between what went and what will."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("now"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.words(painter, box, tr("now"), theme.font(13, 600), theme.colour("bad"))
        left = max(theme.px(51), paint.width(tr("now"), theme.font(13, 600)) + 8)
        painter.fillRect(QRectF(left, box.center().y() - 1, box.width() - left, 2), theme.colour("bad"))


class GoingOut(Card):
    """`delivery_wanted(id)` when a row is pressed."""

    delivery_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Going out today"), " ", parent, gap=0)

    def show_rows(self, deliveries: Sequence[DeliveryRow], now: datetime) -> None:
        self.clear(1)
        self.column.addSpacing(6)
        groups = _grouped(deliveries)
        self.set_aside(plural(len(groups), "{n} post", "{n} posts") if groups else "")
        line_drawn = False
        for group in groups[:MOST]:
            start = group[0].start
            if not line_drawn and start is not None and start > now:
                self.column.addWidget(NowLine())
                line_drawn = True
            row = GoingRow(group)
            row.clicked.connect(lambda _=False, which=str(group[0].id): self.delivery_wanted.emit(which))
            self.column.addWidget(row)
        if len(groups) > MOST:
            more = Button(plural(len(groups) - MOST, "{n} more in Calendar", "{n} more in Calendar"), "link")
            more.clicked.connect(self.more_wanted)
            self.column.addWidget(more)
        if not groups:
            self.column.addWidget(Secondary(tr("Nothing is planned for today.")))


def _grouped(deliveries: Sequence[DeliveryRow]) -> list[list[DeliveryRow]]:
    """The same post at the same time is one row."""
    groups: dict[tuple[str, datetime | None], list[DeliveryRow]] = {}
    for delivery in deliveries:
        groups.setdefault((delivery.post, delivery.start), []).append(delivery)
    return list(groups.values())


def _state(deliveries: Sequence[DeliveryRow]) -> tuple[str, str]:
    loud = [d for d in deliveries if d.state not in QUIET]
    if loud:
        state = loud[0].state
        return (tr("unapproved"), "warn") if state in ("in review", "draft") else words.state(state)
    if deliveries[0].account.platform == "handoff" and deliveries[0].state != "published":
        return tr("you post it"), "neutral"
    return "", ""
