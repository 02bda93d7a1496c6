"""A few words that go with an act: what should change, a comment, a reason. Nothing is sent without words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.phrases import tr
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, Field
from desktop.widgets.labels import Secondary
from desktop.widgets.words_edit import WordsEdit


class SayPanel(Card):
    """Hidden until `ask`. `said(purpose, words)` when a person sends them; empty words are refused in place."""

    said = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._purpose = ""
        self._missing = ""
        self._edit = WordsEdit(tr("Words"), lines=2, most=6)
        self._label = Secondary("", bold=True)
        self._field = Field("", self._edit)
        self._send = Button(tr("Send"), "plain", "Ctrl+Return", live=True)
        self._cancel = Button(tr("Cancel"), "link")
        row = QHBoxLayout()
        row.addWidget(self._send)
        row.addWidget(self._cancel)
        row.addStretch(1)
        self.column.addWidget(self._label)
        self.column.addWidget(self._field)
        self.column.addLayout(row)
        self._send.clicked.connect(self._on_send)
        self._cancel.clicked.connect(self._on_cancel)
        self._edit.edited.connect(self._on_edited)
        self._edit.refused.connect(self._field.set_error)
        self.hide()

    def ask(self, purpose: str, label: str, button: str, missing: str) -> None:
        """Opens for one purpose. What was begun for another is kept until it is sent or left."""
        self._purpose, self._missing = purpose, missing
        self._label.setText(label)
        self._edit.setAccessibleName(label)
        self._send.set_words(button)
        self._field.set_error("")
        self.show()
        self._edit.setFocus()

    def purpose(self) -> str:
        return self._purpose if self.isVisible() else ""

    def clear_words(self) -> None:
        self._edit.show_text("")
        self.hide()

    def _on_edited(self) -> None:
        self._field.set_error("")

    def _on_send(self) -> None:
        text = self._edit.text().strip()
        if not text:
            self._field.set_error(self._missing)
            return
        self.said.emit(self._purpose, text)

    def _on_cancel(self) -> None:
        self.hide()
        self.left.emit()
