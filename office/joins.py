"""Join requests: strangers who would like to be enrolled. They wait beside the record, never in it, until an
administrator has heard the fingerprint read out."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from office.desk import Desk, Reading, iso, moment
from office.envelopes import Envelope, EnvelopeFault
from office.journal import keys
from office.outgoing import welcome_envelope
from office.people import enrol, everybody

MOST = 100
"""Whoever may write to the share may ask; they may not fill the workspace."""
_PREFIX = "join/"


@dataclass(frozen=True)
class JoinRequest:
    """`name` and `email` are a stranger's words. `fingerprint`: compare it with what they read out."""

    id: str
    name: str
    email: str
    public: bytes
    at: datetime

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.public)


def keep(desk: Desk, envelope: Envelope) -> JoinRequest:
    """Keep an opened join request for the administrator. Raises EnvelopeFault: file.resent (enrolled already, or put
    away), file.too-many."""
    local, found = desk.journal.local, _request(envelope)
    known = {key for p in everybody(Reading(desk.journal)).values() for key in p.keys}
    if keys.key_id(found.public) in known or (local.scratch_get(_PREFIX + found.id) or {}).get("dismissed"):
        raise EnvelopeFault("file.resent")
    if len(local.scratch_keys(_PREFIX)) >= MOST:
        raise EnvelopeFault("file.too-many", {"limit": MOST})
    public = base64.b64encode(found.public).decode()
    kept = {"name": found.name, "email": found.email, "public": public, "at": iso(found.at)}
    local.scratch_set(_PREFIX + found.id, kept)
    return found


def _request(envelope: Envelope) -> JoinRequest:
    p = envelope.payload
    if envelope.kind != "join" or envelope.public is None:
        raise EnvelopeFault("file.not-for-you", {"kind": envelope.kind})
    return JoinRequest(envelope.id[:32], p["name"], p["email"], envelope.public, moment(p["at"]))


def waiting(desk: Desk) -> tuple[JoinRequest, ...]:
    """Who has asked and is neither enrolled nor put away, the earliest first."""
    local = desk.journal.local
    known = {key for p in everybody(Reading(desk.journal)).values() for key in p.keys}
    found = []
    for key in local.scratch_keys(_PREFIX):
        kept = local.scratch_get(key) or {}
        if kept.get("dismissed"):
            continue
        public = base64.b64decode(kept["public"])
        if keys.key_id(public) in known:
            local.scratch_drop(key)
            continue
        name = key.removeprefix(_PREFIX)
        found.append(JoinRequest(name, kept["name"], kept["email"], public, moment(kept["at"])))
    return tuple(sorted(found, key=lambda j: j.at))


def dismiss(desk: Desk, join_id: str) -> None:
    """Put it away: it is not shown again, should the same file come again."""
    desk.journal.local.scratch_set(_PREFIX + join_id, {"dismissed": True})


def enrol_from_join(desk: Desk, join: JoinRequest, roles: list[str]) -> tuple[str, bytes]:
    """Enrol somebody whose fingerprint was compared aloud. Their person id, and the welcome to send them.

    Raises Refused as office.people.enrol does.
    """
    person = enrol(desk, join.name, join.email, join.public, roles)
    desk.journal.local.scratch_drop(_PREFIX + join.id)
    return person, welcome_envelope(desk, person)
