"""The one gate: asked by the editor, by the approver's screen, and by the publisher before each part.

A greyed button is courtesy; the gate is the law. It returns all refusals, not the first.
"""

from __future__ import annotations

from datetime import datetime

from office.rules.facts import PartFacts, SendFacts
from office.rules.purdah import act_stopped
from office.rules.refusal import Level, Refusal
from office.rules.reply import DEALT_WITH
from office.rules.sending import clock_wrong, held_by_pauses
from office.rules.standing import Standing, due_at, standing, unjudged
from office.rules.workflow import missing_approvals


def planned_at(facts: SendFacts) -> datetime:
    """When it is planned to go: moved inside the window, or the window's start, or as soon as approved: now."""
    return due_at(facts) or facts.now


def may_send(facts: SendFacts) -> tuple[Refusal, ...]:
    """Every reason why exactly this may not go out at `facts.now`; warnings (Level.WARN) do not stop it."""
    stands = standing(facts)
    return (
        *_content(facts),
        *_account(facts),
        *_approvals(facts, stands),
        *_time(facts),
        *stands.periods,
        *act_stopped(facts),
        *held_by_pauses(facts.pauses, facts.locally_paused, stands.caught),
        *clock_wrong(facts.clock, facts.now),
        *_here(facts),
    )


def may_ask(facts: SendFacts) -> tuple[Refusal, ...]:
    """Why approval may not be asked for: faults of the content, the account or the window. What a period or a pause
    would hold is told as a warning, since an approver may see it and an exception may be granted."""
    refusals = [*_content(facts), *_account(facts)]
    if facts.window.until <= facts.now:
        refusals.append(Refusal("window.past", {"until": facts.window.until}))
    refusals += _embargo(facts)
    if not facts.template:
        refusals += [] if facts.workflow else [Refusal("approval.no-workflow")]
        refusals += [] if facts.people else [Refusal("approval.nobody-else")]
    told = [
        *standing(facts).periods,
        *act_stopped(facts),
        *held_by_pauses(facts.pauses, facts.locally_paused),
    ]
    refusals += [Refusal(r.code, r.facts, Level.WARN) for r in told]
    return tuple(refusals)


def _content(facts: SendFacts) -> list[Refusal]:
    refusals = []
    if facts.withdrawn:
        refusals.append(Refusal("delivery.withdrawn"))
    if not facts.parts:
        refusals.append(Refusal("content.empty"))
    for number, part in enumerate(facts.parts, start=1):
        refusals += _part(part, number, len(facts.parts))
    return refusals


def _part(part: PartFacts, number: int, parts: int) -> list[Refusal]:
    where = {"part": number, "parts": parts}
    refusals = []
    if part.length == 0 and part.images == 0:
        refusals.append(Refusal("content.empty", where))
    if part.length > part.limit:
        over = {
            "length": part.length,
            "limit": part.limit,
            "over": part.length - part.limit,
            "unit": part.unit,
        }
        refusals.append(Refusal("content.too-long", {**where, **over}))
    if part.images > part.image_limit:
        refusals.append(
            Refusal("content.too-many-images", {**where, "images": part.images, "limit": part.image_limit})
        )
    if part.undescribed:
        # Public Sector Equality Duty; GCS accessibility guidance (domain.md, C3).
        refusals.append(Refusal("content.no-alt", {**where, "images": part.undescribed}))
    if not part.media_intact:
        refusals.append(Refusal("content.media-changed", where))
    return refusals


def _account(facts: SendFacts) -> list[Refusal]:
    account = facts.account
    named = {"account": account.id}
    refusals = []
    if account.retired:
        refusals.append(Refusal("account.retired", named))
    if not account.clause_read:
        refusals.append(Refusal("account.clause-not-read", named))
    if not account.writing:
        refusals.append(Refusal("account.writing-off", named))
    if not account.connected:
        refusals.append(Refusal("account.not-connected", named))
    if facts.act == "reply":
        if not facts.summoned:
            refusals.append(Refusal("reply.not-summoned", named))
        if not facts.triage_allowed:
            refusals.append(Refusal("reply.class-not-answered", named))
        if facts.dealt_with:
            over = facts.dealt_with in DEALT_WITH
            told = Refusal("reply.dealt-with", {"state": facts.dealt_with})
            refusals.append(told if over else Refusal("reply.under-way"))
    return refusals


def _approvals(facts: SendFacts, stands: Standing) -> list[Refusal]:
    """Judged over every yes, used up or not: that a hold wants a fresh approval is the hold's to tell."""
    if facts.template:
        return []
    yeses = unjudged(facts).approvals
    refusals = list(missing_approvals(stands.stages, yeses, facts.digest, facts.authors))
    if refusals and facts.people == 0:
        refusals.append(Refusal("approval.nobody-else"))
    return refusals


def _time(facts: SendFacts) -> list[Refusal]:
    refusals = []
    window = facts.window
    start = planned_at(facts)
    if facts.now < start:
        refusals.append(Refusal("window.not-yet", {"start": start}))
    if facts.now > window.until:
        refusals.append(Refusal("window.missed", {"until": window.until}))
    return [*refusals, *_embargo(facts)]


def _embargo(facts: SendFacts) -> list[Refusal]:
    if facts.embargo is None:
        return []
    if planned_at(facts) < facts.embargo:
        return [Refusal("window.embargo", {"embargo": facts.embargo})]
    return []


def _here(facts: SendFacts) -> list[Refusal]:
    return [] if facts.publisher_here else [Refusal("sending.not-here")]
