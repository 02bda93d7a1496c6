"""A short way to say what happened: a post of Ann's, whom it needs, and when. Everything else is in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from office.rules.facts import (
    AccountFacts,
    ApprovalFacts,
    ExceptionFacts,
    PartFacts,
    PauseFacts,
    PeriodVersion,
    PersonFacts,
    SendFacts,
    Stage,
    Window,
)
from office.rules.refusal import Level, Refusal

WORDS = "digest of these words"
OTHER_WORDS = "digest of other words"

LINE_MANAGER = Stage("Line manager", frozenset({"line-manager", "director"}))
POLICY = Stage("Policy facts", frozenset({"policy-lead", "director"}))

ANN = PersonFacts("ann", frozenset({"officer"}))
LEN = PersonFacts("len", frozenset({"line-manager"}))
LIZ = PersonFacts("liz", frozenset({"line-manager"}))
POL = PersonFacts("pol", frozenset({"policy-lead"}))
DEE = PersonFacts("dee", frozenset({"director"}))
SAM = PersonFacts("sam", frozenset({"spad", "line-manager"}))

DEPARTMENT = AccountFacts("dept", "x", "uk-department", "uk")
COUNCIL = AccountFacts("council", "x", "local-authority", "england")


def day(number: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of June 2026, UTC."""
    return datetime(2026, 6, 1, hour, minute, tzinfo=UTC) + timedelta(days=number - 1)


def yes(
    person: PersonFacts = LEN, at: datetime | None = None, stage: int = 1, digest: str = WORDS, **more: object
) -> ApprovalFacts:
    fact = ApprovalFacts(stage, person, person.roles, digest, at or day(1), True)
    return replace(fact, **more)


def period(
    start: datetime,
    end: datetime | None = None,
    level: str = "exception",
    name: str = "election",
    **more: object,
) -> PeriodVersion:
    fact = PeriodVersion(
        name,
        f"The {name}",
        start,
        end,
        frozenset({"uk-department"}),
        frozenset({"uk"}),
        (("*", level), ("emergency", "allow")),
        frozenset({"repost", "delete"}),
        frozenset({"director"}),
        recorded=start,
    )
    return replace(fact, **more)


def exception(by: PersonFacts = DEE, **more: object) -> ExceptionFacts:
    return replace(ExceptionFacts("election", WORDS, by, day(30), True), **more)


def pause(at: datetime, resumed: datetime | None = None, *released: str) -> PauseFacts:
    return PauseFacts("len", at, resumed, frozenset(released))


def post(at: datetime | None = None, **more: object) -> SendFacts:
    """A campaign post of Ann's for 10 June, noon, missed at a quarter past; approved by Len on the 1st; asked about
    at `at` (its time, if nothing is said)."""
    start = day(10)
    facts = SendFacts(
        delivery="d1",
        act="post",
        category="campaign",
        digest=WORDS,
        window=Window(start, start + timedelta(minutes=15)),
        authors=frozenset({"ann"}),
        account=DEPARTMENT,
        workflow=(LINE_MANAGER,),
        approvals=(yes(),),
        people=3,
        now=at or start,
        parts=(PartFacts(100, 280),),
    )
    return replace(facts, **more)


def codes(refusals: tuple[Refusal, ...]) -> list[str]:
    return [r.code for r in refusals]


def told(refusals: tuple[Refusal, ...]) -> list[tuple[str, str]]:
    """(code, level) of each."""
    return [(r.code, r.level.value) for r in refusals]


HOLD, BLOCK, WARN = Level.HOLD, Level.BLOCK, Level.WARN
