"""What a platform will show: the account, the words with their links, the pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.views import words
from desktop.views.again import Again
from desktop.views.diff import Span
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.changed_text import ChangedText
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import Secondary
from desktop.widgets.picture import Picture
from desktop.widgets.pill import Avatar
from office.rows import AccountRow, MediaRow, PartRow

_LINKS = re.compile(r"https?://\S+|(?<!\w)[#@]\w[\w.\-@]*|\b(?:[\w-]+\.)+(?:gov\.uk|uk|com|org)\b(?:/\S*)?")
_SCHEME = re.compile(r"https?://(?:www\.)?")
MOST = 6_000


class PreviewCard(Card):
    """One account at a time. `turned(account)` when a person goes to another."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Preview"), " ", parent, gap=10)
        self._accounts: tuple[AccountRow, ...] = ()
        self._at, self._again = 0, Again()
        self._before, self._after = Button("‹", "plain", small=True), Button("›", "plain", small=True)
        self._before.setAccessibleName(tr("The account before"))
        self._after.setAccessibleName(tr("The next account"))
        for button, by in ((self._before, -1), (self._after, 1)):
            self.head.addWidget(button)
            button.clicked.connect(self._on_before if by < 0 else self._on_after)

    def show_accounts(self, accounts: Sequence[AccountRow]) -> None:
        at = self.account()
        self._accounts = tuple(accounts)
        ids = [str(account.id) for account in accounts]
        self._at = ids.index(at) if at in ids else 0

    def account(self) -> str:
        """The account that is shown; "" while none is chosen."""
        return str(self._accounts[self._at].id) if self._accounts else ""

    def turn_to(self, account: str) -> None:
        ids = [str(row.id) for row in self._accounts]
        if account in ids:
            self._at = ids.index(account)

    def show_parts(self, parts: Sequence[PartRow]) -> None:
        if self._again.said(tuple(parts), self._accounts, self._at):
            return
        self.clear()
        several = len(self._accounts) > 1
        for button in (self._before, self._after):
            button.setVisible(several)
        if not self._accounts:
            self.heading.setText(tr("What they will see"))
            self.set_aside("")
            self.column.addWidget(Secondary(tr("Choose an account to see the post as it will stand there.")))
            return
        account = self._accounts[self._at]
        self.heading.setText(tr("As {platform} will show it").format(platform=words.platform(account)))
        where = tr("{n} of {count}").format(n=self._at + 1, count=len(self._accounts))
        self.set_aside(where if several else "")
        for number, part in enumerate(parts):
            self.column.addWidget(_post(account, part, number, len(parts)))

    def _on_before(self) -> None:
        self._turn(-1)

    def _on_after(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._accounts)
        self.turned.emit(self.account())


def _post(account: AccountRow, part: PartRow, number: int, count: int) -> Card:
    made = Card(margins=12, gap=6)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Avatar(_initials(account), account.id), 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(6)
    name = [(account.name or account.handle, True), (f" {account.handle}", False)]
    lines.addWidget(Emphasis(name, ink="ink3", bold_ink="ink"))
    text = ChangedText(size=13.5)
    text.show_pieces(spans(part.text[:MOST]))
    lines.addWidget(text)
    if part.media:
        lines.addLayout(_pictures(part.media))
    if count > 1:
        lines.addWidget(Secondary(tr("Part {n} of {count}").format(n=number + 1, count=count), hint=True))
    row.addLayout(lines, 1)
    made.column.addLayout(row)
    return made


def _pictures(media: Sequence[MediaRow]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for one in media[:4]:
        picture = Picture(260 if len(media) == 1 else 120, 140 if len(media) == 1 else 90)
        picture.show_media(one)
        row.addWidget(picture)
    row.addStretch(1)
    return row


def spans(text: str) -> list[Span]:
    """The words, and the links among them without their beginning, as platforms show them."""
    out: list[Span] = []
    last = 0
    for found in _LINKS.finditer(text):
        out.append(Span(text[last : found.start()], "same"))
        out.append(Span(_SCHEME.sub("", found[0], count=1), "link"))
        last = found.end()
    out.append(Span(text[last:], "same"))
    return [span for span in out if span.text]


def _initials(account: AccountRow) -> str:
    letters = [word[0] for word in (account.name or account.handle.lstrip("@")).split() if word[0].isalpha()]
    return "".join(letter for letter in letters if letter.isupper())[:2] or "".join(letters)[:2].upper()
