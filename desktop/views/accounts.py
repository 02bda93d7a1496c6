"""One account: add it, connect it, switch reading and writing on or off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.ticks import Options, Tick
from office.rows import AccountRow

CLAUSE = (
    "X's developer terms have a “Government Use” clause: whoever shows X's content to users who act for a government"
    " body must hold an Enterprise agreement and name those users to X, and a government body may use X's API only as"
    " that agreement says. Whether posting alone is allowed without it is a question for your lawyers. Source: X Developer"
    " Agreement, section C, and developer guidelines (August 2026)."
)


class AccountsView(Page):
    """Loading asks for nothing. `show_new` for an account to add, `show_account` for one that is there."""

    add_wanted = Signal(str, str, str)
    x_begin_wanted = Signal(str, str, str)
    x_pin_wanted = Signal(str)
    clause_wanted = Signal(str, str)
    switch_wanted = Signal(str, bool, bool)
    retire_wanted = Signal(str)
    url_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=True)
        self._id = ""
        self._line = TitleLine(tr("Add an account"))
        back = Button(tr("Back"), "link")
        back.clicked.connect(self.back_wanted)
        self._line.right.addWidget(back)
        self.column.addWidget(self._line)
        self._fault = Callout("bad")
        self.column.addWidget(self._fault)
        self._make_choice()
        self._make_practice()
        self._make_x()
        self._make_clause()
        self._make_switches()
        self.column.addStretch(1)
        self.show_new()

    def _make_choice(self) -> None:
        self._choice = Card(tr("Which platform?"))
        self._platform = Options(tr("Platform"))
        self._platform.add(
            "practice", tr("Practice"), tr("Publishes nowhere: for training and for trying things out.")
        )
        self._platform.add(
            "x", tr("X"), tr("Off until an administrator has read X's clause on government use.")
        )
        self._platform.picked.connect(self._show_platform)
        self._choice.column.addWidget(self._platform)
        self.column.addWidget(self._choice)

    def _make_practice(self) -> None:
        self._practice = Card(tr("The practice account"))
        self._handle, self._name = QLineEdit(), QLineEdit()
        self._practice.column.addWidget(
            Field(tr("Name of the account"), self._handle, tr("For example dept_practice"))
        )
        self._practice.column.addWidget(Field(tr("Shown as"), self._name))
        self._add = Button(tr("Add this account"), "primary")
        self._add.clicked.connect(self._on_add)
        self._practice.column.addWidget(self._add)
        self.column.addWidget(self._practice)

    def _make_x(self) -> None:
        self._x = Card(tr("Sign in to X"))
        self._method = Options(tr("How to sign in"))
        self._method.add(
            "pin",
            tr("With a PIN"),
            tr("Works where the browser cannot reach this computer. Needs the app's key and secret."),
        )
        self._method.add("browser", tr("In the browser"), tr("Needs the app's client id."))
        self._method.picked.connect(self._show_method)
        self._key, self._secret, self._pin = QLineEdit(), QLineEdit(), QLineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._key_field = Field(tr("The app's key"), self._key)
        self._secret_field = Field(
            tr("The app's secret"), self._secret, tr("Kept in this computer's keyring, nowhere else.")
        )
        self._begin = Button(tr("Begin"), "primary")
        self._begin.clicked.connect(self._on_begin)
        self._step = Callout("neutral")
        self._open = Button(tr("Open X's page"))
        self._open.clicked.connect(lambda: self.url_wanted.emit(self._url))
        self._pin_field = Field(tr("The PIN that X shows"), self._pin)
        self._finish = Button(tr("Connect"), "primary")
        self._finish.clicked.connect(lambda: self.x_pin_wanted.emit(self._pin.text()))
        for widget in (
            self._method,
            self._key_field,
            self._secret_field,
            self._begin,
            self._step,
            self._open,
        ):
            self._x.column.addWidget(widget)
        for widget in (self._pin_field, self._finish):
            self._x.column.addWidget(widget)
        self._url = ""
        self.column.addWidget(self._x)

    def _make_clause(self) -> None:
        self._clause = Card(tr("Before X is turned on"))
        self._clause.column.addWidget(PlainLabel(tr(CLAUSE)))
        self._holder = QLineEdit()
        field = Field(
            tr("Who holds the Enterprise agreement, or who decided without one?"),
            self._holder,
            tr("Name and date. It goes into the record with your name."),
        )
        self._read = Tick(tr("I have read this, and I turn X on for this account"))
        self._confirm = Button(tr("Record that"), "primary")
        self._confirm.clicked.connect(lambda: self.clause_wanted.emit(self._id, self._holder.text()))
        self._read.ticked.connect(self._confirm.setEnabled)
        self._confirm.setEnabled(False)
        for widget in (field, self._read, self._confirm):
            self._clause.column.addWidget(widget)
        self.column.addWidget(self._clause)

    def _make_switches(self) -> None:
        self._switches = Card(tr("What is switched on"))
        self._reading = Tick(
            tr("Reading"), tr("Mentions, and what is on the account: evidence when an answer is lost.")
        )
        self._writing = Tick(tr("Writing"), tr("Posts and replies."))
        self._save = Button(tr("Save"), "primary")
        self._retire = Button(tr("Close this account here"), "link")
        self._save.clicked.connect(self._on_switch)
        self._retire.clicked.connect(lambda: self.retire_wanted.emit(self._id))
        for widget in (self._reading, self._writing):
            self._switches.column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self._retire)
        foot.addStretch(1)
        foot.addWidget(self._save)
        self._switches.column.addWidget(Secondary(tr("Two switches: an account may write without reading.")))
        self._switches.column.addLayout(foot)
        self.column.addWidget(self._switches)

    def show_new(self) -> None:
        """Add an account: first, which platform?"""
        self._id = ""
        self._line.say(tr("Add an account"))
        for field in (self._handle, self._name, self._key, self._secret, self._pin, self._holder):
            field.clear()
        self._fault.hide()
        self._only(self._choice)

    def show_account(self, row: AccountRow) -> None:
        """Change one that is there. One on X whose clause nobody has read shows that first."""
        self._id = row.id
        self._line.say(row.handle, row.name)
        self._fault.hide()
        self._reading.setChecked(row.reading)
        self._writing.setChecked(row.writing)
        unread = row.platform == "x" and not row.clause_read_by
        shown = [self._clause] if unread else [self._switches]
        if row.platform == "x":
            shown.insert(0, self._x)
            self._show_method(self._method.chosen() or "pin")
            self._method.choose(self._method.chosen() or "pin")
        self._only(*shown)

    def show_x_step(self, step: str, url: str = "", sentence: str = "") -> None:
        """`step`: pin (open the page, type the PIN), wait (the browser comes back by itself), done, or fault."""
        self._url = url
        self._step.say("bad" if step == "fault" else "ok" if step == "done" else "neutral", sentence)
        self._step.setVisible(bool(sentence))
        self._open.setVisible(step in ("pin", "wait") and bool(url))
        for widget in (self._pin_field, self._finish):
            widget.setVisible(step == "pin")
        if step == "pin":
            self._pin.setFocus()

    def show_fault(self, sentence: str) -> None:
        self._fault.say("bad", tr("That was not done."), sentence)
        self._fault.show()

    def _only(self, *shown: QWidget) -> None:
        for card in (self._choice, self._practice, self._x, self._clause, self._switches):
            card.setVisible(card in shown)
        self.show_x_step("")

    def _show_platform(self, platform: str) -> None:
        if platform == "practice":
            self._only(self._choice, self._practice)
        else:
            self._only(self._choice, self._x)
            self._method.choose("pin")
            self._show_method("pin")

    def _show_method(self, method: str) -> None:
        self._key_field.setVisible(True)
        self._key.setAccessibleName(tr("The app's key") if method == "pin" else tr("The app's client id"))
        self._key_field.set_hint(
            tr("From X's developer pages.") if method == "pin" else tr("The client id, for the browser.")
        )

    def _on_add(self) -> None:
        self.add_wanted.emit("practice", self._handle.text(), self._name.text())

    def _on_begin(self) -> None:
        self._fault.hide()
        self.x_begin_wanted.emit(self._method.chosen() or "pin", self._key.text(), self._secret.text())
        self._secret.clear()

    def _on_switch(self) -> None:
        self.switch_wanted.emit(self._id, self._reading.isChecked(), self._writing.isChecked())
