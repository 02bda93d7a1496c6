"""Approvals: what waits for a person's yes, and exactly what a yes would be bound to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from office.approvals import may_answer
from office.desk import Refused, iso
from office.exceptions import asked as exceptions_asked
from office.facts import Case, case
from office.journal import queries
from office.packs import questions
from office.people import SENIOR, Person
from office.periods import CONFIRM_ROLES, Period, all_periods
from office.posts import Post
from office.rows import PartRow, Refusals, RequestDetail, RequestId, RequestRow
from office.rules.approval import may_confirm, may_resume
from office.rules.gate import may_ask
from office.rules.refusal import Refusal
from office.rules.workflow import progress
from office.screens.shared import Looking, part_rows, stage_rows
from office.sending import CLOCK_ROLES, sending
from office.templates import APPROVERS, accounts_of, open_proposals


def _me(look: Looking) -> Person:
    return look.people.get(look.me, Person(look.me))


def waiting(look: Looking) -> tuple[RequestRow, ...]:
    """Everything that waits for an answer, the most urgent first; each with why this person may not give it."""
    others = (*_resume(look), *_changes(look), *_clock(look), *_exceptions(look), *_templates(look))
    found = [*_posts(look), *others]
    return tuple(sorted(found, key=lambda r: (bool(r.refusals), r.due or r.asked)))


def mine(look: Looking) -> tuple[RequestRow, ...]:
    """Those that the signed-in person may answer."""
    return tuple(r for r in waiting(look) if not r.refusals)


def _posts(look: Looking) -> list[RequestRow]:
    requests: dict[str, list[queries.Row]] = {}
    for row in queries.deliveries(look.desk.journal, ["in review"]):
        requests.setdefault(row["request"], []).append(row)
    return [_post_row(look, request, rows) for request, rows in requests.items()]


def _post_row(look: Looking, request: str, rows: Sequence[queries.Row]) -> RequestRow:
    c = case(look.desk, look.reading, rows[0]["id"])
    state = progress(c.stages, c.facts.approvals, c.facts.digest, c.authors)
    asked_at = c.delivery.state_at or look.desk.now()
    return RequestRow(
        RequestId(request),
        "reply" if c.delivery.act == "reply" else "post",
        c.post.draft.title,
        c.facts.category,
        tuple(look.account(r["account"]) for r in rows),
        look.name(c.post.last_author),
        asked_at,
        c.facts.window.until,
        c.facts.window.start,
        state.next or len(c.stages),
        len(c.stages),
        may_answer(c, _me(look).facts, look.desk.now()),
    )


def _resume(look: Looking) -> list[RequestRow]:
    state = sending(look.reading)
    pause = state.paused
    if pause is None:
        return []
    return [
        _other(look, a, "resume", a["why"], may_resume(_me(look).facts, pause.by, a["by"], SENIOR))
        for a in state.asked
    ]


def _changes(look: Looking) -> list[RequestRow]:
    me = _me(look).facts
    return [
        _other(look, a, "lift", period.now.title, may_confirm(me, a["by"], CONFIRM_ROLES))
        for period in all_periods(look.reading)
        for a in period.asked
    ]


def _clock(look: Looking) -> list[RequestRow]:
    me = _me(look).facts
    return [
        _other(look, a, "clock", a["why"], may_confirm(me, a["by"], CLOCK_ROLES))
        for a in sending(look.reading).clock_asked
    ]


def _exceptions(look: Looking) -> list[RequestRow]:
    rows = []
    grantors = {p.id: p.now.grantors for p in all_periods(look.reading)}
    for row in queries.deliveries(look.desk.journal, ["held", "in review", "approved"]):
        for a in exceptions_asked(look.reading, row["id"]):
            refusals = may_confirm(_me(look).facts, a["by"], grantors.get(a["period"], frozenset()))
            rows.append(_other(look, a, "exception", row["title"], refusals))
    return rows


def _templates(look: Looking) -> list[RequestRow]:
    rows = []
    for t in open_proposals(look.reading):
        asked = {"request": t.request, "by": t.proposed_by, "at": t.proposed}
        refusals = may_confirm(_me(look).facts, t.proposed_by, APPROVERS)
        row = _other(look, asked, "template", t.title, refusals)
        rows.append(replace(row, accounts=tuple(look.account(a) for a in sorted(t.accounts))))
    return rows


def _other(look: Looking, asked: Mapping[str, Any], kind: str, title: str, refusals: Refusals) -> RequestRow:
    author = look.name(asked["by"])
    return RequestRow(
        RequestId(asked["request"]), kind, title, "", (), author, asked["at"], None, None, 1, 1, refusals
    )


def detail(look: Looking, request: str) -> RequestDetail:
    """Exactly what is asked. Raises Refused(`request.answered`) when it waits no more."""
    row = next((r for r in waiting(look) if r.id == request), None)
    if row is None:
        raise Refused(Refusal("request.answered"))
    if row.kind in ("post", "reply"):
        return _post_detail(look, row)
    return RequestDetail(row, 0, (), {}, None, None, (), (), (), items=_items(look, row))


def _post_detail(look: Looking, row: RequestRow) -> RequestDetail:
    rows = queries.of_request(look.desk.journal, row.id)
    c = case(look.desk, look.reading, rows[0]["id"], check_media=True)
    store = look.desk.media
    stages = stage_rows(c.stages, c.facts.approvals, c.facts.digest, c.authors, look.people)
    variants = {
        r["account"]: c.post.draft.variants[r["account"]]
        for r in rows
        if r["account"] in c.post.draft.variants
    }
    seen = _seen(look, c)
    return RequestDetail(
        row,
        c.post.revision,
        part_rows(store, c.post.draft.parts),
        {account: part_rows(store, parts) for account, parts in variants.items()},
        seen[0] if seen else None,
        seen[1] if seen else None,
        look.deliveries(rows),
        stages,
        questions(),
        may_ask(c.facts),
        next((s.title for s in stages if s.number > row.stage), ""),
        answering=_citizen(look, c.post),
    )


def _seen(look: Looking, c: Case) -> tuple[int, tuple[PartRow, ...]] | None:
    """The revision that this person last answered about, if it was an earlier one."""
    last = 0
    for entry in look.reading.stream(f"delivery-{c.delivery.id}"):
        body = entry.body or {}
        if entry.kind == "delivery.requested":
            asked = body["revision"]
        if entry.kind in ("delivery.approved", "delivery.changes-asked"):
            last = asked if body["statement"]["person"] == look.me else last
    if not 0 < last < c.post.revision:
        return None
    return last, part_rows(look.desk.media, c.post.revisions[last - 1].parts)


def _citizen(look: Looking, post: Post) -> str:
    if post.reply_mention is None:
        return ""
    mention = look.desk.journal.local.mentions.get(post.reply_mention)
    return mention.text if mention else ""


def _items(look: Looking, row: RequestRow) -> tuple[str, ...]:
    """What a resumption, a lifting or an exception would let go, in titles; an answer whole, as in office.seat_rows."""
    if row.kind == "resume":
        asked = next(a for a in sending(look.reading).asked if a["request"] == row.id)
        shown = (queries.delivery(look.desk.journal, d) for d in asked["released"])
        return tuple(r["title"] for r in shown if r is not None)
    if row.kind == "lift":
        period, asked = change(look, row.id)
        until = "" if asked["lift"] or not asked["end"] else asked["end"]
        return (period.now.title, asked["why"], until)
    if row.kind == "template":
        t = next(t for t in open_proposals(look.reading) if t.request == row.id)
        handles = (a["handle"] for a in accounts_of(look.reading, t))
        return (t.title, t.text, t.policy, iso(t.valid_until) if t.valid_until else "", *handles)
    return (row.title,)


def change(look: Looking, request: str) -> tuple[Period, Mapping[str, Any]]:
    """The period and what is asked of it. Raises Refused when it was answered."""
    for period in all_periods(look.reading):
        for asked in period.asked:
            if asked["request"] == request:
                return period, asked
    raise Refused(Refusal("request.answered"))
