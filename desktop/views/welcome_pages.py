"""Behind two of the doors: setting up a department, and joining one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field
from desktop.widgets.combo import Combo
from desktop.widgets.labels import Fingerprint, PlainLabel, Secondary
from desktop.widgets.page import Page, TitleLine


@dataclass(frozen=True)
class SetUpInput:
    """What a person filled in. `exchange` and `handle` may be empty."""

    department: str
    body_type: str
    territory: str
    name: str
    email: str
    exchange: str
    handle: str


class _FolderField(QWidget):
    """A path to type or to choose."""

    def __init__(self, choose: Callable[[], str]) -> None:
        super().__init__()
        self._choose = choose
        self.path = QLineEdit()
        button = Button(tr("Choose"))
        button.clicked.connect(self._on_choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        row.addWidget(button)
        self.setFocusProxy(self.path)

    def setAccessibleName(self, name: str) -> None:
        """The keyboard stands in the line, so the line is what a screen reader has to name."""
        super().setAccessibleName(name)
        self.path.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.path.setAccessibleDescription(description)

    def _on_choose(self) -> None:
        chosen = self._choose()
        if chosen:
            self.path.setText(chosen)


class SetUpPage(Page):
    """The department, its first person, its first account."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(
        self, body_types: Mapping[str, str], territories: Mapping[str, str], choose: Callable[[], str]
    ) -> None:
        super().__init__(scrolls=True)
        line = TitleLine(tr("Set up my department"))
        back = Button(tr("Back"), "link")
        back.clicked.connect(self.back_wanted)
        line.right.addWidget(back)
        self.fault = Callout("bad")
        self.fault.hide()
        self.department, self.name, self.email, self.handle = (QLineEdit() for _ in range(4))
        self.body_type, self.territory = Combo(), Combo()
        self.body_type.show_choices(list(body_types.items()), next(iter(body_types), ""))
        self.territory.show_choices(list(territories.items()), next(iter(territories), ""))
        self.exchange = _FolderField(choose)
        self.column.addWidget(line)
        self.column.addWidget(self.fault)
        self.column.addWidget(self._department_card())
        self.column.addWidget(self._person_card())
        self.column.addWidget(self._account_card())
        go = Button(tr("Make the keys and begin the record"), "primary")
        go.clicked.connect(self._on_go)
        self.column.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addStretch(1)

    def begin(self) -> None:
        self.fault.hide()
        self.department.setFocus()

    def _department_card(self) -> Card:
        card = Card(tr("The department"), gap=12)
        card.column.addWidget(Field(tr("Its name"), self.department))
        hint = tr("Decides which pre-election rules apply to its accounts.")
        card.column.addWidget(Field(tr("Kind of body"), self.body_type, hint))
        card.column.addWidget(Field(tr("Territory"), self.territory))
        return card

    def _person_card(self) -> Card:
        card = Card(tr("You, its first administrator"), gap=12)
        card.column.addWidget(Field(tr("Your name"), self.name))
        card.column.addWidget(
            Field(tr("Your work e-mail"), self.email, tr("So that colleagues know whom to ask."))
        )
        card.column.addWidget(
            Secondary(
                tr(
                    "Your key is made on this computer and kept in its keyring. Until a second person is enrolled, nothing that"
                    " needs approval goes out."
                )
            )
        )
        return card

    def _account_card(self) -> Card:
        card = Card(tr("Optional, and can wait"), gap=12)
        hint = tr("A practice account, to try things out before X is connected. Leave it empty for none.")
        card.column.addWidget(Field(tr("First account"), self.handle, hint))
        hint = tr(
            "A share or synced folder that your approvers can reach too. It carries requests and answers."
        )
        card.column.addWidget(Field(tr("Exchange folder"), self.exchange, hint))
        return card

    def _on_go(self) -> None:
        self.fault.hide()
        self.wanted.emit(
            SetUpInput(
                self.department.text(),
                self.body_type.chosen(),
                self.territory.chosen(),
                self.name.text(),
                self.email.text(),
                self.exchange.path.text().strip(),
                self.handle.text().strip(),
            )
        )


class JoinPage(Page):
    """A key of one's own, a fingerprint to read out, a file to send."""

    wanted = Signal(str, str, str)
    opened_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, choose: Callable[[], str]) -> None:
        super().__init__(scrolls=True)
        line = TitleLine(tr("Join my department"))
        back = Button(tr("Back"), "link")
        back.clicked.connect(self.back_wanted)
        line.right.addWidget(back)
        self.fault = Callout("bad")
        self.fault.hide()
        self.name, self.email = QLineEdit(), QLineEdit()
        self.exchange = _FolderField(choose)
        self._ask = Card(tr("Who are you?"), gap=12)
        self._ask.column.addWidget(Field(tr("Your name"), self.name))
        self._ask.column.addWidget(Field(tr("Your work e-mail"), self.email))
        hint = tr("If your department uses one. Otherwise the request is a file that you send.")
        self._ask.column.addWidget(Field(tr("Exchange folder"), self.exchange, hint))
        go = Button(tr("Make my key"), "primary")
        go.clicked.connect(self._on_go)
        self._ask.column.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self._made = Card(tr("Your key is made"), gap=12)
        self._fingerprint = Fingerprint("", groups=8)
        self._fingerprint.setProperty("level", "1")
        self._where = PlainLabel("", selectable=True)
        told = tr("Ring whoever sets Despatch up, and read this out to them:")
        for widget in (PlainLabel(told), self._fingerprint, self._where):
            self._made.column.addWidget(widget)
        waits = Button(tr("Open my seat"), "primary")
        waits.clicked.connect(self.opened_wanted)
        self._made.column.addWidget(waits, 0, Qt.AlignmentFlag.AlignRight)
        for widget in (line, self.fault, self._ask, self._made):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._made.hide()

    def begin(self) -> None:
        self.fault.hide()
        self.name.setFocus()

    def show_made(self, fingerprint: str, path: str, carried: bool) -> None:
        self._ask.hide()
        self._made.show()
        self._fingerprint.show_digest(fingerprint)
        sent = tr(
            "The request is in the exchange folder. Open your seat: when you are enrolled, the welcome appears there."
        )
        send = tr("Send them this file: {path}. They send you one back; open it here.").format(path=path)
        self._where.setText(sent if carried else send)

    def _on_go(self) -> None:
        self.fault.hide()
        self.wanted.emit(self.name.text(), self.email.text(), self.exchange.path.text().strip())
