"""Rosters: who is enrolled and with which keys, as an administrator tells it to people who do not hold the record."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from office.desk import Reading, iso, iso_or_none, moment_or_none
from office.envelopes import Envelope, EnvelopeFault
from office.people import Key, Person, everybody
from office.workspace import workspace

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""A roster says what is so now, and not since when."""


def newest_entry(reading: Reading) -> int:
    """The number of the newest entry about people: a later roster has a larger one."""
    return max(entry.seq for entries in reading.streams("person-") for entry in entries)


def roster_payload(reading: Reading, sender: str, now: datetime) -> dict[str, Any]:
    return {
        "workspace": reading.workspace,
        "department": workspace(reading).department,
        "from": sender,
        "at": iso(now),
        "entry": newest_entry(reading),
        "roster": [_member(person) for person in everybody(reading).values()],
    }


def _member(person: Person) -> dict[str, Any]:
    held = [
        {"id": k.id, "public": base64.b64encode(k.public).decode(), "revoked": iso_or_none(k.revoked)}
        for k in person.keys.values()
    ]
    return {
        "id": person.id,
        "name": person.name,
        "roles": sorted(person.roles),
        "left": person.left is not None,
        "keys": held,
    }


def people_of(members: Iterable[Mapping[str, Any]]) -> dict[str, Person]:
    """The roster's people, as the rules are told them."""
    return {m["id"]: _person(m) for m in members}


def _person(member: Mapping[str, Any]) -> Person:
    held = {
        k["id"]: Key(k["id"], base64.b64decode(k["public"]), _ALWAYS, moment_or_none(k["revoked"]))
        for k in member["keys"]
    }
    roles = ((_ALWAYS, frozenset(member["roles"])),)
    return Person(member["id"], member["name"], "", roles, held, _ALWAYS if member["left"] else None)


def owner_of(people: Mapping[str, Person], key_id: str) -> Person | None:
    return next((p for p in people.values() if key_id in p.keys), None)


def vouched(people: Mapping[str, Person], envelope: Envelope, person_id: str) -> Person:
    """The person whose own key signed the envelope, and who it says they are.

    Raises EnvelopeFault: file.unknown-key, file.forged, file.not-trusted (revoked, or they have left).
    """
    owner = owner_of(people, envelope.key)
    if owner is None:
        raise EnvelopeFault("file.unknown-key")
    key = owner.keys[envelope.key]
    if not envelope.signed_by(key.public) or owner.id != person_id:
        raise EnvelopeFault("file.forged")
    if key.revoked is not None or owner.left is not None:
        raise EnvelopeFault("file.not-trusted", {"name": owner.name})
    return owner
