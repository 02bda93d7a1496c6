"""Files that leave a desk which holds the record: requests for a signature, the welcome, rosters, and word that
something waits no more. Each is signed by whoever is signed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from office.accounts import Account, account
from office.approvals import item
from office.asked import facts_json
from office.contents import window_json, words_json
from office.deliveries import Yes
from office.desk import Desk, Reading, Refused, iso, iso_or_none
from office.envelopes import pictures, seal
from office.exceptions import asked as exceptions_asked
from office.facts import Case, case
from office.journal import queries
from office.open_requests import Open, open_requests
from office.packs import questions
from office.people import me
from office.periods import period
from office.rosters import roster_payload
from office.rules.facts import Stage
from office.rules.gate import may_ask
from office.rules.refusal import Refusal
from office.sending import sending
from office.templates import accounts_of, digest, template


def request_envelope(
    desk: Desk, request: str, deliveries: Collection[str] = (), person: str | None = None
) -> bytes:
    """The file that asks for a signature: of posts, a resumption, a change of a period, a clock correction, an
    exception, an answer. `deliveries`: only these of the request's; `person`: for this person alone, with what they saw last.

    Raises Refused: request.answered, file.too-big; MediaFault when a picture is missing.
    """
    reading = Reading(desk.journal)
    found = next((r for r in open_requests(desk, reading) if r.request == request), None)
    if found is None:
        raise Refused(Refusal("request.answered"))
    return sealed_request(desk, reading, found, deliveries, person)


def sealed_request(
    desk: Desk, reading: Reading, asked: Open, only: Collection[str] = (), person: str | None = None
) -> bytes:
    payload = _asked(desk, reading, asked)
    match asked.kind:
        case "request":
            payload |= _request(desk, reading, asked, only, person)
        case "resume-request":
            payload |= _resume(desk, reading, asked)
        case "lift-request":
            payload |= _lift(reading, asked)
        case "exception-request":
            payload |= _exception(desk, reading, asked)
        case "template-request":
            payload |= _template(reading, asked)
    media = {digest: desk.media.get(digest) for digest in sorted(pictures(payload))}
    return seal(asked.kind, payload, desk.me, media)


def welcome_envelope(desk: Desk, person: str) -> bytes:
    """For somebody who has been enrolled: the workspace, who is in it, and which of them they are. An administrator's."""
    reading = Reading(desk.journal)
    return seal("welcome", {**_roster(desk, reading), "person": person}, desk.me)


def roster_envelope(desk: Desk) -> bytes:
    """Who is enrolled now, for everybody who has a seat. An administrator's."""
    return seal("roster", _roster(desk, Reading(desk.journal)), desk.me)


def closed_envelope(desk: Desk, request: str, why: str) -> bytes:
    """Word for somebody who was asked: it waits for them no more."""
    payload = {
        "workspace": desk.journal.workspace,
        "from": desk.me.actor,
        "at": iso(desk.now()),
        "request": request,
        "why": why,
    }
    return seal("closed", payload, desk.me)


def _roster(desk: Desk, reading: Reading) -> dict[str, Any]:
    administrator = me(desk, reading)
    if "administrator" not in administrator.roles:
        raise Refused(Refusal("person.not-administrator"))
    return roster_payload(reading, administrator.id, desk.now())


def _asked(desk: Desk, reading: Reading, asked: Open) -> dict[str, Any]:
    return {
        "workspace": reading.workspace,
        "from": me(desk, reading).id,
        "request": asked.request,
        "asked_by": asked.asked["by"],
        "at": iso(asked.asked["at"]),
        "made": iso(desk.now()),
        "why": asked.asked.get("why", asked.asked.get("words", "")),
    }


def _request(
    desk: Desk, reading: Reading, asked: Open, only: Collection[str], person: str | None
) -> dict[str, Any]:
    cases = [case(desk, reading, d) for d in asked.deliveries if not only or d in only]
    if not cases:
        raise Refused(Refusal("request.answered"))
    c = cases[0]
    proofs = {y.signature: y.statement for x in cases for y in x.delivery.yeses if _stands(x, y)}
    return {
        "to": person,
        "reply": c.delivery.act == "reply",
        **_post(cases),
        "stages": [_stage(s) for s in c.stages],
        "approvals": [{"statement": dict(s), "signature": proof} for proof, s in proofs.items()],
        "deliveries": [_delivery(x) for x in cases],
        "seen": _seen(reading, c, person),
        "questions": [{"code": code, "words": words} for code, words in questions()],
        "answering": _citizen(desk, c),
    }


def _stands(c: Case, yes: Yes) -> bool:
    """Does the record still count it? A period or a pause may have used it up."""
    return any((a.person.id, a.at) == (yes.statement["person"], yes.recorded) for a in c.facts.approvals)


def _post(cases: list[Case]) -> dict[str, Any]:
    c = cases[0]
    return {
        "post": c.post.id,
        "title": c.post.draft.title,
        "category": c.facts.category,
        "revision": c.post.revision,
        "author": c.post.last_author,
        "authors": sorted(frozenset[str]().union(*(x.authors for x in cases))),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    people, roles = sorted(stage.people), sorted(stage.roles)
    return {"title": stage.title, "roles": roles, "needed": stage.needed, "people": people}


def _delivery(c: Case) -> dict[str, Any]:
    checks = [
        {"code": r.code, "level": r.level.value, "facts": facts_json(r.facts)} for r in may_ask(c.facts)
    ]
    return {
        "delivery": c.delivery.id,
        "account": _account(c.account),
        "act": c.content.act,
        "category": c.content.category,
        "parts": words_json(c.content.parts),
        "window": window_json(c.content.window),
        "reply_to": c.content.reply_to,
        "mention": c.content.mention,
        "digest": c.facts.digest,
        "stage": item(c)["stage"],
        "checks": checks,
    }


def _account(found: Account) -> dict[str, str]:
    return {"id": found.id, "platform": found.platform, "handle": found.handle, "name": found.name}


def _seen(reading: Reading, c: Case, person: str | None) -> dict[str, Any] | None:
    """The earlier revision that this person last answered about, by the record."""
    revision, last = 0, 0
    for entry in reading.stream(f"delivery-{c.delivery.id}"):
        body: Mapping[str, Any] = entry.body or {}
        if entry.kind == "delivery.requested":
            revision = body["revision"]
        if entry.kind in ("delivery.approved", "delivery.changes-asked"):
            last = revision if body["statement"]["person"] == person else last
    if not 0 < last < c.post.revision:
        return None
    return {"revision": last, "parts": words_json(c.post.revisions[last - 1].parts)}


def _citizen(desk: Desk, c: Case) -> str:
    mention = desk.journal.local.mentions.get(c.post.reply_mention) if c.post.reply_mention else None
    return mention.text[:100_000] if mention else ""


def _resume(desk: Desk, reading: Reading, asked: Open) -> dict[str, Any]:
    state = sending(reading)
    if state.paused is None:
        raise Refused(Refusal("request.answered"))
    released = set(asked.asked["released"])
    rows = [queries.delivery(desk.journal, d) for d in sorted(released)]
    rows += [r for r in queries.deliveries(desk.journal, ["held"]) if r["id"] not in released]
    items = [
        {
            "delivery": row["id"],
            "title": row["title"],
            "account": _account(account(reading, row["account"])),
            "released": row["id"] in released,
        }
        for row in rows
        if row is not None
    ]
    return {
        "paused_by": state.paused.by,
        "paused_at": iso(state.paused.at),
        "reason": state.reasons[-1] if state.reasons else "",
        "released": asked.asked["released"],
        "items": items,
    }


def _lift(reading: Reading, asked: Open) -> dict[str, Any]:
    found = period(reading, asked.asked["period"])
    told = {k: asked.asked[k] for k in ("period", "lift", "start", "end")}
    was = {"start": iso(found.now.start), "end": iso_or_none(found.now.end)}
    return {**told, "title": found.now.title, "was": was}


def _exception(desk: Desk, reading: Reading, asked: Open) -> dict[str, Any]:
    c = case(desk, reading, asked.deliveries[0])
    a = next(x for x in exceptions_asked(reading, c.delivery.id) if x["request"] == asked.request)
    if a["digest"] != c.facts.digest:
        raise Refused(Refusal("statement.other-content", {"title": c.post.draft.title}))
    found = period(reading, a["period"]).now
    return {
        **{k: a[k] for k in ("period", "ground", "reference", "expires")},
        "period_title": found.title,
        "grantors": sorted(found.grantors),
        **_post([c]),
        "deliveries": [_delivery(c)],
    }


def _template(reading: Reading, asked: Open) -> dict[str, Any]:
    found = template(reading, asked.asked["template"])
    return {
        "template": found.id,
        "title": found.title,
        "text": found.text,
        "policy": found.policy,
        "accounts": accounts_of(reading, found),
        "valid_until": iso_or_none(found.valid_until),
        "digest": digest(reading, found),
    }
