"""The calendar's days: which deliveries and periods stand in each, and what a screen reader is told. No painting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop import times
from desktop.phrases import plural, tr
from desktop.phrases_tongue import mark
from desktop.views import words
from office.rows import DeliveryRow, PeriodRow
from office.rules.moments import london

MONTH, WEEK, AGENDA = 0, 1, 2
AGENDA_WEEKS = 4

LEGEND: tuple[tuple[str, str], ...] = (
    ("approved", mark("Approved")),
    ("published", mark("Published")),
    ("in review", mark("Waiting for approval")),
    ("held", mark("Held")),
    ("missed", mark("Missed")),
    ("uncertain", mark("Did it go?")),
)


@dataclass(frozen=True)
class Day:
    """One cell. `bands`: the periods that cover it; a band's title is written where `begins`."""

    day: date
    outside: bool
    today: bool
    entries: tuple[DeliveryRow, ...] = ()
    bands: tuple[tuple[PeriodRow, bool], ...] = ()

    def said(self) -> str:
        """What a screen reader is told."""
        name = times.date_words(self.day)
        parts = [f"{name}, {tr('today')}" if self.today else name]
        parts += [period.title for period, _ in self.bands]
        parts += [entry_said(entry) for entry in self.entries]
        return "; ".join(parts) if len(parts) > 1 else f"{parts[0]}; {tr('nothing planned')}"


def entry_said(row: DeliveryRow) -> str:
    """`09:00 Road closures, X, did it go?`"""
    at = times.clock(row.start) if row.start else ""
    return f"{at} {row.title}, {words.platform(row.account)}, {words.state(row.state)[0]}".strip()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def span(kind: int, anchor: date) -> tuple[date, date]:
    """The days that are shown: [first, after the last)."""
    if kind == WEEK:
        return monday(anchor), monday(anchor) + timedelta(days=7)
    if kind == AGENDA:
        return monday(anchor), monday(anchor) + timedelta(weeks=AGENDA_WEEKS)
    last = step(MONTH, anchor.replace(day=1), 1) - timedelta(days=1)
    return monday(anchor.replace(day=1)), monday(last) + timedelta(days=7)


def step(kind: int, anchor: date, by: int) -> date:
    """The anchor one month, week or agenda later or earlier."""
    if kind == WEEK:
        return anchor + timedelta(weeks=by)
    if kind == AGENDA:
        return anchor + timedelta(weeks=AGENDA_WEEKS * by)
    months = anchor.year * 12 + anchor.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def title(kind: int, anchor: date) -> str:
    """`June 2026`, or `1 to 7 June 2026`."""
    if kind == MONTH:
        return times.month_title(anchor)
    first, after = span(kind, anchor)
    last = after - timedelta(days=1)
    whole = times.date_words(last, weekday=False, year=True)
    if (first.year, first.month) == (last.year, last.month):
        return tr("{first} to {last}").replace("{first}", str(first.day)).replace("{last}", whole)
    start = times.date_words(first, weekday=False, year=first.year != last.year)
    return tr("{first} to {last}").replace("{first}", start).replace("{last}", whole)


def covers(period: PeriodRow, day: date) -> bool:
    """Does the period touch that day in London?"""
    begins, ends = london(day), london(day + timedelta(days=1))
    return period.start < ends and (period.end is None or period.end > begins)


def days(
    kind: int, anchor: date, rows: Iterable[DeliveryRow], periods: Sequence[PeriodRow], now: datetime
) -> list[Day]:
    """Every day that is shown, in order."""
    first, after = span(kind, anchor)
    by_day: dict[date, list[DeliveryRow]] = {}
    for row in rows:
        if row.start is not None:
            by_day.setdefault(times.local(row.start).date(), []).append(row)
    today = times.local(now).date()
    made = []
    for number in range((after - first).days):
        day = first + timedelta(days=number)
        entries = sorted(by_day.get(day, ()), key=lambda row: (row.start, row.title))
        bands = tuple(
            (p, number % 7 == 0 or not covers(p, day - timedelta(days=1))) for p in periods if covers(p, day)
        )
        outside = kind == MONTH and day.month != anchor.month
        made.append(Day(day, outside, day == today, tuple(entries), bands))
    return made


def throughout(periods: Sequence[PeriodRow], shown: Sequence[Day]) -> list[PeriodRow]:
    """The periods that cover every day shown: they stand over the calendar instead of in each week."""
    return [p for p in periods if shown and all(covers(p, day.day) for day in shown)]


def period_words(period: PeriodRow) -> tuple[str, str]:
    """A period's title, and until when it lasts."""
    if period.end is None:
        return period.title, tr("until somebody ends it")
    return period.title, tr("until {when}").replace("{when}", times.when(period.end))


def more(count: int) -> str:
    return plural(count, "{n} more", "{n} more")
