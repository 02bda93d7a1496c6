"""A delivery on a line: its account, its title, when it would go and why it does not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import refusal_words, tr
from desktop.widgets.labels import Heading, Secondary
from desktop.widgets.pill import Badge
from office.rows import DeliveryRow
from office.rules.refusal import Refusal


def window_words(row: DeliveryRow, now: datetime) -> str:
    """`@dept, today 14:00, no later than 14:15`."""
    return f"{row.account.handle or row.account.name}, {times.window(row.start, row.until, now)}"


def why_words(row: DeliveryRow) -> str:
    """Why it does not go, as a sentence."""
    if not row.why:
        return tr("Held by {period}.").format(period=row.period) if row.period else ""
    facts = {"title": row.period, **row.why_facts} if row.period else row.why_facts
    title, sentence = refusal_words(Refusal(row.why, facts))
    return f"{title}. {sentence}".strip()


class DeliveryLine(QWidget):
    """`lines` takes what stands under it: buttons, say."""

    def __init__(
        self, row: DeliveryRow, now: datetime, parent: QWidget | None = None, *, why: bool = True
    ) -> None:
        super().__init__(parent)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.lines.addWidget(Heading(row.title or tr("Without a title"), 3))
        self.lines.addWidget(Secondary(window_words(row, now)))
        if why and why_words(row):
            self.lines.addWidget(Secondary(why_words(row)))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.setSpacing(10)
        whole.addWidget(Badge(row.account), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self.lines, 1)
