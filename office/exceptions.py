"""Exceptions: a named authority's permission for one exact content, once (domain.md, A4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, decide, iso, new_id
from office.facts import case
from office.journal.port import Event
from office.people import everybody, me
from office.periods import period
from office.rules.approval import may_confirm
from office.rules.refusal import Refusal
from office.statements import trusted


def asked(reading: Reading, delivery_id: str) -> tuple[Mapping[str, Any], ...]:
    """Open requests for an exception on this delivery."""
    requests: dict[str, Mapping[str, Any]] = {}
    for entry in reading.stream(f"delivery-{delivery_id}"):
        body = entry.body or {}
        if entry.kind == "delivery.exception-asked":
            requests[body["request"]] = {**body, "by": entry.actor, "at": entry.at}
        elif entry.kind in ("delivery.excepted", "delivery.exception-refused"):
            requests.pop(body["request"], None)
    return tuple(requests.values())


def ask(
    desk: Desk, delivery_id: str, period_id: str, ground: str, reference: str, words: str, expires: datetime
) -> str:
    """Ask for an exception for exactly what the delivery says now. Returns the request id.

    Raises Refused when the period allows none, or no ground or words are given.
    """

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        c = case(desk, reading, delivery_id)
        found = period(reading, period_id).now
        if found.level(c.facts.category) != "exception":
            raise Refused(Refusal("exception.none", {"title": found.title}))
        if not ground.strip() or not words.strip():
            raise Refused(Refusal("words.needed"))
        request = new_id()
        body = {
            "request": request,
            "period": period_id,
            "digest": c.facts.digest,
            "ground": ground.strip(),
            "reference": reference.strip(),
            "words": words.strip(),
            "expires": iso(expires),
        }
        return [Event(f"delivery-{delivery_id}", "delivery.exception-asked", body)], request

    return decide(desk, decision)


def record_answer(desk: Desk, delivery_id: str, statement: Mapping[str, Any], signature: str) -> None:
    """Append the grantor's signed answer. It unlocks that exact content, once, until it expires.

    Raises Refused when it is not trusted, about other content, or its signer is not on the pack's list of grantors
    or is an author.
    """

    def decision(reading: Reading) -> tuple[list[Event], None]:
        request = next(
            (a for a in asked(reading, delivery_id) if a["request"] == statement.get("request")), None
        )
        if request is None:
            raise Refused(Refusal("request.answered"))
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace):
            raise Refused(Refusal("statement.not-trusted"))
        c = case(desk, reading, delivery_id)
        told = {k: statement.get(k) for k in ("period", "digest", "expires")}
        if told != {k: request[k] for k in told} or statement.get("digest") != c.facts.digest:
            raise Refused(Refusal("statement.other-content", {"title": c.post.draft.title}))
        person = people[statement["person"]]
        refusals = list(
            may_confirm(person.facts, request["by"], period(reading, request["period"]).now.grantors)
        )
        if person.id in c.authors:
            refusals.append(Refusal("approval.own-post"))
        if refusals:
            raise Refused(*refusals)
        proof = {**request, "at": iso(request["at"]), "statement": dict(statement), "signature": signature}
        kind = "delivery.excepted" if statement["verdict"] == "yes" else "delivery.exception-refused"
        return [Event(f"delivery-{delivery_id}", kind, proof)], None

    decide(desk, decision, desk.signer or desk.device)
