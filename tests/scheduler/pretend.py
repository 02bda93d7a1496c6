"""A platform that does exactly what a test says, and remembers what it accepted and when."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from accounts.platform import (
    Capabilities,
    Heard,
    Measured,
    OwnPost,
    OwnPosts,
    Part,
    Profile,
    Sent,
)

Happening = Exception | Callable[[Part], object]
"""Met by one send: raised; or called first, and then the post is accepted."""


class Pretend:
    """`after`: what a send meets after the post was accepted (a lost answer); `before`: before it."""

    name = "practice"

    def __init__(self, now: Callable[[], datetime], capabilities: Capabilities | None = None) -> None:
        self.now = now
        self.capabilities = capabilities or Capabilities(absence_conclusive=True)
        self.before: list[Happening] = []
        self.after: list[Happening] = []
        self.accepted: list[tuple[str, Part, str]] = []
        self.times: dict[str, datetime] = {}
        self.heard: list[Heard] = []
        self.readings: list[Exception | None] = []
        self.asked: list[str] = []
        self.most_at_once = 0
        self._inside = 0
        self._lock = threading.Lock()

    @property
    def texts(self) -> list[str]:
        return [part.text for _, part, _ in self.accepted]

    def measure(self, text: str) -> Measured:
        return Measured(len(text), 280)

    def publish(self, part: Part, key: str, deadline: datetime) -> Sent:
        with self._lock:
            self._inside += 1
            self.most_at_once = max(self.most_at_once, self._inside)
        try:
            self._meet(self.before, part)
            with self._lock:
                remote_id = str(1001 + len(self.accepted))
                self.accepted.append((remote_id, part, key))
                self.times[remote_id] = self.now()
            self._meet(self.after, part)
        finally:
            with self._lock:
                self._inside -= 1
        return Sent(remote_id, f"https://practice.invalid/{remote_id}", part.text)

    def recent_own_posts(self, deadline: datetime) -> OwnPosts:
        self.asked.append("own posts")
        if self.readings and (no := self.readings.pop(0)) is not None:
            raise no
        posts = [
            OwnPost(i, f"https://practice.invalid/{i}", p.text, self.times[i], p.reply_to)
            for i, p, _ in self.accepted
        ]
        return OwnPosts(tuple(reversed(posts)), datetime(1970, 1, 1, tzinfo=UTC))

    def mentions(self, since: str | None, deadline: datetime) -> Sequence[Heard]:
        self.asked.append(f"mentions since {since}")
        if self.readings and (no := self.readings.pop(0)) is not None:
            raise no
        return [h for h in self.heard if since is None or int(h.remote_id) > int(since)]

    def delete(self, remote_id: str, deadline: datetime) -> None: ...

    def metrics(self, remote_ids: Sequence[str], deadline: datetime) -> Mapping[str, Mapping[str, int]]:
        return {}

    def profile(self, deadline: datetime) -> Profile:
        self.asked.append("profile")
        if self.readings and (no := self.readings.pop(0)) is not None:
            raise no
        return Profile("1", "dept", "Department")

    def _meet(self, happenings: list[Happening], part: Part) -> None:
        happening = happenings.pop(0) if happenings else None
        if isinstance(happening, Exception):
            raise happening
        if happening is not None:
            happening(part)


X = Capabilities(absence_conclusive=False)
KEYED = Capabilities(key_lifetime=timedelta(hours=1))
