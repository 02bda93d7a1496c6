"""The facts that rules are told: who, what, when. All times are aware and UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

LEVELS = ("allow", "warn", "exception", "block")
"""What a period can say of a category, the strictest last."""


@dataclass(frozen=True)
class Window:
    """At `start`, no later than `until`; `start` None: as soon as approved, until `until`."""

    start: datetime | None
    until: datetime


@dataclass(frozen=True)
class Stage:
    """One step of a workflow: `needed` different people, each in one of `roles` or named in `people`."""

    title: str
    roles: frozenset[str]
    needed: int = 1
    people: frozenset[str] = frozenset()
    period: str = ""
    """The period that asks for this stage on top of the workflow (office.rules.standing)."""


@dataclass(frozen=True)
class PersonFacts:
    """A person as the record knows them at one moment."""

    id: str
    roles: frozenset[str]
    left: bool = False


@dataclass(frozen=True)
class ApprovalFacts:
    """A signed yes. `signed`: its signature is good and its key was trusted then and is trusted now."""

    stage: int
    person: PersonFacts
    """As of now; authority is judged at the approval and again at the send."""
    roles_then: frozenset[str]
    digest: str
    at: datetime
    signed: bool


@dataclass(frozen=True)
class AccountFacts:
    id: str
    platform: str
    body_type: str
    territory: str
    writing: bool = True
    clause_read: bool = True
    """On X: an administrator has read the Government Use clause and turned it on (domain.md, 0.1)."""
    retired: bool = False
    connected: bool = True


@dataclass(frozen=True)
class PeriodVersion:
    """One wording of a declared period, from `recorded` until `superseded` (None: still the wording)."""

    id: str
    title: str
    start: datetime
    end: datetime | None
    body_types: frozenset[str]
    territories: frozenset[str]
    levels: tuple[tuple[str, str], ...]
    """category -> allow | warn | exception | block; `*` for all others."""
    stops: frozenset[str]
    """Acts that it stops whatever the category: repost, quote, delete, profile, pin ..."""
    grantors: frozenset[str]
    recorded: datetime
    superseded: datetime | None = None

    def level(self, category: str) -> str:
        """The level for a category: the category's own, else `*`, else block. A word nobody knows blocks, too."""
        levels = dict(self.levels)
        word = levels.get(category, levels.get("*", "block"))
        return word if word in LEVELS else "block"


@dataclass(frozen=True)
class ExceptionFacts:
    """A named authority's permission for one exact content, once, until `expires`."""

    period: str
    digest: str
    granted_by: PersonFacts
    expires: datetime
    signed: bool
    used: bool = False
    roles_then: frozenset[str] | None = None
    """The grantor's roles when it was granted; None: not known, judged by those of now."""


@dataclass(frozen=True)
class PauseFacts:
    """A pause; `resumed` None: it is on. `released`: the deliveries that the resumption lets go on."""

    by: str
    at: datetime
    resumed: datetime | None = None
    released: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ClockFacts:
    """What the wall clock is compared with. `server`: (a server's Date, our time at that moment)."""

    last_entry: datetime | None = None
    server: tuple[datetime, datetime] | None = None
    unchecked_jump: bool = False
    """A jump or sleep was seen and no server has been asked since."""
    tolerance: timedelta = timedelta(minutes=2)


@dataclass(frozen=True)
class PartFacts:
    """One part as it would be sent. `media_intact`: every picture is there and its bytes have their digest."""

    length: int
    limit: int
    unit: str = "characters"
    images: int = 0
    image_limit: int = 4
    undescribed: int = 0
    media_intact: bool = True


@dataclass(frozen=True)
class SendFacts:
    """All that the gate is told about one delivery. `digest` is of what would be handed to the platform now."""

    delivery: str
    act: str
    """post or reply"""
    category: str
    digest: str
    window: Window
    authors: frozenset[str]
    account: AccountFacts
    workflow: tuple[Stage, ...]
    approvals: tuple[ApprovalFacts, ...]
    people: int
    """How many people who could approve are enrolled besides the authors."""
    now: datetime
    periods: tuple[PeriodVersion, ...] = ()
    exceptions: tuple[ExceptionFacts, ...] = ()
    pauses: tuple[PauseFacts, ...] = ()
    locally_paused: bool = False
    clock: ClockFacts = field(default_factory=ClockFacts)
    parts: tuple[PartFacts, ...] = ()
    embargo: datetime | None = None
    planned: datetime | None = None
    """Moved inside the approved window: not before this moment."""
    template: bool = False
    """A reply whose words are exactly an approved, valid template's: no further approval (reply policy)."""
    cleared: datetime | None = None
    """When the template's words were let go: what a period or pause catches counts from here."""
    spent: tuple[ApprovalFacts, ...] = ()
    """Yeses that a period or pause has used up (office.rules.standing sorts them out)."""
    summoned: bool = True
    triage_allowed: bool = True
    dealt_with: str = ""
    """How whoever it answers was dealt with otherwise: answered, closed, handed over;
    anything else: another answer is under way."""
    publisher_here: bool = True
    """This machine is the workspace's publishing device and the workspace is not an unaccepted copy."""
    withdrawn: bool = False
