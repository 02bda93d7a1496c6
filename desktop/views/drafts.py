"""Drafts: what is being written, and how far has it come?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, EmptyState
from desktop.widgets.foot import FootRow
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.pill import network
from desktop.widgets.rows import ListCard, RowDelegate, RowRole, RowsModel, RowsView
from office.rows import DraftRow, PostId

RANK = ("uncertain", "rejected", "missed", "held", "refused", "in review", "approved", "draft")
"""Which delivery's state stands for the draft: the one that needs somebody most."""


def state_of(row: DraftRow) -> tuple[str, str]:
    """The draft's state in a word, and its tone."""
    if row.note:
        return words.state("changes")
    found = [state for state in RANK if state in row.states]
    return words.state(found[0] if found else (row.states[0] if row.states else "draft"))


def second_line(row: DraftRow, now: datetime | None) -> str:
    """`Campaign, revision 4. Digital officer, 11:40`."""
    when = times.short(row.edited, now) if now else times.when(row.edited)
    said = tr("{kind}, revision {n}. {author}, {when}")
    return said.format(kind=words.category(row.category), n=row.revision, author=row.author, when=when)


class DraftDelegate(RowDelegate):
    """Title, what it is, what somebody wants changed; its accounts and its state at the right."""

    HEIGHT = 66.0

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def height(self, row: DraftRow | None, width: int) -> float:  # noqa: ARG002
        return self.HEIGHT + (20 if row is not None and row.note else 0)

    def paint_row(self, painter: QPainter, box: QRectF, row: DraftRow) -> None:
        px = theme.px
        state, tone = state_of(row)
        pill = paint.pill_size(state)
        pill_box = QRectF(box.right() - 16 - pill.width(), box.top() + px(21), pill.width(), pill.height())
        paint.pill(painter, pill_box, state, tone)
        right = self._paint_accounts(painter, pill_box.left() - px(14), pill_box.center().y(), row)
        line = QRectF(box.left() + 16, box.top() + px(12), right - box.left() - 32, px(20))
        title = row.title or tr("Without a title")
        paint.words(painter, line, title, theme.font(14, 600), theme.colour("ink"))
        line.translate(0, px(21))
        face = theme.font(theme.SECONDARY)
        paint.words(painter, line, second_line(row, self.now), face, theme.colour("ink2"))
        if row.note:
            line.translate(0, px(20))
            wanted = tr("Wanted: {words}").format(words=row.note)
            paint.words(painter, line, wanted, theme.font(theme.SECONDARY, 600), theme.colour("warn"))

    def _paint_accounts(self, painter: QPainter, right: float, middle: float, row: DraftRow) -> float:
        side = theme.px(18)
        for account in reversed(row.accounts[:6]):
            right -= side
            paint.badge(painter, QRectF(right, middle - side / 2, side, side), network(account))
            right -= theme.px(6)
        return right


class DraftsView(Page):
    """Pressing a draft opens it; Delete asks whether to put the chosen one away."""

    open_wanted = Signal(str)
    new_wanted = Signal()
    discard_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._delegate = DraftDelegate()
        self._model = RowsModel(self._said)
        self._list = RowsView(self._model, self._delegate, tr("Drafts"))
        self._empty = EmptyState(
            tr("Nothing is being written"),
            tr(
                "A post begins here: write once, choose the accounts, see what each of them will show, and ask for "
                "approval. Nothing goes out before somebody else has said yes."
            ),
            tr("Write a post"),
            icon="drafts",
        )
        self._line = TitleLine(tr("Drafts"))
        self._new = Button(tr("New post"), "primary", "Ctrl+N")
        self._open, self._discard = (
            Button(tr("Open"), "plain", "Enter"),
            Button(tr("Put away"), "plain", "Del", live=True),
        )
        self._foot = FootRow((), (self._open, self._discard))
        self._sure = Callout("warn")
        self._yes, self._no = Button(tr("Put it away"), "danger"), Button(tr("Keep it"), "link")
        self._lay_out()
        self._wire()

    def current(self) -> PostId | None:
        row = self._list.current_row()
        return row.post if row is not None else None

    def show_rows(self, rows: Sequence[DraftRow], now: datetime | None = None) -> None:
        """Shows the drafts. The list stays where it was."""
        before = self.current()
        self._now = now or self._now or max((row.edited for row in rows), default=None)
        self._delegate.now = self._now
        self._model.show_rows(rows)
        posts = [row.post for row in rows]
        if rows:
            self._list.choose(posts.index(before) if before in posts else 0)
        self._line.say(tr("Drafts"), plural(len(rows), "{n} draft", "{n} drafts") if rows else "")
        for widget in (self._foot, self._new):
            widget.setVisible(bool(rows))
        self._sure.hide()

    def _lay_out(self) -> None:
        self._line.right.addWidget(self._new)
        buttons = QHBoxLayout()
        buttons.addWidget(self._yes)
        buttons.addWidget(self._no)
        buttons.addStretch(1)
        self._sure.column.addLayout(buttons)
        self._sure.hide()
        self.column.addWidget(self._line)
        self.column.addWidget(ListCard(self._list, self._empty), 1)
        self.column.addWidget(self._sure)
        self.column.addWidget(self._foot)

    def _wire(self) -> None:
        self._new.clicked.connect(self.new_wanted)
        self._empty.pressed.connect(self.new_wanted)
        self._list.clicked.connect(self._on_clicked)
        self._list.row_opened.connect(self._on_opened)
        self._open.clicked.connect(self._on_open)
        self._discard.clicked.connect(self._on_discard)
        self._yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self._sure.hide)

    def _said(self, row: DraftRow) -> str:
        where = words.platforms(row.accounts)
        parts = (
            row.title or tr("Without a title"),
            second_line(row, self._now),
            where,
            state_of(row)[0],
            row.note,
        )
        return ", ".join(part for part in parts if part)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.open_wanted.emit(index.data(RowRole).post)

    def _on_opened(self, row: DraftRow) -> None:
        self.open_wanted.emit(row.post)

    def _on_open(self) -> None:
        post = self.current()
        if post is not None:
            self.open_wanted.emit(post)

    def _on_discard(self) -> None:
        row = self._list.current_row()
        if row is None:
            return
        title = row.title or tr("Without a title")
        said = tr("It goes from this list and will not go out. The record keeps what was written.")
        self._sure.say("warn", tr("Put “{title}” away?").format(title=title), said)
        self._sure.show()
        self._yes.setFocus()

    def _on_yes(self) -> None:
        self._sure.hide()
        post = self.current()
        if post is not None:
            self.discard_wanted.emit(post)
