"""Mentions: what we have decided about what somebody said to us. Their words stay outside the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from office.accounts import Account
from office.desk import Reading
from office.journal.port import Entry
from office.packs import reply_policy, triage_words
from office.periods import all_periods, versions
from office.rules.reply import ReplyFacts, due_at
from office.rules.triage import Rule, rules_from, suggest


@dataclass(frozen=True)
class Handling:
    """What we have done about one mention."""

    mention: str
    triage: str = ""
    state: str = "waiting"
    taken_by: str = ""
    because: str = ""
    delivery: str = ""


def evolve(h: Handling, entry: Entry) -> Handling:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "mention.triaged":
            return replace(h, triage=body["class"])
        case "mention.taken":
            return replace(h, state="taken", taken_by=entry.actor)
        case "mention.answering":
            return replace(h, state="taken", taken_by=entry.actor, delivery=body["delivery"])
        case "mention.released":
            # Its answer was given up, not only its officer: then it may be answered afresh.
            given_up = body.get("delivery") == h.delivery
            return replace(h, state="waiting", taken_by="", delivery="" if given_up else h.delivery)
        case "mention.closed" | "mention.handed-over" | "mention.answered":
            state = entry.kind.removeprefix("mention.").replace("-", " ")
            return replace(h, state=state, because=body.get("because", body.get("to", "")))
    return h


def handling(reading: Reading, mention_id: str) -> Handling:
    h = Handling(mention_id)
    for entry in reading.stream(f"mention-{mention_id}"):
        h = evolve(h, entry)
    return h


def classes() -> dict[str, Mapping[str, Any]]:
    """The triage classes, by id, with what the policy says of each."""
    return {c["id"]: c for c in reply_policy()["class"]}


def answered_by_policy(triage: str) -> bool:
    """May this class be answered at all? One that nobody has decided on may: the officer decides by answering."""
    return not triage or bool(classes().get(triage, {"may_answer": False})["may_answer"])


def due_by(triage: str, at: datetime) -> datetime | None:
    """When the service level says that something said at `at` should have an answer; None: no clock runs."""
    found = classes().get(triage)
    minutes = found["service_minutes"] if found else reply_policy()["service_minutes"]
    return due_at(at, int(minutes), int(found.get("working_days", 0)) if found else 0)


SUMMONED = frozenset({"x", "practice"})
"""Platforms that take an answer only to somebody who called upon us (domain.md, 0.2); practice does as X does."""


def reply_facts(
    reading: Reading, account: Account, mention_id: str, summons: bool, person: str, now: datetime
) -> ReplyFacts:
    """What the reply policy is told about answering this mention now."""
    h = handling(reading, mention_id)
    found = classes().get(h.triage)
    return ReplyFacts(
        account.facts,
        person,
        now,
        found["title"] if found else "",
        bool(found["may_answer"]) if found else True,
        found.get("route", "none") if found else "none",
        "reply",
        h.state,
        h.taken_by,
        bool(h.delivery),
        account.platform in SUMMONED,
        summons,
        account.reading,
        False,
        versions(all_periods(reading)),
    )


@cache
def _triage_rules() -> tuple[tuple[Rule, ...], str]:
    return rules_from(triage_words())


def suggested(text: str, author: str) -> str:
    """The class that simple, visible rules suggest, or "". A person decides."""
    rules, question = _triage_rules()
    found = suggest(text, author, rules, question)
    return found.triage if found else ""
