"""How an entry is drawn in the Record: when, who, what with its bold words, and its pill."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop import times
from desktop.phrases_record import act
from desktop.widgets import paint, theme
from desktop.widgets.emphasis import laid_out
from desktop.widgets.rows import RowDelegate
from office.rows import EntryRow


class EntryDelegate(RowDelegate):
    """Two lines of words at most; a narrow list says who within the words."""

    HEIGHT = 52

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def paint_row(self, painter: QPainter, box: QRectF, row: EntryRow) -> None:
        said = act(row)
        inside = box.adjusted(16, 0, -12, -1)
        narrow = box.width() < theme.px(560)
        at = self._when(row)
        face = theme.font(13.5, digits=True)
        paint.words(
            painter,
            QRectF(inside.left(), inside.top(), theme.px(80), inside.height()),
            at,
            face,
            theme.colour("ink2"),
        )
        left = inside.left() + theme.px(86)
        pieces = said.pieces
        if narrow:
            pieces = ((f"{said.who} ", False), *pieces)
        else:
            who = QRectF(left, inside.top(), theme.px(110), inside.height())
            paint.words(painter, who, said.who, theme.font(13.5), theme.colour("ink2"))
            left += theme.px(120)
        size = paint.pill_size(said.pill)
        aside = max(size.width(), theme.px(84))
        pill = QRectF(
            inside.right() - aside, inside.center().y() - size.height() / 2, size.width(), size.height()
        )
        paint.pill(painter, pill, said.pill, said.tone)
        self._paint_words(
            painter, QRectF(left, inside.top(), inside.right() - aside - 14 - left, inside.height()), pieces
        )

    def _paint_words(self, painter: QPainter, room: QRectF, pieces: tuple[tuple[str, bool], ...]) -> None:
        inks = ("ink", "ink")
        layout = laid_out(pieces, room.width(), 13.5, inks, 1.12, 3)
        if layout.lineCount() > 2:
            cut = layout.lineAt(2).textStart()
            layout = laid_out(_cut(pieces, cut), room.width(), 13.5, inks, 1.12, 2)
        last = layout.lineAt(layout.lineCount() - 1)
        tall = last.y() + last.height()
        layout.draw(painter, QPointF(room.left(), room.center().y() - tall / 2))

    def _when(self, row: EntryRow) -> str:
        if self.now is None:
            return times.short(row.at, row.at)
        if times.local(row.at).date() == times.local(self.now).date():
            return times.clock(row.at, seconds=True)
        return times.short(row.at, self.now)


def _cut(pieces: tuple[tuple[str, bool], ...], at: int) -> tuple[tuple[str, bool], ...]:
    """The pieces up to a place, with an ellipsis for the rest."""
    made: list[tuple[str, bool]] = []
    for text, bold in pieces:
        if at <= 0:
            break
        made.append((text[:at], bold))
        at -= len(text)
    if made:
        text, bold = made[-1]
        made[-1] = (text.rstrip()[:-1] + "…", bold)
    return tuple(made)
