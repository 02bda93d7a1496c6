"""What widgets and list rows draw alike: pills, platform badges, avatars, key caps, and words on a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from desktop.widgets import theme
from desktop.widgets.labels import shown
from desktop.widgets.palette import avatar_colour, platform_of

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def rounded(
    painter: QPainter, box: QRectF, radius: float, fill: QColor | str, edge: QColor | str | None = None
) -> None:
    """A rounded box, its one-pixel edge drawn inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill))
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(QColor(edge), 1))
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def pill_ground(painter: QPainter, box: QRectF, tone: str) -> None:
    """What a pill stands on; with high contrast it has an edge as well."""
    tokens = theme.tokens()
    edge = tokens.of(tone) if tokens.name.startswith("contrast") else None
    rounded(painter, box, box.height() / 2, tokens.soft(tone), edge)


def pill_size(text: str) -> QSizeF:
    metrics = QFontMetricsF(theme.font(theme.SECONDARY, 600))
    return QSizeF(metrics.horizontalAdvance(shown(text)) + theme.px(20), metrics.height() + theme.px(6))


def pill(painter: QPainter, box: QRectF, text: str, tone: str) -> None:
    """A pill that fills its box."""
    pill_ground(painter, box, tone)
    words(painter, box, text, theme.font(theme.SECONDARY, 600), theme.tokens().of(tone), CENTRE)


def badge(painter: QPainter, box: QRectF, platform: str) -> None:
    """The platform's letter on its colour."""
    letter, ground = platform_of(platform)
    edge = theme.tokens().line if theme.tokens().dark else None
    rounded(painter, box, box.height() * 0.27, ground, edge)
    face = theme.font(11, 700)
    face.setPixelSize(max(7, round(box.height() * 0.6)))
    words(painter, box, letter, face, "#ffffff", CENTRE)


def avatar(painter: QPainter, box: QRectF, initials: str, seed: str = "") -> None:
    """A person's initials in a circle."""
    rounded(painter, box, box.height() / 2, avatar_colour(seed or initials))
    face = theme.font(11, 700)
    face.setPixelSize(max(7, round(box.height() * 0.42)))
    words(painter, box, initials[:3], face, "#ffffff", CENTRE)


def keycap_size(keys: str) -> QSizeF:
    metrics = QFontMetricsF(theme.font(theme.SMALL, 600))
    return QSizeF(metrics.horizontalAdvance(keys) + theme.px(11), metrics.height() + theme.px(3))


def keycap(painter: QPainter, box: QRectF, keys: str, ink: QColor | str) -> None:
    """A shortcut as a small key."""
    tint = QColor(ink)
    edge = QColor(tint)
    edge.setAlphaF(0.6)
    rounded(painter, box, 4, QColor(0, 0, 0, 0), edge)
    words(painter, box, keys, theme.font(theme.SMALL, 600), tint, CENTRE)


def width(text: str, face: QFont) -> float:
    """How wide one line of plain words is."""
    return QFontMetricsF(face).horizontalAdvance(shown(text))


def words(
    painter: QPainter, box: QRectF, text: str, face: QFont, ink: QColor | str, align: Qt.AlignmentFlag = LEFT
) -> None:
    """One line of plain words, shortened with an ellipsis when it does not fit."""
    painter.save()
    painter.setFont(face)
    painter.setPen(QColor(ink))
    one_line = " ".join(shown(text[:500]).split())
    fitting = QFontMetricsF(face).elidedText(one_line, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.drawText(box, align | Qt.TextFlag.TextSingleLine, fitting)
    painter.restore()


def lines(
    text: str, face: QFont, width: float, most: int, bold: tuple[tuple[int, int], ...] = ()
) -> QTextLayout:
    """Words laid out over at most so many lines; `bold` spans (start, length) in the heavy weight."""
    flat = " ".join(shown(text[:2000]).split()) if not bold else text
    layout = QTextLayout(flat, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_bold_span(start, length, face) for start, length in bold])
    layout.beginLayout()
    top = 0.0
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width if number < most - 1 else 100_000)
        if number == most - 1 and line.naturalTextWidth() > width:
            return _ended(layout, line.textStart(), face, width, most, bold)
        line.setPosition(QPointF(0, top))
        top += line.height() * 1.12
    layout.endLayout()
    return layout


def _ended(
    layout: QTextLayout, start: int, face: QFont, width: float, most: int, bold: tuple[tuple[int, int], ...]
) -> QTextLayout:
    """The same words, the last line cut with an ellipsis."""
    layout.endLayout()
    text = layout.text()
    heavy = QFont(face)
    heavy.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(heavy if bold else face)
    last = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
    cut = len(text[:start] + last)
    spans = tuple((s, min(n, cut - s)) for s, n in bold if s < cut)
    return lines(text[:start] + last, face, width + 2, most, spans or ((0, 0),))


def _bold_span(start: int, length: int, face: QFont) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length = start, length
    heavy = QFont(face)
    heavy.setWeight(QFont.Weight.DemiBold)
    span.format.setFont(heavy)
    return span
