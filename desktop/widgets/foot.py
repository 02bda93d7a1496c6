"""The line of buttons at the foot of a screen: beside each other, or one over another where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.labels import Secondary


class FootRow(QWidget):
    """Some buttons at the left, a note, and the next step at the right."""

    GAP = 10
    NOTE = 220

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.note = Secondary("")
        self._left, self._right = tuple(left), tuple(right)
        self._shape: tuple[int, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self.GAP)
        self._grid.setVerticalSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange()

    def say(self, words: str) -> None:
        self.note.setText(words)
        self._arrange()

    def _width(self, widgets: Sequence[QWidget]) -> int:
        shown = [widget for widget in widgets if not widget.isHidden()]
        return sum(widget.sizeHint().width() + self.GAP for widget in shown)

    def _arrange(self) -> None:
        """The note beside the buttons, or over them; the left buttons beside the right ones, or over them."""
        buttons = self._width(self._left) + self._width(self._right)
        wide = self.note.fontMetrics().horizontalAdvance(self.note.words())
        room = self.width() - buttons
        note_row = 1 if room >= min(wide, theme.px(self.NOTE)) + self.GAP or not self.note.words() else 0
        right_row = 1 if buttons <= self.width() or not self._left else 2
        if (note_row, right_row) != self._shape:
            self._shape = (note_row, right_row)
            self._place(note_row, right_row)
        beside = Qt.AlignmentFlag.AlignRight if self._left else Qt.AlignmentFlag.AlignLeft
        side = beside if note_row else Qt.AlignmentFlag.AlignLeft
        self.note.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.note.setVisible(bool(self.note.words()))

    def _place(self, note_row: int, right_row: int) -> None:
        gap = len(self._left)
        last = gap + len(self._right)
        for column in range(last + 1):
            self._grid.setColumnStretch(column, 1 if column == gap else 0)
        for column, widget in enumerate(self._left):
            self._grid.addWidget(widget, 1, column)
        if note_row:
            self._grid.addWidget(self.note, 1, gap)
        else:
            self._grid.addWidget(self.note, 0, 0, 1, last + 1)
        for column, widget in enumerate(self._right, start=gap + 1):
            if right_row == 1:
                self._grid.addWidget(widget, 1, column)
            else:
                self._grid.addWidget(widget, 2, 0, 1, last + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
        super().changeEvent(event)
