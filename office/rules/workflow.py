"""Workflows: ordered stages, each with so many yeses from any of some roles or people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from office.rules.facts import ApprovalFacts, PersonFacts, Stage
from office.rules.refusal import Refusal

ADVISER = "spad"
"""A special adviser may comment; the approver of record is a civil servant (domain: the 2020 propriety finding)."""


def counts(approval: ApprovalFacts, stage: Stage, number: int, digest: str, authors: frozenset[str]) -> bool:
    """Does this yes count for this stage? Authority is judged then and now (design.md, 4)."""
    person = approval.person
    return (
        approval.stage == number
        and approval.digest == digest
        and approval.signed
        and person.id not in authors
        and not person.left
        and ADVISER not in approval.roles_then | person.roles
        and entitled(person.id, approval.roles_then, stage)
        and entitled(person.id, person.roles, stage)
    )


def entitled(person: str, roles: frozenset[str], stage: Stage) -> bool:
    """Is this somebody whom the stage names, or of a role that it names?"""
    return person in stage.people or bool(roles & stage.roles)


@dataclass(frozen=True)
class Progress:
    """How far the approvals of one exact content have come. `next` is None when every stage has its yeses."""

    next: int | None
    counted: tuple[ApprovalFacts, ...]

    @property
    def complete(self) -> bool:
        return self.next is None


def progress(
    stages: Sequence[Stage], approvals: Sequence[ApprovalFacts], digest: str, authors: frozenset[str]
) -> Progress:
    """How far the yeses reach: a person counts once over all stages, and a later stage waits for the earlier.

    Whoever may stand at several stages is counted where that helps most, so one yes more never makes less of the
    others. A workflow without stages is never complete: nothing goes out that nobody had to approve.
    """
    valid = [
        [a for a in approvals if counts(a, stage, number, digest, authors)]
        for number, stage in enumerate(stages, start=1)
    ]
    seats = [number for number, stage in enumerate(stages) for _ in range(max(stage.needed, 1))]
    seated: dict[str, tuple[int, ApprovalFacts]] = {}

    def seat(place: int, asked: set[str]) -> bool:
        for approval in valid[seats[place]]:
            person = approval.person.id
            if person not in asked:
                asked.add(person)
                if person not in seated or seat(seated[person][0], asked):
                    seated[person] = (place, approval)
                    return True
        return False

    short = next((number + 1 for place, number in enumerate(seats) if not seat(place, set())), None)
    counted = tuple(approval for _, approval in sorted(seated.values(), key=lambda s: s[0]))
    return Progress(short if stages else 1, counted)


def agreed_at(
    stages: Sequence[Stage], approvals: Sequence[ApprovalFacts], digest: str, authors: frozenset[str]
) -> datetime | None:
    """When the yeses were first complete, judged as things stood then; None: they never were."""
    then = sorted((as_then(a) for a in approvals), key=lambda a: a.at)
    for number, approval in enumerate(then, start=1):
        if progress(stages, then[:number], digest, authors).complete:
            return approval.at
    return None


def as_then(approval: ApprovalFacts) -> ApprovalFacts:
    """The yes as it was when it was given: its person had not left, and had the roles of that day."""
    return replace(approval, person=PersonFacts(approval.person.id, approval.roles_then))


def missing_approvals(
    stages: Sequence[Stage], approvals: Sequence[ApprovalFacts], digest: str, authors: frozenset[str]
) -> tuple[Refusal, ...]:
    """Why the approvals do not suffice, if they do not. A yes to other words is told as stale.
    A stage that a period adds is the period's to tell."""
    if not stages:
        return (Refusal("approval.no-workflow"),)
    number = progress(stages, approvals, digest, authors).next
    if number is None or stages[number - 1].period:
        return ()
    stage = stages[number - 1]
    facts = {"stage": number, "stages": len(stages), "title": stage.title, "needed": stage.needed}
    return (Refusal(_why(approvals, digest), facts),)


def _why(approvals: Iterable[ApprovalFacts], digest: str) -> str:
    if any(a.signed and a.digest != digest for a in approvals):
        return "approval.stale"
    return (
        "approval.untrusted"
        if any(not a.signed and a.digest == digest for a in approvals)
        else "approval.missing"
    )
