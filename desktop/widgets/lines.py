"""Typesetting: words into lines with room to breathe between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

LEADING = 1.18
"""Times the font's own line height: about 1.4 times the letters, as on paper."""
NO_LIMIT = 1_000_000


def layout_of(text: str, face: QFont, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QTextLayout:
    """Plain words ready to be set; line breaks in them stay."""
    made = QTextLayout(text.replace("\r\n", "\n").replace("\n", "\u2028"), face)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.setCacheEnabled(True)
    return made


def set_lines(made: QTextLayout, width: float, leading: float = LEADING, most: int = NO_LIMIT) -> float:
    """Sets at most so many lines of a width; returns the height that they take."""
    made.beginLayout()
    top, bottom = 0.0, 0.0
    while made.lineCount() < most:
        line = made.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        gap = line.height() * (leading - 1)
        line.setPosition(QPointF(0, top + gap / 2))
        bottom = top + line.height() + gap
        top = bottom
    made.endLayout()
    return bottom
