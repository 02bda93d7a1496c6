"""When a post goes out: at a time, or as soon as it is approved; and until when, after which it is missed and asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import sentence_case, tr
from desktop.widgets.cards import Field
from desktop.widgets.labels import Secondary
from desktop.widgets.moment import MomentField
from desktop.widgets.ticks import Options

USUAL = timedelta(minutes=15)
"""How late it may go out when nobody says otherwise (resources/checks.toml, window)."""
AT, SOON = "at", "soon"


class WhenEdit(QWidget):
    """`start()` and `until()` are UTC or None; `fault()` says what is wrong. `edited` only when a person edits."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late = USUAL
        self._options = Options(tr("When"))
        self._options.add(AT, tr("At a time"))
        self._options.add(SOON, tr("As soon as it is approved"))
        self._start = MomentField(tr("Goes out"))
        self._until = MomentField(tr("No later than"), optional=True)
        self._start_field = Field(tr("Goes out"), self._start)
        self._until_field = Field(tr("No later than"), self._until)
        self._note = Secondary("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._options, self._start_field, self._until_field, self._note):
            column.addWidget(widget)
        self._options.picked.connect(self._on_picked)
        self._start.edited.connect(self._on_start)
        self._until.edited.connect(self._on_until)

    def show_window(self, start: datetime | None, until: datetime | None, now: datetime) -> None:
        self._now = now
        self._late = until - start if start and until and until > start else USUAL
        self._options.choose(AT if start else SOON)
        self._start.show_moment(start, now)
        self._until.show_moment(until, now)
        self._show()

    def start(self) -> datetime | None:
        return self._start.moment() if self._options.chosen() == AT else None

    def until(self) -> datetime | None:
        until, start = self._until.moment(), self.start()
        return start + USUAL if until is None and start is not None and not self._until.fault() else until

    def fault(self) -> str:
        if self._options.chosen() == AT and self._start.fault():
            return self._start.fault()
        if self._until.fault():
            return self._until.fault()
        start, until = self.start(), self.until()
        if start is not None and until is not None and until <= start:
            return tr("“No later than” is before it goes out.")
        return ""

    def focus(self) -> None:
        (self._start if self._options.chosen() == AT else self._until).setFocus()

    def words(self, now: datetime) -> str:
        """`Today 14:00`, for the field that opens this."""
        start = self.start()
        if self._options.chosen() == SOON:
            return tr("As soon as it is approved")
        return sentence_case(times.when(start, now)) if start else tr("Not a time yet")

    def _show(self) -> None:
        at = self._options.chosen() == AT
        self._start_field.setVisible(at)
        self._note.setText(
            tr("After that it is missed: it does not go out, and asks for a new time.")
            if at
            else tr("Left empty: within a day of asking. After that it is missed and asks again.")
        )
        fault = self.fault()
        self._until.blame(fault if not self._start.fault() else "")

    def _on_picked(self, _name: str) -> None:
        self._show()
        self.edited.emit()

    def _on_start(self) -> None:
        """The end moves with the start, as far behind it as it was."""
        start = self._start.moment()
        if start is not None:
            self._until.show_moment(start + self._late, self._now)
        self._show()
        self.edited.emit()

    def _on_until(self) -> None:
        start, until = self.start(), self._until.moment()
        if start and until and until > start:
            self._late = until - start
        self._show()
        self.edited.emit()
