"""The parts of a post, one under another, each with its words and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.views.picture_edit import PictureEdit
from desktop.widgets.buttons import Button
from desktop.widgets.cards import empty
from desktop.widgets.labels import PlainLabel, Rule, Secondary
from desktop.widgets.words_edit import WordsEdit
from office.rows import MediaRow, PartRow


class PartEdit(QWidget):
    """One part. Nothing here changes the words but a person's own editing."""

    words_edited = Signal()
    pictures_edited = Signal()
    remove_wanted = Signal()
    file_dropped = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._remove = Secondary("", bold=True), Button(tr("Remove this part"), "link")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        self.edit = WordsEdit(tr("What to say"), lines=4, most=30, plain=True, grows=True)
        self.edit.setProperty("post", "true")
        self.edit.setPlaceholderText(tr("What do you want to say?"))
        self._fault = PlainLabel("")
        self._fault.setProperty("part", "error")
        self._fault.setContentsMargins(16, 0, 16, 6)
        self._pictures = QVBoxLayout()
        self._pictures.setContentsMargins(0, 0, 0, 0)
        self._pictures.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.edit, 1)
        column.addWidget(self._fault)
        column.addLayout(self._pictures)
        self._shown: list[PictureEdit] = []
        self._fault.hide()
        self._wire()

    def show_part(self, part: PartRow, number: int, count: int) -> None:
        self.edit.show_text(part.text)
        self._title.setText(tr("Part {n} of {count}").format(n=number + 1, count=count))
        self._head.setVisible(count > 1)
        name = (
            tr("What to say")
            if count == 1
            else tr("What to say, part {n} of {count}").format(n=number + 1, count=count)
        )
        self.edit.setAccessibleName(name)
        self._show_pictures(part.media)

    def media(self) -> tuple[MediaRow, ...]:
        return tuple(picture.media() for picture in self._shown)

    def focus_picture(self) -> None:
        """To the description of the picture that was added last."""
        if self._shown:
            self._shown[-1].focus()

    def _wire(self) -> None:
        self._remove.clicked.connect(self.remove_wanted)
        self.edit.edited.connect(self._on_edited)
        self.edit.file_dropped.connect(self.file_dropped)
        self.edit.refused.connect(self._say)
        self.edit.installEventFilter(self)

    def _show_pictures(self, media: Sequence[MediaRow]) -> None:
        digests = [picture.media().digest for picture in self._shown]
        if digests == [row.digest for row in media]:
            for picture, row in zip(self._shown, media, strict=True):
                picture.show_media(row)
            return
        self._shown.clear()
        empty(self._pictures)
        for row in media:
            self._add_picture(row)

    def _add_picture(self, row: MediaRow) -> None:
        picture = PictureEdit(row)
        picture.setContentsMargins(16, 12, 16, 12)
        self._pictures.addWidget(Rule())
        self._pictures.addWidget(picture)
        self._shown.append(picture)
        picture.edited.connect(self.pictures_edited)
        picture.removed.connect(self._on_removed)

    def _on_removed(self) -> None:
        gone = self.sender()
        kept = [picture.media() for picture in self._shown if picture is not gone]
        self._show_pictures(kept)
        self.pictures_edited.emit()

    def _on_edited(self) -> None:
        self._say("")
        self.words_edited.emit()

    def _say(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)


class PartsEdit(QWidget):
    """All parts of what one tab shows. Signals name the part by its number."""

    words_edited = Signal(int, object)
    """The words as an object: in a Qt string half characters would be lost."""
    pictures_edited = Signal(int, tuple)
    remove_wanted = Signal(int)
    file_dropped = Signal(int, str)
    entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[PartEdit] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_parts(self, parts: Sequence[PartRow]) -> None:
        """Keeps the widgets, and so the cursor, of parts that stay."""
        while len(self._parts) > len(parts):
            gone = self._parts.pop()
            gone.hide()
            self._column.removeWidget(gone)
            gone.deleteLater()
        while len(self._parts) < len(parts):
            self._add(len(self._parts))
        for number, (edit, part) in enumerate(zip(self._parts, parts, strict=True)):
            edit.show_part(part, number, len(parts))

    def part(self, number: int) -> PartEdit:
        return self._parts[number]

    def _add(self, number: int) -> None:
        edit = PartEdit()
        self._parts.append(edit)
        self._column.addWidget(edit, 1)
        edit.words_edited.connect(lambda: self.words_edited.emit(number, edit.edit.text()))
        edit.pictures_edited.connect(lambda: self.pictures_edited.emit(number, edit.media()))
        edit.remove_wanted.connect(lambda: self.remove_wanted.emit(number))
        edit.file_dropped.connect(lambda path: self.file_dropped.emit(number, path))
        edit.entered.connect(lambda: self.entered.emit(number))
