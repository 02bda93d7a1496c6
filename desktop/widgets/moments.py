"""A day and a time as people type them, and the moment in London that they mean. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from office.rules.moments import shown_at

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip

_NAMED = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,?(?: (\d{4}))?")
_NUMBERED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?")


@dataclass(frozen=True)
class Meant:
    """`choices`: the moments (UTC) that a London time can mean: none when the clocks skip it, two when it comes twice."""

    day: date
    time: time
    choices: tuple[datetime, ...]

    @property
    def skipped(self) -> bool:
        return not self.choices

    @property
    def twice(self) -> bool:
        return len(self.choices) > 1


def meant(day: date, at: time) -> Meant:
    """What a wall clock in London showing `day` and `at` means."""
    return Meant(day, at, shown_at(day, at))


def read_day(text: str, today: date) -> date | None:
    """Reads "3 June", "Wed 3 June 2026", "3/6", "3/6/2026", "today", "tomorrow", "friday" (the next one); None: none of these.

    Without a year the day nearest ahead is meant.
    """
    said = " ".join(text.lower().split())
    if said in {"today", "tomorrow"}:
        return today + timedelta(days=said == "tomorrow")
    if len(said) >= 3 and any(name.startswith(said) for name in DAYS):
        number = next(i for i, name in enumerate(DAYS) if name.startswith(said))
        return today + timedelta(days=(number - today.weekday()) % 7)
    if found := _ISO.fullmatch(said):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERED.fullmatch(said):
        return _ahead(int(found[1]), int(found[2]), found[3], today)
    if found := _NAMED.fullmatch(said):
        months = [i for i, name in enumerate(MONTHS, start=1) if name.startswith(found[2])]
        return _ahead(int(found[1]), months[0], found[3], today) if len(months) == 1 else None
    return None


def read_time(text: str) -> time | None:
    """Reads "14:00", "14.00", "1400", "2pm", "2:30 pm", "noon", "midnight" (00:00); None: none of these."""
    said = " ".join(text.lower().split())
    if said in {"noon", "midday", "midnight"}:
        return time(0) if said == "midnight" else time(12)
    found = _TIME.fullmatch(said)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def write_day(day: date) -> str:
    """`Wed 3 June 2026`, `Wed 25 Nov 2026`: long months are cut, so that it fits a field."""
    month = MONTHS[day.month - 1]
    short = month if len(month) <= 4 else month[:3]
    return f"{DAYS[day.weekday()][:3].capitalize()} {day.day} {short.capitalize()} {day.year}"


def write_time(at: time) -> str:
    return f"{at:%H:%M}"


def _ahead(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _date(today.year, month, day)
    return this if this and this >= today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
