"""Reply policy: may this mention be answered, and why it may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from office.rules.facts import AccountFacts, PeriodVersion
from office.rules.moments import LONDON, working_day
from office.rules.purdah import by_strictness, covers, in_force
from office.rules.refusal import Level, Refusal

ROUTES: Mapping[str, str] = {
    "press-office": "reply.goes-to-press-office",  # media contact is authorised in advance (Management Code, 2015)
    "foi": "reply.goes-to-foi",  # a post can be a valid request (ICO, July 2011); the FOI team asks for name and address
    "correspondence": "reply.goes-to-correspondence",  # members' questions go through the correspondence unit
    "procedure": "reply.goes-to-procedure",  # threats and safeguarding have a procedure of their own
}
"""Where a class goes that officers do not answer -> what is said of it."""

DEALT_WITH = frozenset({"answered", "closed", "handed over"})


@dataclass(frozen=True)
class ReplyFacts:
    """`triage`: the class, "" while undecided. `may_answer`, `route`: what the account's policy says of that class.
    `state`: waiting, taken, answered, closed, handed over. `summoned`: the platform accepts an answer to this."""

    account: AccountFacts
    person: str
    now: datetime
    triage: str = ""
    may_answer: bool = True
    route: str = "none"
    category: str = "reply"
    state: str = "waiting"
    taken_by: str = ""
    under_way: bool = False
    """An answer has been written and waits for approval or for its turn."""
    needs_summons: bool = False
    summoned: bool = True
    reading: bool = True
    gone: bool = False
    """Their words were deleted here or on the platform."""
    periods: tuple[PeriodVersion, ...] = ()


def may_reply(facts: ReplyFacts) -> tuple[Refusal, ...]:
    """Every reason why this person may not answer this now."""
    refusals = [*_mention(facts), *_policy(facts), *_account(facts)]
    for period in _periods(facts):
        told = {
            "period": period.id,
            "title": period.title,
            "category": facts.category,
            "start": period.start,
            "end": period.end,
        }
        level = period.level(facts.category)
        if level == "warn":
            refusals.append(Refusal("period.second-approver", told, Level.WARN))
        elif level != "allow":
            code = "period.needs-exception" if level == "exception" else "period.blocks"
            refusals.append(Refusal(code, told, Level.HOLD))
    return tuple(refusals)


def why_may(facts: ReplyFacts) -> tuple[str, ...]:
    """Why it may be answered, for the screen; nothing when it may not."""
    if any(r.level is not Level.WARN for r in may_reply(facts)):
        return ()
    codes = ["reply.summoned"] if facts.needs_summons else []
    warned = any(p.level(facts.category) == "warn" for p in _periods(facts))
    codes += ["reply.own-words-need"] if warned else ["reply.template-straight-out", "reply.own-words-need"]
    if _periods(facts):
        codes.append("reply.period-allows")
    return tuple(codes)


def due_at(
    said: datetime, minutes: int, working_days: int = 0, holidays: Collection[date] = ()
) -> datetime | None:
    """When an answer is due; None: no clock runs. Working days (FOI: 20) end with their last day, London time."""
    if working_days:
        last = working_day(said.astimezone(LONDON).date(), working_days, holidays)
        return datetime.combine(last, time(23, 59, 59), tzinfo=LONDON).astimezone(UTC)
    return said + timedelta(minutes=minutes) if minutes else None


def _mention(facts: ReplyFacts) -> list[Refusal]:
    refusals = []
    if facts.gone:
        refusals.append(Refusal("reply.gone"))
    if facts.state in DEALT_WITH:
        refusals.append(Refusal("reply.dealt-with", {"state": facts.state}))
    if facts.state == "taken" and facts.taken_by != facts.person:
        refusals.append(Refusal("reply.taken", {"by": facts.taken_by}))
    if facts.under_way and facts.state not in DEALT_WITH:
        refusals.append(Refusal("reply.under-way"))
    return refusals


def _policy(facts: ReplyFacts) -> list[Refusal]:
    if facts.may_answer:
        return []
    told = {"class": facts.triage, "route": facts.route}
    return [Refusal(ROUTES.get(facts.route, "reply.class-not-answered"), told)]


def _account(facts: ReplyFacts) -> list[Refusal]:
    account, named = facts.account, {"account": facts.account.id}
    refusals = []
    if account.retired:
        refusals.append(Refusal("account.retired", named))
    if not account.clause_read:
        refusals.append(Refusal("account.clause-not-read", named))
    if not account.writing:
        refusals.append(Refusal("account.writing-off", named))
    if not facts.reading:
        refusals.append(Refusal("account.reading-off", named, Level.WARN))
    if not account.connected:
        refusals.append(Refusal("account.not-connected", named))
    if facts.needs_summons and not facts.summoned:
        # X, self-serve, since 23 February 2026: only who mentioned or quoted us may be answered (domain.md, 0.2).
        refusals.append(Refusal("reply.not-summoned", named))
    return refusals


def _periods(facts: ReplyFacts) -> list[PeriodVersion]:
    """The periods over this account now, the strictest first."""
    here = [p for p in facts.periods if in_force(p, facts.now) and covers(p, facts.account)]
    return by_strictness(here, facts.category)
