"""What a desk that holds the record would have in the exchange folder, worked out from the record: so that what was
asked while the share was away is written when it is back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from office.desk import Desk, Reading, Refused
from office.journal import queries
from office.journal.port import JournalFault
from office.letters import JOINS, Letter, Outgoing, There, file_name, to_key, to_person
from office.open_requests import Open, open_requests
from office.outgoing import closed_envelope, roster_envelope, sealed_request, welcome_envelope
from office.people import Person, everybody, me
from office.rosters import newest_entry
from office.rules.refusal import Refusal

MOST = 20
"""Letters at a time: each may hold tens of megabytes of pictures. The next look brings the next ones."""

_REQUEST = re.compile(r"((?:[a-z]+-)?request)-([0-9a-z]+)-([0-9]{1,2})\.despatch")
_ROSTER = re.compile(r"roster-([0-9]{1,16})\.despatch")


@dataclass
class _Look:
    desk: Desk
    there: There
    reading: Reading
    people: Mapping[str, Person]
    administrator: bool
    letters: list[Letter] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def folder(self, person: Person) -> str:
        return to_person(self.reading.workspace, person.id)

    def names(self, person: Person) -> frozenset[str]:
        return frozenset(self.there.get(self.folder(person), ()))

    @property
    def others(self) -> Iterator[Person]:
        return (p for p in self.people.values() if p.id != self.desk.me.actor)


def pending_outgoing(desk: Desk, there: There) -> Outgoing:
    """What is missing from the exchange folder and can be signed by whoever is signed in; nothing while nobody is.

    Welcomes and rosters wait until an administrator is signed in.
    """
    reading = Reading(desk.journal)
    try:
        person = me(desk, reading)
    except Refused:
        return Outgoing()
    look = _Look(desk, there, reading, everybody(reading), "administrator" in person.roles)
    opened = open_requests(desk, reading)
    _welcomes(look)
    wanted = _wanted(look, opened)
    _rosters(look, {folder for folder, _ in wanted})
    _closed(look, opened, wanted)
    for (folder, name), (asked, to) in wanted.items():
        if len(look.letters) < MOST and name not in there.get(folder, ()):
            _request(look, folder, name, asked, to)
    return Outgoing(tuple(look.letters[:MOST]), tuple(look.over), tuple(look.refused))


def _wanted(look: _Look, opened: tuple[Open, ...]) -> dict[tuple[str, str], tuple[Open, Person]]:
    """Every request file that somebody should have now."""
    return {
        (look.folder(p), file_name(asked.kind, asked.request, str(asked.stage))): (asked, p)
        for asked in opened
        for p in look.others
        if p.keys and asked.may(p)
    }


def _request(look: _Look, folder: str, name: str, asked: Open, to: Person) -> None:
    person = to.id if asked.kind == "request" else None
    try:
        look.letters.append(Letter(folder, name, sealed_request(look.desk, look.reading, asked, (), person)))
    except Refused as no:
        look.refused.extend(no.refusals)
    except JournalFault as fault:
        look.refused.append(Refusal("file.no-picture", {"why": str(fault)}))


def _welcomes(look: _Look) -> None:
    """For those who asked to join through the exchange folder and have been enrolled."""
    joins = look.there.get(JOINS, ())
    for p in look.others if look.administrator else ():
        for key in p.keys.values():
            folder, name = to_key(key.id), file_name("welcome", key.id)
            asked = file_name("join", key.id) in joins and key.revoked is None
            if asked and name not in look.there.get(folder, ()):
                look.letters.append(Letter(folder, name, welcome_envelope(look.desk, p.id)))


def _rosters(look: _Look, writing_to: set[str]) -> None:
    name = file_name("roster", str(newest_entry(look.reading)))
    data = b""
    for p in look.others:
        folder, names = look.folder(p), look.names(p)
        wanted = look.administrator and (folder in look.there or folder in writing_to)
        if wanted and name not in names:
            data = data or roster_envelope(look.desk)
            look.letters.append(Letter(folder, name, data))
        if name in names:
            look.over += [(folder, old) for old in names if _ROSTER.fullmatch(old) and old != name]


def _closed(
    look: _Look, opened: tuple[Open, ...], wanted: Mapping[tuple[str, str], tuple[Open, Person]]
) -> None:
    """Word for those who hold a request that does not wait for them any more. Their copy is taken away: it may be
    under embargo."""
    by_id = {asked.request: asked for asked in opened}
    for p in look.others:
        folder, names = look.folder(p), look.names(p)
        for name in sorted(names):
            found = _REQUEST.fullmatch(name)
            if found is None or (folder, name) in wanted:
                continue
            kind, request, stage = found.groups()
            again = any((folder, file_name(kind, request, str(n))) in wanted for n in range(1, 41))
            word = file_name("closed", request, stage)
            if again or word in names:
                look.over.append((folder, name))
            elif len(look.letters) < MOST:
                why = _why(look, p, by_id.get(request), request)
                look.letters.append(Letter(folder, word, closed_envelope(look.desk, request, why)))


def _why(look: _Look, person: Person, asked: Open | None, request: str) -> str:
    """One of: recorded (their own answer), not-needed, approved, changes, answered, or the delivery's state."""
    if asked is not None:
        return "recorded" if person.id in asked.answered else "not-needed"
    rows = queries.of_request(look.desk.journal, request)
    if not rows:
        return "answered"
    entries = [e for row in rows for e in look.reading.stream(f"delivery-{row['id']}")]
    answers = [e.body or {} for e in entries if e.kind in ("delivery.approved", "delivery.changes-asked")]
    if any(a.get("request") == request and a["statement"]["person"] == person.id for a in answers):
        return "recorded"
    states = {str(row["state"]) for row in rows}
    if states & {"approved", "sending", "published", "uncertain", "rejected"}:
        return "approved"
    return "changes" if "draft" in states else min(states)


class Outbox:
    """`pending_outgoing`, worked out anew only when the record, the folder or whoever is signed in has changed."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] = ()

    def pending(self, desk: Desk, there: There) -> Outgoing:
        seen = (
            desk.journal.data_version(),
            {folder: frozenset(names) for folder, names in there.items()},
            desk.signer.key_id if desk.signer else "",
            desk.now().replace(second=0, microsecond=0),
        )
        if seen == self._last:
            return Outgoing()
        found = pending_outgoing(desk, there)
        self._last = () if found.letters else seen
        return found
