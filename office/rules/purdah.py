"""Periods: what they catch, what they stop, and which exception releases.

What is caught is a pure fold over the period's wordings: it needs no running process, and stays held when the
period ends or shrinks, until approved afresh (design.md, 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from office.rules.facts import LEVELS, AccountFacts, ExceptionFacts, PeriodVersion, SendFacts
from office.rules.refusal import Level, Refusal
from office.rules.workflow import ADVISER

EVERYWHERE = frozenset({"*", "uk"})
"""Territories of a period that cover every account: a period of the whole country covers each part of it."""


def covers(period: PeriodVersion, account: AccountFacts) -> bool:
    """The lockout attaches to the account's body type and territory, not to the user (domain.md, A1)."""
    body = "*" in period.body_types or account.body_type in period.body_types
    place = bool(EVERYWHERE & period.territories) or account.territory in period.territories
    return body and place


def contains(period: PeriodVersion, moment: datetime) -> bool:
    """Is the moment inside [start, end)? An open end contains everything later."""
    return period.start <= moment and (period.end is None or moment < period.end)


def over(period: PeriodVersion) -> datetime | None:
    """When this wording stopped to matter: superseded or lifted, or its end; None: it is still open."""
    moments = [m for m in (period.superseded, period.end) if m is not None]
    return min(moments) if moments else None


def ended(period: PeriodVersion, now: datetime) -> bool:
    """Is this wording over?"""
    end = over(period)
    return end is not None and end <= now


def in_force(period: PeriodVersion, now: datetime) -> bool:
    """Does this wording bind now?"""
    return contains(period, now) and not ended(period, now)


def catches(period: PeriodVersion, planned: datetime, agreed: datetime | None = None) -> bool:
    """Was a delivery planned for `planned`, with its yeses complete at `agreed`, caught by this wording?

    A yes given after the wording was over is fresh and releases; an earlier one does not.
    A wording that was superseded before it started and before anything was caught still counts: what it caught
    on paper was told to people as held.
    """
    if not contains(period, planned):
        return False
    end = over(period)
    return end is None or agreed is None or agreed < end


def was_due_inside(period: PeriodVersion, due: datetime, until: datetime, now: datetime) -> bool:
    """Was there a moment up to now at which something due from `due` until `until` would have gone but for this
    wording? So that what a stopped machine did not send is caught exactly as what a running one held."""
    first = max(due, period.start)
    end = over(period)
    return first <= min(until, now) and (end is None or first < end)


def strictest(periods: Iterable[PeriodVersion], category: str) -> PeriodVersion | None:
    """Periods overlap: the strictest wins, and it is the one that is named."""
    return next(iter(by_strictness(periods, category)), None)


def by_strictness(periods: Iterable[PeriodVersion], category: str) -> list[PeriodVersion]:
    return sorted(periods, key=lambda p: (-LEVELS.index(p.level(category)), p.start, p.id))


def excepted(
    period: PeriodVersion,
    digest: str,
    exceptions: Sequence[ExceptionFacts],
    authors: frozenset[str],
    now: datetime,
) -> bool:
    """Has somebody on the pack's list, who wrote none of it, granted this exact content, unexpired and not used up?
    Authority is judged when it was granted, and now."""
    return any(
        e.period == period.id
        and e.digest == digest
        and e.signed
        and not e.used
        and now < e.expires
        and not e.granted_by.left
        and e.granted_by.id not in authors
        and all(
            roles & period.grantors and ADVISER not in roles
            for roles in (e.granted_by.roles, e.granted_by.roles if e.roles_then is None else e.roles_then)
        )
        for e in exceptions
    )


def bound_by(facts: SendFacts, due: datetime) -> tuple[PeriodVersion, ...]:
    """The wordings that have something to say about this delivery, due from `due` on, the strictest first: in force
    when it would go, or its time lies inside them, or it was due while they ran. Its window's start counts too, so
    that moving it inside its window does not free it."""
    moment = max(facts.now, due)
    return tuple(
        p
        for p in by_strictness(facts.periods, facts.category)
        if covers(p, facts.account)
        and p.level(facts.category) != "allow"
        and (
            in_force(p, moment)
            or contains(p, due)
            or contains(p, facts.window.start or due)
            or was_due_inside(p, due, facts.window.until, facts.now)
        )
    )


def let_by(period: PeriodVersion, facts: SendFacts) -> bool:
    """Does an exception for exactly this release it from the period?"""
    level = period.level(facts.category)
    return level == "exception" and excepted(period, facts.digest, facts.exceptions, facts.authors, facts.now)


def period_says(period: PeriodVersion, facts: SendFacts, two: bool) -> Refusal | None:
    """What a wording that binds, or that caught it and is over, says about sending exactly this.
    `two`: two different people have said yes."""
    level = period.level(facts.category)
    told = {
        "period": period.id,
        "title": period.title,
        "category": facts.category,
        "start": period.start,
        "end": period.end,
    }
    if let_by(period, facts):
        return None
    if ended(period, facts.now):
        return Refusal("period.caught", told, Level.HOLD)
    if level == "warn":
        return (
            Refusal("period.warn", told, Level.WARN)
            if two
            else Refusal("period.second-approver", told, Level.HOLD)
        )
    return Refusal("period.needs-exception" if level == "exception" else "period.blocks", told, Level.HOLD)


def act_stopped(facts: SendFacts) -> tuple[Refusal, ...]:
    """Acts that a period stops whatever the category (repost, quote, delete, profile change, pin), but for an
    exception for exactly this."""
    return tuple(
        Refusal("period.stops-act", {"period": p.id, "title": p.title, "act": facts.act}, Level.HOLD)
        for p in facts.periods
        if in_force(p, facts.now)
        and covers(p, facts.account)
        and facts.act in p.stops
        and not excepted(p, facts.digest, facts.exceptions, facts.authors, facts.now)
    )
