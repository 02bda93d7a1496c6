"""What the publisher asks the record's tables: where to look. What is true of a delivery its stream says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from office.journal.codec import moment, stamp
from office.journal.port import Entry
from office.journal.sqlite import SqliteJournal

DUE = "coalesce(put_off, planned, window_start, '')"

# What an account waits for (a rate limit's reset, the network, a new sign-in), all its deliveries wait for: so their
# order is kept, and an account under a rate limit is left alone. Emergencies go first.
_DUE = f"""
SELECT id, account FROM delivery WHERE state = 'approved' AND {DUE} <= ?1 AND account NOT IN (
    SELECT account FROM delivery WHERE state = 'approved' AND put_off > ?1
) ORDER BY category <> 'emergency', sort, rowid LIMIT 2000
"""  # noqa: S608 - our own words
_NEXT = f"""
SELECT min(m) FROM (
    SELECT min({DUE}) AS m FROM delivery WHERE state = 'approved' AND {DUE} > ?1
    UNION ALL SELECT min(claim_deadline) FROM delivery WHERE state = 'sending' AND claim_deadline > ?1
    UNION ALL SELECT min(json_extract(why, '$.until')) FROM delivery
        WHERE state = 'uncertain' AND json_extract(why, '$.until') > ?1
    UNION ALL SELECT min(window_until) FROM delivery WHERE state = 'in review' AND window_until > ?1
)
"""  # noqa: S608 - our own words
_REMOTE = """
SELECT e.seq FROM entry e JOIN body b ON b.seq = e.seq
WHERE e.seq > ?1 AND e.kind IN ('delivery.part-published', 'delivery.settled', 'delivery.copy-found')
AND json_extract(b.json, '$.remote_id') = ?2
"""


def due(journal: SqliteJournal, now: datetime) -> list[tuple[str, str]]:
    """(delivery, account) of approved deliveries whose moment has come, in the order in which they should go."""
    return [(row[0], row[1]) for row in journal.query(_DUE, (stamp(now),))]


def overdue_reviews(journal: SqliteJournal, now: datetime) -> list[str]:
    """Deliveries whose window closed while they were still waiting for a yes."""
    sql = "SELECT id FROM delivery WHERE state = 'in review' AND window_until < ? ORDER BY sort LIMIT 2000"
    return [row[0] for row in journal.query(sql, (stamp(now),))]


def held(journal: SqliteJournal, now: datetime) -> list[str]:
    """Held deliveries whose window is still open: a person may have released them."""
    sql = f"SELECT id FROM delivery WHERE state = 'held' AND window_until >= ?1 AND {DUE} <= ?1 ORDER BY sort LIMIT 2000"  # noqa: S608 - our own words
    return [row[0] for row in journal.query(sql, (stamp(now),))]


def next_moment(journal: SqliteJournal, now: datetime) -> datetime | None:
    """When the clock has to look again: something falls due, a claim or a wait runs out. Always after `now`."""
    found = journal.query(_NEXT, (stamp(now),))[0][0]
    return moment(found) if found else None


def expired(journal: SqliteJournal, now: datetime) -> list[str]:
    sql = "SELECT id FROM delivery WHERE state = 'sending' AND claim_deadline < ? ORDER BY sort"
    return [row[0] for row in journal.query(sql, (stamp(now),))]


def uncertain(journal: SqliteJournal) -> list[tuple[str, str]]:
    """(delivery, account) of deliveries of which nobody knows whether a part is out."""
    sql = "SELECT id, account FROM delivery WHERE state = 'uncertain' ORDER BY sort, rowid LIMIT 2000"
    return [(row[0], row[1]) for row in journal.query(sql)]


def unsent(journal: SqliteJournal, now: datetime) -> list[str]:
    """What will not go out while no Despatch runs: on its way, or approved and its window not over."""
    sql = "SELECT id FROM delivery WHERE state = 'sending' OR (state = 'approved' AND window_until >= ?) ORDER BY sort, rowid"
    return [row[0] for row in journal.query(sql, (stamp(now),))]


def last(journal: SqliteJournal, stream: str) -> Entry | None:
    """A stream's last entry; the stream may be long."""
    rows = journal.query("SELECT seq FROM entry WHERE stream = ? ORDER BY version DESC LIMIT 1", (stream,))
    return journal.entry(rows[0][0]) if rows else None


def recorded(journal: SqliteJournal, remote_ids: Iterable[str], after: int) -> set[tuple[str, str]]:
    """(remote id, stream of the delivery that it was recorded for), among the entries after number `after`."""
    found = set()
    for remote_id in remote_ids:
        for row in journal.query(_REMOTE, (after, remote_id)):
            entry = journal.entry(row[0])
            if entry is not None:
                found.add((remote_id, entry.stream))
    return found


def waiting(journal: SqliteJournal, account: str, now: datetime) -> list[str]:
    """The account's deliveries that were put off until later."""
    sql = "SELECT id FROM delivery WHERE account = ? AND state = 'approved' AND put_off > ? ORDER BY sort, rowid"
    return [row[0] for row in journal.query(sql, (account, stamp(now)))]
