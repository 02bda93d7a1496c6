"""The linter's checks of time and purpose."""

from __future__ import annotations

import re

from office.rules import pace as pacing
from office.rules.draft import CheckFacts, Found, warning
from office.rules.numbers import CheckNumbers

_FIGURE = re.compile(r"(?<![\w.,/#@])[£€$]?\d[\d,.]*(?:%|\b)")


def pace(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """BIS template strategy, 2009: no more than 10 a day, and 30 minutes apart, "to avoid flooding"; originals only."""
    if facts.at is None or facts.act == "reply" or facts.category in numbers.pace_except:
        return None
    found = []
    count = pacing.on_the_day(facts.at, facts.posts) + 1
    if count > numbers.pace_most:
        found.append(warning("check.pace-day", {"count": count, "most": numbers.pace_most}))
    other = pacing.nearest(facts.at, facts.posts)
    if other is not None and abs(other - facts.at).total_seconds() < numbers.pace_minutes * 60:
        told = {
            "minutes": int(abs(other - facts.at).total_seconds() // 60),
            "least": numbers.pace_minutes,
            "other": other,
            "next": pacing.earliest_next(facts.at, facts.posts, numbers),
        }
        found.append(warning("check.pace-gap", told))
    return tuple(found)


def hours(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Outside the office's hours nobody may be there to answer what comes back."""
    if facts.at is None or facts.category in numbers.hours_except:
        return None
    title = pacing.holiday(numbers, facts.territory, facts.at)
    if title:
        return (warning("check.bank-holiday", {"title": title, "at": facts.at}),)
    if not pacing.open_at(numbers.hours, facts.at):
        told = {"at": facts.at, "start": f"{numbers.hours.start:%H:%M}", "end": f"{numbers.hours.end:%H:%M}"}
        return (warning("check.out-of-hours", told),)
    return ()


def source(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """A figure has a source (the withdrawn post of 9 February 2018)."""
    if facts.category not in numbers.facts or not (figure := _FIGURE.search(facts.text)):
        return None
    return () if facts.source.strip() else (warning("check.source", {"found": figure[0].rstrip(".,")}),)


def objective(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Every post of these categories serves an objective (BIS template strategy, 2009)."""
    if facts.category not in numbers.facts:
        return None
    return () if facts.objective.strip() else (warning("check.objective"),)


def parliament(facts: CheckFacts, numbers: CheckNumbers) -> Found:
    """Ministerial Code: new policy is for Parliament to hear first. With an embargo somebody has thought of it."""
    if facts.category not in numbers.announcements:
        return None
    return () if facts.embargo is not None else (warning("check.parliament"),)
