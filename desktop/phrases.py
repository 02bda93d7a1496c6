"""Our words: what a rule's code means to a person. The only place where rules become sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Any

from desktop import times
from desktop.phrases_refusals import REFUSALS
from desktop.phrases_tongue import joined, number_word, plural, sentence_case, tr
from office.rules.refusal import Level, Refusal

__all__ = [
    "fact_words",
    "filled",
    "joined",
    "number_word",
    "plural",
    "reasons",
    "refusal_line",
    "refusal_tone",
    "refusal_words",
    "sentence_case",
    "tr",
]

_FIRST_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def refusal_words(refusal: Refusal) -> tuple[str, str]:
    """A title, and a sentence that says why and what to do. Unknown codes still read as sentences."""
    known = REFUSALS.get(refusal.code)
    if known is None:
        return _unknown(refusal)
    title, sentence = (filled(tr(words), refusal.facts) for words in known)
    return title or tr("This may not be done now"), sentence or ""


def refusal_line(refusal: Refusal) -> str:
    """Title and sentence as one line."""
    title, sentence = refusal_words(refusal)
    return f"{title}. {sentence}".strip() if sentence else f"{title}."


def refusal_tone(refusal: Refusal) -> str:
    """The tone that says how strong it is."""
    return {Level.BLOCK: "bad", Level.HOLD: "hold", Level.WARN: "warn"}[refusal.level]


def reasons(refusals: Iterable[Refusal]) -> str:
    """All of them, one after another, for a tool tip or a screen reader."""
    return " ".join(refusal_line(refusal) for refusal in refusals)


def filled(words: str, facts: Mapping[str, Any]) -> str | None:
    """The words with their `{facts}`; None if one is missing, so that no half sentence is shown."""
    names = [name for _, name, _, _ in Formatter().parse(words) if name]
    if any(name not in facts for name in names):
        return None
    return words.format_map({name: fact_words(facts[name]) for name in names})


def fact_words(value: Any) -> str:
    """A fact as it stands in a sentence: times by London's clock, lists with "and", strangers' words kept apart."""
    if isinstance(value, datetime):
        return times.when(value)
    if isinstance(value, date):
        return times.date_words(value, year=True)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int):
        return f"{value:,}"
    if value is None:
        return tr("not known")
    if isinstance(value, (list, tuple, set, frozenset)):
        return joined([fact_words(part) for part in value])
    text = str(value)
    return text if text.isascii() else f"{_FIRST_ISOLATE}{text}{_POP_ISOLATE}"


def _unknown(refusal: Refusal) -> tuple[str, str]:
    room, _, rule = refusal.code.partition(".")
    told = [f"{name.replace('_', ' ')}: {fact_words(value)}" for name, value in refusal.facts.items()]
    words = tr("The rule “{rule}” of “{room}” says no.")
    sentence = words.replace("{rule}", rule.replace("-", " ")).replace("{room}", room.replace("-", " "))
    if told:
        sentence = f"{sentence} {sentence_case(joined(told))}."
    return tr("This may not be done now"), sentence
