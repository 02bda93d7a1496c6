"""The table of deliveries, one row each, for screens and for finding what is due."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from office.journal.codec import stamp
from office.journal.port import Entry

Execute = Callable[..., Any]

STATES = {
    "delivery.requested": "in review",
    "delivery.changes-asked": "draft",
    "delivery.reopened": "draft",
    "delivery.cleared": "approved",
    "delivery.withdrawn": "withdrawn",
    "delivery.held": "held",
    "delivery.released": "approved",
    "delivery.missed": "missed",
    "delivery.refused": "refused",
    "delivery.claimed": "sending",
    "delivery.put-off": "approved",
    "delivery.published": "published",
    "delivery.rejected": "rejected",
    "delivery.uncertain": "uncertain",
}
"""The state that an entry leads to, as office.deliveries folds it; the others are in `_delivery`."""

TABLE = """
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


def apply(execute: Execute, entry: Entry) -> None:
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
    told = (
        "delivery.approved",
        "delivery.requested",
        "delivery.claimed",
        "delivery.published",
        "delivery.cleared",
    )
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
                "UPDATE delivery SET state = 'approved', state_at = ?, why = '{}' WHERE id = ?",
                (at, delivery),
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
    return None if text is None else stamp(datetime.fromisoformat(text))
