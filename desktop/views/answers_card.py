"""Approved answers: which there are, which wait for a yes, and the proposing of another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views.again import Again
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field, empty
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel, Rule, Secondary
from desktop.widgets.line import Line
from desktop.widgets.moment import MomentField
from desktop.widgets.scroll import reveal
from desktop.widgets.words_edit import WordsEdit
from office.rows import TemplateRow

MOST = 50


class AnswersCard(Card):
    """`propose_wanted(title, text, policy, until)`: `until` a moment or None. `withdraw_template_wanted(id)`."""

    propose_wanted = Signal(str, str, str, object)
    withdraw_template_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Approved answers"), " ", parent, gap=8)
        self._again = Again()
        self._now: datetime | None = None
        self._list, self._panel = QVBoxLayout(), ProposePanel()
        self._list.setSpacing(6)
        self._propose = Button(tr("Propose an answer"), small=True)
        self.head.addWidget(self._propose)
        self.column.addWidget(self._panel)
        self.column.addLayout(self._list)
        self._propose.clicked.connect(self._on_propose)
        self._panel.wanted.connect(self.propose_wanted)
        self._panel.closed.connect(self._propose.show)

    def show_answers(self, rows: Sequence[TemplateRow], now: datetime) -> None:
        """What is being written in the panel stays."""
        self._now = now
        if self._again.said(tuple(rows), times.local(now).date()):
            return
        empty(self._list)
        waiting = sum(row.state == "waiting" for row in rows)
        self.set_aside(plural(waiting, "{n} waits for a yes", "{n} wait for a yes") if waiting else "")
        for number, row in enumerate(rows[:MOST]):
            if number:
                self._list.addWidget(Rule())
            self._list.addWidget(self._line(row, now))
        if len(rows) > MOST:
            self._list.addWidget(Secondary(plural(len(rows) - MOST, "{n} more answer.", "{n} more answers.")))
        if not rows:
            said = tr(
                "None yet. Propose one: when a line manager, head of digital or director has said yes, anybody may reply with it at once."
            )
            self._list.addWidget(PlainLabel(said))

    def proposing(self) -> bool:
        return self._panel.isVisible()

    def show_fault(self, sentence: str) -> None:
        """Says why it was not proposed; what was filled in stays."""
        self._panel.show_fault(sentence)

    def show_proposed(self) -> None:
        """It was proposed: the panel goes."""
        self._panel.close_panel()

    def _on_propose(self) -> None:
        self._open(None)

    def _open(self, row: TemplateRow | None) -> None:
        if self._now is not None:
            self._propose.hide()
            self._panel.open(self._now, row)
            reveal(self._panel)

    def _line(self, row: TemplateRow, now: datetime) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(PlainLabel(row.title, bold=True))
        lines.addWidget(PlainLabel(row.text))
        lines.addWidget(Secondary(state_words(row, now)))
        if row.limit and row.length > row.limit:
            long = tr("{length} characters, and X takes {limit}: for longer platforms only.")
            lines.addWidget(Secondary(long.format(length=row.length, limit=row.limit)))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        away = Button(tr("Withdraw"), small=True)
        away.clicked.connect(lambda: self.withdraw_template_wanted.emit(row.id))
        again = Button(tr("Propose it again"), small=True)
        again.clicked.connect(lambda: self._open(row))
        for button in (again, away) if row.state in ("over", "refused") else (away,):
            button.setAccessibleDescription(row.title)
            flow.addWidget(button)
        lines.addWidget(buttons)
        return made


def state_words(row: TemplateRow, now: datetime) -> str:
    """`Approved by Len Marsh. Valid until Wed 4 Nov, 00:00. Policy reference C-12.`"""
    until = times.when(row.valid_until, now) if row.valid_until else ""
    if row.state == "waiting":
        said = [tr("Waits for a yes, under Approvals. Proposed by {name}.").format(name=row.proposed_by)]
    elif row.state == "refused":
        said = [tr("Not approved: {why}").format(why=row.why) if row.why else tr("Not approved.")]
    elif row.state == "over":
        said = [tr("It ran out {when}, and is used no more.").format(when=until)]
    else:
        said = [tr("Approved by {name}.").format(name=row.approved_by)]
    if until and row.state in ("waiting", "approved"):
        said.append(tr("Valid until {when}.").format(when=until))
    if row.policy:
        said.append(tr("Policy reference: {policy}.").format(policy=row.policy.rstrip(".")))
    return " ".join(said)


class ProposePanel(QWidget):
    """A title, the words, a policy reference and until when. Hidden until `open`."""

    wanted = Signal(str, str, str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._title, self._policy = Line(), Line(hint=tr("May stay empty"))
        self._words = WordsEdit(tr("The words"), lines=3, most=10)
        self._until = MomentField(tr("Valid until"), optional=True)
        self._title_field = Field(tr("Title"), self._title, tr("What people ask. Others find it by this."))
        self._words_field = Field(tr("The words"), self._words, tr("No names, and nothing personal."))
        self._count, self._fault = Secondary(""), Callout("bad")
        self._send, self._cancel = Button(tr("Propose these words"), "primary"), Button(tr("Cancel"), "link")
        self._lay_out()
        self._send.clicked.connect(self._on_send)
        self._cancel.clicked.connect(self.close_panel)
        self._title.edited.connect(lambda: self._title_field.set_error(""))
        self._words.edited.connect(self._on_words)
        self.hide()

    def open(self, now: datetime, row: TemplateRow | None = None) -> None:
        """Empty, or with the words of an earlier one."""
        self._now = now
        self._title.show_words(row.title if row else "")
        self._words.show_text(row.text if row else "")
        self._policy.show_words(row.policy if row else "")
        self._until.show_moment(None, now)
        self._title_field.set_error("")
        self._fault.hide()
        self._on_words()
        self.show()
        self._title.setFocus()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()

    def show_fault(self, sentence: str) -> None:
        self._fault.say("bad", tr("That was not proposed."), sentence)
        self._fault.show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 12)
        column.setSpacing(8)
        until = tr("May stay empty: then until somebody withdraws it.")
        note = tr(
            "Somebody else has to say yes: a line manager, the head of digital or a director. It is asked of them as soon as you propose it."
        )
        for widget in (
            self._title_field,
            self._words_field,
            self._count,
            Field(tr("Policy reference"), self._policy, tr("What allows these words to be said.")),
            Field(tr("Valid until"), self._until, until),
            Secondary(note),
            self._fault,
        ):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)

    def _on_words(self) -> None:
        self._words_field.set_error("")
        count = plural(len(self._words.text().strip()), "{n} character", "{n} characters")
        self._count.setText(tr("{count}. X takes 280, with your initials at the end.").format(count=count))

    def _on_send(self) -> None:
        title, text, until = self._title.words().strip(), self._words.text().strip(), self._until.moment()
        self._title_field.set_error("" if title else tr("Give it a title."))
        self._words_field.set_error("" if text else tr("Write the words first."))
        if not title or not text:
            (self._words if title else self._title).setFocus()
        elif self._until.fault():
            self._until.blame(self._until.fault())
        elif until is not None and self._now is not None and until <= self._now:
            self._until.blame(tr("That has passed already."))
        else:
            self._fault.hide()
            self.wanted.emit(title, text, self._policy.words().strip(), until)
