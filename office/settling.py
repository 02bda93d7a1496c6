"""Settling: a part of which nobody knows whether it is out is settled by evidence, or by a person; never by a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from office.deliveries import Delivery, PartOut, delivery
from office.desk import Desk, Reading, Refused, decide, iso
from office.facts import case, content_of
from office.journal import outgoing
from office.journal.port import Event
from office.people import me
from office.posts import post
from office.rules.gate import may_send
from office.rules.refusal import Refusal, stops
from office.sends import CALL, GRACE, lane_taken
from office.verdicts import Outcome, finished

TOLERANCE = timedelta(minutes=2)
"""A platform's clock and ours may differ by so much."""
LOOK_BACK = 5000
"""Entries before the claim that are looked at too: a post that was recorded for another delivery, by TOLERANCE."""


SAME_DAY = timedelta(hours=24)
"""The same words within a day, at another time or in answer to something else: nobody may call the part absent."""


class Own(Protocol):
    """A post that is on the account (accounts.platform.OwnPost)."""

    @property
    def remote_id(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reply_to(self) -> str | None: ...


class OwnPosts(Protocol):
    """What a reading of the account found (accounts.platform.OwnPosts)."""

    @property
    def posts(self) -> Sequence[Own]: ...
    @property
    def complete_since(self) -> datetime | None: ...


class Lore(Protocol):
    """What is known of the platform (accounts.platform.Capabilities)."""

    @property
    def absence_conclusive(self) -> bool: ...
    @property
    def key_lifetime(self) -> timedelta: ...


@dataclass(frozen=True)
class _Doubt:
    """A part of which nobody knows whether it is out. `since`: its first send; `until`: not to be settled before."""

    part: int
    known: PartOut
    since: datetime
    until: datetime


def ready(desk: Desk, delivery_id: str) -> bool:
    """May evidence be looked for: is it uncertain, and has the platform had time to show what it accepted?"""
    doubt = _doubt(delivery(Reading(desk.journal), delivery_id))
    return doubt is not None and desk.now() >= doubt.until


def evidence(desk: Desk, delivery_id: str, own: OwnPosts | None, lore: Lore, read_at: datetime) -> Outcome:
    """Settle by what the account shows, or by the platform's promise not to publish a key twice.

    `own`: the account's posts, read from `read_at` on; None where reading is off or failed. The outcome is published
    or more (it is there), clear (surely absent, or the key allows it: the gate is asked again), waits (nothing was
    recorded, look again), asks (a person decides), or gone.
    """

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, delivery_id)
        doubt = _doubt(d)
        if doubt is None:
            return (), Outcome("gone")
        if desk.now() < doubt.until or lane_taken(desk, reading, d):
            return (), Outcome("waits")
        if own is None:
            return _by_key(desk, reading, d, doubt, lore)
        similar = _similar(desk, reading, d, doubt, own.posts)
        exact = [p for p in similar if _fits(p, d, doubt)]
        if len(exact) == 1 and not _twins(desk, reading, d, doubt):
            told = {"kind": "read-back", "at": iso(exact[0].at)}
            return _out(reading, d, doubt, exact[0].remote_id, exact[0].url, evidence=told)
        if similar:
            return (), Outcome("asks")
        if _conclusive(doubt, own, lore, read_at):
            told = {"kind": "read-back", "read_at": iso(read_at)}
            return [_settled(d, doubt.part, "absent", evidence=told)], Outcome("clear")
        return _by_key(desk, reading, d, doubt, lore)

    return decide(desk, decision, desk.device)


def settle_by_person(
    desk: Desk, delivery_id: str, part: int, verdict: str, remote_id: str = "", url: str = ""
) -> Outcome:
    """A person who has looked says that the part is out (`published`, with the platform's id) or not (`absent`).

    Absent: it may be sent again, if the gate agrees; late it is missed and asks. Raises Refused when there is nothing
    to settle, it is too early to say, no id is given, or the post belongs to another delivery.
    """

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        me(desk, reading)
        d = delivery(reading, delivery_id)
        doubt = _doubt(d)
        if doubt is None or doubt.part != part:
            raise Refused(Refusal("settle.nothing"))
        if verdict == "absent":
            if desk.now() < doubt.until:
                raise Refused(Refusal("settle.too-early", {"until": doubt.until}))
            return [_settled(d, part, "absent", by="person")], Outcome("clear")
        if not remote_id.strip():
            raise Refused(Refusal("settle.no-post"))
        if _others(desk, reading, d, doubt, [remote_id.strip()]):
            raise Refused(Refusal("settle.other-delivery"))
        return _out(reading, d, doubt, remote_id.strip(), url.strip(), by="person")

    return decide(desk, decision)


def _doubt(d: Delivery) -> _Doubt | None:
    if d.state != "uncertain":
        return None
    for part, known in sorted(d.out.items()):
        if known.state == "uncertain" and known.at is not None:
            return _Doubt(part, known, known.first_sent or known.at, known.until or known.at)
    return None


def _similar(desk: Desk, reading: Reading, d: Delivery, doubt: _Doubt, posts: Sequence[Own]) -> list[Own]:
    """The same words on the same day, recorded for no other delivery or part."""
    words = _bare(_said(reading, d, doubt.part))
    same = [p for p in posts if _bare(p.text) == words and abs(p.at - doubt.since) <= SAME_DAY]
    others = _others(desk, reading, d, doubt, [p.remote_id for p in same])
    return [p for p in same if p.remote_id not in others]


def _fits(post_: Own, d: Delivery, doubt: _Doubt) -> bool:
    """In answer to what the part answers, and in its time."""
    in_time = doubt.since - TOLERANCE <= post_.at <= doubt.until + TOLERANCE
    return in_time and post_.reply_to == _target(d, doubt.part)


def _said(reading: Reading, d: Delivery, part: int) -> str:
    return content_of(post(reading, d.post), d).parts[part - 1].text


def _target(d: Delivery, part: int) -> str | None:
    return d.out[part - 1].remote_id if part > 1 else d.reply_to


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _others(desk: Desk, reading: Reading, d: Delivery, doubt: _Doubt, remote_ids: Sequence[str]) -> set[str]:
    """Those that the record knows as another delivery's of this account, or as another part's."""
    claims = [
        e.seq
        for e in reading.stream(f"delivery-{d.id}")
        if e.kind == "delivery.claimed" and e.body and e.body["part"] == doubt.part
    ]
    found = {p.remote_id for n, p in d.out.items() if n != doubt.part} & set(remote_ids)
    after = max(0, min(claims, default=0) - LOOK_BACK)
    for remote_id, stream in outgoing.recorded(desk.journal, remote_ids, after):
        other = delivery(reading, stream.removeprefix("delivery-"))
        if other.account == d.account and other.id != d.id:
            found.add(remote_id)
    return found


def _twins(desk: Desk, reading: Reading, d: Delivery, doubt: _Doubt) -> bool:
    """Is another delivery of the account uncertain about the same words? Then one post could be either's."""
    words = _bare(_said(reading, d, doubt.part))
    for other_id, account in outgoing.uncertain(desk.journal):
        if account != d.account or other_id == d.id:
            continue
        other = delivery(reading, other_id)
        theirs = _doubt(other)
        if theirs is not None and _bare(_said(reading, other, theirs.part)) == words:
            return True
    return False


def _conclusive(doubt: _Doubt, own: OwnPosts, lore: Lore, read_at: datetime) -> bool:
    """Does not finding it prove that it is not there? Only in a complete reading, begun after the platform had time to
    show it, on a platform where that is so."""
    whole = own.complete_since is not None and own.complete_since <= doubt.since - TOLERANCE
    return lore.absence_conclusive and whole and read_at >= doubt.until


def _by_key(
    desk: Desk, reading: Reading, d: Delivery, doubt: _Doubt, lore: Lore
) -> tuple[Sequence[Event], Outcome]:
    """May it be sent again under the same key? Only within the key's life, counted from the first send, and only while
    the gate is clear: otherwise it would be called held or missed while it may be out."""
    until = doubt.since + lore.key_lifetime
    if desk.now() + CALL + GRACE >= until or not doubt.known.key:
        return (), Outcome("asks")
    if stops(may_send(case(desk, reading, d.id).facts)):
        return (), Outcome("asks")
    told = {"kind": "key", "key": doubt.known.key}
    return [_settled(d, doubt.part, "again", evidence=told, until=iso(until))], Outcome("clear")


def _out(
    reading: Reading, d: Delivery, doubt: _Doubt, remote_id: str, url: str, **more: Any
) -> tuple[Sequence[Event], Outcome]:
    known = replace(doubt.known, state="published", remote_id=remote_id, url=url)
    after = replace(d, out={**d.out, doubt.part: known})
    events = [_settled(d, doubt.part, "published", remote_id=remote_id, url=url, **more)]
    if after.next_part <= len(content_of(post(reading, d.post), d).parts):
        return events, Outcome("more")
    return [*events, *finished(reading, after)], Outcome("published")


def _settled(d: Delivery, part: int, verdict: str, **more: Any) -> Event:
    body = {"part": part, "verdict": verdict, "by": "machine", **more}
    return Event(f"delivery-{d.id}", "delivery.settled", body)
