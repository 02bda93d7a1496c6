"""A new time for a delivery: at, and no later than."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import Secondary
from desktop.widgets.moment import MomentField
from office.rows import DeliveryRow

QUARTER = timedelta(minutes=15)


class NewTime(Card):
    """`chosen(start, until)` in UTC when the button is pressed and both are good."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Choose a new time"), parent=parent)
        self._now: datetime | None = None
        self._start, self._until = MomentField(tr("Goes out")), MomentField(tr("No later than"))
        self._about = Secondary("")
        self.button = Button(tr("Ask for approval at this time"), "primary")
        for title, field in ((tr("Goes out"), self._start), (tr("No later than"), self._until)):
            self.column.addWidget(Secondary(title, bold=True))
            self.column.addWidget(field)
        self.column.addWidget(self._about)
        self.column.addSpacing(4)
        self.column.addWidget(self.button)
        self._start.edited.connect(self._on_start)
        self._until.edited.connect(self._check)
        self.button.clicked.connect(self._on_chosen)

    def show_delivery(self, row: DeliveryRow, now: datetime, title: str, button: str, about: str) -> None:
        self._now = now
        self.heading.setText(title)
        self.button.set_words(button)
        self._about.setText(about)
        start = row.start if row.start is not None and row.start > now else _next_quarter(now)
        length = row.until - row.start if row.start is not None and row.until is not None else QUARTER
        self._start.show_moment(start, now)
        self._until.show_moment(start + max(length, QUARTER), now)
        self._check()

    def _on_start(self) -> None:
        """The end follows the start, a quarter of an hour behind."""
        start = self._start.moment()
        if start is not None and self._now is not None:
            self._until.show_moment(start + QUARTER, self._now)
        self._check()

    def _check(self) -> None:
        start, until = self._start.moment(), self._until.moment()
        past = start is not None and self._now is not None and start < self._now
        self._start.blame(tr("That time has passed. Choose one after now.") if past else "")
        order = start is not None and until is not None and until <= start
        self._until.blame(tr("The end must be after the start.") if order else "")
        self.button.setEnabled(start is not None and until is not None and not past and not order)

    def _on_chosen(self) -> None:
        start, until = self._start.moment(), self._until.moment()
        if start is not None and until is not None:
            self.chosen.emit(start, until)


def _next_quarter(now: datetime) -> datetime:
    """The next full quarter of an hour, ten minutes ahead at least."""
    ahead = now + timedelta(minutes=10)
    minutes = -ahead.minute % 15
    return (ahead + timedelta(minutes=minutes or 15)).replace(second=0, microsecond=0)
