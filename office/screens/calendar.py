"""Calendar, Published and one delivery: what goes out when, what went out, and what became of it."""

from __future__ import annotations

from datetime import datetime

from office.deliveries import delivery
from office.desk import Refused
from office.facts import content_of
from office.journal import queries
from office.periods import all_periods
from office.posts import post
from office.rows import DeliveryRow, PartRow, PeriodRow, UncertainRow
from office.rules.refusal import Refusal
from office.screens.header import period_row
from office.screens.shared import Looking, part_rows


def between(
    look: Looking, start: datetime, end: datetime
) -> tuple[tuple[DeliveryRow, ...], tuple[PeriodRow, ...]]:
    """What stands in the calendar, and the periods that touch it."""
    rows = look.deliveries(queries.deliveries_between(look.desk.journal, start, end))
    periods = (period_row(look, p) for p in all_periods(look.reading))
    touching = tuple(
        p for p in periods if p.state != "lifted" and p.start < end and (p.end is None or p.end > start)
    )
    return rows, touching


def published(look: Looking, limit: int = 200, offset: int = 0) -> tuple[DeliveryRow, ...]:
    """What went out, newest first."""
    return look.deliveries(queries.deliveries(look.desk.journal, ["published"], limit, offset, newest=True))


def one(look: Looking, delivery_id: str) -> tuple[DeliveryRow, tuple[PartRow, ...]]:
    """One delivery and what it says. Raises Refused(`delivery.unknown`)."""
    row = queries.delivery(look.desk.journal, delivery_id)
    if row is None:
        raise Refused(Refusal("delivery.unknown"))
    d = delivery(look.reading, delivery_id)
    content = content_of(post(look.reading, d.post), d)
    return look.delivery(row), part_rows(look.desk.media, content.parts)


def uncertain(
    look: Looking,
    delivery_id: str,
    on_account: tuple[tuple[str, str, datetime, str], ...],
    read_at: datetime | None,
) -> UncertainRow:
    """A part whose outcome nobody knows, beside what is on the account (read upstairs). Raises Refused."""
    shown, parts = one(look, delivery_id)
    d = delivery(look.reading, delivery_id)
    number = next((n for n, p in d.out.items() if p.state == "uncertain"), None)
    if number is None:
        raise Refused(Refusal("delivery.settled"))
    part = d.out[number]
    return UncertainRow(
        shown,
        number,
        parts[number - 1].text,
        part.at or look.desk.now(),
        part.why,
        on_account,
        read_at,
        not look.accounts[d.account].reading,
    )
