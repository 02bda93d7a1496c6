"""Triage: a class suggested for what somebody said, by visible rules. A person decides; nothing is inferred of anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LOOKED_AT = 5_000
"""Characters of a mention that are looked at: strangers' text may be enormous."""


@dataclass(frozen=True)
class Rule:
    """A class, and the words of which one suggests it."""

    triage: str
    words: re.Pattern[str]


@dataclass(frozen=True)
class Suggestion:
    """`because`: the words that were found, "?" for a question, or the handle on the local list of public roles."""

    triage: str
    because: str


def rules_from(table: Mapping[str, Any]) -> tuple[tuple[Rule, ...], str]:
    """resources/triage.toml: its rules in their order, and the class of a question that no rule knows.
    Raises ValueError, naming the rule, where one has no class or no words."""
    rules = []
    for number, rule in enumerate(table.get("rule", ()), start=1):
        words = [str(w) for w in rule.get("words", ()) if str(w).strip()]
        if not rule.get("class") or not words:
            raise ValueError(f"rule {number}: a class and words are wanted")
        either = "|".join(re.escape(w.casefold()) for w in words)
        rules.append(Rule(str(rule["class"]), re.compile(rf"(?<!\w)(?:{either})(?!\w)")))
    return tuple(rules), str(table.get("otherwise", {}).get("question", ""))


def suggest(
    text: str, author: str, rules: Sequence[Rule], question: str = "", roles: Mapping[str, str] | None = None
) -> Suggestion | None:
    """What it may be. The first rule (safety) goes before the local list, the list (`roles`: handle -> class, public
    roles only) before the other rules."""
    said = text[:LOOKED_AT].casefold().replace("’", "'")
    first = _by_rule(said, rules[:1])
    if first is not None:
        return first
    handle = author.removeprefix("@").casefold()
    known = {h.removeprefix("@").casefold(): triage for h, triage in (roles or {}).items()}
    if handle in known:
        return Suggestion(known[handle], f"@{handle}")
    found = _by_rule(said, rules[1:])
    if found is not None:
        return found
    return Suggestion(question, "?") if question and "?" in said else None


def _by_rule(said: str, rules: Sequence[Rule]) -> Suggestion | None:
    for rule in rules:
        match = rule.words.search(said)
        if match:
            return Suggestion(rule.triage, match[0])
    return None
