"""The middle of the editor: one text for all, differences per account, pictures, and how long it is on each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.phrases import plural, tr
from desktop.views import words
from desktop.views.again import Again
from desktop.views.contents import Contents
from desktop.views.part_edit import PartsEdit
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.choices import Tabs
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Rule, Secondary, named
from desktop.widgets.pill import Badge
from office.rows import AccountRow, MeasureRow, MediaRow

EMOJI = (
    ("✅", "Tick"),
    ("⚠️", "Warning"),
    ("📅", "Calendar"),
    ("🕒", "Clock"),
    ("📍", "Place"),
    ("📞", "Telephone"),
    ("🔗", "Link"),
    ("💉", "Syringe"),
    ("🚆", "Train"),
    ("🌧️", "Rain"),
    ("🇬🇧", "Union Flag"),
    ("👇", "Pointing down"),
)


class WordsCard(Card):
    """`edited` only when a person changes words, parts or pictures."""

    edited = Signal()
    image_wanted = Signal(int)
    file_dropped = Signal(int, str)
    template_wanted = Signal()
    tab_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, margins=1, gap=0)
        self._contents = Contents()
        self._accounts: tuple[AccountRow, ...] = ()
        self._measures: tuple[MeasureRow, ...] = ()
        self._account, self._part = "", 0
        self._again = Again()
        self._tabs, self._parts = Tabs([tr("Same for all")], label=tr("Words for")), PartsEdit()
        self._own, self._share = Secondary(""), Button("", "link")
        self._image, self._emoji = Button(tr("Image")), Button(tr("Emoji"))
        self._template, self._add = Button(tr("Template")), Button(tr("Add a part"))
        self._counts = QWidget()
        self._counters = FlowLayout(self._counts, gap=18, line_gap=4)
        self._lay_out()
        self._wire()

    def contents(self) -> Contents:
        return self._contents

    def account(self) -> str:
        """Whose tab is open; "" for the words for all."""
        return self._account

    def show_contents(self, contents: Contents, accounts: Sequence[AccountRow]) -> None:
        self._contents = contents
        self.show_accounts(accounts)
        self._show_parts()

    def show_accounts(self, accounts: Sequence[AccountRow]) -> None:
        """The tabs follow the accounts that are chosen."""
        self._accounts = tuple(accounts)
        if self._account not in {str(account.id) for account in accounts}:
            self._account = ""
            self._show_parts()
        self._show_tabs()

    def show_measures(self, measures: Sequence[MeasureRow]) -> None:
        self._measures = tuple(measures)
        shown = [self._measure_of(account) for account in self._accounts]
        if self._again.said(shown, len(self._contents.shared)):
            return
        self._counters.clear()
        for row in shown:
            if row is not None:
                self._counters.addWidget(_counter(row, several=len(self._contents.shared) > 1))

    def add_picture(self, number: int, media: MediaRow) -> None:
        parts = self._contents.parts(self._account)
        number = min(number, len(parts) - 1)
        self._contents.picture(self._account, number, (*parts[number].media, media))
        self._show_parts()
        self._parts.part(number).focus_picture()
        self.edited.emit()

    def offer_template(self, offered: bool) -> None:
        self._template.setVisible(offered)

    def turn_to(self, account: str) -> None:
        """Opens a tab."""
        self._account = account if account in {str(row.id) for row in self._accounts} else ""
        self._show_tabs()
        self._show_parts()

    def _lay_out(self) -> None:
        own = QHBoxLayout()
        own.setContentsMargins(16, 8, 16, 0)
        own.addWidget(self._own, 1)
        own.addWidget(self._share)
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        for button in (self._image, self._emoji, self._template, self._add):
            flow.addWidget(button)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 16, 10)
        bar.addWidget(tools, 1)
        bar.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(self._tabs)
        self.column.addWidget(Rule())
        self.column.addLayout(own)
        self.column.addWidget(self._parts, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(bar)

    def _wire(self) -> None:
        self._tabs.picked.connect(self._on_tab)
        self._share.clicked.connect(self._on_share)
        self._parts.words_edited.connect(self._on_words)
        self._parts.pictures_edited.connect(self._on_pictures)
        self._parts.remove_wanted.connect(self._on_remove)
        self._parts.file_dropped.connect(self.file_dropped)
        self._parts.entered.connect(self._on_entered)
        self._image.clicked.connect(self._on_image)
        self._emoji.clicked.connect(self._on_emoji)
        self._template.clicked.connect(self.template_wanted)
        self._add.clicked.connect(self._on_add)

    def _show_tabs(self) -> None:
        names = [tr("Same for all")]
        for account in self._accounts:
            name = words.platform(account)
            if self._contents.differs(account.id):
                count = self._contents.difference(account.id)
                tail = plural(count, "differs by {n} character", "differs by {n} characters")
                name = (
                    f"{name} {tail}" if count else tr("{platform} differs in pictures").format(platform=name)
                )
            names.append(name)
        ids = ["", *(str(account.id) for account in self._accounts)]
        self._tabs.show_options(names, ids.index(self._account) if self._account in ids else 0)
        self._show_own()

    def _show_own(self) -> None:
        account = next((row for row in self._accounts if row.id == self._account), None)
        self._own.setVisible(account is not None)
        self._share.setVisible(account is not None and self._contents.differs(self._account))
        if account is None:
            return
        name = words.platform(account)
        said = tr("{name} says what all say. Write here, and it says this instead.")
        if self._contents.differs(self._account):
            said = tr("Only {name} says this.")
        self._own.setText(said.format(name=name))
        self._share.set_words(tr("Say the same as all"))

    def _show_parts(self) -> None:
        parts = self._contents.parts(self._account)
        self._part = min(self._part, len(parts) - 1)
        self._parts.show_parts(parts)

    def _measure_of(self, account: AccountRow) -> MeasureRow | None:
        """Of the part with the cursor; of another one where that is too long."""
        rows = [row for row in self._measures if row.account.id == account.id]
        over = [row for row in rows if row.length > row.limit]
        here = [row for row in rows if row.part == self._part + 1]
        return next(iter([*(row for row in here if row in over), *over, *here, *rows]), None)

    def _changed(self) -> None:
        self._show_tabs()
        self.edited.emit()

    def _on_tab(self, number: int) -> None:
        self._account = str(self._accounts[number - 1].id) if number else ""
        self._show_own()
        self._show_parts()
        self.tab_picked.emit(self._account)

    def _on_share(self) -> None:
        self._contents.share(self._account)
        self._show_parts()
        self._changed()

    def _on_words(self, number: int, text: str) -> None:
        self._contents.write(self._account, number, text)
        self._changed()

    def _on_pictures(self, number: int, media: tuple[MediaRow, ...]) -> None:
        self._contents.picture(self._account, number, media)
        self._changed()

    def made_later(self) -> tuple[QWidget, ...]:
        return self._tabs, self._parts

    def begin(self) -> None:
        self._parts.part(self._part).edit.setFocus()

    def _on_remove(self, number: int) -> None:
        self._contents.remove_part(self._account, number)
        self._show_parts()
        self._changed()

    def _on_add(self) -> None:
        self._part = self._contents.add_part(self._account)
        self._show_parts()
        self._parts.part(self._part).edit.setFocus()
        self._changed()

    def _on_entered(self, number: int) -> None:
        if number != self._part:
            self._part = number
            self.show_measures(self._measures)

    def _on_image(self) -> None:
        self.image_wanted.emit(self._part)

    def _on_emoji(self) -> None:
        menu = QMenu(self)
        for sign, name in EMOJI:
            menu.addAction(f"{sign}  {tr(name)}").setData(sign)
        menu.triggered.connect(self._on_emoji_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._emoji.mapToGlobal(QPoint(0, self._emoji.height() + 2)))

    def _on_emoji_chosen(self, action: object) -> None:
        self.put(str(action.data()))  # type: ignore[attr-defined]

    def put(self, text: str) -> None:
        """Writes at the cursor, as if a person had typed it."""
        self._parts.part(self._part).edit.put(text)


def _counter(row: MeasureRow, *, several: bool) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(7)
    line.addWidget(Badge(row.account))
    where = tr("part {n}: ").format(n=row.part) if several else ""
    over = row.length > row.limit
    pieces = [(where, False), (f"{row.length:,}", True), (f"  / {row.limit:,}", False)]
    count = Emphasis(pieces, ink="ink2", bold_ink="bad" if over else "ink", size=13.5)
    line.addWidget(count)
    if over:
        line.addWidget(
            Secondary(tr("{n:,} too long").format(n=row.length - row.limit), bold=True, wrap=False)
        )
    said = tr("{n:,} of {limit:,} {unit} on {platform}")
    named(
        made, said.format(n=row.length, limit=row.limit, unit=row.unit, platform=words.platform(row.account))
    )
    return made
