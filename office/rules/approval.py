"""Who may say yes to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from office.rules.facts import ApprovalFacts, PersonFacts, Stage, Window
from office.rules.refusal import Refusal
from office.rules.workflow import ADVISER, entitled, progress


def may_approve(
    person: PersonFacts,
    stages: Sequence[Stage],
    approvals: Sequence[ApprovalFacts],
    digest: str,
    authors: frozenset[str],
    window: Window,
    now: datetime,
    answered: bool = False,
) -> tuple[Refusal, ...]:
    """All reasons why `person` may not say yes to exactly this content at its next stage now.

    Four eyes: nobody approves what they wrote or edited. A special adviser may comment and never approves:
    the approver of record is a civil servant (domain.md, G). Late approval never sends, so it is refused.
    """
    refusals = _person(person)
    if person.id in authors:
        refusals.append(Refusal("approval.own-post"))
    if answered:
        refusals.append(Refusal("approval.answered"))
    if now > window.until:
        refusals.append(Refusal("approval.too-late", {"until": window.until}))
    if not stages:
        return (*refusals, Refusal("approval.no-workflow"))
    state = progress(stages, approvals, digest, authors)
    if state.next is None:
        return (*refusals, Refusal("approval.complete"))
    stage = stages[state.next - 1]
    if any(a.person.id == person.id for a in state.counted):
        refusals.append(Refusal("approval.already-yours"))
    if not entitled(person.id, person.roles, stage):
        refusals.append(Refusal("approval.not-your-stage", {"title": stage.title, "stage": state.next}))
    return tuple(refusals)


def may_resume(
    person: PersonFacts, paused_by: str, asked_by: str, senior: frozenset[str]
) -> tuple[Refusal, ...]:
    """Resuming takes a different, senior person (design.md, 5): not who paused, nor who asks for the resumption."""
    refusals = _person(person)
    if person.id == paused_by:
        refusals.append(Refusal("resume.own-pause"))
    if person.id == asked_by:
        refusals.append(Refusal("resume.own-request"))
    if not person.roles & senior:
        refusals.append(Refusal("resume.not-senior", {"roles": sorted(senior)}))
    return tuple(refusals)


def may_confirm(person: PersonFacts, asked_by: str, roles: frozenset[str]) -> tuple[Refusal, ...]:
    """The second of two people for what matters (lifting or shortening a period, a clock correction, an exception)."""
    refusals = _person(person)
    if person.id == asked_by:
        refusals.append(Refusal("second.same-person"))
    if not person.roles & roles:
        refusals.append(Refusal("second.not-entitled", {"roles": sorted(roles)}))
    return tuple(refusals)


def _person(person: PersonFacts) -> list[Refusal]:
    """Neither a leaver nor a special adviser authorises anything."""
    refusals = []
    if person.left:
        refusals.append(Refusal("person.left"))
    if ADVISER in person.roles:
        refusals.append(Refusal("approval.spad"))
    return refusals
