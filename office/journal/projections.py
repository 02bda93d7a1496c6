"""The tables that screens read, written in the same transaction as the entries and rebuilt by replay.

To change one: 1. change its SQL and its words below; 2. raise its shape. It is dropped and replayed at the next start.
Decisions never read these: they fold streams.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from office.journal.codec import stamp
from office.journal.port import Entry, Projection

Execute = Callable[..., Any]

STATES = {
    "delivery.requested": "in review",
    "delivery.changes-asked": "draft",
    "delivery.reopened": "draft",
    "delivery.cleared": "approved",
    "delivery.withdrawn": "withdrawn",
    "delivery.held": "held",
    "delivery.missed": "missed",
    "delivery.refused": "refused",
    "delivery.claimed": "sending",
    "delivery.put-off": "approved",
    "delivery.published": "published",
    "delivery.rejected": "rejected",
    "delivery.uncertain": "uncertain",
}
"""The state that an entry leads to, as office.deliveries folds it; the others are in `_delivery`."""

DELIVERY = """
CREATE TABLE delivery (
    id TEXT PRIMARY KEY, post TEXT NOT NULL, account TEXT NOT NULL, act TEXT NOT NULL, category TEXT NOT NULL,
    state TEXT NOT NULL, window_start TEXT, window_until TEXT NOT NULL, planned TEXT, put_off TEXT, request TEXT,
    digest TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '', mention TEXT, template TEXT, reply_to TEXT, url TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '{}', state_at TEXT NOT NULL, stage INTEGER NOT NULL DEFAULT 0,
    stages INTEGER NOT NULL DEFAULT 0, parts INTEGER NOT NULL DEFAULT 1, parts_out INTEGER NOT NULL DEFAULT 0,
    claim_deadline TEXT, claim_device TEXT, claim_process TEXT, sort TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_state ON delivery (state, sort);
CREATE INDEX delivery_sort ON delivery (sort);
CREATE INDEX delivery_account ON delivery (account, state, sort);
CREATE INDEX delivery_post ON delivery (post);
CREATE INDEX delivery_request ON delivery (request) WHERE request IS NOT NULL;
"""


def _delivery(execute: Execute, entry: Entry) -> None:
    if not entry.stream.startswith("delivery-"):
        if entry.kind in ("post.drafted", "post.revised") and entry.body:
            _retitle(execute, entry)
        return
    delivery = entry.stream.removeprefix("delivery-")
    body: Mapping[str, Any] = entry.body or {}
    at = stamp(entry.at)
    if entry.kind == "delivery.planned":
        _planned(execute, delivery, body, at, entry.actor)
        return
    state = STATES.get(entry.kind)
    if entry.kind == "delivery.approved":
        state = "approved" if body["complete"] else "in review"
        execute("UPDATE delivery SET stage = ? WHERE id = ?", (body["stage"], delivery))
    if state is not None:
        execute(
            "UPDATE delivery SET state = ?1, state_at = CASE WHEN state = ?1 THEN state_at ELSE ?2 END,"
            " claim_deadline = NULL, why = ?3 WHERE id = ?4",
            (state, at, _why(entry.kind, body), delivery),
        )
    _details(execute, delivery, entry.kind, body, at)


def _why(kind: str, body: Mapping[str, Any]) -> str:
    if kind == "delivery.changes-asked":
        return json.dumps({"words": body["statement"]["words"], "by": body["statement"]["person"]})
    told = ("delivery.approved", "delivery.requested", "delivery.claimed", "delivery.published", "delivery.cleared")
    return "{}" if kind in told else json.dumps(body)


def _planned(execute: Execute, delivery: str, body: Mapping[str, Any], at: str, actor: str) -> None:
    window = body["window"]
    execute(
        "INSERT INTO delivery (id, post, account, act, category, state, window_start, window_until, mention, template,"
        " reply_to, state_at, sort, author, title, parts, revision)"
        " SELECT ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(title), ''), coalesce(max(parts), 1),"
        " coalesce(max(revision), 0) FROM post WHERE id = ?",
        (
            delivery,
            body["post"],
            body["account"],
            body["act"],
            body["category"],
            _utc(window["start"]),
            _utc(window["until"]),
            body.get("mention"),
            body.get("template"),
            body.get("reply_to"),
            at,
            _utc(window["start"]) or at,
            actor,
            body["post"],
        ),
    )


def _details(execute: Execute, delivery: str, kind: str, body: Mapping[str, Any], at: str) -> None:
    """What else an entry changes of a delivery."""
    match kind:
        case "delivery.moved":
            window, planned = body["window"], _utc(body.get("planned"))
            execute(
                "UPDATE delivery SET window_start = ?, window_until = ?, planned = ?, put_off = NULL, sort = ?, why = '{}',"
                " state = ?, state_at = ? WHERE id = ?",
                (
                    _utc(window["start"]),
                    _utc(window["until"]),
                    planned,
                    planned or _utc(window["start"]) or at,
                    "approved" if planned else "draft",
                    at,
                    delivery,
                ),
            )
        case "delivery.requested":
            execute(
                "UPDATE delivery SET request = ?, digest = ?, revision = ?, title = ?, stages = ?, stage = 0 WHERE id = ?",
                (body["request"], body["digest"], body["revision"], body["title"], body["stages"], delivery),
            )
        case "delivery.claimed":
            execute(
                "UPDATE delivery SET put_off = NULL, claim_deadline = ?, claim_device = ?, claim_process = ? WHERE id = ?",
                (_utc(body["deadline"]), body["device"], body["process"], delivery),
            )
        case "delivery.put-off":
            execute("UPDATE delivery SET put_off = ? WHERE id = ?", (_utc(body["until"]), delivery))
        case "delivery.part-published":
            _part_out(execute, delivery, body, at)
        case "delivery.settled" if body["verdict"] == "published":
            _part_out(execute, delivery, body, at)
        case "delivery.settled":
            execute(
                "UPDATE delivery SET state = 'approved', state_at = ?, why = '{}' WHERE id = ?", (at, delivery)
            )


def _part_out(execute: Execute, delivery: str, body: Mapping[str, Any], at: str) -> None:
    execute(
        "UPDATE delivery SET parts_out = parts_out + 1, url = CASE WHEN url = '' THEN ? ELSE url END, claim_deadline = NULL,"
        " state = CASE WHEN state IN ('sending', 'uncertain') THEN 'approved' ELSE state END,"
        " state_at = ?, why = '{}' WHERE id = ?",
        (body.get("url", ""), at, delivery),
    )


def _retitle(execute: Execute, entry: Entry) -> None:
    body = entry.body or {}
    execute(
        "UPDATE delivery SET title = ?, revision = ?, category = ?, parts = ?, author = ? WHERE post = ?"
        " AND state NOT IN ('published', 'withdrawn')",
        (
            body["title"],
            body["revision"],
            body["category"],
            len(body["parts"]),
            entry.actor,
            entry.stream.removeprefix("post-"),
        ),
    )


def _utc(text: str | None) -> str | None:
    """A stored time as entries write theirs, so that text order is time order."""
    from datetime import datetime

    return None if text is None else stamp(datetime.fromisoformat(text))


POST = """
CREATE TABLE post (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, category TEXT NOT NULL, revision INTEGER NOT NULL, author TEXT NOT NULL,
    edited TEXT NOT NULL, discarded INTEGER NOT NULL DEFAULT 0, parts INTEGER NOT NULL, accounts TEXT NOT NULL,
    mention TEXT
) STRICT;
CREATE INDEX post_edited ON post (discarded, edited);
"""


def _post(execute: Execute, entry: Entry) -> None:
    if not entry.stream.startswith("post-"):
        return
    post, body = entry.stream.removeprefix("post-"), entry.body or {}
    if entry.kind in ("post.drafted", "post.revised"):
        execute(
            "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
            " category = excluded.category, revision = excluded.revision, author = excluded.author,"
            " edited = excluded.edited, parts = excluded.parts, accounts = excluded.accounts",
            (
                post,
                body["title"],
                body["category"],
                body["revision"],
                entry.actor,
                stamp(entry.at),
                len(body["parts"]),
                json.dumps(body["accounts"]),
                body.get("mention"),
            ),
        )
    elif entry.kind == "post.discarded":
        execute("UPDATE post SET discarded = 1 WHERE id = ?", (post,))


MENTION_ACT = """
CREATE TABLE mention_act (
    mention TEXT PRIMARY KEY, triage TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'waiting',
    taken_by TEXT NOT NULL DEFAULT '', taken_at TEXT NOT NULL DEFAULT '', because TEXT NOT NULL DEFAULT '',
    delivery TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX mention_act_state ON mention_act (state);
"""

MENTION_STATES = {
    "mention.taken": "taken",
    "mention.released": "waiting",
    "mention.closed": "closed",
    "mention.handed-over": "handed over",
    "mention.answered": "answered",
    "mention.answering": "taken",
}


def _mention_act(execute: Execute, entry: Entry) -> None:
    if not entry.stream.startswith("mention-"):
        return
    mention, body = entry.stream.removeprefix("mention-"), entry.body or {}
    execute("INSERT OR IGNORE INTO mention_act (mention) VALUES (?)", (mention,))
    if entry.kind == "mention.triaged":
        execute("UPDATE mention_act SET triage = ? WHERE mention = ?", (body["class"], mention))
    state = MENTION_STATES.get(entry.kind)
    if state is not None:
        execute(
            "UPDATE mention_act SET state = ?, taken_by = ?, taken_at = ?, because = ?, delivery = ? WHERE mention = ?",
            (
                state,
                entry.actor if state == "taken" else "",
                stamp(entry.at),
                body.get("because", body.get("to", "")),
                body.get("delivery", ""),
                mention,
            ),
        )


ACT = """
CREATE TABLE act (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, post TEXT, delivery TEXT,
    account TEXT
) STRICT;
CREATE INDEX act_kind ON act (kind, seq);
CREATE INDEX act_actor ON act (actor, seq);
CREATE INDEX act_post ON act (post, seq) WHERE post IS NOT NULL;
CREATE VIRTUAL TABLE act_words USING fts5 (words, content = '', contentless_delete = 1);
"""


def _act(execute: Execute, entry: Entry) -> None:
    body = entry.body or {}
    room, _, name = entry.stream.partition("-")
    delivery = name if room == "delivery" else None
    post = name if room == "post" else body.get("post") if delivery else None
    account = name if room == "account" else body.get("account") if delivery else None
    if delivery and post is None:
        row = execute("SELECT post, account FROM delivery WHERE id = ?", (delivery,)).fetchone()
        post, account = row if row else (None, None)
    execute(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, stamp(entry.at), entry.actor, entry.kind, post, delivery, account),
    )
    words = _words(entry.kind, body)
    if words:
        execute("INSERT INTO act_words (rowid, words) VALUES (?, ?)", (entry.seq, words))


SEARCHED = ("title", "department", "name", "handle", "reason", "why", "words", "objective", "source", "holder", "text")


def _words(kind: str, body: Mapping[str, Any]) -> str:
    """What of an entry can be found by its words."""
    found = [str(body[k]) for k in SEARCHED if body.get(k)]
    found += [part["text"] for part in body.get("parts", []) if isinstance(part, dict)]
    found += [str(body["statement"][k]) for k in ("words",) if isinstance(body.get("statement"), dict)]
    return " ".join(w for w in found if w)


SCREENS = (
    Projection("post", 1, ("post",), POST, _post),
    Projection("delivery", 1, ("delivery",), DELIVERY, _delivery),
    Projection("mention_act", 1, ("mention_act",), MENTION_ACT, _mention_act),
    Projection("act", 1, ("act", "act_words"), ACT, _act),
)
"""In this order: later ones read the earlier ones' rows."""
