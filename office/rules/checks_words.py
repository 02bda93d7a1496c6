"""The linter's checks of words and pictures."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from office.rules import links as addresses
from office.rules import personal, wording
from office.rules.draft import CheckFacts, Found, warning
from office.rules.numbers import CheckNumbers
from office.rules.refusal import Refusal

_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|heic|tiff?)|(?:img|dsc|image|screenshot)[ _-]?\d+", re.IGNORECASE
)
PERSONAL = {
    "insurance-number": "check.insurance-number",
    "phone": "check.phone",
    "e-mail": "check.e-mail",
    "postcode": "check.postcode",
}
_COMPARED = 2_000
"""Characters of a text that are compared with another's."""


def alt(facts: CheckFacts, _numbers: CheckNumbers) -> Found:
    """Public Sector Equality Duty; GCS accessible communications: pictures are described. Same code as the gate's."""
    if not any(p.pictures for p in facts.parts):
        return None
    found = []
    for part, where in facts.each():
        bare = sum(1 for p in part.pictures if not p.alt.strip())
        if bare:
            found.append(Refusal("content.no-alt", {**where, "images": bare}))
        for picture in part.pictures:
            length = len(picture.alt)
            if part.alt_limit and length > part.alt_limit:
                told = {**where, "length": length, "limit": part.alt_limit}
                found.append(Refusal("check.alt-too-long", told))
            if _is_file_name(picture.alt.strip(), picture.name):
                found.append(warning("check.alt-file-name", where, {"found": picture.alt.strip()}))
    return tuple(found)


def _is_file_name(words: str, name: str) -> bool:
    return bool(words) and (words == name or _FILE_NAME.fullmatch(words) is not None)


def length(facts: CheckFacts, _numbers: CheckNumbers) -> Found:
    """It fits what the platform takes. Same code as the gate's."""
    if not any(p.limit for p in facts.parts):
        return None
    return tuple(
        Refusal(
            "content.too-long",
            {
                **where,
                "length": part.length,
                "limit": part.limit,
                "over": part.length - part.limit,
                "unit": part.unit,
            },
        )
        for part, where in facts.each()
        if part.limit and part.length > part.limit
    )


def sentence(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """GCS accessible communications: 25 words a sentence."""
    if not facts.text.strip():
        return None
    return tuple(
        warning("check.sentence", where, {"words": count, "most": numbers.sentence_words, "found": said})
        for part, where in facts.each()
        for said in wording.sentences(part.text)
        if (count := wording.words(said)) > numbers.sentence_words
    )


def hashtags(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """A capital on each word, so that a screen reader reads words; two at most, and at the end."""
    if not wording.hashtags(facts.text):
        return None
    found = []
    for part, where in facts.each():
        tags = wording.hashtags(part.text)
        for tag in tags:
            better = wording.with_capitals(tag, numbers.words)
            if better:
                told = {"found": f"#{tag}", "instead": f"#{better}"}
                found.append(warning("check.hashtag-capitals", where, told))
            elif better is not None:
                found.append(warning("check.hashtag-one-word", where, {"found": f"#{tag}"}))
        if len(tags) > numbers.hashtags:
            found.append(
                warning("check.hashtag-count", where, {"count": len(tags), "most": numbers.hashtags})
            )
        inside = wording.hashtags(wording.tail(part.text))
        if inside:
            found.append(warning("check.hashtag-place", where, {"found": f"#{inside[0]}"}))
    return tuple(found)


def emoji(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Two or three at most, never the same twice (GCS; GDS, 21 September 2020)."""
    if not wording.emoji(facts.text):
        return None
    found = []
    for part, where in facts.each():
        shown = wording.emoji(part.text)
        if len(shown) > numbers.emoji:
            found.append(warning("check.emoji-count", where, {"count": len(shown), "most": numbers.emoji}))
        twice = [e for e, count in Counter(shown).items() if count > 1]
        if twice:
            found.append(warning("check.emoji-repeated", where, {"found": twice[0]}))
    return tuple(found)


def letters(facts: CheckFacts, _numbers: CheckNumbers) -> Found:
    """Letters that only look like letters, and words in capitals: a screen reader cannot read them as words."""
    found = []
    for part, where in facts.each():
        fancy, plain = wording.fancy(part.text)
        if fancy:
            found.append(warning("check.fancy-letters", where, {"found": fancy, "instead": plain}))
        found += [warning("check.capitals", where, {"found": s}) for s in wording.shouted(part.text)]
    return tuple(found)


def links(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """One link, that says where it leads, and by https."""
    if not addresses.links(facts.text, numbers.endings):
        return None
    found = []
    for part, where in facts.each():
        here = addresses.links(part.text, numbers.endings)
        if len(here) > numbers.links:
            found.append(warning("check.link-count", where, {"count": len(here), "most": numbers.links}))
        for link in here:
            if link.scheme != "https":
                told = {"found": link.written, "instead": link.suggested}
                found.append(warning("check.link-scheme", where, told))
            if link.host.removeprefix("www.") in numbers.shorteners:
                found.append(warning("check.link-shortener", where, {"found": link.written}))
    return tuple(found)


def personal_data(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Nothing of anybody's own goes out: insurance numbers, phones, e-mail addresses, postcodes."""
    return tuple(
        warning(PERSONAL[kind], where, {"found": found})
        for part, where in facts.each()
        for kind, found in personal.personal_data(part.text, numbers.personal_lines, numbers.personal_offices)
    )


def markings(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Protective markings: what carries one is not for the public."""
    return tuple(
        warning("check.marking", where, {"found": found})
        for part, where in facts.each()
        for found in personal.marked(part.text, numbers.markings)
    )


def names(facts: CheckFacts, _numbers: CheckNumbers) -> Found:
    """Names, handles and parties on the local list, while a period runs: warn, never silently strip."""
    if not facts.period or not facts.names:
        return None
    return tuple(
        warning("check.names", where, {"found": found, "title": facts.period})
        for part, where in facts.each()
        for found in personal.mentioned(part.text, facts.names)
    )


def achievement(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Words that may read as celebrating achievements, while a period runs."""
    if not facts.period:
        return None
    return tuple(
        warning("check.achievement", where, {"found": found, "title": facts.period})
        for part, where in facts.each()
        for found in personal.mentioned(part.text, numbers.achievement)
    )


def duplicate(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """X: no identical or substantially similar posts across accounts."""
    if facts.platform not in numbers.duplicate_platforms or not facts.others:
        return None
    mine = _compared(facts.text)
    found = []
    for account, words in facts.others:
        theirs = _compared(words)
        if mine and mine == theirs:
            found.append(warning("check.duplicate", {"account": account}))
        elif mine and SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= numbers.likeness:
            found.append(warning("check.near-duplicate", {"account": account}))
    return tuple(found)


def _compared(words: str) -> str:
    return " ".join(addresses.without_links(words).casefold().split())[:_COMPARED]
