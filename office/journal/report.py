"""What a verification found, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from office.journal.port import Head
from office.journal.seals import Seal

MOST_FINDINGS = 1000
SHOWN = 20

SENTENCES = {
    "altered": "Entry {seq} has been altered: its content does not match its digest.",
    "body-altered": "Entry {seq} has been altered: its body does not match the digest in the entry.",
    "body-missing": "The body of entry {seq} is gone, and no entry says that it was erased.",
    "erased-unlawfully": "The body of entry {seq} was erased, but what it says ({kind}) may never be erased.",
    "not-erased": "Entry {seq} says that the body of entry {other} was erased, but it is there.",
    "removed": "{missing} missing before entry {seq}: removed.",
    "order": "Entry {seq} does not follow the entry before it: something was inserted, removed or put in another order.",
    "version": "Entry {seq} is not the next of its stream, {stream}: it says version {found} where {expected} comes.",
    "unreadable": "Entry {seq} cannot be read as an entry of its kind ({kind}).",
    "signature": "The signature of entry {seq} is forged: it was not made by the key that it names.",
    "key-unknown": "Entry {seq} is signed with a key that was not enrolled at that time.",
    "key-of-another": "Entry {seq} says that it is by {actor}, but is signed with somebody else's key.",
    "key-revoked": "Entry {seq} is signed with a key that was no longer trusted at that time.",
    "person-left": "Entry {seq} is signed by somebody who had left.",
    "cut": "The record has been cut off: it ends at entry {head}, and the seal of {at} was made at entry {seq}.",
    "seal-broken": "Entry {seq} is not the one that was sealed on {at}: the record was rewritten up to there.",
    "seal-foreign": "The seal of {at} (entry {seq}) belongs to another workspace.",
    "seal-forged": "The seal of {at} (entry {seq}) is not signed with a key of this workspace that was trusted then.",
    "workspace": "This is not the workspace that was expected: its founding entry is another.",
    "empty": "The record is empty: there is no founding entry.",
    "checkpoint": "Entry {seq} is not the one that the last verification ended at. Verify from the beginning.",
    "fence": "The fence round the record has been changed: {what}.",
    "index": "The record's index does not agree with its entries ({what}), so that parts of it may be passed over.",
    "stray": "{what} lie beside the record without an entry.",
}


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be. `seq` is the entry it names, 0 when it is about the whole."""

    code: str
    seq: int
    facts: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code].format(seq=self.seq, **self.facts)


@dataclass(frozen=True)
class Checkpoint:
    """Where a verification may go on. It is only as safe as the place that it is kept in."""

    workspace: str
    seq: int
    digest: str
    roster: Mapping[str, Any]
    missing: Mapping[str, str]
    """Bodies that are gone, by entry, and the entry's kind: an erasure may still come."""
    erased: int

    def to_json(self) -> dict[str, Any]:
        return {**vars(self)}

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> Checkpoint:
        return cls(**state)


@dataclass(frozen=True)
class Report:
    """`entries` were looked at, after entry `after`. `more`: findings beyond the first MOST_FINDINGS."""

    workspace: str
    entries: int
    after: int
    head: Head
    erased: int
    sealed: Seal | None
    findings: tuple[Finding, ...]
    more: int
    signatures: bool
    stopped: bool
    checkpoint: Checkpoint

    @property
    def whole(self) -> bool:
        """Everything was looked at, and all of it is as it was written."""
        return not self.findings and not self.stopped

    @property
    def unprotected(self) -> int:
        """Entries after the last seal: if they were cut off, nothing would show it."""
        return self.head.seq - (self.sealed.seq if self.sealed else 0)

    def lines(self) -> tuple[str, ...]:
        lines = [self._looked_at(), f"Head: entry {self.head.seq:,}, {self.head.digest.hex()}"]
        if self.workspace:
            lines.insert(0, f"Workspace {self.workspace}")
        lines += [self._seal()]
        if self.erased:
            lines.append(
                f"{_count(self.erased, 'body', 'bodies')} lawfully erased; an entry says so of each."
            )
        lines += [finding.sentence for finding in self.findings[:SHOWN]]
        if (unsaid := len(self.findings) - SHOWN + self.more) > 0:
            lines.append(f"... and {unsaid:,} more like these.")
        return (*lines, self._verdict())

    def _looked_at(self) -> str:
        what = "chain and signatures" if self.signatures else "chain only, signatures not checked"
        since = f" after entry {self.after:,}" if self.after else ""
        return f"{_count(self.entries, 'entry', 'entries')} verified{since} ({what})."

    def _seal(self) -> str:
        if self.sealed is None:
            return f"No seal: {_count(self.unprotected, 'entry', 'entries')} not yet protected against being cut off."
        until = f"Sealed to entry {self.sealed.seq:,} on {when(self.sealed.at)}"
        if not self.unprotected:
            return f"{until}."
        return f"{until}; {_count(self.unprotected, 'later entry', 'later entries')} not yet protected."

    def _verdict(self) -> str:
        if self.findings:
            return (
                f"The record is NOT whole: {_count(len(self.findings) + self.more, 'finding', 'findings')}."
            )
        if self.stopped:
            return f"Stopped at entry {self.checkpoint.seq:,}; nothing wrong up to there."
        return "The record is whole."


def when(at: datetime) -> str:
    """`24 November 2026 at 12:00 UTC`. (`%-d` is not known everywhere.)"""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y} at {at:%H:%M} UTC"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
