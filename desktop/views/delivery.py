"""One delivery: what happened to it, what that means, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.phrases_delivery import due_title, goes_out, told
from desktop.views import words
from desktop.views.delivery_doubt import Doubt, since_words
from desktop.views.delivery_time import NewTime
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, EmptyState
from desktop.widgets.labels import Fingerprint, PlainLabel, Secondary
from desktop.widgets.page import Columns, Page, TitleLine
from desktop.widgets.picture import Picture
from desktop.widgets.pill import Badge, Pill
from office.rows import DeliveryRow, MediaRow, PartRow, UncertainRow

TIMED = {
    "missed": ("Choose a new time", "Ask for approval at this time"),
    "held": ("Ask for a fresh approval", "Ask for a fresh approval"),
    "approved": ("Move it", "Move it to this time"),
    "in review": ("Move it", "Ask again for this time"),
}
EDITED = ("rejected", "refused", "missed", "held", "draft", "in review", "approved")
LET_GO = ("missed", "held", "approved", "in review", "rejected", "refused")


class DeliveryView(Page):
    """It shows one DeliveryRow with what it says, and an UncertainRow beside it when nobody knows whether it went."""

    reschedule_wanted = Signal(str, object, object)
    withdraw_wanted = Signal(str)
    settle_wanted = Signal(str, int, str, str, str)
    refresh_wanted = Signal(str)
    edit_wanted = Signal(str)
    open_url_wanted = Signal(str)
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: DeliveryRow | None = None
        self._now: datetime | None = None
        self._line = TitleLine("")
        self._state = Pill("", "neutral")
        self._line.left.addWidget(self._state)
        self._told = Callout()
        self._facts, self._content = Card(), Card(tr("What it says"))
        self._doubt, self._time = Doubt(), NewTime()
        self._other = Card(tr("Or"))
        self._edit, self._go = Button(tr("Change the words")), Button(tr("Let it go"), "danger")
        self._address = Button(tr("Open it on the platform"), icon="link")
        self._nothing = EmptyState(tr("No post is chosen"), tr("Choose one in Today, Calendar or Published."))
        self._lay_out()
        self._connect()
        self._whole.hide()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, parts in ((left, (self._facts, self._content)), (right, (self._time, self._other))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        for button in (self._edit, self._go, self._address):
            self._other.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self._line, self._told, self._doubt, Columns(left, right, second_width=400)):
            column.addWidget(part)
        column.addStretch(1)
        self.column.addWidget(self._whole)
        self.column.addWidget(self._nothing)

    def _connect(self) -> None:
        self._time.chosen.connect(self._on_time)
        self._edit.clicked.connect(lambda: self._row and self.edit_wanted.emit(self._row.post))
        self._go.clicked.connect(lambda: self._row and self.withdraw_wanted.emit(self._row.id))
        self._address.clicked.connect(lambda: self._row and self.open_url_wanted.emit(self._row.url))
        self._doubt.settle_wanted.connect(self.settle_wanted)
        self._doubt.refresh_wanted.connect(self.refresh_wanted)
        self._doubt.open_url_wanted.connect(self.open_url_wanted)
        self._doubt.leave_wanted.connect(self.leave_wanted)

    def show_rows(self, row: DeliveryRow, parts: Sequence[PartRow], now: datetime) -> None:
        self._row, self._now = row, now
        self._nothing.hide()
        self._whole.show()
        self._line.say(row.title)
        self._state.show_state(*words.state(row.state))
        self._told.say(*told(row))
        self._show_facts(row, now)
        self._content.clear(1)
        for number, part in enumerate(parts, start=1):
            self._content.column.addWidget(_part(part, number, len(parts)))
        self._doubt.setVisible(False)
        self._show_choices(row, now)

    def show_uncertain(self, row: UncertainRow) -> None:
        """What is on the account beside what we meant to send."""
        now = self._now or row.since
        self._told.say(*told(row.delivery))
        self._line.say(row.delivery.title, since_words(row, now))
        self._doubt.show_row(row, now)
        self._doubt.show()

    def _show_facts(self, row: DeliveryRow, now: datetime) -> None:
        self._facts.clear(0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        account = QHBoxLayout()
        account.addWidget(Badge(row.account))
        account.addWidget(PlainLabel(row.account.handle), 1)
        holder = QWidget()
        account.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(account)
        pairs: list[tuple[str, QWidget]] = [
            (tr("Account"), holder),
            (due_title(row), PlainLabel(goes_out(row, now))),
            (tr("Kind"), PlainLabel(words.category(row.category))),
            (tr("Written by"), PlainLabel(f"{row.author}, {tr('revision')} {row.revision}")),
        ]
        if row.fingerprint:
            pairs.append((tr("Fingerprint"), Fingerprint(row.fingerprint)))
        for number, (title, value) in enumerate(pairs):
            pair = QVBoxLayout()
            pair.setSpacing(2)
            pair.addWidget(Secondary(title, bold=True))
            pair.addWidget(value)
            pair.addStretch(1)
            grid.addLayout(pair, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
        self._facts.column.addLayout(grid)

    def _show_choices(self, row: DeliveryRow, now: datetime) -> None:
        timed = TIMED.get(row.state)
        self._time.setVisible(timed is not None)
        if timed is not None:
            about = tr("Who must say yes is asked again, unless the time lies inside what they approved.")
            self._time.show_delivery(row, now, tr(timed[0]), tr(timed[1]), about)
        self._edit.setVisible(row.state in EDITED)
        self._edit.set_words(
            tr("Back to drafts") if row.state in ("rejected", "refused") else tr("Change the words")
        )
        self._edit.set_kind("primary" if row.state in ("rejected", "refused") else "plain")
        self._go.setVisible(row.state in LET_GO)
        self._go.set_words(
            tr("Let it go") if row.state in ("missed", "rejected", "refused") else tr("Withdraw it")
        )
        self._address.setVisible(bool(row.url))
        self._other.heading.setText(tr("Or") if timed is not None else tr("What you can do"))
        buttons = (self._edit, self._go, self._address)
        self._other.setVisible(any(not button.isHidden() for button in buttons))

    def _on_time(self, start: datetime, until: datetime) -> None:
        if self._row is not None:
            self.reschedule_wanted.emit(self._row.id, start, until)


def _part(part: PartRow, number: int, parts: int) -> QWidget:
    """A part as it would be read, with its pictures and their words."""
    box = Card(margins=12, gap=8)
    box.setProperty("inner", "true")
    if parts > 1:
        box.column.addWidget(Secondary(f"{tr('Part')} {number} / {parts}", bold=True))
    text = PlainLabel(part.text)
    text.setProperty("post", "true")
    box.column.addWidget(text)
    for media in part.media:
        box.column.addLayout(_picture(media))
    return box


def _picture(media: MediaRow) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    picture = Picture(120, 70)
    picture.show_media(media)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    about = QVBoxLayout()
    about.addWidget(Secondary(tr("Picture, described as"), bold=True))
    about.addWidget(PlainLabel(media.alt or tr("Not described")))
    about.addStretch(1)
    row.addLayout(about, 1)
    return row
