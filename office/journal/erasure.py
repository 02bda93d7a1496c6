"""Erasing a person's data from the record: the body goes for good, and the chain stays whole.

Before a body goes its projections are told, in the same transaction: they see a `record.erased` entry that says which
entry, stream and kind is meant, and forget what they took from it.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from office.journal import backup
from office.journal.chain import ERASED
from office.journal.port import Event, JournalFault
from office.journal.schema import ERASABLE
from office.journal.sqlite import SqliteJournal
from office.ports import Signer

STREAM = "workspace"


class NotErasable(JournalFault):
    """The entry is not there, is erased already, or says something that rules depend on."""


def erase(journal: SqliteJournal, seq: int, reason: str, *, at: datetime, signer: Signer) -> dict[str, Any]:
    """Erase the body of entry `seq`, and say so in an entry. The certificate says what is gone and what remains where.

    Raises NotErasable, and what `append` raises. Whether the person may be asked for it is decided upstairs.
    """
    entry = journal.entry(seq)
    if entry is None:
        raise NotErasable(f"There is no entry {seq}.")
    if entry.kind not in ERASABLE:
        raise NotErasable(
            f"Entry {seq} ({entry.kind}) is part of the record that rules depend on. It is never erased."
        )
    if entry.body is None:
        raise NotErasable(f"Entry {seq} was erased already.")
    body = {"seq": seq, "stream": entry.stream, "kind": entry.kind, "reason": reason}
    (erased,) = journal.append([Event(STREAM, ERASED, body)], reads={}, at=at, signer=signer)
    swept = sweep(journal)
    return {
        "workspace": journal.workspace,
        "erased": {"entry": seq, "kind": entry.kind, "stream": entry.stream, "written": entry.at.isoformat()},
        "by": {
            "entry": erased.seq,
            "digest": erased.digest.hex(),
            "actor": erased.actor,
            "at": at.isoformat(),
        },
        "reason": reason,
        "swept": swept,
        "remains": _remains(journal, swept),
    }


def sweep(journal: SqliteJournal) -> bool:
    """Make deleted text gone from the full-text indexes, the file and the log beside it.

    False while somebody else was reading: the log then still holds it, until `sweep` is called again.
    """
    for table in _full_text_tables(journal):
        journal.tidy(table)
    return journal.checkpoint()


def _remains(journal: SqliteJournal, swept: bool) -> list[str]:
    kept = [
        "In the record: that the entry was made, when, by whom, and its digest, which cannot be turned back into text.",
        *(f"In the back-up {path.name}, until it expires." for path in backup.found_beside(journal.path)),
        "In exports and back-ups that have left this computer, until whoever holds them deletes them.",
    ]
    if not swept:
        kept.insert(1, "In the log beside the record's file, until Despatch has been closed everywhere.")
    return kept


def _full_text_tables(journal: SqliteJournal) -> list[str]:
    rows: list[sqlite3.Row] = journal.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    )
    return [row["name"] for row in rows]
