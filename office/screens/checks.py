"""The linter's facts, gathered for the editor: one look for each account that a draft is to go to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from office.desk import moment
from office.journal import queries
from office.packs import check_numbers
from office.periods import all_periods
from office.posts import Draft
from office.rows import Refusals
from office.rules.checks import check, together
from office.rules.draft import CheckFacts, PartSaid, PictureSaid
from office.rules.facts import Window
from office.rules.pace import day_around
from office.rules.purdah import contains, covers
from office.screens.shared import Looking


def look_at(
    look: Looking, draft: Draft, chosen: Sequence[str], window: Window
) -> tuple[Refusals, tuple[str, ...]]:
    """What the linter says, blocks first, and which checks found nothing on any account."""
    numbers = check_numbers()
    known = [a for a in chosen if a in look.accounts]
    result = together(check(_facts(look, draft, a, known, window), numbers) for a in known)
    return result.refusals, result.passed


def _facts(look: Looking, draft: Draft, account_id: str, chosen: Sequence[str], window: Window) -> CheckFacts:
    account = look.accounts[account_id]
    at = window.start
    parts = draft.variants.get(account_id) or draft.parts
    limits = look.desk.limits(account.platform)
    return CheckFacts(
        account.handle,
        account.platform,
        account.territory,
        draft.category,
        tuple(
            PartSaid(
                part.text,
                *look.desk.measure(account.platform, part.text),
                tuple(PictureSaid(p.alt, p.name) for p in part.pictures),
                limits.alt,
            )
            for part in parts
        ),
        at,
        "post",
        _posts(look, account_id, at or look.desk.now()),
        _others(look, draft, account_id, chosen),
        _period(look, account_id, at or look.desk.now()),
        (),
        draft.objective,
        draft.source,
        draft.embargo,
    )


def _posts(look: Looking, account_id: str, at: datetime) -> tuple[datetime, ...]:
    """When the account's other originals went out, or are planned, on that London day."""
    rows = queries.deliveries_between(look.desk.journal, *day_around(at))
    states = ("published", "approved", "sending", "in review")
    return tuple(
        moment(r["sort"])
        for r in rows
        if r["account"] == account_id and r["act"] == "post" and r["state"] in states
    )


def _others(
    look: Looking, draft: Draft, account_id: str, chosen: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """The same post's words on other accounts of the platform."""
    platform = look.accounts[account_id].platform
    return tuple(
        (look.accounts[a].handle, "\n".join(p.text for p in draft.variants.get(a) or draft.parts))
        for a in chosen
        if a != account_id and look.accounts[a].platform == platform
    )


def _period(look: Looking, account_id: str, at: datetime) -> str:
    facts = look.accounts[account_id].facts
    found = (p.now for p in all_periods(look.reading) if p.now.superseded is None)
    return next((v.title for v in found if contains(v, at) and covers(v, facts)), "")
