"""Pause, resumption and the clock: may anything be sent at all?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from office.rules.facts import ClockFacts, PauseFacts
from office.rules.refusal import Level, Refusal


def held_by_pauses(
    pauses: Sequence[PauseFacts], locally: bool, caught: Sequence[PauseFacts] = ()
) -> tuple[Refusal, ...]:
    """A pause in force stops everything. After a resumption, what was approved before it goes on only if the
    resumption names it (item by item, design.md, 5); otherwise it waits for a fresh approval: `caught`."""
    refusals = [Refusal("pause.here", {}, Level.HOLD)] if locally else []
    in_force = [p for p in pauses if p.resumed is None]
    refusals += [_held("pause.all", p) for p in in_force[:1] if not locally]
    refusals += [_held("pause.caught", p) for p in caught[:1]]
    return tuple(refusals)


def _held(code: str, pause: PauseFacts) -> Refusal:
    return Refusal(code, {"by": pause.by, "at": pause.at}, Level.HOLD)


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
