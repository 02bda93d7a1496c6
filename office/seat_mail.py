"""What a seat takes from a file: the welcome, rosters, requests, and word that a request waits no more."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from office.aside import Aside
from office.asked import Asked
from office.desk import iso, moment
from office.envelopes import Envelope, EnvelopeFault, open_envelope
from office.journal import keys
from office.journal.media import MediaStore
from office.people import Person
from office.rosters import owner_of, people_of, vouched
from office.seat_files import Card, SeatFiles

QUIET = frozenset({"file.resent"})
"""Nothing is lost with these: only a note is kept."""


@dataclass(frozen=True)
class Welcome:
    """What to compare aloud with the administrator before it is accepted: the two fingerprints are theirs."""

    department: str
    workspace_fingerprint: str
    administrator: str
    administrator_fingerprint: str
    name: str
    roles: tuple[str, ...]
    fingerprint: str
    """My own, which they compared when they enrolled me."""


@dataclass(frozen=True)
class Taken:
    """What a file was. `request` is the id of what it asks, or of what waits no more (then `why` is set)."""

    kind: str
    request: str = ""
    why: str = ""


class SeatMail:
    def __init__(self, files: SeatFiles, store: MediaStore, aside: Aside) -> None:
        self._files, self._store, self._aside = files, store, aside

    def receive(self, data: bytes, now: datetime) -> Taken:
        """Raises EnvelopeFault, with the file kept aside unless it may only be half of one (`file.not-whole`)."""
        try:
            envelope = open_envelope(data)
            taken = self._take(envelope, data, now)
        except EnvelopeFault as fault:
            if fault.code != "file.not-whole":
                self._aside.keep(data, fault.code, fault.facts, whole=fault.code not in QUIET)
            raise
        if taken.kind == "roster":
            self._try_strangers_again(now)
        return taken

    def _take(self, envelope: Envelope, data: bytes, now: datetime) -> Taken:
        card, payload = self._files.card(), envelope.payload
        if envelope.kind in ("join", "answer", "pause"):
            raise EnvelopeFault("file.not-for-you", {"kind": envelope.kind})
        if card.workspace and payload["workspace"] != card.workspace:
            raise EnvelopeFault("file.foreign", {"department": card.department})
        if envelope.kind == "welcome" and not card.workspace:
            _welcome(card, envelope)
            self._files.put_whole("welcome", data)
            return Taken("welcome")
        if not card.workspace:
            raise EnvelopeFault("file.not-joined")
        people = people_of(card.roster)
        vouched(people, envelope, payload["from"])
        if envelope.kind in ("welcome", "roster"):
            return self._roster(card, people, envelope)
        if envelope.kind == "closed":
            return self._closed(payload)
        return self._request(card, envelope, now)

    def accept_welcome(self, data: bytes | None = None) -> Welcome:
        """Pin the workspace and its roster, when the fingerprints have been compared. `data` None: the one that came
        through the exchange folder. Raises EnvelopeFault."""
        data = data or self._files.whole("welcome")
        if data is None:
            raise EnvelopeFault("file.not-joined")
        card, envelope = self._files.card(), open_envelope(data)
        if envelope.kind != "welcome":
            raise EnvelopeFault("file.not-for-you", {"kind": envelope.kind})
        p = envelope.payload
        if card.workspace not in ("", p["workspace"]):
            raise EnvelopeFault("file.foreign", {"department": card.department})
        welcome = _welcome(card, envelope)
        if card.workspace:
            raise EnvelopeFault("file.resent")
        pinned = {"person": p["person"], "workspace": p["workspace"], "department": p["department"]}
        self._files.put_whole("welcome", data)
        self._files.put_card(replace(card, **pinned, entry=p["entry"], roster=tuple(p["roster"])))
        return welcome

    def welcome(self) -> Welcome | None:
        """The one that waits to be compared and accepted."""
        data, card = self._files.whole("welcome"), self._files.card()
        return None if data is None or card.workspace else _welcome(card, open_envelope(data))

    def _roster(self, card: Card, people: Mapping[str, Person], envelope: Envelope) -> Taken:
        p = envelope.payload
        if "administrator" not in people[p["from"]].roles:
            raise EnvelopeFault("file.not-administrator", {"name": people[p["from"]].name})
        if p["entry"] == card.entry:
            raise EnvelopeFault("file.resent")
        if p["entry"] < card.entry:
            raise EnvelopeFault("file.stale")
        told = {"department": p["department"], "entry": p["entry"], "roster": tuple(p["roster"])}
        self._files.put_card(replace(card, **told))
        return Taken("roster")

    def _closed(self, payload: Mapping[str, Any]) -> Taken:
        request, known = payload["request"], self._files.request(payload["request"])
        if known is not None and known.get("closed_at", "") >= iso(moment(payload["at"])):
            raise EnvelopeFault("file.resent")
        self._files.finish(request, payload["why"], iso(moment(payload["at"])))
        return Taken("closed", request, payload["why"])

    def _request(self, card: Card, envelope: Envelope, now: datetime) -> Taken:
        p = envelope.payload
        if p.get("to") not in (None, card.person):
            raise EnvelopeFault("file.not-for-you", {"kind": "request"})
        asked = Asked(envelope.kind, p)
        asked.check()
        known = self._files.request(asked.request)
        if known is not None:
            self._again(asked, envelope, known)
        for content in envelope.media.values():
            self._store.put(content)
        signature = base64.b64encode(envelope.signature).decode()
        document = {"kind": envelope.kind, "payload": p, "key": envelope.key, "signature": signature}
        self._files.put_request(asked.request, {**document, "id": envelope.id, "taken": iso(now)})
        return Taken("request", asked.request)

    def _again(self, asked: Asked, envelope: Envelope, known: Mapping[str, Any]) -> None:
        """A request that has been here before: the same file; later word of the same content (another stage, other
        checks), which takes its place; or other content under the same id, which nobody honest makes."""
        if "payload" in known:
            before = Asked(known["kind"], known["payload"])
            digests = before.digests
            same = before.kind == asked.kind and all(digests.get(d) == x for d, x in asked.digests.items())
            if not same or {**before.covers(), "deliveries": 0} != {**asked.covers(), "deliveries": 0}:
                raise EnvelopeFault("file.replayed")
        if known.get("id") == envelope.id or self._files.is_answered(asked.request):
            raise EnvelopeFault("file.resent")
        since = known.get("closed_at") or known["payload"]["made"]
        if moment(asked.payload["made"]) <= moment(since):
            raise EnvelopeFault("file.stale")

    def _try_strangers_again(self, now: datetime) -> None:
        """Requests may overtake the roster that names whoever signed them."""
        for kept in list(self._aside.kept()):
            data = self._aside.data(kept.digest) if kept.code == "file.unknown-key" else None
            if data is None:
                continue
            self._aside.drop(kept.digest)
            try:
                self.receive(data, now)
            except EnvelopeFault:
                continue


def _welcome(card: Card, envelope: Envelope) -> Welcome:
    """Checked as far as it can be: it names my own key, and an administrator in it signed it."""
    p = envelope.payload
    people = people_of(p["roster"])
    me = people.get(p["person"])
    key = me.keys.get(card.key) if me else None
    if me is None or key is None or base64.b64encode(key.public).decode() != card.public:
        raise EnvelopeFault("file.not-for-you", {"kind": "welcome"})
    if owner_of(people, envelope.key) is None:
        raise EnvelopeFault("file.forged")
    administrator = vouched(people, envelope, p["from"])
    if "administrator" not in administrator.roles:
        raise EnvelopeFault("file.not-administrator", {"name": administrator.name})
    return Welcome(
        p["department"],
        keys.fingerprint(p["workspace"]),
        administrator.name,
        keys.fingerprint(administrator.keys[envelope.key].public),
        me.name,
        tuple(sorted(me.roles)),
        keys.fingerprint(key.public),
    )
