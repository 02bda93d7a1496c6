"""The header, the rail and the status line: what every screen shows."""

from __future__ import annotations

from office.facts import clock_facts
from office.journal import keys, queries
from office.packs import packs
from office.periods import Period, all_periods
from office.rows import DeliveryRow, HeaderRow, PeriodId, PeriodRow, RecordRow, SendingRow
from office.rules.purdah import catches, covers, in_force
from office.rules.sending import clock_wrong
from office.screens.shared import Looking
from office.sending import sending
from office.workspace import workspace


def sending_row(look: Looking) -> SendingRow:
    """On, paused or stopped, and why."""
    desk = look.desk
    state = sending(look.reading)
    pause = state.paused
    if pause is not None:
        facts = {
            "by": look.name(pause.by),
            "at": pause.at,
            "reason": state.reasons[-1] if state.reasons else "",
        }
        asked = look.name(state.asked[-1]["by"]) if state.asked else ""
        return SendingRow("paused", "pause.all", facts, asked)
    if desk.locally_paused():
        return SendingRow("paused", "pause.here")
    wrong = clock_wrong(clock_facts(desk, look.reading, state.corrected), desk.now())
    if wrong:
        return SendingRow("stopped", wrong[0].code, wrong[0].facts)
    if not desk.publisher_here() or state.publisher not in ("", desk.device.actor):
        return SendingRow("stopped", "sending.not-here")
    if desk.signer is None:
        return SendingRow("stopped", "key.away")
    return SendingRow("on")


def period_row(look: Looking, period: Period) -> PeriodRow:
    now = look.desk.now()
    version = period.now
    if period.lifted:
        state = "lifted"
    elif in_force(version, now):
        state = "in force"
    else:
        state = "coming" if now < version.start else "ended"
    pack = packs().get(period.pack)
    return PeriodRow(
        PeriodId(period.id),
        period.pack,
        version.title,
        version.start,
        version.end,
        state,
        look.name(period.declared_by),
        period.notice,
        caught(look, period) if state in ("in force", "coming") else (),
        dict(version.levels),
        tuple(sorted(version.stops)),
        tuple((s[0], s[2]) for s in pack.sources) if pack else (),
        tuple(sorted(version.body_types)),
        tuple(sorted(version.territories)),
    )


def caught(look: Looking, period: Period) -> tuple[DeliveryRow, ...]:
    """What the period's wording as it stands catches: planned inside it, of a category that it does not allow."""
    rows = []
    for row in queries.planned_from(look.desk.journal, period.now.start):
        shown = look.delivery(row)
        account = look.accounts.get(row["account"])
        planned = shown.start or look.desk.now()
        level = period.now.level(row["category"])
        stops = level in ("block", "exception") and catches(period.now, planned, None)
        if account and stops and covers(period.now, account.facts):
            rows.append(shown)
    return tuple(rows)


def header(look: Looking, rehearsal: bool, record: RecordRow) -> HeaderRow:
    desk = look.desk
    found = workspace(look.reading)
    periods = tuple(period_row(look, p) for p in all_periods(look.reading))
    person = look.people.get(look.me)
    next_rows = queries.deliveries(desk.journal, ["approved"], 1)
    counted = queries.counts(desk.journal)
    held = counted.get("held", 0)
    numbers = {
        "today": 0,
        "drafts": queries.draft_count(desk.journal),
        "approvals": counted.get("in review", 0),
        "replies": queries.waiting_mentions(desk.journal),
    }
    return HeaderRow(
        look.person(person) if person else None,
        found.department,
        rehearsal,
        False,
        sending_row(look),
        tuple(p for p in periods if p.state == "in force"),
        held,
        numbers,
        look.delivery(next_rows[0]) if next_rows else None,
        record,
        desk.now(),
        tuple(look.person(p) for p in look.people.values() if not p.left),
        keys.fingerprint(found.id),
    )
