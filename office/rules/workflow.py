"""Workflows: ordered stages, each with so many yeses from any of some roles or people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from office.rules.facts import ApprovalFacts, Stage
from office.rules.refusal import Refusal


def counts(approval: ApprovalFacts, stage: Stage, number: int, digest: str, authors: frozenset[str]) -> bool:
    """Does this yes count for this stage? Authority is judged then and now (design.md, 4)."""
    person = approval.person
    named = person.id in stage.people
    return (
        approval.stage == number
        and approval.digest == digest
        and approval.signed
        and person.id not in authors
        and not person.left
        and (named or bool(approval.roles_then & stage.roles and person.roles & stage.roles))
    )


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
    """Counts yeses stage by stage; a person counts once over all stages, and a later stage waits for the earlier."""
    counted: list[ApprovalFacts] = []
    used: set[str] = set()
    for number, stage in enumerate(stages, start=1):
        yeses = 0
        for approval in approvals:
            if approval.person.id not in used and counts(approval, stage, number, digest, authors):
                used.add(approval.person.id)
                counted.append(approval)
                yeses += 1
        if yeses < stage.needed:
            return Progress(number, tuple(counted))
    return Progress(None, tuple(counted))


def missing_approvals(
    stages: Sequence[Stage], approvals: Sequence[ApprovalFacts], digest: str, authors: frozenset[str]
) -> tuple[Refusal, ...]:
    """Why the approvals do not suffice, if they do not. A yes to other words is told as stale."""
    state = progress(stages, approvals, digest, authors)
    if state.next is None and stages:
        return ()
    if not stages:
        return (Refusal("approval.no-workflow"),)
    stage = stages[(state.next or 1) - 1]
    facts = {"stage": state.next, "stages": len(stages), "title": stage.title, "needed": stage.needed}
    stale = any(a.signed and a.digest != digest for a in approvals)
    untrusted = any(not a.signed and a.digest == digest for a in approvals)
    code = "approval.stale" if stale else "approval.untrusted" if untrusted else "approval.missing"
    return (Refusal(code, facts),)
