"""A period: what it holds, what it lets through, what is not confirmed about it, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import joined, plural, sentence_case, tr
from desktop.views import words
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, Field
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.moment import MomentField
from desktop.widgets.pill import Pill
from desktop.widgets.words_edit import WordsEdit
from office.rows import PeriodRow

STATES = {
    "in force": ("in force", "hold"),
    "coming": ("coming", "accent"),
    "ended": ("ended", "neutral"),
    "lifted": ("lifted", "neutral"),
}
ORDER = ("allow", "warn", "exception", "block")


def level_lines(levels: Mapping[str, str]) -> list[tuple[str, str]]:
    """For each level what it holds or lets through: `("Goes out", "Service information, Emergency")`."""
    lines = []
    for level in ORDER:
        names = [words.category(name) for name, one in levels.items() if one == level]
        if names:
            lines.append((sentence_case(words.level(level)[0]), joined(names)))
    return lines


def levels_shown(levels: Mapping[str, str]) -> QWidget:
    """The levels as lines."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    for title, names in level_lines(levels):
        column.addWidget(Emphasis([(f"{title}: ", True), (names, False)], size=13.5))
    return made


def span_words(start: datetime, end: datetime | None, now: datetime) -> str:
    """`From Sat 25 May, 00:01 until somebody ends it`."""
    last = times.when(end, now) if end else tr("until somebody ends it")
    said = tr("From {start} to {end}") if end else tr("From {start} {end}")
    return said.format(start=times.when(start, now), end=last)


def stops_words(stops: Sequence[str]) -> str:
    names = joined([words.act(act) for act in stops])
    return tr("Whatever it says, these stop: {acts}.").format(acts=names) if names else ""


class PeriodCard(Card):
    """Ending or shortening it takes a second person, so both ask; what it caught stays held either way."""

    lift_wanted = Signal(str, str)
    shorten_wanted = Signal(str, object, str)

    def __init__(self, row: PeriodRow, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(row.title, parent=parent, gap=8)
        self._row, self._now = row, now
        state, tone = STATES.get(row.state, (row.state, "neutral"))
        self.head.addWidget(Pill(tr(state), tone))
        self.column.addWidget(PlainLabel(span_words(row.start, row.end, now)))
        self._open = row.state in ("in force", "coming")
        if self._open:
            self._show_what()
            self._make_end()
        else:
            self._show_caught()

    def _show_what(self) -> None:
        row = self._row
        self.column.addWidget(levels_shown(row.levels))
        if row.stops:
            self.column.addWidget(Secondary(stops_words(row.stops)))
        self._show_caught()
        covered = [words.body_type(one) for one in row.body_types] + [
            words.territory(one) for one in row.territories
        ]
        declared = tr("Declared by {name}.").format(name=row.declared_by) if row.declared_by else ""
        covers = tr("Covers: {what}.").format(what=", ".join(covered)) if covered else ""
        self.column.addWidget(Secondary(f"{declared} {covers}".strip()))
        for statement, status in row.statuses:
            if status != "confirmed":
                self.column.addWidget(
                    Secondary(tr("Not confirmed: {statement}").format(statement=statement), hint=True)
                )

    def _show_caught(self) -> None:
        count = len(self._row.caught)
        if count:
            text = plural(count, "{n} post is held by it.", "{n} posts are held by it.")
            self.column.addWidget(
                PlainLabel(f"{text} {tr('Each needs a fresh approval, also when it has ended.')}")
            )

    def _make_end(self) -> None:
        self._lift, self._shorten = Button(tr("End it")), Button(tr("Shorten it"))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._lift)
        buttons.addWidget(self._shorten)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self._panel = EndPanel(self._now)
        self._panel.lift_wanted.connect(lambda reason: self.lift_wanted.emit(self._row.id, reason))
        self._panel.shorten_wanted.connect(
            lambda end, reason: self.shorten_wanted.emit(self._row.id, end, reason)
        )
        self.column.addWidget(self._panel)
        self._lift.clicked.connect(lambda: self._panel.ask(shorten=False, end=self._row.end))
        self._shorten.clicked.connect(lambda: self._panel.ask(shorten=True, end=self._row.end))


class EndPanel(QWidget):
    """A reason, and for shortening a new end. Hidden until `ask`."""

    lift_wanted = Signal(str)
    shorten_wanted = Signal(object, str)

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._shortens = now, False
        self._end = MomentField(tr("New end"))
        self._end_field = Field(tr("New end"), self._end)
        self._why = WordsEdit(tr("Why"), lines=2, most=5)
        self._why_field = Field(tr("Why"), self._why)
        self._send, self._cancel = Button("", "plain"), Button(tr("Cancel"), "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for widget in (self._end_field, self._why_field):
            column.addWidget(widget)
        column.addWidget(
            Secondary(
                tr("A second person has to agree. What it caught stays held until it is approved afresh.")
            )
        )
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)
        self._send.clicked.connect(self._on_send)
        self._cancel.clicked.connect(self.hide)
        self._why.edited.connect(lambda: self._why_field.set_error(""))
        self.hide()

    def ask(self, *, shorten: bool, end: datetime | None) -> None:
        self._shortens = shorten
        self._end_field.setVisible(shorten)
        self._end.show_moment(end, self._now)
        self._send.set_words(tr("Ask to shorten it") if shorten else tr("Ask to end it"))
        self._why_field.set_error("")
        self.show()
        (self._end if shorten else self._why).setFocus()

    def _on_send(self) -> None:
        why, end = self._why.text().strip(), self._end.moment()
        if self._shortens and end is None:
            self._end.blame(self._end.fault())
            return
        if not why:
            self._why_field.set_error(tr("Say why: the person who agrees will read it."))
            return
        self.hide()
        if self._shortens:
            self.shorten_wanted.emit(end, why)
        else:
            self.lift_wanted.emit(why)
