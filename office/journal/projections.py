"""The tables that screens read, written in the same transaction as the entries and rebuilt by replay.

To change one: 1. change its SQL and its words below; 2. raise its shape. It is dropped and replayed at the next start.
Decisions never read these: they fold streams.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from office.journal import projection_delivery
from office.journal.codec import stamp
from office.journal.port import Entry, Projection

Execute = Callable[..., Any]

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
CREATE VIRTUAL TABLE act_words USING fts5 (words);
"""


def _act(execute: Execute, entry: Entry) -> None:
    body = entry.body or {}
    room, _, name = entry.stream.partition("-")
    delivery = name if room == "delivery" else None
    post = name if room == "post" else body.get("post") if delivery else None
    account = name if room == "account" else body.get("account") if delivery else None
    if delivery and post is None:
        row = execute("SELECT post, account FROM delivery WHERE id = ?", (delivery,)).fetchone()
        post, account = row or (None, None)
    execute(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, stamp(entry.at), entry.actor, entry.kind, post, delivery, account),
    )
    if entry.kind == "record.erased":
        execute("DELETE FROM act_words WHERE rowid = ?", (body["seq"],))
        # The deleted words would stay in the index's older segments until it is merged.
        execute("INSERT INTO act_words (act_words) VALUES ('optimize')")
    words = _words(body)
    if words:
        execute("INSERT INTO act_words (rowid, words) VALUES (?, ?)", (entry.seq, words))


SEARCHED = (
    "title",
    "department",
    "name",
    "handle",
    "reason",
    "why",
    "words",
    "objective",
    "source",
    "holder",
    "text",
)


def _words(body: Mapping[str, Any]) -> str:
    """What of an entry can be found by its words."""
    found = [str(body[k]) for k in SEARCHED if body.get(k)]
    found += [part["text"] for part in body.get("parts", []) if isinstance(part, dict)]
    found += [str(body["statement"].get("words", ""))] if isinstance(body.get("statement"), dict) else []
    return " ".join(w for w in found if w)


SCREENS = (
    Projection("post", 1, ("post",), POST, _post),
    Projection("delivery", 1, ("delivery",), projection_delivery.TABLE, projection_delivery.apply),
    Projection("mention_act", 1, ("mention_act",), MENTION_ACT, _mention_act),
    Projection("act", 1, ("act", "act_words"), ACT, _act),
)
"""In this order: later ones read the earlier ones' rows."""
