"""The screen's language: every word passes here, so that Welsh costs the same as English."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

CONTEXT = "despatch"


def mark(text: str) -> str:
    """Marks words that are translated when they are said: for tables made before the language is known."""
    return text


_NUMBERS = (
    mark("no"),
    mark("one"),
    mark("two"),
    mark("three"),
    mark("four"),
    mark("five"),
    mark("six"),
    mark("seven"),
    mark("eight"),
    mark("nine"),
    mark("ten"),
    mark("eleven"),
    mark("twelve"),
)


def tr(text: str) -> str:
    """The words in the language of the screen."""
    return QCoreApplication.translate(CONTEXT, text)


def plural(count: int, one: str, many: str) -> str:
    """`plural(3, "{n} post", "{n} posts")`: the number stands where `{n}` is."""
    return tr(one if count == 1 else many).replace("{n}", f"{count:,}")


def number_word(count: int) -> str:
    """Small numbers as words, as in a sentence."""
    return tr(_NUMBERS[count]) if 0 <= count < len(_NUMBERS) else f"{count:,}"


def joined(words: Sequence[str], last: str = "") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last or tr('and')} {words[-1]}"


def sentence_case(text: str) -> str:
    """The first letter big, the others as they are."""
    return text[:1].upper() + text[1:]
