"""The story of one post, oldest first, and whether what was sent is what was approved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.phrases_record import act, story_line
from desktop.widgets import paint, theme
from desktop.widgets.cards import Callout, Card, empty
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import Heading, Secondary, grouped
from office.rows import EntryRow, StoryRow


class Step(QWidget):
    """One step on the line."""

    def __init__(self, row: EntryRow, now: datetime | None, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), 5, 0, 5)
        column.addWidget(Emphasis(story_line(row, now), size=13.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, middle = theme.px(9), 5 + theme.px(10)
        line = theme.colour("line")
        top, bottom = (middle if self._first else 0), (middle if self._last else self.height())
        painter.fillRect(QRectF(0.5 + (side - 2) / 2, top, 2, bottom - top), line)
        paint.rounded(
            painter, QRectF(0, middle - side / 2, side, side), side / 2, theme.colour("accent_fill")
        )


class StoryCard(Card):
    """The entry that was chosen, and the story that it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=4)
        self._title = Heading(tr("The story of a post"), 2)
        self._about = Secondary(
            tr("Choose an entry. What happened to its post stands here, from the first draft on.")
        )
        inside = QWidget()
        inside.setProperty("part", "inside")
        self._steps = QVBoxLayout(inside)
        self._steps.setContentsMargins(0, 4, 4, 4)
        self._steps.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._entry = Secondary("", hint=True)
        for widget in (self._title, self._about):
            self.column.addWidget(widget)
        self.setMinimumHeight(200)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self._entry)

    def show_entry(self, row: EntryRow, total: int) -> None:
        """The entry that was chosen: its number, its digest, and what it joins."""
        digest = grouped(row.digest, 2)
        words = tr("Entry {n} of {total}. Digest {digest} … joins {before}.")
        for name, value in (
            ("n", f"{row.seq:,}"),
            ("total", f"{max(total, row.seq):,}"),
            ("digest", digest),
            ("before", f"{row.seq - 1:,}"),
        ):
            words = words.replace(f"{{{name}}}", value)
        self._entry.setText(words)
        if not row.post:
            self._title.setText(tr("This entry"))
            self._about.setText(act(row).said)
            empty(self._steps)

    def show_story(self, row: StoryRow, now: datetime | None = None) -> None:
        self._title.setText(row.title or tr("A post without a title"))
        self._about.setText(tr("The story of this post"))
        empty(self._steps)
        last = len(row.entries) - 1
        for number, entry in enumerate(row.entries):
            self._steps.addWidget(Step(entry, now, first=number == 0, last=number == last))
        if row.sent_is_approved is not None:
            self._steps.addSpacing(8)
            self._steps.addWidget(_compared(row))
        self._steps.addStretch(1)


def _compared(row: StoryRow) -> Callout:
    if row.sent_is_approved:
        words = tr("Fingerprint {print} on both sides.").replace("{print}", row.sent_fingerprint)
        return Callout("ok", tr("Sent = approved."), words)
    words = tr("Approved {approved}, sent {sent}.")
    words = words.replace("{approved}", row.approved_fingerprint or tr("nothing")).replace(
        "{sent}", row.sent_fingerprint
    )
    return Callout("bad", tr("What was sent is not what was approved."), words)
