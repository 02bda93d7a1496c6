"""A picture of a part, with the description that it needs before it can go out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.picture import Picture
from desktop.widgets.words_edit import WordsEdit
from office.rows import MediaRow

LONGEST = 1_000
"""Characters of a description: X's limit, the lowest of our platforms."""


class PictureEdit(QWidget):
    """`edited` when a person changes the description, `removed` when they take the picture out."""

    edited = Signal()
    removed = Signal()

    def __init__(self, media: MediaRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self._picture = Picture()
        self._label = Secondary(tr("Description for people who cannot see it"), bold=True, wrap=True)
        self._required = PlainLabel(tr("required"), wrap=False)
        self._required.setProperty("part", "error")
        self._edit = WordsEdit(tr("Description for people who cannot see it"), lines=2, most=6)
        self._size = Secondary("")
        self._remove = Button(tr("Take it out"), "link")
        self._lay_out()
        self._edit.edited.connect(self._on_edited)
        self._remove.clicked.connect(self.removed)
        self.show_media(media)

    def show_media(self, media: MediaRow) -> None:
        self._media = media
        self._picture.show_media(media)
        self._edit.show_text(media.alt)
        self._say()

    def media(self) -> MediaRow:
        """The picture with its description as it is now."""
        return replace(self._media, alt=self._edit.text())

    def focus(self) -> None:
        self._edit.setFocus()

    def _lay_out(self) -> None:
        heading, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        heading.setSpacing(5)
        heading.addWidget(self._label)
        heading.addWidget(self._required)
        heading.addStretch(1)
        foot.addWidget(self._size, 1)
        foot.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        column.setSpacing(5)
        column.addLayout(heading)
        column.addWidget(self._edit)
        column.addLayout(foot)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(14)
        self._box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(column, 1)

    def _say(self) -> None:
        count, media = len(self._edit.text()), self._media
        missing, over = not self._edit.text().strip(), count > LONGEST
        size = tr("{count:,} of {most:,}. {name}, {width} × {height}, {size}").format(
            count=count,
            most=LONGEST,
            name=media.name,
            width=media.width,
            height=media.height,
            size=weight(media.size),
        )
        if over:
            size = f"{tr('{n:,} characters too long.').format(n=count - LONGEST)} {size}"
        self._size.setText(size)
        self._required.setVisible(missing)
        self._edit.set_wrong(over)

    def _on_edited(self) -> None:
        self._say()
        self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(430)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)


def weight(size: int) -> str:
    """`412 kB`, `1.4 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000)):,} kB"
