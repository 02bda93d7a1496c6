"""Before quitting: what will not go out. And before sending from a copy: who takes over?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.sheet import Sheet
from office.rows import DeliveryRow

SHOWN = 12


class LeavingSheet(Sheet):
    quit_wanted = Signal()

    def __init__(
        self, words: str, rows: Sequence[DeliveryRow], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Quit Despatch?"), parent)
        self.column.addWidget(PlainLabel(words))
        for row in rows[:SHOWN]:
            when = times.when(row.start, now) if row.start else tr("as soon as approved")
            self.column.addWidget(Secondary(f"{when}, {row.account.handle}: {row.title}"))
        if len(rows) > SHOWN:
            self.column.addWidget(Secondary(tr("and {n} more").format(n=len(rows) - SHOWN)))
        late = tr("What is late when Despatch is opened again is not sent: it asks.")
        self.column.addWidget(PlainLabel(late))
        self.column.addStretch(1)
        leave = Button(tr("Quit all the same"), "danger")
        leave.clicked.connect(self._on_quit)
        self.foot.addWidget(leave)
        self.add_close(tr("Stay"))

    def _on_quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()


class TakeOverSheet(Sheet):
    """A copied, moved or restored workspace: sending stays stopped until a person takes over, in an entry."""

    take_over_wanted = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sending is stopped here"), parent)
        self.column.addWidget(PlainLabel(words))
        look = tr(
            "Before you take over: look at what was due or being sent (Today lists it), and make sure that Despatch does not run"
            " at the old place any more. Taking over is recorded with your name."
        )
        self.column.addWidget(PlainLabel(look))
        self.column.addStretch(1)
        take = Button(tr("I have looked: take over here"), "primary")
        take.clicked.connect(self._on_take)
        self.foot.addWidget(take)
        self.add_close(tr("Look first"))

    def _on_take(self) -> None:
        self.accept()
        self.take_over_wanted.emit()
