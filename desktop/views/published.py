"""Published: what did we say?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, EmptyState
from desktop.widgets.keycap import KeyCap
from desktop.widgets.labels import named
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.pill import network
from desktop.widgets.rows import ListCard, LongRowsView, RowDelegate, RowsModel
from office.rows import DeliveryRow


class PublishedDelegate(RowDelegate):
    """Two lines: the title, then where, when and by whom."""

    HEIGHT = 60

    def paint_row(self, painter: QPainter, box: QRectF, row: DeliveryRow) -> None:
        inside = box.adjusted(16, theme.px(9), -16, -theme.px(9) - 1)
        side = theme.px(18)
        spot = QRectF(inside.left(), inside.top() + theme.px(2), side, side)
        paint.badge(painter, spot, network(row.account))
        left = spot.right() + theme.px(10)
        kind = words.category(row.category)
        size = paint.pill_size(kind)
        pill = QRectF(
            inside.right() - size.width(),
            inside.center().y() - size.height() / 2,
            size.width(),
            size.height(),
        )
        paint.pill(painter, pill, kind, "neutral")
        room = pill.left() - 12 - left
        upper = QRectF(left, inside.top(), room, inside.height() / 2)
        lower = QRectF(left, inside.center().y(), room, inside.height() / 2)
        paint.words(painter, upper, row.title, theme.font(14, 600), theme.colour("ink"))
        paint.words(painter, lower, about(row), theme.font(theme.SECONDARY), theme.colour("ink2"))


def about(row: DeliveryRow) -> str:
    """`@dept_rehearsal, Wed 3 June 2026, 11:30, by Digital officer`"""
    at = row.state_at or row.start
    parts = [row.account.handle, times.when(at) if at else "", tr("by {name}").replace("{name}", row.author)]
    if row.parts > 1:
        parts.append(plural(row.parts, "{n} part", "{n} parts"))
    return ", ".join(part for part in parts if part)


def _said(row: DeliveryRow) -> str:
    return f"{row.title}, {words.platform(row.account)}, {about(row)}"


class PublishedView(Page):
    """`delivery_wanted(id)` for a row; `open_url_wanted(url)` to see it on its platform."""

    delivery_wanted = Signal(str)
    open_url_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DeliveryRow, ...] = ()
        self._line = TitleLine(tr("Published"))
        self._see = Button(tr("See what became of it"))
        self._open = Button(tr("Open it on the platform"), icon="link")
        self._line.right.addWidget(self._see)
        self._line.right.addWidget(self._open)
        self._typed = QLineEdit()
        self._model = RowsModel(_said, self)
        self._list = LongRowsView(self._model, PublishedDelegate(), tr("Published posts, newest first"))
        self._nothing = EmptyState("", "", icon="published")
        self.column.addWidget(self._line)
        self.column.addWidget(self._search_card())
        self.column.addWidget(ListCard(self._list, self._nothing), 1)
        self.setFocusProxy(self._list)
        self._connect()
        self._on_row()

    def _search_card(self) -> Card:
        self._typed.setPlaceholderText(tr("Search titles and accounts"))
        self._typed.setProperty("plain", "true")
        named(self._typed, tr("Search what was published"))
        card = Card(margins=0, gap=0)
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 14, 4)
        row.addWidget(self._typed, 1)
        row.addWidget(KeyCap("/"))
        card.column.addLayout(row)
        return card

    def _connect(self) -> None:
        self._typed.textEdited.connect(lambda _: self._show())
        self._list.row_opened.connect(lambda row: self.delivery_wanted.emit(row.id))
        self._list.selectionModel().currentChanged.connect(lambda *_: self._on_row())
        self._see.clicked.connect(lambda: self._now() and self.delivery_wanted.emit(self._now().id))
        self._open.clicked.connect(lambda: self._now() and self.open_url_wanted.emit(self._now().url))
        keys = QShortcut(QKeySequence("/"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._typed.setFocus)

    def show_rows(self, rows: Sequence[DeliveryRow]) -> None:
        self._rows = tuple(rows)
        self._show()

    def _show(self) -> None:
        parts = self._typed.text().casefold().split()
        found = [row for row in self._rows if all(part in _said(row).casefold() for part in parts)]
        if parts:
            self._nothing.say(
                tr("Nothing has these words"), tr("Try fewer, or look in Record: it has everything.")
            )
        else:
            self._nothing.say(
                tr("Nothing has been published yet"),
                tr(
                    "What goes out stands here, with its address and what was approved. The record keeps it for good."
                ),
            )
        self._line.say(tr("Published"), plural(len(found), "{n} post", "{n} posts") if found else "")
        self._model.show_rows(found)
        if found:
            self._list.choose(0)
        self._on_row()

    def _now(self) -> DeliveryRow | None:
        return self._list.current_row()

    def _on_row(self) -> None:
        row = self._now()
        self._see.setEnabled(row is not None)
        self._open.setEnabled(row is not None and bool(row.url))
