"""Today: what needs me now?"""

from __future__ import annotations

from datetime import datetime, timedelta

from office.desk import moment
from office.journal import queries
from office.mentions import due_by
from office.packs import check_numbers
from office.rows import AccountRow, DeliveryRow, TodayItem, TodayRows
from office.rules.pace import day_around
from office.screens.approvals import waiting
from office.screens.header import sending_row
from office.screens.shared import Looking

PACED = 4
"""Accounts whose pace there is room for."""
ACTIONS = {
    "uncertain": ("today.uncertain", "decide"),
    "missed": ("today.missed", "choose"),
    "rejected": ("today.rejected", "see"),
    "refused": ("today.refused", "see"),
}


def today(look: Looking) -> TodayRows:
    """Everything that waits for this person, the hardest first."""
    now = look.desk.now()
    items = [
        *_setup(look),
        *_sending(look),
        *_outcomes(look),
        *_approve(look),
        *_held(look),
        *_changes(look),
    ]
    start, end = day_around(now)
    going = tuple(
        d
        for d in look.deliveries(queries.deliveries_between(look.desk.journal, start, end))
        if d.state not in ("draft", "refused")
    )
    hour, rest, later = _replies(look, now, end)
    person = look.people.get(look.me)
    name = person.name if person else ""
    return TodayRows(name, now, tuple(items), going, hour, rest, later, _pace(look, now))


def _setup(look: Looking) -> list[TodayItem]:
    """Until two people are enrolled nothing that needs approval goes out, and one screen says why."""
    items = []
    if sum(1 for p in look.people.values() if not p.left) < 2:
        items.append(TodayItem("setup", "", "today.alone", {}, "enrol", "people"))
    if not any(not a.retired for a in look.accounts.values()):
        items.append(TodayItem("setup", "", "today.no-account", {}, "add", "accounts"))
    return items


def _sending(look: Looking) -> list[TodayItem]:
    row = sending_row(look)
    if row.state == "on":
        return []
    kind = "clock" if row.why.startswith("clock.") else "resume"
    return [TodayItem(kind, "", row.why, row.facts, "see", "rules", row.facts.get("at"))]


def _outcomes(look: Looking) -> list[TodayItem]:
    rows = queries.deliveries(look.desk.journal, list(ACTIONS), 50)
    items = []
    for d in look.deliveries(rows):
        code, action = ACTIONS[d.state]
        facts = {**d.why_facts, "account": d.account.handle, "platform": d.account.platform, "code": d.why}
        when = d.start if d.state == "missed" else d.state_at
        items.append(TodayItem(d.state, d.title, code, facts, action, f"delivery/{d.id}", when))
    order = list(ACTIONS)
    return sorted(items, key=lambda i: order.index(i.kind))


def _approve(look: Looking) -> list[TodayItem]:
    items = []
    for r in waiting(look):
        if r.refusals:
            continue
        facts = {
            "author": r.author,
            "stage": r.stage,
            "stages": r.stages,
            "category": r.category,
            "start": r.start,
            "accounts": [f"{a.platform}:{a.handle}" for a in r.accounts],
        }
        items.append(
            TodayItem("approve", r.title, f"today.{r.kind}", facts, "review", f"approvals/{r.id}", r.due)
        )
    return items


def _held(look: Looking) -> list[TodayItem]:
    held = look.deliveries(queries.deliveries(look.desk.journal, ["held"], 200))
    groups: dict[str, list[DeliveryRow]] = {}
    for d in held:
        groups.setdefault(d.period or d.why, []).append(d)
    items = []
    for name, rows in groups.items():
        since = min((d.state_at for d in rows if d.state_at), default=None)
        title = rows[0].title if len(rows) == 1 else ""
        facts = {"count": len(rows), "period": rows[0].period, "name": name, "code": rows[0].why}
        items.append(TodayItem("held", title, "today.held", facts, "see", "rules/held", since, len(rows)))
    return items


def _changes(look: Looking) -> list[TodayItem]:
    """Drafts of mine that somebody asked to be changed."""
    rows = queries.deliveries(look.desk.journal, ["draft"], 200)
    shown = [d for d in look.deliveries(rows) if d.why == "approval.changes-asked"]
    return [
        TodayItem(
            "changes",
            d.title,
            "today.changes",
            {"words": d.why_facts["words"], "by": look.name(d.why_facts["by"])},
            "edit",
            f"editor/{d.post}",
            d.state_at,
        )
        for d in shown
        if d.author == look.name(look.me)
    ]


def _replies(look: Looking, now: datetime, end: datetime) -> tuple[int, int, int]:
    """How many mentions are due within the hour, today, and later."""
    counts = [0, 0, 0]
    for row in queries.mentions(look.desk.journal, ["waiting", "taken"], None, 1000):
        due = due_by(row["triage"], moment(row["at"]))
        if due is not None:
            counts[0 if due <= now + timedelta(hours=1) else 1 if due < end else 2] += 1
    return counts[0], counts[1], counts[2]


def _pace(look: Looking, now: datetime) -> tuple[tuple[AccountRow, int, datetime | None], ...]:
    """Posts out today per account, and the earliest next one: as long after the last as the pace rule wants."""
    start, _ = day_around(now)
    gap = timedelta(minutes=check_numbers().pace_minutes)
    rows = []
    speaking = [a for a in look.accounts.values() if a.writing and not a.retired]
    for a in speaking[:PACED]:
        out = queries.out_on(look.desk.journal, a.id, start)
        last = datetime.fromisoformat(out[0]["state_at"]) if out else None
        following = last + gap if last and last + gap > now else None
        rows.append((look.account(a.id), len(out), following))
    return tuple(rows)
