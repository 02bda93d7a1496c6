"""What a post is, what it serves, where its facts come from, and when it goes out."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.phrases import tr
from desktop.views.when import WhenEdit
from desktop.widgets import theme
from desktop.widgets.cards import Card, Field
from desktop.widgets.combo import Combo
from desktop.widgets.field_button import FieldButton
from desktop.widgets.labels import Rule, named
from desktop.widgets.line import Line
from desktop.widgets.scroll import reveal
from office.rows import EditorRow


class Details(Card):
    """`edited` only when a person changes something."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, gap=12)
        self._kind, self._serves, self._source = Combo(), Line(), Line()
        self.when = WhenEdit()
        self._when = FieldButton()
        self._rule = Rule()
        fields = (
            Field(tr("Kind"), self._kind),
            Field(tr("Serves"), self._serves),
            Field(tr("Source of the facts"), self._source),
            Field(tr("When"), self._when),
        )
        self._fields = fields
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._rule)
        self.column.addWidget(self.when)
        self._across = 0
        self._arrange()
        self._open(False)
        self._wire()

    def show_row(self, row: EditorRow, now: datetime) -> None:
        self._now = now
        self._kind.show_choices([(kind.id, kind.title) for kind in row.categories], row.category)
        self._serves.show_words(row.objective)
        self._source.show_words(row.source)
        self.when.show_window(row.start, row.until, now)
        self._open(False)
        self._say()

    def kind(self) -> str:
        return self._kind.chosen()

    def serves(self) -> str:
        return self._serves.words()

    def source(self) -> str:
        return self._source.words()

    def point_at_time(self) -> None:
        """Opens the time and puts the keyboard there."""
        self._open(True)
        self.when.focus()
        reveal(self.when)

    def _wire(self) -> None:
        self._kind.picked.connect(self.edited)
        self._serves.edited.connect(self.edited)
        self._source.edited.connect(self.edited)
        self.when.edited.connect(self._on_when)
        self._when.clicked.connect(self._open)

    def _on_when(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        words = self.when.words(self._now)
        self._when.set_words(words)
        named(self._when, tr("When: {words}").format(words=words), self.when.fault())

    def _open(self, on: bool) -> None:
        self._when.setChecked(on)
        self._rule.setVisible(on)
        self.when.setVisible(on)

    def _arrange(self) -> None:
        across = 4 if self.width() >= theme.px(720) else 2
        if across == self._across:
            return
        self._across = across
        for column in range(4):
            self._grid.setColumnStretch(column, ((5, 4, 4, 5) if across == 4 else (1, 1, 0, 0))[column])
        for number, field in enumerate(self._fields):
            self._grid.addWidget(field, number // across, number % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
