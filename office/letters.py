"""Letters: where a sealed file lies in an exchange folder, and what it is called.

    <exchange>/joins/                        who would like to join (they do not know a workspace yet)
    <exchange>/to-<key id>/                  the welcome, for the key that asked to join
    <exchange>/<workspace>/to-workspace/     answers and pauses
    <exchange>/<workspace>/to-<person id>/   requests, rosters, and what was closed

<workspace> is the first 16 digits of its id. Names are made of a kind and of ids, never of anything in a file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from office.rules.refusal import Refusal

SUFFIX = ".despatch"
JOINS = "joins"

_SAFE = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


There = Mapping[str, AbstractSet[str]]
"""What lies in an exchange folder: folder -> names. A folder that is not there has none."""


@dataclass(frozen=True)
class Letter:
    """`folder` is under the exchange folder, with "/" between its parts."""

    folder: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Outgoing:
    """What one side would have in the exchange folder and has not, and (folder, name) of what it put there and nobody
    needs any more. `refused`: what cannot be sent, and why."""

    letters: tuple[Letter, ...] = ()
    over: tuple[tuple[str, str], ...] = ()
    refused: tuple[Refusal, ...] = ()


def plain(name: str) -> str:
    """An id as a file may be called: itself where that is safe everywhere, else a digest of it."""
    if _SAFE.fullmatch(name):
        return name
    return f"h{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def file_name(kind: str, *ids: str) -> str:
    return "-".join(plain(part) for part in (kind, *ids)) + SUFFIX


def to_workspace(workspace: str) -> str:
    return f"{plain(workspace[:16])}/to-workspace"


def to_person(workspace: str, person: str) -> str:
    return f"{plain(workspace[:16])}/to-{plain(person)}"


def to_key(key_id: str) -> str:
    return f"to-{plain(key_id)}"


def workspace_inboxes(workspace: str) -> tuple[str, ...]:
    """What a desk that holds the record reads."""
    return (to_workspace(workspace), JOINS)
