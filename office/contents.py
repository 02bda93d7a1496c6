"""What exactly would be said: the content of one delivery, and its digest.

The digest binds text, media bytes, alt text, account, reply target, category and window (design.md, 5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from office.desk import iso, iso_or_none, moment, moment_or_none
from office.journal.codec import canonical
from office.rules.facts import Window


@dataclass(frozen=True)
class Picture:
    """A picture of a part, by the SHA-256 (hex) of its stored bytes."""

    digest: str
    alt: str
    mime: str
    name: str = ""
    width: int = 0
    height: int = 0
    size: int = 0


@dataclass(frozen=True)
class Words:
    """One part: its text as normalised once at the boundary, and its pictures."""

    text: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Content:
    """All that an approval of one delivery is bound to."""

    account: str
    act: str
    category: str
    parts: tuple[Words, ...]
    window: Window
    reply_to: str | None = None
    mention: str | None = None

    def document(self) -> dict[str, Any]:
        return {
            "account": self.account,
            "act": self.act,
            "category": self.category,
            "mention": self.mention,
            "parts": [
                {
                    "media": [{"alt": p.alt, "digest": p.digest, "mime": p.mime} for p in part.pictures],
                    "text": part.text,
                }
                for part in self.parts
            ],
            "reply_to": self.reply_to,
            "window": {"start": iso_or_none(self.window.start), "until": iso(self.window.until)},
        }

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the canonical document."""
        return hashlib.sha256(canonical(self.document())).hexdigest()


def fingerprint(digest: str) -> str:
    """The first 12 hex digits in threes of four, to read aloud."""
    return " ".join(digest[i : i + 4] for i in (0, 4, 8))


def words_json(parts: Sequence[Words]) -> list[dict[str, Any]]:
    return [{"text": p.text, "media": [vars(m) | {} for m in p.pictures]} for p in parts]


def words_from(parts: Sequence[Mapping[str, Any]]) -> tuple[Words, ...]:
    return tuple(Words(p["text"], tuple(Picture(**m) for m in p["media"])) for p in parts)


def window_json(window: Window) -> dict[str, str | None]:
    return {"start": iso_or_none(window.start), "until": iso(window.until)}


def window_from(body: Mapping[str, Any]) -> Window:
    return Window(moment_or_none(body["start"]), moment(body["until"]))
