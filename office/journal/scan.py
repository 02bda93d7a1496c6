"""Walks the chain entry by entry and holds each against the one before, its body, its stream and the keys."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Any

from office.journal import codec
from office.journal.chain import ERASED
from office.journal.findings import Findings
from office.journal.port import Body, Damaged, Head
from office.journal.report import Checkpoint, when
from office.journal.roster import KINDS, Revocation, Roster
from office.journal.schema import ERASABLE
from office.journal.seals import Seal

Row = tuple[Any, ...]
_TELLING = KINDS | {ERASED}
"""What verification itself learns from."""


class Scan:
    """Give it every row in order, then `finish`."""

    def __init__(self, conn: sqlite3.Connection, after: Checkpoint | None) -> None:
        self._conn, self.found = conn, Findings()
        self._seq, self._digest = 0, codec.GENESIS
        self.workspace, self.count, self.erased = "", 0, 0
        self._roster, self._missing = Roster(), dict[int, str]()
        self._versions: dict[str, int] = {}
        self._trusted: dict[tuple[str, str], bytes] = {}
        self._resumed = after is not None
        if after is not None:
            self._resume(after)

    @property
    def head(self) -> Head:
        return Head(self._seq, self._digest)

    def look_at(self, row: Row) -> bytes | None:
        """The public key whose signature is still to be checked, None when there is nothing to check it with.

        Most entries are as they should be, which one question tells; only then is it asked what is wrong.
        """
        seq, stream, version, kind, _, at, actor, device, body_digest, previous, digest, _, nonce, text = row
        if type(seq) is not int:
            raise Damaged("The record's tables are not those of a record. Keep the file as it is.")
        try:
            public = self._trusted.get((device, actor))
            if (
                public is None
                or kind in _TELLING
                or text is None
                or seq != self._seq + 1
                or previous != self._digest
                or version != self._versions.get(stream, 0) + 1
                or hashlib.sha256(nonce + text).digest() != body_digest
                or codec.entry_digest(self.workspace, row[:10]) != digest
                or not _is_stamp(at)
            ):
                public = self._look_closely(row)
        except (TypeError, ValueError, AttributeError):
            self.found.add("unreadable", seq, kind=kind)
            public = None
        self.count += 1
        self._seq, self._versions[stream] = seq, version
        self._digest = digest if type(digest) is bytes else b""
        return public

    def _look_closely(self, row: Row) -> bytes | None:
        seq, stream, version, previous, digest = row[0], row[1], row[2], row[9], row[10]
        founding = not self._seq
        if seq != self._seq + 1:
            self._gap(self._seq, seq)
        elif previous != self._digest:
            self.found.add("order", seq)
        if codec.entry_digest("" if founding else self.workspace, row[:10]) != digest:
            self.found.add("altered", seq)
        if founding:
            self.workspace = digest.hex()
        if (expected := self._next(stream)) != version:
            self.found.add("version", seq, stream=stream, found=version, expected=expected)
        return self._by_its_signer(row, founding)

    def _by_its_signer(self, row: Row, founding: bool) -> bytes | None:
        seq, stream, _, kind, _, at, actor, device, body_digest, _, _, _, nonce, text = row
        if not _is_stamp(at):
            raise ValueError("not a time as the record writes it")
        body = self._body(seq, kind, body_digest, nonce, text)
        if body is not None and founding:
            self._fold(seq, stream, kind, body)  # the founder's own key comes with the founding entry
        complaint = self._roster.complaint(seq, actor, device)
        public = self._roster.public(device)
        if complaint is not None:
            self.found.add(complaint, seq, actor=actor)
        elif public is not None:
            self._trusted[device, actor] = public
        if body is not None and not founding:
            self._fold(seq, stream, kind, body)
        return public

    def finish(self, workspace: str | None) -> None:
        """What only shows at the end."""
        for seq, kind in self._missing.items():
            self.found.add("body-missing", seq, kind=kind)
        if not self.workspace:
            self.found.add("empty", 0)
        elif workspace is not None and workspace != self.workspace:
            self.found.add("workspace", 1)
        (strays,) = self._conn.execute(
            "SELECT count(*) FROM body b NOT INDEXED LEFT JOIN entry e NOT INDEXED ON e.seq = b.seq WHERE e.seq IS NULL"
        ).fetchone()
        if strays:
            self.found.add("stray", 0, what=f"{strays:,} bodies")

    def compare_seals(self, seals: Iterable[Seal], stopped: bool) -> Seal | None:
        """The newest seal that the record agrees with."""
        sealed = None
        for seal in sorted(seals, key=lambda seal: (seal.seq, seal.at)):
            if stopped and seal.seq > self._seq:
                continue
            if (code := self._disagreement(seal)) is None:
                sealed = seal
            else:
                self.found.add(code, seal.seq, at=when(seal.at), head=self._seq)
        return sealed

    def checkpoint(self) -> Checkpoint:
        missing = {str(seq): kind for seq, kind in self._missing.items()}
        return Checkpoint(
            self.workspace,
            self._seq,
            self._digest.hex(),
            self._roster.to_json(),
            missing,
            self.erased,
        )

    def _resume(self, after: Checkpoint) -> None:
        self._seq, self._digest, self.workspace = after.seq, bytes.fromhex(after.digest), after.workspace
        self._roster, self.erased = Roster.from_json(dict(after.roster)), after.erased
        self._missing = {int(seq): kind for seq, kind in after.missing.items()}
        founding, there = self._digest_of(1), self._digest_of(after.seq)
        if after.seq and (there != self._digest or founding != bytes.fromhex(after.workspace)):
            self.found.add("checkpoint", after.seq)

    def _gap(self, last: int, seq: int) -> None:
        if seq > last + 1:
            missing = f"Entry {last + 1} is" if seq == last + 2 else f"Entries {last + 1} to {seq - 1} are"
            self.found.add("removed", seq, missing=missing)
        else:
            self.found.add("order", seq)

    def _next(self, stream: str) -> int:
        if stream not in self._versions and self._resumed:
            row = self._conn.execute(
                "SELECT max(version) FROM entry WHERE stream = ? AND seq <= ?", (stream, self._seq)
            ).fetchone()
            self._versions[stream] = row[0] or 0
        return self._versions.get(stream, 0) + 1

    def _body(
        self, seq: int, kind: str, digest: bytes, nonce: bytes | None, text: bytes | None
    ) -> Body | None:
        """The body of a kind that verification itself needs, None of any other."""
        if text is None or nonce is None:
            self._missing[seq] = kind
            return None
        if hashlib.sha256(nonce + text).digest() != digest:
            self.found.add("body-altered", seq)
            return None
        if kind not in _TELLING:
            return None
        try:
            return codec.loads(text.decode())
        except ValueError:
            self.found.add("unreadable", seq, kind=kind)
            return None

    def _fold(self, seq: int, stream: str, kind: str, body: Body) -> None:
        self._trusted.clear()
        try:
            if kind == ERASED:
                self._erase(seq, int(body["seq"]))
            elif (revocation := self._roster.fold(seq, stream, kind, body)) is not None:
                self._look_back(revocation)
        except (KeyError, TypeError, ValueError, AttributeError):
            self.found.add("unreadable", seq, kind=kind)

    def _erase(self, seq: int, target: int) -> None:
        kind = self._missing.pop(target, None)
        if kind is None:
            row = self._conn.execute(
                "SELECT e.kind, b.json IS NULL FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.seq = ?",
                (target,),
            ).fetchone()
            if row is None or target >= seq or not row[1]:
                self.found.add("not-erased", seq, other=target)
                return
            kind = row[0]
        self.erased += 1
        if kind not in ERASABLE:
            self.found.add("erased-unlawfully", target, kind=kind)

    def _look_back(self, revocation: Revocation) -> None:
        """Entries before the revocation, signed after the moment from which the key was not trusted."""
        rows = self._conn.execute(
            "SELECT seq FROM entry NOT INDEXED WHERE seq < ? AND device = ? AND at >= ?",
            (revocation.seq, revocation.key, revocation.until),
        )
        for (seq,) in rows:
            self.found.add("key-revoked", seq)

    def _digest_of(self, seq: int) -> bytes | None:
        row = self._conn.execute("SELECT digest FROM entry NOT INDEXED WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def _disagreement(self, seal: Seal) -> str | None:
        if seal.workspace != self.workspace:
            return "seal-foreign"
        if not seal.genuine:
            return "seal-forged"
        if seal.seq > self._seq:
            return "cut"
        if not self._roster.trusted(seal.key, codec.stamp(seal.at)):
            return "seal-forged"
        return None if self._digest_of(seal.seq) == bytes.fromhex(seal.digest) else "seal-broken"


def _is_stamp(at: str) -> bool:
    return len(at) == 27 and at[10] == "T" and at[26] == "Z"
