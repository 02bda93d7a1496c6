"""The rail at the left: one room per question, and how many things wait in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.phrases import plural, tr
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button, keys_shown
from desktop.widgets.icons import paint_icon
from desktop.widgets.labels import Rule, named, plain_tip

APART = "people"
"""The rail draws a line before this room."""


class RailItem(QPushButton):
    """A room: its icon, its name, its count."""

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self.room = action.id.removeprefix("view.")
        self._count, self._narrow = 0, False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        waiting = plural(count, "{n} waits", "{n} wait") if count else ""
        named(
            self, self.action.said(), ". ".join(w for w in (waiting, keys_shown(self.action.shortcut)) if w)
        )
        plain_tip(self, f"{self.action.said()}  {keys_shown(self.action.shortcut)}")
        self.update()

    def show_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(44 if self._narrow else 184), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        lit = self.isChecked() or self.underMouse()
        if lit:
            paint.rounded(painter, box, 6, theme.colour("rail_chosen"))
        ink = theme.colour("rail_ink" if lit else "rail_text")
        side = theme.px(18)
        left = (box.width() - side) / 2 if self._narrow else theme.px(9.5)
        paint_icon(painter, self.action.icon, QRectF(left, (box.height() - side) / 2, side, side), ink)
        if self._narrow:
            self._paint_spot(painter, box)
            return
        aside = 46 if self._count else 8
        words = QRectF(theme.px(37), 0, box.width() - theme.px(37 + aside), box.height())
        paint.words(painter, words, self.action.said(), self.font(), ink)
        if self._count:
            self._paint_count(painter, box)

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        text = f"{self._count:,}" if self._count < 1000 else "999+"
        face = theme.font(12, 700, digits=True)
        wide = max(theme.px(24), paint.width(text, face) + theme.px(14))
        tall = theme.px(19)
        spot = QRectF(box.right() - theme.px(10) - wide, (box.height() - tall) / 2, wide, tall)
        paint.rounded(painter, spot, tall / 2, theme.colour("rail_badge"))
        paint.words(painter, spot, text, face, theme.colour("rail_ink"), paint.CENTRE)

    def _paint_spot(self, painter: QPainter, box: QRectF) -> None:
        if self._count:
            side = theme.px(9)
            spot = QRectF(box.center().x() + theme.px(7), box.center().y() - theme.px(13), side, side)
            paint.rounded(painter, spot, side / 2, theme.colour("banner_link"))


class Rail(QFrame):
    """`room_wanted(name)` when a person picks a room; `find_wanted` at its foot."""

    room_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, rooms: Sequence[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        named(self, tr("Rooms"))
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(10, 14, 10, 8)
        self._column.setSpacing(2)
        for action in rooms:
            self._add(action)
        self._column.addStretch(1)
        self._find = Button(tr("Find anything"), "link", "Ctrl+K")
        self._find.setObjectName("find")
        self._find.clicked.connect(self.find_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("railInside")
        inside.setLayout(self._column)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 10, 18)
        foot.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)

    def _add(self, action: Action) -> None:
        item = RailItem(action)
        if item.room == APART:
            line = Rule()
            line.setObjectName("railLine")
            self._column.addSpacing(10)
            self._column.addWidget(line)
            self._column.addSpacing(10)
        self._items[item.room] = item
        self._group.addButton(item)
        self._column.addWidget(item)
        item.clicked.connect(lambda _=False, room=item.room: self.room_wanted.emit(room))
        item.hide()

    def open_room(self, room: str) -> None:
        """Shows a room's place in the rail, once there is a screen for it."""
        if room in self._items:
            self._items[room].show()

    def choose(self, room: str) -> None:
        """Marks a room without asking for it; a screen that has no place here leaves the mark where it was."""
        if room in self._items:
            self._items[room].setChecked(True)

    def chosen(self) -> str:
        button = self._group.checkedButton()
        return button.room if isinstance(button, RailItem) else ""

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for room, item in self._items.items():
            item.show_count(counts.get(room, 0))

    def show_narrow(self, narrow: bool) -> None:
        """Icons alone, where the window is narrow for its text size."""
        width = theme.px(64 if narrow else 204)
        self.setFixedWidth(width)
        self._find.setVisible(not narrow)
        for item in self._items.values():
            item.show_narrow(narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            shown = [item for item in self._items.values() if item.isVisible()]
            here = next((n for n, item in enumerate(shown) if item.hasFocus()), -1)
            if shown:
                shown[(here + steps[event.key()]) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
