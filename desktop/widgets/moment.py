"""A moment in London: a day and a time to type, and a sentence that says what was understood or what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.labels import PlainLabel, Secondary, named, restyle
from desktop.widgets.moments import Meant, meant, read_day, read_time, write_day, write_time
from office.rules.moments import LONDON


class _Stepped(QLineEdit):
    """A line in which the up and down keys step."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)


class MomentField(QWidget):
    """`moment()` is UTC, or None while `fault()` says why (or, if `optional`, while nothing is written).

    A time that the clocks skip is refused; one that comes twice is asked about. `edited` only when a person edits.
    """

    edited = Signal()

    def __init__(self, label: str, parent: QWidget | None = None, *, optional: bool = False) -> None:
        super().__init__(parent)
        self._optional = optional
        self._today = date(2000, 1, 1)
        self._meant: Meant | None = None
        self._fault = ""
        self._day, self._time = _Stepped(), _Stepped()
        self._said = Secondary("")
        self._wrong = PlainLabel("")
        self._first, self._second = QRadioButton(), QRadioButton()
        self._which = QButtonGroup(self)
        named(self, label)
        named(self._day, tr("{label}, day").format(label=label), tr("For example 3 June, Friday, tomorrow"))
        named(self._time, tr("{label}, time in London").format(label=label), tr("For example 14:00"))
        self._lay_out()
        self._wire()
        self._read()

    def show_moment(self, moment: datetime | None, now: datetime) -> None:
        """Shows a moment (aware), or nothing. `now` tells what "today" is."""
        self._today = now.astimezone(LONDON).date()
        local = moment.astimezone(LONDON) if moment else None
        self._day.setText(write_day(local.date()) if local else "")
        self._time.setText(write_time(local.time()) if local else "")
        self._day.setCursorPosition(0)
        self._choose(None)
        if local and meant(local.date(), local.time().replace(second=0, microsecond=0, fold=0)).twice:
            self._choose(self._second if local.fold else self._first)
        self._read()

    def moment(self) -> datetime | None:
        if self._fault or self._meant is None:
            return None
        choices = self._meant.choices
        return choices[1] if len(choices) > 1 and self._second.isChecked() else choices[0]

    def fault(self) -> str:
        return self._fault

    def blame(self, sentence: str) -> None:
        """Says what is wrong with it for a reason that lies elsewhere ("" for nothing)."""
        self._tell(self._fault or sentence)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for edit, width, hint in ((self._day, 158, tr("day")), (self._time, 66, tr("time"))):
            edit.setPlaceholderText(hint)
            edit.setMinimumWidth(theme.px(width * 0.8))
            edit.setMaximumWidth(theme.px(width * 1.25))
            line.addWidget(edit, width)
        line.addWidget(Secondary(tr("London"), wrap=False))
        line.addStretch(1)
        self._wrong.setProperty("part", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        for widget in (self._said, self._wrong, self._first, self._second):
            column.addWidget(widget)

    def _wire(self) -> None:
        for radio in (self._first, self._second):
            self._which.addButton(radio)
            radio.clicked.connect(self._on_edited)
        for edit in (self._day, self._time):
            edit.textEdited.connect(self._on_typed)
            edit.editingFinished.connect(self._on_finished)
        self._day.stepped.connect(self._on_day_stepped)
        self._time.stepped.connect(self._on_time_stepped)

    def _choose(self, radio: QRadioButton | None) -> None:
        """One of two moments, or neither yet."""
        self._which.setExclusive(False)
        for one in (self._first, self._second):
            one.setChecked(one is radio)
        self._which.setExclusive(True)

    def _on_typed(self) -> None:
        self._choose(None)
        self._on_edited()

    def _on_edited(self) -> None:
        self._read()
        self.edited.emit()

    def _on_finished(self) -> None:
        """Writes out in full what was understood."""
        if self._meant is not None:
            self._day.setText(write_day(self._meant.day))
            self._time.setText(write_time(self._meant.time))

    def _on_day_stepped(self, by: int) -> None:
        day = read_day(self._day.text(), self._today)
        self._day.setText(write_day(day + timedelta(days=by) if day else self._today))
        self._on_typed()

    def _on_time_stepped(self, by: int) -> None:
        at = read_time(self._time.text()) or time(9)
        minutes = (at.hour * 60 + at.minute) // 15 * 15 + 15 * by
        self._time.setText(write_time(time(minutes // 60 % 24, minutes % 60)))
        self._on_typed()

    def _read(self) -> None:
        day_said, time_said = self._day.text().strip(), self._time.text().strip()
        day, at = read_day(day_said, self._today), read_time(time_said)
        self._meant = meant(day, at) if day and at is not None else None
        self._fault = ""
        if day_said and day is None:
            self._fault = tr("“{said}” is not a day we know. Write it like 3 June 2026.").format(
                said=day_said[:40]
            )
        elif time_said and at is None:
            self._fault = tr("“{said}” is not a time we know. Write it like 14:00.").format(
                said=time_said[:40]
            )
        elif self._meant is None and not (self._optional and not day_said and not time_said):
            self._fault = tr("Give a day and a time.")
        elif self._meant is not None:
            self._weigh(self._meant)
        self._show_twice()
        self._say()

    def _weigh(self, when: Meant) -> None:
        at = write_time(when.time)
        if when.skipped:
            self._fault = tr(
                "There is no {at} on that day: the clocks go forward from 01:00 to 02:00. Choose another time."
            ).format(at=at)
        elif when.twice and not (self._first.isChecked() or self._second.isChecked()):
            self._fault = tr("{at} comes twice that night, since the clocks go back. Which one?").format(
                at=at
            )

    def _show_twice(self) -> None:
        twice = self._meant is not None and self._meant.twice
        if twice and self._meant is not None:
            at = write_time(self._meant.time)
            self._first.setText(tr("The first {at}, in summer time").format(at=at))
            self._second.setText(tr("The second {at}, an hour later").format(at=at))
        for radio in (self._first, self._second):
            radio.setVisible(twice)

    def _say(self) -> None:
        moment = self.moment()
        words = ""
        if moment is not None:
            local = moment.astimezone(LONDON)
            days = (local.date() - self._today).days
            near = {0: tr("Today"), 1: tr("Tomorrow"), -1: tr("Yesterday")}.get(days, f"{local:%A}")
            zone = (
                tr("summer time, {utc:%H:%M} UTC").format(utc=moment.astimezone(UTC))
                if local.dst()
                else tr("UTC")
            )
            words = f"{near}, {local:%H:%M} ({zone})"
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._tell(self._fault if self._day.text() or self._time.text() else "")

    def _tell(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        for edit in (self._day, self._time):
            edit.setProperty("wrong", "true" if sentence else "false")
            restyle(edit)
