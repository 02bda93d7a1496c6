"""Gathering: what the gate is told about one delivery, read from the record (never from a projection)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from office.accounts import Account, account
from office.contents import Content, Words
from office.deliveries import Delivery, Yes, delivery
from office.desk import Desk, Reading, moment
from office.journal.media import MediaFault
from office.mentions import Handling, answered_by_policy, handling
from office.packs import workflow
from office.people import Person, everybody
from office.periods import all_periods, versions
from office.posts import Post, post
from office.rules.facts import (
    ApprovalFacts,
    ClockFacts,
    ExceptionFacts,
    PartFacts,
    SendFacts,
    Stage,
)
from office.rules.standing import judged
from office.sending import sending
from office.statements import trusted
from office.templates import template


@dataclass(frozen=True)
class Case:
    """Everything about one delivery that a decision needs."""

    delivery: Delivery
    post: Post
    account: Account
    content: Content
    stages: tuple[Stage, ...]
    people: Mapping[str, Person]
    facts: SendFacts

    @property
    def authors(self) -> frozenset[str]:
        return self.facts.authors


def content_of(post_: Post, d: Delivery) -> Content:
    """What the delivery would say now: the post's newest revision, as it is for this account."""
    parts = post_.parts_for(d.account)
    return Content(d.account, d.act, post_.draft.category, parts, d.window, d.reply_to, d.mention)


def case(desk: Desk, reading: Reading, delivery_id: str, check_media: bool = False) -> Case:
    """Gather. `check_media`: read every picture's bytes and compare them with their digest (before a send)."""
    d = delivery(reading, delivery_id)
    post_ = post(reading, d.post)
    account_ = account(reading, d.account)
    people = everybody(reading)
    content = content_of(post_, d)
    stages = () if d.template else workflow(content.category)
    authors = post_.authors | d.planners
    approvals = tuple(_yes(y, people, reading.workspace, d.id) for y in d.yeses)
    facts = SendFacts(
        delivery=d.id,
        act=d.act,
        category=content.category,
        digest=content.digest,
        window=content.window,
        authors=authors,
        account=account_.facts,
        workflow=stages,
        approvals=approvals,
        people=_approvers(people, stages, authors),
        now=desk.now(),
        parts=tuple(part_facts(desk, account_.platform, p, check_media) for p in content.parts),
        embargo=post_.draft.embargo,
        planned=d.planned,
        template=_in_template_words(desk, reading, d, content, people),
        cleared=d.cleared,
        triage_allowed=d.mention is None or answered_by_policy(handling(reading, d.mention).triage),
        dealt_with=_dealt_with(reading, d),
        withdrawn=d.state == "withdrawn",
    )
    facts = judged(_world(desk, reading, facts, people, d))
    return Case(d, post_, account_, content, facts.workflow, people, facts)


def _world(
    desk: Desk, reading: Reading, facts: SendFacts, people: Mapping[str, Person], d: Delivery
) -> SendFacts:
    """What does not depend on the content: periods, pauses, clock, this machine."""
    state = sending(reading)
    return replace(
        facts,
        periods=versions(all_periods(reading)),
        exceptions=tuple(_exception(e, people, reading.workspace) for e in d.exceptions),
        pauses=state.pauses,
        locally_paused=desk.locally_paused(),
        clock=clock_facts(desk, reading, state.corrected),
        publisher_here=desk.publisher_here() and state.publisher in ("", desk.device.actor),
    )


def clock_facts(desk: Desk, reading: Reading, corrected: int) -> ClockFacts:
    """What the clock is compared with. After a correction by two people only the entries since it count."""
    return ClockFacts(reading.latest(corrected), desk.server_clock(), desk.unchecked_jump())


def _dealt_with(reading: Reading, d: Delivery) -> str:
    """Was whoever it answers closed, handed over, or answered by another delivery that may still go out or is out?"""
    h = Handling("") if d.mention is None else handling(reading, d.mention)
    if h.state in ("closed", "handed over"):
        return h.state
    other = h.delivery not in ("", d.id) and delivery(reading, h.delivery).state != "withdrawn"
    return h.state if other else ""


def _in_template_words(
    desk: Desk, reading: Reading, d: Delivery, content: Content, people: Mapping[str, Person]
) -> bool:
    """Are these exactly a valid approved answer's words, for this account, signed by whoever planned it? Neither they
    nor who approved the answer may have left since: authority is judged then and now."""
    if d.template is None or len(content.parts) != 1 or content.parts[0].pictures:
        return False
    found = template(reading, d.template)
    here = {p: person for p, person in people.items() if not person.left}
    allowed = {found.words(here[p].initials) for p in d.planners if p in here}
    stands = found.valid_on(d.account, desk.now()) and found.approved_by in here
    return stands and content.parts[0].text in allowed


def part_facts(desk: Desk, platform: str, part: Words, check_media: bool) -> PartFacts:
    length, limit, unit = desk.measure(platform, part.text)
    intact = not check_media or all(_intact(desk, p.digest) for p in part.pictures)
    return PartFacts(
        length,
        limit,
        unit,
        len(part.pictures),
        desk.limits(platform).images,
        sum(1 for p in part.pictures if not p.alt.strip()),
        intact,
    )


def _intact(desk: Desk, digest: str) -> bool:
    try:
        desk.media.get(digest)
    except MediaFault:
        return False
    return True


def _approvers(people: Mapping[str, Person], stages: Sequence[Stage], authors: frozenset[str]) -> int:
    roles = frozenset[str]().union(*(s.roles for s in stages)) if stages else frozenset[str]()
    named = frozenset[str]().union(*(s.people for s in stages)) if stages else frozenset[str]()
    return sum(
        1
        for p in people.values()
        if not p.left and p.id not in authors and (p.roles & roles or p.id in named)
    )


def _yes(yes: Yes, people: Mapping[str, Person], workspace: str, delivery_id: str) -> ApprovalFacts:
    """A recorded approval, judged now: its digest is the one that the approver signed for this delivery."""
    statement = yes.statement
    signed_for = {i["delivery"]: i for i in statement["deliveries"]}.get(delivery_id, {})
    person = people.get(statement["person"], Person(statement["person"]))
    ok = statement.get("verdict") == "yes" and trusted(people, statement, yes.signature, workspace)
    return ApprovalFacts(
        int(signed_for.get("stage", 0)),
        person.facts,
        person.roles_at(yes.recorded),
        str(signed_for.get("digest", "")),
        yes.recorded,
        ok,
    )


def _exception(body: Mapping[str, Any], people: Mapping[str, Person], workspace: str) -> ExceptionFacts:
    statement = body["statement"]
    person = people.get(statement["person"], Person(statement["person"]))
    return ExceptionFacts(
        statement["period"],
        statement["digest"],
        person.facts,
        moment(statement["expires"]),
        trusted(people, statement, body["signature"], workspace),
        roles_then=person.roles_at(body["recorded"]),
    )


def proposed(desk: Desk, reading: Reading, post_: Post, account_: Account, d: Delivery) -> SendFacts:
    """The facts of a delivery as it would be asked for: for the editor, and before asking."""
    people = everybody(reading)
    content = content_of(post_, d)
    stages = workflow(content.category)
    facts = SendFacts(
        delivery="",
        act=d.act,
        category=content.category,
        digest=content.digest,
        window=d.window,
        authors=post_.authors,
        account=account_.facts,
        workflow=stages,
        approvals=(),
        people=_approvers(people, stages, post_.authors),
        now=desk.now(),
        parts=tuple(part_facts(desk, account_.platform, p, False) for p in content.parts),
        embargo=post_.draft.embargo,
        dealt_with=_dealt_with(reading, d),
    )
    return judged(_world(desk, reading, facts, people, d))
