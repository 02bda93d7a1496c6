"""Verdicts: what the gate's answer makes of a delivery at its moment, and the entries that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.deliveries import Delivery
from office.desk import Reading, iso
from office.journal.port import Event
from office.replies import outcome as reply_outcome
from office.rules.refusal import Level, Refusal

HERE = frozenset({"pause.here", "sending.not-here", "account.not-connected"})
"""Reasons of this machine, like a wrong clock: nothing is recorded about the delivery, it stays due."""
GIVEN_UP = frozenset({"missed", "refused", "rejected"})


@dataclass(frozen=True)
class Outcome:
    """Where a delivery stands. `state`: clear (it may be claimed), waits (nothing was recorded: it stays due), held,
    missed, refused, rejected, uncertain, more (a part is out, others are not), published, or gone (not ours to send).
    """

    state: str
    refusals: tuple[Refusal, ...] = ()


def verdict(refusals: Sequence[Refusal]) -> str:
    """What the gate's answer makes of a delivery at its moment."""
    codes = {r.code for r in refusals}
    if not refusals:
        return "clear"
    if codes & HERE or "window.not-yet" in codes or any(c.startswith("clock.") for c in codes):
        return "waits"
    if "window.missed" in codes:
        return "missed"
    return "refused" if any(r.level is Level.BLOCK for r in refusals) else "held"


def stopped(
    reading: Reading, d: Delivery, now: datetime, refusals: tuple[Refusal, ...], **more: str
) -> tuple[list[Event], Outcome]:
    """The entries that say that a delivery does not go, and why."""
    state = verdict(refusals)
    told = {"refusals": refusals_json(refusals), **more}
    part = d.out.get(d.next_part)
    if part is not None and part.state == "again":
        # It may be out already. Held or missed would say that it is not.
        body = {"part": d.next_part, "code": "uncertain.stopped", "until": iso(now), **told}
        return [Event(f"delivery-{d.id}", "delivery.uncertain", body)], Outcome("uncertain", refusals)
    events = [Event(f"delivery-{d.id}", f"delivery.{state}", told)]
    return [*events, *gave_up(reading, d, state)], Outcome(state, refusals)


def gave_up(reading: Reading, d: Delivery, state: str) -> list[Event]:
    """A reply that does not go leaves its mention waiting again."""
    if d.mention is None or d.out or state not in GIVEN_UP:
        return []
    return reply_outcome(reading, d.mention, False, d.id)


def finished(reading: Reading, d: Delivery, url: str = "") -> list[Event]:
    """The entries that say that every part is out."""
    first = d.out.get(1)
    digest = next((p.digest for _, p in sorted(d.out.items(), reverse=True) if p.digest), "")
    body = {"sent_digest": digest, "url": (first.url if first else "") or url}
    told = [] if d.mention is None else reply_outcome(reading, d.mention, True, d.id)
    return [Event(f"delivery-{d.id}", "delivery.published", body), *told]


def refusals_json(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Refusals as an entry keeps them."""
    return [{"code": r.code, "facts": {k: _plain(v) for k, v in r.facts.items()}} for r in refusals]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(str(v) for v in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, str | int) else str(value)
