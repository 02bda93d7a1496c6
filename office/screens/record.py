"""The record: what happened, in acts; the story of one post; and whether the record is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from office.contents import fingerprint
from office.desk import moment
from office.journal import queries
from office.journal.port import Entry
from office.rows import EntryRow, StoryRow
from office.screens.shared import Looking

PAGE = 100


def acts(
    look: Looking,
    text: str = "",
    kind: str = "",
    person: str = "",
    since: datetime | None = None,
    before: int | None = None,
) -> tuple[EntryRow, ...]:
    """A page of acts, newest first; `before` the last entry number of the page above."""
    rows = queries.acts(look.desk.journal, text, kind, person, since, PAGE, before)
    return _entries(look, rows)


def story(look: Looking, post_id: str) -> StoryRow:
    """The life of one post, oldest first, and whether what was sent is what was approved."""
    rows = queries.story(look.desk.journal, post_id)
    entries = _entries(look, rows)
    post = queries.post(look.desk.journal, post_id)
    approved, sent = _digests(entries)
    same = None if not sent else sent <= approved
    return StoryRow(
        post["title"] if post is not None else "",
        entries,
        _shown(approved & sent or approved),
        _shown(sent),
        same,
    )


def _digests(entries: Sequence[EntryRow]) -> tuple[set[str], set[str]]:
    approved, sent = set(), set()
    for e in entries:
        if e.kind == "delivery.approved" and e.facts.get("complete"):
            approved |= {
                d["digest"] for d in e.facts["statement"]["deliveries"] if d["delivery"] == e.delivery
            }
        if e.kind == "delivery.cleared":
            approved.add(e.facts["digest"])
        if e.kind == "delivery.published":
            sent.add(e.facts["sent_digest"])
    return approved, sent


def _shown(digests: set[str]) -> str:
    return ", ".join(fingerprint(d) for d in sorted(digests))


def _entries(look: Looking, rows: Sequence[queries.Row]) -> tuple[EntryRow, ...]:
    found = []
    for row in rows:
        entry = look.desk.journal.entry(row["seq"])
        if entry is not None:
            found.append(_row(look, entry, row))
    return tuple(found)


def _row(look: Looking, entry: Entry, row: queries.Row) -> EntryRow:
    facts: dict[str, Any] = dict(entry.body or {})
    facts |= _names(look, facts, row)
    return EntryRow(
        entry.seq,
        moment(row["at"]),
        look.name(entry.actor),
        entry.kind,
        facts,
        row["post"] or "",
        row["delivery"] or "",
        entry.digest.hex(),
        "file" if facts.get("via") == "file" else "",
        entry.body is None,
    )


def _names(look: Looking, facts: Mapping[str, Any], row: queries.Row) -> dict[str, Any]:
    """The names behind the ids, for the words."""
    names: dict[str, Any] = {}
    post = queries.post(look.desk.journal, row["post"]) if row["post"] else None
    if post is not None:
        names["title"] = post["title"]
    if row["account"]:
        account = look.account(row["account"])
        names |= {"account": account.handle, "platform": account.platform}
    statement = facts.get("statement")
    if isinstance(statement, dict):
        names["person"] = look.name(statement["person"])
    for key in ("by", "founder"):
        if facts.get(key) in look.people:
            names[key] = look.name(facts[key])
    if row["kind"].startswith(("person.", "key.")) and "name" not in facts:
        names["name"] = _whose(look, row)
    if isinstance(facts.get("period"), str):
        names["period_title"] = _period(look, facts["period"])
    return names


def _whose(look: Looking, row: queries.Row) -> str:
    entry = look.desk.journal.entry(row["seq"])
    person = look.people.get(entry.stream.removeprefix("person-")) if entry else None
    return person.name if person else ""


def _period(look: Looking, period_id: str) -> str:
    entries = look.reading.stream(f"period-{period_id}")
    return str((entries[0].body or {}).get("title", "")) if entries else ""
