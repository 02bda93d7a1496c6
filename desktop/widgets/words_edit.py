"""Where people write: plain text that changes only where they change it, and that grows with what they write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from desktop.phrases import tr
from desktop.widgets.exact import ExactText
from desktop.widgets.labels import restyle

LONGEST = 50_000
"""More than this is not taken at once: no platform takes it, and laying it out would stall the window."""


class WordsEdit(QPlainTextEdit):
    """`text()` is exactly what was shown, with what a person changed since. `edited` only when a person edits."""

    edited = Signal()
    file_dropped = Signal(str)
    refused = Signal(str)
    """A sentence that says why something was not taken."""

    def __init__(
        self,
        label: str,
        parent: QWidget | None = None,
        *,
        lines: int = 3,
        most: int = 14,
        plain: bool = False,
        grows: bool = False,
    ) -> None:
        super().__init__(parent)
        self._exact = ExactText("")
        self._lines, self._most = lines, most
        self._showing = False
        self._around = 18
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setProperty("plain", "true" if plain else "false")
        if plain:
            self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tall = QSizePolicy.Policy.MinimumExpanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, tall)
        self.document().contentsChange.connect(self._on_contents_change)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def text(self) -> str:
        return self._exact.text

    def show_text(self, text: str) -> None:
        """Shows a text and forgets what could be undone. The same text again changes nothing, not even the cursor."""
        if text == self._exact.text:
            return
        self._showing = True
        self._exact = ExactText(text)
        self.setPlainText(self._exact.shown)
        self._showing = False

    def put(self, words: str) -> None:
        """Writes at the cursor as a person would: it can be undone."""
        self.textCursor().insertText(words)
        self.setFocus()

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", "true" if wrong else "false")
        restyle(self)

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if self._showing:
            return
        before = self._exact.text
        self._exact.edited(position, removed, added, self.document().toRawText())
        if self._exact.text != before:
            self.edited.emit()

    def _on_size_changed(self) -> None:
        self.updateGeometry()

    def _wanted_height(self) -> int:
        lines = max(self._lines, min(self._most, round(self.document().size().height())))
        margins = 2 * round(self.document().documentMargin())
        return lines * self.fontMetrics().lineSpacing() + margins + self._around + 2

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            for path in files:
                self.file_dropped.emit(path)
            return
        count = len(source.text())
        if count > LONGEST:
            self.refused.emit(
                tr("That is {count:,} characters, more than any platform takes. Nothing was pasted.").format(
                    count=count
                )
            )
            return
        super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            # Qt would write U+2028, which platforms count and show in their own ways.
            self.textCursor().insertText("\n")
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self.height() - self.viewport().height()
        if event.oldSize().width() != event.size().width() or around != self._around:
            self._around = around
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)
