"""What the linter is told of a draft, for one account it is to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.rules.numbers import CheckNumbers
from office.rules.refusal import Level, Refusal


@dataclass(frozen=True)
class PictureSaid:
    alt: str
    name: str = ""
    """The file's name."""


@dataclass(frozen=True)
class PartSaid:
    """One part. `length` as the platform measures it, `limit` 0: not measured. `alt_limit` 0: none known."""

    text: str
    length: int = 0
    limit: int = 0
    unit: str = "characters"
    pictures: tuple[PictureSaid, ...] = ()
    alt_limit: int = 0


@dataclass(frozen=True)
class CheckFacts:
    """`at` None: as soon as approved. `posts`: when the account's other originals went out or are planned.
    `others`: (account, words) of the same post or of others, going to other accounts of the platform.
    `period`: the title of a period over this account then. `names`: the local list of names, handles and parties."""

    account: str
    platform: str
    territory: str
    category: str
    parts: tuple[PartSaid, ...]
    at: datetime | None = None
    act: str = "post"
    posts: tuple[datetime, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    period: str = ""
    names: tuple[str, ...] = ()
    objective: str = ""
    source: str = ""
    embargo: datetime | None = None

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.parts)

    def each(self) -> Iterator[tuple[PartSaid, dict[str, Any]]]:
        """Each part, and the facts that say which it is."""
        for number, part in enumerate(self.parts, start=1):
            yield part, {"part": number, "parts": len(self.parts)}


Found = tuple[Refusal, ...] | None
"""What a check found; None: it does not apply here."""

Check = Callable[[CheckFacts, CheckNumbers], Found]


def warning(code: str, *told: Mapping[str, Any]) -> Refusal:
    return Refusal(code, {k: v for facts in told for k, v in facts.items()}, Level.WARN)
