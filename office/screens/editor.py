"""Drafts and the editor: what will each platform show, and may it go?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from office.approvals import plan
from office.contents import Words
from office.deliveries import delivery
from office.desk import Refused, moment
from office.facts import proposed
from office.journal import queries
from office.packs import categories, workflow
from office.posts import Draft, Post, clean, post, title_of
from office.rows import (
    AccountId,
    AccountRow,
    CategoryRow,
    DraftInput,
    DraftRow,
    EditorRow,
    MeasureRow,
    PartRow,
    PostId,
    Refusals,
    StageRow,
)
from office.rules.facts import Window
from office.rules.gate import may_ask
from office.rules.refusal import Level, Refusal
from office.screens.checks import look_at
from office.screens.shared import Looking, part_rows, stage_rows, words_of

AS_SOON_AS = timedelta(hours=24)
"""How long "as soon as approved" stays open when nobody says otherwise."""


def drafts(look: Looking, limit: int = 500) -> tuple[DraftRow, ...]:
    rows = []
    for row in queries.drafts(look.desk.journal, limit):
        why: dict[str, Any] = json.loads(row["why"] or "{}")
        rows.append(
            DraftRow(
                PostId(row["id"]),
                row["title"],
                row["category"],
                row["revision"],
                look.name(row["author"]),
                moment(row["edited"]),
                tuple(look.account(a) for a in json.loads(row["accounts"])),
                tuple((row["states"] or "").split(",")) if row["states"] else (),
                str(why.get("words", "")),
            )
        )
    return tuple(rows)


def found_posts(look: Looking, text: str) -> tuple[DraftRow, ...]:
    """Posts whose title has every word of `text`."""
    return tuple(
        DraftRow(
            PostId(row["id"]), row["title"], row["category"], row["revision"], look.name(row["author"]),
            moment(row["edited"]), (), (),
        )
        for row in queries.posts_called(look.desk.journal, text.split())
    )  # fmt: skip


def draft_of(given: DraftInput) -> Draft:
    """What the editor holds, as the office keeps it."""
    return Draft(
        given.title,
        given.category,
        words_of(given.parts),
        given.objective,
        given.source,
        {account: words_of(parts) for account, parts in given.variants.items() if account in given.chosen},
        None,
        tuple(given.chosen),
        Window(given.start, given.until) if given.until else None,
    )


def window_of(look: Looking, draft: Draft) -> Window:
    """The draft's window; as soon as approved, within a day, where none was chosen."""
    return draft.window or Window(None, look.desk.now() + AS_SOON_AS)


def empty(look: Looking) -> EditorRow:
    """A new post: every account that may be written to, none chosen unless there is only one."""
    writable = _choosable(look)
    chosen = tuple(a.id for a in writable) if len(writable) == 1 else ()
    given = DraftInput("", "operational", "", "", (PartRow(""),), {}, chosen, None, None)
    return checked(look, None, given)


def stored(look: Looking, post_id: str) -> EditorRow:
    """A post as it was saved last. Raises Refused(`post.unknown`)."""
    found = post(look.reading, post_id)
    draft = found.draft
    store = look.desk.media
    given = DraftInput(
        draft.title,
        draft.category,
        draft.objective,
        draft.source,
        part_rows(store, draft.parts),
        {account: part_rows(store, parts) for account, parts in draft.variants.items()},
        tuple(AccountId(a) for a in draft.accounts),
        draft.window.start if draft.window else None,
        draft.window.until if draft.window else None,
    )
    return checked(look, post_id, given)


def checked(look: Looking, post_id: str | None, given: DraftInput) -> EditorRow:
    """The editor's row for what is typed now: checks, measures, stages; nothing is saved."""
    before = post(look.reading, post_id) if post_id else Post("")
    draft = draft_of(given)
    now_post = replace(
        before, draft=replace(draft, title=title_of(draft)), authors=before.authors | {look.me}
    )
    checks, passed, stages = _checks(look, now_post, given)
    rows = look.deliveries(queries.of_post(look.desk.journal, post_id)) if post_id else ()
    blocked = any(r.level is Level.BLOCK for r in checks)
    return EditorRow(
        PostId(post_id) if post_id else None,
        given.title,
        given.category,
        given.objective,
        given.source,
        given.parts,
        given.variants,
        _choosable(look),
        given.chosen,
        tuple(CategoryRow(i, t) for i, t in categories().items() if i != "reply"),
        given.start,
        given.until,
        before.revision,
        before.edited,
        checks,
        passed,
        _measures(look, now_post, given),
        stages,
        bool(given.chosen) and not blocked,
        rows,
        _note(look, before),
    )


def _choosable(look: Looking) -> tuple[AccountRow, ...]:
    return tuple(look.account(a.id) for a in look.accounts.values() if not a.retired)


def _checks(
    look: Looking, now_post: Post, given: DraftInput
) -> tuple[Refusals, tuple[str, ...], tuple[StageRow, ...]]:
    """What the gate and the linter say, blocks first; what they found in order; and who must say yes."""
    refusals: list[Refusal] = []
    if not given.chosen:
        refusals.append(Refusal("post.no-account"))
    try:
        cleaned, changed = clean(now_post.draft)
    except Refused as no:
        return no.refusals, (), ()
    refusals += [
        Refusal("text.changed", {"what": code}, Level.WARN) for code in changed if code != "trailing-spaces"
    ]
    window = window_of(look, cleaned)
    for account_id in given.chosen:
        if account_id in look.accounts:
            d, _ = plan(now_post, account_id, window, "post")
            refusals += may_ask(proposed(look.desk, look.reading, now_post, look.accounts[account_id], d))
    found, passed = look_at(look, cleaned, given.chosen, window)
    stages = workflow(cleaned.category)
    shown = stage_rows(stages, (), "", now_post.authors, look.people)
    order = {Level.BLOCK: 0, Level.HOLD: 1, Level.WARN: 2}
    unique = {(r.code, str(dict(r.facts))): r for r in [*refusals, *found]}
    return tuple(sorted(unique.values(), key=lambda r: order[r.level])), passed, shown


def _measures(look: Looking, now_post: Post, given: DraftInput) -> tuple[MeasureRow, ...]:
    rows = []
    for account_id in given.chosen:
        for number, part in enumerate(now_post.parts_for(account_id) or (Words(""),), start=1):
            row = look.account(account_id)
            length, limit, unit = look.desk.measure(row.platform, part.text)
            rows.append(MeasureRow(row, number, length, limit, unit))
    return tuple(rows)


def _note(look: Looking, before: Post) -> str:
    """What somebody asked to be changed."""
    notes = [delivery(look.reading, d).note for d in before.deliveries]
    return next((n for n in notes if n), "")
