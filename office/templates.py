"""Approved answers: words that a second person has agreed to once, so that officers may answer with them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from office.accounts import account
from office.desk import Desk, Reading, Refused, decide, iso_or_none, moment_or_none, new_id
from office.journal.codec import canonical
from office.journal.port import Entry, Event
from office.journal.text import normalise
from office.people import everybody, me
from office.rules.approval import may_confirm
from office.rules.refusal import Refusal
from office.statements import make, trusted

APPROVERS = frozenset({"line-manager", "head-of-digital", "director"})


@dataclass(frozen=True)
class Template:
    """`accounts` empty: for every account. `policy`: the policy reference that allows it (signposting).
    `request`: the last proposal's; it is open until somebody has answered it. `refused`: the words of a no."""

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
    request: str = ""
    open: bool = False
    proposed: datetime | None = None
    refused: str | None = None

    def valid(self, now: datetime) -> bool:
        current = self.valid_until is None or now < self.valid_until
        return self.approved is not None and current and not self.withdrawn

    def valid_on(self, account: str, now: datetime) -> bool:
        return self.valid(now) and (not self.accounts or account in self.accounts)

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
                proposed=entry.at,
                request=body.get("request") or template.id,
                open=True,
                approved_by="",
                approved=None,
                withdrawn=False,
                refused=None,
            )
        case "template.approved":
            # The first ones were no signed statement, but the approver's own entry.
            by = body.get("statement", {}).get("person", entry.actor)
            return replace(template, approved_by=by, approved=entry.at, open=False)
        case "template.refused":
            return replace(template, refused=body["statement"]["words"], open=False)
        case "template.withdrawn":
            return replace(template, withdrawn=True, open=False)
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


def open_proposals(reading: Reading) -> tuple[Template, ...]:
    return tuple(t for t in all_templates(reading) if t.open)


def content_digest(
    title: str, text: str, policy: str, accounts: Iterable[Mapping[str, str]], valid_until: datetime | None
) -> str:
    """Hex SHA-256 of all that a yes is bound to. `accounts`: id, platform and handle of each, as they are shown."""
    shown = [{k: a[k] for k in ("id", "platform", "handle")} for a in accounts]
    document = {
        "title": title,
        "text": text,
        "policy": policy,
        "accounts": sorted(shown, key=lambda a: a["id"]),
        "valid_until": iso_or_none(valid_until),
    }
    return hashlib.sha256(canonical(document)).hexdigest()


def accounts_of(reading: Reading, t: Template) -> list[dict[str, str]]:
    """The only accounts that it is for, if not for all."""
    found = [account(reading, a) for a in sorted(t.accounts)]
    return [{"id": a.id, "platform": a.platform, "handle": a.handle, "name": a.name} for a in found]


def digest(reading: Reading, t: Template) -> str:
    return content_digest(t.title, t.text, t.policy, accounts_of(reading, t), t.valid_until)


def propose(
    desk: Desk,
    title: str,
    text: str,
    policy: str = "",
    valid_until: datetime | None = None,
    accounts: Iterable[str] = (),
    revises: str = "",
) -> str:
    """Propose an answer; it may be used when somebody else has approved it. Returns its id.

    `revises`: the id of one that it takes the place of: what was said of that, or is said later, counts no more.
    """
    words = normalise(text)[0].strip()
    name, reference = (" ".join(normalise(line)[0].split()) for line in (title, policy))
    if not words or not name:
        raise Refused(Refusal("template.empty"))
    body = {
        "title": name,
        "text": words,
        "policy": reference,
        "accounts": sorted(set(accounts)),
        "valid_until": iso_or_none(valid_until),
    }

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        if revises and not template(reading, revises).title:
            raise Refused(Refusal("template.unknown"))
        template_id = revises or new_id()
        told = {**body, "request": new_id()}
        return [Event(f"template-{template_id}", "template.proposed", told)], template_id

    return decide(desk, decision)


def approve(desk: Desk, template_id: str) -> None:
    """The signed-in person's yes to what it says now. Raises Refused as `record_answer`."""
    found = template(Reading(desk.journal), template_id)
    if not found.title:
        raise Refused(Refusal("template.unknown"))
    answer_here(desk, found, "yes")


def answer_here(desk: Desk, found: Template, verdict: str, words: str = "") -> None:
    """Sign and record the signed-in person's answer, yes or no."""
    reading = Reading(desk.journal)
    said = {"request": found.request, "verdict": verdict, "words": words.strip()}
    told = {"template": found.id, "digest": digest(reading, found)}
    record_answer(desk, *make(desk.me, desk.now, "template", reading.workspace, **said, **told))


def record_answer(desk: Desk, statement: Mapping[str, Any], signature: str) -> None:
    """Append a signed yes or no to a proposal.

    Raises Refused when it was answered, is not trusted, is about other words than are proposed now, or its signer
    proposed it or may not approve.
    """

    def decision(reading: Reading) -> tuple[list[Event], None]:
        found = template(reading, str(statement.get("template")))
        if not found.open or found.request != statement.get("request"):
            raise Refused(Refusal("request.answered"))
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace):
            raise Refused(Refusal("statement.not-trusted"))
        if statement.get("digest") != digest(reading, found):
            raise Refused(Refusal("statement.other-content", {"title": found.title}))
        refusals = may_confirm(people[statement["person"]].facts, found.proposed_by, APPROVERS)
        if refusals:
            raise Refused(*refusals)
        proof = {"title": found.title, "statement": dict(statement), "signature": signature}
        kind = "template.approved" if statement["verdict"] == "yes" else "template.refused"
        return [Event(f"template-{found.id}", kind, proof)], None

    decide(desk, decision, desk.signer or desk.device)


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
