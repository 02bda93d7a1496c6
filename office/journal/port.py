"""The journal's port: what every store of the record does. SQLite today; a shared PostgreSQL can join later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from office.ports import Signer

Body = dict[str, Any]

FORMAT = 1
"""The record's format number; a workspace with a larger one is refused with a sentence."""


class JournalFault(Exception):
    """The world's fault with the record. The message is a sentence for the person."""


class Conflict(JournalFault):
    """A stream that the decision read has moved on: read again and decide again."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(f"{stream} is at version {found}, not {expected}")
        self.stream, self.expected, self.found = stream, expected, found


class NewerFormat(JournalFault):
    """Made by a newer Despatch."""


class NotAWorkspace(JournalFault):
    """Missing, truncated, read-only, on a network share, or not ours; the sentence says which and what to do."""


class DiskFault(JournalFault):
    """Full, read-only or failing disk. Nothing was written."""


class Busy(JournalFault):
    """Somebody else has held the record's lock for too long. Nothing was written; it may be tried again."""


class Damaged(NotAWorkspace):
    """The file is no longer a whole database: cut short or overwritten in places."""


class Reshaped(JournalFault):
    """Another version of Despatch has this workspace open, and its tables are not ours. Nothing was written."""


@dataclass(frozen=True)
class Event:
    """Something that happened, on its way into the record. `body` is JSON (str, int, bool, None, list, dict)."""

    stream: str
    kind: str
    body: Body = field(default_factory=dict)
    kind_version: int = 1


@dataclass(frozen=True)
class Entry:
    """A row of the record. `body` is None when it was lawfully erased. `version` counts from 1 in its stream."""

    seq: int
    stream: str
    version: int
    kind: str
    kind_version: int
    at: datetime
    actor: str
    device: str
    """The id of the key that signed."""
    body: Body | None
    digest: bytes
    previous: bytes


@dataclass(frozen=True)
class Head:
    seq: int
    digest: bytes


class Journal(Protocol):
    """One append-only record. One object belongs to one thread; any number of objects and processes may append."""

    @property
    def workspace(self) -> str:
        """Hex digest of the founding entry; empty while there is none."""
        ...

    def append(
        self, events: Sequence[Event], *, reads: Mapping[str, int], at: datetime, signer: Signer
    ) -> tuple[Entry, ...]:
        """All or nothing, projections included. `reads`: each stream the decision read, at its version (0: empty).

        Raises Conflict when any of `reads` (or a stream written to that is named in it) has moved on; DiskFault.
        """
        ...

    def stream(self, name: str) -> tuple[Entry, ...]: ...
    def streams(self, prefix: str) -> tuple[str, ...]:
        """Names of the streams that begin so (`period-`, `person-`), in order of their first entry."""
        ...

    def entries(self, after: int = 0, limit: int | None = None) -> Iterator[Entry]: ...
    def entry(self, seq: int) -> Entry | None: ...
    def latest_time(self, after: int = 0) -> datetime | None:
        """The latest time that any entry after number `after` carries."""
        ...

    def head(self) -> Head: ...
    def data_version(self) -> int:
        """Changes whenever anybody, in any process, has appended."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Projection:
    """A table set that answers screens, written in the same transaction as the entries, rebuilt by replay.

    Raise `shape` when the tables change: they are dropped and replayed at the next opening.
    """

    name: str
    shape: int
    tables: tuple[str, ...]
    create: str
    """SQL that makes `tables` and their indexes."""
    apply: Callable[[Any, Entry], None]
    """`apply(execute, entry)`: `execute(sql, params)` runs inside the write transaction."""
