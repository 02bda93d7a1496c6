"""Approved answers: words that a second person has agreed to once, so that officers may answer with them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, decide, iso_or_none, moment_or_none, new_id
from office.journal.port import Entry, Event
from office.journal.text import normalise
from office.people import me
from office.rules.refusal import Refusal

APPROVERS = frozenset({"line-manager", "head-of-digital", "director"})


@dataclass(frozen=True)
class Template:
    """`accounts` empty: for every account. `policy`: the policy reference that allows it (signposting)."""

    id: str
    title: str = ""
    text: str = ""
    policy: str = ""
    accounts: frozenset[str] = frozenset()
    proposed_by: str = ""
    approved_by: str = ""
    approved: datetime | None = None
    valid_until: datetime | None = None
    withdrawn: bool = False

    def valid(self, now: datetime) -> bool:
        current = self.valid_until is None or now < self.valid_until
        return self.approved is not None and current and not self.withdrawn

    def words(self, initials: str) -> str:
        """The answer as it goes out, signed with the officer's initials (GDS, 2012)."""
        return f"{self.text} ^{initials}" if initials else self.text


def evolve(template: Template, entry: Entry) -> Template:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "template.proposed":
            return replace(
                template,
                title=body["title"],
                text=body["text"],
                policy=body["policy"],
                accounts=frozenset(body["accounts"]),
                valid_until=moment_or_none(body["valid_until"]),
                proposed_by=entry.actor,
                approved=None,
            )
        case "template.approved":
            return replace(template, approved_by=entry.actor, approved=entry.at)
        case "template.withdrawn":
            return replace(template, withdrawn=True)
    return template


def fold(entries: Iterable[Entry]) -> Template:
    template = Template("")
    for entry in entries:
        template = evolve(replace(template, id=entry.stream.removeprefix("template-")), entry)
    return template


def template(reading: Reading, template_id: str) -> Template:
    return fold(reading.stream(f"template-{template_id}"))


def all_templates(reading: Reading) -> tuple[Template, ...]:
    return tuple(fold(entries) for entries in reading.streams("template-"))


def propose(
    desk: Desk,
    title: str,
    text: str,
    policy: str = "",
    valid_until: datetime | None = None,
    accounts: Iterable[str] = (),
) -> str:
    """Propose an answer; it may be used when somebody else has approved it. Returns its id."""
    words = normalise(text)[0].strip()
    if not words or not title.strip():
        raise Refused(Refusal("template.empty"))
    body = {
        "title": title.strip(),
        "text": words,
        "policy": policy.strip(),
        "accounts": sorted(accounts),
        "valid_until": iso_or_none(valid_until),
    }

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        template_id = new_id()
        return [Event(f"template-{template_id}", "template.proposed", body)], template_id

    return decide(desk, decision)


def approve(desk: Desk, template_id: str) -> None:
    """The second person's yes. Raises Refused for the proposer, and for somebody who may not approve."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        person = me(desk, reading)
        found = template(reading, template_id)
        if not found.title:
            raise Refused(Refusal("template.unknown"))
        if found.proposed_by == person.id:
            raise Refused(Refusal("approval.own-post"))
        if not person.roles & APPROVERS:
            raise Refused(Refusal("approval.not-your-stage", {"title": found.title, "stage": 1}))
        if found.approved:
            return [], None
        return [Event(f"template-{template_id}", "template.approved", {"title": found.title})], None

    decide(desk, decision)


def withdraw(desk: Desk, template_id: str, reason: str) -> None:
    """No longer to be used, from now on."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        found = template(reading, template_id)
        if found.withdrawn or not found.title:
            return [], None
        body = {"title": found.title, "reason": reason.strip()}
        return [Event(f"template-{template_id}", "template.withdrawn", body)], None

    decide(desk, decision)
