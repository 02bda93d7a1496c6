"""Record: what happened, and is it whole?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.phrases_record import KIND_CHOICES, act
from desktop.phrases_tongue import mark
from desktop.views.record_rows import EntryDelegate
from desktop.views.record_story import StoryCard
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, EmptyState, Progress
from desktop.widgets.chips import FilterChip
from desktop.widgets.growing import GrowingModel
from desktop.widgets.keycap import KeyCap
from desktop.widgets.labels import Secondary, named, shown
from desktop.widgets.page import Columns, Page, TitleLine
from desktop.widgets.pill import Pill
from desktop.widgets.rows import ListCard, LongRowsView
from office.rows import EntryRow, PersonRow, RecordRow, StoryRow

PAGE = 100
SHOWN_FINDINGS = 6
SINCE: tuple[tuple[int, str], ...] = (
    (0, mark("Any time")),
    (1, mark("Last 24 hours")),
    (7, mark("Last 7 days")),
    (30, mark("Last 30 days")),
    (365, mark("Last year")),
)


class RecordView(Page):
    """`search_wanted(text, kind, person, since)` when the words or a filter change; `page_wanted(before)` asks for the
    entries before that number; `story_wanted(post)` when an entry is chosen."""

    search_wanted = Signal(str, str, str, object)
    page_wanted = Signal(int)
    story_wanted = Signal(str)
    verify_wanted = Signal()
    seal_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._person, self._days = "", "", 0
        self._people: tuple[PersonRow, ...] = ()
        self._total, self._checking = 0, False
        self._now: datetime | None = None
        self._line = TitleLine(tr("Record"))
        self._state = Pill(tr("Not checked yet"), "neutral", dot=True)
        self._verify, self._seal = Button(tr("Verify now")), Button(tr("Seal"))
        self._extract = Button(tr("Extract"), "primary")
        self._typed = QLineEdit()
        self._who, self._when = FilterChip(tr("Anyone")), FilterChip(tr(SINCE[0][1]))
        self._what = FilterChip(tr(KIND_CHOICES[0][1]))
        self._model, self._delegate = GrowingModel(PAGE, _said), EntryDelegate()
        self._list = LongRowsView(self._model, self._delegate, tr("Entries, newest first"))
        self._story, self._progress = StoryCard(), Progress()
        self._sealed, self._found = Secondary(""), Callout("bad")
        self._wait = QTimer(self, singleShot=True, interval=250)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._line.left.addWidget(self._state)
        for button in (self._verify, self._seal, self._extract):
            self._line.right.addWidget(button)
        self.column.addWidget(self._line)
        self.column.addWidget(self._progress)
        self.column.addWidget(self._found)
        self.column.addWidget(self._search_card())
        nothing = EmptyState(
            tr("Nothing was found"),
            tr(
                "Everything that happens in this workspace stands here for good. Try fewer words, or another time."
            ),
            icon="record",
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ListCard(self._list, nothing), 1)
        column.addWidget(self._sealed)
        self.column.addWidget(Columns(left, self._story, second_width=350, stack_below=820), 1)
        self._found.hide()
        self._sealed.hide()
        self.setFocusProxy(self._list)

    def _search_card(self) -> Card:
        self._typed.setPlaceholderText(tr("Search words, people, accounts"))
        self._typed.setProperty("plain", "true")
        named(self._typed, tr("Search the record"))
        card = Card(margins=0, gap=0)
        row = QHBoxLayout()
        row.setContentsMargins(4, 6, 14, 6)
        row.setSpacing(9)
        row.addWidget(self._typed, 1)
        row.addWidget(KeyCap("/"))
        for chip in (self._who, self._when, self._what):
            row.addWidget(chip)
        card.column.addLayout(row)
        self._who.hide()
        return card

    def _connect(self) -> None:
        self._verify.clicked.connect(self._on_verify)
        self._seal.clicked.connect(self.seal_wanted)
        self._extract.clicked.connect(self.export_wanted)
        self._typed.textEdited.connect(lambda _: self._wait.start())
        self._typed.returnPressed.connect(self._search)
        self._wait.timeout.connect(self._search)
        self._list.row_chosen.connect(self._on_entry)
        self._model.more_wanted.connect(lambda last: self.page_wanted.emit(last.seq))
        self._who.clicked.connect(self._on_who)
        self._when.clicked.connect(self._on_when)
        self._what.clicked.connect(self._on_what)
        for key, do in (("/", self._typed.setFocus), ("V", self._verify.click)):
            keys = QShortcut(QKeySequence(key), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(do)

    def show_entries(self, rows: Sequence[EntryRow], now: datetime | None = None) -> None:
        """The first page, newest first."""
        self._now = now or self._now or QDateTime.currentDateTimeUtc().toPython().astimezone(times.LONDON)
        self._delegate.now = self._now
        self._model.show_rows(rows)
        self._list.scrollToTop()

    def add_entries(self, rows: Sequence[EntryRow]) -> None:
        """The page that `page_wanted` asked for."""
        self._model.add_rows(rows)

    def show_people(self, people: Sequence[PersonRow]) -> None:
        """Whom one can look for."""
        self._people = tuple(people)
        self._who.setVisible(bool(people))

    def show_story(self, row: StoryRow) -> None:
        self._story.show_story(row, self._now)

    def show_record(self, row: RecordRow) -> None:
        self._total = row.entries
        words, tone = state_words(row)
        self._state.show_state(words, tone)
        self._sealed.setText(seal_words(row))
        self._sealed.show()
        found = list(row.findings[:SHOWN_FINDINGS])
        left_over = len(row.findings) - len(found)
        if left_over > 0:
            found.append(plural(left_over, "And {n} more.", "And {n} more."))
        self._found.say("bad", tr("The record is not whole."), " ".join(found))
        self._found.setVisible(row.whole is False)

    def show_progress(self, done: int, total: int) -> None:
        """How far the check has come; (0, 0) when it is over."""
        self._progress.show_part(done / total if total else None, tr("Checking the record"))
        self._checking = bool(total)
        self._verify.set_words(tr("Checking") if total else tr("Verify now"))

    def _on_verify(self) -> None:
        """Not disabled while it checks: that would push the keyboard on to the next button."""
        if not self._checking:
            self.verify_wanted.emit()

    def _search(self) -> None:
        self._wait.stop()
        since = None
        if self._days:
            now = self._now or QDateTime.currentDateTimeUtc().toPython().astimezone(times.LONDON)
            since = now - timedelta(days=self._days)
        self.search_wanted.emit(self._typed.text(), self._kind, self._person, since)

    def _on_entry(self, row: EntryRow) -> None:
        self._story.show_entry(row, self._total)
        if row.post:
            self.story_wanted.emit(row.post)

    def _choose(self, chip: FilterChip, choices: Sequence[tuple[object, str]], field: str) -> None:
        menu = QMenu(self)
        for value, name in choices:
            action = menu.addAction(shown(name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == getattr(self, field))
            action.triggered.connect(
                lambda _=False, chosen=value, said=name: self._on_chosen(chip, field, chosen, said)
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _on_chosen(self, chip: FilterChip, field: str, value: object, said: str) -> None:
        setattr(self, field, value)
        chip.set_words(said)
        chip.set_chosen(bool(value))
        self._search()

    def _on_who(self) -> None:
        people = [(str(person.id), person.name) for person in self._people]
        self._choose(self._who, [("", tr("Anyone")), *people], "_person")

    def _on_when(self) -> None:
        self._choose(self._when, [(days, tr(name)) for days, name in SINCE], "_days")

    def _on_what(self) -> None:
        self._choose(self._what, [(kind, tr(name)) for kind, name in KIND_CHOICES], "_kind")

    def hideEvent(self, event: QEvent) -> None:
        self._wait.stop()
        super().hideEvent(event)


def _said(row: EntryRow) -> str:
    return f"{times.when(row.at)}: {act(row).said}"


def state_words(row: RecordRow) -> tuple[str, str]:
    """`Whole. 4,812 entries checked at 11:30`, and its tone."""
    if row.whole is None:
        return plural(row.entries, "Not checked yet. {n} entry", "Not checked yet. {n} entries"), "neutral"
    if not row.whole:
        return tr("Not whole. See what was found"), "bad"
    words = plural(row.entries, "Whole. {n} entry", "Whole. {n} entries")
    at = f" {tr('checked at {when}').replace('{when}', times.clock(row.checked))}" if row.checked else ""
    return words + at, "ok"


def seal_words(row: RecordRow) -> str:
    """What the last seal protects. It is tamper-evident, not tamper-proof."""
    if row.sealed_at is None:
        return tr("Not sealed yet: a seal outside the record shows if its end is cut off.")
    words = tr("Sealed to entry {n}, {when}.")
    words = words.replace("{n}", f"{row.sealed_to:,}").replace("{when}", times.when(row.sealed_at))
    later = row.entries - row.sealed_to
    if later <= 0:
        return words
    return f"{words} {plural(later, '{n} later entry is not yet protected.', '{n} later entries are not yet protected.')}"
