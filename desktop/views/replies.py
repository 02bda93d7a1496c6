"""Replies: who is waiting, and may I answer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.phrases import reasons, tr
from desktop.views import words
from desktop.views.answers import APPROVED, NOT, OWN, Answers
from desktop.views.mention_card import MentionCard
from desktop.views.mention_rows import MentionDelegate, said
from desktop.views.say import SayPanel
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, EmptyState
from desktop.widgets.choices import Segmented
from desktop.widgets.foot import FootRow
from desktop.widgets.labels import Secondary
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.rows import SLICE, ListCard, LongRowsView, PagedModel
from desktop.widgets.scroll import SideBySide
from office.rows import MentionDetail, MentionId, MentionRow
from office.rules.refusal import stops

FILTERS = ("waiting", "mine", "others", "answered")
NAMES = ("Waiting", "Mine", "With others", "Answered")
NOTHING = {
    "waiting": ("Nobody is waiting", "When somebody mentions one of your accounts, it stands here, the earliest deadline first."),
    "mine": ("You have taken nothing", "What you take is yours to answer: nobody else answers it meanwhile."),
    "others": ("Nothing is with others", "What colleagues have taken, or what was handed over, stands here."),
    "answered": ("Nothing has been answered yet", "Answers, and mentions that were closed with a reason, stand here."),
}  # fmt: skip


class RepliesView(Page):
    """The queue may be of any length: `more_wanted(filter, offset)` asks for a page, `show_page` brings it.

    After `show_rows`, upstairs asks `current()` and answers with `show_detail`.
    """

    filter_wanted = Signal(str)
    open_wanted = Signal(str)
    more_wanted = Signal(str, int)
    triage_wanted = Signal(str, str)
    take_wanted = Signal(str)
    answer_wanted = Signal(str, str)
    own_words_wanted = Signal(str, str)
    close_wanted = Signal(str, str)
    hand_over_wanted = Signal(str, str)
    measure_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=14)
        self._now: datetime | None = None
        self._detail: MentionDetail | None = None
        self._ids: list[MentionId] = []
        self._line = TitleLine(tr("Replies"))
        self._filter = Segmented([tr(name) for name in NAMES], label=tr("Which mentions"))
        self._keys = Secondary(tr("J and K to move, a letter to say what it is"), wrap=False)
        self._delegate = MentionDelegate()
        self._model = PagedModel(self._said)
        self._list = LongRowsView(self._model, self._delegate, tr("Mentions"))
        self._empty = EmptyState("", "", icon="replies")
        self._fault = Callout("bad")
        self._card, self._answers, self._say = MentionCard(), Answers(), SayPanel()
        self._act = Button(tr("Reply"), "primary", "Ctrl+Return", live=True)
        self._foot = FootRow((), (self._act,))
        self._lay_out()
        self._wire()
        self._show_nothing()

    def which(self) -> str:
        return FILTERS[max(0, self._filter.chosen())]

    def current(self) -> MentionId | None:
        """The mention that the queue stands on."""
        row = self._list.current_row()
        return row.id if row is not None else None

    def show_rows(
        self,
        rows: Sequence[MentionRow],
        now: datetime | None = None,
        total: int | None = None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """The first rows of the queue. `total`: how many there are; `counts`: how many under each filter."""
        before = self.current()
        self._now = now or self._now or max((row.at for row in rows), default=None)
        self._delegate.now = self._now
        self._ids = [row.id for row in rows]
        self._model.show_total(len(rows) if total is None else total)
        for offset in range(0, len(rows), SLICE):
            self._model.show_page(offset, rows[offset : offset + SLICE])
        if rows:
            self._list.choose(self._ids.index(before) if before in self._ids else 0)
        if counts is not None:
            self._show_counts(counts)
        elif rows or self._model.rowCount() == 0:
            self._show_counts({self.which(): self._model.rowCount()})
        self._show_emptiness()

    def show_page(self, offset: int, rows: Sequence[MentionRow]) -> None:
        """A page that `more_wanted` asked for."""
        self._model.show_page(offset, rows)

    def show_detail(self, detail: MentionDetail, now: datetime | None = None) -> None:
        self._detail = detail
        self._now = now or self._now or detail.row.at
        self._delegate.now = self._now
        self._fault.hide()
        self._card.show_detail(detail, self._now)
        self._answers.show_detail(detail, self._now)
        self._say.clear_words()
        open_ = detail.row.state in ("waiting", "mine")
        self._card.show()
        self._answers.setVisible(open_ and detail.answer is None)
        self._columns.to_top()
        self._show_emptiness()
        self._refresh()

    def show_measure(self, mention: str, length: int, limit: int) -> None:
        """How long one's own words are; an answer to an older question is let go."""
        if self._detail is not None and self._detail.row.id == mention:
            self._answers.show_measure(length, limit)
            self._refresh()

    def show_answered(self, mention: str) -> None:
        """It was done: what was written is not kept."""
        self._answers.clear_words(mention)

    def show_fault(self, sentence: str) -> None:
        """Says why something was not done; what was written stays."""
        self._fault.say("bad", tr("That was not done."), sentence)
        self._fault.show()
        self._refresh()

    def _lay_out(self) -> None:
        self._line.left.addWidget(self._filter)
        self._line.right.addWidget(self._keys)
        right, foot = QWidget(), QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._card)
        column.addWidget(self._answers, 1)
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        for widget in (self._fault, self._say, self._foot):
            lines.addWidget(widget)
        self._columns = SideBySide(ListCard(self._list), right, foot, shares=(420, 670), is_list=True)
        self.column.addWidget(self._line)
        self.column.addWidget(self._columns, 1)
        self.column.addWidget(self._empty, 1)
        self._fault.hide()

    def _wire(self) -> None:
        self._filter.picked.connect(self._on_filter)
        self._list.row_chosen.connect(self._on_chosen)
        self._list.row_opened.connect(self._on_chosen)
        self._model.page_wanted.connect(self._on_page)
        self._card.triage_picked.connect(self._on_triage)
        self._card.take_pressed.connect(self._on_take)
        self._card.hand_over_picked.connect(self._on_hand_over)
        self._answers.edited.connect(self._refresh)
        self._answers.measure_wanted.connect(self._on_measure)
        self._say.said.connect(self._on_said)
        self._act.clicked.connect(self._on_act)
        self._key("J", lambda: self._list.step(1))
        self._key("K", lambda: self._list.step(-1))
        for name, (_title, key, _means) in words.TRIAGE.items():
            self._key(key, lambda name=name: self._on_triage(name))

    def _key(self, keys: str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _said(self, row: MentionRow) -> str:
        return said(row, self._now)

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        named = [
            f"{tr(name)} {counts[key]:,}" if counts.get(key) and key != "answered" else tr(name)
            for key, name in zip(FILTERS, NAMES, strict=True)
        ]
        self._filter.show_options(named, FILTERS.index(self.which()))

    def _show_emptiness(self) -> None:
        nothing = self._model.rowCount() == 0 and (
            self._detail is None or self._detail.row.id not in self._ids
        )
        if nothing:
            self._show_nothing()
            title, text = NOTHING[self.which()]
            self._empty.say(tr(title), tr(text))
        self._columns.setVisible(not nothing)
        self._empty.setVisible(nothing)
        self._keys.setVisible(not nothing)

    def _show_nothing(self) -> None:
        self._detail = None
        for widget in (self._card, self._answers, self._say):
            widget.hide()
        self._refresh()

    def _refresh(self) -> None:
        """The one button names the account, and is open when it may be pressed."""
        detail, tab = self._detail, self._answers.tab()
        self._act.setVisible(detail is not None and not self._answers.isHidden())
        if detail is None:
            self._foot.say("")
            return
        handle = detail.row.account.handle
        titles = {
            APPROVED: tr("Reply as {handle}").format(handle=handle),
            OWN: tr("Ask for approval, as {handle}").format(handle=handle),
            NOT: tr("Close without answering"),
        }
        self._act.set_words(titles.get(tab, titles[APPROVED]))
        blocking = stops(detail.may) if tab != NOT else ()
        self._act.setEnabled(self._answers.ready() and not blocking)
        self._act.setAccessibleDescription(reasons(blocking))
        self._foot.say(_told(detail))

    def _on_filter(self, number: int) -> None:
        self._detail = None
        self.filter_wanted.emit(FILTERS[number])

    def _on_page(self, offset: int) -> None:
        self.more_wanted.emit(self.which(), offset)

    def _on_chosen(self, row: MentionRow) -> None:
        self.open_wanted.emit(row.id)

    def _on_triage(self, name: str) -> None:
        mention = self.current()
        if mention is not None:
            self.triage_wanted.emit(mention, name)

    def _on_take(self) -> None:
        if self._detail is not None:
            self.take_wanted.emit(self._detail.row.id)

    def _on_hand_over(self, to: str) -> None:
        if self._detail is None:
            return
        if to:
            self.hand_over_wanted.emit(self._detail.row.id, to)
        else:
            self._say.ask("hand", tr("To whom?"), tr("Hand over"), tr("Say who answers this now."))

    def _on_said(self, _purpose: str, to: str) -> None:
        if self._detail is not None:
            self.hand_over_wanted.emit(self._detail.row.id, to)

    def _on_measure(self, text: str) -> None:
        if self._detail is not None:
            self.measure_wanted.emit(self._detail.row.id, text)

    def _on_act(self) -> None:
        if self._detail is None:
            return
        mention, tab = self._detail.row.id, self._answers.tab()
        template = self._answers.template()
        self._act.setEnabled(False)
        if tab == APPROVED and template is not None:
            self.answer_wanted.emit(mention, template.id)
        elif tab == OWN:
            self.own_words_wanted.emit(mention, self._answers.text())
        elif tab == NOT:
            self.close_wanted.emit(mention, self._answers.because())


def _told(detail: MentionDetail) -> str:
    """Who has it, or what became of the answer."""
    row = detail.row
    if detail.answer is not None:
        return tr("The answer: {state}.").format(state=words.state(detail.answer.state)[0])
    if row.state == "mine":
        return tr("You took this. Nobody else can answer it now.")
    return (
        tr("{name} took this.").format(name=row.taken_by)
        if row.state == "with others" and row.taken_by
        else ""
    )
