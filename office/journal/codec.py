"""How an entry becomes bytes: canonical JSON, the two digests, and old bodies raised to today's shape on reading.

To change what a kind says: 1. append it from now on with the next `kind_version`; 2. add an upcast from the old
version to `UPCASTS`, a pure function of the body; 3. add a test beside the others. Stored entries never change.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import rfc8785

from office.journal.port import FORMAT, Body, Event

NONCE_BYTES = 16
MAX_BODY_BYTES = 8 * 1024 * 1024
GENESIS = bytes(32)
"""The founding entry's `previous`."""

Upcast = Callable[[Body], Body]
UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(kind, version) -> the body as the next version of that kind would have said it."""

_NAME = re.compile(r"[!#-\[\]-~]{1,200}")
_SAFE_INTEGER = 2**53 - 1


class UnfitEvent(ValueError):
    """An event that cannot be written as it is: our own mistake, found before anything was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event made ready outside the write transaction."""

    event: Event
    nonce: bytes
    json: str
    body_digest: bytes


def canonical(value: Any) -> bytes:
    """Canonical JSON, RFC 8785."""
    return rfc8785.dumps(value)


def draft(event: Event) -> Draft:
    """Raises UnfitEvent when a name or the body could not be stored and read back exactly."""
    for name in (event.stream, event.kind):
        check_name(name)
    if event.kind_version < 1:
        raise UnfitEvent(f"{event.kind}: versions of a kind count from 1")
    if not isinstance(event.body, dict):
        raise UnfitEvent(f"{event.kind}: a body is a JSON object")
    _check(event.body, event.kind)
    text = canonical(event.body)
    if len(text) > MAX_BODY_BYTES:
        raise UnfitEvent(f"{event.kind}: the body is larger than {MAX_BODY_BYTES // 1024 // 1024} MiB")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Draft(event, nonce, text.decode(), body_digest(nonce, text))


def check_name(name: str) -> None:
    """Streams, kinds, actors and keys: printable ASCII without spaces, quotation marks and backslashes."""
    if not _NAME.fullmatch(name):
        raise UnfitEvent(f"not a name that the record can hold: {name!r}")


def body_digest(nonce: bytes, text: bytes) -> bytes:
    return hashlib.sha256(nonce + text).digest()


class Fields(NamedTuple):
    """What an entry's digest is made of, beside the format and the workspace. `at` is the stored text."""

    seq: int
    stream: str
    version: int
    kind: str
    kind_version: int
    at: str
    actor: str
    device: str
    body_digest: bytes
    previous: bytes


def entry_digest(workspace: str, fields: Fields | tuple[Any, ...]) -> bytes:
    """The digest that is signed, and that the next entry names.

    Plain names need no escapes, so their canonical JSON is put together here, ten times faster than by the library.
    Any other text goes to the library: a quotation mark in a name must not pass for the end of it.
    """
    seq, stream, version, kind, kind_version, at, actor, device, body, previous = fields
    names = workspace + stream + kind + at + actor + device
    if names.isascii() and names.isprintable() and '"' not in names and "\\" not in names:
        text = (
            f'[{FORMAT},"{workspace}",{seq},"{stream}",{version},"{kind}",{kind_version},"{at}","{actor}","{device}",'
            f'"{body.hex()}","{previous.hex()}"]'
        ).encode()
    else:
        text = canonical([FORMAT, workspace, *fields[:8], body.hex(), previous.hex()])
    return hashlib.sha256(text).digest()


def stamp(at: datetime) -> str:
    """`2026-11-24T12:00:00.000000Z`. Raises UnfitEvent for a time without a zone."""
    if at.tzinfo is None:
        raise UnfitEvent("a time in the record has a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def loads(text: str) -> Body:
    body: Body = json.loads(text)
    return body


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def raised(
    kind: str, version: int, body: Body | None, upcasts: Mapping[tuple[str, int], Upcast]
) -> tuple[int, Body | None]:
    """The version and body as today's code knows them. An erased body stays None."""
    while (upcast := upcasts.get((kind, version))) is not None:
        body = None if body is None else upcast(body)
        version += 1
    return version, body


def _check(value: Any, where: str) -> None:
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise UnfitEvent(f"{where}: a key is not text: {key!r}")
            _check_text(key, where)
            _check(item, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, where)
    elif isinstance(value, int):
        if abs(value) > _SAFE_INTEGER:
            raise UnfitEvent(f"{where}: {value} is too large for JSON; write it as text")
    elif value is not None:
        raise UnfitEvent(f"{where}: {type(value).__name__} is not JSON that the record can hold")


def _check_text(text: str, where: str) -> None:
    if "\0" in text:
        raise UnfitEvent(f"{where}: the text contains a NUL character")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise UnfitEvent(f"{where}: the text contains half a character (a lone surrogate)")
