"""Accounts and people: who may speak, and where?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.phrases_people import role_words
from desktop.views.join_panel import JoinPanel
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card
from desktop.widgets.labels import Fingerprint, Heading, PlainLabel, Rule, Secondary
from desktop.widgets.page import Columns, Page, TitleLine
from desktop.widgets.pill import Avatar, Badge, Pill
from office.rows import AccountRow, JoinRow, PersonRow

STATES = {
    "connected": ("connected", "ok"),
    "not connected": ("not connected", "warn"),
    "reconnect": ("reconnect", "warn"),
    "off": ("switched off", "neutral"),
    "retired": ("closed", "neutral"),
}


def pick_file(parent: QWidget) -> str:
    """A person's choice of a .despatch file; "" for none."""
    return QFileDialog.getOpenFileName(parent, tr("Open a file"), "", tr("Despatch files (*.despatch)"))[0]


def pick_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, tr("Choose the exchange folder"))


class PeopleView(Page):
    """`pick_file` and `pick_folder` may be replaced: they ask a person."""

    file_wanted = Signal(str)
    enrol_wanted = Signal(str, list)
    dismiss_wanted = Signal(str)
    left_wanted = Signal(str)
    exchange_wanted = Signal(str)
    account_wanted = Signal(str)
    add_account_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=True)
        self.pick_file: Callable[[QWidget], str] = pick_file
        self.pick_folder: Callable[[QWidget], str] = pick_folder
        self._line = TitleLine(tr("Accounts and people"))
        self._open = Button(tr("Open a .despatch file"), icon="file")
        self._add = Button(tr("Add an account"), "primary")
        self._line.right.addWidget(self._open)
        self._line.right.addWidget(self._add)
        self._alone = Callout("warn")
        self._joins = QVBoxLayout()
        self._joins.setSpacing(12)
        self._people, self._accounts = Card(tr("People")), Card(tr("Accounts"))
        self._exchange = Card(tr("Exchange folder"))
        self._read_out = Card(tr("To read out to whoever joins"))
        self._workspace = Fingerprint("", groups=8)
        self._where = PlainLabel("")
        self._choose = Button(tr("Choose a folder"))
        self._none = Button(tr("Use none"), "link")
        self._lay_out()
        self._open.clicked.connect(self._on_open)
        self._add.clicked.connect(self.add_account_wanted)
        self._choose.clicked.connect(self._on_choose)
        self._none.clicked.connect(lambda: self.exchange_wanted.emit(""))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for widget, cards in (
            (left, (self._people,)),
            (right, (self._accounts, self._exchange, self._read_out)),
        ):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._exchange.column.addWidget(self._where)
        told = tr("This workspace, and your own key at the left: they compare both aloud before they join.")
        for widget in (PlainLabel(told), self._workspace):
            self._read_out.column.addWidget(widget)
        buttons = QHBoxLayout()
        for button in (self._choose, self._none):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._exchange.column.addLayout(buttons)
        self.column.addWidget(self._line)
        self.column.addWidget(self._alone)
        self.column.addLayout(self._joins)
        self.column.addWidget(Columns(left, right, second_width=420), 1)

    def show_rows(
        self,
        people: Sequence[PersonRow],
        accounts: Sequence[AccountRow],
        joins: Sequence[JoinRow] = (),
        exchange: str = "",
        may_administer: bool = True,
        fingerprint: str = "",
    ) -> None:
        """Everybody and every account. `may_administer`: the signed-in person may enrol and add. `fingerprint`: the
        workspace's, to be read out to whoever joins."""
        self._workspace.show_digest(fingerprint)
        self._read_out.setVisible(bool(fingerprint))
        here = [p for p in people if not p.left]
        self._alone.setVisible(len(here) < 2)
        self._alone.say(
            "warn",
            tr("You are the only one here."),
            tr(
                "Nothing that needs approval goes out until somebody else is enrolled. On their own computer they choose"
                " “Join my department” and send you the file that it makes; open it here."
            ),
        )
        self._add.setEnabled(may_administer)
        self._show_joins(joins, may_administer)
        self._people.clear()
        for number, person in enumerate(people):
            if number:
                self._people.column.addWidget(Rule())
            self._people.column.addWidget(self._person(person, may_administer))
        self._show_accounts(accounts)
        self._where.setText(
            exchange
            or tr(
                "None. Requests and answers travel as files that you save and send. A folder that everybody can reach (any"
                " share or synced folder) carries them by itself."
            )
        )
        self._none.setVisible(bool(exchange))

    def _show_joins(self, joins: Sequence[JoinRow], may: bool) -> None:
        while (item := self._joins.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in joins:
            panel = JoinPanel(row, may)
            panel.enrol_wanted.connect(self.enrol_wanted)
            panel.dismiss_wanted.connect(self.dismiss_wanted)
            self._joins.addWidget(panel)

    def _person(self, person: PersonRow, may: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(Avatar(person.initials, person.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        you = tr(" (you)") if person.is_me else ""
        words.addWidget(Heading(f"{person.name}{you}", 3))
        words.addWidget(Secondary(role_words(person.roles)))
        for key in person.keys:
            if key.revoked is None:
                words.addWidget(
                    Secondary(tr("Key {fingerprint}").format(fingerprint=key.fingerprint), hint=True)
                )
        row.addLayout(words, 1)
        if person.left:
            row.addWidget(Pill(tr("left"), "neutral"))
        elif may and not person.is_me:
            leave = Button(tr("Has left"), "link")
            leave.setAccessibleName(tr("{name} has left").format(name=person.name))
            leave.clicked.connect(lambda _=False, who=person.id: self.left_wanted.emit(who))
            row.addWidget(leave)
        return line

    def _show_accounts(self, accounts: Sequence[AccountRow]) -> None:
        self._accounts.clear()
        if not accounts:
            text = tr("None yet. Add the first account that the department speaks through.")
            self._accounts.column.addWidget(PlainLabel(text))
        for number, account in enumerate(accounts):
            if number:
                self._accounts.column.addWidget(Rule())
            self._accounts.column.addWidget(self._account(account))

    def _account(self, account: AccountRow) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(Badge(account))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Heading(account.handle, 3))
        words.addWidget(Secondary(account.name))
        row.addLayout(words, 1)
        said, tone = STATES.get(account.state, (account.state, "neutral"))
        row.addWidget(Pill(tr(said), tone))
        if account.state != "retired":
            change = Button(tr("Change"))
            change.setAccessibleName(tr("Change {handle}").format(handle=account.handle))
            change.clicked.connect(lambda _=False, which=account.id: self.account_wanted.emit(which))
            row.addWidget(change)
        return line

    def _on_open(self) -> None:
        path = self.pick_file(self)
        if path:
            self.file_wanted.emit(path)

    def _on_choose(self) -> None:
        path = self.pick_folder(self)
        if path:
            self.exchange_wanted.emit(path)
