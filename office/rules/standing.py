"""Where a delivery stands: the stages it must pass now, and which of its yeses still count.

Two things change that without any edit. A period that asks for a second approver adds a stage to a workflow of one.
And what a period or a pause has caught needs a fresh approval once that is over: the yeses that were complete before
then are used up, and everybody may say yes again (design.md, 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from office.rules.facts import ApprovalFacts, PauseFacts, PeriodVersion, SendFacts, Stage
from office.rules.purdah import bound_by, ended, let_by, over, period_says
from office.rules.refusal import Level, Refusal
from office.rules.workflow import agreed_at, progress

SECOND_APPROVER = "Second approver"
"""The title of the stage that a period adds; like a workflow's titles it is data, and shown as it is."""


@dataclass(frozen=True)
class Standing:
    """`stages`: to be passed now. `kept`: the yeses that count. `spent`: those used up by what caught the delivery.
    `caught`: the pauses, over now, that hold it still. `periods`: what the periods say, the strictest first."""

    stages: tuple[Stage, ...]
    kept: tuple[ApprovalFacts, ...]
    spent: tuple[ApprovalFacts, ...]
    caught: tuple[PauseFacts, ...]
    periods: tuple[Refusal, ...]


def judged(facts: SendFacts) -> SendFacts:
    """The facts with the stages to be passed now, and only the yeses that count; the others are in `spent`.
    Judging twice changes nothing, and the gate's answer is the same before and after."""
    stands = standing(facts)
    return replace(facts, workflow=stands.stages, approvals=stands.kept, spent=stands.spent)


def unjudged(facts: SendFacts) -> SendFacts:
    """The facts as the record has them: the workflow's own stages, and every yes."""
    own = tuple(s for s in facts.workflow if not s.period)
    return replace(facts, workflow=own, approvals=(*facts.spent, *facts.approvals), spent=())


def due_at(facts: SendFacts) -> datetime | None:
    """From when on it may go by its window, moved inside it or not; None: as soon as approved."""
    return max((m for m in (facts.planned, facts.window.start) if m is not None), default=None)


def standing(facts: SendFacts) -> Standing:
    """Judge the stages and the yeses of a delivery at `facts.now`."""
    facts = unjudged(facts)
    agreed = _agreed(facts)
    # A yes may bear a later time than now, when the clock went back by less than is tolerated.
    bound = bound_by(facts, due_at(facts) or min(agreed or facts.now, facts.now))
    pauses = {p: p.resumed for p in facts.pauses if p.resumed and facts.delivery not in p.released}
    pauses = {p: end for p, end in pauses.items() if agreed and agreed < end}
    past = _caught(facts, bound, agreed)
    since = max((*pauses.values(), *past.values()), default=None)
    kept = tuple(a for a in facts.approvals if since is None or a.at >= since)
    whole = progress(facts.workflow, kept, facts.digest, facts.authors).complete
    fresh = since is None if facts.template else whole
    holding = [p for p in bound if not ended(p, facts.now) or (p in past and not fresh)]
    return Standing(
        stages=_stages(facts, bound),
        kept=kept,
        spent=tuple(a for a in facts.approvals if a not in kept),
        caught=() if fresh else tuple(pauses),
        periods=_said(facts, holding, _two(facts, kept)),
    )


def _agreed(facts: SendFacts) -> datetime | None:
    """When it was first complete. An approved answer's words whose clearing is not known were cleared long ago."""
    if facts.template:
        return facts.cleared or datetime.min.replace(tzinfo=UTC)
    return agreed_at(facts.workflow, facts.approvals, facts.digest, facts.authors)


def _caught(
    facts: SendFacts, bound: Sequence[PeriodVersion], agreed: datetime | None
) -> dict[PeriodVersion, datetime]:
    """The wordings, over now, that caught it complete as it was, and when each was over."""
    two = _two(facts, facts.approvals)
    return {
        p: end
        for p in bound
        if (end := over(p)) is not None
        and end <= facts.now
        and agreed is not None
        and agreed < end
        and not let_by(p, facts)
        and not (two and p.level(facts.category) == "warn")
    }


def _said(facts: SendFacts, holding: Sequence[PeriodVersion], two: bool) -> tuple[Refusal, ...]:
    """Each period once, by its strictest wording; those that only warn come last."""
    said: dict[str, Refusal] = {}
    for period in holding:
        refusal = period_says(period, facts, two)
        if refusal is not None:
            said.setdefault(period.id, refusal)
    return tuple(sorted(said.values(), key=lambda r: r.level is Level.WARN))


def _two(facts: SendFacts, approvals: Sequence[ApprovalFacts]) -> bool:
    """Have two different people said yes, as a period that warns wants it?"""
    return progress(_seconded(facts.workflow, ""), approvals, facts.digest, facts.authors).complete


def _stages(facts: SendFacts, bound: Sequence[PeriodVersion]) -> tuple[Stage, ...]:
    for period in bound:
        if period.level(facts.category) == "warn" and not ended(period, facts.now):
            return _seconded(facts.workflow, period.id)
    return facts.workflow


def _seconded(own: tuple[Stage, ...], period: str) -> tuple[Stage, ...]:
    """The workflow's stages, and one more where they ask for one person only: anybody who could have been the first."""
    if len(own) != 1 or own[0].needed > 1:
        return own
    return (*own, Stage(SECOND_APPROVER, own[0].roles, 1, own[0].people, period))
