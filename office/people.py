"""People: who may do what, and with which keys."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, decide, iso, moment, new_id
from office.journal import keys
from office.journal.port import Entry, Event
from office.rules.facts import PersonFacts
from office.rules.refusal import Refusal

ROLES = (
    "officer",
    "line-manager",
    "policy-lead",
    "head-of-digital",
    "director",
    "private-office",
    "spad",
    "duty-officer",
    "records",
    "administrator",
)
SENIOR = frozenset({"head-of-digital", "director"})
"""Who may confirm a resumption after a pause (domain.md, G: head of digital and Director of Comms)."""


@dataclass(frozen=True)
class Key:
    id: str
    public: bytes
    added: datetime
    revoked: datetime | None = None


@dataclass(frozen=True)
class Person:
    """A person as the record knows them. `history`: roles from when on."""

    id: str
    name: str = ""
    email: str = ""
    history: tuple[tuple[datetime, frozenset[str]], ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    left: datetime | None = None
    trained: datetime | None = None

    @property
    def roles(self) -> frozenset[str]:
        return self.history[-1][1] if self.history else frozenset()

    def roles_at(self, at: datetime) -> frozenset[str]:
        return next((roles for since, roles in reversed(self.history) if since <= at), frozenset())

    @property
    def facts(self) -> PersonFacts:
        return PersonFacts(self.id, self.roles, self.left is not None)

    @property
    def initials(self) -> str:
        names = [w for w in self.name.split() if w[0].isalnum()]
        return "".join(w[0].upper() for w in (names[:1] + names[1:][-1:])) or "?"


def evolve(person: Person, entry: Entry) -> Person:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "person.enrolled":
            found = {k["id"]: _key(k, entry.at) for k in body["keys"]}
            return replace(person, history=((entry.at, frozenset(body["roles"])),), keys=found)
        case "person.named":
            return replace(person, name=body.get("name", "(name erased)"), email=body.get("email", ""))
        case "person.roles-set":
            return replace(person, history=(*person.history, (entry.at, frozenset(body["roles"]))))
        case "key.added":
            key = _key(body["key"], entry.at)
            return replace(person, keys={**person.keys, key.id: key})
        case "key.revoked":
            key = replace(person.keys[body["key"]], revoked=moment(body["since"]))
            return replace(person, keys={**person.keys, key.id: key})
        case "person.left":
            return replace(person, left=entry.at)
    return person


def _key(body: Mapping[str, str], at: datetime) -> Key:
    return Key(body["id"], base64.b64decode(body["public"]), at)


def fold(entries: Iterable[Entry]) -> Person:
    person = Person("")
    for entry in entries:
        person = evolve(replace(person, id=entry.stream.removeprefix("person-")), entry)
    return person


def person(reading: Reading, person_id: str) -> Person:
    return fold(reading.stream(f"person-{person_id}"))


def everybody(reading: Reading) -> dict[str, Person]:
    """All people, by id, in order of enrolment."""
    return {p.id: p for p in (fold(entries) for entries in reading.streams("person-"))}


def me(desk: Desk, reading: Reading) -> Person:
    """The signed-in person. Raises Refused if they are not enrolled, have left, or their key is not trusted now."""
    signer = desk.me
    found = person(reading, signer.actor)
    if not found.history:
        raise Refused(Refusal("person.not-enrolled"))
    if found.left:
        raise Refused(Refusal("person.left"))
    key = found.keys.get(signer.key_id)
    # By the record's order, not by the clock: a wrong clock must not lock out those who could correct it.
    if key is None or key.revoked is not None:
        raise Refused(Refusal("key.not-trusted"))
    return found


def key_body(public: bytes) -> dict[str, str]:
    return {"id": keys.key_id(public), "public": base64.b64encode(public).decode()}


def enrolment(
    name: str, email: str, public: bytes, roles: Sequence[str], by: str, person_id: str = ""
) -> list[Event]:
    """The events that enrol a person."""
    stream = f"person-{person_id or new_id()}"
    body = {"roles": sorted(roles), "keys": [key_body(public)], "by": by}
    return [
        Event(stream, "person.enrolled", body),
        Event(stream, "person.named", {"name": name, "email": email}),
    ]


def enrol(desk: Desk, name: str, email: str, public: bytes, roles: Sequence[str]) -> str:
    """Enrol somebody whose fingerprint was compared aloud. An administrator's act. Returns the person id.

    Raises Refused when the one who acts is not an administrator, a role is unknown, or the key is known already.
    """

    def decision(reading: Reading) -> tuple[list[Event], str]:
        admin = me(desk, reading)
        refusals = []
        if "administrator" not in admin.roles:
            refusals.append(Refusal("person.not-administrator"))
        if not roles or set(roles) - set(ROLES):
            refusals.append(Refusal("person.roles", {"roles": sorted(roles)}))
        if not name.strip():
            refusals.append(Refusal("person.no-name"))
        known = {k.id: p for p in everybody(reading).values() for k in p.keys.values()}
        if keys.key_id(public) in known:
            refusals.append(Refusal("key.known", {"name": known[keys.key_id(public)].name}))
        if refusals:
            raise Refused(*refusals)
        events = enrolment(name.strip(), email.strip(), public, roles, admin.id)
        return events, events[0].stream.removeprefix("person-")

    return decide(desk, decision)


def leave(desk: Desk, person_id: str, reason: str) -> None:
    """A leaver loses everything at once: roles and keys. An administrator's act, never about oneself."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        admin = me(desk, reading)
        leaver = person(reading, person_id)
        if "administrator" not in admin.roles:
            raise Refused(Refusal("person.not-administrator"))
        if leaver.id == admin.id:
            raise Refused(Refusal("person.not-oneself"))
        if leaver.left:
            return [], None
        stream = f"person-{person_id}"
        since = iso(desk.now())
        revoked = [
            Event(stream, "key.revoked", {"key": k.id, "since": since, "reason": "left"})
            for k in leaver.keys.values()
            if k.revoked is None
        ]
        return [Event(stream, "person.left", {"reason": reason}), *revoked], None

    decide(desk, decision)
