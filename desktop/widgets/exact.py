"""A text beside Qt's picture of it: what nobody edited comes back exactly as it was given.

Qt's text widgets turn U+2028 into a line, no-break spaces into spaces and drop lone surrogates when they are asked
for their text. So the original is kept here, and each edit is applied to it at its own place.
"""

from __future__ import annotations

import re

_LONE = re.compile("[\ud800-\udfff]")


class ExactText:
    """Positions and lengths are UTF-16 units, as Qt counts them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def text(self) -> str:
        return self._text

    @property
    def shown(self) -> str:
        """What to give to Qt: of the same length, with a mark where half a character stands alone."""
        return _LONE.sub("\ufffd", self._text)

    def edited(self, position: int, removed: int, added: int, raw: str) -> None:
        """One change in Qt's document, which now holds `raw` (QTextDocument.toRawText)."""
        # Qt shows CR LF as one sign: with the first edit it becomes one here too.
        units, now = _units(self._text.replace("\r\n", "\n")), _units(raw)
        removed = min(removed, len(units) // 2 - position)
        new = now[2 * position : 2 * (position + added)]
        text = _text(units[: 2 * position] + _units(_typed(_text(new))) + units[2 * (position + removed) :])
        self._text = text if _as_qt(text) == _as_qt(raw) else _typed(raw)


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _text(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")


def _typed(raw: str) -> str:
    """Qt writes a new line as a paragraph separator."""
    return raw.replace("\u2029", "\n").replace("\ufdd0", "\n").replace("\ufdd1", "\n")


def _as_qt(text: str) -> str:
    """The two texts are the same to Qt."""
    return _LONE.sub("\ufffd", re.sub("[\r\n]", "\u2029", text))
