"""Find anything: what can be done, and what there is, by typing a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.actions import Action, matching
from desktop.phrases import tr
from desktop.widgets import paint, theme
from desktop.widgets.buttons import keys_shown
from desktop.widgets.icons import paint_icon
from desktop.widgets.labels import Secondary, named
from desktop.widgets.rows import RowDelegate, RowsModel, RowsView


@dataclass(frozen=True)
class Found:
    """Something in the workspace: where `target` leads is told by the row that was found."""

    title: str
    about: str
    target: str
    icon: str = "search"


class _Line(RowDelegate):
    HEIGHT = 40

    def paint_row(self, painter: QPainter, box: QRectF, row: Action | Found) -> None:
        side = theme.px(18)
        icon = row.icon or "right"
        spot = QRectF(box.left() + 14, box.center().y() - side / 2, side, side)
        paint_icon(painter, icon, spot, theme.colour("ink2"))
        left, aside = spot.right() + 12, ""
        if isinstance(row, Action):
            title, about, aside = row.said(), "", keys_shown(row.shortcut)
        else:
            title, about = row.title, row.about
        face, small = theme.font(14, 500), theme.font(theme.SECONDARY)
        room = box.right() - 16 - left
        if aside:
            size = paint.keycap_size(aside)
            cap = QRectF(
                box.right() - 14 - size.width(),
                box.center().y() - size.height() / 2,
                size.width(),
                size.height(),
            )
            paint.keycap(painter, cap, aside, theme.colour("ink2"))
            room -= size.width() + 12
        wide = min(paint.width(title, face) + 2, room)
        paint.words(painter, QRectF(left, box.top(), wide, box.height()), title, face, theme.colour("ink"))
        rest = QRectF(left + wide + 12, box.top(), room - wide - 12, box.height())
        if about and rest.width() > 40:
            paint.words(painter, rest, about, small, theme.colour("ink2"))


def _said(row: Action | Found) -> str:
    if isinstance(row, Action):
        return f"{row.said()}, {keys_shown(row.shortcut)}" if row.shortcut else row.said()
    return f"{row.title}, {row.about}"


class CommandPalette(QFrame):
    """Lies over the window. `action_wanted(id)`, `target_wanted(target)`, and `find_wanted(text)` for what there is."""

    action_wanted = Signal(str)
    target_wanted = Signal(str)
    find_wanted = Signal(str)

    def __init__(self, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = tuple(actions)
        self._back: QWidget | None = None
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(tr("Type what you want to do, or what you look for"))
        named(self._typed, tr("Find anything"))
        self._model = RowsModel(_said, self)
        self._list = RowsView(self._model, _Line(), tr("What was found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Secondary(tr("Nothing has these words."))
        self._nothing.setContentsMargins(14, 12, 14, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        for widget in (self._typed, self._list, self._nothing):
            column.addWidget(widget)
        self._typed.textEdited.connect(self._on_typed)
        self._typed.installEventFilter(self)
        self._list.row_chosen.connect(self._on_chosen)
        parent.installEventFilter(self)
        self.hide()

    def open(self, context: str) -> None:
        """Shows what can be done on this screen and everywhere."""
        self._offered = [a for a in self._actions if a.context in ("everywhere", context)]
        self._back = self.window().focusWidget()
        self._typed.clear()
        self._show(self._offered)
        self.show()
        self.raise_()
        self._typed.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """What there is with the words of `text`; late answers to other words are dropped."""
        if self.isVisible() and text == self._typed.text():
            self._show([*matching(self._offered, text), *found])

    def leave(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def _show(self, rows: Sequence[Action | Found]) -> None:
        self._model.show_rows(rows)
        self._nothing.setVisible(not rows)
        self._list.setVisible(bool(rows))
        if rows:
            self._list.choose(0)
        self._list.setFixedHeight(theme.px(40) * max(1, min(8, len(rows))))
        self._place()

    def _on_typed(self, text: str) -> None:
        self._show(matching(self._offered, text))
        if text.strip():
            self.find_wanted.emit(text)

    def _on_chosen(self, row: Action | Found) -> None:
        self.leave()
        if isinstance(row, Action):
            self.action_wanted.emit(row.id)
        else:
            self.target_wanted.emit(row.target)

    def _place(self) -> None:
        room = self.parentWidget().rect()
        self.setFixedWidth(min(theme.px(620), room.width() - 48))
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, theme.px(72))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._typed:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event.key())
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return False

    def _on_key(self, key: int) -> bool:
        number = self._list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._list.choose(min(number + 1, self._model.rowCount() - 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._list.choose(max(number - 1, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._list.current_row()
            if row is not None:
                self._on_chosen(row)
        else:
            return False
        return True
