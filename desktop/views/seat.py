"""A seat: an approver's own Despatch, without the record. Waiting to be welcomed, comparing, then answering."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.phrases_people import role_words
from desktop.views.approvals import ApprovalsView
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card
from desktop.widgets.labels import Fingerprint, Heading, PlainLabel, Secondary
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.ticks import Tick
from office.rows import WelcomeRow


def pick_file(parent: QWidget) -> str:
    """A person's choice of a .despatch file; "" for none."""
    return QFileDialog.getOpenFileName(parent, tr("Open a file"), "", tr("Despatch files (*.despatch)"))[0]


class SeatView(QWidget):
    """`approvals` is the same screen as in the office. `pick_file` may be replaced: it asks a person."""

    file_wanted = Signal(str)
    accept_wanted = Signal()
    refuse_wanted = Signal()
    pause_wanted = Signal()
    save_join_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick_file: Callable[[QWidget], str] = pick_file
        self.approvals = ApprovalsView()
        self._stack = QStackedWidget()
        self._waiting, self._compare = _Waiting(), _Compare()
        for page in (self._waiting, self._compare, self.approvals):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_head())
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._make_foot())
        self._waiting.save.clicked.connect(self.save_join_wanted)
        self._compare.accept.clicked.connect(self.accept_wanted)
        self._compare.refuse.clicked.connect(self.refuse_wanted)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("header")
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(12)
        self._department = Heading("Despatch", 2, wrap=False)
        self._who = Secondary("", wrap=False)
        self._open = Button(tr("Open a .despatch file"), icon="file")
        self._pause = Button(tr("Pause all"), "danger", "Ctrl+Shift+P", live=True)
        self._open.clicked.connect(self._on_open)
        self._pause.clicked.connect(self.pause_wanted)
        for widget in (self._department, self._who):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self._open, self._pause):
            row.addWidget(button)
        return head

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 4, 18, 4)
        self._exchange = Secondary("")
        row.addWidget(self._exchange, 1)
        return foot

    def show_joining(self, name: str, fingerprint: str, exchange: str) -> None:
        """The key is made and nobody has enrolled it yet."""
        self._show_who("Despatch", name)
        self._pause.setEnabled(False)
        self._waiting.show_key(fingerprint, bool(exchange))
        self._show_exchange(exchange)
        self._stack.setCurrentWidget(self._waiting)

    def show_welcome(self, row: WelcomeRow, exchange: str) -> None:
        """A welcome has come: its fingerprints are compared aloud before it counts."""
        self._show_who(row.department, row.name)
        self._pause.setEnabled(False)
        self._compare.show_welcome(row)
        self._show_exchange(exchange)
        self._stack.setCurrentWidget(self._compare)

    def show_joined(self, department: str, name: str, exchange: str) -> None:
        """From now on requests appear here."""
        self._show_who(department, tr("{name}'s seat").format(name=name))
        self._pause.setEnabled(True)
        self._show_exchange(exchange)
        self._stack.setCurrentWidget(self.approvals)

    def _show_who(self, department: str, name: str) -> None:
        self._department.setText(department)
        self._who.setText(name)

    def _show_exchange(self, folder: str) -> None:
        none = tr("No exchange folder: answers are files that you send.")
        self._exchange.setText(tr("Exchange folder: {folder}").format(folder=folder) if folder else none)

    def _on_open(self) -> None:
        path = self.pick_file(self)
        if path:
            self.file_wanted.emit(path)


class _Waiting(Page):
    """Not enrolled yet."""

    def __init__(self) -> None:
        super().__init__(scrolls=True)
        self.column.addWidget(TitleLine(tr("Waiting to be enrolled")))
        card = Card(tr("Read this out to whoever enrols you"), gap=12)
        self._fingerprint = Fingerprint("", groups=8)
        self._how = PlainLabel("")
        self.save = Button(tr("Save the join request as a file"))
        for widget in (self._fingerprint, self._how):
            card.column.addWidget(widget)
        card.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def show_key(self, fingerprint: str, carried: bool) -> None:
        self._fingerprint.show_digest(fingerprint)
        by_folder = tr(
            "Your request is in the exchange folder. When you are enrolled, the welcome appears here."
        )
        by_file = tr(
            "Send them the join request. They send you a welcome back: open it with the button above."
        )
        self._how.setText(by_folder if carried else by_file)


class _Compare(Page):
    """Whose welcome is it?"""

    def __init__(self) -> None:
        super().__init__(scrolls=True)
        self.column.addWidget(TitleLine(tr("Is this your department?")))
        self._callout = Callout("neutral")
        self.column.addWidget(self._callout)
        self._workspace, self._admin = Fingerprint("", groups=8), Fingerprint("", groups=8)
        self._admin_card = Card(tr("The key of whoever enrolled you"), gap=8)
        for card, widget in (
            (Card(tr("The workspace"), gap=8), self._workspace),
            (self._admin_card, self._admin),
        ):
            card.column.addWidget(widget)
            self.column.addWidget(card)
        self._heard = Tick(tr("I rang them, and they read out the same two"))
        self.accept, self.refuse = Button(tr("Join"), "approve"), Button(tr("It is not the same"), "link")
        self._heard.ticked.connect(self.accept.setEnabled)
        self.column.addWidget(self._heard)
        foot = QHBoxLayout()
        foot.addWidget(self.refuse)
        foot.addStretch(1)
        foot.addWidget(self.accept)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    def show_welcome(self, row: WelcomeRow) -> None:
        told = tr("{admin} enrols you as {roles}. Compare both lines aloud before you join.")
        self._callout.say(
            "neutral",
            row.department,
            told.format(admin=row.administrator, roles=role_words(row.roles).lower()),
        )
        self._workspace.show_digest(row.workspace_fingerprint)
        self._admin.show_digest(row.administrator_fingerprint)
        self._heard.setChecked(False)
        self.accept.setEnabled(False)
