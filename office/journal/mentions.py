"""What citizens said to our accounts: their data, kept beside the record for a time and never in it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

from office.journal.codec import canonical, moment, stamp
from office.journal.faults import said, writing


@dataclass(frozen=True)
class Mention:
    """Somebody's words, as fetched. `remote_id` is the platform's, and grows. `summons`: they called upon us by name.

    A reply keeps `id` and `digest` in the record, so that what was answered can be shown while it is kept.
    """

    id: str
    account: str
    remote_id: str
    author: str
    author_name: str
    text: str
    at: datetime
    url: str
    in_reply_to: str | None
    summons: bool
    digest: str
    fetched_at: datetime
    keep_until: datetime


_NAMES = tuple(field.name for field in fields(Mention))
_COLUMNS = ", ".join(_NAMES)
_PLACES = ", ".join("?" * len(_NAMES))
_INSERT = f"INSERT OR IGNORE INTO mention ({_COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 - our own names
_SELECT = f"SELECT {_COLUMNS} FROM mention WHERE id = ?"  # noqa: S608 - our own names
# Ids of one platform grow in length before they grow in letters: "999" comes before "1000".
_NEWEST = """
INSERT INTO mention_newest VALUES (?1, ?2) ON CONFLICT (account) DO UPDATE SET remote_id = excluded.remote_id
WHERE (length(excluded.remote_id), excluded.remote_id) > (length(remote_id), remote_id)
"""


def mention_digest(account: str, remote_id: str, author: str, text: str, at: datetime) -> str:
    """Hexadecimal. `text` without lone surrogates."""
    return hashlib.sha256(canonical([account, remote_id, author, text, stamp(at)])).hexdigest()


class Mentions:
    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def add(self, mentions: Iterable[Mention]) -> int:
        """How many are new. One that is known, or that was erased, is passed over."""
        rows = [_row(mention) for mention in mentions]
        added = 0
        with writing(self._conn):
            for row in rows:
                account, remote_id = row[1], row[2]
                if self._conn.execute(
                    "SELECT 1 FROM mention_erased WHERE digest = ?", (_gone(*row[1:3]),)
                ).fetchone():
                    continue
                added += self._conn.execute(_INSERT, row).rowcount
                self._conn.execute(_NEWEST, (account, remote_id))
        return added

    def get(self, mention_id: str) -> Mention | None:
        with said():
            row = self._conn.execute(_SELECT, (mention_id,)).fetchone()
        return _mention(row) if row else None

    def newest(self, account: str) -> str | None:
        """The newest remote id ever fetched for this account, purged or not: where the next fetch goes on."""
        with said():
            row = self._conn.execute(
                "SELECT remote_id FROM mention_newest WHERE account = ?", (account,)
            ).fetchone()
        return row[0] if row else None

    def keep(self, mention_id: str, until: datetime) -> None:
        """Keep one longer or shorter than it was fetched for."""
        with writing(self._conn):
            self._conn.execute("UPDATE mention SET keep_until = ? WHERE id = ?", (stamp(until), mention_id))

    def purge(self, now: datetime) -> int:
        """Delete what need not be kept any longer; how many. Its bytes go with `checkpoint`."""
        with writing(self._conn):
            return self._conn.execute("DELETE FROM mention WHERE keep_until <= ?", (stamp(now),)).rowcount

    def erase(self, mention_id: str) -> bool:
        """Delete one for good: it is not taken in again when it is fetched again. False when there is none."""
        with writing(self._conn):
            row = self._conn.execute(
                "SELECT account, remote_id FROM mention WHERE id = ?", (mention_id,)
            ).fetchone()
            if row is None:
                return False
            self._conn.execute("DELETE FROM mention WHERE id = ?", (mention_id,))
            self._conn.execute("INSERT OR IGNORE INTO mention_erased VALUES (?)", (_gone(*row),))
        return True


def _row(mention: Mention) -> tuple[object, ...]:
    *front, at, url, in_reply_to, summons, digest, fetched_at, keep_until = astuple(mention)
    return (*front, stamp(at), url, in_reply_to, int(summons), digest, stamp(fetched_at), stamp(keep_until))


def _mention(row: tuple[Any, ...]) -> Mention:
    found = dict(zip(_NAMES, row, strict=True))
    for name in ("at", "fetched_at", "keep_until"):
        found[name] = moment(found[name])
    return Mention(**{**found, "summons": bool(found["summons"])})


def _gone(account: object, remote_id: object) -> bytes:
    # A platform's id may name its author: only its digest stays behind.
    return hashlib.sha256(canonical([account, remote_id])).digest()
