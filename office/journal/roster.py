"""Which key was whose, and since when, as the record's own entries say."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from office.journal import codec, keys
from office.journal.port import Body

KINDS = frozenset({
    "device.enrolled", "key.added", "key.revoked", "person.enrolled", "person.left", "workspace.founded",
})  # fmt: skip
"""The kinds that carry keys. Their bodies are never erasable."""


@dataclass
class Key:
    """`owner`: a person's or a device's id. `since` and `revoked`: the entries that said so. `until`: not trusted from then."""

    id: str
    public: bytes
    owner: str
    since: int
    revoked: int | None = None
    until: str | None = None


@dataclass(frozen=True)
class Revocation:
    """Entry `seq` says that `key` is not trusted from `until` on, a time as the record writes it."""

    key: str
    until: str
    seq: int


class Roster:
    """Folded entry by entry. A body that cannot be read as its kind says is a ValueError, KeyError or TypeError."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {}
        self._left: dict[str, int] = {}

    def fold(self, seq: int, stream: str, kind: str, body: Body) -> Revocation | None:
        """What entry `seq` changes. A revocation also speaks of entries that came before it: the caller looks."""
        if kind == "key.revoked":
            return self._revoke(seq, body)
        if kind == "person.left":
            self._left.setdefault(_bare(stream), seq)
        if kind == "person.enrolled":
            self._left.pop(_bare(stream), None)
        for owner, key in _carried(stream, kind, body):
            self._add(seq, owner, key)
        return None

    def complaint(self, seq: int, actor: str, device: str) -> str | None:
        """Why a signature by `device` does not count for `actor` in entry `seq`: a code, or None."""
        key = self.keys.get(device)
        if key is None:
            return "key-unknown"
        if key.owner != _bare(actor):
            return "key-of-another"
        if key.revoked is not None and key.revoked < seq:
            return "key-revoked"
        if self._left and self._left.get(key.owner, seq) < seq:
            return "person-left"
        return None

    def trusted(self, device: str, at: str) -> bool:
        """Whether a signature beside the record, made at that time, counts at all."""
        key = self.keys.get(device)
        return key is not None and (key.until is None or at < key.until)

    def public(self, device: str) -> bytes | None:
        key = self.keys.get(device)
        return key.public if key else None

    def to_json(self) -> Body:
        return {
            "keys": [asdict(key) | {"public": key.public.hex()} for key in self.keys.values()],
            "left": self._left,
        }

    @classmethod
    def from_json(cls, state: Body) -> Roster:
        roster = cls()
        for key in state["keys"]:
            roster.keys[key["id"]] = Key(**key | {"public": bytes.fromhex(key["public"])})
        roster._left = dict(state["left"])
        return roster

    def _add(self, seq: int, owner: str, key: Body) -> None:
        public = b64decode(key["public"], validate=True)
        if key["id"] != keys.key_id(public):
            raise ValueError("a key's id is not its own")
        known = self.keys.setdefault(key["id"], Key(key["id"], public, owner, seq))
        if known.owner != owner:
            raise ValueError("a key that is somebody else's already")

    def _revoke(self, seq: int, body: Body) -> Revocation:
        key = self.keys[body["key"]]
        until = codec.stamp(codec.moment(body["since"]))
        if key.until is None or until < key.until:
            key.until = until
        key.revoked = seq if key.revoked is None else key.revoked
        return Revocation(key.id, until, seq)


def _carried(stream: str, kind: str, body: Body) -> Iterator[tuple[str, Body]]:
    match kind:
        case "workspace.founded":
            yield _bare(body["founder"]), body["key"]
            device: Any = body.get("device")
            if device:
                yield _bare(device["id"]), device["key"]
        case "person.enrolled":
            for key in body["keys"]:
                yield _bare(stream), key
        case "key.added" | "device.enrolled":
            yield _bare(stream), body["key"]


def _bare(name: str) -> str:
    return name.removeprefix("person-").removeprefix("device-")
