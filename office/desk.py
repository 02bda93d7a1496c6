"""A desk: what one signed-in person at one machine works with. Every use case takes one.

Deciding: read streams through a `Reading`, decide, and append with what was read; on Conflict the whole
decision is made again (`decide`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from office.journal.media import MediaStore
from office.journal.port import Conflict, Entry, Event
from office.journal.sqlite import SqliteJournal
from office.ports import Now, Signer
from office.rules.refusal import Refusal

T = TypeVar("T")

TRIES = 8


class Refused(Exception):
    """Our rules say no. `refusals` are all the reasons; their words are made upstairs."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(r.code for r in refusals))
        self.refusals = refusals


class Measure(Protocol):
    """A text's length as the account's platform counts it: (length, limit, unit)."""

    def __call__(self, platform: str, text: str) -> tuple[int, int, str]: ...


@dataclass(frozen=True)
class Limits:
    """What a platform takes, as far as rules need it."""

    images: int
    alt: int


@dataclass(frozen=True)
class Desk:
    """`signer` is the person's key, None while nobody is signed in (keyring away): then nothing is signed."""

    journal: SqliteJournal
    media: MediaStore
    signer: Signer | None
    device: Signer
    now: Now
    measure: Measure
    limits: Callable[[str], Limits]
    publisher_here: Callable[[], bool] = field(default=lambda: True)
    locally_paused: Callable[[], bool] = field(default=lambda: False)
    server_clock: Callable[[], tuple[datetime, datetime] | None] = field(default=lambda: None)
    unchecked_jump: Callable[[], bool] = field(default=lambda: False)

    @property
    def me(self) -> Signer:
        """The signed-in person's key. Raises Refused(`key.away`) while it is not at hand."""
        if self.signer is None:
            raise Refused(Refusal("key.away"))
        return self.signer


class Reading:
    """Reads streams and remembers at which version, so that an append can name all that the decision read."""

    def __init__(self, journal: SqliteJournal) -> None:
        self._journal = journal
        self.reads: dict[str, int] = {}
        self._kept: dict[str, tuple[Entry, ...]] = {}

    def stream(self, name: str) -> tuple[Entry, ...]:
        """The stream's entries; asked twice, it is read once."""
        if name not in self._kept:
            entries = self._journal.stream(name)
            self._kept[name] = entries
            self.reads[name] = entries[-1].version if entries else 0
        return self._kept[name]

    def streams(self, prefix: str) -> tuple[tuple[Entry, ...], ...]:
        return tuple(self.stream(name) for name in self._journal.streams(prefix))

    @property
    def workspace(self) -> str:
        return self._journal.workspace

    def latest(self, after: int = 0) -> datetime | None:
        """The latest time of any of the last 1,000 entries after entry number `after`."""
        first = max(after, self._journal.head().seq - 1000)
        rows = self._journal.query("SELECT max(at) FROM entry WHERE seq > ?", (first,))
        return moment_or_none(rows[0][0])


def decide(
    desk: Desk, decision: Callable[[Reading], tuple[Sequence[Event], T]], signer: Signer | None = None
) -> T:
    """Make a decision and append its events; again from the start if a stream moved on meanwhile."""
    for attempt in range(TRIES):
        reading = Reading(desk.journal)
        events, result = decision(reading)
        if not events:
            return result
        try:
            desk.journal.append(events, reads=reading.reads, at=desk.now(), signer=signer or desk.me)
        except Conflict:
            if attempt == TRIES - 1:
                raise
            continue
        return result
    raise AssertionError("unreachable")


def new_id() -> str:
    """A random id of ours; 80 bits, so that two desks never make the same one."""
    return secrets.token_hex(10)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def iso_or_none(at: datetime | None) -> str | None:
    return None if at is None else iso(at)


def body_of(entry: Entry) -> Mapping[str, object]:
    """The entry's body; empty when it was lawfully erased."""
    return entry.body or {}
