"""Sends: what is due, what stands in its way, and the claim that is in the record before anything leaves.

Every decision folds streams; tables only say where to look. What Despatch does by itself the device signs.
What became of a claim is recorded by office.outcomes; what nobody knows is settled by office.settling.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from office.contents import Content, Picture
from office.deliveries import Delivery, delivery
from office.desk import Desk, Reading, decide, iso, new_id
from office.facts import Case, case
from office.journal import outgoing
from office.journal.codec import canonical
from office.journal.media import MediaFault
from office.journal.port import Event
from office.rules.gate import may_send
from office.rules.refusal import Refusal, stops
from office.sending import sending
from office.verdicts import Outcome, finished, stopped, verdict

CALL = timedelta(seconds=60)
"""What one call of a platform may take in all."""
GRACE = timedelta(seconds=15)
"""After a call's end its sender has this long to record what came of it; then anybody may mark it uncertain."""


@dataclass(frozen=True)
class Handed:
    """A picture as it is handed over: the very bytes, with the digest that was computed from them."""

    digest: str
    mime: str
    data: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True)
class Claimed:
    """One part, claimed in the record, exactly as it is to be handed to the platform."""

    delivery: str
    account: str
    part: int
    parts: int
    key: str
    attempt: str
    digest: str
    """Computed from what is handed over; equal to the approved digest."""
    text: str
    pictures: tuple[Handed, ...]
    reply_to: str | None
    deadline: datetime
    """The call is over by then."""
    expires: datetime
    """From then on anybody may mark the claim uncertain."""


@dataclass(frozen=True)
class _Step:
    outcome: Outcome
    events: tuple[Event, ...] = ()
    case: Case | None = None


def due(desk: Desk, now: datetime) -> tuple[str, ...]:
    """Deliveries whose moment has come, in the order in which they should go."""
    return tuple(delivery_id for delivery_id, _ in outgoing.due(desk.journal, now))


def next_moment(desk: Desk, now: datetime) -> datetime | None:
    """When to look again at the latest; always after `now`."""
    return outgoing.next_moment(desk.journal, now)


def expired_claims(desk: Desk, now: datetime) -> tuple[str, ...]:
    return tuple(outgoing.expired(desk.journal, now))


def attend(desk: Desk, delivery_id: str) -> Outcome:
    """Ask the gate about a delivery at its moment, and record its no: held, missed or refused, once."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        step = _step(desk, reading, delivery_id, check_media=False)
        return step.events, step.outcome

    return decide(desk, decision, desk.device)


def claim(desk: Desk, delivery_id: str, process: str, call: timedelta = CALL) -> Claimed | Outcome:
    """Claim the next part: the gate is asked inside the decision, with every picture's bytes, and whatever any process
    recorded first (a pause, a period, another claim) wins. Returns an Outcome when there is nothing to send.
    """

    def decision(reading: Reading) -> tuple[Sequence[Event], Claimed | Outcome]:
        step = _step(desk, reading, delivery_id, check_media=True)
        if step.outcome.state != "clear" or step.case is None:
            return step.events, step.outcome
        d = step.case.delivery
        if d.next_part > len(step.case.content.parts):
            return [*step.events, *finished(reading, d)], Outcome("published")
        if lane_taken(desk, reading, d):
            return (), Outcome("waits", (Refusal("sending.account-busy"),))
        found = _handed_over(desk, step.case, d.next_part, call)
        if isinstance(found, Refusal):
            events, outcome = stopped(reading, d, desk.now(), (found,))
            return [*step.events, *events], outcome
        return [*step.events, *_claimed(desk, found, process)], found

    return decide(desk, decision, desk.device)


def still_mine(desk: Desk, claimed: Claimed) -> tuple[Refusal, ...]:
    """Asked again immediately before the network: is the claim ours and in time, and the gate still clear?"""
    reading = Reading(desk.journal)
    d = delivery(reading, claimed.delivery)
    if not holds(d, claimed):
        return (Refusal("claim.lost"),)
    if desk.now() >= claimed.deadline:
        return (Refusal("claim.late", {"deadline": claimed.deadline}),)
    c = case(desk, reading, claimed.delivery)
    changed = () if c.facts.digest == claimed.digest else (Refusal("claim.other-content"),)
    return (*changed, *stops(may_send(c.facts)))


def release(desk: Desk, claimed: Claimed) -> Outcome:
    """Give a claim back that was not used: nothing of it left this machine. The gate says what becomes of it."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        if not holds(d, claimed):
            return (), Outcome("gone")
        refusals = stops(may_send(case(desk, reading, d.id).facts))
        if verdict(refusals) in ("clear", "waits"):
            body = {"part": claimed.part, "until": iso(desk.now()), "code": "sending.given-back"}
            return [Event(f"delivery-{d.id}", "delivery.put-off", body)], Outcome("waits", refusals)
        return stopped(reading, d, desk.now(), refusals)

    return decide(desk, decision, desk.device)


def holds(d: Delivery, claimed: Claimed) -> bool:
    """Is this the delivery's open claim?"""
    return d.claim is not None and d.claim.attempt == claimed.attempt


def lane_taken(desk: Desk, reading: Reading, d: Delivery) -> bool:
    """Is another delivery of the account being sent?

    Every claim also adds an entry to its account's lane, so of two processes that claim for one account at the same
    moment one conflicts and decides again. Whether who took the lane last still holds it, its own stream says: so
    nothing need be freed, and nothing can be left locked. Only the last entry is read, since lanes grow long.
    """
    lane = f"lane-{d.account}"
    entry = outgoing.last(desk.journal, lane)
    reading.reads[lane] = entry.version if entry else 0
    other = str((entry.body or {}).get("delivery", "")) if entry else ""
    return other not in ("", d.id) and delivery(reading, other).claim is not None


def _step(desk: Desk, reading: Reading, delivery_id: str, check_media: bool) -> _Step:
    d = delivery(reading, delivery_id)
    if d.state not in ("approved", "held", "in review"):
        return _Step(Outcome("gone"))
    if d.state == "approved" and d.put_off is not None and desk.now() < d.put_off:
        return _Step(Outcome("waits", (Refusal("sending.put-off", {"until": d.put_off}),)))
    if d.state == "held" and not _released(reading, d):
        return _Step(Outcome("held"))
    c = case(desk, reading, delivery_id, check_media)
    refusals = stops(may_send(c.facts))
    if d.state == "in review" and verdict(refusals) != "missed":
        return _Step(Outcome("gone"))
    if d.state == "held":
        return _after_release(reading, c, desk.now(), refusals)
    if verdict(refusals) in ("clear", "waits"):
        return _Step(Outcome(verdict(refusals), refusals), (), c)
    events, outcome = stopped(reading, d, desk.now(), refusals)
    return _Step(outcome, tuple(events), c)


def _released(reading: Reading, d: Delivery) -> bool:
    """Nothing un-holds itself: has a person released exactly this delivery since it was held?"""
    since = d.state_at
    resumed = [p.resumed for p in sending(reading).pauses if p.resumed and d.id in p.released]
    moments = [*resumed, *(e["recorded"] for e in d.exceptions)]
    return since is not None and any(m >= since for m in moments)


def _after_release(reading: Reading, c: Case, now: datetime, refusals: tuple[Refusal, ...]) -> _Step:
    state = verdict(refusals)
    if state == "clear":
        freed = Event(f"delivery-{c.delivery.id}", "delivery.released", {})
        return _Step(Outcome("clear"), (freed,), c)
    if state in ("held", "waits"):
        return _Step(Outcome(state, refusals))
    events, outcome = stopped(reading, c.delivery, now, refusals)
    return _Step(outcome, tuple(events), c)


def _handed_over(desk: Desk, c: Case, part: int, call: timedelta) -> Claimed | Refusal:
    """The part as it will be handed to the platform, its digest computed afresh from the bytes."""
    d, words, now = c.delivery, c.content.parts[part - 1], desk.now()
    again = d.out.get(part)
    if again is not None and again.state == "again" and again.until is not None and again.until < now + call:
        return Refusal("uncertain.key-over", {"until": again.until})
    before = d.out[part - 1].remote_id if part > 1 else d.reply_to
    if not before and (part > 1 or d.act == "reply"):
        return Refusal("reply.no-target", {"part": part})
    try:
        pictures = tuple(_picture(desk, p) for p in words.pictures)
    except MediaFault:
        return Refusal("content.media-changed", {"part": part, "parts": len(c.content.parts)})
    digest = _digest(c.content, part, pictures)
    if digest != c.facts.digest:
        return Refusal("content.media-changed", {"part": part, "parts": len(c.content.parts)})
    return Claimed(
        d.id, d.account, part, len(c.content.parts), _key(d, part, words.text, pictures, before), new_id(), digest,
        words.text, pictures, before or None, now + call, now + call + GRACE,
    )  # fmt: skip


def _picture(desk: Desk, picture: Picture) -> Handed:
    data = desk.media.get(picture.digest)
    return Handed(hashlib.sha256(data).hexdigest(), picture.mime, data, picture.alt)


def _digest(content: Content, part: int, pictures: Sequence[Handed]) -> str:
    words = content.parts[part - 1]
    real = replace(
        words,
        pictures=tuple(replace(p, digest=h.digest) for p, h in zip(words.pictures, pictures, strict=True)),
    )
    return replace(content, parts=(*content.parts[: part - 1], real, *content.parts[part:])).digest


def _key(d: Delivery, part: int, text: str, pictures: Sequence[Handed], before: str | None) -> str:
    """The idempotency key: the same for the same words of the same part however often it is tried."""
    said = [d.id, part, text, [[p.digest, p.alt] for p in pictures], before]
    return hashlib.sha256(canonical(said)).hexdigest()


def _claimed(desk: Desk, claimed: Claimed, process: str) -> list[Event]:
    body = {
        "part": claimed.part,
        "key": claimed.key,
        "attempt": claimed.attempt,
        "deadline": iso(claimed.expires),
        "process": process,
        "device": desk.device.actor,
        "digest": claimed.digest,
    }
    taken = {"delivery": claimed.delivery, "part": claimed.part}
    return [
        Event(f"delivery-{claimed.delivery}", "delivery.claimed", body),
        Event(f"lane-{claimed.account}", "lane.taken", taken),
    ]
