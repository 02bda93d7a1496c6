"""What changed between two texts, word by word. No Qt: the screens only colour and underline what this says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new", "link"]

# A link, a word (with its hash or at sign, apostrophes and hyphens), one line break, other space, or one other sign.
_WORD = re.compile(
    r"https?://\S+|[#@]?\w+(?:['’.\-]\w+)*|\r\n|[\r\n\u2028\u2029]|[^\S\r\n\u2028\u2029]+|.", re.DOTALL
)

# Comparing grows with the product of both lengths: beyond this many words lines are compared, and beyond it again all.
MANY = 3_000


@dataclass(frozen=True)
class Span:
    text: str
    kind: Kind


Spans = tuple[Span, ...]


def words(text: str) -> list[str]:
    """The text in pieces; joined again they are the text exactly."""
    return _WORD.findall(text)


def compare(before: str, after: str) -> tuple[Spans, Spans]:
    """The two texts as spans: what is gone from the first, what is new in the second."""
    if before == after:
        same = (Span(before, "same"),) if before else ()
        return same, same
    for split in (words, lambda text: text.splitlines(keepends=True)):
        old, new = split(before), split(after)
        if len(old) <= MANY and len(new) <= MANY:
            return _compared(old, new)
    return _compared([before] if before else [], [after] if after else [])


def differing(one: str, other: str) -> int:
    """By how many characters two texts differ: of each changed piece the longer side counts."""
    if one == other:
        return 0
    start = _shared_start(one, other)
    end = _shared_start(one[start:][::-1], other[start:][::-1])
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if not one or not other or max(len(one), len(other)) > MANY:
        return max(len(one), len(other))
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in codes if kind != "equal")


def summary(before: str, after: str) -> str:
    """The change in words, for somebody who does not see colours or strokes."""
    old, new = compare(before, after)
    gone = [span.text.strip() for span in old if span.kind == "gone" and span.text.strip()]
    added = [span.text.strip() for span in new if span.kind == "new" and span.text.strip()]
    told = [f"Removed: {'; '.join(gone)}."] if gone else []
    told += [f"Added: {'; '.join(added)}."] if added else []
    return " ".join(told)


def _shared_start(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _compared(old: Sequence[str], new: Sequence[str]) -> tuple[Spans, Spans]:
    before: list[Span] = []
    after: list[Span] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        before.append(Span("".join(old[a:b]), "same" if same else "gone"))
        after.append(Span("".join(new[c:d]), "same" if same else "new"))
    return _joined(before), _joined(after)


def _joined(spans: list[Span]) -> Spans:
    """Changed words with only a blank between them are read as one change; empty pieces are left out."""
    out: list[Span] = []
    full = [span for span in spans if span.text]
    for number, span in enumerate(full):
        beside = full[number + 1].kind if number + 1 < len(full) else "same"
        blank = span.kind == "same" and not span.text.strip(" \u00a0")
        kind = beside if blank and out and out[-1].kind == beside != "same" else span.kind
        if out and out[-1].kind == kind:
            out[-1] = Span(out[-1].text + span.text, kind)
        else:
            out.append(Span(span.text, kind))
    return tuple(out)
