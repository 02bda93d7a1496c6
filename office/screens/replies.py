"""Replies: who is waiting, and may I answer?"""

from __future__ import annotations

from datetime import datetime

from office.desk import Refused, moment, moment_or_none
from office.journal import queries
from office.mentions import due_by, reply_facts, suggested
from office.rows import MentionDetail, MentionId, MentionRow, TemplateId, TemplateRow
from office.rules.refusal import Refusal
from office.rules.reply import may_reply, why_may
from office.screens.shared import Looking
from office.templates import Template, all_templates

FILTERS = {
    "waiting": ("waiting",),
    "mine": ("taken",),
    "others": ("taken", "handed over"),
    "answered": ("answered", "closed"),
}


PAGE = 100


def queue(
    look: Looking, which: str = "waiting", limit: int = PAGE, offset: int = 0
) -> tuple[MentionRow, ...]:
    """A page of the queue; `which` is one of FILTERS. The earliest deadline first."""
    mine = look.me if which == "mine" else None
    rows = queries.mentions(look.desk.journal, FILTERS[which], mine, limit, offset)
    shown = [_row(look, r) for r in rows if which != "others" or r["taken_by"] != look.me]
    return tuple(sorted(shown, key=lambda m: (m.due is None, m.due or m.at)))


def counts(look: Looking) -> dict[str, int]:
    """How many stand under each filter."""
    found = queries.mention_counts(look.desk.journal, look.me)
    return {which: found.get(which, 0) for which in FILTERS}


def _row(look: Looking, row: queries.Row) -> MentionRow:
    state = row["act_state"]
    if state == "taken":
        state = "mine" if row["taken_by"] == look.me else "with others"
    at = moment(row["at"])
    hint = "" if row["triage"] else suggested(row["text"], row["author"])
    return MentionRow(
        MentionId(row["id"]),
        look.account(row["account"]),
        row["author"],
        row["author_name"],
        row["text"],
        at,
        due_by(row["triage"] or hint, at) if state in ("waiting", "mine", "with others") else None,
        row["triage"],
        hint,
        state,
        look.name(row["taken_by"]) if row["taken_by"] else "",
        row["url"],
    )


def detail(look: Looking, mention_id: str) -> MentionDetail:
    """One mention, why it may or may not be answered, and the approved answers. Raises Refused(`reply.gone`)."""
    row = queries.mention(look.desk.journal, mention_id)
    if row is None:
        raise Refused(Refusal("reply.gone"))
    shown = _row(look, row)
    account = look.accounts[row["account"]]
    facts = reply_facts(look.reading, account, mention_id, bool(row["summons"]), look.me, look.desk.now())
    delivery = queries.delivery(look.desk.journal, row["delivery"]) if row["delivery"] else None
    person = look.people.get(look.me)
    return MentionDetail(
        shown,
        may_reply(facts),
        why_may(facts),
        usable_templates(look, shown.account.id, signed=True),
        _earlier(look, shown),
        moment_or_none(row["keep_until"]),
        look.delivery(delivery) if delivery is not None else None,
        person.initials if person else "",
    )


def usable_templates(look: Looking, account: str = "", signed: bool = False) -> tuple[TemplateRow, ...]:
    """Approved answers that are valid now, for an account or for any; `signed` with the person's initials."""
    person = look.people.get(look.me)
    initials = person.initials if person and signed else ""
    platform = look.account(account).platform if account else "x"
    return tuple(
        _template(look, t, t.words(initials), platform)
        for t in all_templates(look.reading)
        if t.valid(look.desk.now()) and (not t.accounts or not account or account in t.accounts)
    )


def all_answers(look: Looking) -> tuple[TemplateRow, ...]:
    """Approved answers and those that are to be: what waits first, then by title; what was withdrawn is gone."""
    shown = [_template(look, t, t.text, "x") for t in all_templates(look.reading) if not t.withdrawn]
    order = {"waiting": 0, "approved": 1, "over": 2, "refused": 3}
    return tuple(sorted(shown, key=lambda t: (order[t.state], t.title.casefold(), t.id)))


def _template(look: Looking, t: Template, words: str, platform: str) -> TemplateRow:
    length, limit, _ = look.desk.measure(platform, words)
    by = look.name(t.approved_by) if t.approved_by else ""
    over = "approved" if t.valid(look.desk.now()) else "over"
    return TemplateRow(
        TemplateId(t.id),
        t.title,
        words,
        by,
        t.approved,
        t.valid_until,
        t.policy,
        length,
        limit,
        "waiting" if t.open else over if t.approved else "refused",
        look.name(t.proposed_by),
        t.refused or "",
    )


def _earlier(look: Looking, row: MentionRow) -> tuple[tuple[datetime, str, str], ...]:
    """What passed before between this person and the account, oldest first; our answers from the record."""
    found = []
    for r in queries.mentions_of(look.desk.journal, row.account.id, row.author):
        if r["id"] != row.id:
            found.append((moment(r["at"]), row.author, r["text"]))
        answer = queries.delivery(look.desk.journal, r["delivery"]) if r["delivery"] else None
        if answer is not None and answer["state"] == "published":
            found.append((moment(answer["state_at"]), look.name(answer["author"]), answer["title"]))
    return tuple(sorted(found, key=lambda e: e[0]))
