"""What resources/ says: packs of periods, workflows, categories, reply policy. Data in, typed values out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from office.rules.facts import Stage
from office.rules.numbers import CheckNumbers, numbers_from

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class Pack:
    """A kind of period as data. `sources`: (statement, source, status: confirmed | not confirmed)."""

    id: str
    title: str
    force: str
    start_rule: str
    end_rule: str
    body_types: tuple[str, ...]
    territories: tuple[str, ...]
    levels: Mapping[str, str]
    stops: tuple[str, ...]
    grantors: tuple[str, ...]
    grounds: tuple[str, ...]
    notice: str
    sources: tuple[tuple[str, str, str], ...]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / name).read_text(encoding="utf-8"))


@cache
def packs() -> Mapping[str, Pack]:
    """Every pack in resources/packs, by id."""
    found = {}
    for path in sorted((RESOURCES / "packs").glob("*.toml")):
        found[path.stem] = _pack(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def _pack(pack_id: str, data: Mapping[str, Any]) -> Pack:
    return Pack(
        pack_id,
        data["title"],
        data["force"],
        data["start_rule"],
        data["end_rule"],
        tuple(data["body_types"]),
        tuple(data["territories"]),
        dict(data["levels"]),
        tuple(data["stops"]),
        tuple(data["grantors"]),
        tuple(data["grounds"]),
        data["notice"],
        tuple((s["statement"], s["source"], s["status"]) for s in data["sources"]),
    )


@cache
def categories() -> Mapping[str, str]:
    """Category id -> its title."""
    return {c["id"]: c["title"] for c in _toml("categories.toml")["category"]}


@cache
def workflows() -> Mapping[str, tuple[Stage, ...]]:
    """Category -> stages, of the standard preset; `*` for all others."""
    found = {}
    for category, stages in _toml("workflows/standard.toml")["workflow"].items():
        found[category] = tuple(Stage(s["title"], frozenset(s["roles"]), s["needed"]) for s in stages)
    return found


def workflow(category: str) -> tuple[Stage, ...]:
    return workflows().get(category, workflows()["*"])


@cache
def questions() -> tuple[tuple[str, str], ...]:
    """The propriety questions that an approver answers: (code, words). Source: GCS propriety checklist, 2013/14."""
    return tuple((q["code"], q["words"]) for q in _toml("questions.toml")["question"])


@cache
def reply_policy() -> Mapping[str, Any]:
    """Triage classes and what the standard policy says of each."""
    return _toml("replies.toml")


@cache
def triage_words() -> Mapping[str, Any]:
    """The words that suggest a triage class, in their order."""
    return _toml("triage.toml")


@cache
def places() -> Mapping[str, Any]:
    """Body types and territories, id -> title, as set-up offers them."""
    return _toml("bodies.toml")


@cache
def check_numbers() -> CheckNumbers:
    """The linter's numbers and words, and the bank holidays."""
    return numbers_from(_toml("checks.toml"), _toml("bank-holidays.toml"))
