"""Accounts: the departmental accounts of the workspace, and what is switched on for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, decide, new_id
from office.journal.port import Entry, Event
from office.people import me
from office.rules.facts import AccountFacts
from office.rules.refusal import Refusal

CLAUSED = frozenset({"x"})
"""Platforms that stay off until an administrator has read their Government Use clause (domain.md, 0.1)."""


@dataclass(frozen=True)
class Account:
    id: str
    platform: str = ""
    handle: str = ""
    name: str = ""
    body_type: str = ""
    territory: str = ""
    reading: bool = False
    writing: bool = False
    clause_read_by: str = ""
    clause_holder: str = ""
    retired: datetime | None = None
    remote_id: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> AccountFacts:
        clause = self.platform not in CLAUSED or bool(self.clause_read_by)
        return AccountFacts(
            self.id,
            self.platform,
            self.body_type,
            self.territory,
            self.writing,
            clause,
            self.retired is not None,
        )


def evolve(account: Account, entry: Entry) -> Account:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "account.added":
            fields = (
                "platform",
                "handle",
                "name",
                "body_type",
                "territory",
                "reading",
                "writing",
                "remote_id",
            )
            return replace(account, **{k: body[k] for k in fields}, settings=body.get("settings", {}))
        case "account.switched":
            return replace(account, reading=body["reading"], writing=body["writing"])
        case "account.clause-read":
            return replace(account, clause_read_by=entry.actor, clause_holder=body["holder"])
        case "account.retired":
            return replace(account, retired=entry.at, reading=False, writing=False)
    return account


def fold(account_id: str, entries: Iterable[Entry]) -> Account:
    account = Account(account_id)
    for entry in entries:
        account = evolve(account, entry)
    return account


def account(reading: Reading, account_id: str) -> Account:
    """Raises Refused(`account.unknown`) where there is none."""
    found = fold(account_id, reading.stream(f"account-{account_id}"))
    if not found.platform:
        raise Refused(Refusal("account.unknown"))
    return found


def all_accounts(reading: Reading) -> tuple[Account, ...]:
    return tuple(
        fold(entries[0].stream.removeprefix("account-"), entries) for entries in reading.streams("account-")
    )


def _administrator(desk: Desk, reading: Reading) -> str:
    person = me(desk, reading)
    if "administrator" not in person.roles:
        raise Refused(Refusal("person.not-administrator"))
    return person.id


def add(
    desk: Desk,
    platform: str,
    handle: str,
    name: str,
    body_type: str,
    territory: str,
    remote_id: str = "",
    settings: Mapping[str, Any] | None = None,
) -> str:
    """Add an account. A claused platform starts switched off; others start with both switches on. Returns its id."""

    def decision(reading: Reading) -> tuple[list[Event], str]:
        _administrator(desk, reading)
        clean = handle.strip().removeprefix("@")
        if not clean:
            raise Refused(Refusal("account.no-handle"))
        for other in all_accounts(reading):
            if (
                other.platform == platform
                and other.handle.casefold() == clean.casefold()
                and not other.retired
            ):
                raise Refused(Refusal("account.known", {"handle": clean}))
        on = platform not in CLAUSED
        body = {
            "platform": platform,
            "handle": clean,
            "name": name.strip() or clean,
            "body_type": body_type,
            "territory": territory,
            "reading": on,
            "writing": on,
            "remote_id": remote_id,
            "settings": dict(settings or {}),
        }
        account_id = new_id()
        return [Event(f"account-{account_id}", "account.added", body)], account_id

    return decide(desk, decision)


def read_clause(desk: Desk, account_id: str, holder: str) -> None:
    """Record that an administrator has read the Government Use clause, and who holds the Enterprise agreement."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        _administrator(desk, reading)
        account(reading, account_id)
        if not holder.strip():
            raise Refused(Refusal("account.no-holder"))
        return [Event(f"account-{account_id}", "account.clause-read", {"holder": holder.strip()})], None

    decide(desk, decision)


def switch(desk: Desk, account_id: str, reading_on: bool, writing_on: bool) -> None:
    """Reading and writing are two switches. Refused while the platform's clause has not been read."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        _administrator(desk, reading)
        found = account(reading, account_id)
        if (reading_on or writing_on) and not found.facts.clause_read:
            raise Refused(Refusal("account.clause-not-read", {"account": found.handle}))
        if found.retired:
            raise Refused(Refusal("account.retired", {"account": found.handle}))
        if (found.reading, found.writing) == (reading_on, writing_on):
            return [], None
        body = {"reading": reading_on, "writing": writing_on}
        return [Event(f"account-{account_id}", "account.switched", body)], None

    decide(desk, decision)


def retire(desk: Desk, account_id: str, reason: str) -> None:
    """Close an account here: nothing is sent or read any more; its record stays."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        _administrator(desk, reading)
        if account(reading, account_id).retired:
            return [], None
        return [Event(f"account-{account_id}", "account.retired", {"reason": reason.strip()})], None

    decide(desk, decision)
