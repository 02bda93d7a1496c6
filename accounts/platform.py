"""The port to a platform: what every adapter can do, and the five ways in which it may fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol


class PlatformFailure(Exception):
    """The platform did not do what was asked. The message is a sentence that a person understands."""


class RateLimited(PlatformFailure):
    """Too many requests; nothing was done. `until` is the reset that the platform named (UTC)."""

    def __init__(self, sentence: str, until: datetime) -> None:
        super().__init__(sentence)
        self.until = until


class Rejected(PlatformFailure):
    """The platform's definite no: it read the request and did not do it."""


class CredentialsRejected(PlatformFailure):
    """The sign-in is not accepted (any more): somebody has to connect the account again. Nothing was done."""


class Unreachable(PlatformFailure):
    """Nothing left this machine (no network, name not found, connection refused): it may be tried again."""


class OutcomeUnknown(PlatformFailure):
    """The request left this machine and no believable answer came back: it may or may not have been done."""


@dataclass(frozen=True)
class Media:
    """A picture as approved: `data` has SHA-256 `digest` (hex)."""

    digest: str
    mime: str
    data: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True)
class Part:
    """One post of a thread. `reply_to` is the platform's id of what it answers, or None."""

    text: str
    media: tuple[Media, ...] = ()
    reply_to: str | None = None


@dataclass(frozen=True)
class Sent:
    """The platform's receipt."""

    remote_id: str
    url: str
    text: str | None = None


@dataclass(frozen=True)
class OwnPost:
    """A post that is on the account now. `text` has the platform's links and entities undone."""

    remote_id: str
    url: str
    text: str
    at: datetime
    reply_to: str | None = None


@dataclass(frozen=True)
class OwnPosts:
    """The account's recent own posts, newest first; `complete_since`: nothing after this moment is missing."""

    posts: tuple[OwnPost, ...]
    complete_since: datetime | None


@dataclass(frozen=True)
class Heard:
    """Something that somebody said to the account (becomes a mention). All text is a stranger's: plain data."""

    remote_id: str
    author: str
    author_name: str
    text: str
    at: datetime
    url: str
    in_reply_to: str | None = None
    summons: bool = True
    """The platform will accept an answer to it (on X: they mentioned or quoted us)."""


@dataclass(frozen=True)
class Profile:
    """Whom the credentials speak as."""

    remote_id: str
    handle: str
    name: str


@dataclass(frozen=True)
class Measured:
    """A text's length as this platform counts it."""

    length: int
    limit: int
    unit: str = "characters"

    @property
    def fits(self) -> bool:
        return 0 < self.length <= self.limit


@dataclass(frozen=True)
class Capabilities:
    """What the platform lets this account do, and how an uncertain send can be settled."""

    replies: bool = True
    delete: bool = True
    images: int = 4
    image_bytes: int = 5_000_000
    image_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/webp", "image/gif")
    alt_limit: int = 1000
    absence_conclusive: bool = False
    """A complete read-back that does not show the part proves that it is not there (never on X)."""
    key_lifetime: timedelta = timedelta(0)
    """How long, from the first send, the same `key` is certain not to publish twice."""


class Platform(Protocol):
    """One account on one platform. Every call returns or raises a PlatformFailure by `deadline` (UTC)."""

    @property
    def name(self) -> str: ...
    @property
    def capabilities(self) -> Capabilities: ...
    def measure(self, text: str) -> Measured: ...
    def publish(self, part: Part, key: str, deadline: datetime) -> Sent: ...
    def recent_own_posts(self, deadline: datetime) -> OwnPosts: ...
    def mentions(self, since: str | None, deadline: datetime) -> Sequence[Heard]:
        """All that was said after `since` (the platform's id of the newest one known), oldest first."""
        ...

    def delete(self, remote_id: str, deadline: datetime) -> None: ...
    def metrics(self, remote_ids: Sequence[str], deadline: datetime) -> Mapping[str, Mapping[str, int]]: ...
    def profile(self, deadline: datetime) -> Profile: ...


ServerDate = Callable[[datetime], None]
"""Told the `Date` header (UTC) of every answer, so that a wrong clock is noticed."""
