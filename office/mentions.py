"""Mentions: what we have decided about what somebody said to us. Their words stay outside the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from office.desk import Reading
from office.journal.port import Entry
from office.packs import reply_policy


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


def due_by(triage: str, at: datetime) -> datetime:
    """When the service level says that something said at `at` should have an answer."""
    minutes = classes().get(triage, {}).get("service_minutes") or reply_policy()["service_minutes"]
    return at + timedelta(minutes=int(minutes))
