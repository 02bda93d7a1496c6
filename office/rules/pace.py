"""Pace and hours: how often an account speaks, and when somebody is there to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from office.rules.moments import LONDON, london
from office.rules.numbers import CheckNumbers, Hours


def on_the_day(at: datetime, posts: Iterable[datetime]) -> int:
    """How many of `posts` are on the same London day as `at`."""
    day = london_day(at)
    return sum(london_day(p) == day for p in posts)


def london_day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def day_around(at: datetime) -> tuple[datetime, datetime]:
    """When London's day around `at` begins and ends (UTC): 23 hours or 25 when the clocks change."""
    day = london_day(at)
    return london(day), london(day + timedelta(days=1))


def nearest(at: datetime, posts: Iterable[datetime]) -> datetime | None:
    """The other post that is nearest in time."""
    return min(posts, key=lambda p: abs(p - at), default=None)


def earliest_next(at: datetime, posts: Iterable[datetime], numbers: CheckNumbers) -> datetime:
    """The first moment from `at` on that is far enough from every other post."""
    gap = timedelta(minutes=numbers.pace_minutes)
    for post in sorted(posts):
        if abs(post - at) < gap:
            at = post + gap
    return at


def open_at(hours: Hours, at: datetime) -> bool:
    local = at.astimezone(LONDON)
    return local.weekday() in hours.days and hours.start <= local.time() < hours.end


def holiday(numbers: CheckNumbers, territory: str, at: datetime) -> str:
    """The name of the bank holiday that it is there; "" on other days."""
    return numbers.holidays.get(territory, {}).get(london_day(at), "")
