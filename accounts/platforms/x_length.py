"""How long a text is for X: weighted characters, where an address counts 23 and an emoji 2.

The numbers are in resources/platforms/x.toml; how addresses are found follows X's twitter-text. Where X's rule is
not certain, the longer count is taken: a text that fits here fits there. The names that X puts in front of a reply
by itself are not counted by X; names written in the text are, and so they are here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from accounts.platform import Measured
from accounts.platforms.x_limits import top_level_domains, x_limits

# X takes addresses of up to 4,096 characters, of which twelve fit: nothing longer than this can fit at all.
_LONGEST = 60_000
_WORD = r"[\p{L}\p{M}\p{N}]"
_LABEL = rf"{_WORD}(?:(?:{_WORD}|[_-])*{_WORD})?"
_PLAIN = r"[A-Za-z0-9\u00c0-\u024f]"
_PLAIN_LABEL = rf"{_PLAIN}(?:(?:{_PLAIN}|[_-])*{_PLAIN})?"
_PATH = r"[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
_TAIL = (
    rf"(?P<port>:[0-9]+)?(?P<path>/(?:{_PATH}|\((?:{_PATH}|\({_PATH}*\))*\))*+)?"
    r"(?P<query>\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*+)?"
)
_ADDRESS = regex.compile(
    rf"(?<![A-Za-z0-9@＠$#＃])(?:(?P<scheme>https?://)(?P<domain>(?>{_LABEL}(?:\.{_LABEL})+))"
    rf"|(?<![-_./\u00c0-\u024f])(?P<domain>(?>{_PLAIN_LABEL}(?:\.{_PLAIN_LABEL})+)))(?![0-9A-Za-z@+-]){_TAIL}",
    regex.IGNORECASE,
)
_ASCII_START = regex.compile(r"[a-z]+(?=_|[^\x00-\x7f])")
_PATH_END = regex.compile(r"[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff=_#/+)-]")
_QUERY_END = regex.compile(r"[A-Za-z0-9_&=#/-]")

_ONE = (
    r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|[©®™♟]\ufe0f|\p{Emoji_Presentation}(?!\ufe0e)"
    r"|[\p{Extended_Pictographic}--\p{Emoji_Presentation}--[©®™♟]](?!\ufe0e)\ufe0f?)"
)
_EMOJI = regex.compile(
    r"\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
    # The three flags made of tags: England, Scotland, Wales.
    r"|\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    r"|\U000e0077\U000e006c\U000e0073)\U000e007f"
    # Joined emoji: people with each other or a thing, a gender, and the few pairs there are. Others count apart.
    rf"|[👨👩🧑]\p{{Emoji_Modifier}}?(?:\u200d{_ONE}){{1,3}}|🫱\p{{Emoji_Modifier}}\u200d🫲\p{{Emoji_Modifier}}"
    rf"|{_ONE}(?:\u200d[♀♂⚧]\ufe0f?)?(?:\u200d➡\ufe0f?)?"
    r"(?:(?<=[🏳🏴❤😮😵😶👁🐕🐈🐻🐦🙂🍋🍄⛓]\ufe0f?)\u200d[🌈☠🔥🩹💨💫🌫🗨🦺⬛❄↔↕🟩🟫💥]\ufe0f?)?",
    regex.VERSION1,
)


def measure(text: str) -> Measured:
    return Measured(weighted_length(text), x_limits().length)


def weighted_length(text: str) -> int:
    """Weighted characters, as X counts them after normalising the text (NFC, one kind of line end)."""
    limits = x_limits()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    weight, at = 0, 0
    for start, end, counted in _addresses(text) if len(text) <= _LONGEST else ():
        weight += _weight(text[at:start]) + counted * limits.scale
        at = end
    return (weight + _weight(text[at:])) // limits.scale


def _addresses(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and counted length of each address in the text."""
    if "." not in text:
        return
    limits = x_limits()
    for found in _ADDRESS.finditer(text):
        known = _known_domain(found["domain"])
        if known == found["domain"]:
            end = _end(found)
        elif known:
            end = found.start("domain") + len(known)
        elif found["scheme"]:
            # X may not know this top-level domain, and would count it letter by letter: take the longer.
            end = _end(found)
            yield found.start(), end, max(limits.url_length, _weight(found[0]) // limits.scale)
            continue
        else:
            continue
        yield found.start(), end, limits.url_length


def _known_domain(domain: str) -> str:
    """The longest start of it that ends in a top-level domain: "www.gov.uk.Then" is www.gov.uk and a word."""
    labels = domain.split(".")
    while len(labels) > 1:
        last = labels[-1].lower()
        if last in top_level_domains() or last.startswith("xn--"):
            return ".".join(labels)
        plain = _ASCII_START.match(last)
        if plain and plain[0] in top_level_domains():
            return ".".join([*labels[:-1], labels[-1][: plain.end()]])
        labels.pop()
    return ""


def _end(found: regex.Match[str]) -> int:
    """Where an address ends: punctuation at its end belongs to the sentence, and a bare name ends it without a path."""
    end: int = found.end("domain")
    if not found["scheme"] and not found["path"]:
        return end
    end = found.end("port") if found["port"] else end
    if path := found["path"]:
        kept = _trimmed(path, _PATH_END)
        end = found.start("path") + len(kept)
        if kept != path:
            return end
    if query := found["query"]:
        kept = _trimmed(query, _QUERY_END)
        end += len(kept) if len(kept) > 1 else 0
    return end


def _trimmed(text: str, allowed: regex.Pattern[str]) -> str:
    end = len(text)
    while end and not allowed.match(text, end - 1):
        end -= 1
    return text[:end]


def _weight(text: str) -> int:
    """The weight, in hundredths, of text in which there is no address."""
    limits = x_limits()
    if text.isascii():
        return len(text) * limits.scale
    weight, at = 0, 0
    for found in _EMOJI.finditer(text):
        weight += sum(map(_character_weight, text[at : found.start()])) + limits.emoji_weight
        at = found.end()
    return weight + sum(map(_character_weight, text[at:]))


def _character_weight(character: str) -> int:
    point = ord(character)
    for first, last, weight in x_limits().ranges:
        if first <= point <= last:
            return weight
    return x_limits().default_weight
