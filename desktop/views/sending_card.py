"""Whether anything goes out at all: the pause, and the asking to resume, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, refusal_words, sentence_case, tr
from desktop.views import words
from desktop.views.again import Again
from desktop.views.delivery_line import window_words
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field, empty
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.line import Line
from desktop.widgets.pill import Pill
from desktop.widgets.ticks import Tick
from office.rows import DeliveryRow, SendingRow
from office.rules.refusal import Refusal

STATES = {"on": ("on", "ok"), "paused": ("paused", "bad"), "stopped": ("stopped", "bad")}


class SendingCard(Card):
    """`pause_wanted(reason)`, `resume_wanted(reason, ids)`: only what is ticked goes on."""

    pause_wanted = Signal(str)
    resume_wanted = Signal(str, list)
    clock_wanted = Signal(str)
    """The clock is right and the record's last time was wrong, because: the first of two people says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sending"), parent=parent, gap=10)
        self._state = Pill("", "neutral", dot=True)
        self.head.addWidget(self._state)
        self._said, self._asked = PlainLabel(""), Callout("accent")
        self._why = Line(tr("Why"), hint=tr("Why, in a few words (may stay empty)"))
        self._pause = Button(tr("Pause all"), "danger", "Ctrl+Shift+P")
        self._resume, self._clock = _Resume(), _Clock()
        self._lay_out()
        self._clock.wanted.connect(self.clock_wanted)
        self._pause.clicked.connect(self._on_pause)
        self._resume.wanted.connect(self.resume_wanted)

    def show_sending(self, sending: SendingRow, in_flight: Sequence[DeliveryRow], now: datetime) -> None:
        state, tone = STATES.get(sending.state, (sending.state, "bad"))
        self._state.show_state(tr(state), tone)
        on = sending.state == "on"
        if on:
            said = tr("What is approved goes out at its time. Anybody may pause everything; one key does it.")
        else:
            title, sentence = refusal_words(Refusal(sending.why or "pause.all", sending.facts))
            said = f"{title}. {sentence}".strip()
        self._said.setText(said)
        self._asking.setVisible(on)
        self._asked.setVisible(bool(sending.resume_asked_by))
        self._asked.say(
            "accent",
            tr("{name} has asked to resume.").format(name=sending.resume_asked_by),
            tr("A different, senior person has to agree; it waits under Approvals."),
        )
        self._clock.setVisible(sending.why == "clock.behind-record")
        self._resume.setVisible(sending.state == "paused" and not sending.resume_asked_by)
        self._resume.show_items(in_flight, now)

    def point_at_resume(self) -> None:
        self._resume.focus()

    def _lay_out(self) -> None:
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._why, 1)
        row.addWidget(self._pause)
        for widget in (self._said, self._asked, self._asking, self._clock, self._resume):
            self.column.addWidget(widget)

    def _on_pause(self) -> None:
        self.pause_wanted.emit(self._why.words().strip())
        self._why.show_words("")


class _Clock(QWidget):
    """The way out when one wrong entry says that now is later than it is."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._why = Line(tr("How do you know that the clock is right now?"))
        self._field = Field(tr("How do you know that the clock is right now?"), self._why)
        self._ask = Button(tr("Ask a second person to confirm the time"), "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._ask)
        self._why.edited.connect(lambda: self._field.set_error(""))
        self._ask.clicked.connect(self._on_ask)

    def _on_ask(self) -> None:
        why = self._why.words().strip()
        if not why:
            self._field.set_error(tr("Say how you know, in a few words."))
            self._why.setFocus()
            return
        self.wanted.emit(why)


class _Resume(QWidget):
    """The list of what would go on. Nothing is ticked beforehand: each is a decision."""

    wanted = Signal(str, list)

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._again = Again()
        self._note = PlainLabel("", bold=True)
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        self._all, self._none = Button(tr("All"), "link"), Button(tr("None"), "link")
        self._why = Line(tr("Why it is safe to resume"))
        self._field = Field(tr("Why it is safe to resume"), self._why)
        self._ask = Button(tr("Ask to resume"), "primary")
        self._lay_out()
        self._all.clicked.connect(lambda: self._tick(True))
        self._none.clicked.connect(lambda: self._tick(False))
        self._why.edited.connect(lambda: self._field.set_error(""))
        self._ask.clicked.connect(self._on_ask)

    def show_items(self, rows: Sequence[DeliveryRow], now: datetime) -> None:
        """Keeps what was ticked, where it is still there."""
        if self._again.said(tuple(rows), times.local(now).date()):
            return
        ticked = self._chosen()
        empty(self._items)
        self._ticks = {}
        for row in rows:
            state = words.state(row.state)[0]
            tick = Tick(
                row.title or tr("Without a title"), f"{window_words(row, now)}. {sentence_case(state)}"
            )
            tick.setChecked(row.id in ticked)
            tick.ticked.connect(self._say)
            self._ticks[row.id] = tick
            self._items.addWidget(tick)
        for button in (self._all, self._none):
            button.setVisible(bool(rows))
        self._say()

    def focus(self) -> None:
        first = next(iter(self._ticks.values()), None)
        (first or self._why).setFocus()

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(12)
        for button in (self._all, self._none):
            links.addWidget(button)
        links.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._note)
        column.addLayout(self._items)
        column.addLayout(links)
        column.addWidget(self._field)
        column.addWidget(
            Secondary(
                tr("A different, senior person has to agree. What is not ticked waits for a fresh approval.")
            )
        )
        column.addLayout(foot)

    def _chosen(self) -> list[str]:
        return [name for name, tick in self._ticks.items() if tick.isChecked()]

    def _tick(self, on: bool) -> None:
        for tick in self._ticks.values():
            tick.setChecked(on)
        self._say()

    def _say(self) -> None:
        count = len(self._chosen())
        if not self._ticks:
            self._note.setText(tr("Nothing waits to go on. Resuming lets new posts go out again."))
            self._ask.set_words(tr("Ask to resume"))
            return
        self._note.setText(tr("Which of these may go on?"))
        self._ask.set_words(plural(count, "Ask to resume, {n} goes on", "Ask to resume, {n} go on"))

    def _on_ask(self) -> None:
        why = self._why.words().strip()
        if not why:
            self._field.set_error(tr("Say why it is safe: the person who agrees will read it."))
            return
        self.wanted.emit(why, self._chosen())
