"""What the record costs, as ratios to the bare operations measured in the same run. Run as a script, or by `make bench`.

Each function takes a folder on the disk in question and returns (name, ratio, detail). Nothing here passes or fails.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from office.journal.keys import MemorySigner
from office.journal.port import Event, Projection
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.desk import counting, founded

Measured = tuple[str, float, str]

TEXT = "Bin collections move to Tuesday this week because of the bank holiday. " * 3
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANN, DESK = MemorySigner("ann", b"a" * 32), MemorySigner("desk", b"d" * 32)


def durable_act(folder: Path, acts: int = 600) -> Measured:
    """One signed, chained, projected append, against one synchronous insert of the same text."""
    with _record(folder / "act", 0, [counting()]) as journal:
        bare = _bare_table(folder / "bare.db")
        ours, theirs = [], []
        for n in range(acts):
            stream = f"post-{n // 4}"
            event = Event(stream, "post.drafted", {"text": TEXT, "category": "operational", "n": n})
            ours.append(
                _time(
                    lambda e=event, v=n % 4: journal.append(
                        [e], reads={e.stream: v, "sending": 0}, at=NOON, signer=ANN
                    )
                )
            )
            theirs.append(_time(lambda: bare.execute("INSERT INTO said (text) VALUES (?)", (TEXT,))))
        bare.close()
    one, other = median(ours), median(theirs)
    return (
        "one durable act / bare synchronous insert (at most 3)",
        one / other,
        f"{_ms(one)} / {_ms(other)}, median of {acts}",
    )


def chain_verification(folder: Path, entries: int = 40_000) -> Measured:
    """The chain alone, structure and indexes included, against hashing the same bytes read from SQLite."""
    with _record(folder / "chain", entries) as journal:
        path = journal.path
    ours = min(_time(lambda: verify(path, signatures=False)) for _ in range(3))
    theirs = min(_time(lambda: _hash_all(path)) for _ in range(3))
    detail = f"{ours / entries * 1e6:.1f} µs / {theirs / entries * 1e6:.1f} µs an entry, {entries:,} entries"
    return "verify the chain / hashing the same bytes (at most 4)", ours / theirs, detail


def signature_verification(folder: Path, entries: int = 15_000) -> Measured:
    """Chain and signatures, as a share of all cores times the library's own rate."""
    with _record(folder / "signed", entries) as journal:
        path = journal.path
    signature, message = ANN.sign(b"m" * 32), b"m" * 32
    key = Ed25519PublicKey.from_public_bytes(ANN.public)
    cores = os.cpu_count() or 1

    def bare() -> None:
        for _ in range(4000):
            key.verify(signature, message)

    rates, times = [], []
    for _ in range(3):
        rates.append(4000 / _time(bare))
        times.append(_time(lambda: verify(path)))
    ours, theirs = entries / min(times), cores * max(rates)
    detail = f"{ours:,.0f} / {theirs:,.0f} entries a second on {cores} cores, {entries:,} entries"
    return "verify signatures / cores x the library's rate (at least 0.8)", ours / theirs, detail


def opening(folder: Path, entries: int = 40_000) -> Measured:
    """A workspace of many entries against an empty one: the same time, whatever the size."""
    with _record(folder / "small", 0) as small, _record(folder / "large", entries) as large:
        paths = small.path, large.path
    times = [[_time(lambda p=path: SqliteJournal(p).close()) for path in paths] for _ in range(30)]
    one, other = (median(column) for column in zip(*times, strict=True))
    return (
        "open a large record / open an empty one (about 1)",
        other / one,
        f"{_ms(other)} / {_ms(one)}, {entries:,} entries",
    )


BENCHES: tuple[Callable[[Path], Measured], ...] = (
    durable_act,
    chain_verification,
    signature_verification,
    opening,
)


def _record(folder: Path, entries: int, projections: list[Projection] | None = None) -> SqliteJournal:
    journal = SqliteJournal(folder, projections or [], create=True)
    journal.append([founded(ANN, DESK)], reads={}, at=NOON, signer=ANN)
    for start in range(0, entries, 1000):
        events = [
            Event(
                f"post-{n // 8}", "post.revised", {"text": TEXT, "category": "operational", "revision": n % 8}
            )
            for n in range(start, min(start + 1000, entries))
        ]
        journal.append(events, reads={}, at=NOON + timedelta(seconds=start), signer=ANN)
    journal.checkpoint()
    return journal


def _bare_table(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
    return conn


def _hash_all(path: Path) -> None:
    conn = sqlite3.connect(path)
    rows = conn.execute(
        "SELECT e.seq, e.stream, e.version, e.kind, e.kind_version, e.at, e.actor, e.device, e.body_digest, e.previous,"
        " e.digest, e.signature, b.nonce, CAST(b.json AS BLOB) FROM entry e JOIN body b ON b.seq = e.seq ORDER BY e.seq"
    )
    sha256 = hashlib.sha256
    for (
        seq,
        stream,
        version,
        kind,
        kind_version,
        at,
        actor,
        device,
        body,
        previous,
        _,
        _,
        nonce,
        text,
    ) in rows:
        sha256(nonce + text).digest()
        sha256(
            f"{seq}{stream}{version}{kind}{kind_version}{at}{actor}{device}".encode() + body + previous
        ).digest()
    conn.close()


def _time(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def main(folder: str | None = None) -> None:
    for bench in BENCHES:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            name, ratio, detail = bench(Path(scratch))
        print(f"{ratio:6.2f}  {name}: {detail}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
