"""What the journal's tests share: people who sign, a clock that stands still, and short words for common acts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from office.journal.keys import MemorySigner
from office.journal.port import Body, Entry, Event, Journal, Projection

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def minutes(count: int) -> datetime:
    return NOON + timedelta(minutes=count)


def key(signer: MemorySigner) -> Body:
    return {"id": signer.key_id, "public": b64encode(signer.public).decode()}


def founded(founder: MemorySigner, device: MemorySigner) -> Event:
    return Event(
        "workspace",
        "workspace.founded",
        {
            "department": "Department for Tests",
            "body_type": "uk-department",
            "territory": "GB",
            "founder": founder.actor,
            "key": key(founder),
            "device": {"id": device.actor, "key": key(device)},
        },
    )


def drafted(post: str = "post-1", text: str = "Bin day is Tuesday.") -> Event:
    return Event(post, "post.drafted", {"text": text})


def append(
    journal: Journal,
    signer: MemorySigner,
    *events: Event,
    reads: Mapping[str, int] | None = None,
    at: datetime = NOON,
) -> tuple[Entry, ...]:
    return journal.append(events, reads=reads or {}, at=at, signer=signer)


def counting(shape: int = 1, name: str = "posts") -> Projection:
    """A projection that keeps every stream's newest text."""

    def apply(execute: object, entry: Entry) -> None:
        if entry.kind == "post.drafted" and entry.body is not None:
            execute(
                "INSERT OR REPLACE INTO post VALUES (?, ?, ?)", (entry.stream, entry.seq, entry.body["text"])
            )  # type: ignore[operator]

    return Projection(
        name, shape, ("post",), "CREATE TABLE post (stream TEXT PRIMARY KEY, seq INTEGER, text TEXT);", apply
    )


def tallying(shape: int = 1) -> Projection:
    """A projection that counts entries: one read twice, or passed over, shows."""
    create = "CREATE TABLE tally (n INTEGER); INSERT INTO tally VALUES (0);"
    return Projection(
        "tally", shape, ("tally",), create, lambda execute, _: execute("UPDATE tally SET n = n + 1")
    )
