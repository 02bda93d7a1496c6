"""A line to write in, which hands back what it was given until a person edits it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget


class Line(QLineEdit):
    """`words()` is exactly what was shown, or what a person typed since. `edited` only when a person edits."""

    edited = Signal()

    def __init__(
        self, label: str = "", parent: QWidget | None = None, *, hint: str = "", most: int = 300
    ) -> None:
        super().__init__(parent)
        self._given: str | None = ""
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setMaxLength(most)
        self.textEdited.connect(self._on_edited)

    def words(self) -> str:
        return self.text() if self._given is None else self._given

    def show_words(self, words: str) -> None:
        """The same words again leave the cursor where it is."""
        if words != self.words():
            self._given = words
            self.setText(words.encode("utf-8", "replace").decode("utf-8"))
            self.setCursorPosition(0)

    def _on_edited(self) -> None:
        self._given = None
        self.edited.emit()
