"""Outcomes: what became of a claim is recorded, late or not, and only what is certain is believed.

A late answer, after somebody marked the part uncertain, still settles it. A platform's no to a second attempt says
nothing about the first, so there the part stays uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from office.deliveries import Delivery, PartOut, delivery
from office.desk import Desk, Reading, decide, iso
from office.journal import outgoing
from office.journal.port import Event
from office.journal.text import LIMIT, normalise
from office.rules.refusal import Refusal
from office.sends import Claimed, holds
from office.verdicts import Outcome, finished, gave_up, refusals_json

SETTLING = timedelta(seconds=30)
"""After a claim's end a platform may still need this long to show what it has accepted."""
BACK_OFF = (timedelta(seconds=15), timedelta(seconds=60), timedelta(minutes=5))
RECONNECT = timedelta(minutes=5)
LAST_TRY = timedelta(seconds=5)
WHY_LIMIT = 500


def record_published(desk: Desk, claimed: Claimed, remote_id: str, url: str) -> Outcome:
    """The platform's receipt. `more`: the thread goes on. A second copy of a part is recorded as what it is."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        known = d.out.get(claimed.part)
        if known is not None and known.state == "published":
            return _copy(reading, d, claimed, remote_id, url), Outcome(d.state)
        body = {"part": claimed.part, "remote_id": remote_id, "url": url, "digest": claimed.digest}
        if not holds(d, claimed):
            body["late"] = True
        part = PartOut("published", remote_id, url, digest=claimed.digest)
        after = replace(d, out={**d.out, claimed.part: part})
        events = [Event(f"delivery-{d.id}", "delivery.part-published", body)]
        if after.next_part <= claimed.parts:
            return events, Outcome("more")
        return [*events, *finished(reading, after)], Outcome("published")

    return decide(desk, decision, desk.device)


def record_rejected(desk: Desk, claimed: Claimed, why: str) -> Outcome:
    """The platform's definite no."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        match _believed(d, claimed):
            case "gone":
                return (), Outcome("gone")
            case "in doubt":
                return _uncertain(d, claimed.part, desk.now(), "uncertain.rejected-again", why)
        body = {"part": claimed.part, "code": "platform.rejected", "why": _sentence(why)}
        rejected = Event(f"delivery-{d.id}", "delivery.rejected", body)
        return [rejected, *_given_up(reading, d, claimed, "rejected")], Outcome("rejected")

    return decide(desk, decision, desk.device)


def record_uncertain(desk: Desk, claimed: Claimed, why: str) -> Outcome:
    """The request left and no believable answer came back."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        if not holds(d, claimed):
            return (), Outcome("gone")
        return _uncertain(d, claimed.part, claimed.expires + SETTLING, "uncertain.no-answer", why)

    return decide(desk, decision, desk.device)


def record_put_off(
    desk: Desk, claimed: Claimed, until: datetime, why: str, code: str = "sending.rate-limited"
) -> Outcome:
    """Nothing was done and the platform named when to come back; beyond the window it is missed."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        return _put_off(desk, reading, claimed, max(until, desk.now()), {"code": code, "why": _sentence(why)})

    return decide(desk, decision, desk.device)


def record_unreachable(desk: Desk, claimed: Claimed, why: str) -> Outcome:
    """Nothing left this machine: it is tried again, less and less often, once more before the window closes."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        before = d.why.get("tries", 0) if d.why.get("code") == "sending.unreachable" else 0
        wait = BACK_OFF[min(before, len(BACK_OFF) - 1)]
        told = {"code": "sending.unreachable", "why": _sentence(why), "tries": before + 1}
        return _put_off(desk, reading, claimed, _within(d, desk.now(), wait), told)

    return decide(desk, decision, desk.device)


def record_credentials(desk: Desk, claimed: Claimed, why: str) -> Outcome:
    """Nothing was done: the account has to be connected again. See `try_again`."""

    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, claimed.delivery)
        told = {"code": "account.reconnect", "why": _sentence(why)}
        return _put_off(desk, reading, claimed, _within(d, desk.now(), RECONNECT), told)

    return decide(desk, decision, desk.device)


def try_again(desk: Desk, account_id: str) -> int:
    """What the account's deliveries waited for is there (connected again, network back): they are due now. How many."""

    def decision(reading: Reading) -> tuple[Sequence[Event], int]:
        events = []
        for delivery_id in outgoing.waiting(desk.journal, account_id, desk.now()):
            d = delivery(reading, delivery_id)
            if (
                d.state == "approved"
                and d.put_off is not None
                and d.why.get("code") != "sending.rate-limited"
            ):
                body = {"part": d.next_part, "until": iso(desk.now()), "code": "sending.tried-again"}
                events.append(Event(f"delivery-{d.id}", "delivery.put-off", body))
        return events, len(events)

    return decide(desk, decision, desk.device)


def mark_expired(desk: Desk, now: datetime) -> dict[str, Outcome]:
    """Claims past their deadline, whoever made them, become uncertain. Which, by delivery."""
    marked = {d: _mark_expired(desk, d, now) for d in outgoing.expired(desk.journal, now)}
    return {d: outcome for d, outcome in marked.items() if outcome.state == "uncertain"}


def _mark_expired(desk: Desk, delivery_id: str, now: datetime) -> Outcome:
    def decision(reading: Reading) -> tuple[Sequence[Event], Outcome]:
        d = delivery(reading, delivery_id)
        if d.claim is None or now <= d.claim.deadline:
            return (), Outcome("gone")
        return _uncertain(d, d.claim.part, d.claim.deadline + SETTLING, "uncertain.expired", "")

    return decide(desk, decision, desk.device)


def _believed(d: Delivery, claimed: Claimed) -> str:
    """Does "nothing was done" hold for the part, not only for this attempt? yes, in doubt, or gone: not ours to say."""
    known = d.out.get(claimed.part)
    if holds(d, claimed):
        return "in doubt" if known is not None and known.state == "again" else "yes"
    late = known is not None and known.state == "uncertain" and known.attempt == claimed.attempt
    return "yes" if late and known is not None and known.first_attempt == claimed.attempt else "gone"


def _put_off(
    desk: Desk, reading: Reading, claimed: Claimed, until: datetime, told: Mapping[str, str | int]
) -> tuple[list[Event], Outcome]:
    d = delivery(reading, claimed.delivery)
    believed = _believed(d, claimed)
    if believed == "gone":
        return [], Outcome("gone")
    stream = f"delivery-{d.id}"
    body = {"part": claimed.part, "until": iso(until), **told}
    if believed == "yes":
        body["nothing_done"] = True
    waits = Event(stream, "delivery.put-off", body)
    if until <= d.window.until:
        return [waits], Outcome("waits", (Refusal(str(told["code"]), {"until": until, "why": told["why"]}),))
    if believed == "in doubt":
        return _uncertain(d, claimed.part, desk.now(), "uncertain.stopped", str(told["why"]))
    refusals = (Refusal("window.missed", {"until": d.window.until}),)
    missed = Event(stream, "delivery.missed", {"refusals": refusals_json(refusals), **told})
    late = [] if holds(d, claimed) else [waits]
    return [*late, missed, *_given_up(reading, d, claimed, "missed")], Outcome("missed", refusals)


def _uncertain(d: Delivery, part: int, until: datetime, code: str, why: str) -> tuple[list[Event], Outcome]:
    body = {"part": part, "code": code, "why": _sentence(why), "until": iso(until)}
    told = Refusal(code, {"until": until, "why": body["why"]})
    return [Event(f"delivery-{d.id}", "delivery.uncertain", body)], Outcome("uncertain", (told,))


def _given_up(reading: Reading, d: Delivery, claimed: Claimed, state: str) -> list[Event]:
    return gave_up(reading, replace(d, out={n: p for n, p in d.out.items() if n != claimed.part}), state)


def _copy(reading: Reading, d: Delivery, claimed: Claimed, remote_id: str, url: str) -> list[Event]:
    stream = f"delivery-{d.id}"
    known = {p.remote_id for p in d.out.values()}
    known |= {str((e.body or {}).get("remote_id")) for e in reading.stream(stream)}
    if remote_id in known:
        return []
    body = {"part": claimed.part, "remote_id": remote_id, "url": url, "digest": claimed.digest}
    return [Event(stream, "delivery.copy-found", body)]


def _within(d: Delivery, now: datetime, wait: timedelta) -> datetime:
    """After `wait`, or for a last try just before the window closes, if that is not too near."""
    last = d.window.until - LAST_TRY
    return min(now + wait, last) if last - now > LAST_TRY else now + wait


def _sentence(why: str) -> str:
    return normalise(why[:LIMIT])[0][:WHY_LIMIT]
