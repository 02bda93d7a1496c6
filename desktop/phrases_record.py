"""The words of the Record: an entry as an act, and the story of a post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop import times
from desktop.phrases import fact_words, refusal_words, sentence_case, tr
from desktop.phrases_acts import ACTS, STORY
from desktop.phrases_tongue import mark
from desktop.views import words
from office.rows import EntryRow
from office.rules.refusal import Refusal

Piece = tuple[str, bool]

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)")
_NOUNS: Mapping[str, str] = {"title": mark("a post"), "name": mark("somebody"), "author": mark("somebody")}

KIND_CHOICES: tuple[tuple[str, str], ...] = (
    ("", mark("Everything")),
    ("post", mark("Drafts")),
    ("delivery", mark("Approval and sending")),
    ("mention", mark("Replies")),
    ("period", mark("Periods")),
    ("sending", mark("Pause and resume")),
    ("person", mark("People")),
    ("account", mark("Accounts")),
    ("record", mark("Seals and erasures")),
)


@dataclass(frozen=True)
class Act:
    """An entry in words: who, what (with bold words), and its pill."""

    who: str
    pieces: tuple[Piece, ...]
    pill: str
    tone: str

    @property
    def said(self) -> str:
        return f"{self.who} {''.join(text for text, _ in self.pieces)}"


def act(row: EntryRow) -> Act:
    """What an entry says."""
    who = str(row.facts.get("person") or row.actor)
    facts = prepared(row)
    known = ACTS.get(row.kind)
    if known is None:
        stream, _, what = row.kind.partition(".")
        plain = f"{what.replace('-', ' ')}: {stream}"
        title = f" {facts['title']}" if facts.get("title") else ""
        return Act(who, ((plain, False), (title, True)), stream, "neutral")
    pieces = list(pieces_of(tr(known[0]), facts))
    if row.erased:
        pieces.append((f" {tr('(personal data erased)')}", False))
    if row.via:
        pieces.append((f" {tr('(by file)')}", False))
    return Act(who, tuple(pieces), tr(known[1]), known[2])


def story_line(row: EntryRow, now: datetime | None = None) -> tuple[Piece, ...]:
    """A step of a post's story: `Approved Mon 10:05, line manager, signature good`."""
    facts = prepared(row)
    name = (
        tr(STORY[row.kind])
        if row.kind in STORY
        else sentence_case(row.kind.partition(".")[2].replace("-", " "))
    )
    title = "".join(text for text, _ in pieces_of(name, facts))
    return ((title, True), (f" {_story_when(row, now)}, {_story_about(row, facts)}", False))


def _story_when(row: EntryRow, now: datetime | None) -> str:
    exact = row.kind in ("delivery.claimed", "delivery.published", "delivery.part-published")
    at = times.clock(row.at, seconds=exact)
    day = times.local(row.at).date()
    if now is not None and 0 <= (times.local(now).date() - day).days < 7:
        return f"{times.day_name(day)} {at}"
    return f"{times.date_words(day, weekday=False, year=True)}, {at}"


def _story_about(row: EntryRow, facts: Mapping[str, str]) -> str:
    if row.kind == "delivery.claimed":
        return tr("nothing in the way")
    if row.kind in ("delivery.published", "delivery.part-published"):
        return facts.get("url") or facts.get("platform") or row.actor
    if row.kind in ("delivery.held", "delivery.missed", "delivery.refused") and facts.get("because"):
        return facts["because"]
    if row.kind == "delivery.rejected" and facts.get("why"):
        return facts["why"]
    who = str(row.facts.get("person") or row.actor)
    if row.kind == "delivery.approved":
        return f"{who}, {tr('signature good')}"
    if row.kind == "delivery.changes-asked" and facts.get("words"):
        return f"{who}: {facts['words']}"
    return who


def pieces_of(template: str, facts: Mapping[str, str]) -> tuple[Piece, ...]:
    """A template with its facts: what strangers wrote stays plain, whatever marks are in it."""
    kept = _OPTIONAL.sub(
        lambda found: (
            found.group(1) if all(facts.get(name) for name in _FIELD.findall(found.group(1))) else ""
        ),
        template,
    )
    made: list[Piece] = []
    for number, part in enumerate(kept.split("*")):
        text = _FIELD.sub(lambda found: _fact(found.group(1), facts), part)
        if text:
            made.append((text, number % 2 == 1))
    return tuple(made)


def _fact(name: str, facts: Mapping[str, str]) -> str:
    value = facts.get(name)
    return " ".join(value.split())[:400] if value else tr(_NOUNS.get(name, mark("it")))


def prepared(row: EntryRow) -> dict[str, str]:
    """An entry's facts as words: times by London's clock, platforms and roles by name, refusals by title."""
    facts = {name: _words(name, value) for name, value in row.facts.items()}
    window = row.facts.get("window")
    if isinstance(window, Mapping):
        facts.setdefault("start", _words("start", window.get("start") or ""))
    facts["because"] = facts.get("period_title") or _because(row.facts)
    statement = row.facts.get("statement")
    if isinstance(statement, Mapping):
        facts["words"] = facts.get("words") or str(statement.get("words") or "")
    if not row.facts.get("title") and row.facts.get("period_title"):
        facts["title"] = str(row.facts["period_title"])
    if row.kind == "mention.closed":
        code = str(row.facts.get("because") or "")
        facts["reason"] = tr(words.BECAUSE[code]).lower() if code in words.BECAUSE else ""
    if row.kind == "delivery.settled":
        facts["verdict"] = (
            tr("it is out") if row.facts.get("verdict") == "published" else tr("it is not there")
        )
    return facts


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "platform":
        return words.NETWORKS.get(str(value), str(value))
    if name in ("category", "triage", "class"):
        return (words.category if name == "category" else words.triage)(str(value)).lower()
    if name == "roles" and isinstance(value, (list, tuple)):
        return words.roles([str(role) for role in value])
    if name in ("reading", "writing"):
        return tr("on") if value else tr("off")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return times.when(datetime.fromisoformat(value))
    return "" if isinstance(value, Mapping) else fact_words(value)


def _because(facts: Mapping[str, Any]) -> str:
    """The title of the first refusal that an entry keeps, or of its code."""
    kept = facts.get("refusals")
    first = kept[0] if isinstance(kept, (list, tuple)) and kept else facts
    if not isinstance(first, Mapping) or not first.get("code"):
        return ""
    inner = first.get("facts")
    title = refusal_words(Refusal(str(first["code"]), inner if isinstance(inner, Mapping) else {}))[0]
    # An abbreviation keeps its capitals: "UK general election".
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
