"""A sentence with some words in bold, plain text all the same: nothing in it can become markup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.labels import shown
from desktop.widgets.lines import LEADING, NO_LIMIT, layout_of, set_lines

Piece = tuple[str, bool]
"""Words, and whether they are bold."""


class Emphasis(QWidget):
    """Shows pieces one after another, wrapping like a paragraph. `ink` names a token."""

    def __init__(
        self,
        pieces: Sequence[Piece] = (),
        parent: QWidget | None = None,
        *,
        size: float = theme.BODY,
        ink: str = "ink",
        bold_ink: str = "",
        leading: float = LEADING,
    ) -> None:
        super().__init__(parent)
        self._size, self._ink, self._bold_ink, self._leading = size, ink, bold_ink or ink, leading
        self._pieces: tuple[Piece, ...] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_pieces(pieces)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple((shown(text), bold) for text, bold in pieces if text)
        self.setAccessibleName(self.words())
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return "".join(text for text, _ in self._pieces)

    def _layout(self, width: float) -> QTextLayout:
        return laid_out(self._pieces, width, self._size, (self._ink, self._bold_ink), self._leading)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Counted once for each width: a page asks many times."""
        if width not in self._heights:
            self._heights[width] = _height(self._layout(width))
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        layout = self._layout(theme.px(420))
        return QSize(
            round(layout.maximumWidth()) + 1 if layout.lineCount() == 1 else theme.px(420), _height(layout)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._ink))
        self._layout(self.width()).draw(painter, QPointF(0, 0))


def laid_out(
    pieces: Sequence[Piece],
    width: float,
    size: float,
    inks: tuple[str, str],
    leading: float = LEADING,
    most: int = 0,
) -> QTextLayout:
    """The pieces over lines of a width; `inks` are the tokens for plain and bold words; `most` lines if given."""
    layout = layout_of("".join(words for words, _ in pieces), theme.font(size))
    layout.setFormats(_formats(pieces, size, inks))
    set_lines(layout, width, leading, most or NO_LIMIT)
    return layout


def _formats(pieces: Sequence[Piece], size: float, inks: tuple[str, str]) -> list[QTextLayout.FormatRange]:
    made: list[QTextLayout.FormatRange] = []
    start = 0
    for words, bold in pieces:
        units = len(words.encode("utf-16-le")) // 2
        span = QTextLayout.FormatRange()
        span.start, span.length = start, units
        face: QFont = theme.font(size, 600 if bold else 400)
        span.format.setFont(face)
        span.format.setForeground(QColor(theme.colour(inks[1] if bold else inks[0])))
        made.append(span)
        start += units
    return made


def _height(layout: QTextLayout) -> int:
    """With the same room under the last line as over the first."""
    if layout.lineCount() == 0:
        return 0
    last = layout.lineAt(layout.lineCount() - 1)
    return round(last.y() + last.height() + layout.lineAt(0).y() + 0.5)
