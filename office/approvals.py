"""Approvals: asking for a yes, giving it, and taking back. One signed act may cover several deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from office.accounts import account
from office.contents import window_json
from office.deliveries import Delivery, delivery
from office.desk import Desk, Reading, Refused, decide, iso, new_id
from office.facts import Case, case, content_of, proposed
from office.journal.port import Event
from office.mentions import handling
from office.people import me
from office.posts import Post, post
from office.rules.approval import may_approve
from office.rules.facts import ApprovalFacts, PersonFacts, Window
from office.rules.gate import may_ask
from office.rules.refusal import Refusal, stops
from office.rules.workflow import progress
from office.statements import make, trusted

ASKABLE = frozenset({"draft", "in review", "held", "missed", "refused", "rejected", "approved"})


def ask(desk: Desk, post_id: str, accounts: Sequence[str], window: Window) -> str:
    """Ask for approval of the post's newest revision on `accounts`, to go out in `window`. Returns the request id.

    Makes the deliveries that are missing and moves those that have another window; deliveries to other accounts
    are not disturbed. Raises Refused with every reason why it may not even be asked.
    """

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        found = post(reading, post_id)
        if found.discarded:
            raise Refused(Refusal("post.discarded"))
        if not accounts:
            raise Refused(Refusal("post.no-account"))
        request = new_id()
        events: list[Event] = []
        made: list[str] = []
        for account_id in _not_out(reading, found, accounts):
            d, planned = _planned(reading, found, account_id, window)
            events += planned
            made += [d.id] if d.id not in found.deliveries else []
            events.append(requested(desk, reading, found, d, request))
            if d.mention and handling(reading, d.mention).delivery != d.id:
                # From now on nobody else answers it, and once this is out it is answered.
                events.append(Event(f"mention-{d.mention}", "mention.answering", {"delivery": d.id}))
        if made:
            events.append(Event(f"post-{post_id}", "post.addressed", {"deliveries": made}))
        return events, request

    return decide(desk, decision)


def _not_out(reading: Reading, found: Post, accounts: Sequence[str]) -> list[str]:
    """The accounts, each once, on which the post is not out yet: asking again never makes a second copy, nor one of a
    thread's beginning, nor one on an account that was closed and added again. Raises Refused when there are none."""
    known = [delivery(reading, i) for i in found.deliveries]
    over = [d for d in known if d.state == "published" or (d.state == "withdrawn" and d.next_part > 1)]
    out = {_place(reading, d.account) for d in over}
    left = [a for a in dict.fromkeys(accounts) if _place(reading, a) not in out]
    if not left:
        raise Refused(Refusal("post.already-out", {"title": found.draft.title}))
    return left


def _place(reading: Reading, account_id: str) -> tuple[str, str]:
    """Where it would be read, whatever the account is called here."""
    found = account(reading, account_id)
    return found.platform, found.handle.casefold()


def _planned(reading: Reading, found: Post, account_id: str, window: Window) -> tuple[Delivery, list[Event]]:
    """The account's open delivery in that window, and the events that make it so."""
    account(reading, account_id)
    for delivery_id in found.deliveries:
        d = delivery(reading, delivery_id)
        if d.account == account_id and d.in_doubt:
            raise Refused(Refusal("delivery.on-its-way"))
        if (
            d.account == account_id and d.state in ASKABLE
        ):  # a thread of which a part is out goes on with the rest
            if d.window == window:
                return d, []
            body = {"window": window_json(window)}
            moved = Event(f"delivery-{d.id}", "delivery.moved", body)
            return replace(d, window=window, planned=None), [moved]
    before = [
        d for d in (delivery(reading, i) for i in found.deliveries) if d.account == account_id and d.mention
    ]
    if found.reply_mention and before:
        more = {"reply_to": before[-1].reply_to, "mention": before[-1].mention}
        return plan(found, account_id, window, "reply", **more)
    return plan(found, account_id, window, "reply" if found.reply_mention else "post")


def plan(
    found: Post, account_id: str, window: Window, act: str, **more: str | None
) -> tuple[Delivery, list[Event]]:
    """A new delivery and its first event. `more`: reply_to, mention, mention_digest, template."""
    d = Delivery(
        new_id(),
        found.id,
        account_id,
        act,
        found.draft.category,
        window,
        reply_to=more.get("reply_to"),
        mention=more.get("mention"),
        template=more.get("template"),
    )
    body = {
        "post": found.id,
        "account": account_id,
        "act": act,
        "category": found.draft.category,
        "window": window_json(window),
        **more,
    }
    return d, [Event(f"delivery-{d.id}", "delivery.planned", body)]


def requested(desk: Desk, reading: Reading, found: Post, d: Delivery, request: str) -> Event:
    """The event that asks for approval of the newest revision. Raises Refused with every reason why not."""
    account_ = account(reading, d.account)
    facts = proposed(desk, reading, found, account_, d)
    refusals = stops(may_ask(facts))
    if refusals:
        raise Refused(*refusals)
    digest = content_of(found, d).digest
    body = {
        "request": request,
        "digest": digest,
        "revision": found.revision,
        "stages": len(facts.workflow),
        "title": found.draft.title,
    }
    return Event(f"delivery-{d.id}", "delivery.requested", body)


def answer_here(
    desk: Desk,
    delivery_ids: Sequence[str],
    request: str,
    verdict: str,
    answers: Mapping[str, Any],
    words: str = "",
) -> None:
    """The signed-in person answers a request on this machine: their statement is made and recorded in one act.

    `verdict`: yes or changes. Raises Refused with every reason why they may not.
    """
    reading = Reading(desk.journal)
    cases = [case(desk, reading, d) for d in delivery_ids]
    items = [item(c) for c in cases]
    if verdict == "changes" and not words.strip():
        raise Refused(Refusal("words.needed"))
    statement, signature = make(
        desk.me,
        desk.now,
        "approval",
        reading.workspace,
        request=request,
        deliveries=items,
        verdict=verdict,
        answers=dict(answers),
        words=words.strip(),
    )
    record_answer(desk, statement, signature, "here")


def item(c: Case) -> dict[str, Any]:
    """What a statement says of one delivery: which, exactly what, and which stage it is asked for."""
    state = progress(c.stages, c.facts.approvals, c.facts.digest, c.authors)
    return {"delivery": c.delivery.id, "digest": c.facts.digest, "stage": state.next or len(c.stages)}


def record_answer(desk: Desk, statement: Mapping[str, Any], signature: str, via: str) -> None:
    """Append an approver's signed statement. `via`: here, or file.

    Raises Refused when it is foreign, forged, by an unknown or untrusted key, about other content than is asked
    for now, answered already, or not that person's to give.
    """

    def decision(reading: Reading) -> tuple[list[Event], None]:
        events: list[Event] = []
        for asked in statement["deliveries"]:
            c = case(desk, reading, str(asked["delivery"]))
            events.append(_answer(desk, reading, c, asked, statement, signature, via))
        return events, None

    decide(desk, decision, desk.signer or desk.device)


def _answer(
    desk: Desk,
    reading: Reading,
    c: Case,
    asked: Mapping[str, Any],
    statement: Mapping[str, Any],
    signature: str,
    via: str,
) -> Event:
    if not trusted(c.people, statement, signature, reading.workspace):
        raise Refused(Refusal("statement.not-trusted"))
    if c.delivery.request != statement.get("request"):
        raise Refused(Refusal("request.answered"))
    if asked["digest"] != c.facts.digest or asked["digest"] != c.delivery.requested.get("digest"):
        raise Refused(Refusal("statement.other-content", {"title": c.post.draft.title}))
    person = c.people[statement["person"]]
    proof = {
        "statement": dict(statement),
        "signature": signature,
        "via": via,
        "request": statement["request"],
    }
    stream = f"delivery-{c.delivery.id}"
    verdict = statement.get("verdict")
    answered = f"{statement['request']}/{person.id}" in c.delivery.answered
    refusals = may_approve(
        person.facts,
        c.stages,
        c.facts.approvals,
        c.facts.digest,
        c.authors,
        c.facts.window,
        desk.now(),
        answered,
    )
    if refusals:
        raise Refused(*refusals)
    if verdict != "yes":
        return Event(stream, "delivery.changes-asked", proof)
    yes = ApprovalFacts(
        int(asked["stage"]), person.facts, person.roles, str(asked["digest"]), desk.now(), True
    )
    after = progress(c.stages, (*c.facts.approvals, yes), c.facts.digest, c.authors)
    if len(after.counted) == len(progress(c.stages, c.facts.approvals, c.facts.digest, c.authors).counted):
        raise Refused(Refusal("approval.not-your-stage", {"stage": asked["stage"], "title": ""}))
    body = {**proof, "stage": int(asked["stage"]), "stages": len(c.stages), "complete": after.complete}
    return Event(stream, "delivery.approved", body)


def may_answer(c: Case, person: PersonFacts, now: datetime) -> tuple[Refusal, ...]:
    """Why this person may not say yes to this case; for the approver's screen."""
    answered = f"{c.delivery.request}/{person.id}" in c.delivery.answered
    return may_approve(
        person, c.stages, c.facts.approvals, c.facts.digest, c.authors, c.facts.window, now, answered
    )


def withdraw(desk: Desk, delivery_id: str, reason: str) -> None:
    """Take a delivery back: it will not go out. Refused once it is on its way or out."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        d = delivery(reading, delivery_id)
        if d.state == "withdrawn":
            return [], None
        if d.state == "published" or d.in_doubt:
            raise Refused(Refusal("delivery.on-its-way"))
        return [Event(f"delivery-{delivery_id}", "delivery.withdrawn", {"reason": reason.strip()})], None

    decide(desk, decision)


def move(desk: Desk, delivery_id: str, start: datetime, until: datetime) -> bool:
    """Give a delivery another time. Inside its approved window it keeps its approval, and True is returned;
    otherwise it is a draft with a new window that needs a fresh approval."""

    def decision(reading: Reading) -> tuple[list[Event], bool]:
        me(desk, reading)
        d = delivery(reading, delivery_id)
        if d.on_its_way or d.state in ("published", "withdrawn"):
            raise Refused(Refusal("delivery.on-its-way"))
        if until <= desk.now() or until <= start:
            raise Refused(Refusal("window.past", {"until": until}))
        inside = d.window.start is not None and d.window.start <= start <= d.window.until
        if d.state == "approved" and inside:
            body = {"window": window_json(d.window), "planned": iso(start), "state": "approved"}
            return [Event(f"delivery-{delivery_id}", "delivery.moved", body)], True
        body = {"window": window_json(Window(start, until))}
        return [Event(f"delivery-{delivery_id}", "delivery.moved", body)], False

    return decide(desk, decision)
