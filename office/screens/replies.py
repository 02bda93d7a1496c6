"""Replies: who is waiting, and may I answer?"""

from __future__ import annotations

from datetime import datetime

from office.desk import Refused, moment, moment_or_none
from office.journal import queries
from office.mentions import classes, due_by, handling
from office.periods import all_periods
from office.rows import MentionDetail, MentionId, MentionRow, Refusals, TemplateId, TemplateRow
from office.rules.purdah import covers, in_force
from office.rules.refusal import Level, Refusal
from office.screens.shared import Looking
from office.templates import all_templates

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
    return tuple(sorted(shown, key=lambda m: m.due or m.at))


def counts(look: Looking) -> dict[str, int]:
    """How many stand under each filter."""
    found = queries.mention_counts(look.desk.journal, look.me)
    return {which: found.get(which, 0) for which in FILTERS}


def _row(look: Looking, row: queries.Row) -> MentionRow:
    state = row["act_state"]
    if state == "taken":
        state = "mine" if row["taken_by"] == look.me else "with others"
    at = moment(row["at"])
    return MentionRow(
        MentionId(row["id"]),
        look.account(row["account"]),
        row["author"],
        row["author_name"],
        row["text"],
        at,
        due_by(row["triage"], at) if state in ("waiting", "mine", "with others") else None,
        row["triage"],
        "",
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
    may = _may(look, shown, bool(row["summons"]))
    delivery = queries.delivery(look.desk.journal, row["delivery"]) if row["delivery"] else None
    person = look.people.get(look.me)
    return MentionDetail(
        shown,
        may,
        _because(look, shown, may),
        usable_templates(look, shown.account.id, signed=True),
        _earlier(look, shown),
        moment_or_none(row["keep_until"]),
        look.delivery(delivery) if delivery is not None else None,
        person.initials if person else "",
    )


def _may(look: Looking, row: MentionRow, summons: bool) -> Refusals:
    """Every reason why it may not be answered now."""
    h = handling(look.reading, row.id)
    account = look.accounts[row.account.id]
    found = []
    if row.state in ("answered", "closed", "handed over"):
        found.append(Refusal("reply.dealt-with", {"state": row.state}))
    if h.state == "taken" and h.taken_by != look.me:
        found.append(Refusal("reply.taken", {"by": look.name(h.taken_by)}))
    if h.delivery and row.state not in ("answered", "closed"):
        found.append(Refusal("reply.under-way"))
    if not summons:
        found.append(Refusal("reply.not-summoned", {"account": account.handle}))
    if not account.writing:
        found.append(Refusal("account.writing-off", {"account": account.handle}))
    known = classes().get(row.triage)
    if known is not None and not known["may_answer"]:
        found.append(
            Refusal("reply.class-not-answered", {"class": known["title"], "route": known.get("route", "")})
        )
    for period in all_periods(look.reading):
        version = period.now
        if in_force(version, look.desk.now()) and covers(version, account.facts):
            level = version.level("reply")
            if level in ("block", "exception"):
                facts = {"title": version.title, "period": period.id, "category": "reply"}
                found.append(Refusal("period.blocks", facts, Level.HOLD))
    return tuple(found)


def _because(look: Looking, row: MentionRow, may: Refusals) -> tuple[str, ...]:
    """Why it may be answered."""
    if may:
        return ()
    codes = ["reply.summoned", "reply.template-straight-out", "reply.own-words-need"]
    account = look.accounts[row.account.id]
    if any(
        in_force(p.now, look.desk.now()) and covers(p.now, account.facts) for p in all_periods(look.reading)
    ):
        codes.append("reply.period-allows")
    return tuple(codes)


def usable_templates(look: Looking, account: str = "", signed: bool = False) -> tuple[TemplateRow, ...]:
    """Approved answers that are valid now, for an account or for any; `signed` with the person's initials."""
    person = look.people.get(look.me)
    initials = person.initials if person and signed else ""
    platform = look.account(account).platform if account else "x"
    shown = []
    for t in all_templates(look.reading):
        if (
            t.approved
            and t.valid(look.desk.now())
            and (not t.accounts or not account or account in t.accounts)
        ):
            words = t.words(initials)
            length, limit, _ = look.desk.measure(platform, words)
            by = look.name(t.approved_by)
            shown.append(
                TemplateRow(
                    TemplateId(t.id), t.title, words, by, t.approved, t.valid_until, t.policy, length, limit
                )
            )
    return tuple(shown)


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
