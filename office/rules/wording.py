"""Wording: sentences, hashtags, emoji and letters of a text. Pure questions; office.rules.checks asks them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from office.rules.links import without_links

_ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|etc|approx|mr|mrs|ms|dr|prof|st|no|vs)\.(?=\s)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]+[)\]'\"’”]*(?=\s|\Z)|\n+")
_HASHTAG = re.compile(r"(?<![\w&/#])[#＃](\w*[^\W\d_]\w*)")
_RUNS = re.compile(r"[^\W\d_]+|\d+")
_LONGEST_TAG = 60

# Characters that are emoji by themselves, those that become one with U+FE0F, flags and keycaps (Unicode, emoji-data.txt).
_ITSELF = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
_PICTURE = f"(?:[{_ITSELF}]|[\u00a9\u00ae\u203c-\u3299](?=\ufe0f))\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_EMOJI = re.compile(
    f"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}(?:\u200d{_PICTURE}|\u200d[\u2640\u2642\u2695]\ufe0f?)*"
)
_FANCY = re.compile(
    "[\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189\u24b6-\u24e9"
    "\uff21-\uff3a\uff41-\uff5a\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2134]"
)


def sentences(text: str) -> list[str]:
    """The sentences, without links; a line break ends one."""
    plain = _ABBREVIATIONS.sub(lambda m: m[0][:-1], without_links(text))
    return [s.strip() for s in _SENTENCE_END.split(plain) if s and s.strip()]


def words(sentence: str) -> int:
    """How many words: what holds a letter or a digit."""
    return sum(any(c.isalnum() for c in w) for w in sentence.split())


def hashtags(text: str) -> list[str]:
    """The hashtags, without their signs."""
    return _HASHTAG.findall(without_links(text))


def tail(text: str) -> str:
    """What is left when the hashtags and links at the end are taken away."""
    plain = without_links(text).rstrip()
    while (found := list(_HASHTAG.finditer(plain))) and found[-1].end() == len(plain):
        plain = plain[: found[-1].start()].rstrip()
    return plain


def with_capitals(tag: str, known: frozenset[str]) -> str | None:
    """How a hashtag should be written so that a screen reader says its words: None: it is well as it is;
    "": it is not, but its words cannot be guessed from the `known` ones."""
    letters = [c for c in tag if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if upper == len(letters) and len(letters) <= 6:
        return None  # an abbreviation, as NHS
    if letters[0].isupper() and 1 < upper < len(letters):
        return None
    guess = _guess(tag.lower(), known)
    if letters[0].isupper() and upper == 1:
        several = sum(c.isupper() for c in guess) > 1
        return guess if several else None
    if upper and upper < len(letters):
        return tag[0].upper() + tag[1:]
    return guess


def _guess(tag: str, known: frozenset[str]) -> str:
    """The tag with a capital on each word; "" when it is not made of known words and numbers."""
    if len(tag) > _LONGEST_TAG:
        return ""
    made = [run if run.isdigit() else _taken_apart(run, known) for run in _RUNS.findall(tag)]
    return "".join(made) if all(made) else ""


@cache
def _taken_apart(run: str, known: frozenset[str]) -> str:
    """The fewest known words that make up the run, each with a capital; "" if none do."""
    best: list[list[str] | None] = [[], *([None] * len(run))]
    for end in range(1, len(run) + 1):
        for start in range(end):
            before = best[start]
            if before is not None and run[start:end] in known:
                here = best[end]
                if here is None or len(before) + 1 < len(here):
                    best[end] = [*before, run[start:end]]
    return "".join(w.capitalize() for w in best[-1] or [])


def emoji(text: str) -> list[str]:
    """The emoji, each as one, however many code points it is made of."""
    return _EMOJI.findall(text)


def fancy(text: str) -> tuple[str, str]:
    """Letters that only look like letters (a screen reader spells them out or skips them), and the plain ones."""
    found = "".join(_FANCY.findall(text))
    plain = "".join(unicodedata.normalize("NFKC", c) for c in found)
    return found, plain


def shouted(text: str) -> list[str]:
    """Runs of three or more words all in capitals; abbreviations alone are not that long."""
    found = re.findall(r"(?<!\w)[A-Z]{2,}(?:[ ,'’-]+[A-Z]{2,}){2,}(?!\w)", without_links(text))
    return [f for f in found if sum(c.isalpha() for c in f) >= 12]
