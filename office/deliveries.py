"""Deliveries: one post to one account, with its own window, approvals and outcome. Here: how one is folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from office.contents import window_from
from office.desk import Reading, Refused, moment, moment_or_none
from office.journal.port import Entry
from office.rules.facts import Window
from office.rules.refusal import Refusal

CLOSED = frozenset({"published", "withdrawn"})
NO_WINDOW = Window(None, datetime.min.replace(tzinfo=UTC))


@dataclass(frozen=True)
class Yes:
    """An approval as recorded: the approver's signed statement (office.statements) and which entry holds it."""

    statement: Mapping[str, Any]
    signature: str
    recorded: datetime


@dataclass(frozen=True)
class Claim:
    """A part on its way. Past `deadline` anybody may mark it uncertain."""

    part: int
    key: str
    device: str
    process: str
    digest: str
    at: datetime
    deadline: datetime
    attempt: str = ""
    """Which claim this is: a later claim of the same part has another one."""


@dataclass(frozen=True)
class PartOut:
    """What became of a part. `state`: published; uncertain; absent (settled: it is not there); again (not known, but
    the platform does not publish the same `key` twice before `until`)."""

    state: str
    remote_id: str = ""
    url: str = ""
    why: str = ""
    at: datetime | None = None
    key: str = ""
    first_sent: datetime | None = None
    digest: str = ""
    attempt: str = ""
    first_attempt: str = ""
    """The first attempt of which nobody knows what became; the same as `attempt` while there was only one."""
    until: datetime | None = None
    """Uncertain: not settled before; again: not sent again after."""

    @property
    def in_doubt(self) -> bool:
        return self.state in ("uncertain", "again")


@dataclass(frozen=True)
class Delivery:
    """`state` is one of design.md's words, but for `due`, which is the clock's to say."""

    id: str
    post: str = ""
    account: str = ""
    act: str = "post"
    category: str = ""
    window: Window = NO_WINDOW
    planned: datetime | None = None
    """Not before: set when it was moved inside its approved window."""
    reply_to: str | None = None
    mention: str | None = None
    template: str | None = None
    state: str = "draft"
    planners: frozenset[str] = frozenset()
    request: str | None = None
    requested: Mapping[str, Any] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    yeses: tuple[Yes, ...] = ()
    exceptions: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    claim: Claim | None = None
    out: Mapping[int, PartOut] = field(default_factory=dict)
    put_off: datetime | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
    state_at: datetime | None = None
    sent_digest: str = ""
    cleared: datetime | None = None
    """When an approved answer's words were let go."""

    @property
    def open(self) -> bool:
        """May it still go out?"""
        return self.state not in CLOSED and self.state != "draft"

    @property
    def in_doubt(self) -> bool:
        """Claimed, or nobody knows whether a part of it is out: nothing about it may change until that is settled."""
        return self.claim is not None or any(p.in_doubt for p in self.out.values())

    @property
    def on_its_way(self) -> bool:
        """Claimed, or uncertain, or some parts of it are out already: its words may not change any more."""
        out = any(p.state == "published" for p in self.out.values())
        return self.state not in CLOSED and (self.in_doubt or out)

    @property
    def next_part(self) -> int:
        """The first part (from 1) that is not out."""
        number = 1
        while number in self.out and self.out[number].state == "published":
            number += 1
        return number


def evolve(d: Delivery, entry: Entry) -> Delivery:
    changed = _evolve(d, entry, entry.body or {})
    return replace(changed, state_at=entry.at) if changed.state != d.state else changed


def _evolve(d: Delivery, entry: Entry, body: Mapping[str, Any]) -> Delivery:
    match entry.kind:
        case "delivery.planned" | "delivery.moved":
            return _planned(d, entry, body)
        case "delivery.requested":
            # Asked afresh, answered afresh: a yes to an earlier request does not count for this one.
            asked = replace(d, request=body["request"], requested=body, yeses=())
            return replace(asked, state="in review", note="", why={})
        case "delivery.approved":
            yes = Yes(body["statement"], body["signature"], entry.at)
            answered = d.answered | {_answer_id(body["statement"])}
            state = "approved" if body["complete"] else d.state
            return replace(d, yeses=(*d.yeses, yes), answered=answered, state=state)
        case "delivery.changes-asked":
            statement = body["statement"]
            answered = d.answered | {_answer_id(statement)}
            return replace(d, state="draft", request=None, answered=answered, note=statement["words"])
        case "delivery.cleared":  # a reply in an approved template's words: no further approval
            return replace(d, state="approved", cleared=entry.at)
        case "delivery.withdrawn":
            return replace(d, state="withdrawn", why=body)
        case "delivery.held" | "delivery.missed" | "delivery.refused":
            return replace(d, state=entry.kind.removeprefix("delivery."), why=body, claim=None)
        case "delivery.released":  # a person released exactly this delivery from what held it
            return replace(d, state="approved", why={})
        case "delivery.reopened":
            return replace(d, state="draft", request=None, why=body)
        case "delivery.excepted":
            return replace(d, exceptions=(*d.exceptions, {**body, "recorded": entry.at}))
    return _sent(d, entry, body)


def _answer_id(statement: Mapping[str, Any]) -> str:
    return f"{statement['request']}/{statement['person']}"


def _planned(d: Delivery, entry: Entry, body: Mapping[str, Any]) -> Delivery:
    if entry.kind == "delivery.moved":
        planners = d.planners | {entry.actor}
        window = window_from(body["window"])
        planned = moment_or_none(body.get("planned"))
        if planned is not None:
            return replace(d, planned=planned, put_off=None, state=body["state"], why={})
        changed = replace(d, window=window, planned=None, put_off=None, planners=planners)
        return replace(changed, state="draft", request=None, why={})
    return replace(
        d,
        post=body["post"],
        account=body["account"],
        act=body["act"],
        category=body["category"],
        window=window_from(body["window"]),
        reply_to=body.get("reply_to"),
        mention=body.get("mention"),
        template=body.get("template"),
        planners=d.planners | {entry.actor},
    )


def _sent(d: Delivery, entry: Entry, body: Mapping[str, Any]) -> Delivery:
    """The publisher's entries."""
    match entry.kind:
        case "delivery.claimed":
            return replace(d, state="sending", claim=_claim(entry, body), put_off=None)
        case "delivery.put-off":
            out = _without(d, body) if body.get("nothing_done") else d.out
            return replace(d, state="approved", claim=None, put_off=moment(body["until"]), out=out, why=body)
        case "delivery.part-published":
            state = "approved" if d.state in ("sending", "uncertain") else d.state
            return replace(_with(d, entry, body, "published"), claim=None, state=state, why={})
        case "delivery.published":
            return replace(d, state="published", claim=None, sent_digest=body["sent_digest"], why={})
        case "delivery.rejected":
            return replace(d, state="rejected", claim=None, out=_without(d, body), why=body)
        case "delivery.uncertain":
            return replace(_with(d, entry, body, "uncertain"), state="uncertain", claim=None, why=body)
        case "delivery.settled":
            return replace(_with(d, entry, body, body["verdict"]), state="approved", why={})
    return d


def _claim(entry: Entry, body: Mapping[str, Any]) -> Claim:
    return Claim(
        body["part"],
        body["key"],
        body["device"],
        body["process"],
        body["digest"],
        entry.at,
        moment(body["deadline"]),
        body.get("attempt", ""),
    )


def _with(d: Delivery, entry: Entry, body: Mapping[str, Any], state: str) -> Delivery:
    """The delivery with what is known of one of its parts now."""
    before = d.out.get(body["part"], PartOut(""))
    claim = d.claim if d.claim and d.claim.part == body["part"] else None
    attempt = claim.attempt if claim else before.attempt
    part = PartOut(
        state,
        body.get("remote_id", ""),
        body.get("url", ""),
        body.get("why", ""),
        entry.at,
        claim.key if claim else before.key,
        before.first_sent or (claim.at if claim else None),
        claim.digest if claim else before.digest,
        attempt,
        before.first_attempt if before.in_doubt else attempt,
        moment_or_none(body.get("until")),
    )
    return replace(d, out={**d.out, body["part"]: part})


def _without(d: Delivery, body: Mapping[str, Any]) -> Mapping[int, PartOut]:
    """A part of which the platform said that it was not done leaves no trace among the parts that are out."""
    return {n: p for n, p in d.out.items() if n != body["part"]}


def fold(delivery_id: str, entries: Iterable[Entry]) -> Delivery:
    d = Delivery(delivery_id)
    for entry in entries:
        d = evolve(d, entry)
    return d


def delivery(reading: Reading, delivery_id: str) -> Delivery:
    """Raises Refused(`delivery.unknown`) where there is none."""
    found = fold(delivery_id, reading.stream(f"delivery-{delivery_id}"))
    if not found.post:
        raise Refused(Refusal("delivery.unknown"))
    return found
