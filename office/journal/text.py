"""Text is made regular once, at the boundary, and what came of it is what is digested, shown and sent.

Qt's text widgets change no-break spaces, U+2028 and lone surrogates by themselves; what has been through here they
leave alone. Joiners, variation selectors and tags stay: emoji and the flags of Scotland, Wales and England need them.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 100_000
"""Characters. Far above any platform's; an enormous paste is refused before it costs anything."""

_STEPS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("half-characters", re.compile("[\ud800-\udfff]"), ""),
    ("line-ends", re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]"), "\n"),
    ("tabs", re.compile("\t"), " "),
    ("control-characters", re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f]"), ""),
    ("byte-order-marks", re.compile("\ufeff"), ""),
    ("direction-controls", re.compile("[\u202a-\u202e\u2066-\u2069]"), ""),
    ("no-break-spaces", re.compile("[\u00a0\u202f]"), " "),
)
_TRAILING = re.compile(r" +(?=\n|\Z)")

CHANGES = (*(code for code, _, _ in _STEPS), "composed", "trailing-spaces")
"""Every code that `normalise` can return, in the order in which it works."""


class TextTooLong(ValueError):
    """`length` is the text's, or at least that much; the limit is LIMIT."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"The text has {length:,} characters; {LIMIT:,} is the most that can be worked with."
        )
        self.length = length


def normalise(text: str) -> tuple[str, tuple[str, ...]]:
    """The regular text, and the codes of what was changed (CHANGES). Doing it twice changes nothing more.

    Raises TextTooLong.
    """
    if len(text) > 2 * LIMIT:
        raise TextTooLong(len(text))
    text = _paired(text)
    changes = []
    for code, pattern, replacement in _STEPS:
        text, count = pattern.subn(replacement, text)
        if count:
            changes.append(code)
    for code, regular in (("composed", unicodedata.normalize("NFC", text)), ("trailing-spaces", None)):
        made = _TRAILING.sub("", text) if regular is None else regular
        if made != text:
            text = made
            changes.append(code)
    if len(text) > LIMIT:
        raise TextTooLong(len(text))
    return text, tuple(changes)


def _paired(text: str) -> str:
    """Two halves that belong together, as JSON and Qt may hand them over, are one character."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return re.sub("[\ud800-\udbff][\udc00-\udfff]", _pair, text)


def _pair(match: re.Match[str]) -> str:
    return match[0].encode("utf-16-be", "surrogatepass").decode("utf-16-be")
