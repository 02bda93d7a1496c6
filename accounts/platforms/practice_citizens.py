"""The practice platform's citizens: scripted in resources/rehearsal, and the same in every rehearsal."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

Coming = dict[str, Any]
"""Something that will be said: `at` (ISO), author, name, text, in_reply_to."""


@cache
def script() -> Mapping[str, Any]:
    return tomllib.loads((files("resources") / "rehearsal" / "citizens.toml").read_text("utf-8"))


def openings(handle: str, started: datetime) -> list[Coming]:
    """What citizens say whatever we do."""
    return [
        _coming(
            started + timedelta(minutes=c["minutes"]),
            c["author"],
            c["name"],
            c["text"].replace("{handle}", handle),
            None,
        )
        for c in script()["citizen"]
    ]


def answers(handle: str, remote_id: str, text: str, at: datetime, seed: int) -> list[Coming]:
    """What citizens say to a post of ours: one or two of those who care about its words."""
    words = set(re.findall(r"\w+", text.casefold()))
    groups = script()["answer"]
    found = next((g for g in groups if words & set(g["words"])), groups[-1])["says"]
    draw = _draw(seed, remote_id)
    chosen = [found[draw % len(found)]]
    if draw % 3 == 0:
        chosen.append(groups[-1]["says"][draw % len(groups[-1]["says"])])
    return [
        _coming(
            at + timedelta(minutes=2 + 5 * n + draw % 4),
            c["author"],
            c["name"],
            f"@{handle} {c['text']}",
            remote_id,
        )
        for n, c in enumerate(chosen)
    ]


def thanks(handle: str, remote_id: str, to: Mapping[str, Any], at: datetime, seed: int) -> list[Coming]:
    """What the citizen whom we answered says; one in four says nothing."""
    draw = _draw(seed, remote_id)
    if draw % 4 == 3:
        return []
    says = script()["thanks"]["says"]
    text = f"@{handle} {says[draw % len(says)]}"
    return [_coming(at + timedelta(minutes=3), to["author"], to["name"], text, remote_id)]


def _coming(at: datetime, author: str, name: str, text: str, in_reply_to: str | None) -> Coming:
    return {"at": at.isoformat(), "author": author, "name": name, "text": text, "in_reply_to": in_reply_to}


def _draw(seed: int, about: str) -> int:
    """A number that looks drawn and is the same each time."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{about}".encode()).digest()[:4], "big")
