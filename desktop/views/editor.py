"""The editor: what will each platform show, and may it go?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.phrases import reasons, tr
from desktop.views import words
from desktop.views.contents import Contents
from desktop.views.editor_checks import ChecksCard, MustSayYes
from desktop.views.editor_details import Details
from desktop.views.editor_head import EditorHead, GoesTo
from desktop.views.editor_words import WordsCard
from desktop.views.heard import heard
from desktop.views.preview import PreviewCard
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout
from desktop.widgets.focus import in_order
from desktop.widgets.foot import FootRow
from desktop.widgets.page import Page
from desktop.widgets.scroll import SideBySide
from office.rows import AccountId, AccountRow, DraftInput, EditorRow, MediaRow
from office.rules.refusal import stops

PICTURES = "*.png *.jpg *.jpeg *.gif *.webp"
TYPING, KEEPING = 300, 2_000
"""Milliseconds after the last edit until the checks are asked for, and until the draft is kept aside."""


class EditorView(Page):
    """Shows a post with `show_rows`, fresh checks with `show_checks`, what was saved with `show_saved`.

    `save_wanted` and `ask_wanted` name the post (None for a new one) and carry everything that is written.
    """

    changed = Signal(object)
    scratch_wanted = Signal(object)
    save_wanted = Signal(object, object)
    ask_wanted = Signal(object, object)
    image_wanted = Signal(int)
    image_chosen = Signal(int, str)
    template_wanted = Signal()
    history_wanted = Signal(str)
    may_i_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=14)
        self.choose_image: Callable[[], str] = self._ask_for_file
        self._row: EditorRow | None = None
        self._now = datetime(2000, 1, 1, tzinfo=UTC)
        self._edited = False
        self._head, self._goes = EditorHead(), GoesTo()
        self._fault, self._note = Callout("bad"), Callout("warn")
        self._words, self._details = WordsCard(), Details()
        self._checks, self._yes, self._preview = ChecksCard(), MustSayYes(), PreviewCard()
        self._save = Button(tr("Save"), "plain", "Ctrl+S", live=True)
        self._save.show_keys(False)
        self._ask = Button(tr("Ask for approval"), "primary", "Ctrl+Return", live=True)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._keeping = QTimer(self, singleShot=True, interval=KEEPING)
        self.setAcceptDrops(True)
        self._lay_out()
        self._wire()

    def post(self) -> str | None:
        return self._row.post if self._row is not None else None

    def draft(self) -> DraftInput:
        """Everything that is written, exactly."""
        held = self._words.contents()
        chosen = self._goes.chosen()
        return DraftInput(
            self._head.title(),
            self._details.kind(),
            self._details.serves(),
            self._details.source(),
            held.shared,
            {account: parts for account, parts in held.variants.items() if account in chosen},
            tuple(AccountId(account) for account in chosen),
            self._details.when.start(),
            self._details.when.until(),
        )

    def show_rows(self, row: EditorRow, now: datetime | None = None) -> None:
        """Shows a post. What a person has typed into the same post since it was shown is never overwritten."""
        self._now = now or self._now_of(row)
        if self._edited and self._row is not None and row.post == self._row.post and row.post is not None:
            self.show_checks(row)
            return
        self._row, self._edited = row, False
        self._fault.hide()
        self._head.offer(history=heard(self, self.history_wanted), may_i=heard(self, self.may_i_wanted))
        self._words.offer_template(heard(self, self.template_wanted))
        self._goes.show_accounts(row.accounts, row.chosen)
        self._words.show_contents(Contents(row.parts, row.variants), self._chosen_rows())
        self._details.show_row(row, self._now)
        self._head.show_title(row.title)
        self.show_checks(row)

    def show_checks(self, row: EditorRow) -> None:
        """Shows what the checks say now, and touches nothing that is written."""
        self._row = row
        self._head.show_state(row, self._now, edited=self._edited)
        self._goes.show_states(row.deliveries)
        self._checks.show_row(row)
        self._yes.show_stages(row.stages)
        self._words.show_measures(row.measures)
        self._note.setVisible(bool(row.note))
        self._note.say("warn", tr("Changes were asked for."), row.note)
        self._show_preview()
        self._show_foot()
        self._walk()

    def show_saved(self, row: EditorRow) -> None:
        """Says that it was saved. What was typed while it was being saved stays, and counts as not yet saved."""
        self._edited = self._edited and not _same(self.draft(), row)
        self._fault.hide()
        self.show_checks(row)

    def show_fault(self, sentence: str) -> None:
        """Says in place why something was not done; everything written stays."""
        self._fault.say("bad", tr("That was not done."), sentence)
        self._fault.show()
        self._show_foot()

    def add_image(self, part: int, media: MediaRow) -> None:
        """A picture that is in the store now; its description is asked for at once."""
        self._words.add_picture(part, media)

    def insert_words(self, text: str) -> None:
        """Writes a template's words at the cursor."""
        self._words.put(text)

    def begin(self) -> None:
        """The keyboard begins in the words."""
        self._words.begin()

    def _walk(self) -> None:
        """By Tab as one reads: chips, tabs and parts are made later than what stands below them."""
        in_order(self._head, self._goes, *self._words.made_later())

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        sides = (
            (left, (self._fault, self._note, self._goes, self._words, self._details)),
            (right, (self._checks, self._yes, self._preview)),
        )
        for side, cards in sides:
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card, 1 if card is self._words else 0)
        right.layout().addStretch(1)  # type: ignore[union-attr]
        self._foot = FootRow((self._save,), (self._ask,))
        self.column.addWidget(self._head)
        self.column.addWidget(SideBySide(left, right, self._foot), 1)
        self._fault.hide()
        self._note.hide()

    def _wire(self) -> None:
        for card in (self._head, self._goes, self._words, self._details):
            card.edited.connect(self._on_edited)
        self._goes.edited.connect(self._on_accounts)
        self._words.tab_picked.connect(self._on_tab)
        self._words.image_wanted.connect(self._on_image)
        self._words.file_dropped.connect(self.image_chosen)
        self._words.template_wanted.connect(self.template_wanted)
        self._preview.turned.connect(self._show_preview)
        self._head.history_wanted.connect(self._on_history)
        self._head.may_i_wanted.connect(self.may_i_wanted)
        self._head.back_wanted.connect(self.back_wanted)
        self._save.clicked.connect(self._on_save)
        self._ask.clicked.connect(self._on_ask)
        self._typing.timeout.connect(self._on_typing)
        self._keeping.timeout.connect(self._on_keeping)

    def _chosen_rows(self) -> tuple[AccountRow, ...]:
        chosen = self._goes.chosen()
        return tuple(row for row in (self._row.accounts if self._row else ()) if row.id in chosen)

    def _show_preview(self, _account: str = "") -> None:
        self._preview.show_accounts(self._chosen_rows())
        self._preview.show_parts(self._words.contents().parts(self._preview.account()))

    def _show_foot(self) -> None:
        row, accounts = self._row, self._chosen_rows()
        where = words.platforms(accounts)
        self._ask.set_words(
            tr("Ask for approval, {where}").format(where=where) if where else tr("Ask for approval")
        )
        self._ask.setEnabled(bool(accounts) and row is not None and row.may_ask)
        self._ask.setAccessibleDescription(reasons(stops(row.checks)) if row else "")
        self._foot.say("" if accounts else tr("Choose at least one account."))
        self._save.setEnabled(row is not None)

    def _on_edited(self) -> None:
        self._edited = True
        if self._row is not None:
            self._head.show_state(self._row, self._now, edited=True)
        self._typing.start()
        self._keeping.start()

    def _on_accounts(self) -> None:
        self._words.show_accounts(self._chosen_rows())
        self._walk()
        self._show_preview()
        self._show_foot()

    def _on_tab(self, account: str) -> None:
        self._preview.turn_to(account)
        self._show_preview()

    def _on_typing(self) -> None:
        self._show_preview()
        self.changed.emit(self.draft())

    def _on_keeping(self) -> None:
        self.scratch_wanted.emit(self.draft())

    def _on_save(self) -> None:
        if self._time_is_right():
            self._keeping.stop()
            self.save_wanted.emit(self.post(), self.draft())

    def _on_ask(self) -> None:
        if self._time_is_right():
            self._keeping.stop()
            self._ask.setEnabled(False)
            self.ask_wanted.emit(self.post(), self.draft())

    def _time_is_right(self) -> bool:
        fault = self._details.when.fault()
        if fault:
            self._details.point_at_time()
            self.show_fault(fault)
        return not fault

    def _on_history(self) -> None:
        if self._row is not None and self._row.post is not None:
            self.history_wanted.emit(self._row.post)

    def _on_image(self, part: int) -> None:
        self.image_wanted.emit(part)
        path = self.choose_image()
        if path:
            self.image_chosen.emit(part, path)

    def _ask_for_file(self) -> str:
        kinds = tr("Pictures ({patterns})").format(patterns=PICTURES)
        return QFileDialog.getOpenFileName(self, tr("Choose a picture"), "", kinds)[0]

    def _now_of(self, row: EditorRow) -> datetime:
        """The latest moment that is known where nobody says what time it is."""
        known = [self._now, *(moment for moment in (row.saved,) if moment is not None)]
        return max(known)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.image_chosen.emit(0, url.toLocalFile())
        event.acceptProposedAction()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving keeps what was written."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._on_keeping()
        self._typing.stop()
        super().hideEvent(event)


def _same(draft: DraftInput, row: EditorRow) -> bool:
    """Is what stands in the editor what was saved? The office may have put text in order meanwhile."""
    mine = [part.text.strip() for part in draft.parts]
    theirs = [part.text.strip() for part in row.parts]
    return (mine, draft.chosen) == (theirs, row.chosen)
