"""The four doors at the first start, and what lies behind two of them: setting up, and joining."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QWidget

from desktop.phrases import tr
from desktop.views.welcome_pages import JoinPage, SetUpPage
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Progress
from desktop.widgets.labels import Heading, PlainLabel
from desktop.widgets.page import Page

DOORS = (
    ("rehearse", "Rehearse", "A department that does not exist, with colleagues you can switch between and citizens who mention and answer. Nothing leaves this computer. Ten minutes show you everything.", "Begin a rehearsal"),
    ("set_up", "Set up my department", "You will be its first administrator. Keys are made and kept in this computer's keyring, and the record begins with your name.", "Set up"),
    ("join", "Join my department", "For a line manager, a director, a colleague on another computer. You make a key and read its fingerprint out to whoever enrols you; then requests for your yes appear here.", "Join"),
    ("open", "Open a workspace", "A workspace or a seat that is on this computer already, or was brought here from another.", "Choose the folder"),
)  # fmt: skip


def pick_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, tr("Choose a folder"))


class Door(Card):
    """One of the four."""

    pressed = Signal()

    def __init__(self, title: str, text: str, button: str, *, first: bool) -> None:
        super().__init__(margins=20, gap=10)
        self.column.addWidget(Heading(title, 2))
        self.column.addWidget(PlainLabel(text))
        self.column.addStretch(1)
        self.button = Button(button, "primary" if first else "plain")
        self.button.setAccessibleDescription(title)
        self.button.clicked.connect(self.pressed)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class WelcomeView(QStackedWidget):
    """`pick_folder` may be replaced: it asks a person for a folder."""

    rehearse_wanted = Signal()
    set_up_wanted = Signal(object)
    join_wanted = Signal(str, str, str)
    open_wanted = Signal(str)

    def __init__(
        self, body_types: Mapping[str, str], territories: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pick_folder: Callable[[QWidget], str] = pick_folder
        self._fault, self._busy = Callout("bad"), Progress()
        self.doors = self._make_doors()
        self.set_up = SetUpPage(body_types, territories, lambda: self.pick_folder(self))
        self.join = JoinPage(lambda: self.pick_folder(self))
        for page in (self.doors, self.set_up, self.join):
            self.addWidget(page)
        self.set_up.wanted.connect(self.set_up_wanted)
        self.join.wanted.connect(self.join_wanted)
        for inner in (self.set_up, self.join):
            inner.back_wanted.connect(self.show_doors)

    def _make_doors(self) -> Page:
        page = Page(scrolls=True, gap=20)
        page.column.addWidget(Heading(tr("Welcome to Despatch"), 1))
        page.column.addWidget(
            PlainLabel(
                tr(
                    "Nothing goes out unapproved or inside a lockout; it goes out once, or it asks; and anyone can prove what"
                    " happened."
                )
            )
        )
        page.column.addWidget(self._fault)
        grid = QGridLayout()
        grid.setSpacing(16)
        self._doors: dict[str, Door] = {}
        for number, (name, title, text, button) in enumerate(DOORS):
            door = Door(tr(title), tr(text), tr(button), first=number == 0)
            door.pressed.connect(lambda name=name: self._on_door(name))
            self._doors[name] = door
            grid.addWidget(door, number // 2, number % 2)
        page.column.addLayout(grid)
        page.column.addWidget(self._busy)
        page.column.addStretch(1)
        self._fault.hide()
        return page

    def show_doors(self) -> None:
        self._fault.hide()
        self.setCurrentWidget(self.doors)

    def show_fault(self, sentence: str) -> None:
        """Says what stands in the way, on the page that is open; what was filled in stays."""
        page = self.currentWidget()
        fault = page.fault if isinstance(page, (SetUpPage, JoinPage)) else self._fault
        fault.say("bad", tr("That did not work."), sentence)
        fault.show()
        self.show_busy("")

    def show_busy(self, words: str) -> None:
        """While keys are made or a workspace is opened; "" when it is over."""
        self._busy.show_part(0.5 if words else None, words)
        self.setEnabled(not words)

    def show_join(self, fingerprint: str, path: str, carried: bool) -> None:
        """The key is made: read its fingerprint out."""
        self.show_busy("")
        self.setCurrentWidget(self.join)
        self.join.show_made(fingerprint, path, carried)

    def _on_door(self, name: str) -> None:
        self._fault.hide()
        if name == "rehearse":
            self.rehearse_wanted.emit()
        elif name == "open":
            path = self.pick_folder(self)
            if path:
                self.open_wanted.emit(path)
        else:
            page = self.set_up if name == "set_up" else self.join
            self.setCurrentWidget(page)
            page.begin()
