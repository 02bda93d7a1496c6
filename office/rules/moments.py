"""Moments: London's wall clock and UTC, windows, and the edges that a window never reaches past."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from office.rules.facts import AccountFacts, PeriodVersion, Window
from office.rules.purdah import covers
from office.rules.refusal import Level, Refusal

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Wall:
    """The moment (UTC) that a wall clock in London means; None, and why, when it means none or one of two."""

    moment: datetime | None
    refusals: tuple[Refusal, ...] = ()


def from_wall(day: date, at: time, fold: int | None = None) -> Wall:
    """What a wall clock in London showing `day` and `at` means.

    The hour that is skipped in March is refused (`time.gap`). The hour that comes twice in October is asked about
    (`time.overlap`): `fold` 0 is the first, 1 the second.
    """
    both = shown_at(day, at)
    if not both:
        told = {"said": f"{at:%H:%M}", "day": day, "instead": london(day, at)}
        return Wall(None, (Refusal("time.gap", told),))
    if len(both) == 1:
        return Wall(both[0])
    if fold is None:
        told = {"said": f"{at:%H:%M}", "day": day, "first": both[0], "second": both[1]}
        return Wall(None, (Refusal("time.overlap", told),))
    return Wall(both[fold])


def shown_at(day: date, at: time) -> tuple[datetime, ...]:
    """The moments (UTC) when a wall clock in London shows `day` and `at`: none when the clocks skip it, two when it
    comes twice."""
    local = datetime.combine(day, at)
    moments = [local.replace(tzinfo=LONDON, fold=f).astimezone(UTC) for f in (0, 1)]
    return tuple(dict.fromkeys(m for m in moments if m.astimezone(LONDON).replace(tzinfo=None) == local))


def london(day: date, at: time = time(0)) -> datetime:
    """The moment (UTC) of a London wall time that no change of clocks touches, as midnight and 00:01 never are."""
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def period_start(poll: date, days_before: int, at: time = time(0)) -> datetime:
    """When a period starts that is counted from polling day: `days_before` days earlier, at `at` in London."""
    return london(poll - timedelta(days=days_before), at)


def period_end(poll: date, days_after: int = 1, at: time = time(0)) -> datetime:
    """When a period ends that is counted from polling day; a day after, at midnight: with the end of polling day."""
    return london(poll + timedelta(days=days_after), at)


def default_window(start: datetime, length: timedelta) -> Window:
    """At `start`, and missed `length` later."""
    return Window(start, start + length)


def edges(periods: Iterable[PeriodVersion], account: AccountFacts, category: str) -> tuple[datetime, ...]:
    """The starts and ends of the periods, as they are worded now, that say something of this category here."""
    moments = {
        m
        for p in periods
        if p.superseded is None and covers(p, account) and p.level(category) != "allow"
        for m in (p.start, p.end)
        if m is not None
    }
    return tuple(sorted(moments))


@dataclass(frozen=True)
class Clipped:
    """What is left of a window; None when nothing is. The refusals say what was cut, and why."""

    window: Window | None
    refusals: tuple[Refusal, ...] = ()


def clip(
    window: Window, now: datetime, embargo: datetime | None = None, at: Iterable[datetime] = ()
) -> Clipped:
    """A window never reaches past an embargo or a period's edge (design.md, 5): it starts no earlier than the
    embargo ends, and stops at the first of the edges `at` that lies inside it."""
    told = []
    start, until = window.start, window.until
    if embargo is not None and embargo > (start or now):
        start = embargo
        told.append(Refusal("window.embargo", {"embargo": embargo}, Level.WARN))
    edge = min((e for e in at if (start or now) < e < until), default=None)
    if edge is not None:
        until = edge
        told.append(Refusal("window.clipped", {"until": edge}, Level.WARN))
    if until <= (start or now):
        return Clipped(None, (*told, Refusal("window.nothing-left", {"until": until})))
    return Clipped(Window(start, until), tuple(told))


def working_day(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The `count`-th working day after `day` (Freedom of Information Act: 20, neither weekends nor bank holidays)."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day
