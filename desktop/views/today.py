"""Today: what needs me now?"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.phrases_today import headline, said
from desktop.views.going_out import GoingOut
from desktop.widgets import theme
from desktop.widgets.bars import Bars
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, EmptyState, empty
from desktop.widgets.labels import Heading, PlainLabel, Rule, Secondary, named
from desktop.widgets.page import Columns, Page, TitleLine
from desktop.widgets.pill import Pill
from office.rows import TodayItem, TodayRows

MOST = 60


class TodayView(Page):
    """`target_wanted("approvals/<id>")` when a row's button is pressed."""

    target_wanted = Signal(str)
    new_post_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=True)
        self._line = TitleLine(tr("Today"))
        self._new = Button(tr("New post"), "primary", "Ctrl+N")
        self._new.clicked.connect(self.new_post_wanted)
        self._line.right.addWidget(self._new)
        self._list = Card(margins=1, gap=0)
        self._out = GoingOut()
        self._out.delivery_wanted.connect(lambda which: self.target_wanted.emit(f"delivery/{which}"))
        self._out.more_wanted.connect(lambda: self.target_wanted.emit("calendar"))
        self._replies, self._bars = Card(tr("Replies"), " "), Bars()
        self._nobody = Secondary(tr("Nobody is waiting for an answer."))
        self._answer = Button(tr("Answer them"), "link")
        self._answer.clicked.connect(lambda: self.target_wanted.emit("replies"))
        for widget in (self._bars, self._nobody, self._answer):
            self._replies.column.addWidget(widget)
        self._pace = Card(tr("Pace"))
        self._lay_out()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, cards in ((left, (self._list,)), (right, (self._out, self._replies, self._pace))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self.column.addWidget(self._line)
        self.column.addWidget(Columns(left, right), 1)
        for card in (self._list, self._out, self._replies, self._pace):
            card.hide()

    def show_rows(self, rows: TodayRows) -> None:
        self._line.say(headline(len(rows.items), rows.now))
        empty(self._list.column)
        self._list.show()
        for number, item in enumerate(rows.items[:MOST]):
            if number:
                self._list.column.addWidget(Rule())
            self._list.column.addWidget(self._item(item, rows.now))
        if len(rows.items) > MOST:
            more = plural(len(rows.items) - MOST, "{n} more thing.", "{n} more things.")
            self._list.column.addWidget(_padded(Secondary(more)))
        if not rows.items:
            self._list.column.addWidget(_nothing())
        self._out.show_rows(rows.going_out, rows.now)
        self._out.show()
        self._show_replies(rows)
        self._show_pace(rows)

    def _item(self, item: TodayItem, now: datetime) -> QWidget:
        row = ItemRow(item, now)
        row.button.clicked.connect(lambda _=False, target=item.target: self.target_wanted.emit(target))
        return row

    def _show_replies(self, rows: TodayRows) -> None:
        waiting = rows.waiting_hour + rows.waiting_today + rows.waiting_later
        self._replies.set_aside(tr("{n} waiting").replace("{n}", f"{waiting:,}"))
        self._bars.show_bars(
            (
                (tr("Due in the hour"), rows.waiting_hour, "bad_fill"),
                (tr("Today"), rows.waiting_today, "accent_fill"),
                (tr("Later"), rows.waiting_later, "bar_later"),
            )
        )
        for widget, visible in ((self._bars, waiting), (self._answer, waiting), (self._nobody, not waiting)):
            widget.setVisible(bool(visible))
        self._replies.show()

    def _show_pace(self, rows: TodayRows) -> None:
        self._pace.clear(1)
        self._pace.heading.setText(
            tr("Pace, {account}").replace("{account}", rows.pace[0][0].handle)
            if len(rows.pace) == 1
            else tr("Pace")
        )
        for account, out, after in rows.pace:
            done = tr("{n} of 2 to 10 today.").replace("{n}", str(out))
            words = tr("The next may go from {when} (30 minutes apart).")
            following = words.replace("{when}", times.clock(after)) if after else tr("The next may go now.")
            name = "" if len(rows.pace) == 1 else f"{account.handle}: "
            self._pace.column.addWidget(Secondary(f"{name}{done} {following}"))
        self._pace.setVisible(bool(rows.pace))


class ItemRow(QWidget):
    """What happened, what it means, and the one thing to do."""

    def __init__(self, item: TodayItem, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = said(item, now)
        self._pill = Pill(words.pill, words.tone)
        self._pill.setFixedWidth(theme.px(92))
        middle = QVBoxLayout()
        middle.setSpacing(1)
        middle.addWidget(Heading(words.title, 3))
        middle.addWidget(Secondary(words.text))
        self._when = Secondary(words.when, wrap=False)
        self.button = Button(words.button)
        named(self.button, f"{words.button}: {words.title}", words.text)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(17, 14, 17, 14)
        self._box.setSpacing(14)
        self._box.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box.addLayout(middle, 1)
        for widget in (self._when, self.button):
            self._box.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        flat = self.width() >= theme.px(520)
        direction = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self._box.setSpacing(14 if flat else 6)


def _nothing() -> EmptyState:
    return EmptyState(
        tr("All done"),
        tr(
            "When something needs you it stands here, the most urgent first: an approval, a reply that is due, "
            "a post that did not go out."
        ),
        icon="approvals",
    )


def _padded(label: PlainLabel) -> PlainLabel:
    label.setContentsMargins(17, 12, 17, 12)
    return label
