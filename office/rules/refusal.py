"""A rule's "no" (or "look at this"): a code and facts. Its words are made in desktop/phrases.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any


class Level(Enum):
    """How strong: BLOCK and HOLD stop the act (HOLD: it would go but for a period or pause); WARN only tells."""

    BLOCK = "block"
    HOLD = "hold"
    WARN = "warn"


@dataclass(frozen=True)
class Refusal:
    """`code` is ours for ever (`approval.own-post`); `facts` are plain values for the words."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    level: Level = Level.BLOCK

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))


def stops(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Those that stop the act: all but the warnings."""
    return tuple(r for r in refusals if r.level is not Level.WARN)


def distinct(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Each once, the strongest first, else in the order given."""
    kept: list[Refusal] = []
    for refusal in refusals:
        if refusal not in kept:
            kept.append(refusal)
    return tuple(sorted(kept, key=lambda r: _STRENGTH[r.level]))


_STRENGTH = {Level.BLOCK: 0, Level.HOLD: 1, Level.WARN: 2}
