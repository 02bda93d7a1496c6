"""Frozen rows: all that a screen may know. Times are aware and UTC; strangers' text is plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType

from office.rules.refusal import Refusal

PostId = NewType("PostId", str)
DeliveryId = NewType("DeliveryId", str)
AccountId = NewType("AccountId", str)
PersonId = NewType("PersonId", str)
PeriodId = NewType("PeriodId", str)
MentionId = NewType("MentionId", str)
RequestId = NewType("RequestId", str)
TemplateId = NewType("TemplateId", str)

Refusals = tuple[Refusal, ...]


@dataclass(frozen=True)
class Changes:
    """What an act touched; each view reloads if it is touched and visible."""

    posts: bool = False
    approvals: bool = False
    mentions: bool = False
    accounts: bool = False
    people: bool = False
    rules: bool = False
    sending: bool = False
    record: bool = True

    def __or__(self, other: Changes) -> Changes:
        return Changes(*(a or b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[bool, ...]:
        return (
            self.posts,
            self.approvals,
            self.mentions,
            self.accounts,
            self.people,
            self.rules,
            self.sending,
            self.record,
        )


EVERYTHING = Changes(*(True,) * 8)


@dataclass(frozen=True)
class MediaRow:
    """A picture in the media store. `thumb` is a small PNG for the screen."""

    digest: str
    name: str
    mime: str
    alt: str
    width: int
    height: int
    size: int
    thumb: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class PartRow:
    text: str
    media: tuple[MediaRow, ...] = ()


@dataclass(frozen=True)
class AccountRow:
    """`state`: connected, not connected, reconnect, off (switched off), retired."""

    id: AccountId
    platform: str
    handle: str
    name: str
    body_type: str = "uk-department"
    territory: str = "uk"
    state: str = "connected"
    reading: bool = True
    writing: bool = True
    clause_read_by: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class KeyRow:
    id: str
    fingerprint: str
    added: datetime
    revoked: datetime | None = None


@dataclass(frozen=True)
class PersonRow:
    id: PersonId
    name: str
    initials: str
    roles: tuple[str, ...]
    email: str = ""
    keys: tuple[KeyRow, ...] = ()
    left: bool = False
    is_me: bool = False


@dataclass(frozen=True)
class StageRow:
    """A stage of a workflow and who said yes to it. `state`: waiting, next, done, changes."""

    number: int
    title: str
    roles: tuple[str, ...]
    needed: int
    state: str
    by: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True)
class DeliveryRow:
    """One post to one account. `state` is one of design.md's words (draft, in review, approved, due, sending,
    published, rejected, uncertain, held, missed, refused, withdrawn)."""

    id: DeliveryId
    post: PostId
    title: str
    account: AccountRow
    state: str
    category: str
    start: datetime | None
    until: datetime | None
    revision: int
    author: str
    fingerprint: str = ""
    url: str = ""
    why: str = ""
    why_facts: Mapping[str, Any] = field(default_factory=dict)
    state_at: datetime | None = None
    stage: int = 0
    stages: int = 0
    parts: int = 1
    parts_out: int = 0
    reply_to: str = ""
    period: str = ""


@dataclass(frozen=True)
class DraftRow:
    post: PostId
    title: str
    category: str
    revision: int
    author: str
    edited: datetime
    accounts: tuple[AccountRow, ...]
    states: tuple[str, ...]
    note: str = ""
    """What somebody asked to be changed, if anybody did."""


@dataclass(frozen=True)
class MeasureRow:
    account: AccountRow
    part: int
    length: int
    limit: int
    unit: str = "characters"

    @property
    def fits(self) -> bool:
        return 0 < self.length <= self.limit


@dataclass(frozen=True)
class CategoryRow:
    id: str
    title: str


@dataclass(frozen=True)
class EditorRow:
    """All that the editor shows of one post. `variants`: account id -> parts that differ there."""

    post: PostId | None
    title: str
    category: str
    objective: str
    source: str
    parts: tuple[PartRow, ...]
    variants: Mapping[str, tuple[PartRow, ...]]
    accounts: tuple[AccountRow, ...]
    """Every account that could be chosen."""
    chosen: tuple[AccountId, ...]
    categories: tuple[CategoryRow, ...]
    start: datetime | None
    until: datetime | None
    revision: int = 0
    saved: datetime | None = None
    checks: Refusals = ()
    """What the linter and the gate say now; blocks first."""
    passed: tuple[str, ...] = ()
    """Codes of the checks that found nothing (`check.alt`, `check.length`)."""
    measures: tuple[MeasureRow, ...] = ()
    stages: tuple[StageRow, ...] = ()
    may_ask: bool = False
    deliveries: tuple[DeliveryRow, ...] = ()
    note: str = ""
    cost: str = ""


@dataclass(frozen=True)
class DraftInput:
    """What the editor hands to the office. `media` names pictures already in the store, with their words."""

    title: str
    category: str
    objective: str
    source: str
    parts: tuple[PartRow, ...]
    variants: Mapping[str, tuple[PartRow, ...]]
    chosen: tuple[AccountId, ...]
    start: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class RequestRow:
    """Something that waits for a person's yes. `kind`: post, reply, resume, lift, clock, exception, template, person,
    delete."""

    id: RequestId
    kind: str
    title: str
    category: str
    accounts: tuple[AccountRow, ...]
    author: str
    asked: datetime
    due: datetime | None
    """It is missed if nobody has answered by then."""
    start: datetime | None
    stage: int
    stages: int
    refusals: Refusals = ()
    """Why this person may not say yes, if so."""


@dataclass(frozen=True)
class RequestDetail:
    """Exactly what a yes would be bound to."""

    row: RequestRow
    revision: int
    parts: tuple[PartRow, ...]
    variants: Mapping[str, tuple[PartRow, ...]]
    seen_revision: int | None
    seen_parts: tuple[PartRow, ...] | None
    deliveries: tuple[DeliveryRow, ...]
    stages: tuple[StageRow, ...]
    questions: tuple[tuple[str, str], ...]
    """(code, words) that the approver answers; kept with the approval."""
    checks: Refusals = ()
    next_stage: str = ""
    items: tuple[str, ...] = ()
    """For resume and lift: the titles that it would release or not. For template: title, words, policy reference,
    until when (ISO, or ""), and the handles of the only accounts that it is for."""
    answering: str = ""
    """For a reply: what the citizen said."""


@dataclass(frozen=True)
class TodayItem:
    """`kind`: approve, uncertain, missed, held, rejected, changes, reply, reconnect, resume, review, setup, clock.
    `code` and `facts` become the sentence that says what it means; `action` becomes the button."""

    kind: str
    title: str
    code: str
    facts: Mapping[str, Any]
    action: str
    target: str
    """Where the button leads: `approvals/<id>`, `delivery/<id>`, `replies/<id>`, `rules`, `people`, `accounts`."""
    when: datetime | None = None
    count: int = 1


@dataclass(frozen=True)
class TodayRows:
    person: str
    now: datetime
    items: tuple[TodayItem, ...]
    going_out: tuple[DeliveryRow, ...]
    waiting_hour: int
    waiting_today: int
    waiting_later: int
    pace: tuple[tuple[AccountRow, int, datetime | None], ...] = ()
    """Account, posts out today, the earliest next one by the pace rule."""


@dataclass(frozen=True)
class PeriodRow:
    """`state`: coming, in force, ended, lifted. `end` None: until somebody ends it."""

    id: PeriodId
    pack: str
    title: str
    start: datetime
    end: datetime | None
    state: str
    declared_by: str
    notice: str = ""
    caught: tuple[DeliveryRow, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    stops: tuple[str, ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    body_types: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackRow:
    id: str
    title: str
    force: str
    notice: str
    levels: Mapping[str, str]
    stops: tuple[str, ...]
    grantors: tuple[str, ...]
    sources: tuple[tuple[str, str, str], ...]
    """(statement, source, status: confirmed | not confirmed)."""
    start_rule: str
    end_rule: str
    body_types: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    """On what an exception can be asked for."""


@dataclass(frozen=True)
class SendingRow:
    """`state`: on, paused, stopped. `why` is a refusal code when it is not on."""

    state: str
    why: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    resume_asked_by: str = ""


@dataclass(frozen=True)
class RulesRows:
    periods: tuple[PeriodRow, ...]
    packs: tuple[PackRow, ...]
    sending: SendingRow
    workflows: tuple[tuple[str, tuple[StageRow, ...]], ...] = ()
    held: tuple[DeliveryRow, ...] = ()
    answers: tuple[TemplateRow, ...] = ()


@dataclass(frozen=True)
class TemplateRow:
    """An approved answer, or one that is to be. `state`: waiting, approved, over (it has run out), refused."""

    id: TemplateId
    title: str
    text: str
    approved_by: str
    approved: datetime | None
    valid_until: datetime | None
    policy: str = ""
    length: int = 0
    limit: int = 0
    state: str = "approved"
    proposed_by: str = ""
    why: str = ""
    """What whoever refused it said."""


@dataclass(frozen=True)
class MentionRow:
    """`state`: waiting, mine, with others, answered, closed. `author` and `text` are a stranger's words."""

    id: MentionId
    account: AccountRow
    author: str
    author_name: str
    text: str
    at: datetime
    due: datetime | None
    triage: str
    """One of the triage classes; "" while nobody has decided."""
    suggested: str
    state: str
    taken_by: str = ""
    url: str = ""


@dataclass(frozen=True)
class MentionDetail:
    row: MentionRow
    may: Refusals
    """Why it may not be answered now (empty: it may)."""
    may_codes: tuple[str, ...]
    """Why it may: `reply.summoned`, `reply.template-straight-out`, `reply.own-words-need`."""
    templates: tuple[TemplateRow, ...]
    earlier: tuple[tuple[datetime, str, str], ...] = ()
    """(when, who, words) of what passed before between this person and the account."""
    keep_until: datetime | None = None
    answer: DeliveryRow | None = None
    initials: str = ""


@dataclass(frozen=True)
class EntryRow:
    """An act, for the Record screen; its words are made from `kind` and `facts`."""

    seq: int
    at: datetime
    actor: str
    kind: str
    facts: Mapping[str, Any]
    post: str = ""
    delivery: str = ""
    digest: str = ""
    via: str = ""
    erased: bool = False


@dataclass(frozen=True)
class StoryRow:
    """The life of one post, oldest first; `sent_is_approved` None while nothing was sent."""

    title: str
    entries: tuple[EntryRow, ...]
    approved_fingerprint: str = ""
    sent_fingerprint: str = ""
    sent_is_approved: bool | None = None


@dataclass(frozen=True)
class RecordRow:
    """What is known of the record's state. `findings` are plain sentences; `whole` None: not checked yet."""

    entries: int
    head: str
    checked: datetime | None = None
    whole: bool | None = None
    findings: tuple[str, ...] = ()
    sealed_to: int = 0
    sealed_at: datetime | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeaderRow:
    """What every screen shows."""

    me: PersonRow | None
    workspace: str
    rehearsal: bool
    seat: bool
    sending: SendingRow
    periods: tuple[PeriodRow, ...]
    held: int
    counts: Mapping[str, int]
    """today, drafts, approvals, replies"""
    next_out: DeliveryRow | None
    record: RecordRow
    now: datetime
    people: tuple[PersonRow, ...] = ()
    """For the rehearsal's switch."""
    workspace_fingerprint: str = ""


@dataclass(frozen=True)
class UncertainRow:
    """A part whose outcome nobody knows, beside what is on the account now."""

    delivery: DeliveryRow
    part: int
    text: str
    since: datetime
    why: str
    account_posts: tuple[tuple[str, str, datetime, str], ...] = ()
    """(remote id, text, when, url), newest first."""
    read_at: datetime | None = None
    reading_off: bool = False


@dataclass(frozen=True)
class JoinRow:
    """Somebody who asks to be enrolled. `name` and `email` are a stranger's words."""

    id: str
    name: str
    email: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class WelcomeRow:
    """A welcome that waits to be compared aloud."""

    department: str
    workspace_fingerprint: str
    administrator: str
    administrator_fingerprint: str
    name: str
    roles: tuple[str, ...]
