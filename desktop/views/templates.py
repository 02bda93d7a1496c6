"""Approved answers to begin from: pick one, and its words are written at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.sheet import Sheet
from office.rows import TemplateRow


class TemplatesSheet(Sheet):
    picked = Signal(str)

    def __init__(self, rows: Sequence[TemplateRow], parent: QWidget | None = None) -> None:
        super().__init__(tr("Approved words"), parent)
        if not rows:
            self.column.addWidget(
                PlainLabel(tr("None yet. A line manager approves words once, and then anybody may use them."))
            )
        for row in rows:
            card = Card(row.title)
            card.column.addWidget(PlainLabel(row.text))
            use = Button(tr("Use these words"))
            use.setAccessibleName(tr("Use {title}").format(title=row.title))
            use.clicked.connect(lambda _=False, text=row.text: self._on_use(text))
            card.column.addWidget(use)
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.add_close(tr("Close"))

    def _on_use(self, text: str) -> None:
        self.accept()
        self.picked.emit(text)
