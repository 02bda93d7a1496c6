"""Periods: what they catch, what they stop, and which exception releases.

What is caught is a pure fold over the period's wordings: it needs no running process, and stays held when the
period ends or shrinks, until approved afresh (design.md, 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from office.rules.facts import AccountFacts, ApprovalFacts, ExceptionFacts, PeriodVersion
from office.rules.refusal import Level, Refusal

STRICTNESS = {"allow": 0, "warn": 1, "exception": 2, "block": 3}


def covers(period: PeriodVersion, account: AccountFacts) -> bool:
    """The lockout attaches to the account's body type and territory, not to the user (domain.md, A1)."""
    body = "*" in period.body_types or account.body_type in period.body_types
    place = "*" in period.territories or account.territory in period.territories
    return body and place


def contains(period: PeriodVersion, moment: datetime) -> bool:
    """Is the moment inside [start, end)? An open end contains everything later."""
    return period.start <= moment and (period.end is None or moment < period.end)


def over(period: PeriodVersion) -> datetime | None:
    """When this wording stopped to matter: superseded or lifted, or its end; None: it is still open."""
    moments = [m for m in (period.superseded, period.end) if m is not None]
    return min(moments) if moments else None


def in_force(period: PeriodVersion, now: datetime) -> bool:
    """Does this wording bind now?"""
    return period.superseded is None and contains(period, now)


def catches(period: PeriodVersion, planned: datetime, agreed: datetime | None) -> bool:
    """Was a delivery planned for `planned`, with its last yes at `agreed`, caught by this wording?

    A yes given after the wording was over is fresh and releases; an earlier one does not.
    A wording that was superseded before it started and before anything was caught still counts: what it caught
    on paper was told to people as held.
    """
    if not contains(period, planned):
        return False
    end = over(period)
    return end is None or agreed is None or agreed < end


def strictest(periods: Iterable[PeriodVersion], category: str) -> PeriodVersion | None:
    """Periods overlap: the strictest wins, and it is the one that is named."""
    ranked = sorted(periods, key=lambda p: (-STRICTNESS[p.level(category)], p.start, p.id))
    return ranked[0] if ranked else None


def excepted(period: PeriodVersion, digest: str, exceptions: Sequence[ExceptionFacts], now: datetime) -> bool:
    """Has somebody on the pack's list granted this exact content, unexpired and not used up?"""
    return any(
        e.period == period.id
        and e.digest == digest
        and e.signed
        and not e.used
        and now < e.expires
        and not e.granted_by.left
        and bool(e.granted_by.roles & period.grantors)
        for e in exceptions
    )


def held_by_periods(
    periods: Sequence[PeriodVersion],
    account: AccountFacts,
    category: str,
    digest: str,
    planned: datetime,
    agreed: datetime | None,
    yeses: Sequence[ApprovalFacts],
    exceptions: Sequence[ExceptionFacts],
    now: datetime,
) -> tuple[Refusal, ...]:
    """What the periods say about sending exactly this at `now`; the strictest first."""
    binding = [p for p in periods if covers(p, account) and (in_force(p, now) or catches(p, planned, agreed))]
    refusals: list[Refusal] = []
    for period in sorted(binding, key=lambda p: (-STRICTNESS[p.level(category)], p.start, p.id)):
        refusal = _word(period, category, digest, yeses, exceptions, now)
        if refusal is not None and refusal.facts["period"] not in {r.facts["period"] for r in refusals}:
            refusals.append(refusal)
    return tuple(refusals)


def _word(
    period: PeriodVersion,
    category: str,
    digest: str,
    yeses: Sequence[ApprovalFacts],
    exceptions: Sequence[ExceptionFacts],
    now: datetime,
) -> Refusal | None:
    level = period.level(category)
    facts = {"period": period.id, "title": period.title, "category": category, "end": period.end}
    if level == "allow":
        return None
    if level == "warn":
        people = {a.person.id for a in yeses}
        if len(people) < 2:
            return Refusal("period.second-approver", facts, Level.HOLD)
        return Refusal("period.warn", facts, Level.WARN)
    if level == "exception" and excepted(period, digest, exceptions, now):
        return None
    if not in_force(period, now):
        return Refusal("period.caught", facts, Level.HOLD)
    code = "period.needs-exception" if level == "exception" else "period.blocks"
    return Refusal(code, facts, Level.HOLD)


def act_stopped(
    periods: Sequence[PeriodVersion], account: AccountFacts, act: str, now: datetime
) -> tuple[Refusal, ...]:
    """Acts that a period stops whatever the category (repost, quote, delete, profile change, pin)."""
    return tuple(
        Refusal("period.stops-act", {"period": p.id, "title": p.title, "act": act}, Level.HOLD)
        for p in periods
        if in_force(p, now) and covers(p, account) and act in p.stops
    )
