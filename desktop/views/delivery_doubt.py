"""Did it go? What we meant to send, beside what is on the account, and the three things that can be said."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, Field, empty
from desktop.widgets.labels import PlainLabel, Rule, Secondary, named
from desktop.widgets.page import Columns
from office.rows import UncertainRow


class Doubt(QWidget):
    """`settle_wanted(delivery, part, verdict, remote id, url)`: verdict `published` or `absent`; `leave_wanted`."""

    settle_wanted = Signal(str, int, str, str, str)
    refresh_wanted = Signal(str)
    open_url_wanted = Signal(str)
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: UncertainRow | None = None
        self._ours, self._theirs = Card(tr("What we meant to send"), " "), Card(tr("On the account now"), " ")
        self._text = PlainLabel("", selectable=True)
        self._text.setProperty("post", "true")
        self._ours.column.addWidget(self._text)
        self._ours.column.addStretch(1)
        self._posts = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._again = Button(tr("Look again"), icon="refresh", small=True)
        self._address = QLineEdit()
        self._pasted = Field(
            tr("Or paste its address"), self._address, tr("If you have found it on the platform.")
        )
        self._there = Button(tr("It is there"), "primary")
        self._absent = Button(tr("It is not there: send again"))
        self._leave = Button(tr("Leave it for now"), "quiet")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._theirs.column.addLayout(self._posts)
        self._theirs.column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self._theirs.column.addWidget(self._pasted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Columns(self._ours, self._theirs, second_width=560, stack_below=760))
        about = Secondary(
            tr("Your answer is kept with your name. “Send again” goes out at once if the rules agree.")
        )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(about, 1)
        for button in (self._leave, self._absent, self._there):
            row.addWidget(button)
        column.addLayout(row)

    def _connect(self) -> None:
        self._there.clicked.connect(self._on_there)
        self._absent.clicked.connect(self._on_absent)
        self._leave.clicked.connect(self.leave_wanted)
        self._again.clicked.connect(lambda: self._row and self.refresh_wanted.emit(self._row.delivery.id))
        self._group.buttonClicked.connect(lambda _: self._refresh())
        self._address.textEdited.connect(lambda _: self._refresh())

    def show_row(self, row: UncertainRow, now: datetime) -> None:
        self._row = row
        parts = row.delivery.parts
        self._ours.set_aside(f"{tr('part')} {row.part} / {parts}" if parts > 1 else "")
        self._text.setText(row.text)
        read = tr("read {when}").replace("{when}", times.ago(row.read_at, now)) if row.read_at else ""
        self._theirs.set_aside(read)
        for button in self._group.buttons():
            self._group.removeButton(button)
        empty(self._posts)
        for number, (_, text, at, url) in enumerate(row.account_posts):
            self._add_post(number, text, at, url, now)
        if not row.account_posts:
            self._posts.addWidget(Secondary(_nothing(row)))
        self._again.setVisible(not row.reading_off)
        self._refresh()

    def _add_post(self, number: int, text: str, at: datetime, url: str, now: datetime) -> None:
        if number:
            self._posts.addWidget(Rule())
        choice = QRadioButton()
        self._group.addButton(choice, number)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(text))
        foot = QHBoxLayout()
        foot.addWidget(Secondary(times.when(at, now), wrap=False))
        if url:
            link = Button(tr("Open it"), "link")
            link.clicked.connect(lambda _=False, where=url: self.open_url_wanted.emit(where))
            foot.addWidget(link)
        foot.addStretch(1)
        words.addLayout(foot)
        named(choice, text, times.when(at, now))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self._posts.addLayout(line)

    def _found(self) -> tuple[str, str]:
        """The remote id and address of what is there; nothing while neither is chosen."""
        chosen = self._group.checkedId()
        if self._row is not None and 0 <= chosen < len(self._row.account_posts):
            remote, _, _, url = self._row.account_posts[chosen]
            return remote, url
        address = self._address.text().strip()
        return address.rstrip("/").rsplit("/", 1)[-1], address if "/" in address else ""

    def _refresh(self) -> None:
        ready = bool(self._found()[0])
        self._there.setEnabled(ready)
        self._there.setToolTip("" if ready else tr("Choose the post that it is, or paste its address."))

    def _on_there(self) -> None:
        if self._row is not None:
            remote, url = self._found()
            self.settle_wanted.emit(self._row.delivery.id, self._row.part, "published", remote, url)

    def _on_absent(self) -> None:
        if self._row is not None:
            self.settle_wanted.emit(self._row.delivery.id, self._row.part, "absent", "", "")


def _nothing(row: UncertainRow) -> str:
    if row.reading_off:
        return tr(
            "Reading is switched off for this account, so Despatch cannot look. Look on the platform yourself."
        )
    if row.read_at is None:
        return tr("The account has not been read yet. Look again, or look on the platform yourself.")
    return tr("There is no recent post on the account.")


def since_words(row: UncertainRow, now: datetime) -> str:
    """`part 2 of 3, since 09:00:04`"""
    words = times.since(row.since, now, seconds=True)
    if row.delivery.parts < 2:
        return words
    left = plural(row.delivery.parts - row.part, "{n} part waits behind it", "{n} parts wait behind it")
    return f"{tr('part')} {row.part} / {row.delivery.parts}, {words}. {left}"
