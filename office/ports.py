"""What the office needs from upstairs: somebody who signs, and the time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Signer(Protocol):
    """Holds one private Ed25519 key, which never leaves it.

    `actor` is the person id (or the device id, for what Despatch does by itself) whose key this is;
    `key_id` is `key_id(public)` from office.journal.keys.
    """

    @property
    def actor(self) -> str: ...
    @property
    def key_id(self) -> str: ...
    @property
    def public(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


class Now(Protocol):
    """The wall clock, in UTC."""

    def __call__(self) -> datetime: ...
