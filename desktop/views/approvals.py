"""Approvals: what exactly am I saying yes to?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.phrases import plural, tr
from desktop.views.before_sign import BeforeSign
from desktop.views.exactly import ExactlyThis
from desktop.views.heard import heard
from desktop.views.refused import RefusedCallout, bar
from desktop.views.request_rows import RequestDelegate, said
from desktop.views.say import SayPanel
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, EmptyState
from desktop.widgets.foot import FootRow
from desktop.widgets.labels import Secondary
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.rows import ListCard, RowsModel, RowsView
from desktop.widgets.scroll import SideBySide
from office.rows import RequestDetail, RequestId, RequestRow

WRITTEN = ("post", "reply")
"""The kinds whose words can be changed; the others are agreed to or not."""
YES = {
    "resume": "Resume sending",
    "lift": "Agree to this",
    "exception": "Grant this exception",
    "person": "Agree that they join",
    "join": "Agree that they join",
    "delete": "Agree to delete it",
    "clock": "Agree to this",
    "template": "Approve these words",
}


class ApprovalsView(Page):
    """After `show_rows`, upstairs asks `current()` and answers with `show_detail`. `now` (once given, kept) makes
    "today" of a date."""

    open_wanted = Signal(str)
    approve_wanted = Signal(str, dict)
    changes_wanted = Signal(str, str)
    comment_wanted = Signal(str, str)
    save_answer_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: RequestDetail | None = None
        self._now: datetime | None = None
        self._answered = ""
        self._line = TitleLine(tr("Approvals"))
        self._keys = Secondary(tr("J and K to move, A to approve, C to ask for changes"), wrap=False)
        self._delegate = RequestDelegate()
        self._model = RowsModel(self._said)
        self._list = RowsView(self._model, self._delegate, tr("Requests that wait for you"))
        self._empty = EmptyState(
            tr("Nothing waits for you"),
            tr("When somebody asks for your yes, it appears here with exactly what would go out."),
            icon="approvals",
        )
        self._answer, self._refused = Callout("ok"), RefusedCallout()
        self._save = Button(tr("Save the answer as a file"))
        self._exactly, self._sign, self._say = ExactlyThis(), BeforeSign(), SayPanel()
        self._changes = Button(tr("Ask for changes"), "plain", "C", live=True)
        self._comment = Button(tr("Comment"))
        self._approve = Button(tr("Approve"), "approve", "A", live=True)
        self._row = FootRow((self._changes, self._comment), (self._approve,))
        self._lay_out()
        self._wire()
        self._show_nothing()

    def current(self) -> RequestId | None:
        """The request that the list stands on."""
        row = self._list.current_row()
        return row.id if row is not None else None

    def shown_kind(self) -> str:
        """The kind of the request that is shown; "" while none is."""
        return self._detail.row.kind if self._detail is not None else ""

    def show_rows(self, rows: Sequence[RequestRow], now: datetime | None = None) -> None:
        """Shows what waits. The list stays where it was, or stands on the first."""
        before = self.current()
        self._now = now or self._now or max((row.asked for row in rows), default=None)
        self._delegate.now = self._now
        self._model.show_rows(rows)
        ids = [row.id for row in rows]
        if rows:
            self._list.choose(ids.index(before) if before in ids else 0)
        waiting = plural(len(rows), "{n} waits for you", "{n} wait for you") if rows else ""
        self._line.say(tr("Approvals"), waiting)
        if self._detail is not None and self._detail.row.id not in ids and not self._answered:
            self._show_nothing()
        self._show_emptiness()

    def show_detail(self, detail: RequestDetail, now: datetime | None = None) -> None:
        """Shows one request. The same content again keeps the ticks that were set."""
        again = self._detail is not None and _content(self._detail) == _content(detail)
        self._detail, self._answered = detail, ""
        self._now = now or self._now or detail.row.asked
        self._answer.hide()
        self._exactly.show_detail(detail, self._now)
        if not again:
            self._sign.show_questions(detail.questions)
            self._say.clear_words()
            self._columns.to_top()
        for widget in (self._exactly, self._changes, self._approve):
            widget.show()
        self._sign.setVisible(bool(detail.questions))
        self._show_foot(detail)
        self._show_emptiness()

    def show_answer(self, request: str, sentence: str, *, file: bool = False) -> None:
        """Says that it was answered; with `file` the answer is one to save and send."""
        self._answered = request
        self._answer.say("ok", tr("Answered."), sentence)
        self._answer.show()
        self._save.setVisible(file)
        self._say.clear_words()
        self._refused.hide()
        for button in (self._approve, self._changes, self._comment):
            button.setEnabled(False)
        self._sign.open_for_answers(False)

    def show_fault(self, sentence: str) -> None:
        """Says why an act was not done; everything stays as it was, to be tried again."""
        self._refused.show()
        self._refused.say("bad", tr("That was not done."), sentence)
        self._refresh()

    def _lay_out(self) -> None:
        self._line.right.addWidget(self._keys)
        self._answer.column.addWidget(self._save)
        detail = QWidget()
        lines = QVBoxLayout(detail)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(14)
        for widget in (self._answer, self._exactly, self._sign):
            lines.addWidget(widget)
        lines.addStretch(1)
        self._columns = SideBySide(
            ListCard(self._list), detail, self._make_foot(), shares=(300, 790), is_list=True
        )
        self.column.addWidget(self._line)
        self.column.addWidget(self._columns, 1)
        self.column.addWidget(self._empty, 1)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(self._refused)
        lines.addWidget(self._say)
        lines.addWidget(self._row)
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return foot

    def _wire(self) -> None:
        self._list.row_chosen.connect(self._on_chosen)
        self._list.row_opened.connect(self._on_chosen)
        self._sign.answered.connect(self._refresh)
        self._approve.clicked.connect(self._on_approve)
        self._changes.clicked.connect(self._on_changes)
        self._comment.clicked.connect(self._on_comment)
        self._save.clicked.connect(self._on_save)
        self._say.said.connect(self._on_said)
        for keys, by in (("J", 1), ("K", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_next if by > 0 else self._on_previous)

    def _said(self, row: RequestRow) -> str:
        return said(row, self._now) if self._now else row.title

    def _show_nothing(self) -> None:
        self._detail, self._answered = None, ""
        for widget in (self._answer, self._exactly, self._sign, self._changes, self._comment, self._approve):
            widget.hide()
        self._refused.hide()
        self._say.clear_words()
        self._row.say("")

    def _show_emptiness(self) -> None:
        nothing = self._model.rowCount() == 0 and self._detail is None
        self._columns.setVisible(not nothing)
        self._empty.setVisible(nothing)
        self._keys.setVisible(not nothing)

    def _show_foot(self, detail: RequestDetail) -> None:
        kind = detail.row.kind
        if kind in WRITTEN:
            self._approve.set_words(tr("Approve revision {n}").format(n=detail.revision))
        else:
            self._approve.set_words(tr(YES.get(kind, "Agree to this")))
        self._changes.set_words(tr("Ask for changes") if kind in WRITTEN else tr("Say no"))
        self._changes.setEnabled(True)
        self._comment.setEnabled(True)
        self._comment.setVisible(heard(self, self.comment_wanted))
        self._sign.open_for_answers(True)
        self._refused.show_refusals((*detail.row.refusals, *detail.checks))
        self._refresh()

    def _refresh(self) -> None:
        """The yes is open when nothing forbids it and every question is answered."""
        detail = self._detail
        if detail is None:
            return
        missing = self._sign.missing() if detail.questions else 0
        bar(self._approve, detail.row.refusals)
        if self._approve.isEnabled() and missing:
            self._approve.setEnabled(False)
            self._approve.setAccessibleDescription(tr("Answer every question first"))
        if missing and not detail.row.refusals:
            words = plural(
                missing, "{n} question to answer before you sign", "{n} questions to answer before you sign"
            )
        else:
            words = tr("Next: {stage}").format(stage=detail.next_stage) if detail.next_stage else ""
        self._row.say(words)

    def _on_chosen(self, row: RequestRow) -> None:
        self.open_wanted.emit(row.id)

    def _on_next(self) -> None:
        self._list.step(1)

    def _on_previous(self) -> None:
        self._list.step(-1)

    def _on_approve(self) -> None:
        if self._detail is not None:
            self._approve.setEnabled(False)
            self.approve_wanted.emit(self._detail.row.id, self._sign.answers())

    def _on_changes(self) -> None:
        if self.shown_kind() in WRITTEN:
            asked = (
                tr("What should be different?"),
                tr("Ask for changes"),
                tr("Say what should be different."),
            )
        else:
            asked = tr("Why not?"), tr("Say no"), tr("Say why not.")
        self._say.ask("changes", *asked)

    def _on_comment(self) -> None:
        self._say.ask("comment", tr("Your comment"), tr("Comment"), tr("Write something first."))

    def _on_said(self, purpose: str, text: str) -> None:
        if self._detail is None:
            return
        wanted = self.changes_wanted if purpose == "changes" else self.comment_wanted
        wanted.emit(self._detail.row.id, text)

    def _on_save(self) -> None:
        self.save_answer_wanted.emit(self._answered)


def _content(detail: RequestDetail) -> tuple:
    prints = tuple(delivery.fingerprint for delivery in detail.deliveries)
    return detail.row.id, detail.revision, detail.questions, prints, detail.items
