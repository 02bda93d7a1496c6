"""The linter's numbers and words, as resources/checks.toml and resources/bank-holidays.toml give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

T = TypeVar("T")

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Hours:
    """When the office is open: on these days (0 is Monday), from `start` until before `end`, London time."""

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True)
class CheckNumbers:
    """Sources stand beside each number in the data. `pace_except`, `hours_except`: categories that need not keep them."""

    sentence_words: int
    hashtags: int
    emoji: int
    links: int
    shorteners: frozenset[str]
    endings: frozenset[str]
    pace_least: int
    pace_most: int
    pace_minutes: int
    pace_except: frozenset[str]
    hours: Hours
    hours_except: frozenset[str]
    window_minutes: int
    personal_lines: tuple[str, ...]
    personal_offices: tuple[str, ...]
    likeness: float
    duplicate_platforms: frozenset[str]
    achievement: tuple[str, ...]
    markings: tuple[str, ...]
    announcements: frozenset[str]
    facts: frozenset[str]
    words: frozenset[str]
    holidays: Mapping[str, Mapping[date, str]]
    """Territory -> day -> its name."""


def numbers_from(checks: Mapping[str, Any], holidays: Mapping[str, Any]) -> CheckNumbers:
    """Raises ValueError, naming the table and the key, where something is missing or not of its kind."""

    def want(table: str, key: str, kind: type[T]) -> T:
        return _want(checks, table, key, kind)

    def several(table: str, key: str) -> list[str]:
        return [str(v) for v in _want(checks, table, key, list)]

    return CheckNumbers(
        sentence_words=want("sentence", "words", int),
        hashtags=want("hashtags", "most", int),
        emoji=want("emoji", "most", int),
        links=want("links", "most", int),
        shorteners=frozenset(several("links", "shorteners")),
        endings=frozenset(several("links", "endings")),
        pace_least=want("pace", "least", int),
        pace_most=want("pace", "most", int),
        pace_minutes=want("pace", "minutes", int),
        pace_except=frozenset(several("pace", "except")),
        hours=hours_from(_want(checks, "", "hours", dict)),
        hours_except=frozenset(several("hours", "except")),
        window_minutes=want("window", "minutes", int),
        personal_lines=tuple(several("personal", "lines")),
        personal_offices=tuple(several("personal", "offices")),
        likeness=want("duplicate", "likeness", float),
        duplicate_platforms=frozenset(several("duplicate", "platforms")),
        achievement=tuple(several("period", "achievement")),
        markings=tuple(several("markings", "words")),
        announcements=frozenset(several("announcements", "categories")),
        facts=frozenset(several("facts", "categories")),
        words=frozenset(want("words", "known", str).split()),
        holidays=_holidays(holidays),
    )


def hours_from(table: Mapping[str, Any]) -> Hours:
    """Raises ValueError for a day or a time that is none."""
    days = _want(table, "", "days", list)
    unknown = [d for d in days if d not in DAYS]
    if unknown:
        raise ValueError(f"days: {unknown[0]!r} is no day of the week")
    start, end = (time.fromisoformat(_want(table, "", key, str)) for key in ("start", "end"))
    if end <= start:
        raise ValueError(f"hours: {end:%H:%M} is not after {start:%H:%M}")
    return Hours(frozenset(DAYS.index(d) for d in days), start, end)


def _holidays(table: Mapping[str, Any]) -> dict[str, dict[date, str]]:
    places = _want(table, "", "territories", dict)
    return {
        place: {date.fromisoformat(day): str(title) for day, title in _want(table, "", of, dict).items()}
        for place, of in places.items()
    }


def _want(data: Mapping[str, Any], table: str, key: str, kind: type[T]) -> T:
    found = (data.get(table, {}) if table else data).get(key)
    if isinstance(found, kind):
        return found
    raise ValueError(f"{table + '.' if table else ''}{key} is missing, or is not what is wanted there")
