"""Reading the projections with plain SQL, for screens and for finding out where to look."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from office.journal.codec import stamp
from office.journal.sqlite import SqliteJournal

Row = sqlite3.Row

DUE = "coalesce(put_off, planned, window_start, '')"


def deliveries(
    journal: SqliteJournal, states: Sequence[str], limit: int = 500, offset: int = 0, newest: bool = False
) -> list[Row]:
    """Deliveries in any of `states`, in order of their time."""
    marks = ", ".join("?" * len(states))
    order = "DESC" if newest else "ASC"
    return journal.query(
        f"SELECT * FROM delivery WHERE state IN ({marks}) ORDER BY sort {order}, id LIMIT ? OFFSET ?",
        (*states, limit, offset),
    )


def deliveries_between(journal: SqliteJournal, start: datetime, end: datetime) -> list[Row]:
    """What stands in the calendar from `start` to before `end`, withdrawn ones left out."""
    return journal.query(
        "SELECT * FROM delivery WHERE sort >= ? AND sort < ? AND state <> 'withdrawn' ORDER BY sort, id LIMIT 5000",
        (stamp(start), stamp(end)),
    )


def planned_from(journal: SqliteJournal, start: datetime) -> list[Row]:
    """Every delivery that may still go out at or after `start` (what a period could catch)."""
    return journal.query(
        "SELECT * FROM delivery WHERE sort >= ? AND state IN ('in review', 'approved', 'held') ORDER BY sort LIMIT 5000",
        (stamp(start),),
    )


def delivery(journal: SqliteJournal, delivery_id: str) -> Row | None:
    rows = journal.query("SELECT * FROM delivery WHERE id = ?", (delivery_id,))
    return rows[0] if rows else None


def of_post(journal: SqliteJournal, post: str) -> list[Row]:
    return journal.query("SELECT * FROM delivery WHERE post = ? ORDER BY sort, id", (post,))


def of_request(journal: SqliteJournal, request: str) -> list[Row]:
    return journal.query("SELECT * FROM delivery WHERE request = ? ORDER BY sort, id", (request,))


def due(journal: SqliteJournal, now: datetime) -> list[Row]:
    """Approved deliveries whose moment has come, first come first."""
    return journal.query(
        f"SELECT * FROM delivery WHERE state = 'approved' AND {DUE} <= ? ORDER BY sort, id LIMIT 2000",
        (stamp(now),),
    )


def next_moment(journal: SqliteJournal, now: datetime) -> str | None:
    """When the next approved delivery falls due, or a claim's deadline passes; None: nothing is planned."""
    rows = journal.query(
        f"SELECT min(m) FROM (SELECT min({DUE}) AS m FROM delivery WHERE state = 'approved' AND {DUE} > ?1"
        " UNION ALL SELECT min(claim_deadline) FROM delivery WHERE state = 'sending')",
        (stamp(now),),
    )
    return rows[0][0] or None


def expired_claims(journal: SqliteJournal, now: datetime) -> list[Row]:
    return journal.query(
        "SELECT * FROM delivery WHERE state = 'sending' AND claim_deadline < ? ORDER BY sort", (stamp(now),)
    )


def sending_on(journal: SqliteJournal, account: str) -> list[Row]:
    return journal.query("SELECT * FROM delivery WHERE account = ? AND state = 'sending'", (account,))


_WORKED_AT = (
    "p.discarded = 0 AND p.mention IS NULL AND (NOT EXISTS (SELECT 1 FROM delivery d WHERE d.post = p.id)"
    " OR EXISTS (SELECT 1 FROM delivery d WHERE d.post = p.id"
    " AND d.state IN ('draft', 'in review', 'rejected', 'refused')))"
)
"""Posts that are still being worked at: kept, and with no delivery yet, or with one that has not been agreed to."""


def draft_count(journal: SqliteJournal) -> int:
    return int(journal.query(f"SELECT count(*) FROM post p WHERE {_WORKED_AT}")[0][0])


def drafts(journal: SqliteJournal, limit: int = 500, offset: int = 0) -> list[Row]:
    """The posts in work, last edited first."""
    return journal.query(
        "SELECT p.*, (SELECT group_concat(d.state) FROM delivery d WHERE d.post = p.id) AS states,"
        " (SELECT d.why FROM delivery d WHERE d.post = p.id AND d.state = 'draft' AND d.why <> '{}' LIMIT 1) AS why"
        f" FROM post p WHERE {_WORKED_AT}"
        " ORDER BY p.edited DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )


def posts_called(journal: SqliteJournal, words: Sequence[str], limit: int = 8) -> list[Row]:
    """Posts with all the words in their title, last edited first; nothing typed is syntax."""
    where = " AND ".join("instr(lower(title), ?)" for _ in words) or "0"
    return journal.query(
        f"SELECT * FROM post WHERE discarded = 0 AND mention IS NULL AND {where} ORDER BY edited DESC LIMIT ?",
        (*(w.lower() for w in words), limit),
    )


def post(journal: SqliteJournal, post_id: str) -> Row | None:
    rows = journal.query("SELECT * FROM post WHERE id = ?", (post_id,))
    return rows[0] if rows else None


def counts(journal: SqliteJournal) -> dict[str, int]:
    """How many deliveries are in each state."""
    return {row[0]: row[1] for row in journal.query("SELECT state, count(*) FROM delivery GROUP BY state")}


def out_on(journal: SqliteJournal, account: str, since: datetime) -> list[Row]:
    """Original posts that went out on the account since then, newest first."""
    return journal.query(
        "SELECT * FROM delivery WHERE account = ? AND state = 'published' AND act = 'post' AND state_at >= ?"
        " ORDER BY sort DESC LIMIT 500",
        (account, stamp(since)),
    )


def acts(
    journal: SqliteJournal,
    text: str = "",
    kind: str = "",
    actor: str = "",
    since: datetime | None = None,
    limit: int = 100,
    before: int | None = None,
) -> list[Row]:
    """Acts, newest first: all, or those that the filters leave; `before` an entry number, for the next page."""
    where, params = ["1"], []
    if text.strip():
        where.append("a.seq IN (SELECT rowid FROM act_words WHERE act_words MATCH ?)")
        params.append(match(text))
    if kind:
        where.append("a.kind GLOB ?")
        params.append(kind)
    if actor:
        where.append("a.actor = ?")
        params.append(actor)
    if since is not None:
        where.append("a.at >= ?")
        params.append(stamp(since))
    if before is not None:
        where.append("a.seq < ?")
        params.append(str(before))
    sql = f"SELECT a.* FROM act a WHERE {' AND '.join(where)} ORDER BY a.seq DESC LIMIT ?"
    return journal.query(
        sql, (*params[:-1], int(params[-1]), limit) if before is not None else (*params, limit)
    )


def match(text: str) -> str:
    """What a person typed, as an FTS5 query: every word, the last one as a beginning; nothing typed is syntax."""
    words = [w.replace('"', "") for w in text.split()]
    quoted = [f'"{w}"' for w in words if w]
    return " ".join(quoted) + "*" if quoted else '""'


def story(journal: SqliteJournal, post_id: str) -> list[Row]:
    return journal.query("SELECT * FROM act WHERE post = ? ORDER BY seq", (post_id,))


def mentions(
    journal: SqliteJournal,
    states: Sequence[str],
    taken_by: str | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[Row]:
    """Mentions with what was done about them, oldest first."""
    marks = ", ".join("?" * len(states))
    mine = " AND taken_by = ?" if taken_by is not None else ""
    return journal.query(
        "SELECT m.*, coalesce(a.triage, '') AS triage, coalesce(a.state, 'waiting') AS act_state,"
        " coalesce(a.taken_by, '') AS taken_by, coalesce(a.delivery, '') AS delivery, coalesce(a.because, '') AS because"
        " FROM mention m LEFT JOIN mention_act a ON a.mention = m.id"
        f" WHERE coalesce(a.state, 'waiting') IN ({marks}){mine} ORDER BY m.at LIMIT ? OFFSET ?",
        (*states, *([taken_by] if taken_by is not None else []), limit, offset),
    )


def mention(journal: SqliteJournal, mention_id: str) -> Row | None:
    rows = journal.query(
        "SELECT m.*, coalesce(a.triage, '') AS triage, coalesce(a.state, 'waiting') AS act_state,"
        " coalesce(a.taken_by, '') AS taken_by, coalesce(a.delivery, '') AS delivery, coalesce(a.because, '') AS because"
        " FROM mention m LEFT JOIN mention_act a ON a.mention = m.id WHERE m.id = ?",
        (mention_id,),
    )
    return rows[0] if rows else None


def mentions_of(journal: SqliteJournal, account: str, author: str, limit: int = 20) -> list[Row]:
    return journal.query(
        "SELECT m.*, coalesce(a.state, 'waiting') AS act_state, coalesce(a.delivery, '') AS delivery FROM mention m"
        " LEFT JOIN mention_act a ON a.mention = m.id WHERE m.account = ? AND m.author = ? ORDER BY m.at DESC LIMIT ?",
        (account, author, limit),
    )


def waiting_mentions(journal: SqliteJournal) -> int:
    """How many mentions nobody has dealt with."""
    return int(
        journal.query(
            "SELECT (SELECT count(*) FROM mention) - (SELECT count(*) FROM mention_act a JOIN mention m ON m.id = a.mention"
            " WHERE a.state IN ('closed', 'answered', 'handed over'))"
        )[0][0]
    )


def mention_counts(journal: SqliteJournal, me: str) -> dict[str, int]:
    """How many mentions are waiting, mine, with others, and answered or closed."""
    done = {"closed": "answered", "answered": "answered", "handed over": "others"}
    found = {"waiting": waiting_or_taken(journal)}
    for row in journal.query(
        "SELECT a.state, a.taken_by = ? AS mine, count(*) AS n FROM mention_act a JOIN mention m ON m.id = a.mention"
        " WHERE a.state <> 'waiting' GROUP BY 1, 2",
        (me,),
    ):
        which = done.get(row["state"]) or ("mine" if row["mine"] else "others")
        found[which] = found.get(which, 0) + row["n"]
    return found


def waiting_or_taken(journal: SqliteJournal) -> int:
    """Mentions that nobody has taken or dealt with."""
    acted = "SELECT count(*) FROM mention_act a JOIN mention m ON m.id = a.mention WHERE a.state <> 'waiting'"
    return int(journal.query(f"SELECT (SELECT count(*) FROM mention) - ({acted})")[0][0])
