"""A text with what changed in it: coloured, and struck through or underlined as well, so never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.labels import named, shown


class Piece(Protocol):
    """`kind`: same, gone, new, or link (only coloured)."""

    @property
    def text(self) -> str: ...

    @property
    def kind(self) -> str: ...


class ChangedText(QWidget):
    """Shows pieces as one paragraph of plain text. `change` says in words what the colours show."""

    def __init__(self, parent: QWidget | None = None, *, size: float = 15) -> None:
        super().__init__(parent)
        self._size = size
        self._pieces: tuple[tuple[str, str], ...] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pieces(self, pieces: Sequence[Piece], change: str = "") -> None:
        self._pieces = tuple((shown(piece.text), piece.kind) for piece in pieces)
        named(self, self.words(), change)
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return "".join(text for text, _ in self._pieces)

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.words().replace("\n", "\u2028"), theme.font(self._size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height() * 1.2
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made: list[QTextLayout.FormatRange] = []
        start = 0
        for text, kind in self._pieces:
            units = len(text.encode("utf-16-le", "replace")) // 2
            if kind != "same":
                made.append(self._format(start, units, kind))
            start += units
        return made

    def _format(self, start: int, length: int, kind: str) -> QTextLayout.FormatRange:
        span = QTextLayout.FormatRange()
        span.start, span.length = start, length
        shape = QTextCharFormat()
        if kind == "link":
            shape.setForeground(theme.colour("accent"))
            span.format = shape
            return span
        face = theme.font(self._size, 600 if kind == "new" else 400)
        face.setStrikeOut(kind == "gone")
        face.setUnderline(kind == "new")
        shape.setFont(face)
        shape.setForeground(theme.colour("ok" if kind == "new" else "bad"))
        shape.setBackground(theme.colour("ok_soft" if kind == "new" else "bad_soft"))
        span.format = shape
        return span

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Counted once for each width: a page asks many times."""
        if width not in self._heights:
            self._heights[width] = self._counted(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def _counted(self, width: int) -> int:
        layout = self._laid_out(width)
        if not layout.lineCount():
            return theme.px(self._size * 1.3)
        last = layout.lineAt(layout.lineCount() - 1)
        return round(last.y() + last.height() + 1)

    def sizeHint(self) -> QSize:
        width = theme.px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))
