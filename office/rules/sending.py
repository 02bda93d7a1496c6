"""Pause, resumption and the clock: may anything be sent at all?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from office.rules.facts import ClockFacts, PauseFacts
from office.rules.refusal import Level, Refusal


def held_by_pauses(
    pauses: Sequence[PauseFacts], delivery: str, agreed: datetime | None, locally: bool
) -> tuple[Refusal, ...]:
    """A pause in force stops everything. After a resumption, a delivery that was approved before it goes on only
    if the resumption names it (item by item, design.md, 5); otherwise it waits for a fresh approval."""
    refusals = []
    if locally:
        refusals.append(Refusal("pause.here", {}, Level.HOLD))
    for pause in pauses:
        if pause.resumed is None:
            refusals.append(Refusal("pause.all", {"by": pause.by, "at": pause.at}, Level.HOLD))
        elif agreed is not None and agreed < pause.resumed and delivery not in pause.released:
            refusals.append(Refusal("pause.caught", {"by": pause.by, "at": pause.at}, Level.HOLD))
    return tuple(refusals[:1])


def clock_wrong(clock: ClockFacts, now: datetime) -> tuple[Refusal, ...]:
    """Gone wrong, sending stops and says so: behind the last entry, away from the servers, or unchecked after a jump."""
    refusals = []
    if clock.last_entry is not None and now < clock.last_entry - clock.tolerance:
        refusals.append(Refusal("clock.behind-record", {"last": clock.last_entry, "now": now}))
    if clock.server is not None:
        theirs, ours = clock.server
        if abs(theirs - ours) > clock.tolerance:
            refusals.append(Refusal("clock.differs", {"theirs": theirs, "ours": ours}))
    if clock.unchecked_jump:
        refusals.append(Refusal("clock.jumped"))
    return tuple(refusals)
