"""The head of the editor: the post's title and state; and the accounts that it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.views.again import Again
from desktop.widgets import theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.chips import AccountChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Secondary, plain_tip
from desktop.widgets.line import Line
from desktop.widgets.pill import Pill
from office.rows import AccountRow, DeliveryRow, EditorRow


class EditorHead(QWidget):
    """`edited` when a person changes the title."""

    edited = Signal()
    back_wanted = Signal()
    history_wanted = Signal()
    may_i_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = Button(tr("Drafts"), "link")
        self._back.setAccessibleName(tr("Back to the drafts"))
        self._title = Line(tr("Title for colleagues"), hint=tr("Title for colleagues"), most=120)
        self._title.setProperty("title", "true")
        self._state, self._saved = Pill("", "neutral"), Secondary("", wrap=False)
        self._history, self._has_history = Button(tr("History")), False
        self._may_i = Button(tr("May I post this?"), "plain", "F1")
        self._lay_out()
        self._title.edited.connect(self.edited)
        self._back.clicked.connect(self.back_wanted)
        self._history.clicked.connect(self.history_wanted)
        self._may_i.clicked.connect(self.may_i_wanted)

    def title(self) -> str:
        return self._title.words()

    def offer(self, *, history: bool, may_i: bool) -> None:
        """Which buttons lead somewhere."""
        self._has_history = history
        self._may_i.setVisible(may_i)

    def show_title(self, title: str) -> None:
        self._title.show_words(title)

    def show_state(self, row: EditorRow, now: datetime, *, edited: bool) -> None:
        new = row.post is None
        state = tr("New draft") if new else tr("Draft, revision {n}").format(n=row.revision)
        self._state.show_state(state, "neutral")
        if edited:
            said = tr("Not saved yet")
        else:
            said = tr("Saved {when}").format(when=times.short(row.saved, now)) if row.saved else ""
        self._saved.setText(said)
        self._history.setVisible(self._has_history and not new)

    def _lay_out(self) -> None:
        first, second = QWidget(), QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(Secondary("/", wrap=False))
        row.addWidget(self._title, 1)
        row.addWidget(self._state)
        tools = QHBoxLayout(second)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(10)
        for widget in (self._saved, self._history, self._may_i):
            tools.addWidget(widget)
        self._title.setMinimumWidth(theme.px(120))
        tools.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._box.addWidget(first, 1)
        self._box.addWidget(second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(760)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """It would rather be cut than make the window wider."""
        return QSize(theme.px(200), super().minimumSizeHint().height())


class GoesTo(Card):
    """The accounts, each a chip that is chosen or not; and where a delivery has got to. `edited` when one is pressed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, margins=13, gap=6)
        self._chips: list[AccountChip] = []
        self._again = Again()
        self._given: tuple[str, ...] = ()
        self._accounts, self._states = QWidget(), QWidget()
        self._flow, self._told = FlowLayout(self._accounts, gap=10), FlowLayout(self._states, gap=6)
        self.column.addWidget(self._accounts)
        self.column.addWidget(self._states)
        self._states.hide()

    def show_accounts(self, accounts: Sequence[AccountRow], chosen: Sequence[str]) -> None:
        self._flow.clear()
        self._chips, self._given = [], tuple(str(account) for account in chosen)
        self._flow.addWidget(Secondary(tr("Goes to"), wrap=False, bold=True))
        for account in accounts:
            chip = AccountChip(account, account.id in chosen, checkable=True)
            plain_tip(chip, _tip(account))
            chip.clicked.connect(self._on_clicked)
            self._chips.append(chip)
            self._flow.addWidget(chip)
        if not accounts:
            self._flow.addWidget(
                Secondary(tr("No account yet: one is added under Accounts, people."), wrap=False)
            )

    def chosen(self) -> tuple[str, ...]:
        """In the order that was given; what cannot be chosen any more stays until somebody looks at it."""
        off = {str(chip.account.id) for chip in self._chips if not chip.chosen()}
        on = [str(chip.account.id) for chip in self._chips if chip.chosen()]
        return tuple(dict.fromkeys([account for account in self._given if account not in off] + on))

    def show_states(self, deliveries: Sequence[DeliveryRow]) -> None:
        if self._again.said(tuple(deliveries)):
            return
        self._told.clear()
        told = [row for row in deliveries if row.state != "draft"]
        for row in told:
            state, tone = words.state(row.state)
            self._told.addWidget(Pill(f"{words.platform(row.account)}: {state}", tone))
        self._states.setVisible(bool(told))

    def _on_clicked(self) -> None:
        for chip in self._chips:
            chip.set_chosen(chip.isChecked())
        self.edited.emit()


def _tip(account: AccountRow) -> str:
    states = {
        "connected": "",
        "not connected": tr("It is not signed in: drafts are fine, sending has to wait."),
        "reconnect": tr("Its sign-in has run out: drafts are fine, sending has to wait."),
        "off": tr("It is switched off under Accounts, people."),
        "retired": tr("It is retired."),
    }
    return " ".join(part for part in (account.name, states.get(account.state, "")) if part)
