"""What is held: each waits for a person, who asks afresh, withdraws, or asks for an exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views.again import Again
from desktop.views.delivery_line import DeliveryLine
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, Field
from desktop.widgets.combo import Combo
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel, Rule, Secondary
from desktop.widgets.line import Line
from desktop.widgets.words_edit import WordsEdit
from office.rows import DeliveryRow

MOST = 50


class HeldCard(Card):
    """`exception_wanted(delivery, ground, reference, words)`."""

    reapprove_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    exception_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Held"), " ", parent, gap=4)
        self._again = Again()

    def show_held(
        self, rows: Sequence[DeliveryRow], now: datetime, grounds: Mapping[str, Sequence[str]]
    ) -> None:
        """`grounds`: by the period's title, on what an exception can be asked for."""
        if self._again.said(tuple(rows), times.local(now).date(), dict(grounds)):
            return
        self.clear()
        self.set_aside(plural(len(rows), "{n} post", "{n} posts") if rows else "")
        for number, row in enumerate(rows[:MOST]):
            if number:
                self.column.addWidget(Rule())
            self.column.addWidget(self._line(row, now, grounds.get(row.period, ())))
        if len(rows) > MOST:
            more = plural(len(rows) - MOST, "{n} more post.", "{n} more posts.")
            self.column.addWidget(Secondary(more))
        if not rows:
            said = tr(
                "Nothing is held. What a period or a pause catches waits here; nothing un-holds itself."
            )
            self.column.addWidget(PlainLabel(said))

    def _line(self, row: DeliveryRow, now: datetime, grounds: Sequence[str]) -> QWidget:
        line = DeliveryLine(row, now)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        again, away = Button(tr("Ask for fresh approval"), small=True), Button(tr("Withdraw"), small=True)
        again.clicked.connect(lambda: self.reapprove_wanted.emit(row.id))
        away.clicked.connect(lambda: self.withdraw_wanted.emit(row.id))
        for button in (again, away):
            button.setAccessibleDescription(row.title)
            flow.addWidget(button)
        line.lines.addWidget(buttons)
        if row.why == "period.needs-exception":
            panel = ExceptionPanel(grounds)
            panel.wanted.connect(lambda *said: self.exception_wanted.emit(row.id, *said))
            ask = Button(tr("Ask for an exception"), small=True)
            ask.setAccessibleDescription(row.title)
            ask.clicked.connect(panel.ask)
            flow.addWidget(ask)
            line.lines.addWidget(panel)
        return line


class ExceptionPanel(QWidget):
    """On what ground, by which reference, and in words. Hidden until `ask`."""

    wanted = Signal(str, str, str)

    def __init__(self, grounds: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._reference = (
            Combo(),
            Line(tr("Reference"), hint=tr("A minute, an e-mail, a case number")),
        )
        self._ground.show_choices([(ground, ground) for ground in grounds])
        self._words = WordsEdit(tr("Why this, and why now"), lines=2, most=5)
        self._ground_field = Field(tr("Ground"), self._ground)
        self._words_field = Field(tr("Why this, and why now"), self._words)
        self._send, self._cancel = (
            Button(tr("Ask for this exception"), small=True),
            Button(tr("Cancel"), "link"),
        )
        self._lay_out(bool(grounds))
        self._send.clicked.connect(self._on_send)
        self._cancel.clicked.connect(self.hide)
        self._words.edited.connect(lambda: self._words_field.set_error(""))
        self.hide()

    def _lay_out(self, grounds: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        for widget in (self._ground_field, Field(tr("Reference"), self._reference), self._words_field):
            column.addWidget(widget)
        self._ground_field.setVisible(grounds)
        column.addWidget(
            Secondary(tr("Somebody on the list of grantors signs it, for exactly these words, once."))
        )
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)

    def ask(self) -> None:
        self.show()
        (self._ground if self._ground.count() else self._reference).setFocus()

    def _on_send(self) -> None:
        said = self._words.text().strip()
        if not said:
            self._words_field.set_error(tr("Say why: whoever grants it will read it."))
            return
        if self._ground.count() and not self._ground.chosen():
            self._ground_field.set_error(tr("Choose the ground."))
            return
        self._ground_field.set_error("")
        self.hide()
        self.wanted.emit(self._ground.chosen(), self._reference.words().strip(), said)
