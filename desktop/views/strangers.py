"""Strangers' words made safe to look at: no hidden direction marks, no towers of accents, never more than a screen."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ENOUGH = 2_000
"""Characters that are shown at first, at most; the rest after "Show all"."""
SCREEN = 1_000
"""And no more than fill a dozen lines: an emoji takes the room of two letters, a line break that of a line."""
AT_MOST = 40_000
"""And no more than this ever: nobody reads further, and laying it out would stall the window."""

# Embeddings, overrides, isolates and marks of direction; zero-width blanks, soft hyphens, tags; U+200D joins emoji and stays.
_HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u180e\U000e0001-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
_LINES = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_BLANK_LINES = re.compile("\n{4,}")
_ACCENTS = 3
_FIRST_STRONG, _POP = "\u2068", "\u2069"


@dataclass(frozen=True)
class Shown:
    """`hidden`: signs that were left out. `more`: characters that "Show all" would add."""

    text: str
    hidden: int = 0
    more: int = 0


def shown(text: str, enough: int = ENOUGH) -> Shown:
    """The text as a screen shows it: isolated, so that its direction does not spill over what stands around it."""
    enough = min(enough, AT_MOST)
    head = text[:enough] if enough > ENOUGH else text[: min(enough, _screenful(text[:enough]))]
    cut = len(text) - len(head)
    plain, hidden = _cleaned(head)
    plain = _BLANK_LINES.sub("\n\n\n", plain).strip("\n")
    return Shown(f"{_FIRST_STRONG}{plain}{'…' if cut else ''}{_POP}", hidden, cut)


def one_line(text: str, enough: int = 280) -> str:
    """The beginning of the text without line breaks, for a row in a list."""
    plain, _ = _cleaned(text[: enough * 2])
    joined = " ".join(plain.split())
    short = joined if len(joined) <= enough else f"{joined[:enough]}…"
    return f"{_FIRST_STRONG}{short}{_POP}"


def _screenful(text: str) -> int:
    """How many characters of the text fill a screen."""
    room = SCREEN
    for number, sign in enumerate(text):
        room -= 80 if sign in "\n\r\u2028\u2029" else 1 if sign < "\u1100" else 2
        if room <= 0:
            return number + 1
    return len(text)


def _cleaned(text: str) -> tuple[str, int]:
    text = _LINES.sub("\n", text)
    plain, hidden = _HIDDEN.subn("", text)
    plain, controls = _CONTROL.subn("\ufffd", plain)
    plain, accents = _levelled(plain)
    return plain, hidden + controls + accents


def _levelled(text: str) -> tuple[str, int]:
    """At most three accents on a letter: more of them are drawn over the lines above and below."""
    if text.isascii():
        return text, 0
    out: list[str] = []
    run = dropped = 0
    for sign in text:
        run = run + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if run > _ACCENTS and not "\ufe00" <= sign <= "\ufe0f":
            dropped += 1
            continue
        out.append(sign)
    return "".join(out), dropped
