"""Rows that several screens show: accounts, people, deliveries, parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from office.accounts import Account, all_accounts
from office.contents import Picture, Words, fingerprint
from office.desk import Desk, Reading, moment_or_none
from office.journal import keys, queries
from office.journal.media import MediaFault, MediaStore
from office.people import Person, everybody
from office.pictures import thumbnail
from office.rows import (
    AccountId,
    AccountRow,
    DeliveryId,
    DeliveryRow,
    KeyRow,
    MediaRow,
    PartRow,
    PersonId,
    PersonRow,
    PostId,
    StageRow,
)
from office.rules.facts import ApprovalFacts, Stage
from office.rules.workflow import progress


@dataclass
class Looking:
    """One look at the record for one screen: people and accounts are read once."""

    desk: Desk
    connected: frozenset[str] | None = None
    """Accounts whose credentials are at hand; None: not known, all are shown as connected."""
    reading: Reading = field(init=False)
    people: dict[str, Person] = field(init=False)
    accounts: dict[str, Account] = field(init=False)

    def __post_init__(self) -> None:
        self.reading = Reading(self.desk.journal)
        self.people = everybody(self.reading)
        self.accounts = {a.id: a for a in all_accounts(self.reading)}

    @property
    def me(self) -> str:
        return self.desk.signer.actor if self.desk.signer else ""

    def name(self, actor: str) -> str:
        """A person's name; Despatch's own acts are Despatch's."""
        person = self.people.get(actor)
        return person.name if person else "Despatch"

    def account(self, account_id: str) -> AccountRow:
        a = self.accounts.get(account_id, Account(account_id, "practice", account_id, account_id))
        return AccountRow(
            AccountId(a.id),
            a.platform,
            a.handle,
            a.name,
            a.body_type,
            a.territory,
            self._state(a),
            a.reading,
            a.writing,
            self.name(a.clause_read_by) if a.clause_read_by else "",
            a.settings,
        )

    def _state(self, a: Account) -> str:
        if a.retired:
            return "retired"
        if not (a.reading or a.writing):
            return "off"
        known = self.connected is None or a.id in self.connected or a.platform == "practice"
        return "connected" if known else "not connected"

    def person(self, person: Person) -> PersonRow:
        held = tuple(
            KeyRow(k.id, keys.fingerprint(k.public), k.added, k.revoked) for k in person.keys.values()
        )
        return PersonRow(
            PersonId(person.id),
            person.name,
            person.initials,
            tuple(sorted(person.roles)),
            person.email,
            held,
            person.left is not None,
            person.id == self.me,
        )

    def delivery(self, row: queries.Row) -> DeliveryRow:
        """A row of the projection, as screens show it. An approved one whose moment has come is due."""
        why: Mapping[str, Any] = json.loads(row["why"])
        code, facts = why_of(why)
        start = moment_or_none(row["planned"] or row["window_start"])
        state = row["state"]
        if state == "approved" and start is not None and start <= self.desk.now():
            state = "due"
        return DeliveryRow(
            DeliveryId(row["id"]),
            PostId(row["post"]),
            row["title"],
            self.account(row["account"]),
            state,
            row["category"],
            start,
            moment_or_none(row["window_until"]),
            row["revision"],
            self.name(row["author"]),
            fingerprint(row["digest"]) if row["digest"] else "",
            row["url"],
            code,
            facts,
            moment_or_none(row["state_at"]),
            row["stage"],
            row["stages"],
            row["parts"],
            row["parts_out"],
            row["reply_to"] or "",
            str(facts.get("title", "")) if code.startswith("period.") else "",
        )

    def deliveries(self, rows: Sequence[queries.Row]) -> tuple[DeliveryRow, ...]:
        return tuple(self.delivery(r) for r in rows)


def why_of(why: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The first reason of a delivery's last entry, as code and facts."""
    refusals = why.get("refusals")
    if refusals:
        return refusals[0]["code"], refusals[0]["facts"]
    if isinstance(why.get("code"), str):
        return why["code"], why
    if "words" in why:
        return "approval.changes-asked", why
    for key in ("why", "reason"):
        if why.get(key):
            return key, why
    return "", why


def part_rows(store: MediaStore, parts: Sequence[Words]) -> tuple[PartRow, ...]:
    return tuple(PartRow(p.text, tuple(media_row(store, m) for m in p.pictures)) for p in parts)


def media_row(store: MediaStore, p: Picture) -> MediaRow:
    return MediaRow(p.digest, p.name, p.mime, p.alt, p.width, p.height, p.size, thumb(store, p.digest))


@lru_cache(maxsize=128)
def thumb(store: MediaStore, digest: str) -> bytes:
    """A small PNG of a stored picture; empty when it is missing or changed (the gate says so)."""
    try:
        return thumbnail(store.get(digest))
    except MediaFault:
        return b""


def words_of(parts: Sequence[PartRow]) -> tuple[Words, ...]:
    """What the editor hands back, as the office keeps it."""
    return tuple(
        Words(
            p.text,
            tuple(Picture(m.digest, m.alt, m.mime, m.name, m.width, m.height, m.size) for m in p.media),
        )
        for p in parts
    )


def stage_rows(
    stages: Sequence[Stage],
    approvals: Sequence[ApprovalFacts],
    digest: str,
    authors: frozenset[str],
    names: Mapping[str, Person],
) -> tuple[StageRow, ...]:
    """The workflow with who has said yes so far."""
    state = progress(stages, approvals, digest, authors)
    rows = []
    for number, stage in enumerate(stages, start=1):
        yes = [a for a in state.counted if a.stage == number]
        done = len(yes) >= stage.needed
        word = "done" if done else "next" if state.next == number else "waiting"
        by = tuple(names[a.person.id].name if a.person.id in names else "" for a in yes)
        at: datetime | None = max((a.at for a in yes), default=None)
        rows.append(StageRow(number, stage.title, tuple(sorted(stage.roles)), stage.needed, word, by, at))
    return tuple(rows)
