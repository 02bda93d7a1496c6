"""The `.despatch` file: one whole, signed JSON document that carries a request or an answer between two desks.

    {"despatch": 1, "kind": ..., "payload": {...}, "key": ..., "signature": ..., "media": {digest: base64}}

The signature is over PREFIX and the canonical JSON of kind and payload; the payload names its pictures by their
digests. A join request carries its public key, since nobody knows it yet. docs/by-file.md is the whole story.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from office.desk import Refused
from office.forms import PAYLOADS, Misshapen, check_payload, fields, public_key, shaped, sound, words
from office.journal import keys
from office.journal.codec import canonical
from office.ports import Signer
from office.rules.refusal import Refusal

VERSION = 1
PREFIX = b"despatch envelope 1\n"
"""Keeps an envelope's signature from ever passing for a statement's, an entry's or a seal's."""
LIMIT = 80 * 1024 * 1024
"""Bytes. Sixty megabytes of pictures in base64: a long thread with pictures, and still read into memory at once on
a small machine. Mail gateways stop far earlier; the exchange folder does not."""
JOINTS = 1_000_000
"""Commas and opening brackets: a file of nothing but brackets would take all memory before it is looked at."""

_BEGINS = b'{"despatch":'
_KIND = re.compile(r"[a-z][a-z-]{0,39}")
_TOP = {"despatch", "kind", "payload", "key", "signature", "media"}
_CLOSING = fields(
    {"key": shaped("[0-9a-f]{32}"), "signature": words(100), "media": lambda _value, _where: None},
    {"public": public_key},
)


class EnvelopeFault(Refused):
    """A file that is not taken: one refusal, whose code begins with `file.`."""

    def __init__(self, code: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(Refusal(code, facts or {}))

    @property
    def code(self) -> str:
        return self.refusals[0].code

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.refusals[0].facts


@dataclass(frozen=True)
class Envelope:
    """An opened file: whole, of our shape, its pictures what their digests say. Its signature is checked by whoever
    knows the key (`signed_by`); a join request's has been checked with the key that it brings."""

    kind: str
    payload: Mapping[str, Any]
    key: str
    signature: bytes
    public: bytes | None = None
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """What was signed and by which key: the same in every copy of the file, however it is called or laid out."""
        return hashlib.sha256(self.key.encode() + message(self.kind, self.payload)).hexdigest()

    def signed_by(self, public: bytes) -> bool:
        return keys.key_id(public) == self.key and keys.verify(
            public, self.signature, message(self.kind, self.payload)
        )


def too_big(size: int) -> EnvelopeFault:
    """`size` in bytes; told in megabytes."""
    return EnvelopeFault("file.too-big", {"size": -(-size // 2**20), "limit": LIMIT // 2**20})


def message(kind: str, payload: Mapping[str, Any]) -> bytes:
    """The bytes that are signed."""
    return PREFIX + canonical({"kind": kind, "payload": dict(payload)})


def pictures(payload: Mapping[str, Any]) -> set[str]:
    """The digests of the pictures that a yes to this payload would be bound to: they travel in the file."""
    return {
        picture["digest"]
        for delivery in payload.get("deliveries", ())
        for part in delivery["parts"]
        for picture in part["media"]
    }


def seal(
    kind: str, payload: Mapping[str, Any], signer: Signer, media: Mapping[str, bytes] | None = None
) -> bytes:
    """The file's bytes. Raises Misshapen for a mistake of ours, EnvelopeFault(`file.too-big`) for too many pictures."""
    check_payload(kind, payload)
    media = media or {}
    if pictures(payload) != media.keys():
        raise Misshapen(f"{kind}: the pictures are not those that it names")
    size = sum(len(content) for content in media.values())
    if size * 4 // 3 > LIMIT:
        raise too_big(size * 4 // 3)
    document: dict[str, Any] = {"despatch": VERSION, "kind": kind, "payload": payload, "key": signer.key_id}
    if kind == "join":
        document["public"] = base64.b64encode(signer.public).decode()
    document["signature"] = base64.b64encode(signer.sign(message(kind, payload))).decode()
    document["media"] = {d: base64.b64encode(media[d]).decode() for d in sorted(media)}
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    if len(data) > LIMIT:
        raise too_big(len(data))
    return data


def open_envelope(data: bytes) -> Envelope:
    """Read a file that came from anywhere.

    Raises EnvelopeFault: file.too-big, file.not-whole (cut short, or still being copied), file.not-ours, file.newer,
    file.forged (a picture or a join request is not what was signed).
    """
    if len(data) > LIMIT:
        raise too_big(len(data))
    document = _document(data)
    kind, payload = _headed(document)
    try:
        sound({name: value for name, value in document.items() if name != "media"})
        _CLOSING({n: v for n, v in document.items() if n not in ("despatch", "kind", "payload")}, "file")
        check_payload(kind, payload)
        signature = base64.b64decode(document["signature"], validate=True)
    except (Misshapen, binascii.Error, ValueError) as error:
        raise EnvelopeFault("file.not-ours") from error
    media = dict(_media(document["media"], pictures(payload)))
    public = base64.b64decode(document["public"]) if "public" in document else None
    envelope = Envelope(kind, payload, document["key"], signature, public, media)
    if (public is not None) != (kind == "join"):
        raise EnvelopeFault("file.not-ours")
    if public is not None and not envelope.signed_by(public):
        raise EnvelopeFault("file.forged")
    return envelope


def _document(data: bytes) -> dict[str, Any]:
    data = data.strip(b" \t\r\n")
    ours = data[: len(_BEGINS)] == _BEGINS[: len(data)] or not data.strip(b"\0")
    broken = EnvelopeFault("file.not-whole" if ours else "file.not-ours")
    if sum(data.count(joint) for joint in (b",", b"[", b"{")) > JOINTS:
        raise EnvelopeFault("file.not-ours")
    try:
        document = json.loads(
            data.decode(),
            object_pairs_hook=_once,
            parse_float=_no_number,
            parse_constant=_no_number,
            parse_int=_whole,
        )
    except Misshapen as error:
        raise EnvelopeFault("file.not-ours") from error
    except (ValueError, RecursionError) as error:
        raise broken from error
    if not isinstance(document, dict):
        raise EnvelopeFault("file.not-ours")
    return document


def _headed(document: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Kind and payload of a document that says it is ours, and of this version."""
    version, kind = document.get("despatch"), document.get("kind")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise EnvelopeFault("file.not-ours")
    if version > VERSION:
        raise EnvelopeFault("file.newer", {"version": version, "known": VERSION})
    if document.keys() - {"public"} != _TOP or not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise EnvelopeFault("file.not-ours")
    if kind not in PAYLOADS:
        raise EnvelopeFault("file.newer", {"version": version, "known": VERSION})
    return kind, document["payload"]


def _media(found: Any, named: set[str]) -> Iterator[tuple[str, bytes]]:
    if not isinstance(found, dict):
        raise EnvelopeFault("file.not-ours")
    if found.keys() != named:
        raise EnvelopeFault("file.forged")
    for digest, text in found.items():
        try:
            content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
        except (binascii.Error, ValueError) as error:
            raise EnvelopeFault("file.not-ours") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise EnvelopeFault("file.forged")
        yield digest, content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says a thing twice could mean one to us and another to somebody else."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Misshapen("said twice")
    return found


def _no_number(_text: str) -> NoReturn:
    raise Misshapen("not a whole number")


def _whole(text: str) -> int:
    if len(text) > 17:
        raise Misshapen("too large a number")
    return int(text)
